"""When and where a group meets: new meetings, lists of days, moving, cancelling.

Each function locks the row of the group, so that two people at once get two days or two numbers. A change
of time, place or state raises `sequence`, by which calendars know that their entry is old.
"""

import datetime
import uuid
from collections import Counter
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from workgroups.carry_over import bind_due_actions, carry_into
from workgroups.conflicts import row_stamp
from workgroups.models import Meeting, MeetingState, OldMeetingAddress, Workgroup
from workgroups.typed import written_date

#: What the page that changes a meeting shows; day and state have pages of their own.
DETAILS = [
    "number", "title", "start_time", "end_time", "location", "venue", "address", "remote_url", "visibility"
]  # fmt: skip
#: Of these, what a calendar entry tells.
CALENDAR_DETAILS = ["start_time", "end_time", "location", "venue", "address", "remote_url"]


def next_number(group: Workgroup) -> int:
    return (group.meetings.aggregate(most=Max("number"))["most"] or 0) + 1


def last_meeting(group: Workgroup) -> Meeting | None:
    """What a new meeting may be a copy of: the latest that was not cancelled."""
    meetings = group.meetings.exclude(state=MeetingState.CANCELLED).select_related("location")
    return meetings.order_by("-date", "-ordinal").first()


def made_before(group: Workgroup, key: str) -> Meeting | None:
    """The meeting that the form with this key has made already."""
    try:
        return group.meetings.filter(uid=uuid.UUID(key)).first()
    except ValueError:
        return None


@transaction.atomic
def create(meeting: Meeting) -> Meeting:
    """Save a new meeting and bring to it what waits for it.

    Gives the meeting that is there already where the same form was sent before. Raises ValidationError
    where the number is another meeting's.
    """
    group = _lock(meeting.workgroup_id)
    if again := group.meetings.filter(uid=meeting.uid).first():
        return again
    meeting.ordinal = _free_ordinal(group, meeting.date)
    _save(meeting)
    carry_into(meeting)
    bind_due_actions(group)
    return meeting


@transaction.atomic
def change(meeting: Meeting, values: dict, base: str) -> bool:
    """Write `values` of the DETAILS. False where the meeting is no longer what `base` was the stamp of.

    Raises ValidationError where the number is another meeting's.
    """
    _lock(meeting.workgroup_id)
    row = Meeting.objects.get(pk=meeting.pk)
    if row_stamp(row, DETAILS) != base:
        return False
    before = row_stamp(row, CALENDAR_DETAILS)
    for name in DETAILS:
        setattr(row, name, values[name])
    row.sequence += row_stamp(row, CALENDAR_DETAILS) != before
    _save(row)
    return True


@transaction.atomic
def move(meeting: Meeting, date: datetime.date) -> Meeting:
    """Move to another day. The old address leads to the new one for ever, also after a second move."""
    group = _lock(meeting.workgroup_id)
    row = Meeting.objects.get(pk=meeting.pk)
    if row.date == date:
        return row
    OldMeetingAddress.objects.update_or_create(
        workgroup=group, address_part=row.address_part, defaults={"meeting": row}
    )
    row.ordinal = _free_ordinal(group, date, row)
    row.date = date
    row.sequence += 1
    row.save()
    OldMeetingAddress.objects.filter(workgroup=group, address_part=row.address_part).delete()
    bind_due_actions(group)
    return row


@transaction.atomic
def set_state(meeting: Meeting, state: MeetingState, reason: str = "") -> Meeting:
    """Plan again, mark held or cancel. Raises ValidationError where that cannot be."""
    group = _lock(meeting.workgroup_id)
    row = Meeting.objects.get(pk=meeting.pk)
    if state == MeetingState.CANCELLED and hasattr(row, "memo"):
        raise ValidationError(_("A meeting that has a memo cannot be cancelled."))
    if state == MeetingState.CANCELLED and not reason:
        raise ValidationError(_("Tell why the meeting is cancelled: those who were coming read it."))
    if state == MeetingState.HELD and row.date > timezone.localdate():
        raise ValidationError(_("The day of the meeting has not come yet."))
    reason = reason if state == MeetingState.CANCELLED else ""
    if (row.state, row.cancel_reason) == (state, reason):
        return row
    row.sequence += row.state != state
    row.state, row.cancel_reason = state, reason
    row.save()
    if state == MeetingState.PLANNED:
        bind_due_actions(group)
    else:
        hand_over(row)  # of a cancelled one, the next takes over what it had taken over
    return row


