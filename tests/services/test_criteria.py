"""From the form of the search to what was understood, and back to addresses."""

import pytest
from django.http import QueryDict

from services.filters import ServiceFilter
from services.models import AreaKind
from services.search.criteria import Criteria
from services.search.page import SearchPage
from services.search.places import forget_names
from tests.factories import (
    make_area,
    make_audience,
    make_municipality,
    make_network,
    make_postal_code,
    make_service,
    make_theme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_names():
    forget_names()


def understood(query) -> Criteria:
    return ServiceFilter(QueryDict(query)).criteria


def page(query) -> SearchPage:
    return SearchPage(QueryDict(query), "/palvelut/")


def test_an_empty_address_asks_for_everything():
    assert understood("") == Criteria()


def test_every_filter_of_the_address_is_understood():
    make_theme("Baby"), make_audience("Fathers"), make_network("Centre")
    nokia = make_municipality("Nokia")
    near = make_postal_code("37100", nokia)

    found = understood(
        "q=ero&municipality=nokia&near=37100&tier=1&tier=2&theme=baby&age=0-3m&audience=fathers&format=group"
        "&access=phone&language=so&free=yes&urgent=yes&network=centre&order=checked"
    )

    assert found == Criteria(
        words="ero",
        municipalities=(nokia,),
        near=near,
        chosen={
            "tier": ["1", "2"],
            "theme": ["baby"],
            "audience": ["fathers"],
            "format": ["group"],
            "access": ["phone"],
            "language": ["so"],
            "network": ["centre"],
            "age": ["0-3m"],
            "free": ["yes"],
            "urgent": ["yes"],
        },
        order="checked",
    )


@pytest.mark.parametrize(
    "query",
    [
        "tier=9",
        "theme=nothing",
        "age=18",
        "age=0",
        "audience=x",
        "format=x",
        "free=no",
        "urgent=1",
        "network=x",
    ],
)
def test_a_value_that_no_filter_knows_is_left_out_and_told(query):
    search = page(query)

    assert search.criteria == Criteria()
    assert len(search.problems) == 1


def test_a_value_given_twice_counts_once():
    assert understood("tier=1&tier=1").chosen == {"tier": ["1"]}


def test_any_language_may_be_asked_for():
    search = page("language=zu")

    assert search.criteria.chosen == {"language": ["zu"]}
    assert [option.value for option in search.group("language").options if option.is_checked] == ["zu"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  kaksi   sanaa ", "kaksi sanaa"),
        ("a\nb\tc", "a b c"),
        ("\u202etuki", "tuki"),
        ("tu\u00adki", "tuki"),
        ("x" * 300, "x" * 200),
        ("x" * 199 + " y", "x" * 199),
        ("   ", ""),
        ("äiti😀", "äiti😀"),
    ],
)
def test_the_words_are_tidied(typed, words):
    query = QueryDict(mutable=True)
    query["q"] = typed

    assert ServiceFilter(query).criteria.words == words


# -- areas


def test_a_region_with_the_municipalities_of_a_county_is_searched_as_that_county():
    nokia = make_municipality("Nokia", county=make_area("Pirkanmaa"))
    make_area("Pirkanmaa maakunta", kind=AreaKind.REGION, same_as=nokia.county)
    local = make_service(municipalities=[nokia])

    search = page("area=pirkanmaa-maakunta")

    assert search.criteria.places() == ["country", f"in:county:{nokia.county.code}"]
    assert list(search.page.object_list) == [local]


def test_a_municipality_is_narrower_than_an_area():
    nokia = make_municipality("Nokia", county=make_area("Pirkanmaa"))

    places = understood("area=pirkanmaa&municipality=nokia").places()

    assert places == sorted(
        [
            "country",
            f"municipality:{nokia.code}",
            f"county:{nokia.county.code}",
            f"region:{nokia.region.code}",
        ]
    )


# -- orders


def test_near_a_postal_code_the_nearest_stand_first_unless_another_order_is_asked_for():
    make_postal_code("37100", make_municipality("Nokia"))

    assert [understood(query).order for query in ("near=37100", "near=37100&order=name", "q=ero")] == [
        "near",
        "name",
        "best",
    ]


def test_the_nearest_first_without_a_postal_code_is_the_best_first():
    search = page("order=near")

    assert [order["value"] for order in search.orders if order["is_current"]] == ["best"]
    assert search.url() == "/palvelut/"


# -- the same search written as an address


def test_the_address_of_a_search_carries_slugs_for_names():
    make_municipality("Jämsä")

    assert page("q=ero&municipality=J%C3%A4ms%C3%A4&page=3").url() == "/palvelut/?q=ero&municipality=jamsa"


def test_a_search_understood_and_written_again_is_the_same_search():
    make_theme("Baby")
    make_postal_code("37100", make_municipality("Nokia"))
    query = "q=ero&municipality=nokia&near=37100&tier=1&tier=3&theme=baby&free=yes&order=name"

    assert page(query).url() == f"/palvelut/?{query}"


def test_each_chip_leads_to_the_search_without_it():
    make_municipality("Nokia"), make_municipality("Akaa")

    chips = page("q=ero&municipality=nokia&municipality=akaa&tier=1&tier=2&free=yes").chips

    assert [chip.url.removeprefix("/palvelut/?") for chip in chips] == [
        "q=ero&municipality=akaa&tier=1&tier=2&free=yes",
        "q=ero&municipality=nokia&tier=1&tier=2&free=yes",
        "q=ero&municipality=nokia&municipality=akaa&tier=2&free=yes",
        "q=ero&municipality=nokia&municipality=akaa&tier=1&free=yes",
        "q=ero&municipality=nokia&municipality=akaa&tier=1&tier=2",
    ]


