"""Meetings made, moved and cancelled: addresses, numbers, calendars, and what comes along."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from tests.workgroups.workgroups_rows import make_meeting, make_memo, make_workgroup
from workgroups import scheduling
from workgroups.conflicts import row_stamp
from workgroups.models import Meeting, MeetingState, OldMeetingAddress

pytestmark = pytest.mark.django_db
MAY_17, MAY_24, JUNE_1 = datetime.date(2027, 5, 17), datetime.date(2027, 5, 24), datetime.date(2027, 6, 1)


def parts(group):
    return [meeting.address_part for meeting in group.meetings.order_by("date", "ordinal")]


def old(group):
    rows = OldMeetingAddress.objects.filter(workgroup=group).order_by("address_part")
    return [(row.address_part, row.meeting.address_part) for row in rows]


def values_of(meeting, **changed):
    return {name: getattr(meeting, name) for name in scheduling.DETAILS} | changed


# -- making


def test_the_second_meeting_of_a_day_has_an_address_of_its_own():
    group = make_workgroup()

    for _time in range(2):
        scheduling.create(Meeting(workgroup=group, date=MAY_17))

    assert parts(group) == ["2027-05-17", "2027-05-17-2"]


def test_a_form_sent_twice_makes_one_meeting():
    group, key = make_workgroup(), uuid.uuid4()

    made = [scheduling.create(Meeting(workgroup=group, date=MAY_17, uid=key)) for _time in range(2)]

    assert made[0] == made[1] == group.meetings.get()


def test_a_number_that_another_has_is_refused_with_the_one_that_is_free():
    group = make_workgroup()
    make_meeting(group, MAY_17, number=4)

    with override("en"), pytest.raises(ValidationError) as error:
        scheduling.create(Meeting(workgroup=group, date=MAY_24, number=4))

    assert error.value.message_dict["number"] == [
        "Number 4 is that of the meeting on 17.5.2027. The next free one is 5."
    ]
    assert parts(group) == ["2027-05-17"]


def test_days_that_are_there_are_named_and_not_doubled():
    group = make_workgroup()
    there = make_meeting(group, MAY_24, state="cancelled")

    planned = scheduling.planned_days(group, [JUNE_1, MAY_24, MAY_17, MAY_17])
    made = [scheduling.create_days(group, [JUNE_1, MAY_24, MAY_17, MAY_17], {}, True) for _time in range(2)]

    assert [(day.date, day.existing, day.is_second) for day in planned] == [
        (MAY_17, None, False),
        (MAY_17, None, True),
        (MAY_24, there, False),
        (JUNE_1, None, False),
    ]
    assert [(meeting.address_part, meeting.number) for meeting in made[0]] == [
        ("2027-05-17", 1),
        ("2027-05-17-2", 2),
        ("2027-06-01", 3),
    ]
    assert made[1] == []


# -- moving


def test_a_moved_meeting_keeps_its_old_addresses_also_after_a_second_move():
    meeting = make_meeting(date=MAY_17)

    for day in (MAY_24, JUNE_1):
        meeting = scheduling.move(meeting, day)

    assert old(meeting.workgroup) == [("2027-05-17", "2027-06-01"), ("2027-05-24", "2027-06-01")]
    assert meeting.sequence == 2


def test_a_meeting_moved_back_is_at_its_first_address_again():
    meeting = make_meeting(date=MAY_17)

    for day in (MAY_24, MAY_17):
        meeting = scheduling.move(meeting, day)

    assert meeting.address_part == "2027-05-17"
    assert old(meeting.workgroup) == [("2027-05-24", "2027-05-17")]


def test_a_meeting_moved_to_the_day_it_is_on_stays_as_it_was():
    meeting = make_meeting(date=MAY_17)

    moved = scheduling.move(meeting, MAY_17)

    assert (moved.sequence, old(meeting.workgroup)) == (0, [])


def test_a_new_meeting_never_takes_an_address_that_leads_to_a_moved_one():
    meeting = make_meeting(date=MAY_17)
    scheduling.move(meeting, MAY_24)

    new = scheduling.create(Meeting(workgroup=meeting.workgroup, date=MAY_17))

    assert new.address_part == "2027-05-17-2"
    assert old(meeting.workgroup) == [("2027-05-17", "2027-05-24")]


def test_a_meeting_moved_to_a_taken_day_is_its_second():
    group = make_workgroup()
    make_meeting(group, MAY_24)

    moved = scheduling.move(make_meeting(group, MAY_17), MAY_24)

    assert moved.address_part == "2027-05-24-2"


# -- changing


@pytest.mark.parametrize(
    ("changed", "sequence"),
    [
        ({"start_time": datetime.time(9)}, 1),
        ({"venue": "Kuvitelmatalo"}, 1),
        ({"remote_url": "https://etana.example.org/"}, 1),
        ({"title": "Kevätkokous"}, 0),
        ({"number": 7}, 0),
        ({}, 0),
    ],
)
def test_a_change_of_time_or_place_raises_the_sequence(changed, sequence):
    meeting = make_meeting(date=MAY_17)

    saved = scheduling.change(meeting, values_of(meeting, **changed), row_stamp(meeting, scheduling.DETAILS))

    meeting.refresh_from_db()
    assert (saved, meeting.sequence) == (True, sequence)


def test_a_change_of_what_somebody_else_changed_is_refused():
    meeting = make_meeting(date=MAY_17)
    base = row_stamp(meeting, scheduling.DETAILS)
    scheduling.change(meeting, values_of(meeting, title="Ensimmäinen"), base)

    saved = scheduling.change(meeting, values_of(meeting, title="Toinen"), base)

    meeting.refresh_from_db()
    assert (saved, meeting.title) == (False, "Ensimmäinen")


# -- states


def test_a_cancelled_meeting_tells_why_and_calendars_once():
    meeting = make_meeting(date=MAY_17)

    for _time in range(2):
        meeting = scheduling.set_state(meeting, MeetingState.CANCELLED, "Sairastapaus")

    assert (meeting.cancel_reason, meeting.sequence) == ("Sairastapaus", 1)
    assert scheduling.set_state(meeting, MeetingState.PLANNED).cancel_reason == ""


def test_what_cannot_be_is_refused_in_a_sentence():
    future = make_meeting(date=datetime.date.today() + datetime.timedelta(days=1))
    with_memo = make_memo(make_meeting(date=datetime.date(2017, 5, 17))).meeting

    for meeting, state, reason in [
        (future, MeetingState.HELD, ""),
        (future, MeetingState.CANCELLED, ""),
        (with_memo, MeetingState.CANCELLED, "Syy"),
    ]:
        with pytest.raises(ValidationError):
            scheduling.set_state(meeting, state, reason)
