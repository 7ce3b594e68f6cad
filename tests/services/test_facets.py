"""Each filter of the search, and the counts beside its values."""

import contextlib

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.models import Scope, Service
from services.search.counts import TOTAL, count_matches
from services.search.criteria import Criteria
from services.search.entries import index_services
from services.search.facets import AGES, FACETS, count_of
from tests.factories import (
    make_audience,
    make_municipality,
    make_network,
    make_organization,
    make_service,
    make_theme,
)

pytestmark = pytest.mark.django_db


def search(**chosen):
    """The services of a search that chooses `chosen` values of filters."""
    return list(
        Service.objects.search(Criteria(chosen={name: list(values) for name, values in chosen.items()}))
    )


# -- one filter


def test_a_tier_gives_services_that_suit_it_too():
    main = make_service("A", tier=2)
    also = make_service("B", tier=1, also_tiers=[2, 3])
    make_service("C", tier=3)

    assert search(tier=["2"]) == [also, main]


def test_several_values_of_a_filter_give_what_any_of_them_gives():
    green, red = make_service("A", tier=1), make_service("B", tier=3)
    make_service("C", tier=2)

    assert search(tier=["1", "3"]) == [green, red]


def test_two_filters_give_what_meets_both():
    baby, money = make_theme("Baby"), make_theme("Money")
    make_service("A", tier=1, themes=[baby])
    both = make_service("B", tier=2, themes=[baby, money])
    make_service("C", tier=2, themes=[money])

    assert search(tier=["2"], theme=["baby"]) == [both]


def test_a_theme_gives_the_services_that_have_it_among_others():
    baby, money = make_theme("Baby"), make_theme("Money")
    both = make_service("A", themes=[baby, money])
    one = make_service("B", themes=[baby])
    make_service("C", themes=[money])

    assert search(theme=["baby"]) == [both, one]


@pytest.mark.parametrize("slug", ["everyone", "families"])
def test_an_audience_joins_with_what_is_for_everyone_and_for_families(slug):
    fathers = make_audience("Fathers")
    general = make_service("For all", audiences=[make_audience(slug)])
    named = make_service("For fathers", audiences=[fathers])
    make_service("For mothers", audiences=[make_audience("Mothers")])

    assert search(audience=["fathers"]) == [named, general]


def test_a_service_without_any_audience_is_for_everyone():
    make_audience("Fathers")
    service = make_service()

    assert search(audience=["fathers"]) == [service]


@pytest.mark.parametrize("slug", ["everyone", "families"])
def test_whoever_asks_for_everyone_is_not_given_what_is_narrow(slug):
    make_service("For fathers", audiences=[make_audience("Fathers")])
    general = make_service("For all", audiences=[make_audience("Everyone"), make_audience("Families")])

    assert search(audience=[slug]) == [general]


def test_professionals_are_not_given_what_is_for_families():
    make_service("For families", audiences=[make_audience("Families")])
    make_service("For anyone")
    training = make_service("Training", audiences=[make_audience("Professionals")])

    assert search(audience=["professionals"]) == [training]


def test_a_service_for_everyone_and_professionals_is_given_to_both():
    audiences = [make_audience("Everyone"), make_audience("Professionals")]
    service = make_service(audiences=audiences)

    assert search(audience=["professionals"]) == search(audience=["everyone"]) == search() == [service]


@pytest.mark.parametrize(
    ("facet", "column", "value", "other"),
    [
        ("format", "formats", "group", "phone"),
        ("access", "access", "referral", "chat"),
        ("language", "languages", "so", "fi"),
    ],
)
def test_a_list_of_the_service_is_filtered_by_any_of_its_values(facet, column, value, other):
    both = make_service("A", **{column: [other, value]})
    one = make_service("B", **{column: [value]})
    make_service("C", **{column: [other]})
    make_service("D")

    assert search(**{facet: [value]}) == [both, one]


def test_free_gives_what_is_said_to_be_free_alone():
    free = make_service("A", cost="free")
    for cost in ("paid", "income_based", "call_price", "unknown"):
        make_service(cost, cost=cost)

    assert search(free=["yes"]) == [free]


def test_urgent_gives_help_at_once_alone():
    urgent = make_service("A", is_urgent=True)
    make_service("B")

    assert search(urgent=["yes"]) == [urgent]


def test_a_network_counts_for_its_own_services_and_those_of_its_organizations():
    network = make_network("Family centre")
    own = make_service("A", networks=[network])
    through_organization = make_service("B", organization=make_organization(networks=[network]))
    make_service("C", organization=make_organization(networks=[make_network("Another")]))

    assert search(network=["family-centre"]) == [own, through_organization]


