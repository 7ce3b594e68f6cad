"""Calendars as a program reads them back, and the address that opens a member's own."""

import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from workgroups_rows import (
    make_attendance,
    make_meeting,
    make_member,
    make_published_memo,
    make_version,
    make_workgroup,
)

from lape.logs import access_line
from tests.factories import make_user
from workgroups.models import CalendarToken, Meeting, MeetingState, Membership, Visibility

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")
TODAY = datetime.date.today()
OWN = "/tyoryhmat/omat/kalenteri/"


def entries(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")


def group_calendar(group):
    return f"/tyoryhmat/{group.slug}/kalenteri.ics"


def test_an_entry_tells_when_where_and_what(client):
    group = make_workgroup("Eroryhmä", slug="ero")
    meeting = make_meeting(
        group, datetime.date(2026, 10, 23), title="Syyskokous", venue="Talo", address="Katu 1",
        start_time=datetime.time(13), end_time=datetime.time(15, 30),
    )  # fmt: skip

    [entry] = entries(client, group_calendar(group))

    assert entry["UID"] == f"{meeting.uid}@127.0.0.1"
    assert entry["SUMMARY"] == "Eroryhmä, Syyskokous"
    assert entry["LOCATION"] == "Talo, Katu 1"
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["SEQUENCE"] == 0
    assert entry["DTSTART"].dt == datetime.datetime(2026, 10, 23, 13, tzinfo=HELSINKI)
    assert entry["DTEND"].dt == datetime.datetime(2026, 10, 23, 15, 30, tzinfo=HELSINKI)
    assert entry["URL"].endswith("/tyoryhmat/ero/kokoukset/2026-10-23/")


@pytest.mark.parametrize(
    ("day", "hour_in_utc"), [("2026-10-23", 10), ("2026-10-26", 11), ("2027-03-26", 11), ("2027-03-29", 10)]
)
def test_one_o_clock_is_one_o_clock_on_both_sides_of_the_change_of_clock(client, day, hour_in_utc):
    group = make_workgroup()
    make_meeting(group, datetime.date.fromisoformat(day), start_time=datetime.time(13))

    calendar = Calendar.from_ical(client.get(group_calendar(group)).content)

    # Read with the rules that stand in the file itself, as a program does that knows no zone by its name.
    zone = calendar.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    start = calendar.walk("VEVENT")[0]["DTSTART"]
    assert start.params["TZID"] == "Europe/Helsinki"
    moment = start.dt.replace(tzinfo=None)
    assert moment.replace(tzinfo=zone).astimezone(datetime.UTC).hour == hour_in_utc


def test_a_meeting_without_a_time_takes_the_whole_day(client):
    group = make_workgroup()
    make_meeting(group, datetime.date(2027, 1, 5))

    [entry] = entries(client, group_calendar(group))

    assert entry["DTSTART"].dt == datetime.date(2027, 1, 5)
    assert entry["DTEND"].dt == datetime.date(2027, 1, 6)


def test_a_cancelled_meeting_stays_and_says_so(client):
    group = make_workgroup()
    meeting = make_meeting(group, sequence=3, state=MeetingState.CANCELLED, start_time=datetime.time(13))

    [entry] = entries(client, group_calendar(group))

    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", 3)
    assert entry["UID"].startswith(str(meeting.uid))
    assert entry["SUMMARY"].startswith("Peruttu: ")


def test_a_moved_meeting_keeps_its_uid(client):
    meeting = make_meeting(start_time=datetime.time(13))
    before = entries(client, group_calendar(meeting.workgroup))[0]["UID"]

    Meeting.objects.filter(pk=meeting.pk).update(date=datetime.date(2017, 6, 1), sequence=1)

    [entry] = entries(client, group_calendar(meeting.workgroup))
    assert (entry["UID"], entry["SEQUENCE"]) == (before, 1)


def test_what_is_typed_cannot_add_an_entry_or_an_attendee(client):
    group = make_workgroup()
    meeting = make_meeting(group, title="A\r\nATTENDEE:mailto:a@example.org\r\nEND:VEVENT", venue="B;C,D")
    make_attendance(meeting, "Aino Esimerkki")

    [entry] = entries(client, group_calendar(group))

    assert not {"ATTENDEE", "ORGANIZER"} & set(entry)
    assert entry["LOCATION"] == "B;C,D"


def test_the_calendar_of_one_meeting_holds_it_alone(client):
    group = make_workgroup()
    meeting = make_meeting(group)
    make_meeting(group, datetime.date(2017, 6, 1))

    [entry] = entries(client, f"{meeting.get_absolute_url()}kokous.ics")

    assert entry["UID"].startswith(str(meeting.uid))


def test_the_remote_link_of_one_meeting_is_the_members(client):
    meeting = make_meeting(remote_url="https://example.org/huone", visibility=Visibility.MEMBERS)
    path = f"{meeting.get_absolute_url()}kokous.ics"
    assert client.get(path).status_code == 404

    client.force_login(make_member(meeting.workgroup))

    [entry] = entries(client, path)
    assert "https://example.org/huone" in entry["DESCRIPTION"]
    assert client.get(path).headers["Cache-Control"] == "private, no-store"


# -- A member's own


def make_address(client, user):
    """The member presses the button and copies the address."""
    client.force_login(user)
    address = client.post(OWN, {"action": "make"}).context["address"]
    client.logout()
    return urlsplit(address).path


def test_a_members_own_calendar_has_the_remote_link_and_the_members_meetings(client):
    group, other = make_workgroup(), make_workgroup("Toinen")
    make_meeting(group, remote_url="https://example.org/huone", start_time=datetime.time(13))
    make_meeting(group, datetime.date(2017, 6, 1), visibility=Visibility.MEMBERS)
    make_meeting(other)
    address = make_address(client, make_member(group))

    found = entries(client, address)

    assert len(found) == 2
    assert "https://example.org/huone" in found[0]["DESCRIPTION"]
    assert client.get(address).headers["Cache-Control"] == "private, no-store"


def test_only_the_hash_of_an_address_is_kept_and_no_log_has_it(client, caplog):
    address = make_address(client, make_member(make_workgroup()))
    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    caplog.clear()

    client.get(address)

    assert token not in str(list(CalendarToken.objects.values()))
    assert token not in caplog.text
    assert token not in access_line("GET", address, 404, 1)


def test_a_new_address_closes_the_old_one(client):
    user = make_member(make_workgroup())
    old, new = make_address(client, user), make_address(client, user)

    assert [client.get(path).status_code for path in (old, new)] == [404, 200]


def test_a_closed_calendar_is_gone(client):
    user = make_member(make_workgroup())
    address = make_address(client, user)

    client.force_login(user)
    client.post(OWN, {"action": "revoke"})
    client.logout()

    assert client.get(address).status_code == 404


def test_the_calendar_of_one_who_has_left_is_empty_and_of_a_disabled_account_gone(client):
    group = make_workgroup()
    make_meeting(group)
    user = make_member(group)
    address = make_address(client, user)

    Membership.objects.update(end_date=TODAY - datetime.timedelta(days=1))
    assert entries(client, address) == []

    user.is_active = False
    user.save()
    assert client.get(address).status_code == 404


def test_a_user_who_is_nobody_in_the_groups_has_no_calendar(client):
    client.force_login(make_user())

    assert client.get(OWN).status_code == 404


# -- The feed of memos


def test_the_feed_tells_the_public_summary_and_keeps_its_ids(client):
    group = make_workgroup()
    meeting = make_meeting(group)
    memo = make_published_memo(meeting, summary="Päätettiin <b>aloittaa</b>.")
    path = f"/tyoryhmat/{group.slug}/muistiot.atom"

    told = client.get(path).content.decode()

    assert meeting.uid.urn in told
    assert "&amp;lt;b&amp;gt;" in told

    memo.state = "withdrawn"
    memo.save()
    assert "<entry>" not in client.get(path).content.decode()


def test_the_feed_tells_the_newest_first_and_a_correction_once(client):
    group = make_workgroup()
    for day in (1, 2, 3):
        make_published_memo(make_meeting(group, datetime.date(2017, 5, day)), summary=f"Numero {day}")
    memo = Meeting.objects.get(date="2017-05-02").memo
    memo.summary = "Korjattu"
    memo.save()
    make_version(memo, 2)

    told = client.get(f"/tyoryhmat/{group.slug}/muistiot.atom").content.decode()

    places = [told.index(text) for text in ("Numero 3", "Korjattu", "Numero 1")]
    assert places == sorted(places)
    assert "Numero 2" not in told
