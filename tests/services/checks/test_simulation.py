"""Two years of the cycle by the real rules; `manage.py simulate_upkeep` does it with 1,000 listings."""

import pytest

from services.checks.simulation import Plan, Simulation, most_mails_a_week

pytestmark = pytest.mark.django_db


def test_a_catalogue_stays_right_for_two_years():
    months = list(Simulation(Plan(listings=200, organizations=40)).run())

    assert len(months) == 24
    assert min(month.share for month in months) >= 0.95
    assert {month.too_old for month in months} == {0}
    assert max(month.most_rows for month in months) <= 10
    assert max(month.left for month in months) <= 10
    assert most_mails_a_week() == 1


def test_without_a_coordinator_what_nobody_confirms_leaves_the_search():
    months = list(Simulation(Plan(listings=60, organizations=12, months=20, rows_a_day=0)).run())

    assert {month.too_old for month in months} == {0}
    assert months[-1].unchecked > 0
    assert most_mails_a_week() == 1
