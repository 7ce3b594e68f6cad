"""Addresses of groups, meetings and memos; the words of Swedish and English come from the catalogues."""

from django.urls import path, register_converter
from django.utils.translation import pgettext_lazy

from workgroups.views import own, public

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
    path(pgettext_lazy("address", "working-groups/own/"), own.own, name="own"),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/"),
        public.workgroup_detail,
        name="workgroup_detail",
    ),
    path(
        pgettext_lazy("address", "working-groups/<slug:slug>/meetings/<meeting:part>/"),
        public.meeting_detail,
        name="meeting_detail",
    ),
]
