"""Days and times as people write them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from workgroups.typed import MOST_DATES, typed_date, typed_dates, typed_time, written_date, written_time

MAY_3 = datetime.date(2027, 5, 3)


@pytest.mark.parametrize(
    "text",
    ["3.5.2027", "03.05.2027", " 3. 5. 2027 ", "3.5.27", "2027-05-03", "ma 3.5.2027", "Maanantai 3.5.2027"],
)
def test_a_day_is_understood_as_finns_and_machines_write_it(text):
    assert typed_date(text) == MAY_3


@pytest.mark.parametrize(
    "text",
    [
        "3.5., 18.5., 13.6.2027",
        "3.5. 18.5. 13.6.2027",
        "3.5; 18.5 ja 13.6.27",
        "ma 3.5.\nti 18.5.\n13.6.2027",
    ],
)
def test_a_year_holds_for_the_days_before_it(text):
    assert typed_dates(text) == [MAY_3, datetime.date(2027, 5, 18), datetime.date(2027, 6, 13)]


def test_each_year_of_a_list_holds_for_the_days_up_to_it():
    assert typed_dates("12.11., 10.12.2026, 14.1., 11.2.2027") == [
        datetime.date(2026, 11, 12),
        datetime.date(2026, 12, 10),
        datetime.date(2027, 1, 14),
        datetime.date(2027, 2, 11),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31.2.2027", "“31.2.2027” is not in the calendar"),
        ("29.2.2027", "not in the calendar"),
        ("tiistai", "Write one day"),
        ("huomenna", "“huomenna” is no day"),
        ("3.5.2027, kesällä", "“kesällä” is no day"),
        ("3.5.", "“3.5.” has no year"),
        ("13.6.2027, 3.7.", "“3.7.” has no year"),
        ("ti 3.5.2027", "3.5.2027 is another weekday"),
        ("3.5.1027", "Check the year"),
        ("", "Write one day"),
        (", ".join(["3.5.2027"] * (MOST_DATES + 1)), "At most 60 days"),
    ],
)
def test_what_is_no_day_is_told_in_a_sentence(text, said):
    with override("en"), pytest.raises(ValidationError) as error:
        typed_dates(text)

    assert said in error.value.messages[0]


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [("13", 13, 0), ("13.30", 13, 30), ("9:05", 9, 5), ("klo 8.15", 8, 15), ("0.00", 0, 0)],
)
def test_a_time_is_understood_with_dot_and_colon(text, hour, minute):
    assert typed_time(text) == datetime.time(hour, minute)


@pytest.mark.parametrize("text", ["25", "13.60", "iltapäivällä", "13.3", "-1"])
def test_what_is_no_time_is_told(text):
    with pytest.raises(ValidationError):
        typed_time(text)


def test_days_and_times_are_written_as_they_are_typed():
    assert (written_date(MAY_3), written_time(datetime.time(9, 5))) == ("3.5.2027", "9.05")
