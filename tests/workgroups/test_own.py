"""The members' own page: what waits for each of them, and nothing of other groups."""

import datetime

import pytest

from tests.factories import make_area, make_coordinator
from tests.workgroups.workgroups_rows import (
    make_action,
    make_item,
    make_meeting,
    make_member,
    make_memo,
    make_workgroup,
)
from workgroups.models import Approval, ItemState, Memo, Role, Visibility
from workgroups.own import OwnPage

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today()
DAY = datetime.timedelta(days=1)


def seen(user):
    """What the page holds for `user`, in short."""
    user = type(user).objects.get(pk=user.pk)  # a user object remembers its rights
    page = OwnPage(user)
    return {
        "coming": [meeting.date for meeting in page.coming],
        "actions": [line.action.text for line in page.actions],
        "to_write": [meeting.date for meeting in page.to_write],
        "missing": [meeting.date for meeting in page.memos_missing],
        "to_approve": [memo.meeting.date for memo in page.to_approve],
        "proposals": [item.title for item in page.proposals],
    }


NOTHING = {"coming": [], "actions": [], "to_write": [], "missing": [], "to_approve": [], "proposals": []}


@pytest.fixture
def group():
    """A group with one of everything: a coming meeting, a memo missing, one to approve, a proposal."""
    group = make_workgroup(area=make_area("Pirkanmaa"), approval=Approval.CHAIR)
    coming = make_meeting(group, TODAY + DAY)
    make_item(coming, "Ehdotus", state=ItemState.PROPOSED)
    make_meeting(group, TODAY - 2 * DAY)
    make_memo(make_meeting(group, TODAY - 3 * DAY), state="in_review")
    make_meeting(group, TODAY - 4 * DAY, state="cancelled")
    return group


def test_an_action_that_editors_alone_read_is_not_on_its_owners_page(group):
    user = make_member(group)
    item = make_item(make_meeting(group, TODAY - 30 * DAY, state="cancelled"))
    make_action(item, "Valmistellaan", owner_person=user.person, visibility=Visibility.EDITORS)

    assert seen(user)["actions"] == []


def test_a_member_sees_the_coming_meetings_and_the_own_actions(group):
    user = make_member(group)
    item = make_item(make_meeting(group, TODAY - 30 * DAY, state="cancelled"))
    make_action(item, "Oma", owner_person=user.person)
    make_action(item, "Tehty", owner_person=user.person, state="done")
    make_action(item, "Toisen")

    assert seen(user) == NOTHING | {"coming": [TODAY + DAY], "actions": ["Oma"]}


def test_an_editor_sees_what_is_missing_and_what_waits_for_a_yes(group):
    assert seen(make_member(group, role=Role.CHAIR)) == NOTHING | {
        "coming": [TODAY + DAY],
        "missing": [TODAY - 2 * DAY],
        "to_approve": [TODAY - 3 * DAY],
        "proposals": ["Ehdotus"],
    }


def test_the_memo_taker_sees_the_memo_to_write_until_it_is_published(group):
    user = make_member(group)
    meeting = group.meetings.get(date=TODAY - 2 * DAY)
    meeting.memo_taker = user.person
    meeting.save()
    assert seen(user)["to_write"] == [meeting.date]

    memo = make_memo(meeting)
    assert seen(user)["to_write"] == [meeting.date]
    type(memo).objects.filter(pk=memo.pk).update(state="published", published_at="2026-01-01T12:00Z")
    assert seen(user)["to_write"] == []


def test_where_another_member_approves_every_other_member_is_asked(group):
    group.approval = Approval.OTHER
    group.save()
    author, other = make_member(group), make_member(group)
    Memo.objects.update(author=author.person)

    assert (seen(author)["to_approve"], seen(other)["to_approve"]) == ([], [TODAY - 3 * DAY])


def test_nothing_of_a_group_is_seen_from_outside_or_afterwards(group):
    assert seen(make_member(make_workgroup(), role=Role.CHAIR)) == NOTHING
    assert seen(make_member(group, role=Role.CHAIR, end_date=TODAY - DAY)) == NOTHING


def test_a_coordinator_sees_the_groups_of_the_area_that_go_on(group):
    make_workgroup(area=group.area, state="concluded")

    assert OwnPage(make_coordinator(group.area)).groups == [group]
    assert OwnPage(make_coordinator(make_area("Häme"))).groups == []
