"""What is offered in a place, and in which order it is shown."""

import datetime

import pytest
from django.utils.translation import override

from services.listings import archive
from services.models import AreaKind, Service, Status
from services.search.criteria import Criteria
from services.search.entries import index_services
from tests.factories import (
    make_area,
    make_audience,
    make_location,
    make_municipality,
    make_organization,
    make_postal_code,
    make_service,
    make_service_at_location,
    make_superuser,
    make_theme,
)

pytestmark = pytest.mark.django_db


def search(**criteria):
    return list(Service.objects.search(Criteria(**criteria)))


def names(**criteria):
    return [service.name for service in search(**criteria)]


# -- what is offered in a municipality


def test_a_municipality_is_offered_what_is_local_regional_and_nationwide():
    nokia = make_municipality("Nokia")
    local = make_service("Local", municipalities=[nokia])
    of_county = make_service("Of the county", areas=[nokia.county])
    of_region = make_service("Of the region", areas=[nokia.region])
    nationwide = make_service("Nationwide")

    assert search(municipalities=(nokia,)) == [local, of_county, of_region, nationwide]


def test_a_neighbour_in_the_same_county_keeps_its_services_to_itself():
    nokia = make_municipality("Nokia")
    akaa = make_municipality("Akaa", county=nokia.county, region=nokia.region)
    nokia.neighbours.add(akaa)
    make_service("Of the neighbour", municipalities=[akaa])
    local = make_service("Local", municipalities=[nokia])

    assert search(municipalities=(nokia,)) == [local]


def test_the_services_of_another_county_and_region_stay_out():
    nokia, oulu = make_municipality("Nokia"), make_municipality("Oulu")
    make_service("Of another county", areas=[oulu.county])
    make_service("Of another region", areas=[oulu.region])

    assert search(municipalities=(nokia,)) == []


def test_municipalities_left_over_from_an_earlier_scope_do_not_make_a_nationwide_service_local():
    nokia = make_municipality("Nokia")
    service = make_service("Nationwide now", municipalities=[nokia], scope="country")

    assert search(municipalities=(make_municipality("Akaa"),)) == [service]
    assert service.entry.places == ["country"]


def test_areas_left_over_from_an_earlier_scope_do_not_widen_a_local_service():
    nokia = make_municipality("Nokia")
    akaa = make_municipality("Akaa", county=nokia.county, region=nokia.region)
    local = make_service("Local now", municipalities=[nokia], areas=[nokia.county, nokia.region])

    assert search(municipalities=(akaa,)) == []
    assert search(municipalities=(nokia,)) == [local]


def test_municipalities_left_over_from_an_earlier_scope_do_not_let_a_regional_service_leak():
    nokia, oulu = make_municipality("Nokia"), make_municipality("Oulu")
    make_service("Of Oulu's county now", municipalities=[nokia], areas=[oulu.county], scope="counties")

    assert search(municipalities=(nokia,)) == []


def test_a_region_left_over_from_an_earlier_scope_does_not_widen_a_service_of_a_county():
    uusimaa = make_area("Uusimaa", kind=AreaKind.REGION)
    espoo = make_municipality("Espoo", region=uusimaa)
    porvoo = make_municipality("Porvoo", region=uusimaa)
    make_service("Of Espoo's county now", areas=[espoo.county, uusimaa], scope="counties")

    assert search(municipalities=(porvoo,)) == []


def test_a_county_left_over_from_an_earlier_scope_does_not_widen_a_service_of_a_region():
    nokia, oulu = make_municipality("Nokia"), make_municipality("Oulu")
    make_service("Of Nokia's region now", areas=[nokia.region, oulu.county], scope="regions")

    assert search(municipalities=(oulu,)) == search(area=oulu.county) == []


def test_a_local_service_without_municipalities_is_offered_nowhere():
    nokia = make_municipality("Nokia")
    make_service("Unfinished", scope="municipalities")

    assert search(municipalities=(nokia,)) == []


def test_a_service_may_cross_the_border_of_counties():
    nokia, huittinen = make_municipality("Nokia"), make_municipality("Huittinen")
    shared = make_service("Shared", municipalities=[nokia, huittinen])

    assert search(municipalities=(nokia,)) == search(municipalities=(huittinen,)) == [shared]


