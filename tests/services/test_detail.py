"""The page of one service."""

import datetime

import pytest
from django.utils import timezone

from services.detail import PlaceView, ServiceDetail, age_range, closed_ranges, service_with_facts
from services.listings import rename
from services.models import Closure, District, Picture, Service
from tests.factories import (
    make_area,
    make_audience,
    make_contact,
    make_coordinator,
    make_group,
    make_link,
    make_location,
    make_municipality,
    make_network,
    make_organization,
    make_phone,
    make_schedule,
    make_service,
    make_service_at_location,
    make_superuser,
    make_theme,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 9)


def detail(service, site_area=None) -> ServiceDetail:
    return ServiceDetail(service_with_facts(service.slug), site_area)


def days_from_now(days):
    return timezone.localdate() + datetime.timedelta(days=days)


# -- is this for us


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (None, None, ""),
        (0, None, ""),
        (-9, -1, "Raskausaika"),
        (None, -1, "Raskausaika"),
        (-9, None, "raskausajasta alkaen"),
        (-9, 11, "raskausaika ja alle 1 vuoden"),
        (0, 2, "alle 3 kuukautta"),
        (0, 11, "alle 1 vuoden"),
        (None, 35, "alle 3 vuotta"),
        (0, 215, "alle 18 vuotta"),
        (3, 11, "3–11 kuukautta"),
        (12, 12, "1 vuosi"),
        (12, 23, "1 vuosi"),
        (36, 47, "3 vuotta"),
        (12, 83, "1–6 vuotta"),
        (18, None, "vähintään 18 kuukautta"),
        (156, None, "vähintään 13 vuotta"),
    ],
)
def test_the_limits_of_age_are_told_in_words(first, last, text):
    assert age_range(first, last).replace("\u00a0", " ") == text


def test_the_small_rows_of_a_service_are_in_their_order():
    service = make_service(themes=[make_theme("A"), make_theme("B")], networks=[make_network("Verkosto")])
    for position, name in [(2, "Toinen"), (1, "Ensimmäinen")]:
        make_phone(service, position=position, description_fi=name)
        make_contact(service, name, position=position)
        make_link(service, label_fi=name, position=position)

    found = detail(service)

    assert [theme.name for theme in found.themes] == ["A", "B"]
    assert [network.name for network in found.networks] == ["Verkosto"]
    assert [phone.description for phone in found.phones] == ["Ensimmäinen", "Toinen"]
    assert [contact.role for contact in found.contacts] == ["Ensimmäinen", "Toinen"]
    assert [link["label"] for link in found.other_links] == ["Ensimmäinen", "Toinen"]


def test_booking_stands_before_applying_before_chatting():
    service = make_service()
    for kind in ("chat", "other", "apply", "book"):
        make_link(service, f"https://www.example.org/{kind}", kind=kind)

    found = detail(service)

    assert [link["kind"] for link in found.step_links] == ["book", "apply", "chat"]
    assert [link["url"] for link in found.other_links] == ["https://www.example.org/other"]


def test_languages_carry_their_own_tag_and_the_interpreter_none():
    assert detail(make_service(languages=["sv", "interpreter"])).languages == [
        {"name": "svenska", "lang": "sv"},
        {"name": "Tulkin kanssa", "lang": ""},
    ]


def test_districts_left_over_from_an_earlier_scope_are_not_named():
    tampere = make_municipality("Tampere")
    tammela = District.objects.create(municipality=tampere, slug="tammela", name_fi="Tammela")

    local = make_service(municipalities=[tampere], districts=[tammela])
    nationwide = make_service(municipalities=[tampere], districts=[tammela], scope="country")

    assert [detail(service).area_text for service in (local, nationwide)] == ["Tampere (Tammela)", "Koko maa"]


# -- whom to ask


def test_a_service_without_a_number_leads_to_the_guidance_of_its_area():
    area = make_area("Pirkanmaa", guidance_phone="03 1")
    site_area = make_area("Muu", guidance_phone="03 2")

    assert detail(make_service(responsible_area=area), site_area).guidance.phone == "03 1"
    assert detail(make_service(), site_area).guidance.phone == "03 2"
    assert detail(make_service(responsible_area=area, phones=["03 3"]), site_area).guidance is None


# -- where and when


def place_view(service) -> PlaceView:
    return detail(service).places[0]


def test_a_place_tells_its_week_its_closed_days_and_its_seasons():
    service = make_service()
    at = make_service_at_location(service)
    make_schedule(at, ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], "09:00", "15:00")
    make_schedule(
        at, ["MO"], "10:00", "12:00", valid_from=days_from_now(30), description_fi="Ryhmä", position=1
    )
    closed = days_from_now(40)
    Closure.objects.create(at_location=at, date=closed)
    Closure.objects.create(at_location=at, date=days_from_now(-1))

    found = place_view(service)

    starts = days_from_now(30)
    assert [row.times for row in found.rows] == ["9–15", "9–15"]
    assert found.closures_text == [f"{closed.day}.{closed.month}."]
    assert found.notes == [f"ma 10–12 {starts.day}.{starts.month}.{starts.year} alkaen: Ryhmä"]


