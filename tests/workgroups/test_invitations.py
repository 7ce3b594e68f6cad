"""Invitations: a link that shows and changes nothing, and a button that lets in once."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import signing
from django.db import connection
from django.utils import timezone

from lape.models import OutboxMail, User
from tests.workgroups.workgroups_rows import make_member, make_person, make_workgroup
from workgroups import invitations
from workgroups.models import Invitation, Membership, Role, WorkgroupState

pytestmark = pytest.mark.django_db
EMAIL = "otso@example.org"


@pytest.fixture
def group():
    return make_workgroup(slug="ryhma")


@pytest.fixture
def invitation(group):
    made = Invitation(workgroup=group, email=EMAIL, name="Otso Lehtimaa", title="perheohjaaja")
    invitations.send(made)
    return made


def address(invitation):
    return f"/kutsu/{invitations.token_of(invitation)}/"


def test_the_mail_carries_the_link_and_waits_in_the_queue(invitation):
    row = OutboxMail.objects.get(to=EMAIL)

    assert "Sinut on kutsuttu" in row.body
    assert f"/kutsu/{invitations.token_of(invitation)[:10]}" in row.body


def test_opening_the_link_shows_the_invitation_and_changes_nothing(client, invitation):
    link = address(invitation)

    pages = [client.get(link), client.head(link), client.get(link)]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert "Eropalvelujen työryhmä" in pages[0].content.decode()
    assert not User.objects.exists()
    assert not Membership.objects.exists()
    assert pages[0].headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("language", "word"), [("sv", "Du är inbjuden"), ("en", "You are invited")])
def test_the_page_is_there_in_the_other_languages(client, invitation, language, word):
    link = address(invitation)  # a link is signed with its second, so each is another

    page = client.get(f"/{language}{link}")

    assert word in page.content.decode()
    assert f'href="{link}"' in page.content.decode()


def test_accepting_makes_a_member_who_still_has_to_sign_in(client, group, invitation):
    response = client.post(address(invitation))

    term = group.memberships.get()
    assert (term.person.name, term.title, term.start_date) == (
        "Otso Lehtimaa",
        "perheohjaaja",
        timezone.localdate(),
    )
    assert term.person.user.email == EMAIL
    assert not term.person.user.has_usable_password()
    assert (term.naming, term.public_name) == ("role_only", "")
    assert response.status_code == 302
    assert response.url.endswith("next=/tyoryhmat/ryhma/")
    assert "_auth_user_id" not in client.session


def test_accepting_twice_makes_one_member_and_says_so(client, group, invitation):
    client.post(address(invitation))
    second = client.post(address(invitation))

    assert second.status_code == 410
    assert "Kutsu on jo hyväksytty" in second.content.decode()
    assert group.memberships.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_posts_at_once_make_one_member(group, invitation):
    def accept(_number):
        try:
            return bool(invitations.accept(invitations.token_of(invitation)))
        except invitations.Closed:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(accept, range(2)))

    assert sorted(done) == [False, True]
    assert group.memberships.count() == 1


def test_somebody_known_keeps_their_user_and_their_person(client, invitation):
    user = User.objects.create_user(EMAIL)
    person = make_person("Otso Lehtimaa", user=user)

    client.post(address(invitation))

    assert Membership.objects.get().person == person
    assert User.objects.get() == user


def test_after_14_days_the_link_is_too_old(client, invitation, monkeypatch):
    link, now, day = address(invitation), time.time(), 24 * 60 * 60

    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 14 * day - 60)
    assert client.get(link).status_code == 200
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 14 * day + 60)
    page = client.post(link)

    assert page.status_code == 410
    assert "Kutsu on vanhentunut" in page.content.decode()
    assert not Membership.objects.exists()


def test_a_revoked_invitation_opens_nothing_and_its_mail_is_not_sent(client, group, invitation):
    client.force_login(make_member(group, role=Role.SECRETARY))
    client.post(f"/tyoryhmat/ryhma/jasenet/kutsut/{invitation.pk}/")

    page = client.post(address(invitation))

    assert page.status_code == 410
    assert "Kutsu on peruttu" in page.content.decode()
    assert not OutboxMail.objects.exists()
    assert group.memberships.count() == 1


def test_a_concluded_group_lets_nobody_in(client, group, invitation):
    type(group).objects.filter(pk=group.pk).update(state=WorkgroupState.CONCLUDED)

    assert client.post(address(invitation)).status_code == 410


@pytest.mark.parametrize("token", ["abc", "abc:def:ghi", "signed for something else"])
def test_a_link_that_was_never_sent_opens_nothing(client, token):
    token = signing.dumps("0" * 32, salt="another") if " " in token else token

    page = client.get(f"/kutsu/{token}/")

    assert page.status_code == 410
    assert "Tällaista kutsua ei ole" in page.content.decode()


def invite(client, **fields):
    fields = {
        "name": "Otso Lehtimaa",
        "email": EMAIL,
        "role": "member",
        "title": "",
        "on_behalf_of": "",
    } | fields
    return client.post("/tyoryhmat/ryhma/jasenet/kutsu/", fields)


def test_one_invitation_waits_for_one_address(client, group):
    client.force_login(make_member(group, role=Role.SECRETARY))

    assert invite(client).status_code == 302
    second = invite(client, email=EMAIL.upper())

    assert list(second.context["form"].errors) == ["email"]
    assert Invitation.objects.count() == 1


def test_members_do_not_invite(client, group):
    client.force_login(make_member(group))

    assert invite(client).status_code == 404
    assert not Invitation.objects.exists()
