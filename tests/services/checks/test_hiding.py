"""18 months without an answer: what leaves the search, what never does by itself, and who is told."""

import pytest

from lape.models import OutboxMail
from services import listings
from services.checks.answers import all_right
from services.checks.hiding import GRACE_DAYS
from services.checks.waiting import waiting_for_coordinator
from services.models import CheckRequest, KeptReason, Sector, Service, Status, SupportTier
from tests.factories import (
    make_area,
    make_coordinator,
    make_municipality,
    make_organization,
    make_service,
    make_superuser,
    make_theme,
)
from tests.services.checks.rows import (
    TODAY,
    check_of,
    days,
    make_asked,
    make_private_contact,
    run_days,
    status_of,
)

pytestmark = pytest.mark.django_db
LONG_AGO = TODAY - days(600)


def handed(*services, ago=GRACE_DAYS + 1):
    """The organizations of the services said nothing, and the coordinator has had them for a while."""
    for service in services:
        CheckRequest.objects.create(
            service=service, due_on=TODAY - days(200), opened_on=TODAY - days(230),
            mail_count=3, mailed_on=TODAY - days(190), handed_on=TODAY - days(ago),
        )  # fmt: skip


def make_two_alike(**fields):
    """Two listings of one theme, so that neither is the only one."""
    return [make_service(name, assured_date=LONG_AGO, **fields) for name in ("Perhekahvila", "Toinen")]


def reason(service):
    return CheckRequest.objects.get(service=service).kept_reason


def test_after_18_months_without_an_answer_a_listing_leaves_the_search():
    service, _other = make_two_alike()
    handed(service)

    run_days(TODAY, TODAY)

    assert status_of(service) == Status.UNCHECKED
    assert check_of(service).hidden_on == TODAY


@pytest.mark.parametrize(("age", "hidden"), [("2024-09-13", False), ("2024-09-12", True)])
def test_it_stays_until_18_months_are_over(age, hidden):
    service, _other = make_two_alike()
    Service.objects.filter(pk=service.pk).update(assured_date=age)
    handed(service)

    run_days(TODAY, TODAY)

    assert (status_of(service) == Status.UNCHECKED) == hidden


def test_nothing_leaves_before_its_organization_was_asked_three_times_and_the_coordinator_had_a_month():
    service, _other = make_two_alike()
    make_private_contact(service.organization)

    run_days(TODAY, TODAY + days(64))
    assert status_of(service) == Status.PUBLISHED
    run_days(TODAY + days(65), TODAY + days(65))

    assert status_of(service) == Status.UNCHECKED


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"is_urgent": True}, KeptReason.URGENT),
        ({"tier": SupportTier.RED}, KeptReason.TIER),
        ({"also_tiers": [SupportTier.RED]}, KeptReason.TIER),
        ({"is_statutory": True}, KeptReason.STATUTORY),
    ],
)
def test_what_a_family_may_need_at_once_never_leaves_by_itself(fields, why):
    service, _other = make_two_alike(**fields)
    handed(service)

    run_days(TODAY, TODAY + days(100))

    assert (status_of(service), reason(service)) == (Status.PUBLISHED, why)


@pytest.mark.parametrize(
    ("sector", "is_statutory", "stays"),
    [
        (Sector.COUNTY, None, True),
        (Sector.MUNICIPALITY, None, True),
        (Sector.MUNICIPALITY, False, False),
        (Sector.NGO, None, False),
        (Sector.NGO, True, True),
    ],
)
def test_where_nobody_said_whether_it_is_statutory_the_kind_of_the_organization_tells(
    sector, is_statutory, stays
):
    organization = make_organization(sector=sector)
    service, _other = make_two_alike(organization=organization, is_statutory=is_statutory)
    handed(service)

    run_days(TODAY, TODAY)

    assert (status_of(service) == Status.PUBLISHED) == stays


