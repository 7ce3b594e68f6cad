"""What people type to sign in."""

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from lape.accounts import throttle
from lape.models import User

USED_CODE_SECONDS = 150  # longer than a code of the app can be right


def email_field():
    return forms.EmailField(
        label=_("Email address"),
        max_length=254,
        widget=forms.EmailInput({"class": "field", "autocomplete": "username", "autofocus": True}),
    )


def password_field(autocomplete="current-password"):
    return forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput({"class": "field", "autocomplete": autocomplete}),
    )


def code_field(label):
    widget = forms.TextInput(
        {
            "class": "field field--code",
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "autofocus": True,
        }
    )
    return forms.CharField(label=label, max_length=20, widget=widget)


class RequestCodeForm(forms.Form):
    """The address that a code goes to, if somebody has it. `_user` is that person, or None."""

    email = email_field()

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        key = throttle.account_key(email)
        if throttle.is_spent(context.request, email) or not ratelimit.consume(
            context.request, action="request_login_code", key=key
        ):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = User.objects.filter(email=email, is_active=True).first()
        return email


class ConfirmCodeForm(account_forms.ConfirmLoginCodeForm):
    code = code_field(_("Code"))

    def __init__(self, *args, email, **kwargs):
        self.email = email
        super().__init__(*args, **kwargs)

    def clean_code(self):
        """The limit is an account's, whatever number of codes somebody asks for."""
        if throttle.is_spent(context.request, self.email):
            raise get_adapter().validation_error("too_many_login_attempts")
        return super().clean_code()


class PasswordForm(account_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {"login": email_field(), "password": password_field()}


class ReauthenticateForm(account_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field()


class NewPasswordForm(SetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "field"
            field.help_text = ""
        self.fields["new_password1"].help_text = _(
            "At least 8 characters, and none of the most common words."
        )


def use_up(user: User, code: str) -> bool:
    """Tell whether a code of the app is used for the first time, in any worker, while it could be right."""
    return cache.add(f"accounts:used:{user.pk}:{normalize_user_code(code)}", True, USED_CODE_SECONDS)


class OneUse:
    def clean_code(self):
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not use_up(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(OneUse, mfa_forms.AuthenticateForm):
    code = code_field(_("Code"))


class ReauthenticateCodeForm(OneUse, mfa_forms.ReauthenticateForm):
    code = code_field(_("Code"))


class ActivateAppForm(ActivateTOTPForm):
    code = code_field(_("Code from the app"))
    code.widget.attrs.pop("autofocus")  # the page is read from its top

    def clean_code(self):
        code = super().clean_code()
        use_up(self.user, code)
        return code


class AddKeyForm(AddWebAuthnForm):
    name = forms.CharField(
        label=_("Name of the passkey"),
        max_length=60,
        help_text=_("Such as “Work phone”: you will know it by this name."),
        widget=forms.TextInput({"class": "field", "autocomplete": "off"}),
    )
