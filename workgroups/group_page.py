"""What the page of a group shows to one reader."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services.translated import finnish_order
from workgroups import subgroups
from workgroups.access import viewer_of
from workgroups.memo.snapshot import place_of
from workgroups.memo_page import Due, OutcomeView, links_of
from workgroups.models import (
    AgendaItem,
    Challenge,
    ChallengeState,
    GroupDocument,
    Meeting,
    MeetingState,
    Membership,
    MemoState,
    Naming,
    OtherEvent,
    Outcome,
    OutcomeKind,
    PartnerKind,
    Role,
    Visibility,
    Workgroup,
)
from workgroups.tools import group_tools

PARTNER_KINDS = {
    PartnerKind.MUNICIPALITY: _("Municipalities"),
    PartnerKind.PROJECT: _("Project partners"),
    PartnerKind.DEVELOPMENT: _("Development partners"),
}
#: How many past meetings and decisions the page of a group names; the rest stand on pages of their own.
LATEST = 8
EVENTS_SHOWN = 10


@dataclass(frozen=True)
class RosterLine:
    """A member as one reader may see them: who, and what more is known of them."""

    name: str
    details: list
    is_named: bool = True


class GroupPage:
    """One group as one reader sees it, in a fixed number of queries."""

    def __init__(self, group: Workgroup, user, typed_day: str = ""):
        self.group = group
        self.user = user
        self.viewer = viewer_of(user)
        self.typed_day = typed_day if self.is_inside else ""

    @property
    def is_inside(self) -> bool:
        """The reader reads what the members read."""
        return self.viewer.reads(self.group)

    @property
    def tools(self):
        return group_tools(self.user, self.group)

    @property
    def may_edit(self) -> bool:
        return self.viewer.edits(self.group)

    @property
    def may_join(self) -> bool:
        """A member of the main group, at the page of an open subgroup."""
        return subgroups.may_join(self.group, self.viewer.person_id)

    @property
    def may_propose(self) -> bool:
        """A member of the main group, who may bring a colleague in."""
        return subgroups.may_propose(self.group, self.viewer.person_id)

    # -- Meetings

    @cached_property
    def _meetings(self):
        return Meeting.objects.visible_to(self.user).filter(workgroup=self.group)

    @cached_property
    def coming(self) -> list[Meeting]:
        return self._with_places(self._meetings.coming().select_related("location"))

    @property
    def next_meeting(self) -> Meeting | None:
        return next((row for row in self.coming if row.state != MeetingState.CANCELLED), None)

    @property
    def later_meetings(self) -> list[Meeting]:
        return [row for row in self.coming if row != self.next_meeting]

    @cached_property
    def agenda(self) -> list[AgendaItem]:
        """The titles of the next meeting's items, as far as the reader may see them."""
        items = AgendaItem.objects.visible_to(self.user).filter(meeting=self.next_meeting)
        return list(items.exclude(state="proposed").only("title", "printed_number", "position", "meeting"))

    @cached_property
    def past(self) -> list[Meeting]:
        """The past meetings, the latest first, each with its memo and counts of what was published of it."""
        published = Outcome.objects.published().filter(item__meeting=OuterRef("pk"))
        rows = (
            self._meetings.past()
            .select_related("memo")
            .annotate(
                decisions=_count(published.filter(kind=OutcomeKind.DECISION)),
                actions_open=_count(published.filter(kind=OutcomeKind.ACTION, state="open")),
            )
        )
        found = list(rows)
        for row in found:
            row.workgroup = self.group
            row.memo_state = memo_state(row, self.is_inside)
        return found

    @property
    def latest(self) -> list[Meeting]:
        return self.past[:LATEST]

    @property
    def has_more_meetings(self) -> bool:
        return len(self.past) > LATEST

    def _with_places(self, rows) -> list[Meeting]:
        found = list(rows)
        for row in found:
            row.workgroup = self.group
            row.place = place_of(row)
        return found

    # -- What came of them

    @cached_property
    def _outcomes(self):
        rows = Outcome.objects.published().filter(item__meeting__workgroup=self.group)
        return rows.select_related(
            "item__meeting", "owner_organization", "due_meeting", "service", "municipality", "theme"
        ).annotate(
            parts_count=Count("parts"), parts_done=Count("parts", filter=Q(parts__done_on__isnull=False))
        )

    @cached_property
    def decisions(self) -> list[OutcomeView]:
        rows = self._outcomes.filter(kind=OutcomeKind.DECISION)
        latest = rows.order_by("-item__meeting__date", "item__position", "position", "pk")[:LATEST]
        return [self._shown(row) for row in latest]

    @cached_property
    def actions(self) -> list[OutcomeView]:
        """The open actions, the first due first."""
        return [self._shown(row) for row in self._outcomes.open_actions()]

    def _shown(self, row) -> OutcomeView:
        shown = OutcomeView(
            id=row.pk,
            kind=row.kind,
            text=row.published_text,
            owner=row.owner_organization.name if row.owner_organization else "",
            is_owned_by_all_partners=row.is_owned_by_all_partners,
            due=_due(row),
            state=row.state,
            parts=row.parts_count,
            parts_done=row.parts_done,
            links=links_of(row),
        )
        shown.meeting = row.item.meeting
        shown.meeting.workgroup = self.group
        return shown

    # -- Who works here

    @cached_property
    def partners(self) -> list[tuple]:
        """Pairs of a kind's name and its partners, each with `service_count`."""
        published = Count("organization__services", filter=Q(organization__services__status="published"))
        rows = list(self.group.partners.select_related("organization").annotate(service_count=published))
        kinds = [(label, [row for row in rows if row.kind == kind]) for kind, label in PARTNER_KINDS.items()]
        return [(label, of_kind) for label, of_kind in kinds if of_kind]

    @cached_property
    def roster_day(self) -> datetime.date:
        """The day that a member asked for, else today."""
        try:
            return datetime.date.fromisoformat(self.typed_day)
        except ValueError:
            return timezone.localdate()

    @property
    def is_day_unknown(self) -> bool:
        return bool(self.typed_day) and self.typed_day != self.roster_day.isoformat()

    @cached_property
    def _memberships(self) -> list[Membership]:
        rows = self.group.memberships.active_on(self.roster_day).select_related("person", "on_behalf_of")
        order = list(Role.values)
        return sorted(rows, key=lambda row: (order.index(row.role), finnish_order(row.person.name)))

    @cached_property
    def roster(self) -> list[RosterLine]:
        lines = [self._line(row) for row in self._memberships]
        return [line for line in lines if line is not None]

    @property
    def experts_by_experience(self) -> int:
        """How many there are whom the public does not read of one by one."""
        return 0 if self.is_inside else sum(_is_counted_only(row) for row in self._memberships)

    def _line(self, row) -> RosterLine | None:
        if not self.is_inside and (row.naming == Naming.HIDDEN or _is_counted_only(row)):
            return None
        name = row.person.name if self.is_inside else row.public_name
        role = "" if row.role == Role.MEMBER else row.get_role_display()
        details = [row.title, row.on_behalf_of.name if row.on_behalf_of else "", role]
        found = [detail for detail in details if detail]
        if name or not found:
            return RosterLine(name or row.get_role_display(), found, bool(name))
        return RosterLine(found[0], found[1:], False)

    @cached_property
    def contact_name(self) -> str:
        """The name of the contact, where there is a reason to tell it and the term holds."""
        member = self.group.contact_member
        return member.public_name if member and member.is_active() else ""

    @property
    def has_contact(self) -> bool:
        group = self.group
        return bool(group.contact_title or group.contact_email or group.contact_phone or self.contact_name)

    # -- Other groups, and what else there is

    @cached_property
    def parent(self) -> Workgroup | None:
        return self._groups.filter(pk=self.group.parent_id).first()

    @cached_property
    def children(self) -> list[Workgroup]:
        return list(self._groups.filter(parent=self.group))

    @cached_property
    def affiliated(self) -> list[Workgroup]:
        return list(self._groups.filter(affiliated=self.group))

    @property
    def _groups(self):
        return Workgroup.objects.visible_to(self.user)

    @cached_property
    def milestones(self):
        return list(self.group.milestones.all())

    @cached_property
    def challenges(self):
        return list(Challenge.objects.filter(workgroup=self.group).exclude(state=ChallengeState.DRAFT))

    @cached_property
    def documents(self):
        return list(GroupDocument.objects.visible_to(self.user).filter(workgroup=self.group))

    @cached_property
    def events(self):
        """The latest days of other organizers, the coming ones with them."""
        rows = OtherEvent.objects.visible_to(self.user).filter(workgroup=self.group)
        return list(rows.order_by("-date", "-start_time")[:EVENTS_SHOWN])

    @cached_property
    def links(self):
        return list(self.group.links.all())


def memo_state(meeting, is_inside: bool) -> str:
    """How the memo of a past meeting stands for a reader: published, withdrawn, missing, unpublished,
    cancelled, or for those inside the state of the draft.
    """
    if meeting.state == MeetingState.CANCELLED:
        return "cancelled"
    if not hasattr(meeting, "memo"):
        return "missing"
    state = meeting.memo.state
    if is_inside or state in (MemoState.PUBLISHED, MemoState.WITHDRAWN):
        return str(state)
    return "unpublished"


def _is_counted_only(row) -> bool:
    """An expert by experience of whom nothing is told but that they are there."""
    return row.role == Role.EXPERT_BY_EXPERIENCE and row.naming != Naming.HIDDEN


def _due(row) -> Due:
    if row.due_meeting and row.due_meeting.visibility == Visibility.PUBLIC:
        return Due(row.due_meeting.date)
    return Due(row.due_on, row.is_due_next_meeting)


def _count(rows):
    """A subquery that counts `rows`."""
    counted = rows.order_by().values("item__meeting").annotate(number=Count("pk"))
    return Subquery(counted.values("number"))
