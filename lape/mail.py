"""Mail leaves through a queue that is written in the same transaction as what it tells of.

One row is one mail to one recipient. A worker that dies in the middle may double a mail, never lose one;
its Message-ID stays the same, so that the recipient's mailbox can tell.
"""

import datetime
import logging
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lape.models import OutboxMail

logger = logging.getLogger("lape.mail")

BATCH = 20
#: Waits after the first, second … failure; after the last the mail is given up and told to the admin.
RETRY_MINUTES = (1, 5, 30, 120, 360, 720, 1440)
LEASE = datetime.timedelta(minutes=10)  # a mail taken up by a worker that died is taken up again after this


def queue(to: str, subject: str, body: str, about: str) -> OutboxMail:
    """Queue one plain-text mail. `about` names what it tells of ("memo:12"), for `forget`."""
    return OutboxMail.objects.create(
        to=to,
        subject=" ".join(subject.split()),
        body=body,
        about=about,
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost"),
    )


def forget(about: str) -> int:
    """Delete what is queued about something and has not been sent: after a redaction or a withdrawal."""
    return OutboxMail.objects.filter(about=about).exclude(state=OutboxMail.State.SENT).delete()[0]


def send_waiting() -> int:
    """Send what is due, a batch at a time. Gives the number sent."""
    sent = 0
    while batch := _take_up():
        with get_connection() as connection:
            sent += sum(_send(row, connection) for row in batch)
    return sent


def _take_up() -> list[OutboxMail]:
    """Lease the next due mails for this worker alone."""
    now = timezone.now()
    with transaction.atomic():
        due = OutboxMail.objects.filter(state=OutboxMail.State.WAITING).filter(
            Q(next_try_at__lte=now), Q(leased_until__isnull=True) | Q(leased_until__lt=now)
        )
        batch = list(due.order_by("next_try_at", "pk").select_for_update(skip_locked=True)[:BATCH])
        OutboxMail.objects.filter(pk__in=[row.pk for row in batch]).update(leased_until=now + LEASE)
    return batch


def _send(row, connection) -> bool:
    """Send one mail and write down how it went: the text goes with success."""
    if not OutboxMail.objects.filter(pk=row.pk).exists():  # forgotten since it was taken up
        return False
    message = EmailMessage(
        row.subject, row.body, to=[row.to], connection=connection, headers={"Message-ID": row.message_id}
    )
    try:
        message.send()
    except Exception as error:  # whatever a mail server or its library raises: the mail stays in the queue
        row.attempts += 1
        row.leased_until = None
        row.last_error = type(error).__name__
        if row.attempts > len(RETRY_MINUTES):
            row.state = OutboxMail.State.GIVEN_UP
        else:
            minutes = RETRY_MINUTES[row.attempts - 1]
            row.next_try_at = timezone.now() + datetime.timedelta(minutes=minutes)
        row.save(update_fields=["attempts", "leased_until", "last_error", "state", "next_try_at"])
        logger.warning("A mail was not sent (%s), attempt %d", row.last_error, row.attempts)
        return False
    OutboxMail.objects.filter(pk=row.pk).update(
        state=OutboxMail.State.SENT, sent_at=timezone.now(), body="", subject="", leased_until=None
    )
    return True
