"""Pages of organizations."""

import pytest

from services.listings import rename
from services.search.places import forget_names
from tests.factories import make_area, make_municipality, make_network, make_organization, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_names():
    forget_names()


def listed(client, query=""):
    return [row.name for row in client.get(f"/organisaatiot/{query}").context["page_obj"].object_list]


def test_organizations_that_offer_something_are_listed_in_finnish_alphabetical_order(client):
    for name in ("Äidit", "Yhdistys", "Åboland", "kaupunki"):
        make_service(organization=make_organization(name))
    make_service(organization=make_organization("Luonnos"), status="draft")
    make_service(organization=make_organization("Entinen"), status="archived")
    make_organization("Tyhjä")

    assert listed(client) == ["kaupunki", "Yhdistys", "Åboland", "Äidit"]


def test_only_published_services_are_counted(client):
    organization = make_organization("Yhdistys")
    for status in ("published", "published", "draft", "archived"):
        make_service(organization=organization, status=status)

    rows = client.get("/organisaatiot/").context["page_obj"].object_list

    assert [row.service_count for row in rows] == [2]


def test_organizations_are_filtered_by_kind(client):
    for sector in ("ngo", "parish", "state"):
        make_service(organization=make_organization(sector, sector=sector))

    assert listed(client, "?sector=ngo&sector=state") == ["ngo", "state"]


def test_organizations_are_filtered_by_the_municipality_they_serve(client):
    nokia = make_municipality("Nokia")
    local, regional, nationwide, other = (
        make_organization(name) for name in ("A local", "B regional", "C nationwide", "D other")
    )
    make_service(organization=local, municipalities=[nokia])
    make_service(organization=regional, areas=[nokia.county])
    make_service(organization=nationwide)
    make_service(organization=other, areas=[make_area("Muu")])
    make_service(organization=other, municipalities=[nokia], status="draft")

    assert listed(client, "?municipality=nokia") == ["A local", "B regional", "C nationwide"]


def test_organizations_are_filtered_by_any_tier_of_their_services(client):
    main, also, other = make_organization("A main"), make_organization("B also"), make_organization("C other")
    make_service(organization=main, tier=3)
    make_service(organization=also, tier=1, also_tiers=[3])
    make_service(organization=other, tier=2)

    assert listed(client, "?tier=3") == ["A main", "B also"]


def test_filters_of_organizations_join(client):
    nokia = make_municipality("Nokia")
    make_service(organization=make_organization("A", sector="ngo"), municipalities=[nokia], tier=1)
    make_service(organization=make_organization("B", sector="ngo"), municipalities=[nokia], tier=2)
    make_service(organization=make_organization("C", sector="state"), municipalities=[nokia], tier=1)

    assert listed(client, "?municipality=nokia&tier=1&sector=ngo") == ["A"]


def test_an_unknown_municipality_is_explained_with_near_names(client):
    make_municipality("Nokia")
    make_service()

    response = client.get("/organisaatiot/?municipality=Nokai")

    assert list(response.context["page_obj"].object_list) == []
    assert response.context["place_problem"] == {
        "typed": "Nokai",
        "near": [{"slug": "nokia", "name": "Nokia"}],
    }


def test_the_page_of_an_organization_has_its_published_services_by_tier(client):
    organization = make_organization("Yhdistys", slug="yhdistys")
    red = make_service("Kriisi", tier=3, organization=organization)
    b, a = (make_service(name, tier=1, organization=organization) for name in ("b", "A"))
    make_service("Luonnos", tier=1, organization=organization, status="draft")
    make_service("Päättynyt", tier=2, organization=organization, status="archived")
    make_service("Muun", tier=1)

    detail = client.get("/organisaatiot/yhdistys/").context["detail"]

    assert [(tier["value"], tier["services"]) for tier in detail.tiers] == [(1, [a, b]), (3, [red])]


def test_the_page_of_an_organization_names_each_place_and_network_once(client):
    nokia = make_municipality("Nokia")
    organization = make_organization(slug="yhdistys", networks=[make_network("Perhekeskus")])
    for _number in range(2):
        make_service(organization=organization, municipalities=[nokia])
        make_service(organization=organization)

    detail = client.get("/organisaatiot/yhdistys/").context["detail"]

    assert sorted(detail.where) == ["Koko maa", "Nokia"]
    assert [network.name for network in detail.networks] == ["Perhekeskus"]


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_an_organization_without_published_services_is_not_known(client, status):
    organization = make_organization(slug="vanha")
    make_service(organization=organization, status=status)
    rename(organization, "uusi")

    assert client.get("/organisaatiot/uusi/").status_code == 404
    assert client.get("/organisaatiot/vanha/").status_code == 404


def test_a_renamed_organization_leads_to_its_new_address_for_good(client):
    organization = make_organization(slug="vanha")
    make_service(organization=organization)
    rename(organization, "uusi")

    response = client.get("/sv/organisationer/vanha/")

    assert (response.status_code, response["Location"]) == (301, "/sv/organisationer/uusi/")


def test_the_old_address_of_a_service_is_no_address_of_an_organization(client):
    service = make_service(slug="vanha")
    rename(service, "uusi")

    assert client.get("/organisaatiot/vanha/").status_code == 404


def test_a_larger_organization_without_services_of_its_own_is_named_without_a_dead_link(client):
    parent = make_organization("Emo", slug="emo")
    make_service(organization=make_organization("Osa", slug="osa", parent=parent))

    page = client.get("/organisaatiot/osa/").content.decode()

    assert "Emo" in page
    assert "/organisaatiot/emo/" not in page
