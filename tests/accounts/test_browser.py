"""Signing in, in a real browser: with and without script, under the content policy, with a passkey."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation

from lape.accounts import mails
from lape.models import User
from tests.accounts.sign_in import app_code, give_app
from tests.browser.pages import LANGUAGES, PHONE, WIDE
from tests.browser.test_axe import RULES, RUN_AXE
from tests.factories import make_superuser, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
#: Pages of somebody who has signed in with a second factor.
OWN_PAGES = [
    "accounts_home",
    "accounts_new_password",
    "account_logout",
    "mfa_index",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_deactivate_totp",
]


@pytest.fixture(autouse=True)
def mails_at_once(monkeypatch):
    monkeypatch.setattr(mails._senders, "submit", lambda job, message: mails.send(message))
    cache.clear()


@pytest.fixture
def member():
    return make_user("jasen@example.org", first_name="Jäsen")


def watch(page):
    """What the browser complains of from now on."""
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def sign_in(page, live_server, user, language="fi"):
    """By a code from the outbox, as a person would."""
    with translation.override(language):
        page.goto(live_server.url + reverse("account_login"))
    page.fill("#id_email", user.email)
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_code")
    page.fill("#id_code", re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0])
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")


class Look:
    """Visit pages and gather what axe, the policy and the width find."""

    def __init__(self, page, axe_source):
        self.page, self.axe_source = page, axe_source
        self.complaints, self.found = watch(page), {}

    def here(self, name):
        found = list(self.complaints)
        self.page.evaluate(self.axe_source)
        for viewport in (WIDE, PHONE):
            self.page.set_viewport_size(viewport)
            found += self.page.evaluate(RUN_AXE, RULES)
            found += ["too wide"] if self.page.evaluate(TOO_WIDE) else []
        if found:
            self.found[name] = found
        self.complaints.clear()  # axe itself tries inline styles


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_before_signing_in_are_accessible(language, new_page, live_server, axe_source, member):
    give_app(member)
    page = new_page(viewport=WIDE, reduced_motion="reduce")
    look = Look(page, axe_source)
    with translation.override(language):
        page.goto(live_server.url + reverse("accounts_password"))
        look.here("password")
        page.goto(live_server.url + reverse("account_login"))
    look.here("sign in")
    page.fill("#id_email", member.email)
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_code")
    look.here("code")
    page.fill("#id_code", "000000x")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    look.here("wrong code")
    page.fill("#id_code", re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0])
    page.keyboard.press("Enter")
    with translation.override(language):
        page.wait_for_url("**" + reverse("mfa_authenticate"))
    look.here("second step")

    assert look.found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_pages_are_accessible(language, new_page, live_server, axe_source, settings):
    settings.SECOND_FACTOR_FOR_STAFF = True
    user = make_superuser("hallinta@example.org")
    page = new_page(viewport=WIDE, reduced_motion="reduce")
    look = Look(page, axe_source)
    sign_in(page, live_server, user, language)
    with translation.override(language):
        for name in ["accounts_home", "accounts_second_factor", "mfa_activate_totp"]:
            page.goto(live_server.url + reverse(name))
            look.here(name)
        give_app(user)
        page.goto(live_server.url + reverse("mfa_view_recovery_codes"))
        look.here("mfa_view_recovery_codes")
        for name in OWN_PAGES:
            assert page.goto(live_server.url + reverse(name)).status == 200
            look.here(name)

    assert look.found == {}


def test_code_and_app_work_without_script(new_page, live_server, member):
    give_app(member)
    page = new_page(viewport=PHONE, java_script_enabled=False)
    sign_in(page, live_server, member)
    page.fill("#id_code", app_code())
    page.keyboard.press("Enter")
    page.wait_for_url("**/kirjaudu/tili/")

    assert page.locator("h1").inner_text() == "Oma tili"


def test_a_passkey_is_set_up_and_signs_in(page, live_server, member):
    complaints = watch(page)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    device |= {"hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})

    sign_in(page, live_server, member)
    page.goto(live_server.url + reverse("mfa_add_webauthn"))
    page.fill("#id_name", "Työpuhelin")
    page.get_by_role("button", name="Ota pääsyavain käyttöön").click()
    page.wait_for_selector(".codes")
    key = Authenticator.objects.get(user=member, type="webauthn")
    page.goto(live_server.url + reverse("account_logout"))
    page.get_by_role("button", name="Kirjaudu ulos").click()
    sign_in(page, live_server, member)
    page.get_by_role("button", name="Käytä pääsyavainta").click()
    page.wait_for_url("**/kirjaudu/tili/")

    assert key.wrap().name == "Työpuhelin"
    assert complaints == []
    assert User.objects.get(pk=member.pk).last_login


def test_a_passkey_that_fails_is_told_in_words(page, live_server, member):
    sign_in(page, live_server, member)
    page.goto(live_server.url + reverse("mfa_add_webauthn"))
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error('no')); }")
    page.fill("#id_name", "Työpuhelin")
    page.get_by_role("button", name="Ota pääsyavain käyttöön").click()

    assert "Pääsyavain ei toiminut" in page.locator("form [role=alert]:not([hidden])").inner_text()
