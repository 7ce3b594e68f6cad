"""Staff show a second factor before the admin opens, publishers before they publish."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse
from django.views.decorators.csrf import csrf_protect

from lape import urls as lape_urls
from lape.accounts.second_factor import has_second_factor, needs_second_factor
from lape.models import OutboxMail, SignInOutcome, SignInRecord
from tests.accounts.conftest import PASSWORD
from tests.accounts.sign_in import (
    SECRET,
    app_code,
    give_app,
    is_signed_in,
    other_code,
    sent_code,
    sign_in_by_code,
    sign_in_by_password,
    type_code,
    type_second_step,
)
from tests.factories import make_coordinator

pytestmark = pytest.mark.django_db


@csrf_protect
@needs_second_factor
def publish(request):
    return HttpResponse(f"published {request.POST.get('note', 'nothing')} in {request.path}")


urlpatterns = [path("julkaise/", publish), *lape_urls.urlpatterns]


@pytest.fixture
def publishing(settings, second_factors):
    settings.ROOT_URLCONF = "tests.accounts.test_second_factor"


def set_up_app(client):
    """Set up an authenticator app as its page asks; the answer."""
    page = client.get(reverse("mfa_activate_totp"))
    code = format_hotp_value(hotp_value(page.context["secret"], int(time.time()) // 30))
    return client.post(reverse("mfa_activate_totp"), {"code": code})


# -- signing in


def test_who_has_an_app_is_not_in_before_its_code(client, superuser, second_factors):
    give_app(superuser)
    answer = sign_in_by_password(client, superuser.email, PASSWORD)
    between = is_signed_in(client)
    type_second_step(client, app_code())

    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert (between, is_signed_in(client)) == (False, True)
    assert client.get("/hallinta/").status_code == 200


def test_a_code_by_mail_does_not_go_round_the_app(client, member):
    give_app(member)
    sign_in_by_code(client, member.email)
    between = is_signed_in(client)
    type_second_step(client, app_code())

    assert (between, is_signed_in(client)) == (False, True)


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_of_the_app_may_be_half_a_minute_off(client, member, steps):
    give_app(member)
    sign_in_by_code(client, member.email)
    type_second_step(client, app_code(steps))

    assert is_signed_in(client)


def test_a_code_of_the_app_works_once_while_it_could_still_be_right(client, member, monkeypatch):
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now)
    give_app(member)
    code = app_code(1)
    sign_in_by_code(client, member.email)
    type_second_step(client, code)
    monkeypatch.setattr("time.time", lambda: now + 45)
    second = Client()
    sign_in_by_code(second, member.email)
    answer = type_second_step(second, code)

    assert (is_signed_in(client), is_signed_in(second)) == (True, False)
    assert "Koodi ei ole oikein" in answer.text


def test_the_code_that_set_up_the_app_does_not_sign_in(client, member):
    sign_in_by_code(client, member.email)
    code = set_up_app(client).wsgi_request.POST["code"]
    second = Client()
    sign_in_by_code(second, member.email)
    type_second_step(second, code)

    assert not is_signed_in(second)


def test_a_recovery_code_works_once(client, member):
    give_app(member)
    code = Authenticator.objects.get(user=member, type="recovery_codes").wrap().get_unused_codes()[0]
    signed_in = []
    for browser in (client, Client()):
        sign_in_by_code(browser, member.email)
        type_second_step(browser, code)
        signed_in.append(is_signed_in(browser))

    assert signed_in == [True, False]


def test_a_wrong_second_step_is_written_down(client, member):
    give_app(member)
    sign_in_by_code(client, member.email)
    type_second_step(client, other_code())

    assert SignInRecord.objects.get().outcome == SignInOutcome.WRONG_SECOND_FACTOR
    assert SignInRecord.objects.get().user == member


def test_the_second_step_is_throttled(client, member, monkeypatch):
    give_app(member)
    sign_in_by_code(client, member.email)
    for _try in range(20):
        type_second_step(client, other_code())
    answer = type_second_step(client, app_code())

    assert "liian monta" in answer.text
    assert not is_signed_in(client)


def test_a_password_alone_is_never_enough(client, superuser, second_factors):
    sign_in_by_password(client, superuser.email, PASSWORD)
    between = is_signed_in(client)
    type_code(client, sent_code())

    assert (between, is_signed_in(client)) == (False, True)


def test_in_the_demo_the_printed_password_is_enough(client, superuser):
    answer = sign_in_by_password(client, superuser.email, PASSWORD, next="/hallinta/")

    assert answer.headers["Location"] == "/hallinta/"
    assert client.get("/hallinta/").status_code == 200
    assert mail.outbox == []


# -- the admin


def test_the_admin_leads_staff_to_set_one_up_and_opens_then(client, superuser, second_factors):
    sign_in_by_code(client, superuser.email, next="/hallinta/")
    page = client.get("/hallinta/", follow=True)
    answer = set_up_app(client)
    codes = client.get(answer.headers["Location"])
    back = client.get(reverse("accounts_second_factor"))

    assert page.redirect_chain[-1][0].startswith(reverse("accounts_second_factor"))
    assert len(codes.context["unused_codes"]) == 10
    assert back.headers["Location"] == "/hallinta/"
    assert client.get("/hallinta/").status_code == 200


def test_no_page_of_the_admin_opens_without_it(client, second_factors):
    client.force_login(make_coordinator())

    for address in ["/hallinta/", "/hallinta/services/service/", "/hallinta/lape/user/", "/hallinta/jsi18n/"]:
        assert client.get(address).status_code == 302, address


def test_the_demo_can_do_without(client):
    client.force_login(make_coordinator())

    assert client.get("/hallinta/").status_code == 200


def test_the_admins_own_sign_in_leads_to_the_sites(client):
    answer = client.get("/hallinta/login/?next=/hallinta/services/service/")

    assert answer.headers["Location"] == "/kirjaudu/?next=%2Fhallinta%2Fservices%2Fservice%2F"
    assert client.post("/hallinta/login/", {"username": "x", "password": "y"}).status_code == 302


def test_recovery_codes_are_shown_once(client, superuser, second_factors):
    sign_in_by_code(client, superuser.email)
    shown = client.get(set_up_app(client).headers["Location"])
    again = client.get(reverse("mfa_view_recovery_codes"))

    assert shown.context["can_view_codes"] and not again.context["can_view_codes"]
    assert set(again.context["unused_codes"]) == {"****"}


def test_a_removed_second_factor_closes_the_admin_again(client, superuser, second_factors):
    sign_in_by_code(client, superuser.email)
    set_up_app(client)
    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert client.get("/hallinta/").status_code == 302


def test_a_change_is_told_by_mail(client, superuser, second_factors, django_capture_on_commit_callbacks):
    sign_in_by_code(client, superuser.email)
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)

    row = OutboxMail.objects.get()
    assert (row.to, row.subject) == (superuser.email, "Kirjautumisasetuksesi ovat muuttuneet")


def test_a_superuser_removes_what_somebody_has_lost(client, superuser, member):
    give_app(member)
    other = Client()
    other.force_login(member)
    client.force_login(superuser)
    client.post("/hallinta/lape/user/", {"action": "remove_second_factors", "_selected_action": [member.pk]})

    assert not Authenticator.objects.exists()
    assert other.get(reverse("accounts_home")).status_code == 302


def test_the_secret_is_unreadable_in_the_table(member):
    row = give_app(member)

    assert SECRET not in str(row.data)
    assert row.wrap().validate_code(app_code())


def test_setting_up_needs_a_fresh_sign_in(client, superuser, second_factors, monkeypatch):
    sign_in_by_code(client, superuser.email)
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 16 * 60)
    answer = client.get(reverse("mfa_activate_totp"))

    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    back = client.post(answer.headers["Location"], {"password": PASSWORD})
    assert back.headers["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


# -- publishing


def test_who_has_shown_one_publishes(client, member, publishing):
    give_app(member)
    sign_in_by_code(client, member.email)
    type_second_step(client, app_code())

    assert client.post("/julkaise/", {"note": "muistio"}).text == "published muistio in /julkaise/"


def test_what_was_typed_waits_while_one_is_set_up(client, member, publishing):
    sign_in_by_code(client, member.email)
    answer = client.post("/julkaise/?versio=2", {"note": "pitkä muistio"})
    page = client.get(answer.headers["Location"])
    set_up_app(client)
    back = client.get(reverse("accounts_second_factor"))
    sent = client.post(reverse("accounts_send_typed"))

    assert "eikä katoa" in page.text
    assert "Kirjoittamasi on tallessa" in back.text
    assert sent.text == "published pitkä muistio in /julkaise/"
    assert client.post(reverse("accounts_send_typed")).status_code == 302  # once


def test_what_was_typed_waits_while_one_is_shown(client, member, publishing):
    client.force_login(member)
    give_app(member)
    client.post("/julkaise/", {"note": "muistio"})
    client.post(
        reverse("mfa_reauthenticate", query={"next": reverse("accounts_second_factor")}), {"code": app_code()}
    )

    assert client.post(reverse("accounts_send_typed")).text == "published muistio in /julkaise/"


def test_what_was_typed_is_not_sent_without_one(client, member, publishing):
    client.force_login(member)
    client.post("/julkaise/", {"note": "muistio"})

    assert client.post(reverse("accounts_send_typed")).headers["Location"] == reverse(
        "accounts_second_factor"
    )


def test_a_page_that_is_only_looked_at_leads_back_to_itself(client, member, publishing):
    sign_in_by_code(client, member.email)
    client.get(client.get("/julkaise/").headers["Location"])
    set_up_app(client)

    assert client.get(reverse("accounts_second_factor")).headers["Location"] == "/julkaise/"


def test_the_page_that_explains_leads_to_no_other_host(client, member, publishing):
    sign_in_by_code(client, member.email)
    client.get(reverse("accounts_second_factor", query={"next": "https://elsewhere.example/"}))
    set_up_app(client)

    assert client.get(reverse("accounts_second_factor")).headers["Location"] == reverse("accounts_home")


def test_the_anonymous_sign_in_first(client, publishing):
    assert client.get("/julkaise/").headers["Location"] == "/kirjaudu/?next=/julkaise/"


def test_the_demo_publishes_without(client, member, settings):
    settings.ROOT_URLCONF = "tests.accounts.test_second_factor"
    client.force_login(member)

    assert client.post("/julkaise/", {"note": "muistio"}).text == "published muistio in /julkaise/"


def test_nobody_has_a_second_factor_of_somebody_else(rf, client, member, superuser, second_factors):
    give_app(member)
    sign_in_by_code(client, member.email)
    type_second_step(client, app_code())
    client.force_login(superuser)
    request = rf.get("/")
    request.user, request.session = superuser, client.session

    assert not has_second_factor(request)
