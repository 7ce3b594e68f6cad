"""How things read: numbers, days, words and languages. Display only; nothing here queries."""

import datetime
import json
import re

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

NBSP = "\u00a0"
NB_HYPHEN = "\u2011"
COUNTRY_CODE = "+358"

#: Prefixes of Finnish numbers, the longest first: what stands before the first space.
_PREFIX = re.compile(r"0800|0700|0600|0(?:1\d|2\d|4\d|50)|0\d")
_GROUPS = {6: (3, 3), 7: (3, 4), 8: (4, 4), 9: (3, 3, 3)}
_SHORT = re.compile(r"11\d{1,4}$|[2-9]\d{2,5}$|1\d{2}$")


@register.simple_tag
def lang(text) -> SafeString:
    """` lang="sv"` for a text that is not in the reader's language, else nothing."""
    foreign = getattr(text, "foreign", "")
    return format_html(' lang="{}"', foreign) if foreign else mark_safe("")


# -- Telephone numbers


@register.filter
def phone(number) -> str:
    """A number as Finns read it: national, in groups, never broken over lines. Spaces as written are kept."""
    text = " ".join(str(number or "").split())
    if text.startswith(COUNTRY_CODE):
        text = "0" + text.removeprefix(COUNTRY_CODE).removeprefix("(0)").strip()
    if text.isdigit():
        text = _grouped(text)
    return text.replace(" ", NBSP)


def _grouped(digits: str) -> str:
    if not digits.startswith("0"):
        return f"{digits[:3]} {digits[3:]}" if len(digits) == 6 else digits
    match = _PREFIX.match(digits)
    if not match:
        return digits
    rest = digits[match.end() :]
    parts, start = [match.group()], 0
    for size in _GROUPS.get(len(rest), (len(rest),)):
        parts.append(rest[start : start + size])
        start += size
    return " ".join(filter(None, parts))


@register.filter
def tel(number) -> str:
    """The address that calls: `tel:+3583…`; short numbers such as 112 and 116 111 as they are."""
    text = re.sub(r"\(0\)|[^\d+]", "", str(number or ""))
    if text.startswith("00"):
        text = "+" + text[2:]
    elif text.startswith("0"):
        text = COUNTRY_CODE + text[1:]
    return f"tel:{text}"


# -- Days


@register.filter
def day(value) -> str:
    """12.3.2026"""
    value = _as_date(value)
    return f"{value.day}.{value.month}.{value.year}" if value else ""


@register.filter
def short_day(value) -> str:
    """12.3."""
    value = _as_date(value)
    return f"{value.day}.{value.month}." if value else ""


@register.filter
def weekday(value) -> str:
    """The short name of the day: ke, ons, Wed."""
    value = _as_date(value)
    return formats.date_format(value, "D") if value else ""


def _as_date(value) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value or None


# -- Numbers


@register.filter
def number(value) -> str:
    """5 635 971, the groups apart by a space that never breaks."""
    return f"{value:,}".replace(",", NBSP) if isinstance(value, int) else str(value)


@register.filter
def kilometres(value) -> str:
    """3,4 km below ten, else 24 km; under a hundred metres 0,1 km."""
    if value is None:
        return ""
    if value >= 10:
        return f"{round(value)}{NBSP}km"
    text = f"{max(value, 0.1):.1f}".removesuffix(".0")
    return f"{text if get_language() == 'en' else text.replace('.', ',')}{NBSP}km"


# -- Words


@register.filter
def tidy(text) -> str:
    """Keep together at the end of a line: "klo 17.30", "Katu 4", "Yhdistys ry", "eron -ryhmä"."""
    text = re.sub(r"\b(klo|kl\.|nro|n:o) (?=\d)", rf"\1{NBSP}", str(text or ""))
    text = re.sub(r" (?=(?:ry|rf|oy|ab|sr|km)\b)", NBSP, text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=[a-zåäö]) (?=\d+[a-z]?(?:,|$))", NBSP, text)
    return _SUFFIX.sub(_keep_suffix, text)


#: "eron -ryhmä": a word and what hangs on it. A long pair may part before the hyphen, never after it.
_SUFFIX = re.compile(r"(\w+) -(\w+)")
_LONGEST_PAIR = 14


def _keep_suffix(match):
    word, suffix = match.groups()
    space = NBSP if len(word) + len(suffix) <= _LONGEST_PAIR else " "
    return f"{word}{space}{NB_HYPHEN}{suffix}"


@register.filter
def sentence(text) -> str:
    """The text with a capital first letter, for names that stand in lower case in lists."""
    text = str(text or "")
    return text[:1].upper() + text[1:]


@register.filter
def listed(labels) -> str:
    """Our own labels as one sentence part: "Varaa aika, ilmoittaudu, soita"."""
    first, *others = map(str, labels)
    return ", ".join([first, *(label[:1].lower() + label[1:] for label in others)])


@register.filter
def host(url) -> str:
    """The name of a web site, to tell where a link leads: esimerkki.fi"""
    match = re.match(r"https?://(?:www\.)?([^/?#:]+)", str(url or ""))
    return match.group(1) if match else ""


# -- Data for machines


_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.filter
def json_ld(data) -> SafeString:
    """A block of structured data. It is data, not a script, so the content policy lets it be."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 (escaped above)
