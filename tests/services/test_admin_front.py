"""The first page of the admin: what waits this morning."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from services.models import CheckRequest
from services.proposals import propose_end
from tests.factories import make_area, make_coordinator, make_service, make_superuser

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.localdate() - datetime.timedelta(days=400)


def tasks(client):
    morning = client.get("/hallinta/").context["morning"]
    return [*morning.today, *morning.this_week]


def make_listings(area):
    make_service("Draft", responsible_area=area, status="draft")
    make_service("Never checked", responsible_area=area, phones=["112"])
    make_service("Long ago", responsible_area=area, assured_date=LONG_AGO, name_sv="Förr", tier=3)
    make_service("Ended", responsible_area=area, project_ends_on=LONG_AGO)
    make_service("Archived", responsible_area=area, status="archived")
    make_service("Somebody else's", responsible_area=make_area("Häme"), assured_date=LONG_AGO)


def make_waiting(area, count):
    """`count` listings that a coordinator must decide about, and as many proposals."""
    for number in range(count):
        service = make_service(f"Waits {number}", responsible_area=area)
        CheckRequest.objects.create(service=service, due_on=LONG_AGO, opened_on=LONG_AGO, handed_on=LONG_AGO)
        propose_end(service)


@pytest.mark.parametrize("is_superuser", [True, False])
def test_each_number_is_that_of_the_list_it_leads_to(client, is_superuser):
    area = make_area("Pirkanmaa")
    make_listings(area)
    make_service("National")
    make_waiting(area, 2)
    client.force_login(make_superuser() if is_superuser else make_coordinator(area))

    for task in tasks(client):
        listed = client.get(task.url).context["cl"].result_count
        assert (task.label, task.count) == (task.label, listed)


def test_the_numbers_are_those_of_the_own_area(client):
    area = make_area("Pirkanmaa")
    make_listings(area)
    client.force_login(make_coordinator(area))

    assert [task.count for task in tasks(client)] == [0, 0, 1, 2, 1, 1, 2, 2, 3]


def test_a_task_of_which_there_are_none_stays(client):
    client.force_login(make_coordinator(make_area("Pirkanmaa")))

    assert [task.count for task in tasks(client)] == [0] * 9


def test_the_published_services_are_counted_by_tier(client):
    area = make_area("Pirkanmaa")
    make_listings(area)
    client.force_login(make_coordinator(area))

    tiers = client.get("/hallinta/").context["morning"].tiers

    assert [(tier.tier, tier.count) for tier in tiers] == [(1, 2), (2, 0), (3, 1)]


def test_the_page_greets_and_says_whose_morning_it_is(client):
    client.force_login(make_coordinator(make_area("Pirkanmaa")))

    content = client.get("/hallinta/").content.decode()

    assert "<h1>Hyvää huomenta</h1>" in content
    assert "Koordinaattori, Pirkanmaa" in content


def test_proposals_and_what_only_a_coordinator_can_settle_come_first(client):
    area = make_area("Pirkanmaa")
    make_waiting(area, 2)
    make_waiting(make_area("Häme"), 1)
    client.force_login(make_coordinator(area))

    assert [task.count for task in tasks(client)[:2]] == [2, 2]
    content = client.get("/hallinta/").content.decode()
    assert "Waits 0" in content and "Organisaatio ei ole vastannut" in content


def test_eight_that_wait_cost_as_many_queries_as_one(client):
    area = make_area("Pirkanmaa")
    client.force_login(make_coordinator(area))
    client.get("/hallinta/")  # the content types are read once for each process

    counts = []
    for more in (1, 7):
        make_waiting(area, more)
        with CaptureQueriesContext(connection) as queries:
            client.get("/hallinta/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
