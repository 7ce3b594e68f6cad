"""What a memo taker types: one form an item, and one for an outcome with all that it points at."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from services.models import Municipality, Organization, Service, Theme
from workgroups.memo.saving import TEXTS, Typed, fingerprint, values_of
from workgroups.models import (
    ActionState,
    AgendaItem,
    ItemState,
    Membership,
    Outcome,
    OutcomeKind,
    Person,
    Visibility,
)
from workgroups.name_check import refuse_names_in

ALL_PARTNERS = "all"
WRITTEN_STATES = [choice for choice in ItemState.choices if choice[0] != ItemState.PROPOSED]


def owner_choices(group) -> list:
    """Who may own an action: all partners, a partner organization, a member of today."""
    organizations = [
        (f"organization:{row.pk}", str(row))
        for row in Organization.objects.filter(partnerships__workgroup=group).distinct()
    ]
    people = {
        f"person:{term.person_id}": term.person.name
        for term in Membership.objects.filter(workgroup=group).active().select_related("person")
    }
    return [
        ("", _("Nobody named")),
        (ALL_PARTNERS, _("All partners")),
        (_("Organizations"), sorted(organizations, key=lambda pair: pair[1])),
        (_("Members"), sorted(people.items(), key=lambda pair: pair[1])),
    ]


class OwnerField(forms.ChoiceField):
    """Whose action it is: columns of `Outcome` as one choice."""

    def clean(self, value):
        kind, _colon, pk = super().clean(value).partition(":")
        return {
            "is_owned_by_all_partners": kind == ALL_PARTNERS,
            "owner_person": Person.objects.get(pk=pk) if kind == "person" else None,
            "owner_organization": Organization.objects.get(pk=pk) if kind == "organization" else None,
        }


def owner_value(outcome: Outcome) -> str:
    if outcome.is_owned_by_all_partners:
        return ALL_PARTNERS
    if outcome.owner_organization_id:
        return f"organization:{outcome.owner_organization_id}"
    return f"person:{outcome.owner_person_id}" if outcome.owner_person_id else ""


def _area(rows):
    return forms.Textarea(attrs={"class": "field", "rows": rows})


def _field(kind="text"):
    return forms.TextInput(attrs={"class": "field", "type": kind})


_select = {"attrs": {"class": "field"}}


class ItemForm(forms.Form):
    """The texts of one item, and a decision or action to add to it."""

    public_text = forms.CharField(
        label=_("Text for everyone"), max_length=50_000, required=False, widget=_area(5), strip=False
    )
    members_text = forms.CharField(
        label=_("Text for members"), max_length=50_000, required=False, widget=_area(5), strip=False
    )
    visibility = forms.TypedChoiceField(
        label=_("Who may read this item"),
        choices=Visibility.choices,
        coerce=int,
        widget=forms.Select(**_select),
    )  # fmt: skip
    state = forms.ChoiceField(label=_("State"), choices=WRITTEN_STATES, widget=forms.Select(**_select))
    is_without_discussion = forms.BooleanField(label=_("No discussion"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    base = forms.CharField(max_length=16, widget=forms.HiddenInput)

    kind = forms.ChoiceField(
        label=_("Decision or action"), choices=OutcomeKind.choices, required=False,
        initial=OutcomeKind.DECISION, widget=forms.Select(**_select),
    )  # fmt: skip
    text = forms.CharField(
        label=_("What was decided, or what is to be done"), max_length=2000, required=False, widget=_area(2)
    )
    outcome_visibility = forms.TypedChoiceField(
        label=_("Who may read this"), choices=Visibility.choices, coerce=int, required=False,
        initial=Visibility.MEMBERS, widget=forms.Select(**_select),
    )  # fmt: skip
    owner = OwnerField(label=_("Whose action"), required=False, widget=forms.Select(**_select))
    due_on = forms.DateField(label=_("By the day"), required=False, widget=_field("date"))
    is_due_next_meeting = forms.BooleanField(label=_("By the next meeting"), required=False)

    def __init__(self, *args, item: AgendaItem, owners: list, draft=None, **kwargs):
        self.item, self.draft = item, draft
        stored = values_of(item)
        initial = stored | (draft.fields if draft else {})
        initial["version"] = draft.base_version if draft else item.version
        initial["base"] = fingerprint(stored)
        super().__init__(*args, initial=initial, prefix=f"i{item.pk}", **kwargs)
        self.fields["owner"].choices = owners

    @property
    def is_draft_old(self) -> bool:
        """Tell whether somebody saved the item after the draft was begun."""
        return self.draft is not None and self.draft.base_version != self.item.version

    def clean(self):
        cleaned = super().clean()
        if (
            cleaned.get("kind") != OutcomeKind.ACTION
            and cleaned.get("text")
            and self._is_action_given(cleaned)
        ):
            self.add_error(
                "kind", _("A decision has no owner and no due day: choose “action”, or clear them.")
            )
        if not cleaned.get("text") and self._is_action_given(cleaned):
            self.add_error("text", _("Write what is to be done."))
        if cleaned.get("visibility") == Visibility.PUBLIC and self.item.visibility != Visibility.PUBLIC:
            # The title is public at once, on the agenda, before the memo is guarded and published.
            refuse_names_in(self, self.item.meeting, {"visibility": self.item.title})
        return cleaned

    def _is_action_given(self, cleaned) -> bool:
        owner = cleaned.get("owner") or {}
        return any(owner.values()) or bool(cleaned.get("due_on") or cleaned.get("is_due_next_meeting"))

    @property
    def has_typed(self) -> bool:
        """Tell whether anything was changed against what the form was given."""
        return fingerprint(self.cleaned_data) != self.cleaned_data["base"] or bool(self.cleaned_data["text"])

    def typed(self) -> Typed:
        values = {name: self.cleaned_data[name] for name in TEXTS}
        for name in ("public_text", "members_text"):
            values[name] = "\n".join(values[name].splitlines()).strip()
        return Typed(self.item.pk, self.cleaned_data["version"], values, self._outcome())

    def _outcome(self) -> Outcome | None:
        data = self.cleaned_data
        if not data["text"]:
            return None
        outcome = Outcome(
            kind=data["kind"] or OutcomeKind.DECISION,
            text=data["text"],
            visibility=data["outcome_visibility"] or Visibility.MEMBERS,
        )
        if outcome.kind == OutcomeKind.ACTION:
            outcome.state = ActionState.OPEN
            outcome.due_on, outcome.is_due_next_meeting = data["due_on"], data["is_due_next_meeting"]
            for name, value in data["owner"].items():
                setattr(outcome, name, value)
        return outcome

    def raw(self) -> dict:
        """What was typed, as it came, for the draft."""
        names = (*TEXTS, "kind", "text", "outcome_visibility", "owner", "due_on", "is_due_next_meeting")
        found = {}
        for name in names:
            value = self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            found[name] = value if isinstance(value, bool) else str(value or "")[:50_000].replace("\0", "")
        return found


class OutcomeForm(forms.ModelForm):
    """One decision or action with its owner, its day and what it points at in the directory."""

    owner = OwnerField(label=_("Whose action"), required=False, widget=forms.Select(**_select))
    service = forms.CharField(
        label=_("Service"), required=False, max_length=300, widget=_field(),
        help_text=_("The address of its page, or its name."),
    )  # fmt: skip
    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.order_by("name_fi"), required=False,
        widget=forms.Select(**_select),
    )  # fmt: skip
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=Theme.objects.order_by("name_fi"),
        required=False,
        widget=forms.Select(**_select),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Outcome
        fields = [
            "kind",
            "text",
            "visibility",
            "due_on",
            "is_due_next_meeting",
            "state",
            "is_service_description",
            "municipality",
            "theme",
        ]
        widgets = {
            "kind": forms.Select(**_select),
            "text": _area(3),
            "visibility": forms.Select(**_select),
            "due_on": forms.DateInput(format="%Y-%m-%d", attrs={"class": "field", "type": "date"}),
            "state": forms.Select(**_select),
        }

    def __init__(self, *args, owners: list, **kwargs):
        outcome = kwargs["instance"]
        initial = {
            "owner": owner_value(outcome),
            "service": outcome.service.slug if outcome.service else "",
            "version": outcome.item.version,
        }
        super().__init__(*args, initial=initial, **kwargs)
        value = owner_value(outcome)
        if value not in _values(owners):  # an owner who has left since
            owners = [*owners, (value, str(outcome.owner_person or outcome.owner_organization))]
        self.fields["owner"].choices = owners
        self.fields["state"].required = False

    def clean_service(self):
        typed = self.cleaned_data["service"].strip().rstrip("/")
        if not typed:
            return None
        published = Service.objects.published()
        found = published.filter(slug=typed.rpartition("/")[2]) or published.filter(name_fi__iexact=typed)
        if not found:
            raise forms.ValidationError(
                _("No published service has this address or name. Copy the address of its page here.")
            )
        return found[0]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == OutcomeKind.DECISION:
            cleaned |= {
                "owner": {}, "due_on": None, "is_due_next_meeting": False, "state": "",
                "is_service_description": False,
            }  # fmt: skip
            self.instance.is_owned_by_all_partners = False
            self.instance.owner_person = self.instance.owner_organization = self.instance.due_meeting = None
            return cleaned
        cleaned["state"] = cleaned.get("state") or ActionState.OPEN
        owner = cleaned.get("owner") or {}
        if cleaned.get("is_service_description") and not (
            owner.get("owner_organization") or owner.get("is_owned_by_all_partners")
        ):
            self.add_error(
                "owner", _("A service description is written by an organization, or by all partners.")
            )
        return cleaned

    def _post_clean(self):
        """Columns of the owner and the service are set before the constraints are checked."""
        for name, value in (self.cleaned_data.get("owner") or {}).items():
            setattr(self.instance, name, value)
        self.instance.service = self.cleaned_data.get("service")
        if self.cleaned_data.get("state") == ActionState.DONE:
            self.instance.done_on = self.instance.done_on or datetime.date.today()
        else:
            self.instance.done_on = None
        super()._post_clean()


def _values(choices):
    found = set()
    for value, label in choices:
        if isinstance(label, list):
            found |= {inner for inner, _label in label}
        else:
            found.add(value)
    return found
