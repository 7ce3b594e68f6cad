"""Days and times."""

import datetime
import re

from django.utils import timezone

from services.catalogue.choices import ListOf
from services.catalogue.fields import Field, Wrong, quoted


class Date(Field):
    def read(self, value):
        return read_date(value)

    def describe(self, row, keys):
        value = getattr(row, self.column)
        return value.isoformat() if value else None

    def assign(self, row, value, keys):
        setattr(row, self.column, datetime.date.fromisoformat(value) if value else None)


#: A load must not fail over a clock that is slow, so only a mistyped year is refused here.
YEARS_AHEAD = 10


class PastDate(Date):
    """A day on which something has been done, give or take a wrong clock."""

    def read(self, value):
        date = read_date(value)
        if int(date[:4]) > timezone.localdate().year + YEARS_AHEAD:
            raise Wrong(f"{quoted(date)} is far ahead; expected today or a day before")
        return date


def read_date(value) -> str:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return datetime.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        pass
    raise Wrong(f"{quoted(value)} is not a date; expected year, month and day, such as 2026-02-28")


class Dates(ListOf):
    """Days in their order."""

    def read_item(self, item):
        return read_date(item)

    def arrange(self, items):
        return sorted(set(items))

    def describe(self, row, keys):
        return self.arrange([day.isoformat() for day in getattr(row, self.column)]) or None

    def assign(self, row, value, keys):
        setattr(row, self.column, [datetime.date.fromisoformat(day) for day in value or []])


class Time(Field):
    """A time of day; seconds are written only where there are any."""

    def read(self, value):
        try:
            if re.fullmatch(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?", value):
                return _short_time(datetime.time.fromisoformat(value))
        except (TypeError, ValueError):
            pass
        raise Wrong(
            f"{quoted(value)} is not a time; expected hours and minutes from 00:00 to 23:59, such as 09:00"
        )

    def describe(self, row, keys):
        value = getattr(row, self.column)
        return None if value is None else _short_time(value)

    def assign(self, row, value, keys):
        setattr(row, self.column, datetime.time.fromisoformat(value) if value else None)


def _short_time(value: datetime.time) -> str:
    return value.isoformat("seconds" if value.second else "minutes")


class Moment(Field):
    """A day and a time; one without an offset is Finnish time, and so is what is written."""

    def read(self, value):
        try:
            if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}", value):
                moment = datetime.datetime.fromisoformat(value)
                return timezone.localtime(
                    timezone.make_aware(moment) if moment.tzinfo is None else moment
                ).isoformat()
        except (TypeError, ValueError, OverflowError):
            pass
        raise Wrong(f"{quoted(value)} is not a day and a time; expected such as 2026-12-12T11:00:00+02:00")

    def describe(self, row, keys):
        value = getattr(row, self.column)
        return timezone.localtime(value).isoformat() if value else None

    def assign(self, row, value, keys):
        setattr(row, self.column, datetime.datetime.fromisoformat(value) if value else None)
