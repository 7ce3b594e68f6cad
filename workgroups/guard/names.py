"""A person's name, taken apart for the search."""

import re
import unicodedata
from dataclasses import dataclass

#: Little words before a surname that are no name themselves.
PARTICLES = frozenset({
    "af", "av", "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le",
    "el", "al", "bin", "ibn", "zu",
})  # fmt: skip
#: First halves of surnames (Ala-Nissilä, Iso-Aho) that alone name nobody.
_HALVES = frozenset({
    "ala", "ali", "iso", "itä", "keski", "kanta", "länsi", "pikku", "pitkä", "pohjois", "rinta", "taka",
    "uusi", "vanha", "vähä", "yli", "ylä",
})  # fmt: skip
_HYPHENS = re.compile("[-‐‑]")


@dataclass(frozen=True)
class Name:
    """First names in their order, hyphenated ones whole, and a surname with its particles; each may lack."""

    first_names: tuple[str, ...]
    surname: str = ""

    @classmethod
    def parse(cls, text: str) -> "Name":
        """Read "Anna-Maija Virtanen", "Virtanen, Anna-Maija", "Carl von Essen"; one word is a first name."""
        text = unicodedata.normalize("NFC", text)
        surname, comma, rest = text.partition(",")
        words = _words(rest if comma else text)
        if comma:
            return cls(tuple(words), " ".join(_words(surname)))
        start = next((n for n, word in enumerate(words) if n and word in PARTICLES), max(len(words) - 1, 1))
        return cls(tuple(words[:start]), " ".join(words[start:]))

    @property
    def first_words(self) -> tuple[str, ...]:
        """What can stand alone for the first names: each of them, and each part of a hyphenated one."""
        return _with_parts(self.first_names)

    @property
    def surname_words(self) -> tuple[str, ...]:
        """What can stand alone for the surname: each word without particles, each part of a double one."""
        words = [word for word in self.surname.split() if word not in PARTICLES]
        return tuple(word for word in _with_parts(words) if word.lower() not in _HALVES or word in words)

    @property
    def initials(self) -> tuple[str, ...]:
        """First letters of the first names and their parts, in small letters: Anna-Maija gives a, m."""
        return tuple(
            part[0].lower()
            for name in self.first_names
            for part in _HYPHENS.split(name)
            if part[:1].isalpha()
        )


@dataclass(frozen=True)
class Person:
    """Somebody to be found: a key of the caller's, the name, and other names in use ("Maikku")."""

    key: object
    name: Name
    aliases: tuple[str, ...] = ()


def _words(text):
    words = (word.strip("\"'”“’().,;") for word in text.split())
    return [word for word in words if word]


def _with_parts(words):
    parts = [part for word in words for part in (word, *_HYPHENS.split(word)) if len(part) > 1]
    return tuple(dict.fromkeys(parts))
