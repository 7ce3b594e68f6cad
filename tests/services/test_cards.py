"""What one card of a list says."""

import datetime

import pytest
from django.utils import timezone

from services.cards import area_text, group_when, with_cards
from services.models import Service
from tests.factories import (
    make_area,
    make_audience,
    make_group,
    make_link,
    make_location,
    make_municipality,
    make_phone,
    make_postal_code,
    make_schedule,
    make_service,
    make_service_at_location,
)

pytestmark = pytest.mark.django_db


def card(service, *homes):
    """The card of one service, read as a list reads it."""
    return with_cards(Service.objects.filter(pk=service.pk).for_cards(), homes)[0].card


def days_from_now(days):
    return timezone.localdate() + datetime.timedelta(days=days)


# -- for whom, how, what it costs


def test_everyone_says_nothing_beside_narrower_audiences():
    everyone, fathers = make_audience("Everyone"), make_audience("Fathers")

    assert card(make_service(audiences=[everyone, fathers])).audiences == ["Fathers"]
    assert card(make_service(audiences=[everyone])).audiences == ["Everyone"]


def test_an_unknown_cost_is_left_out():
    assert [card(make_service(cost=cost)).cost for cost in ("unknown", "free")] == ["", "Maksuton"]


def test_the_first_phone_is_shown():
    service = make_service()
    make_phone(service, "02", position=2)
    make_phone(service, "01", position=1)

    assert card(service).phone.number == "01"


def test_a_chat_is_shown_as_an_address():
    service = make_service()
    make_link(service, "https://www.example.org/book", kind="book")
    make_link(service, "https://www.example.org/chat", kind="chat")

    assert card(service).chat_url == "https://www.example.org/chat"


def test_a_card_of_nothing_known_is_empty_but_for_the_area():
    found = card(make_service())

    assert [found.phone, found.chat_url, found.when, found.cost, found.checked_on] == [
        None,
        None,
        "",
        "",
        None,
    ]
    assert found.where == ["Koko maa"]


# -- where


def test_places_are_told_by_name_and_town():
    service = make_service()
    for number, name in enumerate(["Talo", "Kerho", "Kolmas"]):
        make_service_at_location(
            service, make_location(name, make_municipality(f"Kunta {number}")), position=number
        )

    assert card(service).where == ["Talo, Kunta 0", "Kerho, Kunta 1"]


def test_help_at_a_distance_is_wherever_the_family_lives():
    assert card(make_service(formats=["phone", "chat"])).where == ["Puhelimella tai verkossa, missä asutkin"]


@pytest.mark.parametrize(
    ("scope", "areas", "municipalities", "text"),
    [
        ("country", ["Pirkanmaa"], ["Nokia"], "Koko maa"),
        ("counties", ["Pirkanmaa"], ["Nokia"], "Koko Pirkanmaa"),
        ("municipalities", [], ["Nokia", "Akaa"], "Akaa, Nokia"),
        (
            "municipalities",
            [],
            ["Äänekoski", "Ylöjärvi", "Nokia", "Akaa"],
            "Akaa, Nokia, Ylöjärvi, Äänekoski",
        ),
        ("municipalities", [], list("EDCBA"), "A, B, C ja 2\u00a0muuta kuntaa"),
        ("municipalities", [], [], ""),
    ],
)
def test_the_area_served_is_told_without_inflecting_a_name(scope, areas, municipalities, text):
    assert area_text(scope, areas, municipalities) == text


def test_an_area_left_over_from_an_earlier_scope_is_not_named():
    nokia = make_municipality("Nokia", county=make_area("Pirkanmaa"))
    service = make_service(areas=[nokia.county, nokia.region], scope="counties")

    assert card(service).area_text == "Koko Pirkanmaa"


# -- two homes


def test_a_card_says_which_of_two_homes_the_service_is_open_to():
    nokia, oulu = make_municipality("Nokia"), make_municipality("Oulu")
    services = [
        make_service(municipalities=[nokia]),
        make_service(areas=[oulu.county]),
        make_service(municipalities=[nokia, oulu]),
        make_service(),
    ]

    assert [card(service, nokia, oulu).serves for service in services] == [
        ["Nokia"],
        ["Oulu"],
        ["Nokia", "Oulu"],
        ["Nokia", "Oulu"],
    ]


