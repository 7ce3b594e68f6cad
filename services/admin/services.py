"""The list of services and the page of one: the coordinators' daily work."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models.functions import Greatest, TruncDate
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from services import listings, roles
from services.admin.base import AddressedAdmin, OwnInline, OwnRowsAdmin, language_fieldsets
from services.admin.filters import (
    CheckingFilter,
    LackingFilter,
    ResponsibleAreaFilter,
    TierFilter,
    WaitingFilter,
)
from services.admin.forms import ServiceForm
from services.admin.locations import PlaceInline
from services.models import PROFESSIONAL_TIERS, Contact, Phone, Picture, Service, ServiceLink, Status
from services.search.entries import index_services
from services.translated import columns


class PhoneInline(OwnInline):
    model = Phone
    fields = [("number", "languages", "position"), tuple(columns("description"))]


class ContactInline(OwnInline):
    model = Contact
    fields = [tuple(columns("role")), tuple(columns("place")), ("phone", "email", "position")]


class LinkInline(OwnInline):
    model = ServiceLink
    fields = [("kind", "url", "position"), tuple(columns("label"))]


class PictureInline(OwnInline):
    """Pictures come with a catalogue; here their words are put right."""

    model = Picture
    coordinator_rights = frozenset({"view", "change", "delete"})
    fields = ["media_type", tuple(columns("alt")), tuple(columns("credit"))]
    readonly_fields = ["media_type"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Service)
class ServiceAdmin(AddressedAdmin, OwnRowsAdmin):
    form = ServiceForm
    editable = staticmethod(roles.editable_services)
    service_lookups = ("pk",)

    list_display = ["listed_name", "listed_check", "organization", "listed_tier", "status", "listed_area"]
    list_filter = [
        CheckingFilter,
        WaitingFilter,
        "status",
        TierFilter,
        LackingFilter,
        ResponsibleAreaFilter,
        "themes",
        "scope",
    ]
    list_select_related = ["organization", "responsible_area"]
    search_fields = [*columns("name"), *columns("organization__name")]
    search_help_text = _("Name of a service or an organization, in any language")
    ordering = ["sort_fi", "pk"]
    actions = ["assure_today", "publish", "archive"]

    autocomplete_fields = ["organization", "networks", "areas", "municipalities", "districts"]
    readonly_fields = ["confirmed_at", "created_at", "modified_at", "source", "external_id"]
    save_on_top = True
    inlines = [PhoneInline, ContactInline, LinkInline, PlaceInline, PictureInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "organization",
                    "responsible_area",
                    "status",
                    "assured_date",
                    "assurer",
                    "confirmed_at",
                ]
            },
        ),
        (
            _("Sorting"),
            {
                "fields": [
                    "tier",
                    "also_tiers",
                    "themes",
                    "audiences",
                    "networks",
                    "is_urgent",
                    "is_statutory",
                ]
            },
        ),
        *language_fieldsets(
            "name",
            "summary",
            "description",
            "eligibility_description",
            "application_process",
            "next_step",
            "wait_time",
            "fees_description",
            "responsible",
            "funding",
        ),
        (_("Area served"), {"fields": ["scope", "areas", "municipalities", "districts"]}),
        (
            _("For whom and how"),
            {
                "fields": [
                    ("minimum_age_months", "maximum_age_months"),
                    "access",
                    "formats",
                    "languages",
                    "cost",
                    "anonymous",
                    "child_attends",
                ]
            },
        ),
        (_("Contact"), {"fields": ["url", "email"]}),
        (
            _("Address and source"),
            {
                "classes": ["collapse"],
                "fields": [
                    "slug",
                    "project_ends_on",
                    ("source", "external_id"),
                    "source_url",
                    "ptv_id",
                    ("created_at", "modified_at"),
                ],
            },
        ),
    ]

    # -- The list

    @admin.display(description=_("name"), ordering="sort_fi")
    def listed_name(self, service):
        return service.name

    @admin.display(description=_("tier"), ordering="tier")
    def listed_tier(self, service):
        context = {"tier": service.tier, "label": PROFESSIONAL_TIERS[service.tier]}
        return render_to_string("admin/includes/tier.html", context)

    @admin.display(description=_("responsible area"), ordering="responsible_area__sort_fi")
    def listed_area(self, service):
        area = service.responsible_area
        return (area.short_name or area.name) if area else gettext("national")

    @admin.display(
        description=_("checked"),
        ordering=Greatest("assured_date", TruncDate("confirmed_at")).asc(nulls_first=True),
    )
    def listed_check(self, service):
        if service.checked_on is None:
            return format_html('<strong class="due">{}</strong>', gettext("Not checked yet"))
        day = date_format(service.checked_on, "j.n.Y")
        if service.needs_checking():
            return format_html('<strong class="due">{}</strong> {}', day, gettext("over a year ago"))
        return day

    # -- The form

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "responsible_area" and not request.user.is_superuser:
            field.queryset = roles.editable_areas(request.user)
            field.required = not roles.is_national(request.user)
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in ("themes", "audiences"):
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        areas = roles.own_areas(request.user)
        initial = {"status": Status.DRAFT}
        if len(areas) == 1:
            initial["responsible_area"] = areas[0]
        return initial | super().get_changeform_initial_data(request)

    def get_view_on_site_url(self, obj=None):
        """Only a public service has a page."""
        return obj.get_absolute_url() if obj and obj.has_page() else None

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        index_services([form.instance.pk])

    # -- The actions

    @admin.action(description=_("Mark as checked today"), permissions=["change"])
    @transaction.atomic
    def assure_today(self, request, queryset):
        ids = listings.assure(queryset, request.user)
        text = ngettext(
            "%(count)d service is now marked as checked today.",
            "%(count)d services are now marked as checked today.",
            len(ids),
        )
        self._report(request, ids, text)

    @admin.action(description=_("Publish"), permissions=["change"])
    @transaction.atomic
    def publish(self, request, queryset):
        ids = listings.publish(queryset, request.user)
        text = ngettext("%(count)d service was published.", "%(count)d services were published.", len(ids))
        self._report(request, ids, text)

    @admin.action(description=_("Archive"), permissions=["change"])
    @transaction.atomic
    def archive(self, request, queryset):
        ids = listings.archive(queryset, request.user)
        text = ngettext("%(count)d service was archived.", "%(count)d services were archived.", len(ids))
        self._report(request, ids, text)

    def _report(self, request, ids, text):
        """Tell how many services an action changed, and write it into the history of each."""
        message = text % {"count": len(ids)}
        LogEntry.objects.log_actions(request.user.pk, Service.objects.filter(pk__in=ids), CHANGE, message)
        self.message_user(request, message, messages.SUCCESS if ids else messages.WARNING)
