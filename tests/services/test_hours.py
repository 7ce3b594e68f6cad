"""Opening hours in words: the week, closed days, seasons, and whether it is open now."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from services.hours import Hours, clock_text, day_numbers, days_text, open_until, times_text, week

HELSINKI = ZoneInfo("Europe/Helsinki")
MONDAY = datetime.date(2026, 3, 9)
WORKDAYS = (0, 1, 2, 3, 4)


def at(text):
    """`"9:30"` → a time."""
    hour, _, minute = text.partition(":")
    return datetime.time(int(hour), int(minute or 0))


def line(days, opens_at, closes_at, **season):
    return Hours(days, opens_at and at(opens_at), closes_at and at(closes_at), **season)


def rows(hours, today=MONDAY, closed=()):
    """The week as pairs of words."""
    return [(row.days, row.times) for row in week(hours, set(closed), today)]


def moment(day, text):
    return datetime.datetime.combine(day, at(text), tzinfo=HELSINKI)


# -- words


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "text"),
    [
        ("9", "15", "9–15"),
        ("13", "15:30", "13.00–15.30"),
        ("8:30", "16", "8.30–16.00"),
        ("8:05", "9:05", "8.05–9.05"),
        ("18", "0", "18–24"),
        ("0", "0", "0–24"),
        ("17:30", "0", "17.30–24.00"),
        ("22", "2", "22–2"),
        ("9", None, "klo\u00a09\u00a0alkaen"),
        (None, "15", ""),
        (None, None, ""),
    ],
)
def test_times_are_written_as_finns_write_them(opens_at, closes_at, text):
    assert times_text(opens_at and at(opens_at), closes_at and at(closes_at)) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ((), ""),
        ((0,), "ma"),
        ((0, 1), "ma, ti"),
        ((0, 1, 2), "ma–ke"),
        ((0, 1, 2, 4), "ma–ke, pe"),
        ((6, 0), "ma, su"),
        ((0, 2, 4, 5, 6), "ma, ke, pe–su"),
        (range(7), "ma–su"),
    ],
)
def test_weekdays_in_a_row_are_joined_when_there_are_three(days, text):
    assert days_text(days) == text


def test_the_weekdays_are_in_the_readers_language():
    with override("sv"):
        assert days_text((0, 1, 2)) == "mån–ons"


def test_the_letters_of_weekdays_become_numbers_in_the_order_of_the_week():
    assert day_numbers(["SU", "MO", "WE"]) == (0, 2, 6)


def test_the_clock_is_unbroken():
    assert clock_text(at("17:30")) == "klo\u00a017.30"


# -- the week


def test_today_stands_first_and_by_itself():
    assert rows([line(WORKDAYS, "9", "15")], MONDAY + datetime.timedelta(days=2)) == [
        ("Tänään, ke", "9–15"),
        ("ma, ti, to, pe", "9–15"),
        ("la, su", "suljettu"),
    ]


def test_days_of_the_same_hours_stand_on_one_line():
    hours = [line((0, 2), "9", "15"), line((1, 3), "12", "18")]

    assert rows(hours) == [
        ("Tänään, ma", "9–15"),
        ("ti, to", "12–18"),
        ("ke", "9–15"),
        ("pe–su", "suljettu"),
    ]


def test_hours_before_and_after_lunch_stand_on_one_line_in_the_order_of_the_clock():
    hours = [line((0,), "12:30", "15"), line((0,), "9", "11:30")]

    assert rows(hours)[0] == ("Tänään, ma", "9.00–11.30, 12.30–15.00")


def test_a_closed_day_is_closed_though_its_weekday_is_open():
    tuesday = MONDAY + datetime.timedelta(days=1)

    assert rows([line(WORKDAYS, "9", "15")], closed=[tuesday]) == [
        ("Tänään, ma", "9–15"),
        ("ke–pe", "9–15"),
        ("ti, la, su", "suljettu"),
    ]


def test_today_closed_says_so():
    assert rows([line((1,), "9", "15")])[0] == ("Tänään, ma", "suljettu")
    assert rows([line(WORKDAYS, "9", "15")], closed=[MONDAY])[0] == ("Tänään, ma", "suljettu")


def test_a_closed_day_of_next_week_does_not_touch_this_week():
    next_monday = MONDAY + datetime.timedelta(days=7)

    assert rows([line((0,), "9", "15")], closed=[next_monday])[0] == ("Tänään, ma", "9–15")


def test_a_season_holds_on_its_first_and_last_day():
    thursday = MONDAY + datetime.timedelta(days=3)
    hours = [
        line(WORKDAYS, "9", "15", valid_to=MONDAY + datetime.timedelta(days=2)),
        line(WORKDAYS, "10", "14", valid_from=thursday),
    ]

    assert rows(hours) == [
        ("Tänään, ma", "9–15"),
        ("ti, ke", "9–15"),
        ("to, pe", "10–14"),
        ("la, su", "suljettu"),
    ]


def test_hours_of_a_past_or_future_season_alone_give_no_week():
    yesterday, next_week = MONDAY - datetime.timedelta(days=1), MONDAY + datetime.timedelta(days=7)

    assert rows([line(WORKDAYS, "9", "15", valid_to=yesterday)]) == []
    assert rows([line(WORKDAYS, "9", "15", valid_from=next_week)]) == []


def test_a_line_without_times_gives_no_week():
    assert rows([line(WORKDAYS, None, None, description="By agreement")]) == []


def test_a_whole_week_of_closed_days_gives_no_week():
    days = [MONDAY + datetime.timedelta(days=n) for n in range(7)]

    assert rows([line(WORKDAYS, "9", "15")], closed=days) == []


def test_the_week_goes_over_the_new_year():
    wednesday = datetime.date(2026, 12, 30)

    assert rows([line((2, 4), "9", "15")], wednesday, [datetime.date(2027, 1, 1)]) == [
        ("Tänään, ke", "9–15"),
        ("ma, ti, to–su", "suljettu"),
    ]


# -- open now


@pytest.mark.parametrize(
    ("clock", "until"),
    [("8:59", None), ("9", "11:30"), ("11:29", "11:30"), ("11:30", None), ("12:30", "15"), ("15", None)],
)
def test_it_is_open_from_the_opening_until_just_before_the_closing(clock, until):
    hours = [line((0,), "9", "11:30"), line((0,), "12:30", "15")]

    assert open_until(hours, set(), moment(MONDAY, clock)) == (until and at(until))


@pytest.mark.parametrize(
    ("day", "clock", "until"),
    [(0, "21:59", None), (0, "22", "2"), (0, "23:59", "2"), (1, "0", "2"), (1, "1:59", "2"), (1, "2", None)],
)
def test_hours_past_midnight_go_on_on_the_next_day(day, clock, until):
    now = moment(MONDAY + datetime.timedelta(days=day), clock)

    assert open_until([line((0,), "22", "2")], set(), now) == (until and at(until))


@pytest.mark.parametrize("clock", ["0", "12", "23:59"])
def test_a_place_open_round_the_clock_is_open_at_any_time(clock):
    assert open_until([line(range(7), "0", "0")], set(), moment(MONDAY, clock)) == at("0")


def test_it_is_not_open_on_a_closed_day_nor_out_of_season():
    noon = moment(MONDAY, "12")

    assert open_until([line((0,), "9", "15")], {MONDAY}, noon) is None
    assert (
        open_until([line((0,), "9", "15", valid_from=MONDAY + datetime.timedelta(days=1))], set(), noon)
        is None
    )


def test_it_is_not_open_on_another_weekday_or_without_a_closing_time():
    noon = moment(MONDAY, "12")

    assert open_until([line((1,), "9", "15"), line((0,), "9", None)], set(), noon) is None


@pytest.mark.parametrize(
    ("utc", "until"),
    [
        # Sunday 29 March 2026: summer time begins at 3, which is 1 in UTC.
        (datetime.datetime(2026, 3, 29, 5, 59), None),
        (datetime.datetime(2026, 3, 29, 6, 0), "15"),
        (datetime.datetime(2026, 3, 29, 11, 59), "15"),
        (datetime.datetime(2026, 3, 29, 12, 0), None),
        # Sunday 25 October 2026: it ends at 4.
        (datetime.datetime(2026, 10, 25, 6, 59), None),
        (datetime.datetime(2026, 10, 25, 7, 0), "15"),
        (datetime.datetime(2026, 10, 25, 12, 59), "15"),
        (datetime.datetime(2026, 10, 25, 13, 0), None),
    ],
)
def test_the_clock_of_helsinki_counts_when_it_is_changed(utc, until):
    now = utc.replace(tzinfo=datetime.UTC)

    assert open_until([line((6,), "9", "15")], set(), now) == (until and at(until))


def test_the_day_changes_at_midnight_in_helsinki():
    late_sunday_in_utc = datetime.datetime(2026, 3, 8, 22, 30, tzinfo=datetime.UTC)

    assert open_until([line((0,), "0", "6")], set(), late_sunday_in_utc) == at("6")
