"""Organizations and networks: a renamed one is found by its new name at once."""

from django import forms
from django.contrib import admin
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from services import roles
from services.admin.base import AddressedAdmin, OwnInline, OwnRowsAdmin, VocabularyAdmin
from services.admin.forms import AddressedForm, CoverageForm
from services.models import Network, Organization, PrivateContact
from services.translated import columns


class OrganizationForm(AddressedForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "parent" in self.fields:  # what it is part of now may belong to another area
            self.fields["parent"].queryset |= Organization.objects.filter(pk=self.instance.parent_id)

    def clean_parent(self):
        parent = self.cleaned_data["parent"]
        above = parent
        while above is not None:
            if above == self.instance:
                self.add_error("parent", _("An organization cannot be a part of itself."))
                break
            above = above.parent
        return parent


class PrivateContactForm(forms.ModelForm):
    def save(self, commit=True):
        """Another address is a fresh start: what came back went to the old one."""
        if "email" in self.changed_data:
            self.instance.bounced_at = None
        return super().save(commit)


class PrivateContactInline(OwnInline):
    """Whom the site writes to; never public."""

    model = PrivateContact
    form = PrivateContactForm
    fields = [("position", "email", "language"), "bounced_at"]
    readonly_fields = ["bounced_at"]
    max_num = 2


@admin.register(Organization)
class OrganizationAdmin(AddressedAdmin, OwnRowsAdmin):
    form = OrganizationForm
    editable = staticmethod(roles.editable_organizations)
    service_lookups = ("organization",)
    list_display = ["listed_name", "sector", "listed_services", "phone", "email"]
    list_filter = ["sector"]
    search_fields = [*columns("name"), "business_id"]
    ordering = ["sort_fi", "pk"]
    autocomplete_fields = ["parent", "networks"]
    readonly_fields = ["source", "external_id"]
    inlines = [PrivateContactInline]
    fieldsets = [
        (None, {"fields": [*columns("name"), "sector", "parent", "networks"]}),
        (_("Contact"), {"fields": ["website", "email", "phone"]}),
        (_("Yearly check"), {"fields": ["check_interval_months"]}),
        (
            _("Address and source"),
            {"classes": ["collapse"], "fields": ["slug", "business_id", ("source", "external_id")]},
        ),
    ]

    def get_queryset(self, request):
        published = Count("services", filter=Q(services__status="published"))
        return super().get_queryset(request).annotate(published_services=published)

    @admin.display(description=_("name"), ordering="sort_fi")
    def listed_name(self, organization):
        return organization.name

    @admin.display(description=_("published services"), ordering="published_services")
    def listed_services(self, organization):
        return organization.published_services


@admin.register(Network)
class NetworkAdmin(AddressedAdmin, VocabularyAdmin):
    form = CoverageForm
    service_lookups = ("networks", "organization__networks")
    list_display = ["__str__", "scope", "website"]
    list_filter = ["scope"]
    search_fields = columns("name")
    autocomplete_fields = ["areas", "municipalities", "districts"]
    readonly_fields = ["source", "external_id"]
    fieldsets = [
        (None, {"fields": [*columns("name"), *columns("description"), *columns("contact"), "website"]}),
        (_("Area served"), {"fields": ["scope", "areas", "municipalities", "districts"]}),
        (_("Address and source"), {"classes": ["collapse"], "fields": ["slug", ("source", "external_id")]}),
    ]