def test_clearing_the_choices_keeps_the_words():
    assert page("q=ero&tier=1").clear_url == "/palvelut/?q=ero"


# -- parts of a search


def test_a_search_without_one_value_keeps_the_filters_other_values():
    criteria = Criteria(chosen={"tier": ["1", "2"], "free": ["yes"]})

    assert criteria.without("tier", "1").chosen == {"tier": ["2"], "free": ["yes"]}
    assert criteria.without("tier").chosen == {"free": ["yes"]}
    assert criteria.without("free", "yes").chosen == {"tier": ["1", "2"]}


@pytest.mark.parametrize(
    ("chosen", "is_about_crisis"),
    [
        ({}, False),
        ({"tier": ["2"]}, False),
        ({"tier": ["2", "3"]}, True),
        ({"theme": ["baby"]}, False),
        ({"theme": ["violence"]}, True),
        ({"theme": ["crisis"]}, True),
        ({"urgent": ["yes"]}, True),
    ],
)
def test_what_concerns_a_crisis_is_recognised(chosen, is_about_crisis):
    assert Criteria(chosen=chosen).is_about_crisis() is is_about_crisis


# -- the crisis box


@pytest.mark.parametrize(
    ("fields", "shows"),
    [
        ({"tier": 1}, False),
        ({"tier": 3}, True),
        ({"tier": 1, "also_tiers": [3]}, True),
        ({"tier": 1, "themes": ["Violence"]}, True),
        ({"tier": 1, "themes": ["Crisis"]}, True),
        ({"tier": 1, "themes": ["Baby"]}, False),
    ],
)
def test_the_crisis_box_stands_above_a_list_that_holds_what_concerns_a_crisis(fields, shows):
    make_service(**fields | {"themes": [make_theme(name) for name in fields.get("themes", ["Plain"])]})

    assert page("").shows_crisis_box is shows


def test_the_crisis_box_stands_above_an_empty_result_of_a_search_about_a_crisis():
    assert page("tier=3").shows_crisis_box is True


# -- an empty result is never a dead end


def test_an_empty_result_offers_the_search_without_each_filter():
    make_theme("Baby")
    make_service(tier=1)
    make_service(tier=1)

    rows = page("tier=2&free=yes").empty.wider, page("tier=2").empty.wider

    assert [[(row["url"], row["count"]) for row in found] for found in rows] == [[], [("/palvelut/", 2)]]


def test_an_empty_result_of_a_municipality_offers_the_rest_of_its_county_neighbours_first():
    nokia = make_municipality("Nokia")
    akaa = make_municipality("Akaa", county=nokia.county)
    pirkkala = make_municipality("Pirkkala", county=nokia.county)
    nokia.neighbours.add(pirkkala)
    far = make_service("A", municipalities=[akaa])
    near = make_service("B", municipalities=[pirkkala])
    make_service("C", municipalities=[make_municipality("Oulu")])

    empty = page("municipality=nokia").empty

    assert empty.elsewhere == [near, far]
    assert [service.card.is_neighbour for service in empty.elsewhere] == [True, False]
    assert [(row["url"], row["count"]) for row in empty.wider] == [
        (f"/palvelut/?area={nokia.county.slug}", 2)
    ]


def test_an_empty_result_offers_nationwide_help_at_a_distance():
    nokia = make_municipality("Nokia")
    baby = make_theme("Baby")
    other = make_theme("Other")
    chat = make_service("A chat", formats=["chat"], themes=[other])
    phone = make_service("B phone", formats=["phone"], themes=[other], phones=["080 1"])
    on_theme = make_service("C baby chat", formats=["online"], themes=[baby])
    make_service("D local", formats=["phone"], themes=[baby], municipalities=[nokia])
    make_service("E face to face", formats=["face_to_face"], themes=[baby])
    make_service("F training", formats=["online"], themes=[baby], audiences=[make_audience("Professionals")])
    make_service("G draft", formats=["online"], themes=[baby], status="draft")

    assert page("theme=baby&municipality=nokia&free=yes").empty.remote == [on_theme, phone, chat]


def test_an_empty_result_names_the_guidance_of_the_municipality_then_of_its_county():
    nokia = make_municipality("Nokia", county=make_area("Pirkanmaa", guidance_phone="03 1"))
    make_municipality("Akaa", county=nokia.county, guidance_phone="03 2")

    phones = [page(f"municipality={slug}").empty.guidance.phone for slug in ("nokia", "akaa")]

    assert phones == ["03 1", "03 2"]


def test_near_a_postal_code_the_empty_result_names_the_guidance_of_its_place():
    nokia = make_municipality("Nokia", county=make_area("Pirkanmaa", guidance_phone="03 1"))
    make_postal_code("37100", nokia)

    assert page("near=37100").empty.guidance.phone == "03 1"


def test_an_empty_result_of_an_area_names_the_guidance_of_the_area(settings):
    make_area("Pirkanmaa", guidance_phone="03 1")
    settings.SITE_AREA = make_area("Muu", guidance_phone="03 2").slug

    assert page("area=pirkanmaa").empty.guidance.phone == "03 1"
    assert page("q=nothing").empty.guidance.phone == "03 2"


def test_a_result_that_is_not_empty_has_no_help():
    make_service()

    assert page("").empty is None


# -- the answer


def test_what_was_typed_is_kept_by_no_shared_cache(client):
    make_postal_code("37100", make_municipality("Nokia"))
    queries = ("q=ero", "near=37100", "municipality=Kotikatu+1", "municipality=nokia&tier=3", "tier=2")

    caches = [client.get(f"/palvelut/?{query}")["Cache-Control"] for query in queries]

    assert caches == ["private"] * 4 + ["public, max-age=0"]
