"""Who is in the groups. Coordinators read it and invite those who lead; these keep the roster on its page."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from services.admin.base import OwnRowsAdmin
from services.translated import columns
from workgroups import invitations
from workgroups.admin.base import OwnGroupFields, editable_workgroups
from workgroups.models import EDITOR_ROLES, Invitation, Membership, Person
from workgroups.roster_forms import OrganizationField, TermForm


def people_of(user):
    """The people of the user's groups."""
    return Person.objects.filter(memberships__workgroup__in=editable_workgroups(user)).distinct()


def memberships_of(user):
    return Membership.objects.filter(workgroup__in=editable_workgroups(user))


def invitations_of(user):
    return Invitation.objects.filter(workgroup__in=editable_workgroups(user))


@admin.register(Person)
class PersonAdmin(OwnRowsAdmin):
    coordinator_rights = frozenset({"view"})
    editable = staticmethod(people_of)
    list_display = ["name", "email", "user"]
    list_select_related = ["user"]
    search_fields = ["name", "aliases", "email"]
    ordering = ["name", "pk"]
    autocomplete_fields = ["user"]
    fields = ["name", "aliases", "email", "user"]


class MembershipForm(TermForm):
    """The rules of the roster's own form, for superusers."""

    class Meta(TermForm.Meta):
        model = Membership
        fields = ["workgroup", "person", *TermForm.Meta.fields]

    def clean(self):
        super().clean()
        if not self.errors and {"workgroup", "person"} <= self.cleaned_data.keys():
            self.instance.workgroup = self.cleaned_data["workgroup"]
            self._refuse_overlap(self._typed_term(self.cleaned_data["person"], pk=self.instance.pk))


@admin.register(Membership)
class MembershipAdmin(OwnGroupFields, OwnRowsAdmin):
    form = MembershipForm
    coordinator_rights = frozenset({"view"})
    editable = staticmethod(memberships_of)
    list_display = ["person", "workgroup", "role", "on_behalf_of", "start_date", "end_date", "naming"]
    list_filter = ["role", "naming"]
    list_select_related = ["person", "workgroup", "on_behalf_of"]
    search_fields = ["person__name", *columns("workgroup__name")]
    ordering = ["workgroup", "start_date", "pk"]
    autocomplete_fields = ["workgroup", "person"]
    fields = [
        ("workgroup", "person"),
        ("role", "title"),
        "on_behalf_of",
        ("start_date", "end_date"),
        ("naming", "naming_basis"),
        ("consent_on", "consent_withdrawn_on"),
    ]
    readonly_fields = ["consent_withdrawn_on"]


class InvitationForm(forms.ModelForm):
    on_behalf_of = OrganizationField(label=_("On behalf of"), required=False)

    class Meta:
        model = Invitation
        fields = ["workgroup", "name", "email", "role", "title", "on_behalf_of"]
        labels = {"title": _("Job title"), "workgroup": _("Working group")}

    def clean(self):
        cleaned = super().clean()
        group, email = cleaned.get("workgroup"), cleaned.get("email")
        if group and email and invitations.waiting(group).filter(email__iexact=email).exists():
            self.add_error("email", _("An invitation to this address waits already. Revoke it first."))
        return cleaned


@admin.register(Invitation)
class InvitationAdmin(OwnGroupFields, OwnRowsAdmin):
    """How a coordinator names a chair: the mail proves the address; nobody ties users to people by hand."""

    form = InvitationForm
    coordinator_rights = frozenset({"view", "add", "change"})  # to change is to revoke: nothing is typed anew
    editable = staticmethod(invitations_of)
    list_display = ["email", "workgroup", "role", "sent_at", "accepted_at", "revoked_at"]
    list_select_related = ["workgroup"]
    search_fields = ["email", "name"]
    ordering = ["-sent_at"]
    autocomplete_fields = ["workgroup"]
    actions = ["revoke"]
    fields = ["workgroup", "name", "email", "role", "title", "on_behalf_of"]

    def get_readonly_fields(self, request, obj=None):
        return [*self.fields, "sent_at", "accepted_at", "revoked_at"] if obj else []

    def get_fields(self, request, obj=None):
        return [*self.fields, "sent_at", "accepted_at", "revoked_at"] if obj else self.fields

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        """Coordinators name those who lead a group; these invite the members."""
        if db_field.name == "role" and not request.user.is_superuser:
            kwargs["choices"] = [(role.value, role.label) for role in EDITOR_ROLES]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.invited_by = request.user
            invitations.send(obj)

    @admin.action(description=_("Revoke the chosen invitations"), permissions=["change"])
    def revoke(self, request, queryset):
        open_ones = list(queryset.filter(Q(accepted_at=None), Q(revoked_at=None)))
        for invitation in open_ones:
            invitations.revoke(invitation)
        text = ngettext(
            "%(count)d invitation was revoked.", "%(count)d invitations were revoked.", len(open_ones)
        )
        self.message_user(request, text % {"count": len(open_ones)}, messages.SUCCESS)
