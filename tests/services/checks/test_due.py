"""When a listing falls due: a year after its check, before its season, before its project ends."""

import datetime

import pytest

from services.checks.due import falling_due
from services.models import CheckCause
from tests.factories import (
    make_group,
    make_organization,
    make_schedule,
    make_service,
    make_service_at_location,
)
from tests.services.checks.rows import TODAY, days

pytestmark = pytest.mark.django_db


def asked_on(today=TODAY):
    return [(due.service_id, due.due_on, due.cause) for due in falling_due(today)]


@pytest.mark.parametrize(("days_before_due", "is_asked"), [(31, False), (30, True), (0, True), (-400, True)])
def test_a_listing_is_asked_about_from_30_days_before_the_year_is_over(days_before_due, is_asked):
    due_on = TODAY + days(days_before_due)
    service = make_service(assured_date=due_on.replace(year=due_on.year - 1))

    assert asked_on() == ([(service.pk, due_on, CheckCause.YEAR)] if is_asked else [])


def test_the_newer_of_a_persons_check_and_the_organizations_word_counts():
    make_service(assured_date=TODAY - days(700), confirmed_at="2026-01-01T10:00+02:00")

    assert asked_on() == []


def test_an_organization_may_be_asked_more_often():
    often = make_organization(check_interval_months=6)
    service = make_service(organization=often, assured_date=datetime.date(2025, 10, 1))
    make_service(assured_date=datetime.date(2025, 10, 1))

    assert asked_on() == [(service.pk, datetime.date(2026, 4, 1), CheckCause.YEAR)]


def test_a_listing_that_was_never_checked_is_due_at_once():
    service = make_service()

    assert [row[0] for row in asked_on()] == [service.pk]


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_nobody_is_asked_about_what_is_not_public(status):
    make_service(status=status)

    assert asked_on() == []


def test_a_group_is_checked_two_weeks_before_it_begins():
    service = make_service(assured_date=TODAY - days(90))
    make_group(service, starts_on=TODAY + days(44), ends_on=TODAY + days(100))

    assert asked_on() == [(service.pk, TODAY + days(30), CheckCause.SEASON)]


def test_a_check_shortly_before_the_season_is_enough():
    service = make_service(assured_date=TODAY - days(10))
    make_group(service, starts_on=TODAY + days(44), ends_on=TODAY + days(100))

    assert asked_on() == []


def test_a_season_of_last_year_comes_again_this_year():
    service = make_service(assured_date=TODAY - days(200))
    place = make_service_at_location(service)
    make_schedule(place, valid_from="2025-04-20", valid_to="2025-08-20")

    assert asked_on() == [(service.pk, datetime.date(2026, 4, 6), CheckCause.SEASON)]


def test_a_group_of_long_ago_says_nothing_of_this_year():
    service = make_service(assured_date=TODAY - days(200))
    make_group(service, starts_on="2023-04-20", ends_on="2023-08-20")

    assert asked_on() == []


def test_a_projects_end_is_warned_of_90_days_before():
    service = make_service(assured_date=TODAY - days(5), project_ends_on=TODAY + days(90))
    later = make_service(assured_date=TODAY - days(5), project_ends_on=TODAY + days(91))

    assert [row[0] for row in asked_on()] == [service.pk]
    assert [row[0] for row in asked_on(TODAY + days(1))] == [service.pk, later.pk]


def test_a_project_that_was_confirmed_after_the_warning_is_not_asked_about_again():
    make_service(assured_date=TODAY, project_ends_on=TODAY + days(80))

    assert asked_on() == []
