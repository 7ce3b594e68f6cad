"""Who was there: copied as they were that day, tightened but never opened, saved whole or not at all."""

import datetime

import pytest

from tests.factories import make_organization
from tests.workgroups.workgroups_rows import (
    make_attendance,
    make_meeting,
    make_member,
    make_membership,
    make_memo,
    make_person,
    make_workgroup,
)
from workgroups.attendance import Sheet, sheet_stamp
from workgroups.models import AttendanceState, Memo, Naming, NamingBasis, Role

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 5, 17)
EARLIER = datetime.date(2026, 1, 1)


@pytest.fixture
def meeting():
    return make_meeting(make_workgroup(), DAY, state="held")


@pytest.fixture
def secretary(client, meeting):
    user = make_member(meeting.workgroup, "Siiri Sihteeri", role=Role.SECRETARY, start_date=EARLIER)
    client.force_login(user)
    return user


def make_term(meeting, name, **fields):
    return make_membership(meeting.workgroup, make_person(name), **{"start_date": EARLIER} | fields)


def marks(meeting, **fields):
    """What the form posts: the sheet as it is shown, with `fields` changed ("Aino__state": "present")."""
    sheet = Sheet(meeting)
    data = {"base": sheet.base}
    for line in (*sheet.members, *sheet.guests):
        for field in line.form:
            data[field.html_name] = field.value() if field.value() not in (None, False) else ""
        if line.row:
            changed = {
                key.split("__")[1]: value
                for key, value in fields.items()
                if line.row.name.startswith(key.split("__")[0])
            }
            data |= {line.form.add_prefix(name): value for name, value in changed.items()}
    return data | {key: value for key, value in fields.items() if "__" not in key}


def save(client, meeting, **fields):
    return client.post(meeting.get_absolute_url() + "lasnaolo/", marks(meeting, **fields))


def saved(meeting):
    return [(row.name, row.state) for row in meeting.attendances.order_by("position")]


def test_the_sheet_holds_the_roster_of_the_day_each_person_once(meeting):
    chair = make_term(meeting, "Aino", role=Role.CHAIR)
    make_membership(meeting.workgroup, chair.person, start_date=EARLIER)
    make_term(meeting, "Bertta", end_date=DAY)
    make_term(meeting, "Entinen", end_date=DAY - datetime.timedelta(days=1))
    make_term(meeting, "Tuleva", start_date=DAY + datetime.timedelta(days=1))

    rows = [line.row for line in Sheet(meeting).members]

    assert [(row.name, row.role_in_meeting) for row in rows] == [("Aino", "chair"), ("Bertta", "")]


def test_names_and_organizations_stay_as_they_were_that_day(client, meeting, secretary):
    term = make_term(
        meeting, "Aino", title="Suunnittelija", on_behalf_of=make_organization("Vanha"),
        naming=Naming.FULL_NAME, naming_basis=NamingBasis.OFFICE,
    )  # fmt: skip
    save(client, meeting, Aino__state="present")

    term.title, term.on_behalf_of = "Johtaja", make_organization("Uusi")
    term.save()
    save(client, meeting, Aino__state="remote")

    row = meeting.attendances.get(name="Aino")
    assert (row.title, row.organization_name, row.state) == ("Suunnittelija", "Vanha", "remote")
    assert (row.naming, row.naming_basis) == (Naming.FULL_NAME, NamingBasis.OFFICE)


def test_naming_is_tightened_and_never_opened(client, meeting, secretary):
    make_term(meeting, "Aino", naming=Naming.FULL_NAME, naming_basis=NamingBasis.OFFICE)
    make_term(meeting, "Bertta", naming=Naming.ROLE_ONLY)

    save(client, meeting, Aino__state="present", Aino__naming="hidden")
    refused = save(client, meeting, Bertta__state="present", Bertta__naming="full_name")
    opened = save(client, meeting, Aino__naming="role_only")

    assert (refused.status_code, opened.status_code) == (200, 200)
    assert list(meeting.attendances.values_list("name", "naming")) == [("Aino", "hidden")]


def test_an_expert_by_experience_is_marked_as_one_and_not_named(client, meeting, secretary):
    make_term(meeting, "Elli", role=Role.EXPERT_BY_EXPERIENCE)
    save(client, meeting, Elli__state="present")

    row = meeting.attendances.get(name="Elli")

    assert (row.is_expert_by_experience, row.naming) == (True, Naming.ROLE_ONLY)


def test_nobody_is_taken_for_absent_until_the_list_is_complete(client, meeting, secretary):
    make_term(meeting, "Aino")
    make_term(meeting, "Bertta")

    save(client, meeting, Aino__state="present")
    assert saved(meeting) == [("Aino", "present")]
    assert not Memo.objects.get(meeting=meeting).is_attendance_complete

    save(client, meeting, is_complete="on")
    assert saved(meeting) == [("Aino", "present"), ("Bertta", "absent"), ("Siiri Sihteeri", "absent")]
    assert Memo.objects.get(meeting=meeting).is_attendance_complete


