"""The reminder of a memo: to the right person, in time, and once."""

import datetime

import pytest
from django.utils import timezone

from lape.models import OutboxMail
from tests.workgroups.workgroups_rows import make_meeting, make_member, make_memo, make_workgroup
from workgroups.models import Role
from workgroups.reminders import remind_of_memos

pytestmark = pytest.mark.django_db
MAY_17, JUNE_1 = datetime.date(2027, 5, 17), datetime.date(2027, 6, 1)
START = datetime.date(2027, 1, 1)


@pytest.fixture
def meeting():
    meeting = make_meeting(make_workgroup(memo_reminder_days=14), MAY_17, state="held")
    make_member(meeting.workgroup, "Siiri Sihteeri", role=Role.SECRETARY, start_date=START)
    make_member(meeting.workgroup, "Pauli Puheenjohtaja", role=Role.CHAIR, start_date=START)
    return meeting


def recipients():
    return sorted(address.partition("-")[0] for address in OutboxMail.objects.values_list("to", flat=True))


def test_the_secretary_is_reminded_once(meeting):
    assert [remind_of_memos(JUNE_1) for _time in range(2)] == [1, 0]
    assert recipients() == ["siiri"]
    mail = OutboxMail.objects.get()
    assert mail.subject == "Muistio 17.5.2027 puuttuu"
    assert meeting.get_absolute_url() in mail.body


def test_the_memo_taker_is_reminded_first(meeting):
    meeting.memo_taker = make_member(meeting.workgroup, "Minna Muistaja", start_date=START).person
    meeting.save()

    remind_of_memos(JUNE_1)

    assert recipients() == ["minna"]


def test_a_memo_taker_who_left_is_not_asked(meeting):
    former = make_member(meeting.workgroup, "Entinen", start_date=START, end_date=MAY_17)
    meeting.memo_taker = former.person
    meeting.save()

    remind_of_memos(JUNE_1)

    assert recipients() == ["siiri"]


@pytest.mark.parametrize(("day", "sent"), [(30, 0), (31, 1)])
def test_nobody_is_reminded_before_the_groups_own_time(meeting, day, sent):
    assert remind_of_memos(datetime.date(2027, 5, day)) == sent


def test_the_day_is_that_of_helsinki(meeting, monkeypatch):
    half_past_midnight = datetime.datetime(2027, 5, 30, 21, 30, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: half_past_midnight)

    assert remind_of_memos() == 1


def test_a_begun_memo_is_late_until_it_is_submitted(meeting):
    memo = make_memo(meeting)
    assert remind_of_memos(datetime.date(2027, 5, 20)) == 0
    assert remind_of_memos(JUNE_1) == 1

    type(meeting).objects.update(memo_reminded_at=None)
    memo.submitted_at, memo.state = "2027-05-20T12:00Z", "in_review"
    memo.save()
    assert remind_of_memos(JUNE_1) == 0


@pytest.mark.parametrize("changed", [{"state": "cancelled"}, {"date": datetime.date(2026, 5, 17)}])
def test_cancelled_and_old_meetings_remind_nobody(meeting, changed):
    type(meeting).objects.update(**changed)

    assert remind_of_memos(JUNE_1) == 0


def test_a_concluded_group_is_left_in_peace(meeting):
    meeting.workgroup.state = "concluded"
    meeting.workgroup.save()

    assert remind_of_memos(JUNE_1) == 0
