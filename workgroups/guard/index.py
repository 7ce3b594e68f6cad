"""From a word in a text to the names that it may be a form of."""

from dataclasses import dataclass
from enum import StrEnum

from workgroups.guard.forms import Case, paradigm, split_suffixes
from workgroups.guard.names import Person
from workgroups.guard.reading import plain, without_dots


class Part(StrEnum):
    """What part of a name a word is."""

    FIRST = "first"
    LAST = "last"
    #: Both names written together, as in "maijavirtanen.pdf".
    WHOLE = "whole"
    #: An initial and the surname, as in an address: "mvirtanen@example.org".
    INITIAL_AND_LAST = "initial and last"


@dataclass(frozen=True)
class Form:
    """A form of a part of a name; `owners` are the places of its people in the list of the index."""

    letters: str
    name: str
    part: Part
    case: Case
    owners: frozenset[int]


#: So many letters are looked at before all of a word is.
_BEGINNING = 4


class Index:
    """The forms of the names of some people, by their letters without dots and hyphens."""

    def __init__(self, people: list[Person]):
        self._free: dict[str, list[Form]] = {}
        self._bound: dict[str, list[Form]] = {}
        self._known: dict[str, tuple[Form, ...]] = {}
        owners: dict[tuple[str, str, Part], set[int]] = {}
        for number, person in enumerate(people):
            for head, name, part in _parts(person):
                owners.setdefault((head, name, part), set()).add(number)
        for (head, name, part), numbers in owners.items():
            self._add(head, name, part, frozenset(numbers))
        self._beginnings = {key[:_BEGINNING] for table in (self._free, self._bound) for key in table}

    def may_begin(self, letters: str) -> bool:
        """Tell quickly whether a word that begins so can be a name; `letters` are its first four or fewer."""
        key = without_dots(letters)
        return any(key[:length] in self._beginnings for length in range(len(key), 1, -1))

    def look_up(self, letters: str) -> tuple[Form, ...]:
        """The names that a word may be a form of; enclitics and possessives are taken off."""
        if not self.may_begin(letters[:_BEGINNING]):
            return ()
        small = letters.lower()
        if small not in self._known:
            self._known[small] = tuple(self._find(small))
        return self._known[small]

    def _find(self, letters):
        """Of all ways to take the word apart: Annikin is a form of Annikki, and Anni with an enclitic."""
        for rest, suffix in split_suffixes(letters):
            key = without_dots(rest)
            found = list(self._free.get(key, ()))
            if suffix == "possessive":
                found += self._bound.get(key, ())
            yield from (form for form in found if _same(rest, form.letters))

    def _add(self, head, name, part, owners):
        free, bound = paradigm(name, part is Part.FIRST)
        for table, forms in ((self._free, free), (self._bound, bound)):
            for letters, case in forms.items():
                letters = (head + letters).replace("-", "")
                found = Form(letters, head + name, part, case, owners)
                table.setdefault(without_dots(letters), []).append(found)


def _parts(person):
    """The words that a person is named by: what stands before the inflected part, that part, what it is."""
    name = person.name
    firsts = [letters for word in name.first_words if len(letters := _letters(word)) > 1]
    lasts = [letters for word in name.surname_words if len(letters := _letters(word)) > 1]
    for alias in person.aliases:
        firsts += [letters for word in alias.split() if len(letters := _letters(word)) > 1]
    yield from (("", word, Part.FIRST) for word in firsts)
    yield from (("", word, Part.LAST) for word in lasts)
    for last in lasts:
        yield from ((first.replace("-", ""), last, Part.WHOLE) for first in firsts)
        yield from ((last.replace("-", ""), first, Part.WHOLE) for first in firsts)
        yield from ((initial, last, Part.INITIAL_AND_LAST) for initial in name.initials)


def _letters(word):
    return "".join(sign for sign in plain(word).lower() if sign.isalpha() or sign == "-").strip("-")


def _same(letters, form):
    """Tell whether letters are the form, with its dots or without: Makela is Mäkelä, Käri is not Kari."""
    return len(letters) == len(form) and all(
        sign == own or sign == without_dots(own) for sign, own in zip(letters, form, strict=True)
    )
