"""The order of an agenda: adding, moving and taking away items, and the clock times that follow from them.

Places are whole numbers from one without gaps, what members propose after the rest. The meeting's row is
locked while they change.
"""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from workgroups.models import AgendaItem, ItemState, Meeting, MemoState, Visibility


def on_agenda(meeting: Meeting):
    """The items that are on the agenda, in order; what members propose is not yet."""
    return meeting.items.exclude(state=ItemState.PROPOSED).order_by("position")


def proposed(meeting: Meeting):
    return meeting.items.filter(state=ItemState.PROPOSED).order_by("position")


def lock(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=["self"]).select_related("workgroup").get(pk=meeting.pk)


@transaction.atomic
def append_item(meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """Put a new item last, proposals after it, public to nobody. One form sent twice is one item."""
    lock(meeting)
    if item.form_key and (again := meeting.items.filter(form_key=item.form_key).first()):
        return again
    if item.form_key and AgendaItem.objects.filter(form_key=item.form_key).exists():
        item.form_key = None  # of another meeting's form
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item.meeting, item.position = meeting, last + 1
    item.visibility = max(item.visibility, Visibility.MEMBERS)
    item.save()
    _renumber(meeting)
    return item


@transaction.atomic
def accept(item: AgendaItem) -> None:
    """Take a member's proposal onto the agenda, as its last item."""
    lock(item.meeting)
    AgendaItem.objects.filter(pk=item.pk, state=ItemState.PROPOSED).update(state=ItemState.OPEN)
    _renumber(item.meeting)


@transaction.atomic
def move_item(item: AgendaItem, by: int) -> None:
    """Move an item `by` places (-1 is up); at either end it stays."""
    meeting = lock(item.meeting)
    order = [row.pk for row in on_agenda(meeting)]
    if item.pk not in order:
        return
    place = order.index(item.pk)
    order.insert(min(max(place + by, 0), len(order) - 1), order.pop(place))
    _write_order(meeting, order)


@transaction.atomic
def set_order(meeting: Meeting, order: list[int]) -> bool:
    """Write a whole order. False where the items are no longer those of `order`."""
    meeting = lock(meeting)
    if sorted(order) != sorted(row.pk for row in on_agenda(meeting)):
        return False
    _write_order(meeting, order)
    return True


@transaction.atomic
def delete_item(item: AgendaItem) -> None:
    """Take an item away with its texts. Raises ValidationError once the memo has been submitted."""
    meeting = lock(item.meeting)
    if is_closed(meeting):
        raise ValidationError(_("The memo has been submitted: its items can no longer be deleted."))
    item.delete()
    _renumber(meeting)


def is_closed(meeting: Meeting) -> bool:
    """Tell whether the memo has been submitted, so that no item may be deleted any more."""
    memo = getattr(meeting, "memo", None)
    return memo is not None and memo.state != MemoState.DRAFT


def is_in_review(meeting: Meeting) -> bool:
    """Tell whether the memo waits for approval or publishing: then nothing of the agenda changes."""
    memo = getattr(meeting, "memo", None)
    return memo is not None and memo.state in (MemoState.IN_REVIEW, MemoState.APPROVED)


def _renumber(meeting) -> None:
    _write_order(meeting, [row.pk for row in on_agenda(meeting)])


def _write_order(meeting, order) -> None:
    ids = [*order, *proposed(meeting).values_list("pk", flat=True)]
    places = dict(meeting.items.values_list("pk", "position"))
    for position, pk in enumerate(ids, start=1):
        if places[pk] != position:  # the constraint looks at the end of the transaction
            meeting.items.filter(pk=pk).update(position=position)


# -- Clock times


@dataclass(frozen=True)
class AgendaRow:
    """An item with the time at which it begins; None where that cannot be known."""

    item: AgendaItem
    begins_at: datetime.time | None
    is_first: bool
    is_last: bool


def agenda_rows(meeting: Meeting, items) -> list[AgendaRow]:
    """Items with their clock times, which go on until one has no minutes, and never over midnight."""
    items, rows = list(items), []
    begins = meeting.start_time
    for place, item in enumerate(items):
        rows.append(AgendaRow(item, begins, place == 0, place == len(items) - 1))
        begins = _later(begins, item.minutes)
    return rows


def total_minutes(items) -> int:
    return sum(item.minutes or 0 for item in items)


def minutes_left(meeting: Meeting, items) -> int | None:
    """Minutes between the items' sum and the meeting's end, negative where they do not fit; None unknown."""
    if not meeting.start_time or not meeting.end_time:
        return None
    start, end = (time.hour * 60 + time.minute for time in (meeting.start_time, meeting.end_time))
    return end - start - total_minutes(items)


def _later(time, minutes):
    if time is None or not minutes:
        return None
    total = time.hour * 60 + time.minute + minutes
    return datetime.time(total // 60, total % 60) if total < 24 * 60 else None
