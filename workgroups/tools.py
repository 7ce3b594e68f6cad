"""The links to what a signed-in reader may do with a group or a meeting; nothing for the public."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from workgroups.access import viewer_of
from workgroups.models import Meeting, MeetingState, Workgroup


@dataclass(frozen=True)
class Tool:
    label: str
    url: str


def group_tools(user, group: Workgroup) -> list[Tool]:
    viewer = viewer_of(user)
    if not viewer.reads(group):
        return []
    tools = [Tool(_("Actions"), reverse("workgroups:action_list", args=[group.slug]))]
    if viewer.edits(group):
        tools += [
            Tool(_("New meeting"), reverse("workgroups:meeting_new", args=[group.slug])),
            Tool(_("Several meetings"), reverse("workgroups:meeting_days", args=[group.slug])),
        ]
    return tools


def meeting_tools(user, meeting: Meeting) -> list[Tool]:
    """The links of one meeting, whose `workgroup` is loaded."""
    viewer, group = viewer_of(user), meeting.workgroup
    if not viewer.reads(group):
        return []
    is_coming = meeting.state == MeetingState.PLANNED and meeting.date >= timezone.localdate()

    def tool(label, name):
        return Tool(label, reverse(f"workgroups:{name}", args=[group.slug, meeting.address_part]))

    tools = []
    if viewer.writes_memo(meeting):
        tools += [tool(_("Agenda"), "agenda"), tool(_("Attendance"), "attendance")]
    if viewer.edits(group):
        tools.append(tool(_("Time and place"), "meeting_edit"))
        if is_coming:
            tools.append(tool(_("Move to another day"), "meeting_move"))
            tools.append(tool(_("Cancel the meeting"), "meeting_cancel"))
    if viewer.names_memo_taker(group):
        tools.append(tool(_("Who takes the memo"), "memo_taker"))
    if is_coming and viewer.belongs_to(group):
        tools.append(tool(_("Propose an item"), "agenda_propose"))
        if viewer.person_id:
            tools.append(tool(_("I cannot come"), "own_absence"))
    return tools
