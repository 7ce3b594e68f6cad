"""Days and times as people type them. Each function raises ValidationError with a sentence that says
what is wrong and what would be right."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: Nobody plans more meetings at once; more would be a slip.
MOST_DATES = 60

_DAY = re.compile(r"(\d{1,2})\s*\.\s*(\d{1,2})\s*\.?(?:\s*(\d{4})|(\d{2}))?(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_TIME = re.compile(r"(?:klo|kl|at)?\.?\s*(\d{1,2})(?:\s*[.:]\s*(\d{2}))?")
#: Short and whole names of weekdays, Monday first: what stands before a date is checked against it.
_WEEKDAYS = [
    "ma maanantai må mån måndag mon monday",
    "ti tiistai tis tisdag tue tuesday",
    "ke keskiviikko on ons onsdag wed wednesday",
    "to torstai tor tors torsdag thu thursday",
    "pe perjantai fr fre fredag fri friday",
    "la lauantai lö lör lördag sat saturday",
    "su sunnuntai sö sön söndag sun sunday",
]
_WEEKDAY_OF = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
_BETWEEN = re.compile(r"(?:[\s,;&•–-]|\b(?:ja|och|and|sekä)\b)*")
_WORD = re.compile(r"([^\W\d_]+)\.?\s*")


def typed_date(text: str) -> datetime.date:
    """One day with its year: 3.5.2027, 3.5.27 or 2027-05-03."""
    found = typed_dates(text)
    if len(found) != 1:
        raise ValidationError(_("Write one day, such as 3.5.2027."))
    return found[0]


def typed_dates(text: str) -> list[datetime.date]:
    """The days of a list in the order typed: "3.5., 18.5., 13.6.2027", a year counting for those before it.

    Days may stand on lines of their own, with "and" between, or after a weekday, which must be right.
    """
    parts = _parts(" ".join(str(text).split()))
    if len(parts) > MOST_DATES:
        raise ValidationError(_("At most %(most)d days at once.") % {"most": MOST_DATES})
    year, days = None, []
    for written, weekday, day, month, own_year in reversed(parts):
        year = own_year or year
        if year is None:
            raise ValidationError(
                _("“%(written)s” has no year: write it after the last day, such as 13.6.2027.")
                % {"written": written}
            )
        days.append(_checked(written, weekday, year, month, day))
    return days[::-1]


def _parts(text):
    """(as written, weekday or None, day, month, year or None) of each day of `text`."""
    place, parts, weekday = _BETWEEN.match(text).end(), [], None
    while place < len(text):
        if match := _ISO.match(text, place):
            year, month, day = (int(number) for number in match.groups())
            parts.append((match.group(), weekday, day, month, year))
        elif match := _DAY.match(text, place):
            day, month, year, short_year = (int(number) if number else None for number in match.groups())
            year = 2000 + short_year if short_year is not None else year
            parts.append((match.group().strip(), weekday, day, month, year))
        elif (match := _WORD.match(text, place)) and match.group(1).lower() in _WEEKDAY_OF:
            weekday = _WEEKDAY_OF[match.group(1).lower()]
            place = match.end()
            continue
        else:
            raise ValidationError(
                _("“%(written)s” is no day. Write days such as 3.5.2027.")
                % {"written": text[place:].split(",")[0][:30].strip()}
            )
        weekday, place = None, _BETWEEN.match(text, match.end()).end()
    if not parts:
        raise ValidationError(_("Write one day, such as 3.5.2027."))
    return parts


def _checked(written, weekday, year, month, day) -> datetime.date:
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        raise ValidationError(
            _("“%(written)s” is not in the calendar. Check the day and the month.") % {"written": written}
        ) from None
    if not 2000 <= date.year < 2100:
        raise ValidationError(_("Check the year of “%(written)s”.") % {"written": written})
    if weekday is not None and date.weekday() != weekday:
        raise ValidationError(
            _("%(day)s is another weekday than the one written before it. Check both.")
            % {"day": written_date(date)}
        )
    return date


def typed_time(text: str) -> datetime.time:
    match = _TIME.fullmatch(str(text).strip().lower())
    try:
        return datetime.time(int(match.group(1)), int(match.group(2) or 0))
    except (AttributeError, ValueError):
        raise ValidationError(
            _("“%(written)s” is no time of day. Write it such as 13.30.") % {"written": str(text)[:20]}
        ) from None


def written_date(value) -> str:
    """3.5.2027; what is not a date stays as it is."""
    if isinstance(value, datetime.date):
        return f"{value.day}.{value.month}.{value.year}"
    return value or ""


def written_time(value) -> str:
    """13.30; what is not a time stays as it is."""
    return f"{value.hour}.{value.minute:02}" if isinstance(value, datetime.time) else value or ""
