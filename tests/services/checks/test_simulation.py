"""Two years of the cycle with the real rules."""

import pytest

from services.checks.simulation import Plan, Simulation, most_mails_a_week

pytestmark = pytest.mark.django_db


def test_a_thousand_listings_stay_right_for_two_years():
    months = list(Simulation(Plan()).run())

    assert len(months) == 24
    assert min(month.share for month in months) >= 0.95
    assert {month.too_old for month in months} == {0}
    assert max(month.most_rows for month in months) <= 10
    assert max(month.left for month in months) <= 10
    assert most_mails_a_week() == 1