@transaction.atomic
def hand_over(meeting: Meeting) -> None:
    """Bring what a meeting leaves to the next one, where that is planned already: after its memo too."""
    if after := next_planned(meeting):
        carry_into(after)
    bind_due_actions(meeting.workgroup)


def next_planned(meeting: Meeting) -> Meeting | None:
    """The first meeting after this one that is still to be held."""
    later = meeting.workgroup.meetings.filter(state=MeetingState.PLANNED)
    later = later.filter(date__gte=meeting.date).exclude(pk=meeting.pk).order_by("date", "ordinal")
    return next((row for row in later if (row.date, row.ordinal) > (meeting.date, meeting.ordinal)), None)


# -- A list of days


@dataclass(frozen=True)
class PlannedDay:
    """One day of a list: new, or with the meeting that is there already."""

    date: datetime.date
    existing: Meeting | None = None
    is_second: bool = False  # a second meeting of one day, to be told apart


def planned_days(group: Workgroup, dates: list[datetime.date]) -> list[PlannedDay]:
    """The days in order: one that is there already is named, not doubled; one typed twice is two meetings."""
    there: dict = {}
    for meeting in group.meetings.filter(date__in=dates).order_by("ordinal"):
        there.setdefault(meeting.date, []).append(meeting)
    days = []
    for date, times in sorted(Counter(dates).items()):
        existing = there.get(date, [])
        for place in range(times):
            found = existing[place] if place < len(existing) else None
            days.append(PlannedDay(date, found, is_second=place > 0))
    return days


@transaction.atomic
def create_days(
    group: Workgroup, dates: list[datetime.date], values: dict, are_numbered: bool
) -> list[Meeting]:
    """Make the meetings of a list that are not there yet, alike in `values`. Gives those that were made."""
    group = _lock(group.pk)
    number = next_number(group) if are_numbered else None
    made = []
    for day in planned_days(group, dates):
        if day.existing:
            continue
        meeting = Meeting(workgroup=group, date=day.date, number=number, **values)
        meeting.ordinal = _free_ordinal(group, day.date)
        _save(meeting)
        made.append(meeting)
        number = number + 1 if number else None
    if made:
        carry_into(made[0])
        bind_due_actions(group)
    return made


# -- What all of them share


def _lock(group_id) -> Workgroup:
    return Workgroup.objects.select_for_update().get(pk=group_id)


def _free_ordinal(group, date, meeting=None) -> int:
    """The first of the day that is neither another meeting's address nor leads to one that moved away."""
    own = meeting.pk if meeting else None
    parts = {row.address_part for row in group.meetings.filter(date=date).exclude(pk=own)}
    old = OldMeetingAddress.objects.filter(workgroup=group).exclude(meeting=own)
    parts.update(old.filter(address_part__startswith=date.isoformat()).values_list("address_part", flat=True))
    ordinal = 1
    while Meeting(date=date, ordinal=ordinal).address_part in parts:
        ordinal += 1
    return ordinal


def _save(meeting) -> None:
    """Save; the database alone knows for sure whether the number is free."""
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as error:
        if "meeting_number_unique" not in str(error):
            raise
        raise ValidationError({"number": number_taken(meeting.workgroup, meeting.number)}) from None


def number_taken(group: Workgroup, number: int) -> str:
    """The sentence that says whose the number is, and which is free."""
    other = group.meetings.get(number=number)
    return _("Number %(number)d is that of the meeting on %(day)s. The next free one is %(free)d.") % {
        "number": number,
        "day": written_date(other.date),
        "free": next_number(group),
    }
