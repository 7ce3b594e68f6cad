"""The whole table of a memo's states: who may take which step, and that the quicker of two wins."""

import threading

import pytest
from django.db import connection

from tests.workgroups.memo_rows import fresh, in_state, make_world, step
from tests.workgroups.workgroups_rows import make_item, make_meeting, make_member, make_memo, make_workgroup
from workgroups.memo import readiness, states
from workgroups.memo.previous import put_on_next_agenda
from workgroups.models import AgendaItem, Approval, ItemKind, Role

pytestmark = pytest.mark.django_db

#: Role by role, the steps of each state where the chair approves. The author is the memo taker.
CHAIR_APPROVES = {
    "draft": {"chair": {"submit"}, "secretary": {"submit"}, "taker": {"submit"}},
    "in_review": {
        "chair": {"return", "approve", "reopen"},
        "secretary": {"reopen"},
        "taker": {"reopen"},
    },
    "approved": {role: {"publish", "reopen"} for role in ("chair", "secretary", "taker")},
    "published": {
        "chair": {"correct", "withdraw"},
        "secretary": {"correct", "withdraw"},
        "taker": {"correct"},
    },
    "withdrawn": {"chair": {"publish_again"}, "secretary": {"publish_again"}},
}
OTHER_APPROVES = {
    **CHAIR_APPROVES,
    "in_review": {
        "chair": {"return", "approve", "reopen"},
        "secretary": {"return", "approve", "reopen"},
        "taker": {"reopen"},
        "member": {"return", "approve"},
    },
}
NOBODY_APPROVES = {
    **CHAIR_APPROVES,
    "draft": {role: {"finish"} for role in ("chair", "secretary", "taker")},
    "in_review": OTHER_APPROVES["in_review"],  # a memo that was sent before the group changed its way
}
TABLES = {
    Approval.CHAIR: CHAIR_APPROVES,
    Approval.OTHER: OTHER_APPROVES,
    Approval.NONE: NOBODY_APPROVES,
}


@pytest.mark.parametrize("approval", Approval)
@pytest.mark.parametrize("state", CHAIR_APPROVES)
def test_each_role_may_take_the_steps_of_the_table_and_no_others(approval, state):
    world = make_world(approval)
    memo = in_state(world.memo, state)

    found = {role: set(states.allowed_steps(memo, user)) for role, user in world.users.items()}

    assert found == {role: set() for role in world.users} | TABLES[approval][state]


@pytest.mark.parametrize("name", states.STEPS)
def test_a_step_that_is_not_allowed_changes_nothing(name):
    world = make_world()
    memo = in_state(world.memo, states.STEPS[name].sources[0])

    with pytest.raises(states.NotAllowed):
        states.move(memo, name, world.users["stranger"], memo.version, "syy")

    assert fresh(memo).state == states.STEPS[name].sources[0]
    assert memo.events.count() == 0


@pytest.mark.parametrize("name", [name for name, found in states.STEPS.items() if found.needs_note])
def test_a_step_that_needs_a_note_is_not_taken_without_one(name):
    world = make_world()
    memo = in_state(world.memo, states.STEPS[name].sources[0])

    with pytest.raises(ValueError):
        states.move(memo, name, world.users["chair"], memo.version, " ")


def test_the_author_does_not_approve_where_another_can():
    world = make_world()
    memo = in_state(world.memo, "in_review", author=world.users["chair"].person)

    assert "approve" not in states.allowed_steps(memo, world.users["chair"])
    assert "approve" in states.allowed_steps(memo, world.users["secretary"])


def test_who_sent_the_memo_does_not_approve_it_either():
    world = make_world(Approval.OTHER)
    step(world.memo, "submit", world.users["secretary"])

    assert states.approvers(fresh(world.memo)) == {
        world.users["chair"].person.pk,
        world.users["member"].person.pk,
    }


def test_the_author_approves_where_there_is_no_other_editor():
    group = make_workgroup()
    chair = make_member(group, role=Role.CHAIR)
    memo = make_memo(make_meeting(group), author=chair.person, state="in_review")

    assert "approve" in states.allowed_steps(fresh(memo), chair)


def test_the_way_from_begin_to_published_leaves_a_log():
    world = make_world()
    meeting = make_meeting(world.group, "2017-08-18")
    memo = states.begin(meeting, world.users["secretary"])
    assert states.begin(meeting, world.users["chair"]).pk == memo.pk

    step(memo, "submit", world.users["secretary"])
    step(memo, "return", world.users["chair"], "Täydennä.")
    step(memo, "submit", world.users["secretary"])
    step(memo, "approve", world.users["chair"])

    log = [(event.transition, event.note) for event in memo.events.all()]
    assert log == [("begin", ""), ("submit", ""), ("return", "Täydennä."), ("submit", ""), ("approve", "")]
    memo = fresh(memo)
    assert (memo.approved_by, memo.version) == (world.users["chair"], 5)


def test_who_saw_an_older_memo_is_told():
    world = make_world()
    seen = fresh(world.memo)
    step(world.memo, "submit", world.users["taker"])

    with pytest.raises(states.Overtaken):
        states.move(seen, "submit", world.users["secretary"], seen.version)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_moves_and_one_is_told():
    world = make_world()
    memo = in_state(world.memo, "in_review")
    seen, start, told = memo.version, threading.Barrier(2), []

    def press(name, user):
        try:
            start.wait()
            states.move(fresh(memo), name, user, seen, "Huomautus")
            told.append(name)
        except states.Overtaken:
            told.append("overtaken")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=press, args=(name, world.users["chair"])) for name in ("approve", "return")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert told.count("overtaken") == 1
    assert memo.events.count() == 1


# -- What a memo needs before it is sent on


def test_an_item_without_a_word_keeps_the_memo_back():
    world = make_world()
    assert readiness.missing(world.meeting) == []

    make_item(world.meeting, "Tyhjä")
    make_item(world.meeting, "Siirretty", state="postponed")
    make_item(world.meeting, "Ei puhuttu", is_without_discussion=True)

    assert len(readiness.missing(world.meeting)) == 1
    assert "Tyhjä" in readiness.missing(world.meeting)[0]


def test_a_memo_without_anybody_present_is_kept_back():
    world = make_world()
    world.meeting.attendances.update(state="excused")

    assert len(readiness.missing(world.meeting)) == 1


def test_a_meeting_to_come_is_warned_of():
    world = make_world()

    assert readiness.warnings(world.meeting) == []
    assert len(readiness.warnings(world.meeting, today=world.meeting.date.replace(day=1))) == 1


def test_the_next_meeting_gets_the_memo_on_its_agenda_once():
    world = make_world()
    assert put_on_next_agenda(fresh(world.memo)) is None
    following = make_meeting(world.group, "2017-08-18")

    put_on_next_agenda(fresh(world.memo))
    put_on_next_agenda(fresh(world.memo))

    item = AgendaItem.objects.get(meeting=following)
    assert (item.kind, item.title) == (ItemKind.PREVIOUS_MEMO, "Edellisen kokouksen muistio 17.5.2017")
