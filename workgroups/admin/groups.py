"""Groups with what stands on their pages: links, partners, milestones, documents, events of others."""

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from services import listings
from services.admin.base import OwnInline, OwnRowsAdmin, language_fieldsets
from services.admin.forms import NamedForm
from services.translated import columns
from workgroups.admin.base import OwnGroupFields, editable_workgroups
from workgroups.models import (
    GroupDocument,
    Membership,
    Milestone,
    OtherEvent,
    Partner,
    Workgroup,
    WorkgroupLink,
)
from workgroups.roster_forms import OrganizationField

AS_IN_DIRECTORY = _("The name as it stands in the directory.")


class LinkInline(OwnInline):
    model = WorkgroupLink
    fields = [("label", "url", "position")]


class PartnerForm(forms.ModelForm):
    organization = OrganizationField(label=_("Organization"), help_text=AS_IN_DIRECTORY)

    class Meta:
        model = Partner
        fields = ["organization", "kind", "position"]


class PartnerInline(OwnInline):
    model = Partner
    form = PartnerForm
    fields = [("organization", "kind", "position")]


class MilestoneInline(OwnInline):
    model = Milestone
    fields = [("year", "season", "state"), "text"]


class DocumentInline(OwnInline):
    model = GroupDocument
    fields = [("title", "date", "visibility"), "url"]


class OtherEventInline(OwnInline):
    model = OtherEvent
    fields = [
        ("title", "date", "visibility"),
        ("start_time", "end_time", "place"),
        ("organizer", "url"),
    ]


class WorkgroupForm(NamedForm):
    contact_organization = OrganizationField(
        label=_("Contact: organization"), required=False, help_text=AS_IN_DIRECTORY
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Left empty, it is made from the name. It stays for ever.")
        if "parent" in self.fields:
            self.fields["parent"].label = _("Part of the group")
        if "contact_member" in self.fields:
            terms = Membership.objects.filter(workgroup=self.instance.pk).select_related("person")
            self.fields["contact_member"].queryset = terms

    def clean(self):
        cleaned = super().clean()
        above = cleaned.get("parent")
        while above is not None:
            if above.pk == self.instance.pk:
                self.add_error("parent", _("A group cannot be a part of itself."))
                break
            above = above.parent
        return cleaned


@admin.register(Workgroup)
class WorkgroupAdmin(OwnGroupFields, OwnRowsAdmin):
    form = WorkgroupForm
    editable = staticmethod(editable_workgroups)
    list_display = ["__str__", "state", "area", "parent", "started_on"]
    list_filter = ["state"]
    list_select_related = ["area", "parent"]
    search_fields = columns("name")
    ordering = ["name_fi", "pk"]
    autocomplete_fields = ["parent", "affiliated"]
    readonly_fields = ["listed_subgroups"]
    save_on_top = True
    inlines = [PartnerInline, MilestoneInline, LinkInline, DocumentInline, OtherEventInline]
    fieldsets = [
        (None, {"fields": [*columns("name"), "slug", ("area", "parent"), "listed_subgroups", "affiliated"]}),
        (_("State"), {"fields": ["state", ("started_on", "ended_on")]}),
        *language_fieldsets("introduction", "aims", "task", "join_call", "contact_title"),
        (
            _("Contact"),
            {"fields": ["contact_organization", ("contact_email", "contact_phone"), "contact_member"]},
        ),
        (
            _("How the group works"),
            {"fields": ["is_join_open", "approval", "memo_reminder_days", "is_indexed"]},
        ),
    ]

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, "slug"] if obj else self.readonly_fields

    def save_model(self, request, obj, form, change):
        if not obj.slug:
            obj.slug = listings.free_slug(Workgroup, str(obj.name), fallback="workgroup")
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        """A new group needs somebody to lead it: the way to invite them stands in the message."""
        invite = f"{reverse('admin:workgroups_invitation_add')}?{urlencode({'workgroup': obj.pk})}"
        words = _("Next, invite a chair or a secretary, who then keeps the group’s meetings and members.")
        messages.info(request, format_html('<a href="{}">{}</a>', invite, words))
        return super().response_add(request, obj, post_url_continue)

    @admin.display(description=_("subgroups"))
    def listed_subgroups(self, group):
        rows = [
            (reverse("admin:workgroups_workgroup_change", args=[row.pk]), row.name, row.get_state_display())
            for row in group.children.all()
        ]
        return format_html_join(", ", '<a href="{}">{}</a> ({})', rows) or "–"
