"""Two people plan at the same moment, each over a database connection of their own."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.workgroups.workgroups_rows import make_workgroup
from workgroups import scheduling
from workgroups.models import Meeting

pytestmark = pytest.mark.django_db(transaction=True)
MAY_17 = datetime.date(2027, 5, 17)


def at_once(*jobs):
    """What each job gave, or the sentences with which it was refused."""
    found, together = [], threading.Barrier(len(jobs))

    def run(job):
        try:
            together.wait()
            found.append(job())
        except ValidationError as error:
            found.append(error.messages)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_one_gets_the_number_and_the_other_a_sentence():
    group = make_workgroup()

    def create():
        scheduling.create(Meeting(workgroup=group, date=MAY_17, number=4))
        return "made"

    found = at_once(create, create)

    assert sorted(found, key=str, reverse=True)[0] == "made"
    assert sum(isinstance(each, list) for each in found) == 1
    assert list(group.meetings.values_list("number", flat=True)) == [4]


def test_two_meetings_of_one_day_get_two_addresses():
    group = make_workgroup()

    at_once(*[lambda: scheduling.create(Meeting(workgroup=group, date=MAY_17))] * 2)

    assert sorted(meeting.address_part for meeting in group.meetings.all()) == ["2027-05-17", "2027-05-17-2"]


def test_a_list_sent_by_two_is_made_once():
    group = make_workgroup()

    at_once(*[lambda: scheduling.create_days(group, [MAY_17], {}, True)] * 2)

    assert [meeting.address_part for meeting in group.meetings.all()] == ["2027-05-17"]