# -- the child's age


@pytest.mark.parametrize(
    ("minimum", "maximum", "ages"),
    [
        (-9, -1, ["pregnancy"]),
        (-1, 0, ["pregnancy", "0-3m"]),
        (0, 3, ["0-3m"]),
        (3, 4, ["0-3m", "4-11m"]),
        (0, 11, ["0-3m", "4-11m"]),
        (12, 12, ["1"]),
        (11, 12, ["4-11m", "1"]),
        (23, 24, ["1", "2"]),
        (None, -1, ["pregnancy"]),
        (None, 11, ["pregnancy", "0-3m", "4-11m"]),
        (204, None, ["17"]),
        (216, None, []),
        (203, 204, ["16", "17"]),
        (-9, 1200, list(AGES)),
        (None, None, list(AGES)),
    ],
)
def test_the_limits_of_age_are_inclusive_and_an_open_end_has_none(minimum, maximum, ages):
    make_service(minimum_age_months=minimum, maximum_age_months=maximum)

    assert [age for age in AGES if search(age=[age])] == ages


# -- counts


def counted(facet, value, **chosen):
    """The count beside a value in a search that has chosen `chosen`."""
    return count_of(count_matches(Criteria(chosen=chosen)), facet, value)


def test_a_value_is_counted_with_its_own_filter_set_aside():
    make_service(tier=1)
    make_service(tier=2)
    make_service(tier=2)

    assert [counted("tier", value, tier=["1"]) for value in "123"] == [1, 2, 0]


def test_a_value_is_counted_under_the_other_filters():
    make_service(tier=1, cost="free")
    make_service(tier=2, cost="free")
    make_service(tier=2)

    assert [counted("tier", value, free=["yes"]) for value in "123"] == [1, 1, 0]


def test_the_count_of_an_audience_joins_everyone():
    make_service(audiences=[make_audience("Fathers")])
    make_service(audiences=[make_audience("Everyone")])
    make_service()
    make_service(audiences=[make_audience("Mothers")])

    assert [counted("audience", slug) for slug in ("fathers", "mothers", "everyone")] == [3, 3, 2]


def test_what_is_for_professionals_alone_is_counted_beside_their_own_value_only():
    make_service(tier=1, audiences=[make_audience("Professionals")])

    counts = count_matches(Criteria())

    assert counts[TOTAL] == 0
    assert count_of(counts, "audience", "professionals") == 1
    assert count_of(counts, "tier", "1") == 0


def test_the_counts_tell_how_many_more_there_would_be_without_a_filter():
    make_service(tier=1)
    make_service(tier=2)
    make_service(tier=2, cost="paid")

    counts = count_matches(Criteria(chosen={"tier": ["3"], "free": ["yes"]}))

    assert (counts[TOTAL], counts.get("without:tier", 0), counts.get("without:free", 0)) == (0, 0, 0)
    counts = count_matches(Criteria(chosen={"tier": ["3"]}))
    assert (counts[TOTAL], counts["without:tier"]) == (0, 3)


def test_all_counts_take_one_query_and_words_another_to_be_understood(django_assert_num_queries):
    nokia = make_municipality()
    make_service()
    chosen = {"tier": ["1"], "age": ["3"]}

    with django_assert_num_queries(1):
        count_matches(Criteria(municipalities=(nokia,), chosen=chosen))
    with django_assert_num_queries(2):
        count_matches(Criteria(words="couple", municipalities=(nokia,), chosen=chosen))


# -- counts of random catalogues: what stands beside a value is what choosing it gives

THEMES, AUDIENCES = ["baby", "violence"], ["everyone", "families", "fathers", "professionals"]
LANGUAGES = ["fi", "so"]


def some_of(values, most=2):
    return st.lists(st.sampled_from(values), max_size=most, unique=True)


ages_in_months = st.sampled_from([None, -9, -1, 0, 3, 11, 12, 36, 204, 216])
service_facts = st.fixed_dictionaries(
    {
        "tier": st.sampled_from([1, 2, 3]),
        "also_tiers": some_of([1, 2, 3]),
        "formats": some_of(["group", "chat"]),
        "access": some_of(["referral", "phone"]),
        "languages": some_of(LANGUAGES),
        "cost": st.sampled_from(["free", "paid", "unknown"]),
        "is_urgent": st.booleans(),
        "ages": st.tuples(ages_in_months, ages_in_months),
        "status": st.sampled_from(["published", "published", "published", "draft"]),
        "place": st.sampled_from(["country", "home", "county", "elsewhere"]),
        "themes": some_of(THEMES),
        "audiences": some_of(AUDIENCES, most=3),
        "networks": some_of(["centre"]),
        "in_network": st.booleans(),
        "name_fi": st.sampled_from(["Ryhmä", "Neuvola"]),
    }
)
VALUES = {
    "tier": ["1", "2", "3"],
    "theme": THEMES,
    "age": ["pregnancy", "0-3m", "4-11m", "1", "3", "17"],
    "audience": AUDIENCES,
    "format": ["group", "chat"],
    "access": ["referral", "phone"],
    "language": LANGUAGES,
    "free": ["yes"],
    "urgent": ["yes"],
    "network": ["centre"],
}
choices = st.dictionaries(st.sampled_from(FACETS), st.none(), max_size=3).flatmap(
    lambda facets: st.fixed_dictionaries(
        {
            facet: st.lists(st.sampled_from(VALUES[facet]), min_size=1, max_size=2, unique=True)
            for facet in facets
        }
    )
)


