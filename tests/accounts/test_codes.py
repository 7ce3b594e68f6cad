"""Members sign in with a code by e-mail, and nobody learns who has an account."""

import re
import time

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.accounts.sign_in import ask_for_code, is_signed_in, sent_code, sign_in_by_code, type_code
from tests.factories import make_user

pytestmark = pytest.mark.django_db
MINUTE = 60


@pytest.fixture
def later(monkeypatch):
    """Let time pass for django-allauth: `later(minutes)`."""
    now = time.time
    return lambda minutes: monkeypatch.setattr("time.time", lambda: now() + minutes * MINUTE)


def test_a_member_signs_in_with_the_code(client, member):
    answer = sign_in_by_code(client, "Jasen@Example.org")

    assert is_signed_in(client)
    assert answer.headers["Location"] == reverse("accounts_home")
    assert client.get(reverse("accounts_home")).context["user"] == member


def test_the_mail_is_plain_text_with_a_neutral_subject_and_no_link(client, member):
    ask_for_code(client, member.email)

    [message] = mail.outbox
    assert (message.to, message.subject) == (["jasen@example.org"], "Kirjautumiskoodisi")
    assert "http" not in message.body and not getattr(message, "alternatives", None)


@pytest.mark.parametrize(("language", "subject"), [("sv", "Din inloggningskod"), ("en", "Your sign-in code")])
def test_the_mail_is_in_the_language_of_the_page(client, member, language, subject):
    with override(language):
        ask_for_code(client, member.email)

    assert mail.outbox[0].subject == subject


def test_an_unknown_address_gets_the_same_pages_and_no_mail(client, member):
    answers = []
    for email in [member.email, "tuntematon@example.org"]:
        client.cookies.clear()
        first = ask_for_code(client, email)
        page = client.get(first.headers["Location"])
        wrong = type_code(client, "000000")
        answers.append(
            [
                (a.status_code, a.headers.get("Location"), _without_secrets(a, email))
                for a in (first, page, wrong)
            ]
        )

    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [[member.email]]


def test_somebody_whose_account_is_closed_is_a_stranger(client, member):
    member.is_active = False
    member.save()

    assert ask_for_code(client, member.email).status_code == 302
    assert mail.outbox == []


def _without_secrets(answer, email):
    """The page without what differs each time: the form's token and the address."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.text).replace(email, "")


def test_a_code_works_once(client, member):
    ask_for_code(client, member.email)
    code = sent_code()
    type_code(client, code)
    client.post(reverse("account_logout"))

    assert type_code(client, code).headers["Location"] == reverse("account_login")
    assert not is_signed_in(client)


@pytest.mark.parametrize(("minutes", "works"), [(14, True), (16, False)])
def test_a_code_dies_in_fifteen_minutes(client, member, later, minutes, works):
    ask_for_code(client, member.email)
    later(minutes)
    type_code(client, sent_code())

    assert is_signed_in(client) is works


def test_a_code_dies_with_the_third_wrong_try(client, member):
    ask_for_code(client, member.email)
    code = sent_code()
    wrong = str((int(code) + 1) % 1_000_000).zfill(6)
    answers = [type_code(client, wrong).status_code for _try in range(3)]
    type_code(client, code)

    assert answers == [200, 200, 302]
    assert not is_signed_in(client)


def test_a_code_of_one_browser_does_not_work_in_another(client, member):
    ask_for_code(client, member.email)
    other = Client()
    type_code(other, sent_code())

    assert not is_signed_in(other)


def test_who_mistyped_the_address_begins_anew(client, member):
    ask_for_code(client, "jassen@example.org")

    assert client.get(reverse("account_login")).status_code == 200
    sign_in_by_code(client, member.email)
    assert is_signed_in(client)


def test_the_session_has_a_new_id_after_signing_in(client, member):
    ask_for_code(client, member.email)
    before = client.session.session_key
    type_code(client, sent_code())

    assert client.session.session_key != before


def test_signing_in_leads_back_to_where_one_was(client, member):
    page = reverse("accounts_new_password")

    assert sign_in_by_code(client, member.email, next=page).headers["Location"] == page


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)"],
)
def test_signing_in_leads_to_no_other_host(client, member, elsewhere):
    assert sign_in_by_code(client, member.email, next=elsewhere).headers["Location"] == reverse(
        "accounts_home"
    )


def test_a_page_for_people_who_sign_in_sends_others_to_sign_in_in_its_language(client, db):
    with override("sv"):
        page, sign_in = reverse("accounts_home"), reverse("account_login")

    assert client.get(page).headers["Location"] == f"{sign_in}?next={page}"


def test_a_form_for_signing_in_is_never_cached(client, db):
    for name in ["account_login", "accounts_password"]:
        assert client.get(reverse(name)).headers["Cache-Control"] == "private, no-store", name


def test_each_page_bears_the_sites_name(client, member):
    pages = [client.get("/kirjaudu/"), client.get("/kirjaudu/salasana/")]
    ask_for_code(client, member.email)
    pages.append(client.get("/kirjaudu/koodi/"))

    assert all("<strong>Perheen tukena</strong>" in page.text for page in pages)


def test_nobody_signs_up_by_themselves(client, db):
    assert client.get("/kirjaudu/rekisteroidy/").status_code == 404
    assert client.get("/accounts/signup/").status_code == 404


def test_a_mail_server_that_is_away_is_no_error_page(client, member, monkeypatch, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr("smtplib.SMTP.connect", lambda *a, **k: (_ for _ in ()).throw(OSError("away")))

    assert ask_for_code(client, member.email).status_code == 302


def test_a_user_who_changes_address_signs_in_with_the_new_one_alone(client, member):
    member.email = "uusi@example.org"
    member.save()
    ask_for_code(client, "jasen@example.org")

    assert mail.outbox == []
    sign_in_by_code(client, "uusi@example.org")
    assert is_signed_in(client)
    assert make_user("jasen@example.org").pk != member.pk
