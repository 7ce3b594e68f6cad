"""What one meeting leaves to the next.

An item comes along when it was postponed, or when an action of it, or of an item that it continues, is
still open. What was decided and has nothing open never moves. Running any of this twice changes nothing.
"""

from django.db import transaction
from django.utils import timezone

from workgroups.agenda import append_item
from workgroups.models import (
    ActionState,
    AgendaItem,
    ItemKind,
    ItemState,
    Meeting,
    MeetingState,
    Memo,
    Outcome,
    OutcomeKind,
    Workgroup,
)
from workgroups.typed import written_date


def source_of(meeting: Meeting, today=None) -> Meeting | None:
    """The meeting before this one whose items may come along: not cancelled, and over."""
    today = today or timezone.localdate()
    earlier = meeting.workgroup.meetings.exclude(state=MeetingState.CANCELLED).filter(date__lte=meeting.date)
    rows = earlier.exclude(pk=meeting.pk).order_by("-date", "-ordinal")
    before = next((row for row in rows if (row.date, row.ordinal) < (meeting.date, meeting.ordinal)), None)
    if before and (before.state == MeetingState.HELD or before.date < today):
        return before
    return None


def items_to_carry(meeting: Meeting, today=None) -> list[AgendaItem]:
    """Items of the meeting before that belong to this one and are not there yet, in their order."""
    source = source_of(meeting, today)
    if source is None:
        return []
    live = AgendaItem.objects.exclude(meeting__state=MeetingState.CANCELLED)
    items = source.items.exclude(state=ItemState.PROPOSED).exclude(continued_by__in=live)
    items = list(items.order_by("position"))
    chains = _chains(items)
    open_actions = Outcome.objects.filter(kind=OutcomeKind.ACTION, state=ActionState.OPEN)
    ids = {pk for chain in chains.values() for pk in chain}
    with_open = set(open_actions.filter(item__in=ids).values_list("item", flat=True))
    return [item for item in items if item.state == ItemState.POSTPONED or with_open & set(chains[item.pk])]


def _chains(items) -> dict[int, list[int]]:
    """Each item's own id and those of the items that it continues."""
    chains = {item.pk: [item.pk] for item in items}
    ends = {item.pk: item.continues_id for item in items}
    while wanted := {end for end in ends.values() if end}:
        before = dict(AgendaItem.objects.filter(pk__in=wanted).values_list("pk", "continues"))
        for pk, end in ends.items():
            if end and end not in chains[pk]:
                chains[pk].append(end)
                ends[pk] = before.get(end)
            else:
                ends[pk] = None
    return chains


@transaction.atomic
def carry_into(meeting: Meeting, today=None) -> list[AgendaItem]:
    """Add what the meeting before leaves to this one: for members, or for editors as it was there."""
    if meeting.state != MeetingState.PLANNED:
        return []
    return [
        append_item(
            meeting,
            AgendaItem(
                title=item.title,
                presenter=item.presenter,
                minutes=item.minutes,
                kind=item.kind,
                approves=item.approves,
                visibility=max(item.visibility, item.meeting.visibility),
                continues=item,
            ),
        )
        for item in items_to_carry(meeting, today)
    ]


@transaction.atomic
def add_previous_memo(meeting: Meeting, memo: Memo) -> AgendaItem:
    """The item "approval of the previous memo" at `meeting`, linked to `memo`; one is enough."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    found = meeting.items.filter(kind=ItemKind.PREVIOUS_MEMO, approves=memo).first()
    if found:
        return found
    title = f"Edellisen kokouksen muistio {written_date(memo.meeting.date)}"  # the groups work in Finnish
    item = AgendaItem(title=title, kind=ItemKind.PREVIOUS_MEMO, approves=memo)
    item.visibility = memo.meeting.visibility
    return append_item(meeting, item)


def bind_due_actions(group: Workgroup) -> None:
    """Give each open action that is due at the next meeting the first one after its own that stands."""
    actions = Outcome.objects.filter(
        item__meeting__workgroup=group, is_due_next_meeting=True, state=ActionState.OPEN
    ).select_related("item__meeting", "due_meeting")
    meetings = list(group.meetings.exclude(state=MeetingState.CANCELLED).order_by("date", "ordinal"))
    for action in actions:
        own = (action.item.meeting.date, action.item.meeting.ordinal)
        after = next((row for row in meetings if (row.date, row.ordinal) > own), None)
        if action.due_meeting != after:
            action.due_meeting = after
            action.save(update_fields=["due_meeting"])
