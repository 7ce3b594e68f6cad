"""Who signed in, who failed, who was refused: kept for half a year, without addresses."""

import datetime

from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from django.utils import timezone

from lape.accounts.pseudonyms import client_pseudonym, forget_expired, pseudonym
from lape.models import SignInOutcome, SignInRecord, User

KEPT = datetime.timedelta(days=183)


def record(request, outcome: SignInOutcome, user: User | None = None, typed: str = "") -> None:
    """Write a line: of `user`, or of an unknown `typed` address, which is kept as a keyed sum alone."""
    if user is None and typed:
        user = User.objects.filter(email=typed).first()
    SignInRecord.objects.create(
        user=user,
        typed="" if user else pseudonym(typed),
        outcome=outcome,
        hour=timezone.now().replace(minute=0, second=0, microsecond=0),
        address=client_pseudonym(request) if request else "",
    )


def forget_old_sign_ins(now: datetime.datetime | None = None) -> int:
    """Delete what is older than half a year; return how many lines went."""
    gone, _kinds = SignInRecord.objects.filter(hour__lt=(now or timezone.now()) - KEPT).delete()
    return gone


def forget() -> int:
    """Delete what is over: old lines, sessions, counters. The worker calls it every day."""
    sessions, _kinds = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return forget_old_sign_ins() + forget_expired() + sessions


class RefusedRights:
    """Middleware: write down when somebody signed in asks for what they may not do."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if isinstance(error, PermissionDenied) and request.user.is_authenticated:
            record(request, SignInOutcome.REFUSED, request.user)


@receiver(user_logged_in)
def record_sign_in(sender, request, user, **kwargs):
    record(request, SignInOutcome.SIGNED_IN, user)
