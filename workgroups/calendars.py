"""Meetings as calendar entries (RFC 5545): what a calendar program reads and reads again.

An entry keeps its UID for ever and counts its changes in SEQUENCE, so that a program moves it and never
doubles it. Nobody who takes part is named. The remote link is in a member's own calendar alone.
"""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vDuration

from workgroups.memo.snapshot import place_of
from workgroups.models import Meeting, MeetingState

HELSINKI = ZoneInfo("Europe/Helsinki")
#: Finland's summer time since 1996, written out: what the library makes of zoneinfo begins an hour late.
TIMEZONE = """BEGIN:VTIMEZONE
TZID:Europe/Helsinki
BEGIN:DAYLIGHT
DTSTART:19960331T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:EEST
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:EET
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
END:STANDARD
END:VTIMEZONE
"""
REFRESH = datetime.timedelta(hours=6)
STATUS = {MeetingState.CANCELLED: "CANCELLED"}


def calendar_of(meetings: Iterable[Meeting], name: str, with_remote_links: bool = False) -> bytes:
    """An iCalendar file of `meetings`, each with group and location; for members with remote links."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//{_host()}//{(get_language() or 'fi').upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    calendar.add_component(Timezone.from_ical(TIMEZONE))
    for meeting in meetings:
        calendar.add_component(_entry(meeting, with_remote_links))
    return calendar.to_ical()


def _entry(meeting, with_remote_link) -> Event:
    entry = Event()
    entry.add("uid", f"{meeting.uid}@{_host()}")
    entry.add("sequence", meeting.sequence)
    entry.add("dtstamp", meeting.changed_at)
    entry.add("last-modified", meeting.changed_at)
    entry.add("status", STATUS.get(meeting.state, "CONFIRMED"))
    entry.add("summary", _summary(meeting))
    for name, value in _times(meeting).items():
        entry.add(name, value)
    if place := place_of(meeting):
        entry.add("location", place)
    url = settings.SITE_URL + meeting.get_absolute_url()
    entry.add("url", url)
    is_remote = with_remote_link and meeting.remote_url and meeting.state != MeetingState.CANCELLED
    entry.add("description", f"{_('Join remotely')}: {meeting.remote_url}\n{url}" if is_remote else url)
    return entry


def _summary(meeting) -> str:
    text = ", ".join(part for part in (str(meeting.workgroup.name), meeting.title) if part)
    return f"{_('Cancelled')}: {text}" if meeting.state == MeetingState.CANCELLED else text


def _times(meeting) -> dict:
    """Beginning and end in Helsinki time; a meeting without a time takes the whole day."""
    if meeting.start_time is None:
        return {"dtstart": meeting.date, "dtend": meeting.date + datetime.timedelta(days=1)}
    times = {"dtstart": datetime.datetime.combine(meeting.date, meeting.start_time, HELSINKI)}
    if meeting.end_time:
        times["dtend"] = datetime.datetime.combine(meeting.date, meeting.end_time, HELSINKI)
    return times


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
