"""Letting the next meeting approve a memo: an item of its agenda that stands for it."""

from django.db import transaction
from django.db.models import Max

from workgroups.models import AgendaItem, ItemKind, Meeting, MeetingState, Memo, Visibility, Workgroup


def next_meeting(meeting: Meeting) -> Meeting | None:
    """The group's next planned meeting after this one."""
    later = Meeting.objects.filter(workgroup=meeting.workgroup_id, date__gt=meeting.date)
    return later.filter(state=MeetingState.PLANNED).order_by("date", "ordinal").first()


def put_on_next_agenda(memo: Memo) -> AgendaItem | None:
    """The item “previous memo” of the next meeting, made where there is none; None without a meeting."""
    following = next_meeting(memo.meeting)
    if following is None:
        return None
    with transaction.atomic():
        Workgroup.objects.select_for_update().get(pk=memo.meeting.workgroup_id)  # one press after another
        found = following.items.filter(kind=ItemKind.PREVIOUS_MEMO).first()
        if found:
            return found
        last = following.items.aggregate(last=Max("position"))["last"] or 0
        return AgendaItem.objects.create(
            meeting=following,
            position=last + 1,
            kind=ItemKind.PREVIOUS_MEMO,
            title=f"Edellisen kokouksen muistio {memo.meeting.date:%-d.%-m.%Y}",
            visibility=Visibility.MEMBERS,
        )