def test_with_one_home_there_is_nothing_to_tell_apart():
    nokia = make_municipality("Nokia")

    assert card(make_service(municipalities=[nokia]), nokia).serves == []


# -- when


def test_the_hours_of_the_first_place_are_told():
    service = make_service()
    first = make_service_at_location(service, make_location("Talo"), position=0)
    make_schedule(make_service_at_location(service, make_location("Toinen"), position=1), ["SU"])
    make_schedule(first, ["MO", "TU", "WE"], "09:00", "15:00")
    make_schedule(first, ["TH"], "12:30", "18:00", position=1)

    assert card(service).when == "ma–ke 9–15, to 12.30–18.00"


def test_hours_out_of_season_are_not_told():
    service = make_service()
    place = make_service_at_location(service)
    make_schedule(place, ["MO"], valid_to=days_from_now(-1))
    make_schedule(place, ["TU"], valid_from=days_from_now(1), position=1)
    make_schedule(place, ["WE"], valid_from=days_from_now(0), valid_to=days_from_now(0), position=2)

    assert card(service).when == "ke 9–15"


def test_a_group_is_told_before_the_hours():
    service = make_service()
    make_schedule(make_service_at_location(service), ["MO"])
    make_group(
        service, days_from_now(-400), days_from_now(-1), byday=["TU"], opens_at="10:00", closes_at="11:00"
    )
    make_group(
        service, days_from_now(-7), days_from_now(0), byday=["WE"], opens_at="17:30", closes_at="19:30"
    )

    assert card(service).when == "ke 17.30–19.30"


@pytest.mark.parametrize(
    ("starts_on", "opens_at", "text"),
    [
        (datetime.date(2027, 1, 13), datetime.time(17, 30), "Alkaa 13.1.2027 klo\u00a017.30"),
        (datetime.date(2027, 1, 13), None, "Alkaa 13.1.2027"),
        (datetime.date(2026, 12, 31), datetime.time(17, 30), "ke 17.30–19.30"),
    ],
)
def test_a_group_tells_its_first_day_until_it_runs(starts_on, opens_at, text):
    closes_at = datetime.time(19, 30)

    assert group_when(starts_on, ["WE"], opens_at, closes_at, datetime.date(2026, 12, 31)) == text


# -- a confidential place


def make_shelter(**fields):
    """A service at a confidential place with hours and a running group, all of which could leak."""
    municipality = make_municipality("Salakylä")
    hidden = make_location(
        "Salatalo", municipality, address_fi="Salakatu 1", latitude=61.5, longitude=23.5, is_confidential=True
    )
    service = make_service("Turvakoti", **fields)
    make_schedule(make_service_at_location(service, hidden), ["MO"], "07:11", "16:17")
    make_group(service, days_from_now(-7), days_from_now(7), byday=["WE"], opens_at="17:23", location=hidden)
    return service


def test_a_card_tells_neither_place_nor_hours_of_a_confidential_place():
    found = card(make_shelter())

    assert (found.where, found.when) == (["Paikka kerrotaan, kun otat yhteyttä"], "")


def test_public_places_before_a_confidential_one_do_not_tell_its_hours():
    service = make_service()
    for position, is_confidential in enumerate([False, False, True]):
        place = make_location(f"Talo {position}", is_confidential=is_confidential)
        at = make_service_at_location(service, place, position=position)
    make_schedule(at, ["MO"], "07:11", "16:17")

    assert card(service).when == ""


@pytest.mark.parametrize(
    "path", ["/palvelut/", "/palvelut/?near=37100", "/palvelut/turvakoti/", "/", "/kunnat/nokia/"]
)
def test_no_page_shows_anything_of_a_confidential_place(client, path):
    make_postal_code("37100", make_municipality("Nokia"))
    make_shelter()

    page = client.get(path).content.decode()

    assert [
        word
        for word in ("Salatalo", "Salakatu", "7.11", "16.17", "17.23", "07:11", "61.5", "kilometres")
        if word in page
    ] == []
    assert " km" not in page and "\u00a0km" not in page
