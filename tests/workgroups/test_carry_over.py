"""What one meeting leaves to the next: postponed items and open actions, never what was decided."""

import datetime

import pytest

from tests.workgroups.workgroups_rows import (
    make_action,
    make_decision,
    make_item,
    make_meeting,
    make_memo,
    make_workgroup,
)
from workgroups import scheduling
from workgroups.carry_over import add_previous_memo, carry_into, items_to_carry
from workgroups.models import AgendaItem, ItemKind, ItemState, Meeting, MeetingState, Visibility

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today()
WEEK = datetime.timedelta(days=7)


@pytest.fixture
def held():
    return make_meeting(make_workgroup(), TODAY - WEEK, state="held")


def new_meeting(held, weeks=1, **fields):
    return scheduling.create(Meeting(workgroup=held.workgroup, date=TODAY + weeks * WEEK, **fields))


def titles(meeting):
    return [item.title for item in meeting.items.order_by("position")]


def test_postponed_items_and_open_actions_come_along_in_their_order(held):
    make_decision(make_item(held, "Päätetty", state=ItemState.HANDLED))
    postponed = make_item(held, "Siirretty", state=ItemState.POSTPONED, minutes=15, presenter="Alaryhmä")
    make_action(make_item(held, "Tekemättä", state=ItemState.HANDLED))
    make_action(make_item(held, "Tehty", state=ItemState.HANDLED), state="done")
    make_item(held, "Ehdotettu", state=ItemState.PROPOSED)

    meeting = new_meeting(held)

    assert titles(meeting) == ["Siirretty", "Tekemättä"]
    first = meeting.items.first()
    assert (first.continues, first.minutes, first.presenter) == (postponed, 15, "Alaryhmä")
    assert {item.visibility for item in meeting.items.all()} == {Visibility.MEMBERS}


def test_carrying_twice_brings_nothing_twice(held):
    make_item(held, "Siirretty", state=ItemState.POSTPONED)
    meeting = new_meeting(held)

    assert carry_into(meeting) == []
    assert titles(meeting) == ["Siirretty"]


def test_an_item_follows_as_long_as_the_action_at_its_root_is_open(held):
    action = make_action(make_item(held, "Tekemättä"))
    second = new_meeting(held, weeks=0)
    scheduling.set_state(second, MeetingState.HELD)

    third = new_meeting(held)
    assert titles(third) == ["Tekemättä"]

    scheduling.set_state(third, MeetingState.CANCELLED, "Syy")
    action.state = "done"
    action.save()
    assert titles(new_meeting(held, weeks=2)) == []


def test_what_a_cancelled_meeting_had_taken_over_goes_to_the_next(held):
    make_item(held, "Siirretty", state=ItemState.POSTPONED)
    cancelled, later = new_meeting(held), new_meeting(held, weeks=2)

    scheduling.set_state(cancelled, MeetingState.CANCELLED, "Syy")

    assert titles(later) == ["Siirretty"]


def test_a_meeting_that_is_not_over_leaves_nothing_yet(held):
    make_item(held, "Siirretty", state=ItemState.POSTPONED)
    new_meeting(held)

    assert titles(new_meeting(held, weeks=2)) == []


def test_items_postponed_after_the_next_meeting_was_made_come_when_the_meeting_is_held():
    before = make_meeting(make_workgroup(), TODAY)
    after = new_meeting(before)
    make_item(before, "Siirretty", state=ItemState.POSTPONED)
    assert items_to_carry(after) == []

    scheduling.set_state(before, MeetingState.HELD)

    assert titles(after) == ["Siirretty"]


def test_an_action_due_at_the_next_meeting_is_bound_to_it(held):
    action = make_action(make_item(held), is_due_next_meeting=True)

    def due():
        action.refresh_from_db()
        return action.due_meeting

    assert due() is None
    far = new_meeting(held, weeks=3)
    assert due() == far
    near = new_meeting(held, weeks=1)
    assert due() == near
    scheduling.set_state(near, MeetingState.CANCELLED, "Syy")
    assert due() == far


def test_the_approval_of_the_previous_memo_is_one_item_with_its_link(held):
    memo = make_memo(held, state="in_review")
    meeting = new_meeting(held)

    items = [add_previous_memo(meeting, memo) for _time in range(2)]

    assert items[0] == items[1] == AgendaItem.objects.get(meeting=meeting)
    assert (items[0].kind, memo.approved_in.get()) == (ItemKind.PREVIOUS_MEMO, items[0])


def test_what_editors_alone_read_stays_with_them_at_the_next_meeting(held):
    make_item(held, "Valmistelu", state=ItemState.POSTPONED, visibility=Visibility.EDITORS)
    make_item(held, "Julkinen", state=ItemState.POSTPONED)
    Meeting.objects.filter(pk=held.pk).update(visibility=Visibility.EDITORS)
    meeting = new_meeting(held)
    add_previous_memo(meeting, make_memo(Meeting.objects.get(pk=held.pk)))

    assert {item.visibility for item in meeting.items.all()} == {Visibility.EDITORS}
