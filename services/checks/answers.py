"""What an organization answers from its mail. A double click, or an old mail, changes nothing twice."""

import datetime

from django.db import transaction
from django.utils import timezone

from lape.models import OutboxMail
from services import listings
from services.models import CheckAnswer, CheckRequest, OrganizationMail, Service
from services.proposals import propose_change, propose_end


@transaction.atomic
def all_right(checks, today: datetime.date | None = None) -> int:
    """The listings of these `CheckRequest` rows are right as they stand; return how many were confirmed."""
    today = today or timezone.localdate()
    unanswered = _unanswered(checks)
    confirmed = listings.confirm(
        Service.objects.filter(pk__in=[check.service_id for check in unanswered]), today
    )
    answered = CheckRequest.objects.filter(pk__in=[check.pk for check in unanswered])
    answered.update(answer=CheckAnswer.RIGHT, answered_on=today, closed_on=today)
    return len(confirmed)


@transaction.atomic
def changed(
    check: CheckRequest, fields: dict, base: dict, note: str = "", today: datetime.date | None = None
) -> bool:
    """Make a proposal of what changed; the listing stays. Gives False where it was answered before."""
    return _propose(check, CheckAnswer.CHANGED, today, propose_change, fields, base, note)


@transaction.atomic
def ended(check: CheckRequest, note: str = "", today: datetime.date | None = None) -> bool:
    """Make a proposal that the service has ended. Gives False where it was answered before."""
    return _propose(check, CheckAnswer.ENDED, today, propose_end, note)


def _propose(check, answer, today, propose, *words) -> bool:
    unanswered = _unanswered(CheckRequest.objects.filter(pk=check.pk))
    for row in unanswered:
        row.answer, row.answered_on = answer, today or timezone.localdate()
        row.proposal = propose(row.service, *words)
        row.save(update_fields=["answer", "answered_on", "proposal"])
    return bool(unanswered)


def _unanswered(checks) -> list[CheckRequest]:
    """Those nobody answered yet whose listing has a page, locked."""
    rows = checks.unanswered().filter(service__in=Service.objects.with_page())
    return list(rows.select_related("service__organization").order_by("pk").select_for_update(of=["self"]))


@transaction.atomic
def remove_contact(mail: OrganizationMail) -> None:
    """Forget whom `mail` was written to: the address, what waits in the queue, the trail of mails.

    All links that were sent there open nothing any more.
    """
    OutboxMail.objects.filter(to__iexact=mail.contact.email, about__startswith="organization_mail:").delete()
    mail.contact.delete()
