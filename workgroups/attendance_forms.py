"""The lines of an attendance sheet."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workgroups.forms import Look
from workgroups.models import AttendanceState, Naming, RoleInMeeting

#: Empty lines for guests at a time.
NEW_GUESTS = 3


class SheetForm(Look, forms.Form):
    base = forms.CharField(widget=forms.HiddenInput, max_length=40)
    is_complete = forms.BooleanField(
        label=_("The list is complete"),
        required=False,
        help_text=_("Members who are not marked are then absent."),
    )


class MemberForm(Look, forms.Form):
    """A member: the state, the role in this meeting, and a naming as strict as that day's or stricter."""

    state = forms.ChoiceField(
        label=_("attendance"),
        required=False,
        choices=[*AttendanceState.choices, ("", pgettext_lazy("attendance", "not marked"))],
        widget=forms.RadioSelect,
    )
    role_in_meeting = forms.ChoiceField(
        label=_("role in the meeting"), required=False, choices=[("", "–"), *RoleInMeeting.choices]
    )
    naming = forms.ChoiceField(label=_("named in public"))

    def __init__(self, *args, namings, row, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row
        self.fields["naming"].choices = [(naming, Naming(naming).label) for naming in namings]


class GuestForm(Look, forms.Form):
    """Somebody without an account; an empty name is nobody."""

    name = forms.CharField(label=_("name"), max_length=200, required=False)
    title = forms.CharField(label=_("Job title"), max_length=200, required=False)
    organization_name = forms.CharField(label=_("organization"), max_length=300, required=False)
    state = forms.ChoiceField(
        label=_("attendance"),
        initial=AttendanceState.PRESENT,
        choices=AttendanceState.choices[:2],
    )
    may_be_named = forms.BooleanField(label=_("Was there in office: the name may be public"), required=False)

    def clean(self):
        data = super().clean()
        is_taken_off = bool(self.initial.get("name"))
        if not data.get("name") and not is_taken_off and (data.get("title") or data.get("organization_name")):
            self.add_error("name", _("Write the guest's name too."))
        return data
