"""What chair and secretary type about members, and what members type about colleagues."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from services.models import Organization
from services.translated import LANGUAGES
from workgroups import invitations, roster
from workgroups.forms import DayField, Look
from workgroups.models import (
    ActionState,
    Invitation,
    JoinRequest,
    JoinRequestState,
    MeetingState,
    Membership,
    Naming,
    NamingBasis,
    Person,
    Role,
)
from workgroups.typed import written_date

ENDS = [(ActionState.DONE, _("It is done")), (ActionState.DROPPED, _("It is dropped"))]


class OrganizationField(forms.CharField):
    """An organization of the directory by its name, in any language; the page lists the likely ones."""

    def __init__(self, **kwargs):
        super().__init__(max_length=500, **kwargs)
        self.widget.attrs |= {"list": "organizations", "autocomplete": "off"}

    def prepare_value(self, value):
        return str(Organization.objects.get(pk=value).name) if isinstance(value, int) else value

    def clean(self, value):
        name = super().clean(value)
        if not name:
            return None
        for language in LANGUAGES:
            found = Organization.objects.filter(**{f"name_{language}__iexact": name}).order_by("pk").first()
            if found:
                return found
        raise ValidationError(
            _("The directory has no organization “%(name)s”. Choose one of the list or ask the coordinator.")
            % {"name": name}
        )


def likely_organizations(workgroup) -> list[str]:
    """Names of the partners and of those whom the members represent."""
    ids = set(workgroup.partners.values_list("organization", flat=True))
    ids |= set(workgroup.memberships.exclude(on_behalf_of=None).values_list("on_behalf_of", flat=True))
    return [str(row.name) for row in Organization.objects.filter(pk__in=ids)]


class TermForm(Look, forms.ModelForm):
    """One term: role, days, and how the person is named in public and why."""

    on_behalf_of = OrganizationField(label=_("On behalf of"), required=False)
    start_date = DayField(label=_("From"))
    end_date = DayField(label=_("Until"), required=False, help_text=_("The last day, such as 3.5.2027."))
    consent_on = DayField(label=_("Consent given on"), required=False)

    class Meta:
        model = Membership
        fields = (
            "role",
            "title",
            "on_behalf_of",
            "start_date",
            "end_date",
            "naming",
            "naming_basis",
            "consent_on",
        )
        labels = {"title": _("Job title")}

    def clean(self):
        super().clean()
        self._check_days()
        self._check_naming()
        given = self.cleaned_data.get("consent_on")
        if given and not self._is_withdrawn(given):
            self.instance.consent_withdrawn_on = None  # a new consent, later than the one withdrawn

    def _check_days(self):
        begin, end = self.cleaned_data.get("start_date"), self.cleaned_data.get("end_date")
        if begin and end and end < begin:
            self.add_error("end_date", _("The last day is before the first one. Check both."))

    def _check_naming(self):
        """The rules of the table, each with what would be right."""
        if self.cleaned_data.get("naming") != Naming.FULL_NAME:
            return
        basis = self.cleaned_data.get("naming_basis")
        if self.cleaned_data.get("role") == Role.EXPERT_BY_EXPERIENCE:
            self.add_error("naming", _("An expert by experience is a private person and is never named."))
        elif basis == NamingBasis.NONE:
            self.add_error("naming_basis", _("A full name needs a basis: an office or a consent."))
        elif basis == NamingBasis.CONSENT and not self.cleaned_data.get("consent_on"):
            self.add_error("consent_on", _("Write the day on which the person gave their consent."))
        elif basis == NamingBasis.CONSENT and self._is_withdrawn(self.cleaned_data["consent_on"]):
            day = written_date(self.instance.consent_withdrawn_on)
            sentence = _("The consent was withdrawn on %(day)s; a new one has a later day.")
            self.add_error("consent_on", sentence % {"day": day})

    def _is_withdrawn(self, given):
        withdrawn = self.instance.consent_withdrawn_on
        return withdrawn is not None and given <= withdrawn

    def _typed_term(self, person, **key):
        days = {name: self.cleaned_data[name] for name in ("role", "start_date", "end_date")}
        return Membership(workgroup=self.instance.workgroup, person=person, **days, **key)

    def _refuse_overlap(self, term):
        """Say which term is in the way. The days stay as typed."""
        other = roster.overlapping(term)
        if other is None:
            return
        words = {
            "name": term.person.name,
            "role": other.get_role_display(),
            "from": written_date(other.start_date),
            "until": written_date(other.end_date),
        }
        if other.end_date:
            sentence = _("%(name)s has been %(role)s from %(from)s until %(until)s. Choose other days.")
        else:
            sentence = _("%(name)s is %(role)s since %(from)s. End that term first.")
        self.add_error("start_date", sentence % words)


class ChangeTermForm(TermForm):
    """Change a term that is there."""

    def clean(self):
        super().clean()
        if not self.errors:
            self._refuse_overlap(self._typed_term(self.instance.person, pk=self.instance.pk))


class AddMemberForm(TermForm):
    """A new term: of somebody new, or of somebody known by address or by name."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("Work e-mail"), required=False)

    field_order = ("name", "email", *TermForm.Meta.fields)

    def __init__(self, *args, workgroup, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.workgroup = workgroup
        self.fields["start_date"].initial = timezone.localdate()

    @cached_property
    def person(self) -> Person:
        typed = self.cleaned_data
        return roster.person_called(self.instance.workgroup, typed["name"], typed["email"])

    def clean(self):
        super().clean()
        if self.errors:
            return
        self.instance.person = self.person
        if self.person.pk:
            self._refuse_overlap(self._typed_term(self.person))

    def save(self, commit=True):
        if self.person.pk is None:
            self.person.save()
        self.instance.person = self.person
        return super().save(commit)


class InvitationForm(Look, forms.ModelForm):
    on_behalf_of = OrganizationField(label=_("On behalf of"), required=False)

    class Meta:
        model = Invitation
        fields = ("name", "email", "role", "title", "on_behalf_of")
        labels = {"title": _("Job title")}

    def __init__(self, *args, workgroup, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.workgroup = workgroup

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        group = self.instance.workgroup
        if invitations.waiting(group).filter(email__iexact=email).exists():
            raise ValidationError(_("An invitation to this address waits already. Revoke it first."))
        if group.memberships.active().filter(person__user__email=email).exists():
            raise ValidationError(_("The person with this address is a member already."))
        return email


class ProposalForm(Look, forms.ModelForm):
    """A colleague of the workplace for a subgroup."""

    class Meta:
        model = JoinRequest
        fields = ("name", "email", "title")
        labels = {"title": _("Job title")}

    def __init__(self, *args, term, workgroup, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.workgroup = workgroup
        self.instance.proposed_by = term.person
        self.instance.on_behalf_of = term.on_behalf_of

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        waiting = self.instance.workgroup.join_requests.filter(state=JoinRequestState.PENDING)
        if waiting.filter(email__iexact=email).exists():
            raise ValidationError(_("This colleague has been proposed already and waits for the convener."))
        return email


class ConcludeForm(Look, forms.Form):
    """The group's last day, and for each open action who takes it over."""

    last_day = DayField(label=_("Last day of the group"))

    def __init__(self, *args, workgroup, **kwargs):
        super().__init__(*args, **kwargs)
        self.workgroup = workgroup
        self.actions = list(roster.open_actions(workgroup).select_related("owner_organization"))
        names = Organization.objects.filter(partnerships__workgroup=workgroup).distinct()
        self.organizations = {f"organization:{row.pk}": row for row in names}
        for action in self.actions:
            if action.owner_organization:
                self.organizations[f"organization:{action.owner_organization_id}"] = action.owner_organization
        choices = [
            ("", _("Choose")),
            (_("Goes on at"), [(key, str(row)) for key, row in self.organizations.items()]),
            (_("Ends here"), ENDS),
        ]
        for action in self.actions:
            self.fields[self.name_of(action)] = forms.ChoiceField(
                label=action.text,
                choices=choices,
                initial=self._owner(action),
                widget=forms.Select({"class": "field"}),
            )

    @staticmethod
    def name_of(action) -> str:
        return f"action-{action.pk}"

    def _owner(self, action) -> str:
        return f"organization:{action.owner_organization_id}" if action.owner_organization_id else ""

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        if self.workgroup.started_on and day < self.workgroup.started_on:
            raise ValidationError(_("The group began later than that. Check the day."))
        later = self.workgroup.meetings.filter(date__gt=day, state=MeetingState.PLANNED)
        if later.exists():
            raise ValidationError(_("There are planned meetings after that day. Cancel them first."))
        return day

    def fates(self) -> dict:
        """As `roster.conclude` takes them."""
        typed = {action.pk: self.cleaned_data[self.name_of(action)] for action in self.actions}
        return {
            pk: self.organizations[value] if value in self.organizations else ActionState(value)
            for pk, value in typed.items()
        }
