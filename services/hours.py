"""Opening hours in words: the week, whether it is open now, and until when."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from services.models import Weekday

NBSP = "\N{NO-BREAK SPACE}"
MIDNIGHT = datetime.time(0)
_LETTERS = Weekday.values


@dataclass(frozen=True)
class Hours:
    """One line of opening hours: weekdays 0 (Monday) to 6, times, and the season they hold in."""

    days: tuple[int, ...]
    opens_at: datetime.time | None
    closes_at: datetime.time | None
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    description: str = ""

    def holds_on(self, day: datetime.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class WeekRow:
    """A line of the week as a reader sees it: "ma–to", "9–15"."""

    days: str
    times: str
    is_today: bool
    is_closed: bool = False


def day_numbers(letters: Iterable[str]) -> tuple[int, ...]:
    """`["MO", "WE"]` → `(0, 2)`."""
    return tuple(sorted(_LETTERS.index(letter) for letter in letters))


def time_text(time: datetime.time) -> str:
    """`9` for nine sharp, `13.30` otherwise: the Finnish way of writing hours."""
    return f"{time.hour}" if time.minute == 0 else f"{time.hour}.{time.minute:02}"


def closing_text(time: datetime.time) -> str:
    """As `time_text`, but midnight ends a day: `24`."""
    return time_text(time) if time != MIDNIGHT else "24"


def times_text(opens_at, closes_at) -> str:
    """`9–15`, `13.00–15.30` or `18–24`: both ends in one form; one end alone is said in words."""
    if opens_at and closes_at:
        last_hour = closes_at.hour if closes_at != MIDNIGHT else 24
        if opens_at.minute or closes_at.minute:
            return f"{opens_at.hour}.{opens_at.minute:02}–{last_hour}.{closes_at.minute:02}"
        return f"{opens_at.hour}–{last_hour}"
    if opens_at:
        return _("from %(time)s").replace(" ", NBSP) % {"time": time_text(opens_at)}
    return ""


def clock_text(time: datetime.time) -> str:
    """ "klo 17.30", unbroken, in the reader's language."""
    return (pgettext("time of day", "at %(time)s") % {"time": time_text(time)}).replace(" ", NBSP)


def date_text(day: datetime.date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def weekday_text(day: int) -> str:
    """The short name of a weekday, 0 is Monday: "ma"."""
    return str(WEEKDAYS_ABBR[day])


def days_text(days: Iterable[int]) -> str:
    """`(0, 1, 2, 4)` → "ma–ke, pe"."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts = []
    for run in runs:
        joint = "–" if len(run) > 2 else ", "
        ends = [run[0], run[-1]] if len(run) > 1 else run
        parts.append(joint.join(weekday_text(day) for day in ends))
    return ", ".join(parts)


def hours_on(hours: list[Hours], closed: set[datetime.date], day: datetime.date) -> list[Hours]:
    """The lines that hold on a day, in the order of the clock; none on a closed day."""
    if day in closed:
        return []
    found = [line for line in hours if day.weekday() in line.days and line.holds_on(day) and line.opens_at]
    return sorted(found, key=lambda line: line.opens_at)


def week(hours: list[Hours], closed: set[datetime.date], today: datetime.date | None = None) -> list[WeekRow]:
    """The coming seven days as lines, days of the same hours together and today by itself.

    Seasons and closed days are those of the very dates, so that a line is never wrong this week.
    """
    today = today or timezone.localdate()
    days = [today + datetime.timedelta(days=n) for n in range(7)]
    texts = {
        day: ", ".join(times_text(line.opens_at, line.closes_at) for line in hours_on(hours, closed, day))
        for day in days
    }
    if not any(texts.values()):
        return []
    rows = [_row([today.weekday()], texts[today], is_today=True)]
    rest: dict[str, list[int]] = {}
    for day in sorted(days[1:], key=lambda day: day.weekday()):
        rest.setdefault(texts[day], []).append(day.weekday())
    opened = sorted((numbers, text) for text, numbers in rest.items() if text)
    rows += [_row(numbers, text) for numbers, text in opened]
    if "" in rest:
        rows.append(_row(rest[""], ""))
    return rows


def _row(days, times, is_today=False):
    text = days_text(days)
    if is_today:
        text = _("Today, %(day)s") % {"day": text}
    return WeekRow(text, times or _("closed"), is_today, is_closed=not times)


def open_until(hours: list[Hours], closed: set[datetime.date], now=None) -> datetime.time | None:
    """When it closes if it is open at this moment, else None. `now` is an aware datetime.

    A line that closes at or before its opening goes on past midnight.
    """
    now = timezone.localtime(now)
    for line in hours_on(hours, closed, now.date()):
        if (
            line.closes_at
            and line.opens_at <= now.time()
            and (now.time() < line.closes_at or line.closes_at <= line.opens_at)
        ):
            return line.closes_at
    for line in hours_on(hours, closed, now.date() - datetime.timedelta(days=1)):
        if line.closes_at and now.time() < line.closes_at <= line.opens_at:
            return line.closes_at
    return None