def test_a_mark_taken_away_takes_the_row_away(client, meeting, secretary):
    make_term(meeting, "Aino")
    save(client, meeting, Aino__state="excused")

    save(client, meeting, Aino__state="")

    assert saved(meeting) == []


def test_guests_come_without_an_account_and_are_named_only_in_office(client, meeting, secretary):
    save(client, meeting, **{"new0-name": "Vieras Puhuja", "new0-title": "Johtaja", "new0-state": "remote"})
    row = meeting.attendances.get()
    assert (row.person, row.title, row.state, row.naming) == (None, "Johtaja", "remote", "role_only")

    save(client, meeting, Vieras__may_be_named="on")
    row.refresh_from_db()
    assert (row.naming, row.naming_basis) == ("full_name", "office")

    save(client, meeting, Vieras__name="")
    assert saved(meeting) == []


def test_a_sheet_with_one_mistake_saves_nothing(client, meeting, secretary):
    make_term(meeting, "Aino")

    answer = save(client, meeting, Aino__state="present", **{"new0-title": "Nimetön"})

    assert answer.status_code == 200
    assert "Kirjoita myös vieraan nimi." in answer.content.decode()
    assert saved(meeting) == []


def test_the_second_of_two_writers_is_shown_what_the_first_saved(client, meeting, secretary):
    make_term(meeting, "Aino")
    stale = marks(meeting, Aino__state="absent", **{"new0-name": "Vieras"})
    make_attendance(meeting, "Toisen vieras")
    save(client, meeting, Aino__state="remote")

    answer = client.post(meeting.get_absolute_url() + "lasnaolo/", stale)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert saved(meeting) == [("Aino", "remote"), ("Toisen vieras", "present")]
    assert {"Vieras", "Toisen vieras"} <= {
        line.form["name"].value() for line in answer.context["sheet"].guests
    }
    assert f'name="base" value="{sheet_stamp(meeting)}"' in page
    again = stale | {"base": sheet_stamp(meeting)}
    again |= {
        line.form["name"].html_name: line.form["name"].value() for line in answer.context["sheet"].guests
    }
    again |= {line.form["state"].html_name: "present" for line in answer.context["sheet"].guests}
    client.post(meeting.get_absolute_url() + "lasnaolo/", again)
    assert sorted(saved(meeting)) == [("Aino", "absent"), ("Toisen vieras", "present"), ("Vieras", "present")]


def test_a_sheet_sent_twice_is_saved_once(client, meeting, secretary):
    make_term(meeting, "Aino")
    data = marks(meeting, Aino__state="present", **{"new0-name": "Vieras"})

    answers = [client.post(meeting.get_absolute_url() + "lasnaolo/", data) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert saved(meeting) == [("Aino", "present"), ("Vieras", "present")]


def test_a_memo_in_review_holds_the_attendance_as_it_is(client, meeting, secretary):
    make_memo(meeting, state="in_review")
    make_term(meeting, "Aino")

    save(client, meeting, Aino__state="present")

    assert saved(meeting) == []


# -- one's own absence


@pytest.fixture
def coming(meeting):
    meeting.state, meeting.date = "planned", datetime.date.today() + datetime.timedelta(days=3)
    meeting.save()
    return meeting


def tell(client, meeting, away):
    return client.post(meeting.get_absolute_url() + "poissaolo/", {"away": away})


def test_a_member_tells_beforehand_and_takes_it_back(client, coming):
    user = make_member(coming.workgroup, "Aino")
    client.force_login(user)

    for _time in range(2):
        tell(client, coming, "1")
    assert [(row.person, row.state) for row in coming.attendances.all()] == [
        (user.person, AttendanceState.EXCUSED)
    ]

    tell(client, coming, "0")
    assert saved(coming) == []


def test_what_the_secretary_has_marked_is_not_taken_back_by_the_member(client, coming):
    user = make_member(coming.workgroup, "Aino")
    make_attendance(coming, "Aino", person=user.person, state="remote")
    client.force_login(user)

    tell(client, coming, "0")

    assert saved(coming) == [("Aino", "remote")]


@pytest.mark.parametrize("changed", [{"date": DAY}, {"state": "cancelled"}])
def test_nobody_is_excused_from_a_meeting_that_is_over_or_cancelled(client, coming, changed):
    client.force_login(make_member(coming.workgroup, "Aino"))
    type(coming).objects.update(**changed)
    coming.refresh_from_db()

    tell(client, coming, "1")

    assert saved(coming) == []
