"""Taking names out of texts and of JSON."""

from collections.abc import Hashable, Iterable, Mapping

from workgroups.guard.matching import Guard, Hit
from workgroups.guard.names import Name, Person
from workgroups.guard.pseudonyms import inflect

MASK = "▇▇▇"


def mask(text: str, hits: Iterable[Hit], replacement: str | Mapping[Hashable, str] = MASK) -> str:
    """Put `replacement` in place of each hit.

    A mapping gives a pseudonym for each `person_key`, which is put into the case of the name ("Maijalla"
    becomes "Asiantuntija A:lla"); hits of people who are not in it stay.
    """
    pieces, done = [], 0
    for hit in sorted(hits, key=lambda hit: hit.start):
        if isinstance(replacement, str):
            new = replacement
        elif hit.person_key in replacement:
            new = inflect(replacement[hit.person_key], hit.case)
        else:
            continue
        if hit.start >= done:
            pieces += [text[done : hit.start], new]
            done = hit.end
    return "".join([*pieces, text[done:]])


def redact_text(
    text: str, name: str | Name, aliases: Iterable[str] = (), named: Iterable[Person] = ()
) -> str:
    """The text with every form of a name masked, doubtful ones too; `named` are others whose names stay."""
    return _redact(text, _guard(name, aliases, named))


def redact_json(value, name: str | Name, aliases: Iterable[str] = (), named: Iterable[Person] = ()):
    """The same for all strings in a JSON value, the keys of its objects too; nothing else changes."""
    return _redact_value(value, _guard(name, aliases, named))


def _guard(name, aliases, named):
    if isinstance(name, str):
        name = Name.parse(name)
    return Guard([Person("redacted", name, tuple(aliases))], named)


def _redact(text, guard):
    """Again until nothing is found: what a mask separates may be read anew."""
    while hits := guard.find(text):
        text = mask(text, hits)
    return text


def _redact_value(value, guard):
    if isinstance(value, str):
        return _redact(value, guard)
    if isinstance(value, list):
        return [_redact_value(item, guard) for item in value]
    if isinstance(value, dict):
        return _redact_object(value, guard)
    return value


def _redact_object(value, guard):
    """Two keys that become one are numbered, so that no value is lost."""
    result = {}
    for key, item in value.items():
        new, number = _redact(key, guard), 2
        while new in result or (new != key and new in value):
            new, number = f"{_redact(key, guard)} {number}", number + 1
        result[new] = _redact_value(item, guard)
    return result