def test_two_homes_are_offered_what_either_of_them_has():
    nokia, oulu, akaa = (make_municipality(name) for name in ("Nokia", "Oulu", "Akaa"))
    in_nokia = make_service("A", municipalities=[nokia])
    in_oulu = make_service("B", municipalities=[oulu])
    make_service("C", municipalities=[akaa])

    assert search(municipalities=(nokia, oulu)) == [in_nokia, in_oulu]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
def test_only_published_services_are_found(status):
    make_service("Hidden", status=status)
    published = make_service("Published")

    assert search() == [published]


def test_a_published_service_that_goes_back_to_draft_leaves_the_search():
    service = make_service()
    Service.objects.filter(pk=service.pk).update(status=Status.DRAFT)

    index_services([service.pk])

    assert search() == []


def test_an_archived_service_leaves_the_search_at_once():
    service = make_service()

    archive(Service.objects.filter(pk=service.pk), make_superuser())

    assert search() == []


# -- areas


def test_a_county_is_offered_what_is_anywhere_in_it_and_what_is_nationwide():
    nokia, oulu = make_municipality("Nokia"), make_municipality("Oulu")
    local = make_service("A", municipalities=[nokia])
    of_county = make_service("B", areas=[nokia.county])
    of_region = make_service("C", areas=[nokia.region])
    nationwide = make_service("D")
    make_service("E", municipalities=[oulu])
    make_service("F", areas=[oulu.county])

    assert search(area=nokia.county) == [local, of_county, of_region, nationwide]


def test_a_region_over_several_counties_is_offered_what_is_in_each_of_them():
    uusimaa = make_area("Uusimaa", kind=AreaKind.REGION)
    espoo = make_municipality("Espoo", region=uusimaa)
    porvoo = make_municipality("Porvoo", region=uusimaa)
    in_espoo = make_service("A", municipalities=[espoo])
    in_porvoos_county = make_service("B", areas=[porvoo.county])
    make_service("C", municipalities=[make_municipality("Lahti")])

    assert search(area=uusimaa) == [in_espoo, in_porvoos_county]
    assert search(area=espoo.county) == [in_espoo]


def test_a_service_of_a_whole_region_is_offered_in_each_county_of_it():
    uusimaa = make_area("Uusimaa", kind=AreaKind.REGION)
    espoo = make_municipality("Espoo", region=uusimaa)
    porvoo = make_municipality("Porvoo", region=uusimaa)
    service = make_service(areas=[uusimaa])

    assert [search(area=place.county) for place in (espoo, porvoo)] == [[service], [service]]


def test_a_postal_code_alone_stands_for_its_municipality():
    nokia = make_municipality("Nokia")
    near = make_postal_code("37100", nokia)
    local = make_service("Local", municipalities=[nokia])
    make_service("Next door", municipalities=[make_municipality("Pirkkala")])

    assert search(near=near) == [local]


# -- professionals


def test_services_for_professionals_alone_stay_out_until_they_are_asked_for():
    professionals, fathers = make_audience("Professionals"), make_audience("Fathers")
    only = make_service("Training", audiences=[professionals])
    both = make_service("For both", audiences=[professionals, fathers])

    assert search() == [both]
    assert search(chosen={"audience": ["professionals"]}) == [both, only]


# -- order


def test_local_comes_before_regional_before_nationwide_whatever_the_tier():
    nokia = make_municipality("Nokia")
    make_service("Nationwide", tier=1)
    make_service("Regional", tier=2, areas=[nokia.county])
    make_service("Local", tier=3, municipalities=[nokia])

    assert names(municipalities=(nokia,)) == ["Local", "Regional", "Nationwide"]


def test_services_as_near_as_each_other_stand_in_the_order_of_the_tiers():
    for tier in (3, 1, 2):
        make_service(f"Tier {tier}", tier=tier)

    assert names() == ["Tier 1", "Tier 2", "Tier 3"]


def test_services_of_a_tier_stand_in_finnish_alphabetical_order():
    for name in ("Öljy", "ärjy", "Zeppelin", "Åland", "apila", "Wappu", "Ahma", "ähky"):
        make_service(name)

    assert names() == ["Ahma", "apila", "Wappu", "Zeppelin", "Åland", "ähky", "ärjy", "Öljy"]


