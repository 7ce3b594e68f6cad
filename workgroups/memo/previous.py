"""Letting the next meeting approve a memo: an item of its agenda that stands for it."""

from workgroups.carry_over import add_previous_memo
from workgroups.models import AgendaItem, Meeting, MeetingState, Memo


def next_meeting(meeting: Meeting) -> Meeting | None:
    """The group's next planned meeting after this one."""
    later = Meeting.objects.filter(workgroup=meeting.workgroup_id, date__gt=meeting.date)
    return later.filter(state=MeetingState.PLANNED).order_by("date", "ordinal").first()


def put_on_next_agenda(memo: Memo) -> AgendaItem | None:
    """The item “previous memo” of the next meeting, made where there is none; None without a meeting."""
    following = next_meeting(memo.meeting)
    return add_previous_memo(following, memo) if following else None
