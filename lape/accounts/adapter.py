"""How django-allauth behaves on this site: https://docs.allauth.org/en/latest/account/adapter.html"""

import base64
import hashlib
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from lape.accounts import mails
from lape.accounts.pseudonyms import client_pseudonym
from lape.accounts.records import record
from lape.accounts.throttle import account_key
from lape.models import SignInOutcome
from services.roles import may_use_admin
from workgroups.access import viewer_of

TOO_MANY = _("There have been too many wrong tries with this address today. Try again tomorrow.")
WRONG_CODE = _("The code is not right. Check it and type it again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The address or the password is not right."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("The password is not right."),
        "rate_limited": TOO_MANY,
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, request):
        """People come by invitation, from the admin or from the demo."""
        return False

    def get_client_ip(self, request):
        """What the limits by address count: never the address itself."""
        return client_pseudonym(request)

    def _get_login_attempts_cache_key(self, request, **credentials):
        return account_key(credentials["email"])

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except Exception:
            record(request, SignInOutcome.TOO_MANY, typed=credentials["email"])
            raise

    def authentication_failed(self, request, **credentials):
        record(request, SignInOutcome.WRONG_PASSWORD, typed=credentials["email"])

    def reauthenticate(self, user, password):
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_login_by_code_required(self, login):
        """A password alone is not enough where staff need a second factor: a code by e-mail comes with it."""
        records = get_authentication_records(self.request, login.user)
        if not settings.SECOND_FACTOR_FOR_STAFF or (records and records[-1]["method"] == "code"):
            return False
        return not is_mfa_enabled(login.user)

    def is_reauthentication_required(self, *, app, **kwargs):
        """Who signed in or proved themselves a moment ago is not asked again."""
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - records[-1]["at"] > app_settings.REAUTHENTICATION_TIMEOUT

    def is_safe_url(self, url):
        """Only this very host is a way on, so that no address leads a signed-in person elsewhere."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_login_redirect_url(self, request):
        if may_use_admin(request.user):
            return settings.ADMIN_PREFIX
        return reverse("workgroups:own" if viewer_of(request.user).member_of else "accounts_home")

    def get_logout_redirect_url(self, request):
        return reverse("services:front")

    def respond_user_inactive(self, request, user):
        return redirect("account_login")

    def add_message(self, request, level, message_template=None, *args, message=None, **kwargs):
        """Only what went wrong is said by a message; what went well is seen on the page itself."""
        if message:
            super().add_message(request, level, message=message)

    def send_mail(self, template_prefix, email, context):
        """The one mail that sign-in sends by itself is the code."""
        mails.send_code(email, context["code"])

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        mails.tell_of_change(user)


class MfaAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def encrypt(self, text):
        """Keep the app's secret and the recovery codes' seed unreadable in a stolen copy of the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user, type):
        return ""

    def _get_site_name(self):
        return settings.SITE_NAME


def _cipher() -> MultiFernet:
    """Write with the site's key; read with the earlier ones too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    sums = [hashlib.sha256(f"second factors {key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(one)) for one in sums])
