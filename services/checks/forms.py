"""What changed, in the words of an association's worker who has five minutes and no account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from services import hours
from services.models import Service
from services.templatetags.display import NBSP, phone
from services.translated import reader_language

#: Texts that have a column a language.
TRANSLATED = ("description", "fees_description")
PLAIN = ("url", "email")


class ChangeForm(forms.Form):
    """The facts that change most often, as they stand; what is left as it was is not proposed."""

    phones = forms.CharField(
        label=_("Phone numbers"), help_text=_("One on each line."), required=False, max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    hours = forms.CharField(
        label=_("When it is open or meets"), required=False, max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Street address"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )
    url = forms.URLField(label=_("Web page"), required=False, max_length=500, assume_scheme="https")
    email = forms.EmailField(label=_("E-mail"), required=False)
    fees_description = forms.CharField(label=_("What it costs"), required=False, max_length=500)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=2500, widget=forms.Textarea({"rows": 8})
    )
    note = forms.CharField(
        label=_("Something else"),
        help_text=_("Anything that has no field of its own: write it as you would say it."),
        required=False, max_length=2000, widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip

    def __init__(self, *args, facts: "Facts", **kwargs):
        self.facts = facts
        super().__init__(*args, initial=facts.texts, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "field"
            if name in facts.foreign:
                field.widget.attrs["lang"] = facts.foreign[name]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.changes() and not cleaned.get("note"):
            raise forms.ValidationError(
                _("Nothing differs yet. Change a field, or write at the end what is new.")
            )
        return cleaned

    def changes(self) -> dict[str, str]:
        """What differs from the listing, by the names of a proposal's fields."""
        return {
            self.facts.column(name): value
            for name, value in self.cleaned_data.items()
            if name != "note" and _lines(value) != _lines(self.facts.texts[name])
        }

    def base(self) -> dict[str, str]:
        """What the listing says where the form differs."""
        names = {self.facts.column(name): name for name in self.facts.texts}
        return {column: self.facts.texts[names[column]] for column in self.changes()}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


class EndForm(forms.Form):
    note = forms.CharField(
        label=_("Anything families should know?"),
        help_text=_("For example the last day, or where to turn instead."),
        required=False, max_length=2000, widget=forms.Textarea({"rows": 4, "class": "field"}),
    )  # fmt: skip


class Facts:
    """What a listing says, as plain text with a line each. `detail` is a `ServiceDetail`."""

    def __init__(self, detail):
        self.service: Service = detail.service
        own = {name: getattr(self.service, name) for name in (*TRANSLATED, *PLAIN)}
        self.texts = {
            "phones": "\n".join(phone(row.number).replace(NBSP, " ") for row in detail.phones),
            "hours": "\n".join(_hours_lines(detail)),
            "address": "\n".join(_address_lines(detail)),
            **{name: str(text) for name, text in own.items()},
        }
        self.foreign = {name: own[name].foreign for name in TRANSLATED if own[name].foreign}

    def column(self, name: str) -> str:
        """The column that a text of the form is about: that of the language in which it stands."""
        if name not in TRANSLATED:
            return name
        return f"{name}_{getattr(self.service, name).lang or reader_language()}"


def _hours_lines(detail) -> list[str]:
    lines = []
    for place in detail.public_places:
        lines += [_hours_line(line) for line in place.hours]
    for group in detail.groups:
        lines += [f"{row['day']} {row['date']} {row['times']}".strip() for row in group.sessions]
    return lines


def _hours_line(line) -> str:
    season = [hours.date_text(day) if day else "" for day in (line.valid_from, line.valid_to)]
    words = [hours.days_text(line.days), hours.times_text(line.opens_at, line.closes_at)]
    return " ".join(filter(None, [*words, "–".join(season) if any(season) else "", str(line.description)]))


def _address_lines(detail) -> list[str]:
    places = [place.location for place in detail.public_places]
    parts = [[str(place.name), str(place.address), place.postal_code] for place in places]
    return [", ".join(filter(None, some)) for some in parts]
