"""Form fields of the admin: what a coordinator types, and a sentence that says what would be right."""

import re

import phonenumbers
from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from phonenumbers import shortnumberinfo

from services.catalogue import fields as catalogue
from services.search.languages import INTERPRETER

#: Marks that turn the direction of the text around them; nobody types them on purpose.
_BIDI_CONTROLS = dict.fromkeys(
    map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_PHONE_CHARACTERS = re.compile(r"\+?[0-9() -]+")
_PHONE_IN_CATALOGUE, _URL_IN_CATALOGUE = catalogue.phone_number(), catalogue.Url()


def _is_readable(field: catalogue.Field, value: str) -> bool:
    """Tell whether a catalogue load would take the value: what the admin saves is dumped and loaded."""
    try:
        field.read(value)
    except catalogue.Wrong:
        return False
    return True


def check_name(value: str) -> None:
    """Refuse a name that nobody can read out."""
    if not any(map(str.isalnum, value)):
        raise ValidationError(_("A name needs a letter or a digit."), code="name")


def check_phone(value: str) -> None:
    """Refuse what cannot be a number: Finnish, foreign with + or short (112, 116 111)."""
    if _PHONE_CHARACTERS.fullmatch(value) and _is_readable(_PHONE_IN_CATALOGUE, value):
        try:
            number = phonenumbers.parse(value, "FI")
        except phonenumbers.NumberParseException:
            pass
        else:
            if phonenumbers.is_possible_number(number):
                return
            if shortnumberinfo.is_valid_short_number_for_region(number, "FI"):
                return
    raise ValidationError(
        _("“%(value)s” is not a phone number. Write one, such as 040 123 4567, +358 40 123 4567 or 116 111."),
        code="phone",
        params={"value": value},
    )


def check_web_address(value: str) -> None:
    """Links lead to web pages only."""
    if not value.lower().startswith(("http://", "https://")):
        raise ValidationError(_("A web address begins with https:// or http://."), code="scheme")
    if not _is_readable(_URL_IN_CATALOGUE, value):
        raise ValidationError(_("A web address has no quotation marks, <, > or backslashes."), code="url")


class PlainTextField(forms.CharField):
    """Text with one kind of line end and without marks that turn its direction around."""

    def to_python(self, value):
        text = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n").translate(_BIDI_CONTROLS)
        return text.strip() if self.strip else text

    def validate(self, value):
        super().validate(value)
        try:
            catalogue.clean_text(value, len(value))
        except catalogue.Wrong as error:
            raise ValidationError(
                _("The text holds an invisible character that no page can show. Write the text anew."),
                code="invisible",
            ) from error


class ChoiceListField(forms.TypedMultipleChoiceField):
    """An array of fixed choices as checkboxes."""

    widget = forms.CheckboxSelectMultiple

    @classmethod
    def for_column(cls, column, **options):
        """The form field of an ArrayField whose items have choices."""
        return cls(
            label=column.verbose_name[:1].upper() + column.verbose_name[1:],
            help_text=column.help_text,
            required=not column.blank,
            choices=column.base_field.choices,
            coerce=column.base_field.to_python,
        )


class LanguagesField(SimpleArrayField):
    """Languages as codes with commas between: "fi, sv, interpreter"."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value):
        codes = [code.lower() for code in super().clean(value)]
        wrong = [code for code in codes if code != INTERPRETER and not _LANGUAGE.fullmatch(code)]
        if wrong:
            raise ValidationError(
                _(
                    "“%(value)s” is not a language code. Write ISO 639 codes of two or three letters with "
                    "commas between, such as fi, sv, en, se, ar, and “interpreter” where one is ordered."
                ),
                code="language",
                params={"value": ", ".join(wrong)},
            )
        return list(dict.fromkeys(codes))


class DateListField(SimpleArrayField):
    """Dates with commas between: "24.12.2026, 31.12.2026"."""

    default_error_messages = {
        "item_invalid": _("Write dates such as 24.12.2026 with commas between. Date number %(nth)s:"),
    }

    def prepare_value(self, value):
        if isinstance(value, list):
            return ", ".join(date_format(day, "j.n.Y") for day in value)
        return value

    def clean(self, value):
        return sorted(set(super().clean(value)))


class DateInput(forms.DateInput):
    """The browser's own date field: no script, no shortcut icons, and readers of screens know it."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
