"""Places, and the opening hours of a service at each of its places."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from services import hours, roles
from services.admin.base import OwnInline, OwnRowsAdmin
from services.models import Closure, Location, Schedule, ServiceAtLocation
from services.translated import columns


def hours_line(schedule) -> str:
    """ "ma–to 9–15" of one row of opening hours."""
    days = hours.days_text(hours.day_numbers(schedule.byday))
    return " ".join(filter(None, [days, hours.times_text(schedule.opens_at, schedule.closes_at)]))


class PlaceInline(OwnInline):
    """The places of a service; the hours of each have a page of their own, one link away."""

    model = ServiceAtLocation
    fields = [("location", "position"), "opening_hours"]
    readonly_fields = ["opening_hours"]
    autocomplete_fields = ["location"]

    def get_queryset(self, request):
        return (
            super().get_queryset(request).select_related("location").prefetch_related("schedules", "closures")
        )

    @admin.display(description=_("opening hours"))
    def opening_hours(self, at_location):
        if at_location.pk is None:
            return gettext("Save the service first; then the hours can be written.")
        lines = [hours_line(schedule) for schedule in at_location.schedules.all()]
        closed = [date_format(closure.date, "j.n.Y") for closure in at_location.closures.all()]
        if closed:
            lines.append(gettext("closed on %(days)s") % {"days": ", ".join(closed)})
        address = reverse("admin:services_serviceatlocation_change", args=[at_location.pk])
        return format_html(
            '{} <a href="{}">{}</a>',
            format_html_join("", "{}<br>", ((line,) for line in lines)),
            address,
            gettext("Change the hours: %(place)s") % {"place": at_location.location},
        )


class ScheduleForm(ModelForm):
    """Hours that close before they open go on past midnight."""

    def clean(self):
        cleaned = super().clean()
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if closes_at and not opens_at:
            self.add_error("opens_at", _("Write when it opens too."))
        if opens_at and not cleaned.get("byday") and "byday" not in self.errors:
            self.add_error("byday", _("Choose the weekdays too."))
        valid_from, valid_to = cleaned.get("valid_from"), cleaned.get("valid_to")
        if valid_from and valid_to and valid_from > valid_to:
            self.add_error("valid_to", _("The last day is before the first one."))
        return cleaned


class ScheduleInline(OwnInline):
    model = Schedule
    form = ScheduleForm
    fields = [
        "byday",
        ("opens_at", "closes_at"),
        ("valid_from", "valid_to", "position"),
        tuple(columns("description")),
    ]


class ClosureInline(OwnInline):
    model = Closure
    fields = [("date", *columns("description"))]


@admin.register(ServiceAtLocation)
class ServiceAtLocationAdmin(OwnRowsAdmin):
    """When a service is open at one of its places. One comes here from the page of the service."""

    editable = staticmethod(roles.editable_at_locations)
    coordinator_rights = frozenset({"view", "change"})
    list_display = ["service", "location"]
    list_select_related = ["service", "location"]
    search_fields = [
        *columns("service__name"),
        *columns("location__name"),
    ]
    fields = ["service", "location"]
    readonly_fields = ["service", "location"]
    inlines = [ScheduleInline, ClosureInline]

    def has_module_permission(self, request):
        return False  # not in the list of models

    def has_add_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("service", "location")

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(reverse("admin:services_service_change", args=[obj.service_id]))


class LocationForm(ModelForm):
    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error(None, _("Write both the latitude and the longitude, or neither."))
        if not any(cleaned.get(name) for name in [*columns("name"), *columns("address")]):
            self.add_error("name_fi", _("Write a name or an address in at least one language."))
        is_hidden = cleaned.get("is_confidential") and "municipality" not in self.errors
        if is_hidden and self.instance.pk is None and not cleaned.get("municipality"):
            self.add_error("municipality", _("Choose the municipality of a confidential place too."))
        return cleaned

    def clean_postal_code(self):
        code = self.cleaned_data["postal_code"]
        if code and not (len(code) == 5 and code.isascii() and code.isdigit()):
            raise ValidationError(_("A postal code has five digits, such as 33100."))
        return code


@admin.register(Location)
class LocationAdmin(OwnRowsAdmin):
    """A place that others use too is shown, since it may be chosen, but only superusers change it."""

    form = LocationForm
    editable = staticmethod(roles.editable_locations)
    list_display = ["__str__", "municipality", "is_confidential"]
    list_filter = ["is_confidential"]
    list_select_related = ["municipality"]
    search_fields = [
        *columns("name"),
        *columns("address"),
        "postal_code",
        *columns("municipality__name"),
    ]
    autocomplete_fields = ["municipality"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *columns("name"),
                    *columns("address"),
                    "postal_code",
                    "municipality",
                    "is_confidential",
                ]
            },
        ),
        (_("On the map"), {"fields": [("latitude", "longitude")]}),
        (_("Accessibility"), {"fields": columns("accessibility")}),
    ]

    def has_change_permission(self, request, obj=None):
        may_change = super().has_change_permission(request, obj)
        return may_change and (obj is None or roles.may_change_location(request.user, obj))