def test_the_alphabetical_order_ignores_reach_and_tier():
    nokia = make_municipality("Nokia")
    make_service("b local", municipalities=[nokia], tier=1)
    make_service("A nationwide", tier=3)

    assert names(municipalities=(nokia,), order="name") == ["A nationwide", "b local"]


def test_the_alphabetical_order_is_that_of_the_names_the_reader_sees():
    make_service("Yksi", name_sv="Bo")
    make_service("Kaksi", name_sv="Alf")

    with override("sv"):
        found = names(order="name")

    assert found == ["Alf", "Bo"]


def test_checked_most_recently_puts_the_unchecked_last():
    make_service("Old", assured_date=datetime.date(2025, 1, 1))
    make_service("Never")
    make_service("New", assured_date=datetime.date(2026, 5, 1))

    assert names(order="checked") == ["New", "Old", "Never"]


def test_the_organizations_confirmation_counts_as_a_check_on_its_day_in_helsinki():
    make_service("Checked on the second", assured_date=datetime.date(2026, 3, 2))
    make_service(
        "Confirmed on the third",
        confirmed_at=datetime.datetime(2026, 3, 2, 22, 30, tzinfo=datetime.UTC),
    )

    assert names(order="checked") == ["Confirmed on the third", "Checked on the second"]


def test_services_that_name_the_audience_come_before_those_for_everyone():
    fathers, everyone = make_audience("Fathers"), make_audience("Everyone")
    make_service("A for everyone", audiences=[everyone])
    make_service("B for anyone")
    make_service("C for fathers too", audiences=[fathers, everyone], tier=3)
    make_service("D for fathers", audiences=[fathers], tier=3)

    assert names(chosen={"audience": ["fathers"]}) == [
        "C for fathers too",
        "D for fathers",
        "A for everyone",
        "B for anyone",
    ]


@pytest.mark.parametrize(
    "chosen", [{"tier": ["3"]}, {"theme": ["violence"]}, {"theme": ["crisis"]}, {"urgent": ["yes"]}]
)
def test_help_at_once_stands_first_in_a_crisis(chosen):
    themes = [make_theme("Violence"), make_theme("Crisis")]
    nokia = make_municipality("Nokia")
    urgent = make_service("Shelter", themes=themes, tier=3, is_urgent=True)
    local = make_service("Group", themes=themes, tier=3, municipalities=[nokia])

    found = search(municipalities=(nokia,), chosen=chosen)

    assert found == ([urgent] if "urgent" in chosen else [urgent, local])


def test_help_at_once_has_no_privilege_outside_a_crisis():
    make_service("A group", tier=3)
    make_service("B shelter", tier=3, is_urgent=True)

    assert names() == ["A group", "B shelter"]


def test_the_nearest_place_stands_first_and_services_without_a_place_last():
    nokia = make_municipality("Nokia")
    origin = make_postal_code("37100", nokia, latitude=61.48, longitude=23.50)
    far = make_service("A far", municipalities=[nokia])
    close = make_service("B close", municipalities=[nokia])
    make_service("C by phone", municipalities=[nokia])
    make_service_at_location(far, make_location(latitude=61.60, longitude=23.50))
    make_service_at_location(close, make_location(latitude=61.70, longitude=23.50))
    make_service_at_location(close, make_location(latitude=61.49, longitude=23.50))

    found = search(near=origin, order="near")

    assert [service.name for service in found] == ["B close", "A far", "C by phone"]
    assert [service.distance_km and round(service.distance_km, 1) for service in found] == [1.1, 13.3, None]


def test_a_confidential_place_tells_no_distance():
    nokia = make_municipality("Nokia")
    shelter = make_service("A shelter", municipalities=[nokia])
    make_service_at_location(shelter, make_location(latitude=61.48, longitude=23.5, is_confidential=True))
    club = make_service("B club", municipalities=[nokia])
    make_service_at_location(club, make_location(latitude=61.9, longitude=23.9))

    found = search(near=make_postal_code("37100", nokia), order="near")

    assert [(service.name, service.distance_km is None) for service in found] == [
        ("B club", False),
        ("A shelter", True),
    ]


