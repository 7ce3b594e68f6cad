"""Actions: who may tick what, and what is written down of it."""

import datetime

import pytest

from tests.factories import make_organization
from tests.workgroups.workgroups_rows import (
    make_action,
    make_decision,
    make_item,
    make_meeting,
    make_member,
    make_workgroup,
)
from workgroups.models import Outcome, Partner, Role, Visibility

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today()


@pytest.fixture
def item():
    return make_item(make_meeting(make_workgroup(slug="ryhma")))


def tick(client, action, state="done"):
    return client.post(f"/tyoryhmat/ryhma/tehtavat/{action.pk}/", {"state": state}).status_code


def states(action):
    action.refresh_from_db()
    return action.state, [change.state for change in action.changes.all()]


def test_a_member_ticks_the_own_action_and_opens_it_again(client, item):
    user = make_member(item.meeting.workgroup)
    action = make_action(item, owner_person=user.person)
    client.force_login(user)

    assert [tick(client, action), tick(client, action)] == [302, 302]
    assert (states(action), action.done_on) == (("done", ["done"]), TODAY)
    tick(client, action, "open")
    assert (states(action), action.done_on) == (("open", ["done", "open"]), None)
    assert action.changes.first().by == user


def test_a_member_ticks_what_the_own_organization_promised(client, item):
    organization = make_organization()
    client.force_login(make_member(item.meeting.workgroup, on_behalf_of=organization))

    assert tick(client, make_action(item, owner_organization=organization)) == 302


def test_a_member_neither_drops_the_own_action_nor_ticks_anothers(client, item):
    user = make_member(item.meeting.workgroup)
    client.force_login(user)

    own, others = make_action(item, owner_person=user.person), make_action(item)

    assert [tick(client, own, "dropped"), tick(client, others), tick(client, own, "nonsense")] == [
        404,
        404,
        404,
    ]
    assert (states(own), states(others)) == (("open", []), ("open", []))


def test_an_editor_ticks_and_drops_all_but_no_decision(client, item):
    client.force_login(make_member(item.meeting.workgroup, role=Role.SECRETARY))

    actions = [make_action(item), make_action(item), make_decision(item)]

    assert [tick(client, action, "dropped") for action in actions] == [302, 302, 404]


def test_an_action_of_another_group_is_missing(client, item):
    client.force_login(make_member(item.meeting.workgroup, role=Role.CHAIR))

    assert tick(client, make_action(make_item(make_meeting()))) == 404


def test_an_action_of_the_editors_is_hidden_from_members(client, item):
    make_action(item, "Salassa", visibility=Visibility.EDITORS)
    make_action(item, "Kaikille jäsenille", visibility=Visibility.MEMBERS)
    client.force_login(make_member(item.meeting.workgroup))

    page = client.get("/tyoryhmat/ryhma/tehtavat/")

    assert [line.action.text for line in page.context["page"].open] == ["Kaikille jäsenille"]


def test_open_actions_stand_in_the_order_in_which_they_are_due(client, item):
    make_action(item, "Joskus")
    make_action(item, "Myöhemmin", due_on=TODAY + datetime.timedelta(days=9))
    make_action(item, "Myöhässä", due_on=TODAY - datetime.timedelta(days=1))
    client.force_login(make_member(item.meeting.workgroup))

    lines = client.get("/tyoryhmat/ryhma/tehtavat/").context["page"].open

    assert [(line.action.text, line.is_late) for line in lines] == [
        ("Myöhässä", True),
        ("Myöhemmin", False),
        ("Joskus", False),
    ]


# -- what all partners do


@pytest.fixture
def partners(item):
    rows = [
        Partner.objects.create(
            workgroup=item.meeting.workgroup, organization=make_organization(name), kind="municipality"
        )
        for name in ("Ensimmäinen", "Toinen")
    ]
    return [row.organization for row in rows]


def do_part(client, action, organization, done="1"):
    path = f"/tyoryhmat/ryhma/tehtavat/{action.pk}/{organization.pk}/"
    return client.post(path, {"done": done}).status_code


def test_an_action_of_all_partners_is_done_when_the_last_has_done_its_part(client, item, partners):
    action = make_action(item, is_owned_by_all_partners=True)
    client.force_login(make_member(item.meeting.workgroup, role=Role.CHAIR))

    do_part(client, action, partners[0])
    assert states(action)[0] == "open"
    do_part(client, action, partners[1])
    assert states(action)[0] == "done"
    do_part(client, action, partners[0], "0")
    assert states(action)[0] == "open"
    parts = dict(action.parts.values_list("organization__name_fi", "done_on"))
    assert parts == {"Ensimmäinen": None, "Toinen": TODAY}


def test_a_member_ticks_the_part_of_the_own_organization_alone(client, item, partners):
    action = make_action(item, is_owned_by_all_partners=True)
    client.force_login(make_member(item.meeting.workgroup, on_behalf_of=partners[0]))

    found = [do_part(client, action, partner) for partner in (*partners, make_organization("Ulkopuolinen"))]

    assert found == [302, 404, 404]
    assert Outcome.objects.get(pk=action.pk).parts.count() == 1


def test_the_table_shows_who_has_done_it(client, item, partners):
    action = make_action(item, is_owned_by_all_partners=True)
    client.force_login(make_member(item.meeting.workgroup, on_behalf_of=partners[0]))
    do_part(client, action, partners[0])

    (row,) = client.get("/tyoryhmat/ryhma/tehtavat/").context["page"].matrix

    assert [(str(cell.organization), cell.done_on, cell.may_tick) for cell in row["cells"]] == [
        ("Ensimmäinen", TODAY, True),
        ("Toinen", None, False),
    ]
