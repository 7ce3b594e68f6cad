"""Following a group by mail: asked for on its page, confirmed from the mail, ended from any mail.

The token of a subscription is made of its group and address with the site's key, so that every mail can
carry the way out; the table holds only its hash.
"""

import datetime
import hashlib

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from lape import mail
from workgroups.models import Subscription, Workgroup

#: One mail an address and group in this time, however often somebody asks.
MAIL_INTERVAL = datetime.timedelta(hours=1)
UNCONFIRMED_DAYS = 7


@transaction.atomic
def ask(workgroup: Workgroup, email: str) -> None:
    """Queue the mail that confirms a subscription. Nothing tells the asker whether it was there before."""
    email = email.strip().lower()
    fields = {"token_hash": _hash(token_of(workgroup.pk, email))}
    row, is_new = Subscription.objects.get_or_create(workgroup=workgroup, email=email, defaults=fields)
    now = timezone.now()
    if not is_new:
        due = Subscription.objects.filter(pk=row.pk, asked_at__lt=now - MAIL_INTERVAL)
        if not due.update(asked_at=now):  # one of two posts at once sends the mail
            return
    subject = _("Your subscription: %(group)s") % {"group": workgroup.name}
    mail.queue(email, subject, _body(row), about_of(row))


def _body(row) -> str:
    return _(
        "Somebody, most likely you, asked us to send the new memos of this group to your address:\n"
        "%(group)s\n\n"
        "Confirm it here, or end it there later:\n%(url)s\n\n"
        "If it was not you, you need not do anything."
    ) % {"group": row.workgroup.name, "url": address_of(row)}


def token_of(workgroup_id: int, email: str) -> str:
    return salted_hmac("workgroups.subscription", f"{workgroup_id}:{email}", algorithm="sha256").hexdigest()


def address_of(subscription: Subscription) -> str:
    """The full address where the subscription is confirmed and ended: for the foot of each mail."""
    token = token_of(subscription.workgroup_id, subscription.email)
    return settings.SITE_URL + reverse("workgroups:subscription", args=[token])


def about_of(subscription: Subscription) -> str:
    """What its mails tell of, for `lape.mail.forget`."""
    return f"subscription:{subscription.pk}"


def find(token: str) -> Subscription | None:
    return Subscription.objects.filter(token_hash=_hash(token)).select_related("workgroup").first()


def confirm(subscription: Subscription) -> None:
    """From now on the address gets the published memos."""
    unconfirmed = Subscription.objects.filter(pk=subscription.pk, confirmed_at__isnull=True)
    unconfirmed.update(confirmed_at=timezone.now())


@transaction.atomic
def end(subscription: Subscription) -> None:
    """Forget the address, and what was to be sent to it."""
    mail.forget(about_of(subscription))
    subscription.delete()


def confirmed(workgroup: Workgroup):
    """The subscriptions that get the group's published memos."""
    return Subscription.objects.filter(workgroup=workgroup, confirmed_at__isnull=False)


def forget_unconfirmed(now=None) -> int:
    """Delete addresses that nobody confirmed in a week: a chore. Gives their number."""
    before = (now or timezone.now()) - datetime.timedelta(days=UNCONFIRMED_DAYS)
    return Subscription.objects.filter(confirmed_at__isnull=True, asked_at__lt=before).delete()[0]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
