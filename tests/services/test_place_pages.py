"""The pages of municipalities and areas, and the front page."""

import datetime

import pytest
from django.utils import timezone

from services.models import AreaKind, PlaceContact, PlaceLink
from services.place_pages import AreaPage, MunicipalityPage, PlaceSearch
from services.search.places import forget_names
from tests.factories import (
    make_area,
    make_audience,
    make_crisis_number,
    make_group,
    make_location,
    make_municipality,
    make_postal_code,
    make_service,
    make_service_at_location,
    make_theme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_names():
    forget_names()


def days_from_now(days):
    return timezone.localdate() + datetime.timedelta(days=days)


def test_a_municipality_counts_what_its_families_can_use():
    nokia, oulu = make_municipality("Nokia"), make_municipality("Oulu")
    baby, money = make_theme("Baby"), make_theme("Money")
    make_service(tier=1, themes=[baby], municipalities=[nokia])
    make_service(tier=2, themes=[baby, money], areas=[nokia.county])
    make_service(tier=3, themes=[money], municipalities=[oulu])
    make_service(tier=3, themes=[money], status="draft")

    page = MunicipalityPage(nokia)

    assert page.total == 2
    assert [(tier.value, tier.count, tier.url) for tier in page.tiers] == [
        (1, 1, "/palvelut/?municipality=nokia&tier=1"),
        (2, 1, "/palvelut/?municipality=nokia&tier=2"),
        (3, 0, "/palvelut/?municipality=nokia&tier=3"),
    ]
    assert [(theme.name, theme.count, theme.url) for theme in page.themes] == [
        ("Baby", 2, "/palvelut/?municipality=nokia&theme=baby"),
        ("Money", 1, "/palvelut/?municipality=nokia&theme=money"),
    ]


def test_the_number_beside_a_tier_is_what_its_link_gives(client):
    nokia = make_municipality("Nokia")
    make_service(tier=1, also_tiers=[2], municipalities=[nokia])
    make_service(tier=2)
    make_service(tier=2, audiences=[make_audience("Professionals")])

    for page in (MunicipalityPage(nokia), AreaPage(nokia.county), PlaceSearch()):
        given = [client.get(tier.url).context["search"].total for tier in page.tiers]
        assert [tier.count for tier in page.tiers] == given == [1, 2, 0]


def test_an_area_counts_what_is_offered_anywhere_in_it():
    nokia = make_municipality("Nokia", county=make_area("Pirkanmaa"))
    make_service(tier=1, municipalities=[nokia])
    make_service(tier=2, municipalities=[make_municipality("Oulu")])

    page = AreaPage(nokia.county)

    assert [(tier.count, tier.url) for tier in page.tiers] == [
        (1, "/palvelut/?area=pirkanmaa&tier=1"),
        (0, "/palvelut/?area=pirkanmaa&tier=2"),
        (0, "/palvelut/?area=pirkanmaa&tier=3"),
    ]


def test_themes_stand_in_finnish_alphabetical_order():
    make_service(themes=[make_theme(name) for name in ("Äitiys", "vauva", "Arki", "Åland")])

    assert [theme.name for theme in PlaceSearch().themes] == ["Arki", "vauva", "Åland", "Äitiys"]


# -- groups


def test_the_groups_of_a_place_stand_in_the_order_of_their_next_session():
    nokia, oulu = make_municipality("Nokia"), make_municipality("Oulu")
    here = make_service("Täällä", municipalities=[nokia])
    later = make_group(here, days_from_now(5), days_from_now(5))
    sooner = make_group(here, days_from_now(2), days_from_now(2))
    nationwide = make_group(make_service(), days_from_now(3), days_from_now(3))
    make_group(make_service(municipalities=[oulu]), days_from_now(1), days_from_now(1))
    make_group(here, days_from_now(-2), days_from_now(-1))
    make_group(make_service(status="draft"), days_from_now(1), days_from_now(1))

    assert MunicipalityPage(nokia).groups == [sooner, nationwide, later]


def test_a_group_for_professionals_alone_is_not_announced_to_families():
    training = make_service(audiences=[make_audience("Professionals")])
    make_group(training, days_from_now(1), days_from_now(1))

    assert PlaceSearch().groups == []


@pytest.mark.parametrize("has_own_place", [True, False])
def test_a_group_at_a_confidential_place_is_not_announced(has_own_place):
    service, hidden = make_service(), make_location(is_confidential=True)
    make_service_at_location(service, hidden)
    make_group(service, days_from_now(1), days_from_now(1), location=hidden if has_own_place else None)

    assert PlaceSearch().groups == []


def test_a_group_at_a_public_place_is_announced():
    service = make_service()
    make_service_at_location(service, make_location(is_confidential=True))
    group = make_group(service, days_from_now(1), days_from_now(1), location=make_location())

    assert PlaceSearch().groups == [group]


# -- people and links


def test_a_municipality_without_guidance_names_that_of_its_county():
    county = make_area(guidance_phone="03 1")
    own = make_municipality("Nokia", county=county, guidance_url="https://www.example.org/")
    without = make_municipality("Akaa", county=county)

    assert MunicipalityPage(own).guidance.url == "https://www.example.org/"
    assert MunicipalityPage(without).guidance.phone == "03 1"
    assert MunicipalityPage(make_municipality("Oulu")).guidance is None


def test_contacts_and_links_are_those_of_the_very_place_in_their_order():
    nokia, akaa = make_municipality("Nokia"), make_municipality("Akaa")
    for place, role, position in [(nokia, "Toinen", 2), (nokia, "Ensimmäinen", 1), (akaa, "Muu", 0)]:
        PlaceContact.objects.create(municipality=place, role_fi=role, position=position)
        PlaceLink.objects.create(
            municipality=place, label_fi=role, url="https://www.example.org/", position=position
        )
    PlaceContact.objects.create(area=nokia.county, role_fi="Alueen")

    page = MunicipalityPage(nokia)

    assert [contact.role for contact in page.contacts] == ["Ensimmäinen", "Toinen"]
    assert [link.label for link in page.links] == ["Ensimmäinen", "Toinen"]
    assert [contact.role for contact in AreaPage(nokia.county).contacts] == ["Alueen"]


def test_neighbours_stand_in_alphabetical_order():
    nokia = make_municipality("Nokia")
    nokia.neighbours.set([make_municipality("Ylöjärvi"), make_municipality("Hämeenkyrö")])
    make_municipality("Oulu")

    assert [place.name for place in MunicipalityPage(nokia).neighbours] == ["Hämeenkyrö", "Ylöjärvi"]


def test_the_people_of_an_area_are_those_of_its_municipalities():
    uusimaa = make_area("Uusimaa", kind=AreaKind.REGION)
    make_municipality("Espoo", region=uusimaa, population=300)
    make_municipality("Porvoo", region=uusimaa, population=50)
    make_municipality("Lahti", population=7)

    page = AreaPage(uusimaa)

    assert [place.name for place in page.municipalities] == ["Espoo", "Porvoo"]
    assert page.population == 350


def test_a_region_that_is_the_same_as_a_county_leads_to_the_county(client):
    county = make_area("Pirkanmaa")
    make_area("Pirkanmaan maakunta", kind=AreaKind.REGION, same_as=county)

    response = client.get("/en/areas/pirkanmaan-maakunta/")

    assert (response.status_code, response["Location"]) == (301, "/en/areas/pirkanmaa/")


def test_the_list_of_areas_holds_each_place_once(client):
    county = make_area("Pirkanmaa")
    make_area("Pirkanmaan maakunta", kind=AreaKind.REGION, same_as=county)
    uusimaa = make_area("Uusimaa", kind=AreaKind.REGION)

    assert list(client.get("/alueet/").context["areas"]) == [county, uusimaa]


# -- the crisis numbers


def test_the_crisis_box_has_the_social_emergency_number_of_the_place_after_112(client, settings):
    settings.SITE_AREA = "pirkanmaa"
    site_area = make_area("Pirkanmaa", social_emergency_phone="03 1")
    other = make_area("Oulu county", social_emergency_phone="08 1")
    make_municipality("Nokia", county=site_area)
    make_postal_code("90100", make_municipality("Oulu", county=other))
    make_area("Pohjoinen", kind=AreaKind.REGION, same_as=other)
    make_service("Paikallinen", responsible_area=other), make_service("Valtakunnallinen")
    make_crisis_number("112", position=0)
    make_crisis_number("080 005 005", position=1)
    make_crisis_number("03 9", position=2, area=site_area)
    make_crisis_number("08 9", position=2, area=other)
    make_crisis_number("09 9", position=3, is_in_box=False)

    numbers = {
        path: [row.number for row in client.get(path).context["crisis_numbers"]]
        for path in (
            "/",
            "/alueet/pirkanmaa/",
            "/palvelut/",
            "/palvelut/valtakunnallinen/",
            "/kunnat/oulu/",
            "/palvelut/?municipality=oulu",
            "/palvelut/?near=90100",
            "/palvelut/?area=oulu-county",
            "/palvelut/?area=pohjoinen",
            "/palvelut/paikallinen/",
        )
    }

    here, there = ["112", "03 1", "080 005 005", "03 9"], ["112", "08 1", "080 005 005", "08 9"]
    assert list(numbers.values()) == [here] * 4 + [there] * 6


def test_before_the_places_are_loaded_the_crisis_box_has_112(client):
    assert [row.number for row in client.get("/").context["crisis_numbers"]] == ["112"]


# -- the front page


def test_the_examples_of_a_tier_are_published_and_for_families(client):
    make_service("Luonnos", tier=1, status="draft")
    make_service("Koulutus", tier=1, audiences=[make_audience("Professionals")])
    make_service("Kahvila", tier=1)
    make_service("Ryhmä", tier=3)

    tiers = client.get("/").context["tiers"]

    assert [[example["name"] for example in tier.examples] for tier in tiers] == [["Kahvila"], [], ["Ryhmä"]]


@pytest.mark.parametrize(
    ("source", "is_demo"), [("pirkanmaa-demo", True), ("esimerkki", True), ("", False), ("demo", False)]
)
def test_while_demonstration_data_are_loaded_every_page_says_so(client, settings, source, is_demo):
    settings.SITE_AREA = "pirkanmaa"
    make_area("Pirkanmaa")
    make_service(source=source)

    for path in ("/", "/palvelut/", "/kunnat/"):
        assert ("Esittelyaineisto" in client.get(path).content.decode()) is is_demo


def test_the_suggestions_of_a_field_are_all_municipalities_in_the_readers_language(client):
    make_municipality("Tampere", name_sv="Tammerfors")
    make_municipality("Akaa")

    assert client.get("/").context["place_names"] == ["Akaa", "Tampere"]
    assert client.get("/sv/").context["place_names"] == ["Akaa", "Tammerfors"]
