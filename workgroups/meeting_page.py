"""What the page of a meeting shows to one reader: the agenda before, the memo after."""

from functools import cached_property

from django.utils import timezone

from workgroups.access import viewer_of
from workgroups.memo.snapshot import place_of, snapshot
from workgroups.memo_page import MemoPage
from workgroups.models import (
    AgendaItem,
    AttendanceState,
    Meeting,
    MeetingState,
    MemoState,
    MemoVersion,
    Visibility,
)
from workgroups.tools import meeting_tools


class MeetingPage:
    """The public reads the agenda's public titles, later the published memo. Members read their own text:
    as it was published, and until then as it stands.
    """

    def __init__(self, meeting: Meeting, user):
        self.meeting = meeting
        self.group = meeting.workgroup
        self.user = user
        self.viewer = viewer_of(user)
        self.place = place_of(meeting)

    @cached_property
    def state(self) -> str:
        """The state of the memo; nothing before it is begun."""
        return self.meeting.memo.state if hasattr(self.meeting, "memo") else ""

    @property
    def is_inside(self) -> bool:
        return self.viewer.reads(self.group)

    @property
    def may_write(self) -> bool:
        return self.viewer.writes_memo(self.meeting)

    @property
    def may_edit(self) -> bool:
        return self.viewer.edits(self.group)

    @property
    def is_away(self) -> bool:
        """A member reads a coming meeting after telling that they cannot come."""
        if self.is_over or not self.viewer.person_id:
            return False
        own = self.meeting.attendances.filter(person=self.viewer.person_id)
        return own.filter(state=AttendanceState.EXCUSED).exists()

    @property
    def tools(self):
        return meeting_tools(self.user, self.meeting)

    @property
    def is_cancelled(self) -> bool:
        return self.meeting.state == MeetingState.CANCELLED

    @property
    def is_over(self) -> bool:
        return self.meeting.date < timezone.localdate() or self.meeting.state == MeetingState.HELD

    @property
    def is_published(self) -> bool:
        return self.state == MemoState.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == MemoState.WITHDRAWN

    @property
    def is_memo_missing(self) -> bool:
        return self.meeting.is_memo_missing()

    @property
    def awaits_memo(self) -> bool:
        """The meeting is over and its memo is not there for everybody."""
        return self.is_over and not self.is_cancelled and not self.is_published

    @cached_property
    def memo(self) -> MemoPage | None:
        """The memo as this reader may read it, or None where only the agenda is theirs."""
        if self.is_published:
            content = self._version.members if self.is_inside else self._version.public
        elif self.is_inside:
            content = snapshot(self.meeting, Visibility.EDITORS if self.may_write else Visibility.MEMBERS)
        else:
            return None
        return MemoPage(content, self.group)

    @cached_property
    def agenda(self) -> list[AgendaItem]:
        """What the public reads before the memo: the titles of public items, never a text."""
        items = AgendaItem.objects.visible_to(None).filter(meeting=self.meeting).exclude(state="proposed")
        return list(items.only("title", "printed_number", "position", "meeting"))

    @cached_property
    def _version(self) -> MemoVersion:
        return self.meeting.memo.versions.defer("members" if not self.is_inside else "public").last()

    @cached_property
    def versions(self) -> list[dict]:
        """All that were published, the newest first, without their texts."""
        if not self.is_published:
            return []
        rows = self.meeting.memo.versions.order_by("-number")
        return list(rows.values("number", "kind", "change_note", "published_at"))

    @property
    def corrections(self) -> list[dict]:
        """What was told of the versions after the first, the newest first."""
        return [row for row in self.versions if row["number"] > 1]