class TestTheOnlyOneOfItsTheme:
    """In a municipality that it serves."""

    @pytest.fixture
    def nokia(self):
        return make_municipality("Nokia")

    def only(self, place, theme):
        service = make_service(municipalities=[place], themes=[theme], assured_date=LONG_AGO)
        handed(service)
        return service

    @pytest.mark.parametrize(
        ("other", "stays"),
        [
            ({}, True),  # a nationwide one is no neighbour
            ({"here": True}, False),
            ({"county": True}, False),
            ({"here": True, "status": "draft"}, True),
            ({"here": True, "status": "unchecked"}, True),
            ({"here": True, "other_theme": True}, True),
            ({"elsewhere": True}, True),
        ],
    )
    def test_stays(self, nokia, other, stays):
        theme = make_theme()
        service = self.only(nokia, theme)
        places = {}
        if other.get("here"):
            places = {"municipalities": [nokia]}
        elif other.get("elsewhere"):
            places = {"municipalities": [make_municipality("Akaa", county=nokia.county)]}
        elif other.get("county"):
            places = {"areas": [nokia.county]}
        themes = [make_theme("Muu")] if other.get("other_theme") else [theme]
        make_service("Toinen", themes=themes, status=other.get("status", "published"), **places)

        run_days(TODAY, TODAY)

        assert (status_of(service) == Status.PUBLISHED) == stays

    def test_of_the_last_two_one_stays(self, nokia):
        theme = make_theme()
        both = [self.only(nokia, theme), self.only(nokia, theme)]

        run_days(TODAY, TODAY + days(60))

        assert sorted(map(status_of, both)) == [Status.PUBLISHED, Status.UNCHECKED]

    def test_a_regional_one_counts_for_each_of_its_municipalities(self):
        county = make_area("Pirkanmaa")
        nokia, _akaa = make_municipality("Nokia", county=county), make_municipality("Akaa", county=county)
        theme = make_theme()
        service = make_service(areas=[county], themes=[theme], assured_date=LONG_AGO)
        make_service("Nokialla", municipalities=[nokia], themes=[theme])
        handed(service)

        run_days(TODAY, TODAY)

        assert (status_of(service), reason(service)) == (Status.PUBLISHED, KeptReason.ONLY_ONE)


def test_an_answer_that_nobody_took_up_does_not_keep_a_listing():
    service, _other = make_two_alike()
    CheckRequest.objects.create(
        service=service, due_on=TODAY - days(200), opened_on=TODAY - days(230), answer="changed",
        answered_on=TODAY - days(GRACE_DAYS),
    )  # fmt: skip

    run_days(TODAY, TODAY)

    assert status_of(service) == Status.UNCHECKED


def test_both_are_told_that_a_listing_left_and_only_once():
    area = make_area("Pirkanmaa")
    coordinator = make_coordinator(area, email="koordinaattori@example.org")
    make_coordinator(make_area("Häme"), email="muu@example.org")
    service, _other = make_two_alike(responsible_area=area)
    make_private_contact(service.organization, "toimisto@example.org")
    handed(service)

    run_days(TODAY, TODAY + days(6))

    told = OutboxMail.objects.filter(body__contains="Perhekahvila").values_list("to", flat=True)
    assert sorted(told) == sorted([coordinator.email, "toimisto@example.org"])
    assert not OutboxMail.objects.filter(to="muu@example.org").exists()


def test_a_coordinator_gets_at_most_one_mail_a_week_and_none_when_nothing_is_new():
    area = make_area("Pirkanmaa")
    make_coordinator(area, email="koordinaattori@example.org")
    for age in range(28):
        make_service(f"Palvelu {age}", responsible_area=area, assured_date=TODAY - days(335 - age))

    run_days(TODAY, TODAY + days(60))

    mails = OutboxMail.objects.filter(to="koordinaattori@example.org")
    assert mails.count() == 5  # they fell due within four weeks


def test_a_listing_comes_back_when_its_organization_says_that_it_is_right():
    service = make_asked()
    CheckRequest.objects.update(hidden_on=TODAY)
    Service.objects.filter(pk=service.pk).update(status=Status.UNCHECKED)
    listings.index_services([service.pk])

    all_right(CheckRequest.objects.all(), TODAY)

    assert status_of(service) == Status.PUBLISHED
    assert Service.objects.get(pk=service.pk).entry.checked_on == TODAY


@pytest.mark.parametrize("job", [listings.assure, listings.publish])
def test_a_listing_comes_back_when_a_coordinator_decides(job):
    service = make_service(status=Status.UNCHECKED, assured_date=LONG_AGO)

    assert job(Service.objects.all(), make_superuser()) == [service.pk]

    service.refresh_from_db()
    assert (service.status, service.needs_checking()) == (Status.PUBLISHED, False)
    assert Service.objects.for_families().get() == service


def test_what_stays_unconfirmed_stands_first_in_the_coordinators_list_and_others_never_see_it():
    area = make_area("Pirkanmaa")
    fields = {"responsible_area": area, "assured_date": LONG_AGO}
    late = make_service("Myöhässä", assured_date=TODAY - days(400), responsible_area=area)
    hidden, kept = make_service("Kahvila", **fields), make_service("Kriisi", is_urgent=True, **fields)
    handed(late, hidden, kept)

    run_days(TODAY, TODAY)

    waiting = waiting_for_coordinator(make_coordinator(area))
    assert [check.service for check in waiting] == [kept, hidden, late]
    assert not waiting_for_coordinator(make_coordinator(make_area("Häme"))).exists()
