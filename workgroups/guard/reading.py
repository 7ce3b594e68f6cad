"""A text as the guard reads it: plain letters, and for each of them the place in the text that it came from.

Escapes are decoded, invisible signs left out, look-alikes of other scripts and styled letters made plain, so
that one look-up finds "Virtanen" however it was typed, pasted or encoded.
"""

import html
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

#: Stands where a sign was that may lie inside a word: emphasis, an empty tag, a hyphen at the end of a line.
JOINT = "\x01"

_INVISIBLE = (
    "\x00\x02-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U0001bca0-\U0001bca3\U000e0000-\U000e0fff"
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_ESCAPE = re.compile(
    r"(?P<percent>(?:%(?:25)*[0-9A-Fa-f]{2})+)|(?P<entity>&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,31});)"
)
_JOINTS = re.compile(
    r"[-\u00ad\u2010\u2011][ \t]*\r?\n[ \t]*"  # a word divided between two lines
    r"|[-\u2010][ \t]+(?=[a-zåäö])"  # the same, its lines put together by somebody
    r"|</?[A-Za-z][A-Za-z0-9]{0,9}\s?/?>|[*~`\\]+"
)
_STRANGE = re.compile(
    rf"[^\x00-\x7f]?[{_INVISIBLE}{_MARKS}]+|[^\x00-\x7fåäöÅÄÖ]|[a-zA-ZåäöÅÄÖ][{_INVISIBLE}{_MARKS}]+"
)

_ALIKE = str.maketrans(
    "аӓвеёԁһніїјкӏмноӧрԛѕтуԝхүѵгАӒВЕЁНІЇЈКМНОӦРЅТУХԚԜҮѴαβεηικμνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɑɡɩłøđðħŧŋɪʟŁØĐÐĦŦŊ",
    "aäbeedhhiijklmhoöpqstywxyvrAÄBEEHIIJKMHOÖPSTYXQWYVabenikuvoptuxABEZHIKMNOPTYXiagilöddhtnilLÖDDHTN",
)
_LONG_ALIKE = {"æ": "ä", "Æ": "Ä", "œ": "ö", "Œ": "Ö", "þ": "th", "Þ": "Th", "ß": "ss", "ẞ": "SS"}
_DASHES = frozenset("‐‑‒–—―−⁃﹘﹣－·‧")
_APOSTROPHES = frozenset("'’‘ʼʹ′´`＇")
_WITHOUT_DOTS = str.maketrans("åäöÅÄÖ", "aaoAAO")
_KEPT = {"a\u0308": "ä", "o\u0308": "ö", "a\u030a": "å", "A\u0308": "Ä", "O\u0308": "Ö", "A\u030a": "Å"}


class Reading(NamedTuple):
    """The letters as read; the one at `i` came from `original[starts[i]:ends[i]]`."""

    letters: str
    starts: list[int]
    ends: list[int]


def read(text: str) -> Reading:
    """Read a text of any length; the time it takes grows with the length alone."""
    reading = Reading(text, list(range(len(text))), list(range(1, len(text) + 1)))
    reading = _change(reading, _JOINTS, lambda found: [(JOINT, 0, len(found[0]))])
    if "%" in text or "&" in text:
        reading = _change(reading, _ESCAPE, _decode)
    return _change(reading, _STRANGE, _plain)


def place_in(text: str, reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Where letters stand in the text, with the other half of an emphasis (**Maija** Mäki)."""
    inside = sum(_is_emphasis(text, reading, place) for place in range(start, end))
    if inside % 2 and start and _is_emphasis(text, reading, start - 1):
        start -= 1
    elif inside % 2 and end < len(reading.letters) and _is_emphasis(text, reading, end):
        end += 1
    return reading.starts[start], reading.ends[end - 1]


def _is_emphasis(text, reading, place):
    return reading.letters[place] == JOINT and text[reading.starts[place]] in "*~`<"


def without_dots(letters: str) -> str:
    """In small letters, ä ö å as a o a, as many type them and as file names have them; of the same length."""
    small = letters.lower()
    if len(small) != len(letters):
        small = "".join(sign.lower()[:1] for sign in letters)
    return small.translate(_WITHOUT_DOTS)


def plain(word: str) -> str:
    """A name as `read` would give it."""
    return read(word).letters


def _change(reading, pattern, replace):
    """Put `replace(match)` in place of each match: pieces of text, each with its place in the match."""
    letters, starts, ends, done = [], [], [], 0
    for found in pattern.finditer(reading.letters):
        at = found.start()
        letters.append(reading.letters[done:at])
        starts += reading.starts[done:at]
        ends += reading.ends[done:at]
        for piece, start, end in replace(found):
            letters.append(piece)
            starts += [reading.starts[at + start]] * len(piece)
            ends += [reading.ends[at + end - 1]] * len(piece)
        done = found.end()
    if not done:
        return reading
    return Reading(
        "".join([*letters, reading.letters[done:]]),
        starts + reading.starts[done:],
        ends + reading.ends[done:],
    )


_BYTE = re.compile(r"%(?:25)*([0-9A-Fa-f]{2})")


def _decode(found):
    if found["entity"]:
        return [(html.unescape(found[0]), 0, len(found[0]))]
    pieces, data, start = [], b"", 0
    for sign in _BYTE.finditer(found[0]):
        data += bytes.fromhex(sign[1])
        if len(data) < _length_of_sign(data[0]):
            continue
        pieces.append((data.decode("utf-8", errors="replace"), start, sign.end()))
        data, start = b"", sign.end()
    return [*pieces, ("\ufffd", start, len(found[0]))] if data else pieces


def _length_of_sign(first):
    """How many bytes a sign of UTF-8 has that begins with this one."""
    return 4 if first >= 0xF0 else 3 if first >= 0xE0 else 2 if first >= 0xC0 else 1


def _plain(found):
    return [(_plain_signs(found[0]), 0, len(found[0]))]


@lru_cache(maxsize=4096)
def _plain_signs(signs):
    """A letter with all that is heaped on it, made one or some plain letters."""
    signs = re.sub(f"[{_INVISIBLE}]", "", signs)
    result = []
    for sign in unicodedata.normalize("NFKC", signs):
        if sign in _DASHES:
            result.append("-")
        elif sign in _APOSTROPHES:
            result.append("'")
        else:
            result.append(_LONG_ALIKE.get(sign) or _letter(sign.translate(_ALIKE)))
    return "".join(result)


def _letter(sign):
    """Without marks, but for those that make another letter in Finnish."""
    parts = unicodedata.normalize("NFD", sign)
    kept = _KEPT.get(parts[:2]) or parts[:1].translate(_ALIKE)
    return "" if unicodedata.combining(kept[:1]) else kept