def test_closed_days_in_a_row_are_a_range_even_over_the_new_year():
    days = {datetime.date(2026, 12, 23) + datetime.timedelta(days=n) for n in range(15)}
    days |= {datetime.date(2027, 5, 1), TODAY - datetime.timedelta(days=1)}

    assert closed_ranges(days, TODAY) == ["23.12.–6.1.", "1.5."]


def test_a_public_place_links_to_a_map_elsewhere():
    service = make_service()
    make_service_at_location(service, make_location(latitude=61.5, longitude=23.5))

    assert place_view(service).map_url == (
        "https://www.openstreetmap.org/?mlat=61.5&mlon=23.5#map=17/61.5/23.5"
    )


def test_a_place_without_coordinates_has_no_map():
    service = make_service()
    make_service_at_location(service, make_location())

    assert place_view(service).map_url == ""


def test_a_confidential_place_tells_nothing():
    service = make_service()
    at = make_service_at_location(service, make_location(is_confidential=True, latitude=61.5, longitude=23.5))
    make_schedule(
        at, ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], "00:00", "00:00", description_fi="Salaisuus"
    )
    Closure.objects.create(at_location=at, date=days_from_now(3))

    found = detail(service)
    place = found.places[0]

    assert (place.rows, place.notes, place.closures_text, place.open_now, place.map_url) == (
        [],
        [],
        [],
        "",
        "",
    )
    assert (found.public_places, found.has_confidential_place, found.open_now) == ([], True, "")


def test_an_open_place_says_until_when():
    service = make_service()
    make_schedule(
        make_service_at_location(service), ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], "00:00", "00:00"
    )

    assert detail(service).open_now == "Auki nyt, klo\u00a024 asti"


# -- groups


def test_only_groups_that_still_meet_are_shown_the_first_sessions_of_each():
    service = make_service()
    make_group(service, days_from_now(-30), days_from_now(-1), name_fi="Ohi")
    last = make_group(service, days_from_now(-30), days_from_now(0), byday=["MO"], name_fi="Viimeinen")
    daily = make_group(
        service, days_from_now(0), days_from_now(9), byday=["MO", "TU", "WE", "TH", "FR", "SA", "SU"],
        exceptions=[days_from_now(1)], name_fi="Joka päivä",
    )  # fmt: skip

    found = detail(service).groups

    assert [view.group for view in found] == [last, daily]
    assert [session["iso"] for session in found[1].sessions] == [days_from_now(n) for n in (0, 2, 3, 4)]
    assert found[1].more == 5


@pytest.mark.parametrize("has_own_place", [True, False])
def test_a_group_at_a_confidential_place_tells_no_sessions(has_own_place):
    service = make_service()
    hidden = make_location(is_confidential=True)
    make_service_at_location(service, hidden)
    make_group(service, days_from_now(0), days_from_now(9), location=hidden if has_own_place else None)

    view = detail(service).groups[0]

    assert (view.is_public, view.sessions, view.more) == (False, [], 0)


def test_a_group_at_a_public_place_of_its_own_tells_its_sessions():
    service = make_service()
    make_service_at_location(service, make_location(is_confidential=True))
    make_group(service, days_from_now(0), days_from_now(0), location=make_location())

    assert [session["iso"] for session in detail(service).groups[0].sessions] == [days_from_now(0)]


def test_signing_up_is_possible_until_the_last_day():
    service = make_service()
    for days in (-1, 0, 1):
        make_group(service, days_from_now(0), days_from_now(9), registration_until=days_from_now(days))

    assert [view.can_sign_up for view in detail(service).groups] == [False, True, True]


# -- may it be trusted


def test_the_newer_of_the_check_and_the_confirmation_is_told():
    service = make_service(
        assured_date=datetime.date(2026, 1, 1),
        confirmed_at=datetime.datetime(2026, 2, 1, 22, 30, tzinfo=datetime.UTC),
    )

    assert detail(service).checked_on == datetime.date(2026, 2, 2)


def test_a_check_of_over_a_year_ago_is_told_as_old():
    services = [make_service(assured_date=days and days_from_now(days)) for days in (-365, -366, None)]

    assert [detail(service).is_old for service in services] == [False, True, False]


# -- similar services


def test_similar_services_share_a_theme_and_a_place():
    nokia, oulu = make_municipality("Nokia"), make_municipality("Oulu")
    baby, money, other = make_theme("Baby"), make_theme("Money"), make_theme("Other")
    service = make_service("Itse", themes=[baby, money], municipalities=[nokia], tier=2)
    both = make_service("Z", themes=[baby, money], municipalities=[nokia], tier=3)
    same_tier = make_service("Y", themes=[baby], municipalities=[nokia], tier=2)
    other_tier = make_service("X", themes=[baby], areas=[nokia.county], tier=1)
    make_service("Muu teema", themes=[other], municipalities=[nokia])
    make_service("Muualla", themes=[baby, money], municipalities=[oulu])
    make_service("Luonnos", themes=[baby, money], municipalities=[nokia], status="draft")
    make_service("Päättynyt", themes=[baby, money], municipalities=[nokia], status="archived")
    make_service(
        "Ammattilaisille",
        themes=[baby, money],
        municipalities=[nokia],
        audiences=[make_audience("Professionals")],
    )

    assert detail(service).similar == [both, same_tier, other_tier]


