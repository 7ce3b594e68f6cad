"""The members' pages by role: who opens, who posts, who is asked to sign in, who finds nothing.

A new page behind sign-in without a row fails `test_every_page_of_the_members_has_a_row`.
"""

import datetime

import pytest
from django.db import transaction

from tests.factories import make_area, make_coordinator, make_organization, make_superuser, make_user
from tests.workgroups.workgroups_rows import (
    make_action,
    make_item,
    make_meeting,
    make_member,
    make_membership,
    make_person,
    make_workgroup,
)
from workgroups.models import Invitation, ItemState, JoinRequest, Partner, Role, Subscription
from workgroups.urls import member_paths

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today()

ROLES = (
    "anonymous", "subscriber", "stranger", "sister", "ex_member", "member", "taker", "secretary", "chair",
    "convener", "coordinator", "other_coordinator", "superuser",
)  # fmt: skip
OUTSIDE = {"anonymous": 302} | dict.fromkeys(("subscriber", "stranger", "sister", "ex_member"), 404)
EDITORS = ("secretary", "chair", "convener", "superuser")


def row(*inside, status=200):
    """Statuses by role: `status` for those of `inside`, sign-in for the anonymous, else nothing found."""
    return dict.fromkeys(ROLES, 404) | OUTSIDE | dict.fromkeys(inside, status)


ALL = row(*ROLES[1:])
READERS = row("member", "taker", *EDITORS, "coordinator")
MEMBERS = row("member", "taker", *EDITORS)
EDIT = row(*EDITORS)
WRITE = row("taker", *EDITORS)
#: Who has no person has no absence to tell of.
IN_THE_GROUP = ("member", "taker", "secretary", "chair", "convener")
ABSENCE = row(*IN_THE_GROUP)
POST_ONLY = dict.fromkeys(ROLES, 405)

GROUP, MEETING = "/tyoryhmat/ryhma/", "/tyoryhmat/ryhma/kokoukset/{part}/"
#: Name of the address → the address, and what a reader of each role gets.
GET = {
    "own": ("/tyoryhmat/omat/", ALL),
    "meeting_new": (GROUP + "kokoukset/uusi/", EDIT),
    "meeting_days": (GROUP + "kokoukset/useita/", EDIT),
    "meeting_edit": (MEETING + "muuta/", EDIT),
    "meeting_move": (MEETING + "siirra/", EDIT),
    "meeting_cancel": (MEETING + "peru/", EDIT),
    "meeting_state": (MEETING + "tila/", POST_ONLY),
    "memo_taker": (MEETING + "muistion-kirjaaja/", EDIT),
    "agenda": (MEETING + "asialista/", WRITE),
    "agenda_order": (MEETING + "asialista/jarjestys/", POST_ONLY),
    "agenda_carry": (MEETING + "asialista/edellisesta/", POST_ONLY),
    "agenda_propose": (MEETING + "asialista/ehdota/", MEMBERS),
    "agenda_item": (MEETING + "asialista/{item}/", WRITE),
    "agenda_delete": (MEETING + "asialista/{item}/poista/", WRITE),
    "agenda_accept": (MEETING + "asialista/{proposal}/ota/", POST_ONLY),
    "agenda_decline": (MEETING + "asialista/{proposal}/hylkaa/", EDIT),
    "attendance": (MEETING + "lasnaolo/", WRITE),
    "own_absence": (MEETING + "poissaolo/", ABSENCE),
    "action_list": (GROUP + "tehtavat/", READERS),
    "action_state": (GROUP + "tehtavat/{action}/", POST_ONLY),
    "action_part": (GROUP + "tehtavat/{shared}/{organization}/", POST_ONLY),
    "roster": (GROUP + "jasenet/", READERS),
    "member_add": (GROUP + "jasenet/lisaa/", EDIT),
    "member_invite": (GROUP + "jasenet/kutsu/", EDIT),
    "member_change": (GROUP + "jasenet/{term}/", EDIT),
    "consent_withdraw": (GROUP + "jasenet/{term}/suostumus/", EDIT),
    "invitation_revoke": (GROUP + "jasenet/kutsut/{invitation}/", POST_ONLY),
    "request_decide": (GROUP + "jasenet/ehdotukset/{request}/", POST_ONLY),
    "join": (GROUP + "jasenet/liity/", row(*IN_THE_GROUP, status=302)),
    "leave": (GROUP + "jasenet/lahde/", POST_ONLY),
    "member_propose": (GROUP + "jasenet/ehdota/", ABSENCE),
    "group_conclude": (GROUP + "paata/", EDIT),
}
#: What is posted where; 302 is done. The anonymous are sent to sign in, which is a 302 too.
POST = {
    "meeting_state": ({"state": "planned"}, row(*EDITORS, status=302)),
    "meeting_move": ({"date": "{day}"}, row(*EDITORS, status=302)),
    "meeting_cancel": ({"reason": "Syy"}, row(*EDITORS, status=302)),
    "memo_taker": ({"person": ""}, row(*EDITORS, status=302)),
    "agenda_order": ({"item": ["{item}"]}, row("taker", *EDITORS, status=302)),
    "agenda_carry": ({}, row("taker", *EDITORS, status=302)),
    "agenda_propose": (
        {"title": "Ehdotus", "form_key": "8a7f6f3e-3c53-4d5b-8d0a-1f4d4c5b6a79"},
        row("member", "taker", *EDITORS, status=302),
    ),
    "agenda_delete": ({}, row("taker", *EDITORS, status=302)),
    "agenda_accept": ({}, row(*EDITORS, status=302)),
    "agenda_decline": ({}, row(*EDITORS, status=302)),
    "own_absence": ({"away": "1"}, row("member", "taker", "secretary", "chair", "convener", status=302)),
    "action_state": ({"state": "done"}, row(*EDITORS, status=302)),
    "action_part": ({"done": "1"}, row(*EDITORS, status=302)),
    "consent_withdraw": ({}, row(*EDITORS, status=302)),
    "invitation_revoke": ({}, row(*EDITORS, status=302)),
    "request_decide": ({"decline": "1"}, row(*EDITORS, status=302)),
    "leave": ({}, row(*IN_THE_GROUP, status=302)),
}


