"""Is a memo ready to be sent to its approver? What is missing, in sentences."""

from django.utils import timezone
from django.utils.translation import gettext as _

from workgroups.models import ItemState, Meeting, MeetingState


def missing(meeting: Meeting) -> list[str]:
    """What keeps the memo from being sent on: nobody present, or an item that says nothing."""
    found = []
    if not any(row.is_here for row in meeting.attendances.all()):
        found.append(_("Nobody is marked present."))
    for item in meeting.items.prefetch_related("outcomes"):
        if item.state not in (ItemState.PROPOSED, ItemState.POSTPONED) and not _says_something(item):
            found.append(_nothing_said() % {"number": item.number, "title": item.title})
    return found


def _nothing_said() -> str:
    return _("Item %(number)s, “%(title)s”: no text, decision or action. Or tick “no discussion”.")


def _says_something(item) -> bool:
    texts = item.public_text.strip() or item.members_text.strip()
    return bool(texts or item.is_without_discussion or item.outcomes.all())


def warnings(meeting: Meeting, today=None) -> list[str]:
    """What the sender should know and may do all the same."""
    today = today or timezone.localdate()
    if meeting.state == MeetingState.CANCELLED:
        return [_("The meeting was cancelled.")]
    if meeting.state != MeetingState.HELD and meeting.date > today:
        return [_("The meeting has not been held yet.")]
    return []
