"""What the members' front page says, in a fixed number of queries."""

from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from workgroups.access import viewer_of
from workgroups.actions import line_of
from workgroups.memo.snapshot import place_of
from workgroups.models import (
    AgendaItem,
    Approval,
    ItemState,
    Meeting,
    MeetingState,
    Memo,
    MemoState,
    Outcome,
    Workgroup,
    WorkgroupState,
)
from workgroups.tools import group_tools

MEETINGS_SHOWN = 8


class OwnPage:
    """Of one reader: the groups, and of these what is coming, what is to be done and what is missing."""

    def __init__(self, user):
        self.user = user
        self.viewer = viewer_of(user)
        self.today = timezone.localdate()

    @cached_property
    def groups(self):
        """The reader's groups; a coordinator's are those of the area, a superuser's all that go on."""
        groups = Workgroup.objects.select_related("parent")
        going_on = groups.exclude(state=WorkgroupState.CONCLUDED)
        if self.viewer.is_superuser:
            return list(going_on)
        own = groups.filter(pk__in=self.viewer.member_of)
        return list(own | going_on.filter(area__in=self.viewer.reads_areas))

    @property
    def groups_with_tools(self):
        return [(group, group_tools(self.user, group)) for group in self.groups]

    @cached_property
    def _group_ids(self):
        return [group.pk for group in self.groups]

    @cached_property
    def _edited_ids(self):
        return [group.pk for group in self.groups if self.viewer.edits(group)]

    @cached_property
    def coming(self):
        meetings = Meeting.objects.visible_to(self.user).filter(workgroup__in=self._group_ids)
        meetings = list(meetings.coming(self.today).select_related("workgroup", "location")[:MEETINGS_SHOWN])
        for meeting in meetings:
            meeting.place = place_of(meeting)
        return meetings

    @cached_property
    def actions(self):
        """Open actions that are the reader's own."""
        if not self.viewer.person_id:
            return []
        own = Outcome.objects.visible_to(self.user).open_actions()
        own = own.filter(owner_person=self.viewer.person_id)
        own = own.filter(item__meeting__workgroup__in=self._group_ids)
        own = own.select_related("item__meeting__workgroup", "due_meeting", "owner_person")
        return [line_of(action, may_tick=True) for action in own]

    @cached_property
    def _past(self):
        meetings = Meeting.objects.visible_to(self.user).filter(workgroup__in=self._group_ids)
        return meetings.exclude(state=MeetingState.CANCELLED).filter(date__lte=self.today)

    @cached_property
    def to_write(self):
        """Meetings whose memo the reader is to write: named for it and not yet published."""
        if not self.viewer.person_id:
            return []
        unfinished = Q(memo__isnull=True) | Q(memo__state__in=[MemoState.DRAFT, MemoState.APPROVED])
        own = self._past.filter(unfinished, memo_taker=self.viewer.person_id)
        return list(own.select_related("workgroup", "memo").order_by("-date"))

    @cached_property
    def memos_missing(self):
        """Of the groups that the reader edits, meetings over without a memo; those of `to_write` left out."""
        missing = self._past.filter(workgroup__in=self._edited_ids).without_memo(self.today)
        own = {meeting.pk for meeting in self.to_write}
        missing = missing.select_related("workgroup", "memo_taker")
        return [meeting for meeting in missing if meeting.pk not in own]

    @cached_property
    def to_approve(self):
        """Memos in review that wait for a yes that the reader may give."""
        waiting = Memo.objects.filter(state=MemoState.IN_REVIEW)
        may = Q(meeting__workgroup__in=self._edited_ids)
        may |= Q(meeting__workgroup__in=self._group_ids, meeting__workgroup__approval=Approval.OTHER)
        waiting = waiting.filter(may).exclude(author=self.viewer.person_id or 0)
        return list(waiting.select_related("meeting__workgroup").order_by("meeting__date"))

    @cached_property
    def proposals(self):
        """Items that members propose, to be taken in or declined by the reader."""
        waiting = AgendaItem.objects.filter(
            state=ItemState.PROPOSED, meeting__workgroup__in=self._edited_ids, meeting__date__gte=self.today
        )
        return list(waiting.select_related("meeting__workgroup").order_by("meeting__date", "position"))