@pytest.fixture
def world():
    """The words and places that random services are made of."""
    home, elsewhere = make_municipality("Nokia"), make_municipality("Oulu")
    network = make_network("Centre")
    return {
        "places": {"home": home, "elsewhere": elsewhere},
        "themes": {slug: make_theme(slug) for slug in THEMES},
        "audiences": {slug: make_audience(slug) for slug in AUDIENCES},
        "networks": {"centre": network},
        "organizations": {False: make_organization(), True: make_organization(networks=[network])},
    }


def make_catalogue(world, catalogue):
    """Rows of random services, written in bulk because there are thousands."""
    services, links = [], {"themes": [], "audiences": [], "networks": []}
    scopes = {"country": Scope.COUNTRY, "county": Scope.COUNTIES}
    for number, facts in enumerate(catalogue):
        facts = dict(facts)
        place, in_network = facts.pop("place"), facts.pop("in_network")
        lists = {name: facts.pop(name) for name in links}
        first, last = sorted(facts.pop("ages"), key=lambda age: -10 if age is None else age)
        service = Service(
            slug=f"s{number}", external_id=f"s{number}", scope=scopes.get(place, Scope.MUNICIPALITIES),
            organization=world["organizations"][in_network],
            minimum_age_months=first, maximum_age_months=last, **facts,
        )  # fmt: skip
        services.append((service, place, lists))
    Service.objects.bulk_create(service for service, _place, _lists in services)
    for name in links:
        through = getattr(Service, name).through
        column = f"{through._meta.get_fields()[2].name}_id"
        through.objects.bulk_create(
            through(service_id=service.pk, **{column: world[name][slug].pk})
            for service, _place, lists in services
            for slug in lists[name]
        )
    for service, place, _lists in services:
        if place == "county":
            service.areas.add(world["places"]["home"].county)
        elif place != "country":
            service.municipalities.add(world["places"][place])
    index_services([service.pk for service, _place, _lists in services])


@contextlib.contextmanager
def undone():
    """Whatever is written inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    catalogue=st.lists(service_facts, max_size=6),
    chosen=choices,
    is_at_home=st.booleans(),
    words=st.sampled_from(["", "", "ryhmä"]),
)
def test_each_count_is_what_choosing_the_value_gives(world, catalogue, chosen, is_at_home, words):
    homes = (world["places"]["home"],) if is_at_home else ()
    with undone():
        make_catalogue(world, catalogue)
        counts = count_matches(Criteria(words=words, municipalities=homes, chosen=chosen))

        def given_by(**instead):
            criteria = Criteria(words=words, municipalities=homes, chosen={**chosen, **instead})
            return Service.objects.search(criteria).count()

        pairs = [(facet, value) for facet, values in VALUES.items() for value in values]
        shown = {pair: count_of(counts, *pair) for pair in pairs}
        real = {(facet, value): given_by(**{facet: [value]}) for facet, value in pairs}
        assert counts[TOTAL] == given_by()
        assert shown == real


def test_the_random_catalogues_know_every_filter():
    """A new filter gets its values here, or its counts would go untested."""
    assert set(VALUES) == set(FACETS)


@pytest.mark.parametrize(("rows", "is_over"), [(1000, False), (1001, True)])
def test_counts_over_a_thousand_are_told_as_over_a_thousand(client, rows, is_over):
    organization = make_organization()
    Service.objects.bulk_create(
        Service(name_fi="Neuvola", slug=f"s{n}", external_id=f"s{n}", organization=organization, tier=1)
        for n in range(rows)
    )
    index_services(Service.objects.values_list("pk", flat=True))

    search = client.get("/palvelut/").context["search"]

    assert (search.total, search.total_is_over) == (rows, is_over)
    assert [option.over for option in search.group("tier").options] == [is_over, False, False]
