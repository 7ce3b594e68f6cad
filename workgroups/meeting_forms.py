"""Forms of meetings: a new one, several at once, another day, cancelling, who takes the memo."""

import uuid

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services.models import Location
from workgroups.forms import ClockField, DayField, KeyField, Look
from workgroups.models import Meeting, Person, Visibility
from workgroups.name_check import refuse_names, refuse_names_in
from workgroups.scheduling import DETAILS, number_taken
from workgroups.typed import typed_dates

#: A choice among more places is no simple choice; the others are typed.
PLACES_OFFERED = 60


def places_for(group):
    """Places of the directory that are likely: those of earlier meetings and of the partners' services."""
    used = Q(meetings__workgroup=group)
    of_partners = Q(service_at_locations__service__organization__partnerships__workgroup=group)
    found = Location.objects.filter(used | of_partners, is_confidential=False).order_by("name_fi", "pk")
    ids = found.values_list("pk", flat=True).distinct()[:PLACES_OFFERED]
    return Location.objects.filter(pk__in=list(ids)).order_by("name_fi", "pk")


class PlaceForm(Look, forms.ModelForm):
    """Time and place, which a single meeting and a list of them have alike."""

    public_texts = ("venue", "address")  # what everyone reads of a public meeting

    start_time = ClockField(label=_("Begins"), required=False)
    end_time = ClockField(label=_("Ends"), required=False)
    remote_url = forms.URLField(
        label=_("Remote link"), required=False, max_length=1000, assume_scheme="https",
        help_text=_("Only members see it."),
    )  # fmt: skip

    class Meta:
        model = Meeting
        fields = ["start_time", "end_time", "location", "venue", "address", "remote_url", "visibility"]
        labels = {
            "location": _("Place in the directory"),
            "venue": _("Another place"),
            "address": _("Street address"),
            "visibility": _("Who may know of the meeting"),
        }

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group
        self.instance.workgroup = group
        self.fields["location"].queryset = places_for(group)
        self.fields["location"].empty_label = _("Another place, written below")

    def clean_remote_url(self):
        url = self.cleaned_data["remote_url"]
        if url and not url.startswith(("https://", "http://")):
            raise forms.ValidationError(_("A remote link begins with https://."))
        return url

    def clean(self):
        data = super().clean()
        start, end = data.get("start_time"), data.get("end_time")
        if start and end and end < start:
            self.add_error("end_time", _("The meeting would end before it begins."))
        if data.get("location") and (data.get("venue") or data.get("address")):
            self.add_error("venue", _("Choose a place from the list or write one, not both."))
        day = self._day(data)
        if data.get("visibility") == Visibility.PUBLIC and day:
            self.instance.date = day
            refuse_names(self, self.instance, *self.public_texts)
        return data

    def _day(self, data):
        """The day by whose roster names are looked for; None where it is missing or wrong."""
        return data.get("date") or self.instance.date


class DetailsForm(PlaceForm):
    """What is changed of a meeting that stays on its day. `base` is the stamp of what was shown."""

    public_texts = ("title", *PlaceForm.public_texts)

    base = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    class Meta(PlaceForm.Meta):
        fields = DETAILS
        labels = PlaceForm.Meta.labels | {"number": _("Number in the group"), "title": _("Title")}

    field_order = [
        "start_time", "end_time", "location", "venue", "address", "remote_url", "number", "title",
        "visibility",
    ]  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("visibility") == Visibility.PUBLIC and self.instance.cancel_reason:
            refuse_names_in(self, self.instance, {"visibility": self.instance.cancel_reason})
        return data

    def clean_number(self):
        number = self.cleaned_data["number"]
        if number and self.group.meetings.exclude(pk=self.instance.pk).filter(number=number).exists():
            raise forms.ValidationError(number_taken(self.group, number))
        return number


class MeetingForm(DetailsForm):
    """A new meeting; `like` is the one whose standing items may be taken along."""

    date = DayField(label=_("Day"))
    form_key = KeyField()
    items = forms.ModelMultipleChoiceField(
        None, label=_("Items to take along"), required=False, widget=forms.CheckboxSelectMultiple
    )

    field_order = ["date", *DetailsForm.field_order]

    def __init__(self, *args, like=None, **kwargs):
        super().__init__(*args, **kwargs)
        if like is None or not (items := like.items.exclude(state="proposed")).exists():
            del self.fields["items"]
        else:
            self.fields["items"].queryset = items
            self.fields["items"].help_text = _("Titles, presenters and minutes; no texts.")

    def clean_form_key(self):
        key = self.cleaned_data["form_key"]
        return uuid.uuid4() if Meeting.objects.filter(uid=key).exists() else key

    def meeting(self) -> Meeting:
        """The meeting as typed, not yet saved; the form's key becomes its lasting name in calendars."""
        meeting = self.instance
        meeting.date, meeting.uid = self.cleaned_data["date"], self.cleaned_data["form_key"]
        return meeting


class DaysForm(PlaceForm):
    """Several meetings alike, from a list of days."""

    days = forms.CharField(
        label=_("Days"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: 3.5., 18.5., 13.6.2027. A year counts for the days before it too."),
    )
    are_numbered = forms.BooleanField(label=_("Number the meetings"), required=False, initial=True)

    field_order = ["days", "start_time", "end_time", "location", "venue", "address", "remote_url"]

    def clean_days(self):
        self.dates = typed_dates(self.cleaned_data["days"])
        return self.cleaned_data["days"]

    def _day(self, data):
        return self.dates[0] if "days" in data else None

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in PlaceForm.Meta.fields}


class MoveForm(Look, forms.Form):
    date = DayField(label=_("New day"))


class CancelForm(Look, forms.Form):
    reason = forms.CharField(
        label=_("Why the meeting is cancelled"),
        max_length=300,
        help_text=_("Everyone who may know of the meeting reads this."),
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting

    def clean(self):
        if self.meeting.visibility == Visibility.PUBLIC:
            refuse_names(self, self.meeting, "reason")
        return super().clean()


class MemoTakerForm(Look, forms.Form):
    person = forms.ModelChoiceField(None, label=_("Memo taker"), required=False, empty_label=_("Nobody yet"))

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        members = group.memberships.active().values("person")
        self.fields["person"].queryset = Person.objects.filter(pk__in=members).order_by("name")