class World:
    """A group with a coming meeting, an item, a proposal and two actions, and a user for each role."""

    def __init__(self):
        area = make_area("Pirkanmaa")
        group = make_workgroup(slug="ryhma", area=area, parent=make_workgroup("Emo", area=None))
        sister = make_workgroup("Sisar", parent=group.parent)
        self.meeting = make_meeting(group, TODAY + datetime.timedelta(days=7))
        organization = make_organization("Kuvitteellinen yhdistys")
        Partner.objects.create(workgroup=group, organization=organization, kind="project_partner")
        Subscription.objects.create(workgroup=group, email="tilaaja@example.org", token_hash="x")
        item = make_item(self.meeting, "Asia")
        proposal = make_item(self.meeting, "Ehdotus", state=ItemState.PROPOSED)
        self.names = {
            "part": self.meeting.address_part,
            "day": (self.meeting.date + datetime.timedelta(days=1)).isoformat(),
            "item": item.pk,
            "proposal": proposal.pk,
            "action": make_action(item).pk,
            "shared": make_action(item, is_owned_by_all_partners=True).pk,
            "organization": organization.pk,
            "term": make_membership(group).pk,
            "invitation": Invitation.objects.create(workgroup=group, email="kutsuttu@example.org").pk,
            "request": JoinRequest.objects.create(workgroup=group, proposed_by=make_person()).pk,
        }
        yesterday = TODAY - datetime.timedelta(days=1)
        self.users = {
            "anonymous": None,
            "subscriber": make_user("tilaaja@example.org"),
            "stranger": make_user(),
            "sister": make_member(sister, role=Role.CHAIR),
            "ex_member": make_member(group, role=Role.CHAIR, end_date=yesterday),
            "member": make_member(group),
            "taker": make_member(group),
            "secretary": make_member(group, role=Role.SECRETARY),
            "chair": make_member(group, role=Role.CHAIR),
            "convener": make_member(group, role=Role.CONVENER),
            "coordinator": make_coordinator(area),
            "other_coordinator": make_coordinator(make_area("Häme")),
            "superuser": make_superuser(),
        }
        self.meeting.memo_taker = self.users["taker"].person
        self.meeting.save()

    def sign_in(self, client, role):
        if self.users[role]:
            client.force_login(self.users[role])


def test_every_page_of_the_members_has_a_row():
    assert {path.name for path in member_paths} == set(GET)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_what_the_table_says(client, role):
    world = World()
    world.sign_in(client, role)
    found = {name: client.get(path.format(**world.names)) for name, (path, _row) in GET.items()}

    assert {name: answer.status_code for name, answer in found.items()} == {
        name: statuses[role] for name, (_path, statuses) in GET.items()
    }
    kept = [
        name for name, answer in found.items() if answer.headers.get("Cache-Control") != "private, no-store"
    ]
    assert [name for name in kept if found[name].status_code == 200] == []


@pytest.mark.parametrize("role", ROLES)
def test_each_role_posts_what_the_table_says(client, role):
    world = World()
    world.sign_in(client, role)
    found = {name: post(client, world, name) for name in POST}

    assert {name: answer.status_code for name, answer in found.items()} == {
        name: statuses[role] for name, (_data, statuses) in POST.items()
    }
    asked = [name for name in found if "next=" in found[name].headers.get("Location", "")]
    assert asked == (list(POST) if role == "anonymous" else [])


def post(client, world, name):
    """The answer to a post that is taken back afterwards."""
    data = {
        key: [each.format(**world.names) for each in value]
        if isinstance(value, list)
        else value.format(**world.names)
        for key, value in POST[name][0].items()
    }
    with transaction.atomic():
        answer = client.post(GET[name][0].format(**world.names), data)
        transaction.set_rollback(True)
    return answer


def fill(value, names):
    return [fill(each, names) for each in value] if isinstance(value, list) else value.format(**names)


def test_a_coordinator_names_the_memo_taker_only_where_nobody_else_does(client):
    world = World()
    world.sign_in(client, "coordinator")
    address = GET["memo_taker"][0].format(**world.names)
    assert client.get(address).status_code == 404

    world.meeting.workgroup.memberships.exclude(role=Role.MEMBER).update(role=Role.INVITED_EXPERT)

    assert client.get(address).status_code == 200


def test_somebody_elses_item_is_missing_at_this_meeting(client):
    world = World()
    world.sign_in(client, "chair")
    foreign = make_item(make_meeting())

    addresses = [GET[name][0] for name in ("agenda_item", "agenda_delete", "agenda_decline")]
    names = world.names | {"item": foreign.pk, "proposal": foreign.pk}

    assert [client.get(address.format(**names)).status_code for address in addresses] == [404, 404, 404]
