"""How many queries each public page makes: the same with one row of everything and with eight."""

import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from services.models import Closure, PlaceContact, PlaceLink
from services.search.places import forget_names, place_names
from services.urls import urlpatterns
from tests.factories import (
    make_area,
    make_audience,
    make_contact,
    make_crisis_number,
    make_group,
    make_link,
    make_location,
    make_municipality,
    make_network,
    make_organization,
    make_phone,
    make_postal_code,
    make_schedule,
    make_service,
    make_service_at_location,
    make_theme,
)

pytestmark = pytest.mark.django_db

#: The most queries that a page may make, the names of the municipalities being remembered.
MOST = {
    "/": 7,
    "/palvelut/": 5,
    "/palvelut/?q=neuvola&tier=1&theme=teema-0&order=name": 5,
    "/palvelut/?municipality=nokia": 5,
    "/palvelut/?municipality=nokia&municipality=oulu&q=neuvola": 5,
    "/palvelut/?near=37100": 5,
    "/palvelut/?near=37100&municipality=nokia&municipality=oulu&q=neuvola": 5,
    "/palvelut/?area=pirkanmaa&network=verkosto-0": 5,
    "/palvelut/?municipality=Nokai": 5,
    "/palvelut/?area=pirkanmaa&q=neuvola": 5,
    "/palvelut/?q=neuvola+37100": 5,
    "/palvelut/?q=nothing": 5,
    "/palvelut/?area=pirkanmaa&q=nothing": 5,
    "/palvelut/?near=37100&theme=teema-0&tier=3": 5,
    "/palvelut/?municipality=ylojarvi&q=neuvola": 5,
    "/palvelut/?near=33470&q=neuvola&tier=3": 5,
    "/palvelut/?municipality=nokia&q=nothing": 5,
    "/palvelut/?near=37100&municipality=nokia&municipality=oulu&q=nothing": 5,
    "/palvelut/ehdotukset/?q=neu": 4,
    "/palvelut/neuvola-0/": 6,
    "/palvelut/entinen/": 6,
    "/organisaatiot/": 3,
    "/organisaatiot/?municipality=nokia&tier=1&sector=ngo": 4,
    "/organisaatiot/yhdistys/": 5,
    "/kunnat/": 2,
    "/kunnat/nokia/": 9,
    "/alueet/": 2,
    "/alueet/pirkanmaa/": 9,
    "/mista-apua/": 5,
    "/apua-heti/": 1,
    "/jaljet/": 1,
    "/saavutettavuusseloste/": 1,
    "/tietosuoja/": 1,
    "/tietoa-sivustosta/": 1,
}


def make_world(rows):
    """One page of everything, with `rows` of each small row that a page lists."""
    county = make_area("Pirkanmaa", social_emergency_phone="03 1")
    nokia, oulu = make_municipality("Nokia", county=county), make_municipality("Oulu")
    make_postal_code("37100", nokia)
    make_postal_code("33470", make_municipality("Ylöjärvi", county=county))
    organization = make_organization("Yhdistys", slug="yhdistys", parent=make_organization("Emo"))
    themes = [make_theme(f"Teema {n}") for n in range(rows)]
    audiences = [make_audience(f"Yleisö {n}") for n in range(rows)]
    networks = [make_network(f"Verkosto {n}") for n in range(rows)]
    organization.networks.set(networks)
    today = timezone.localdate()
    make_service("Entinen", slug="entinen", themes=themes, status="archived")
    for n in range(rows):
        make_crisis_number(str(n), position=n)
        neighbour = make_municipality(f"Naapuri {n}", county=county)
        nokia.neighbours.add(neighbour)
        for place in ({"municipality": nokia}, {"area": county}):
            PlaceContact.objects.create(role_fi=f"Rooli {n}", **place)
            PlaceLink.objects.create(label_fi=f"Linkki {n}", url="https://www.example.org/", **place)
        service = make_service(
            f"Neuvola {n}", slug=f"neuvola-{n}", themes=themes, audiences=audiences, networks=networks,
            municipalities=[nokia, oulu, neighbour], organization=organization, formats=["phone"],
        )  # fmt: skip
        make_service(
            f"Puhelin {n}", themes=themes, formats=["phone"], organization=make_organization(f"Järjestö {n}")
        )
        for position in range(rows):
            make_phone(service, position=position)
            make_contact(service, position=position)
            make_link(service, position=position)
            location = make_location(f"Talo {position}", nokia, latitude=61.5, longitude=23.5)
            at = make_service_at_location(service, location, position=position)
            make_schedule(at, ["MO", "TU"])
            Closure.objects.create(at_location=at, date=today)
            make_group(
                service, today, today + datetime.timedelta(days=30), byday=["MO"], location=location,
                municipality=nokia,
            )  # fmt: skip


def queries_of_all(client, rows):
    """The number of queries of each page in a world of `rows`, which is gone afterwards."""
    with transaction.atomic():
        make_world(rows)
        forget_names()
        place_names()
        found = {path: queries_of(client, path) for path in MOST}
        transaction.set_rollback(True)
    return found


def queries_of(client, path):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == (410 if path == "/palvelut/entinen/" else 200)
    return len(queries)


def test_each_page_makes_the_same_few_queries_with_one_row_and_with_eight(client):
    with_one, with_eight = queries_of_all(client, 1), queries_of_all(client, 8)

    assert with_eight == with_one
    assert {path: number for path, number in with_eight.items() if number > MOST[path]} == {}


def test_every_public_page_has_a_limit():
    limited = {resolve(path.partition("?")[0]).view_name for path in MOST}

    assert limited == {f"services:{pattern.name}" for pattern in urlpatterns}


def test_the_names_of_the_municipalities_are_read_once_in_a_while(client):
    make_world(1)
    forget_names()

    numbers = [queries_of(client, "/palvelut/?q=nothing") for _visit in range(2)]

    assert numbers[0] - numbers[1] == 1


@pytest.mark.parametrize("rows", [1, 8])
def test_a_sitemap_takes_one_query_for_all_its_rows(client, rows):
    make_world(rows)

    for section in ("services", "organizations", "municipalities", "areas"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/sitemap-{section}.xml")
        assert len(queries) == 1
