"""What readers type on the groups' public pages."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from workgroups.models import ChallengeAnswer


class HoneypotForm(forms.Form):
    """A field that people do not see: what fills it is a machine, and is thanked without being heard."""

    website = forms.CharField(required=False, label=_("Leave this empty"), max_length=200)

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class SubscribeForm(HoneypotForm):
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This is not an e-mail address. Write it so: name@example.org."),
        },
    )


class AnswerForm(HoneypotForm):
    """An answer to a nut to crack. `form_key` makes one answer of a form that is sent twice."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=ChallengeAnswer._meta.get_field("text").max_length,
        widget=forms.Textarea,
        error_messages={
            "required": _("Write your answer."),
            "max_length": _("The answer is too long: at most %(limit_value)d characters fit in it."),
        },
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
