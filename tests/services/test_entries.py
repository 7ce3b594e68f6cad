"""The rows of the search index."""

import pytest

from services.models import SearchEntry, Service
from services.search.entries import index_everything, index_services
from tests.factories import (
    make_area,
    make_audience,
    make_municipality,
    make_network,
    make_organization,
    make_service,
    make_theme,
)

pytestmark = pytest.mark.django_db


def test_a_local_service_carries_its_municipalities_and_the_areas_they_lie_in():
    nokia = make_municipality("Nokia", code="536")
    service = make_service(municipalities=[nokia])

    assert sorted(service.entry.places) == sorted(
        ["municipality:536", f"in:county:{nokia.county.code}", f"in:region:{nokia.region.code}"]
    )


def test_a_service_of_a_county_carries_the_county_and_the_regions_its_municipalities_lie_in():
    nokia = make_municipality("Nokia")
    service = make_service(areas=[nokia.county])

    county, region = nokia.county.code, nokia.region.code
    assert sorted(service.entry.places) == sorted(
        [f"county:{county}", f"in:county:{county}", f"in:region:{region}"]
    )


def test_an_area_without_municipalities_is_indexed_by_itself():
    area = make_area("Nowhere")

    assert sorted(make_service(areas=[area]).entry.places) == [
        f"county:{area.code}",
        f"in:county:{area.code}",
    ]


def test_a_service_carries_a_term_for_each_value_of_each_filter():
    service = make_service(
        tier=2,
        also_tiers=[3],
        themes=[make_theme("Baby")],
        audiences=[make_audience("Fathers")],
        formats=["group"],
        access=["phone"],
        languages=["fi", "so"],
        cost="free",
        is_urgent=True,
        minimum_age_months=0,
        maximum_age_months=11,
        networks=[make_network("Centre")],
    )

    assert sorted(service.entry.facets) == sorted(
        [
            "tier:2", "tier:3", "theme:baby", "audience:fathers", "format:group", "access:phone",
            "language:fi", "language:so", "free:yes", "urgent:yes", "age:0-3m", "age:4-11m", "network:centre",
        ]
    )  # fmt: skip


def test_a_service_that_says_nothing_carries_only_what_holds_for_everyone():
    service = make_service(tier=1, themes=[make_theme("Baby")])

    assert sorted(service.entry.facets) == ["age:*", "audience:*", "theme:baby", "tier:1"]


def test_the_longest_addresses_fit_the_index():
    network = make_network(slug="n" * 120)
    service = make_service(
        themes=[make_theme(slug="t" * 100)], audiences=[make_audience(slug="a" * 100)], networks=[network]
    )

    assert f"network:{'n' * 120}" in service.entry.facets


def test_the_longest_names_fit_the_index():
    make_service("ä" * 100, organization=make_organization("ö" * 500, slug="o"))

    assert SearchEntry.objects.count() == 1


def test_writing_the_index_twice_changes_nothing():
    make_service(networks=[make_network()], municipalities=[make_municipality()])
    before = list(SearchEntry.objects.values())

    index_everything()

    assert list(SearchEntry.objects.values()) == before


def test_the_index_follows_a_change():
    service = make_service(tier=1)
    Service.objects.filter(pk=service.pk).update(tier=2, name_fi="Toinen")

    index_services([service.pk])

    entry = SearchEntry.objects.get()
    assert (entry.tier, entry.sort_fi, "tier:2" in entry.facets) == (2, "toinen", True)


def test_only_published_services_have_a_row():
    published = make_service()
    make_service(status="draft")
    make_service(status="archived")

    assert index_everything() == 1
    assert list(SearchEntry.objects.values_list("service", flat=True)) == [published.pk]


def test_a_service_is_for_professionals_only_when_it_is_for_nobody_else():
    professionals, fathers = make_audience("Professionals"), make_audience("Fathers")

    flags = [
        make_service(audiences=audiences).entry.for_professionals_only
        for audiences in ([professionals], [professionals, fathers], [fathers], [])
    ]

    assert flags == [True, False, False, False]
