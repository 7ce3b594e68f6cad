"""All forms of a name, and the case that a form is in."""

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from workgroups.guard.stems import stems


class Case(StrEnum):
    """The cases that names take; plural forms have the case alone ("Virtasille" is allative)."""

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    PARTITIVE = "partitive"
    INESSIVE = "inessive"
    ELATIVE = "elative"
    ILLATIVE = "illative"
    ADESSIVE = "adessive"
    ABLATIVE = "ablative"
    ALLATIVE = "allative"
    ESSIVE = "essive"
    TRANSLATIVE = "translative"
    ABESSIVE = "abessive"
    COMITATIVE = "comitative"
    #: The Swedish and English -s.
    POSSESSIVE = "possessive"


#: The ending of each case on a stem in a vowel; A is a or ä.
_ENDINGS = {
    Case.GENITIVE: ["n"],
    Case.PARTITIVE: ["A", "tA"],
    Case.INESSIVE: ["ssA"],
    Case.ELATIVE: ["stA"],
    Case.ADESSIVE: ["llA"],
    Case.ABLATIVE: ["ltA"],
    Case.ALLATIVE: ["lle"],
    Case.ESSIVE: ["nA"],
    Case.TRANSLATIVE: ["ksi"],
    Case.ABESSIVE: ["ttA"],
    Case.NOMINATIVE: ["t"],
}
#: What differs on a plural stem, which ends in i.
_PLURAL_ENDINGS = {
    **_ENDINGS,
    Case.GENITIVE: ["en", "den", "tten", "n"],
    Case.ILLATIVE: ["in", "hin", "siin"],
    Case.COMITATIVE: ["neen", "ne"],
    Case.NOMINATIVE: [],
}


class Paradigm(NamedTuple):
    """Forms in small letters with their cases; `bound` ones stand only before a possessive: virtase-mme."""

    free: dict[str, Case]
    bound: dict[str, Case]


@lru_cache(maxsize=4096)
def paradigm(word: str, given: bool = False) -> Paradigm:
    """The forms of a name in small letters; of a hyphenated one the last part is inflected.

    `given` tells that it is a first name. Where a form is of two cases, the likelier one is told:
    "Laineen" is a genitive.
    """
    head, hyphen, last = word.rpartition("-")
    free: dict[str, Case] = {last: Case.NOMINATIVE}
    bound: dict[str, Case] = {}
    found = stems(last, given)
    for vowel in _harmonies(last):
        for case, endings in _ENDINGS.items():
            for stem in found.vowel:
                _add(free, case, stem, endings, vowel)
        for stem in found.vowel:
            free.setdefault(_into(stem), Case.ILLATIVE)
            free.setdefault(stem + "h" + stem[-1:] + "n", Case.ILLATIVE)
            free.setdefault(stem + "seen", Case.ILLATIVE)
        for stem in found.consonant:
            _add(free, Case.PARTITIVE, stem, ["tA"], vowel)
            _add(free, Case.GENITIVE, stem, ["ten"], vowel)
        for stem in found.plural:
            for case, endings in _PLURAL_ENDINGS.items():
                _add(free, case, stem, endings, vowel)
            if stem[-2:-1] in ("o", "ö", "e", "u", "y"):
                _add(free, Case.PARTITIVE, stem[:-1] + "j", ["A"], vowel)
                _add(free, Case.GENITIVE, stem[:-1] + "j", ["en"], vowel)
    free.setdefault(last + "s", Case.POSSESSIVE)
    for stem in found.vowel:
        bound.setdefault(stem, Case.NOMINATIVE)
        bound.setdefault(stem + "kse", Case.TRANSLATIVE)
        for ending in (stem[-1:], "h" + stem[-1:], "see"):
            bound.setdefault(stem + ending, Case.ILLATIVE)
    for stem in found.plural:
        bound.setdefault(stem + "kse", Case.TRANSLATIVE)
        bound.setdefault(stem + "hi", Case.ILLATIVE)
    return Paradigm(*({head + hyphen + form: case for form, case in part.items()} for part in (free, bound)))


def forms(word: str, given: bool = False) -> frozenset[str]:
    """All forms of a name in small letters, without possessives and enclitics (see `split_suffixes`)."""
    return frozenset(paradigm(word.lower(), given).free)


def case_of(form: str, word: str) -> Case | None:
    """The case of a form of a name, also with an enclitic ("Maijallakin"); None if it is no form of it."""
    free, bound = paradigm(word.lower())
    for stem, kind in split_suffixes(form.lower()):
        if case := free.get(stem) or (bound.get(stem) if kind == "possessive" else None):
            return case
    return None


_CLITICS = (
    "kaan", "kään", "kohan", "köhän", "pahan", "pähän", "kin", "han", "hän", "kos", "kös", "pas", "päs",
    "ko", "kö", "pa", "pä",
)  # fmt: skip
_POSSESSIVES = ("nsa", "nsä", "mme", "nne", "ni", "si")
#: A shorter rest is no name with something after it.
_SHORTEST = 2


def split_suffixes(token: str, shortest: int = _SHORTEST) -> list[tuple[str, str]]:
    """Each way to take a word in small letters apart, likeliest first: the rest, and what was taken off.

    That is "" (nothing or an enclitic) or "possessive" (with or without an enclitic).
    """
    bare = [token, *_without(token, _CLITICS, shortest)]
    owned = [(rest, "possessive") for word in bare for rest in _without_possessive(word, shortest)]
    return [(word, "") for word in bare] + owned


def _without(token, endings, shortest):
    return [
        token.removesuffix(ending)
        for ending in endings
        if token.endswith(ending) and len(token) - len(ending) >= shortest
    ]


def _without_possessive(word, shortest):
    """maijallani, maijallansa and maijallaan, each to maijalla."""
    rests = _without(word, _POSSESSIVES, shortest)
    if word.endswith("n") and len(word) > shortest + 2 and word[-2] == word[-3] and word[-2] in "aäe":
        rests.append(word[:-2])
    return rests


def _add(free, case, stem, endings, vowel):
    for ending in endings:
        free.setdefault(stem + ending.replace("A", vowel), case)


def _into(stem):
    """Maija, Maijaan; a long vowel stays long: Kuu, and Kuuhun is another ending."""
    return stem + stem[-1:] + "n"


def _harmonies(word):
    """The a or ä of the endings, as the last vowel has it; both where that tells nothing (Heli, Henry)."""
    return {"a": "a", "o": "a", "u": "a", "ä": "ä", "ö": "ä"}.get(word[-1:], "aä")
