"""Steps of signing in, as a person takes them in a browser."""

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.urls import reverse

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def ask_for_code(client, email, **query):
    return client.post(reverse("account_login", query=query or None), {"email": email})


def sent_code():
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]


def type_code(client, code, **query):
    return client.post(reverse("account_confirm_login_code", query=query or None), {"code": code})


def sign_in_by_code(client, email, **query):
    """Ask for a code and type it; the answer to the second."""
    ask_for_code(client, email, **query)
    return type_code(client, sent_code(), **query)


def sign_in_by_password(client, email, password, **query):
    address = reverse("accounts_password", query=query or None)
    return client.post(address, {"login": email, "password": password})


def app_code(steps=0):
    """What the app shows now, or `steps` times 30 seconds from now."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps))


def other_code():
    """A code that the app shows neither now nor a step away."""
    near = {app_code(steps) for steps in (-2, -1, 0, 1, 2)}
    return next(code for digit in "012345" if (code := digit * 6) not in near)


def give_app(user):
    """Let `user` have an authenticator app and recovery codes."""
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return Authenticator.objects.get(user=user, type="totp")


def type_second_step(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def is_signed_in(client):
    return "_auth_user_id" in client.session
