"""The nightly run: ask, remind, leave to the coordinator, take out, tell; run again, nothing twice."""

import datetime
from dataclasses import asdict, dataclass

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from services.checks import hiding, mails, waiting
from services.checks.due import falling_due
from services.models import CheckRequest

#: Who has not answered so long after the last reminder is left to the coordinator.
HAND_OVER_AFTER = datetime.timedelta(days=7)
#: Any number that no other lock of this database has.
_LOCK = 20_260_501


@dataclass(frozen=True)
class Report:
    """How many rows a run handled, by what was done with them."""

    closed: int = 0
    opened: int = 0
    handed: int = 0
    hidden: int = 0
    kept: int = 0
    mails: int = 0
    digests: int = 0

    @property
    def rows(self) -> int:
        return sum(asdict(self).values())


def send_check_requests(today: datetime.date | None = None, *, dry_run: bool = False) -> Report:
    """Do all that is due on `today` (in Helsinki, by default now) in one transaction.

    With `dry_run` everything is taken back and only the report remains. A second run at the same time
    does nothing.
    """
    today = today or timezone.localdate()
    with transaction.atomic():
        if not _alone():
            return Report()
        closed, opened = close_settled(today), open_due(today)
        checks = open_questions()
        contacts = mails.contacts_of(checks)
        handed = hand_over(checks, contacts, today)
        hidden, kept = hiding.handle_unanswered(checks, today)
        written = mails.write_to_organizations(checks, contacts, today)
        digests = waiting.write_to_coordinators(today)
        report = Report(closed, opened, handed, hidden, kept, written, digests)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return cursor.fetchone()[0]


def close_settled(today: datetime.date) -> int:
    """Close the questions whose listing has been checked since, or has no page any more."""
    return CheckRequest.objects.settled().update(closed_on=today)


def open_due(today: datetime.date) -> int:
    """Open a question about each listing that falls due soon."""
    new = [
        CheckRequest(service_id=due.service_id, cause=due.cause, due_on=due.due_on, opened_on=today)
        for due in falling_due(today)
    ]
    return len(CheckRequest.objects.bulk_create(new, ignore_conflicts=True))


def open_questions() -> list[CheckRequest]:
    """Those that wait for their organization or for a coordinator, the first due first."""
    checks = CheckRequest.objects.open().annotate(organization_id=F("service__organization"))
    return list(checks.order_by("due_on", "pk"))


def hand_over(checks: list[CheckRequest], contacts: dict, today: datetime.date) -> int:
    """Leave to the coordinator what nobody answered, and what nobody can be asked about."""
    left = [
        check
        for check in checks
        if not check.answer
        and check.handed_on is None
        and (_is_silent(check, today) or check.organization_id not in contacts)
    ]
    for check in left:
        check.handed_on = today
    CheckRequest.objects.bulk_update(left, ["handed_on"])
    return len(left)


def _is_silent(check, today) -> bool:
    return check.mail_count >= mails.MOST_MAILS and check.mailed_on <= today - HAND_OVER_AFTER
