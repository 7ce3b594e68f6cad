"""Addresses of groups, meetings and memos; the words of Swedish and English come from the catalogues."""

from django.urls import include, path, register_converter
from django.utils.translation import pgettext_lazy

from workgroups.views import (
    actions,
    agenda,
    attendance,
    challenges,
    feeds,
    invitations,
    meetings,
    own,
    public,
    roster,
    subgroups,
    subscriptions,
)

app_name = "workgroups"


class MeetingPart:
    """The day of a meeting, `2017-05-17`, with the ordinal of a second one the same day: `2017-05-17-2`."""

    regex = r"\d{4}-\d{2}-\d{2}(?:-\d{1,2})?"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(MeetingPart, "meeting")

urlpatterns = [
    path(pgettext_lazy("address", "working-groups/"), public.workgroup_list, name="workgroup_list"),
    path(
        pgettext_lazy("address", "working-groups/own/calendar/"),
        feeds.own_calendar,
        name="own_calendar",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/"),
        public.workgroup_detail,
        name="workgroup_detail",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/calendar.ics"),
        feeds.calendar,
        name="calendar",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/memos.atom"),
        feeds.feed,
        name="feed",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/subscribe/"),
        subscriptions.subscribe,
        name="subscribe",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/subscribe/thanks/"),
        subscriptions.subscribe_thanks,
        name="subscribe_thanks",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/questions/<int:pk>/"),
        challenges.challenge_detail,
        name="challenge_detail",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/questions/<int:pk>/answer/"),
        challenges.challenge_answer,
        name="challenge_answer",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/questions/<int:pk>/thanks/"),
        challenges.challenge_thanks,
        name="challenge_thanks",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/"),
        public.meeting_list,
        name="meeting_list",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/<meeting:part>/"),
        public.meeting_detail,
        name="meeting_detail",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/<meeting:part>/memo/"),
        include("workgroups.memo.urls"),
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/<meeting:part>/meeting.ics"),
        feeds.meeting_calendar,
        name="meeting_calendar",
    ),
    # From mails and for programs: the words are the same in all languages.
    path("kutsu/<str:token>/", invitations.invitation, name="invitation"),
    path("tilaus/<slug:token>/", subscriptions.subscription, name="subscription"),
    path("oma-kalenteri/<slug:token>.ics", feeds.private_calendar, name="private_calendar"),
]

#: Behind sign-in; "own" and "new" come before the patterns that would take them for a slug.
member_paths = [
    path(pgettext_lazy("address", "working-groups/own/"), own.own, name="own"),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/new/"),
        meetings.meeting_new,
        name="meeting_new",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/several/"),
        meetings.meeting_days,
        name="meeting_days",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/<meeting:part>/change/"),
        meetings.meeting_edit,
        name="meeting_edit",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/<meeting:part>/move/"),
        meetings.meeting_move,
        name="meeting_move",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/<meeting:part>/cancel/"),
        meetings.meeting_cancel,
        name="meeting_cancel",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/<meeting:part>/state/"),
        meetings.meeting_state,
        name="meeting_state",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/<meeting:part>/memo-taker/"),
        meetings.memo_taker,
        name="memo_taker",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/<meeting:part>/agenda/"),
        agenda.agenda_page,
        name="agenda",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/<meeting:part>/agenda/order/"),
        agenda.agenda_order,
        name="agenda_order",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/<meeting:part>/agenda/carry/"),
        agenda.agenda_carry,
        name="agenda_carry",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/<meeting:part>/agenda/propose/"),
        agenda.agenda_propose,
        name="agenda_propose",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/<meeting:part>/agenda/<int:pk>/"),
        agenda.agenda_item,
        name="agenda_item",
    ),
    path(
        pgettext_lazy(
            "address", "working-groups/<slug:slug>/meetings/<meeting:part>/agenda/<int:pk>/delete/"
        ),
        agenda.agenda_delete,
        name="agenda_delete",
    ),
    path(
        pgettext_lazy(
            "address", "working-groups/<slug:slug>/meetings/<meeting:part>/agenda/<int:pk>/accept/"
        ),
        agenda.agenda_accept,
        name="agenda_accept",
    ),
    path(
        pgettext_lazy(
            "address", "working-groups/<slug:slug>/meetings/<meeting:part>/agenda/<int:pk>/decline/"
        ),
        agenda.agenda_decline,
        name="agenda_decline",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/<meeting:part>/attendance/"),
        attendance.attendance_sheet,
        name="attendance",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/<meeting:part>/absence/"),
        attendance.own_absence,
        name="own_absence",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/actions/"),
        actions.action_list,
        name="action_list",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/actions/<int:pk>/"),
        actions.action_state,
        name="action_state",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/actions/<int:pk>/<int:organization>/"),
        actions.action_part,
        name="action_part",
    ),
    path(pgettext_lazy("address", "working-groups/<slug:slug>/members/"), roster.roster_page, name="roster"),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/members/add/"),
        roster.member_add,
        name="member_add",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/members/invite/"),
        roster.member_invite,
        name="member_invite",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/members/<int:pk>/"),
        roster.member_change,
        name="member_change",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/members/<int:pk>/consent/"),
        roster.consent_withdraw,
        name="consent_withdraw",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/members/invitations/<int:pk>/"),
        roster.invitation_revoke,
        name="invitation_revoke",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/members/proposals/<int:pk>/"),
        roster.request_decide,
        name="request_decide",
    ),
    path(pgettext_lazy("address", "working-groups/<slug:slug>/members/join/"), subgroups.join, name="join"),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/members/leave/"), subgroups.leave, name="leave"
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/members/propose/"),
        subgroups.propose,
        name="member_propose",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/conclude/"),
        roster.group_conclude,
        name="group_conclude",
    ),
]

urlpatterns = [*member_paths, *urlpatterns]