def test_the_distance_to_the_very_same_point_is_zero():
    nokia = make_municipality("Nokia")
    origin = make_postal_code("37100", nokia, latitude=61.4781, longitude=23.5089)
    service = make_service(municipalities=[nokia])
    make_service_at_location(service, make_location(latitude=61.4781, longitude=23.5089))

    assert search(near=origin)[0].distance_km == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"order": "name"},
        {"order": "checked"},
        {"order": "near"},
        {"words": "ryhmä"},
        {"chosen": {"audience": ["fathers"]}},
        {"chosen": {"tier": ["3"]}},
    ],
)
def test_pages_one_after_another_are_the_whole_list(asked):
    """Ties, services without a place and unchecked ones must not make a row come twice or never."""
    nokia = make_municipality("Nokia")
    near, fathers = make_postal_code("37100", nokia), make_audience("Fathers")
    for number in range(12):
        service = make_service(
            f"Ryhmä {number % 3}", tier=3, is_urgent=number % 2 == 0,
            audiences=[fathers] if number % 4 else [], municipalities=[nokia] if number % 5 else [],
            assured_date=datetime.date(2026, 1, 1 + number % 2) if number % 3 else None,
        )  # fmt: skip
        if number % 2:
            make_service_at_location(service, make_location(latitude=61.5 + number % 3, longitude=23.5))
    criteria = Criteria(near=near, **asked)

    pages = [Service.objects.search_page(criteria, slice(start, start + 5)) for start in (0, 5, 10)]

    assert [service for page in pages for service in page] == list(Service.objects.search(criteria))
    assert len({service.pk for page in pages for service in page}) == 12


# -- words


def test_words_are_found_in_name_summary_description_theme_and_organization():
    plain = make_theme("Arki")
    in_name = make_service("Tukipuhelin", themes=[plain])
    in_summary = make_service("B", themes=[plain], summary_fi="Soita tukipuhelin auttaa")
    in_description = make_service("C", themes=[plain], description_fi="Meillä on tukipuhelin.")
    in_theme = make_service("D", themes=[make_theme("Tukipuhelin")])
    in_organization = make_service("E", themes=[plain], organization=make_organization("Tukipuhelin ry"))
    make_service("F", themes=[plain])

    found = search(words="tukipuhelin")

    assert set(found) == {in_name, in_summary, in_description, in_theme, in_organization}
    assert found[0] == in_name


def test_words_are_found_in_each_of_the_three_languages():
    service = make_service("Eroryhmä", name_sv="Skilsmässogrupp", name_en="Separation groups")
    make_service("Perhekahvila")

    for words in ("eroryhmä", "skilsmässogruppen", "separations"):
        assert search(words=words) == [service]


def test_with_words_the_tier_never_counts():
    make_service("A riita", tier=3)
    make_service("B riita", tier=1)

    assert names(words="riita") == ["A riita", "B riita"]


def test_a_better_match_in_words_stands_before_a_local_one():
    nokia = make_municipality("Nokia")
    make_service("Kahvila", description_fi="Joskus puhutaan riidoista, riita.", municipalities=[nokia])
    make_service("Riita")

    assert names(words="riita", municipalities=(nokia,)) == ["Riita", "Kahvila"]


def test_of_two_equal_matches_the_local_one_stands_first():
    nokia = make_municipality("Nokia")
    make_service("Riita", summary_fi="a")
    make_service("Riita", summary_fi="b", municipalities=[nokia])

    assert [s.summary for s in search(words="riita", municipalities=(nokia,))] == ["b", "a"]


@pytest.mark.parametrize(
    "words",
    [
        "& | ! ( ) :* <->",
        "':*' & !'a'",
        "foo\\'bar",
        "100 % _",
        "a' || (SELECT 1) || '",
        "http://example.org/?a=1&b=2",
        "ero-ryhmä | !lapsi",
        "ja",
        "😀 👨‍👩‍👧",
        "\u202eabc\u202c",
    ],
)
def test_query_syntax_among_the_words_is_only_words(words):
    make_service("Perhekahvila")

    assert search(words=words) == []


def test_drafts_of_other_words_are_not_searched():
    make_service("Eroryhmä", status=Status.DRAFT)

    assert search(words="eroryhmä") == []
