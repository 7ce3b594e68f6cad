"""What is forgotten, on both sides of each threshold."""

import datetime
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from lape.accounts.data_export import own_data
from tests.factories import make_user
from tests.workgroups.workgroups_rows import (
    make_attendance,
    make_meeting,
    make_member,
    make_membership,
    make_memo,
    make_person,
    make_version,
    make_workgroup,
)
from workgroups import retention
from workgroups.models import Attendance, Invitation, JoinRequest, MemoVersion

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)
NAME = "Anneli Rautasalmi"


def concluded(ended_on):
    """A group that ended so, with a meeting, somebody present and a published memo."""
    group = make_workgroup(state="concluded", ended_on=ended_on)
    meeting = make_meeting(group)
    make_attendance(
        meeting,
        NAME,
        title="palvelupäällikkö",
        organization_name="Esimerkkikaupunki",
        person=make_person(NAME),
    )
    make_version(make_memo(meeting))
    return group


@pytest.mark.parametrize(
    ("ended_on", "forgotten"), [(datetime.date(2024, 10, 31), 1), (datetime.date(2024, 11, 1), 0)]
)
def test_names_of_those_present_go_two_years_after_the_group_has_ended(ended_on, forgotten):
    concluded(ended_on)

    assert retention.forget_names(TODAY) == forgotten

    row, version = Attendance.objects.get(), MemoVersion.objects.get()
    assert (row.name == "") is bool(forgotten)
    assert row.organization_name == "Esimerkkikaupunki"
    assert (NAME not in json.dumps(version.members)) is bool(forgotten)
    assert len(version.members["attendance"]["present"]) == 1


def test_a_second_pass_finds_nothing(settings):
    settings.WORKGROUP_NAMES_MONTHS = 1
    concluded(datetime.date(2017, 12, 1))

    assert [retention.forget_names(TODAY), retention.forget_names(TODAY)] == [1, 0]


def test_the_dry_run_tells_and_changes_nothing():
    group = concluded(datetime.date(2017, 12, 1))
    out = StringIO()

    call_command("forget_names", dry_run=True, stdout=out)

    assert out.getvalue() == f"{group.slug}: 1 names would be forgotten\n"
    assert Attendance.objects.get().name == NAME


def test_names_of_a_group_that_goes_on_are_kept():
    group = concluded(datetime.date(2017, 12, 1))
    type(group).objects.update(state="active")

    assert retention.forget_names(TODAY) == 0


@pytest.mark.parametrize(("days", "forgotten"), [(59, 0), (61, 2)])
def test_invitations_and_proposals_go_after_60_days(days, forgotten):
    group = make_workgroup()
    Invitation.objects.create(workgroup=group, email="otso@example.org", name="Otso Lehtimaa")
    JoinRequest.objects.create(
        workgroup=group, email="lempi@example.org", name="Lempi Aarniovuori", proposed_by=make_person()
    )

    assert retention.forget_invitations(timezone.now() + datetime.timedelta(days=days)) == forgotten


def test_a_member_can_take_their_own_data_along():
    group = make_workgroup("Eropalvelujen työryhmä")
    user = make_member(group, "Otso Lehtimaa", title="perheohjaaja")
    make_attendance(make_meeting(group), "Otso Lehtimaa", person=user.person)
    make_membership(group, make_person(NAME))

    own = own_data(user)["workgroups"]

    assert own["name"] == "Otso Lehtimaa"
    assert [term["title"] for term in own["memberships"]] == ["perheohjaaja"]
    assert [row["meeting__date"] for row in own["attendances"]] == [datetime.date(2017, 5, 17)]
    assert own_data(make_user())["workgroups"] == {}
