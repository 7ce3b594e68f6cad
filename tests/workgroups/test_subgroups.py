"""Subgroups: who joins by themselves, who leaves, and whom a member proposes."""

import pytest

from lape.models import OutboxMail
from tests.factories import make_organization
from tests.workgroups.workgroups_rows import make_member, make_workgroup
from workgroups import subgroups
from workgroups.models import Invitation, JoinRequest, JoinRequestState, Naming, NamingBasis, Role

pytestmark = pytest.mark.django_db
COLLEAGUE = {"name": "Lempi Aarniovuori", "email": "lempi@example.org", "title": "ohjaaja"}


@pytest.fixture
def group():
    return make_workgroup()


@pytest.fixture
def subgroup(group):
    return make_workgroup("Eron ensiapupiste", slug="alaryhma", parent=group, is_join_open=True)


def test_a_member_of_the_main_group_joins_once_as_they_are_there(client, group, subgroup):
    named = {"naming": Naming.FULL_NAME, "naming_basis": NamingBasis.OFFICE, "title": "perheohjaaja"}
    user = make_member(group, role=Role.CHAIR, **named)
    client.force_login(user)

    for _time in range(2):
        assert client.post("/tyoryhmat/alaryhma/jasenet/liity/").status_code == 302

    term = subgroup.memberships.get()
    assert (term.person, term.role, term.title) == (user.person, Role.MEMBER, "perheohjaaja")
    assert term.naming == Naming.FULL_NAME


def test_the_page_of_an_open_subgroup_shows_the_way_in_to_members_of_the_main_group(client, group, subgroup):
    link = "/tyoryhmat/alaryhma/jasenet/liity/"
    assert link not in client.get("/tyoryhmat/alaryhma/").content.decode()

    client.force_login(make_member(group))

    assert link in client.get("/tyoryhmat/alaryhma/").content.decode()
    assert client.get(link).status_code == 200
    assert not subgroup.memberships.exists()


def test_an_expert_by_experience_stays_one(client, group, subgroup):
    client.force_login(make_member(group, role=Role.EXPERT_BY_EXPERIENCE))

    client.post("/tyoryhmat/alaryhma/jasenet/liity/")

    assert subgroup.memberships.get().role == Role.EXPERT_BY_EXPERIENCE


def test_nobody_else_joins(client, group, subgroup):
    closed = make_workgroup("Sovittelu", slug="suljettu", parent=group)
    client.force_login(make_member(make_workgroup()))
    assert client.post("/tyoryhmat/alaryhma/jasenet/liity/").status_code == 404

    client.force_login(make_member(group))
    assert client.post("/tyoryhmat/suljettu/jasenet/liity/").status_code == 404
    assert not subgroup.memberships.exists()
    assert not closed.memberships.exists()


def test_a_member_leaves_and_a_convener_stays(client, subgroup):
    member, convener = make_member(subgroup), make_member(subgroup, "Marketta Suovanen", role=Role.CONVENER)

    for user in (member, convener):
        client.force_login(user)
        client.post("/tyoryhmat/alaryhma/jasenet/lahde/")

    assert [term.person for term in subgroup.memberships.active()] == [convener.person]


def test_who_joined_today_and_leaves_was_never_there(client, group, subgroup):
    client.force_login(make_member(group))
    client.post("/tyoryhmat/alaryhma/jasenet/liity/")

    client.post("/tyoryhmat/alaryhma/jasenet/lahde/")

    assert not subgroup.memberships.exists()


def propose(client):
    return client.post("/tyoryhmat/alaryhma/jasenet/ehdota/", COLLEAGUE)


def test_a_colleague_is_proposed_for_the_members_workplace_and_the_convener_hears_of_it(
    client, group, subgroup
):
    convener = make_member(subgroup, "Marketta Suovanen", role=Role.CONVENER)
    workplace = make_organization("Esimerkkipolku ry")
    client.force_login(make_member(group, on_behalf_of=workplace))

    propose(client)
    second = propose(client)

    assert JoinRequest.objects.get().on_behalf_of == workplace
    assert list(second.context["form"].errors) == ["email"]
    mail = OutboxMail.objects.get()
    assert mail.to == convener.email
    assert "/tyoryhmat/alaryhma/jasenet/" in mail.body
    assert "Lempi" not in mail.body


def test_a_colleague_proposed_by_two_at_once_is_one(group, subgroup):
    for name in ("Aino Esimerkki", "Toivo Esimerkki"):
        person = make_member(group, name).person
        subgroups.propose(JoinRequest(workgroup=subgroup, proposed_by=person, **COLLEAGUE))

    assert JoinRequest.objects.get().proposed_by.name == "Aino Esimerkki"


def decide(client, word):
    asked = JoinRequest.objects.get()
    return client.post(f"/tyoryhmat/alaryhma/jasenet/ehdotukset/{asked.pk}/", {word: "1"})


def test_the_conveners_yes_sends_one_invitation(client, group, subgroup):
    client.force_login(make_member(group))
    propose(client)
    client.force_login(make_member(subgroup, "Marketta Suovanen", role=Role.CONVENER))

    for _time in range(2):
        decide(client, "accept")

    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.workgroup) == (COLLEAGUE["email"], subgroup)
    assert JoinRequest.objects.get().state == JoinRequestState.ACCEPTED


def test_a_no_invites_nobody(client, group, subgroup):
    client.force_login(make_member(group))
    propose(client)
    client.force_login(make_member(subgroup, "Marketta Suovanen", role=Role.CONVENER))

    decide(client, "decline")

    assert not Invitation.objects.exists()
    assert JoinRequest.objects.get().state == JoinRequestState.DECLINED


def test_only_the_subgroups_editor_decides(client, group, subgroup):
    user = make_member(group, role=Role.CHAIR)
    client.force_login(user)
    propose(client)

    assert decide(client, "accept").status_code == 404
    assert not Invitation.objects.exists()
