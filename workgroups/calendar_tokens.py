"""A member's own calendar: an address that only they know, of which only the hash is kept."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from workgroups.models import CalendarToken, Meeting, Person


def current(person: Person) -> CalendarToken | None:
    """The token that opens the person's calendar, if they have made one."""
    return person.calendar_tokens.filter(revoked_at__isnull=True).order_by("-made_at").first()


@transaction.atomic
def make(person: Person) -> str:
    """A new token; the earlier ones stop working. It is shown once, since it is not kept."""
    revoke(person)
    token = secrets.token_urlsafe(32)
    CalendarToken.objects.create(person=person, token_hash=_hash(token))
    return token


def revoke(person: Person) -> int:
    """Close the person's calendar. Gives the number of tokens that were open."""
    return person.calendar_tokens.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())


def user_of(token: str):
    """The user whose calendar the token opens, or None."""
    rows = CalendarToken.objects.filter(token_hash=_hash(token), revoked_at__isnull=True)
    row = rows.select_related("person__user").first()
    user = row.person.user if row else None
    return user if user and user.is_active else None


def own_meetings(user, viewer):
    """The meetings of the groups that the user is in today, as far as they may know of them."""
    rows = Meeting.objects.visible_to(user).filter(workgroup__in=viewer.member_of)
    return rows.select_related("workgroup", "location").order_by("date", "ordinal")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
