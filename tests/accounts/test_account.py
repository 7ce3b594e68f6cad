"""The page of one's own account, the end of sessions, and what an idle hour does."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from lape.accounts import data_export
from lape.models import SignInRecord
from tests.accounts.conftest import PASSWORD
from tests.accounts.sign_in import is_signed_in, sign_in_by_code, sign_in_by_password
from tests.factories import make_coordinator, make_superuser
from tests.workgroups.workgroups_rows import make_member, make_workgroup

pytestmark = pytest.mark.django_db


def test_the_page_shows_address_role_and_second_factor(client):
    client.force_login(make_coordinator(email="koordinaattori@example.org"))
    page = client.get(reverse("accounts_home"))

    for words in ["koordinaattori@example.org", "Ei käytössä", "Lataa omat tietoni", "Kirjaudu ulos"]:
        assert words in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_own_data_come_as_a_file_with_what_other_apps_add(client, member, monkeypatch):
    monkeypatch.setitem(data_export.SOURCES, "groups", lambda user: [f"ryhmä: {user.email}"])
    client.force_login(member)
    answer = client.get(reverse("accounts_data"))
    data = json.loads(answer.text)

    assert answer.headers["Content-Disposition"] == 'attachment; filename="own-data.json"'
    assert data["account"]["email"] == member.email
    assert data["groups"] == ["ryhmä: jasen@example.org"]
    assert [line["outcome"] for line in data["sign_ins"]] == ["signed_in"]
    assert "password" not in answer.text


def test_signing_out_takes_a_press_and_clears_the_browser(client, member):
    client.force_login(member)
    looked = client.get(reverse("account_logout"))
    still_in = is_signed_in(client)
    answer = client.post(reverse("account_logout"))

    assert (looked.status_code, still_in, is_signed_in(client)) == (200, True, False)
    assert answer.headers["Location"] == "/"
    assert answer.headers["Clear-Site-Data"] == '"storage"'


def test_signing_out_everywhere_ends_every_session(client, member):
    other = Client()
    for browser in (client, other):
        browser.force_login(member)
    client.post(reverse("accounts_sign_out_everywhere"))

    for browser in (client, other):
        assert browser.get(reverse("accounts_home")).status_code == 302
    sign_in_by_code(other, member.email)
    assert other.get(reverse("accounts_home")).status_code == 200


def test_a_new_password_ends_the_other_sessions_alone(client, member):
    other = Client()
    other.force_login(member)
    sign_in_by_code(client, member.email)
    answer = client.post(
        reverse("accounts_new_password"), {"new_password1": PASSWORD, "new_password2": PASSWORD}
    )

    assert answer.headers["Location"] == reverse("accounts_home")
    assert client.get(reverse("accounts_home")).status_code == 200
    assert other.get(reverse("accounts_home")).status_code == 302
    assert sign_in_by_password(other, member.email, PASSWORD).status_code == 302
    assert is_signed_in(other)


def test_a_short_password_is_refused_with_words(client, member):
    sign_in_by_code(client, member.email)
    answer = client.post(
        reverse("accounts_new_password"), {"new_password1": "lyhyt", "new_password2": "lyhyt"}
    )

    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.text


def test_an_idle_hour_leads_to_sign_in_and_back_to_the_page(client, member):
    page = reverse("mfa_index")
    client.force_login(member)
    client.get(page)
    session = client.session
    session["seen_at"] -= 61 * 60
    session.save()
    answer = client.get(page)

    assert answer.headers["Location"] == f"/kirjaudu/?next={page}"
    assert sign_in_by_code(client, member.email, next=page).headers["Location"] == page


def test_who_is_signed_in_is_led_on_from_the_sign_in_page(client, member):
    client.force_login(member)

    assert client.get("/kirjaudu/").headers["Location"] == reverse("accounts_home")


def test_staff_come_to_the_admin(client):
    user = make_superuser()

    assert sign_in_by_code(client, user.email).headers["Location"] == "/hallinta/"


def test_members_come_to_their_groups_and_find_them_from_the_account(client):
    user = make_member(make_workgroup())
    answer = sign_in_by_code(client, user.email)

    assert answer.headers["Location"] == reverse("workgroups:own")
    assert reverse("workgroups:own") in client.get(reverse("accounts_home")).text


def test_a_public_page_is_the_same_for_somebody_signed_in(client, member):
    before = client.get("/tietoa-sivustosta/").content
    client.force_login(member)

    assert client.get("/tietoa-sivustosta/").content == before


def test_superusers_read_sign_ins_and_change_none(client, superuser):
    client.force_login(superuser)
    row = SignInRecord.objects.get()

    assert client.get("/hallinta/lape/signinrecord/").status_code == 200
    assert (
        client.post(f"/hallinta/lape/signinrecord/{row.pk}/change/", {"outcome": "refused"}).status_code
        == 403
    )
    assert client.post(f"/hallinta/lape/signinrecord/{row.pk}/delete/", {"post": "yes"}).status_code == 403
