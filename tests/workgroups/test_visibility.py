"""One ladder: what the public, members, editors and memo takers read, and who counts as which."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from workgroups_rows import (
    make_action,
    make_item,
    make_meeting,
    make_member,
    make_membership,
    make_memo,
    make_named_membership,
    make_person,
    make_workgroup,
)

from workgroups.access import viewer_of
from workgroups.models import AgendaItem, Meeting, Naming, Outcome, Role, Visibility

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today()


def items_of_each_level(meeting):
    return [make_item(meeting, level.label, visibility=level) for level in Visibility]


def titles(user):
    return [item.title for item in AgendaItem.objects.visible_to(user)]


def test_everyone_reads_public_items_members_theirs_and_editors_all():
    meeting = make_meeting()
    public, members, editors = [item.title for item in items_of_each_level(meeting)]

    assert titles(AnonymousUser()) == [public]
    assert titles(make_member(make_workgroup())) == [public]
    assert titles(make_member(meeting.workgroup)) == [public, members]
    assert titles(make_member(meeting.workgroup, role=Role.CHAIR)) == [public, members, editors]


def test_the_memo_taker_is_an_editor_of_that_meeting_alone():
    meeting = make_meeting()
    other = make_meeting(meeting.workgroup, meeting.date + datetime.timedelta(days=7))
    user = make_member(meeting.workgroup)
    Meeting.objects.filter(pk=meeting.pk).update(memo_taker=user.person)
    own, others = items_of_each_level(meeting)[2], items_of_each_level(other)[2]

    found = list(AgendaItem.objects.visible_to(user))

    assert own in found
    assert others not in found


def test_a_public_item_of_a_members_meeting_stays_with_the_members():
    meeting = make_meeting(visibility=Visibility.MEMBERS)
    make_item(meeting, "Hakemus")

    assert titles(AnonymousUser()) == []
    assert titles(make_member(meeting.workgroup)) == ["Hakemus"]


def test_a_term_that_ended_yesterday_gives_nothing():
    meeting = make_meeting()
    user = make_member(meeting.workgroup, end_date=TODAY - datetime.timedelta(days=1))

    assert not viewer_of(user).belongs_to(meeting.workgroup)


def test_an_outcome_is_public_once_it_is_published():
    meeting = make_meeting()
    action = make_action(make_item(meeting))
    memo = make_memo(meeting)
    assert list(Outcome.objects.published()) == []

    Outcome.objects.filter(pk=action.pk).update(published_text=action.text)
    type(memo).objects.filter(pk=memo.pk).update(state="published", published_at="2017-06-01T12:00Z")

    assert list(Outcome.objects.published()) == [action]


def test_terms_in_one_role_do_not_overlap():
    group, person = make_workgroup(), make_person()
    make_membership(group, person, end_date=datetime.date(2018, 5, 1))

    with pytest.raises(IntegrityError, match="membership_terms_do_not_overlap"):
        make_membership(group, person, start_date=datetime.date(2018, 5, 1))


def test_nobody_is_named_without_a_reason():
    with pytest.raises(IntegrityError, match="membership_named_with_a_reason"):
        make_membership(naming=Naming.FULL_NAME)


def test_an_expert_by_experience_is_never_named():
    with pytest.raises(IntegrityError, match="expert_by_experience_unnamed"):
        make_named_membership(make_workgroup(), role=Role.EXPERT_BY_EXPERIENCE)
