"""What members type: fields that understand days and times as Finns write them, in the site's look."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from workgroups.typed import typed_date, typed_time, written_date, written_time


def posted(request):
    """What a form is bound to: the post, also an empty one, and nothing on a page that is only read."""
    return request.POST if request.method == "POST" else None


class Look:
    """Gives each box the class of the style sheet; for forms and model forms."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, forms.CheckboxInput | forms.RadioSelect):
                field.widget.attrs.setdefault("class", "field")


class KeyField(forms.CharField):
    """The hidden key of one form, by which a second sending is known; a broken one is a new form's."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False, initial=uuid.uuid4, max_length=100)

    def clean(self, value):
        try:
            return uuid.UUID(str(value))
        except ValueError:
            return uuid.uuid4()


class DayField(forms.CharField):
    """A day as a Finn or a machine writes it; reads back as 3.5.2027."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("For example 3.5.2027."))
        super().__init__(max_length=30, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "class": "field field--short"}

    def prepare_value(self, value):
        return written_date(value)

    def clean(self, value):
        value = super().clean(value)
        return typed_date(value) if value else None


class ClockField(forms.CharField):
    """A time of day: 13, 13.30 or 13:30; reads back as 13.30."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("For example 13.30."))
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "class": "field field--short"}

    def prepare_value(self, value):
        return written_time(value)

    def clean(self, value):
        value = super().clean(value)
        return typed_time(value) if value else None
