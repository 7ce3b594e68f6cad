"""Dated groups and one-day events: what the yearly calendar shows."""

from django.contrib import admin
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from services import roles
from services.admin.base import OwnRowsAdmin
from services.admin.forms import EventForm, GroupForm
from services.models import Event, Group
from services.translated import columns


@admin.register(Group)
class GroupAdmin(OwnRowsAdmin):
    form = GroupForm
    editable = staticmethod(roles.editable_groups)
    list_display = ["__str__", "service", "listed_days", "municipality", "places_left"]
    list_filter = ["starts_on", "kind"]
    list_select_related = ["service", "municipality"]
    search_fields = [*columns("name"), *columns("service__name")]
    ordering = ["-starts_on", "pk"]
    autocomplete_fields = ["service", "municipality", "location"]
    readonly_fields = ["source", "external_id"]
    fieldsets = [
        (None, {"fields": ["service", *columns("name"), "kind", *columns("method")]}),
        (
            _("When"),
            {"fields": [("starts_on", "ends_on"), "byday", ("opens_at", "closes_at"), "exceptions"]},
        ),
        (_("Where"), {"fields": ["municipality", "location", "attending"]}),
        (
            _("Getting in"),
            {
                "fields": [
                    ("registration_until", "registration_url"),
                    ("capacity", "places_left"),
                    *columns("how_invited"),
                    *columns("child_care"),
                ]
            },
        ),
        (_("Programme"), {"classes": ["collapse"], "fields": columns("programme")}),
        (_("Source"), {"classes": ["collapse"], "fields": [("source", "external_id")]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("service")  # its name may stand for the group's

    @admin.display(description=_("days"), ordering="starts_on")
    def listed_days(self, group):
        return f"{date_format(group.starts_on, 'j.n.Y')}–{date_format(group.ends_on, 'j.n.Y')}"


@admin.register(Event)
class EventAdmin(OwnRowsAdmin):
    form = EventForm
    editable = staticmethod(roles.editable_events)
    list_display = ["name", "organization", "starts_at", "municipality"]
    list_filter = ["starts_at"]
    list_select_related = ["organization", "municipality"]
    search_fields = [*columns("name"), *columns("organization__name")]
    ordering = ["-starts_at", "pk"]
    autocomplete_fields = ["organization", "municipality", "location", "themes", "audiences"]
    readonly_fields = ["source", "external_id"]
    fieldsets = [
        (None, {"fields": ["organization", *columns("name"), *columns("summary"), "url"]}),
        (_("When and where"), {"fields": [("starts_at", "ends_at"), "municipality", "location"]}),
        (_("Sorting"), {"fields": ["themes", "audiences"]}),
        (_("Source"), {"classes": ["collapse"], "fields": [("source", "external_id")]}),
    ]

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)  # a class of its own for each request
        form.user = request.user
        return form
