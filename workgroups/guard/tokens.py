"""The words of a text that may be names, with what belongs to them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from workgroups.guard.forms import Case, split_suffixes
from workgroups.guard.index import Form, Index

#: A run of letters with what may lie inside a name: Anna-Maija, O'Hara, Roy'n, Mai**ja**, MaijaVirtanen.
_CHUNK = re.compile(r"[^\W\d_]+(?:[\x01'\-:]+[^\W\d_]+)*")
_PIECE = re.compile(r"[A-ZÅÄÖ]+(?![^\W\d_A-ZÅÄÖ])|[A-ZÅÄÖ]?[^\W\d_A-ZÅÄÖ]+|[A-ZÅÄÖ]")
#: V i r t a n e n, as old memos set what was to stand out.
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .\-_]{1,3}){2,}[^\W\d_](?![^\W_])")
#: More pieces than this make no name.
_MOST_PIECES = 12
#: A shorter name in spaced letters is only seen where nothing else stands beside it.
_SHORTEST_SPACED = 4
_LONGEST_SPACED = 30
#: The first letters of a word by which most are passed over.
_LOOKED_AT = 4

_SUFFIXES = {
    Case.GENITIVE: "n in en",
    Case.PARTITIVE: "a ä ta tä ia iä ea eä",
    Case.INESSIVE: "ssa ssä",
    Case.ELATIVE: "sta stä",
    Case.ILLATIVE: "iin een seen han hän hen hin hon hun hyn hön aan ään",
    Case.ADESSIVE: "lla llä",
    Case.ABLATIVE: "lta ltä",
    Case.ALLATIVE: "lle",
    Case.ESSIVE: "na nä",
    Case.TRANSLATIVE: "ksi kse",
    Case.ABESSIVE: "tta ttä",
    Case.POSSESSIVE: "s",
}
_CASE_OF_SUFFIX = {
    link + suffix: case
    for case, suffixes in _SUFFIXES.items()
    for suffix in suffixes.split()
    for link in ("", "i", "e")
}


class Word(NamedTuple):
    """A word that is a form of somebody's name, at `start` to `end` of the letters read."""

    start: int
    end: int
    letters: str
    forms: tuple[Form, ...]
    #: The case that an ending behind an apostrophe or a colon tells.
    case: Case | None = None


def find_words(letters: str, index: Index) -> list[Word]:
    """All words that are forms of names in the index, in order."""
    words = [*_written(letters, index), *_spaced(letters, index)]
    return sorted(words, key=lambda word: (word.start, -word.end))


def suffix_case(suffix: str) -> Case | None:
    """The case of an ending written apart, as in Roy'lla or V:llekin; None if it is no ending."""
    cases = (_CASE_OF_SUFFIX.get(rest) for rest, _ in split_suffixes(suffix, shortest=1))
    return next((case for case in cases if case), None)


def _written(letters, index) -> Iterator[Word]:
    for chunk in _CHUNK.finditer(letters):
        text = chunk[0]
        if text.isalpha() and (text[1:].islower() or text.isupper()):
            if forms := index.look_up(text):
                yield Word(chunk.start(), chunk.end(), text, forms)
        else:
            yield from _in_pieces(chunk.start(), text, index)


def _in_pieces(at, text, index):
    """The longest names that neighbouring pieces make: Anna-Maija before Maija."""
    pieces = [(found.start(), found.end()) for found in _PIECE.finditer(text)]
    words = [text[start:end] for start, end in pieces]
    first = 0
    while first < len(pieces):
        last, letters, forms = _longest(words, first, index)
        if not forms:
            first += 1
            continue
        end, case = _with_suffix(text, pieces, last)
        yield Word(at + pieces[first][0], at + end, letters, forms, case)
        first = last


def _longest(words, first, index):
    words = words[first : first + _MOST_PIECES]
    if index.may_begin("".join(words[:_LOOKED_AT])[:_LOOKED_AT]):
        for number in range(len(words), 0, -1):
            letters = "".join(words[:number])
            if forms := index.look_up(letters):
                return first + number, letters, forms
    return first, "", ()


def _with_suffix(text, pieces, last):
    end = pieces[last - 1][1]
    if last < len(pieces) and text[end : pieces[last][0]] in ("'", ":"):
        start, behind = pieces[last]
        if case := suffix_case(text[start:behind]):
            return behind, case
    return end, None


def _spaced(letters, index):
    for run in _SPACED.finditer(letters):
        places = [run.start() + n for n, sign in enumerate(run[0]) if sign.isalpha()]
        text = "".join(letters[place] for place in places)
        shortest = min(_SHORTEST_SPACED, len(text))
        first = 0
        while first < len(text):
            last = first
            if index.may_begin(text[first : first + _LOOKED_AT]):
                last, forms = _longest_spaced(text, first, shortest, index)
            if last > first:
                yield Word(places[first], places[last - 1] + 1, text[first:last], forms)
            first = max(last, first + 1)


def _longest_spaced(text, first, shortest, index):
    for last in range(min(len(text), first + _LONGEST_SPACED), first + shortest - 1, -1):
        if forms := index.look_up(text[first:last]):
            return last, forms
    return first, ()
