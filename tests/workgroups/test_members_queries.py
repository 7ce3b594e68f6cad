"""The members' pages make the same few queries with one row of everything and with eight."""

import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import make_organization
from tests.workgroups.workgroups_rows import (
    make_action,
    make_item,
    make_meeting,
    make_member,
    make_membership,
    make_memo,
    make_person,
    make_workgroup,
)
from workgroups.models import Invitation, ItemState, JoinRequest, Partner, Role

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today()
DAY = datetime.timedelta(days=1)
COMING = TODAY + 30 * DAY
PAGES = {
    "/tyoryhmat/omat/": 14,
    "/tyoryhmat/ryhma/tehtavat/": 12,
    "/tyoryhmat/ryhma/jasenet/": 12,
    f"/tyoryhmat/ryhma/kokoukset/{COMING}/asialista/": 18,
    f"/tyoryhmat/ryhma/kokoukset/{COMING}/lasnaolo/": 12,
}


def make_world(rows):
    group = make_workgroup(slug="ryhma")
    user = make_member(group, role=Role.CHAIR)
    coming = make_meeting(group, COMING)
    past = make_meeting(group, TODAY - 1 * DAY, state="held")
    for number in range(rows):
        organization = make_organization(f"Kumppani {number}")
        Partner.objects.create(workgroup=group, organization=organization, kind="municipality")
        term = make_membership(group, make_person(f"Jäsen {number}"), on_behalf_of=organization)
        Invitation.objects.create(workgroup=group, email=f"{number}@example.org")
        JoinRequest.objects.create(
            workgroup=group, email=f"{number}@example.org", proposed_by=term.person, on_behalf_of=organization
        )
        old = make_meeting(group, TODAY - (5 + number) * DAY)
        make_memo(make_meeting(group, TODAY - (20 + number) * DAY), state="in_review")
        meeting = make_meeting(group, TODAY + (2 + number) * DAY)
        make_item(meeting, state=ItemState.PROPOSED, proposed_by=make_person())
        source = make_item(old, f"Ennen {number}")
        item = make_item(coming, continues=source, approves=make_memo(old))
        make_item(coming, state=ItemState.PROPOSED, proposed_by=make_person())
        make_action(item, owner_person=user.person, due_meeting=coming)
        make_action(item, owner_organization=organization)
        make_action(item, is_owned_by_all_partners=True)
        make_action(make_item(past))
    return user


def queries_of(client, rows):
    with transaction.atomic():
        client.force_login(make_world(rows))
        found = {}
        for path in PAGES:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            found[path] = len(queries)
        transaction.set_rollback(True)
    return found


def test_each_page_makes_the_same_few_queries(client):
    with_one, with_eight = queries_of(client, 1), queries_of(client, 8)

    assert with_eight == with_one
    assert {path: number for path, number in with_eight.items() if number > PAGES[path]} == {}