# -- addresses of one service


def test_a_renamed_service_leads_to_its_new_address_for_good(client):
    service = make_service("Uusi", slug="vanha")
    rename(service, "uusi")

    for old, new in [("/palvelut/vanha/", "/palvelut/uusi/"), ("/sv/tjanster/vanha/", "/sv/tjanster/uusi/")]:
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, new)


def test_the_old_address_of_a_draft_tells_the_public_nothing(client):
    area = make_area()
    service = make_service("Salainen", slug="vanha", status="draft", responsible_area=area)
    rename(service, "salainen")

    assert client.get("/palvelut/vanha/").status_code == 404
    client.force_login(make_coordinator(area))
    assert client.get("/palvelut/vanha/").status_code == 301


def test_an_archived_service_says_that_it_has_ended_and_names_similar_ones(client):
    baby = make_theme("Baby")
    make_service("Päättynyt", slug="paattynyt", themes=[baby], status="archived")
    similar = make_service("Samanlainen", themes=[baby])
    make_service("Luonnos", themes=[baby], status="draft")
    make_service("Muu", themes=[make_theme("Other")])
    make_service("Koulutus", themes=[baby], audiences=[make_audience("Professionals")])

    response = client.get("/palvelut/paattynyt/")

    assert (response.status_code, response.context["similar"]) == (410, [similar])
    assert "noindex" in response.content.decode()


def test_a_renamed_and_archived_service_still_says_that_it_has_ended(client):
    service = make_service(slug="vanha", status="archived")
    rename(service, "uusi")

    assert client.get("/palvelut/vanha/", follow=True).status_code == 410


def test_a_draft_that_was_put_away_never_tells_that_it_was_there(client):
    service = make_service("Aiottu ryhmä", slug="aiottu", status="draft")
    service.status = "archived"
    service.save()

    response = client.get("/palvelut/aiottu/")

    assert (response.status_code, "Aiottu" in response.content.decode()) == (404, False)


def test_a_draft_that_was_published_by_a_bulk_update_has_ended_once_it_is_archived(client):
    service = make_service(slug="kerho", status="draft")
    type(service).objects.filter(pk=service.pk).update(status="published")
    service.status = "archived"  # this object has never heard of the update
    service.save()

    assert client.get("/palvelut/kerho/").status_code == 410


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_the_picture_of_a_service_that_is_not_published_is_not_served(client, status):
    service = make_service(status=status)
    Picture.objects.create(service=service, digest="abc", media_type="image/png", content=b"x")

    assert client.get("/kuvat/abc").status_code == 404


def test_a_picture_that_two_services_share_is_served(client):
    for _number in range(2):
        Picture.objects.create(service=make_service(), digest="abc", media_type="image/png", content=b"x")

    response = client.get("/kuvat/abc")

    assert (response.status_code, response.content, response["Content-Type"]) == (200, b"x", "image/png")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("tier", "also_tiers", "theme", "shows"),
    [
        (1, [], "Baby", False),
        (3, [], "Baby", True),
        (1, [3], "Baby", True),
        (1, [], "Violence", True),
        (1, [], "Crisis", True),
    ],
)
def test_the_crisis_box_stands_on_the_page_of_what_concerns_a_crisis(tier, also_tiers, theme, shows):
    service = make_service(tier=tier, also_tiers=also_tiers, themes=[make_theme(theme)])

    assert detail(service).shows_crisis_box is shows


def test_the_title_tells_nothing_of_the_tier(client):
    make_service("Turvakoti", tier=3)

    page = client.get("/palvelut/turvakoti/").content.decode()

    assert "<title>Tukea perheille – Perheen tukena</title>" in page


def test_a_draft_is_shown_to_those_who_may_change_it_alone(client):
    area = make_area()
    make_service(slug="luonnos", status="draft", responsible_area=area, organization=make_organization())
    users = [
        None,
        make_coordinator(area),
        make_coordinator(make_area("Muu")),
        make_coordinator(),
        make_superuser(),
    ]

    statuses = []
    for user in users:
        client.logout() if user is None else client.force_login(user)
        statuses.append(client.get("/palvelut/luonnos/").status_code)

    assert statuses == [404, 200, 404, 404, 200]


def test_a_draft_is_kept_out_of_every_cache(client):
    make_service(slug="luonnos", status="draft")
    client.force_login(make_superuser())

    assert client.get("/palvelut/luonnos/")["Cache-Control"] == "private, no-store"
    assert Service.objects.published().count() == 0
