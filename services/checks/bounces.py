"""A mail came back: the other contact is written to instead, and without one the coordinator is told.

Whatever reads the mailbox of returned mail (a mail server's hook, a script over its log) calls `record`, or
`manage.py record_bounce ADDRESS`, for each address that does not work for good.
"""

from django.db import transaction
from django.utils import timezone

from services.models import CheckRequest, OrganizationMail, PrivateContact


@transaction.atomic
def record(email: str) -> int:
    """Note that mail to `email` comes back; return how many contacts have this address.

    The mail that did not arrive is no mail: what it asked is asked again at the next run, and it does
    not count as the organization's mail of the week.
    """
    contacts = PrivateContact.objects.select_for_update().filter(email__iexact=email, bounced_at__isnull=True)
    found = [contact.pk for contact in contacts]
    for pk in found:
        if mail := OrganizationMail.objects.filter(contact=pk).order_by("-pk").first():
            _ask_again(mail)
    PrivateContact.objects.filter(pk__in=found).update(bounced_at=timezone.now())
    return len(found)


def _ask_again(mail):
    OrganizationMail.objects.filter(pk=mail.pk).update(has_bounced=True)
    lost = CheckRequest.objects.open().unanswered().filter(mails=mail)
    asked = CheckRequest.objects.filter(pk__in=list(lost.values_list("pk", flat=True)))
    asked.filter(hiding_told_on=mail.queued_on).update(hiding_told_on=None)
    asked.update(mail_count=0, mailed_on=None)
