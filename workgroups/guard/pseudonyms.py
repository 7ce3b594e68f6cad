"""Names in place of names: Kokemusasiantuntija A, in the case that the name stood in."""

import hashlib
import hmac
from collections.abc import Hashable, Iterable, Mapping
from itertools import count

from workgroups.guard.forms import Case

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: A letter is inflected as its name is read in Finnish: A:han (aahan), B:hen (beehen), F:ään (äffään).
_INTO = {
    **dict.fromkeys("BCDEGPTVW", "hen"), **dict.fromkeys("FLMNRSX", "ään"), **dict.fromkeys("IJ", "hin"),
    **dict.fromkeys("HKO", "hon"), **dict.fromkeys("QU", "hun"), "A": "han", "Y": "hyn", "Z": "aan",
}  # fmt: skip
_ENDINGS = {
    Case.GENITIVE: "n",
    Case.INESSIVE: "ssA",
    Case.ELATIVE: "stA",
    Case.ADESSIVE: "llA",
    Case.ABLATIVE: "ltA",
    Case.ALLATIVE: "lle",
    Case.ESSIVE: "nA",
    Case.TRANSLATIVE: "ksi",
    Case.ABESSIVE: "ttA",
    Case.COMITATIVE: "n kanssa",
    Case.POSSESSIVE: "s",
}


def pseudonyms(
    memo_key: str, people_keys: Iterable[Hashable], label: str, given: Mapping[Hashable, str] | None = None
) -> dict[Hashable, str]:
    """Name the people of a memo "<label> A", "<label> B", in an order that tells nothing.

    The order is that of a keyed hash, so the letters of two memos do not go together. `memo_key` is
    the key of the hash: something of the memo that outsiders do not know (its UUID with the site's secret).
    `given` are names that the memo already uses: they stay, and a person who is added later takes the next
    free letter.
    """
    result = dict(given or {})
    free = (name for number in count() if (name := f"{label} {_letters(number)}") not in result.values())
    for key in sorted(set(people_keys) - set(result), key=lambda key: (_hash(memo_key, key), str(key))):
        result[key] = next(free)
    return result


def inflect(name: str, case: Case) -> str:
    """Put a name that ends in a letter into a case: "Asiantuntija A:lla"; others stay as they are."""
    letter = name.rpartition(" ")[2][-1:]
    if letter not in _INTO or case is Case.NOMINATIVE:
        return name
    if case is Case.ILLATIVE:
        return f"{name}:{_INTO[letter]}"
    vowel = "a" if letter in "AHKOQUZ" else "ä"
    if case is Case.PARTITIVE:
        return f"{name}:{'t' if letter not in 'FLMNRSXZ' else vowel}{vowel}"
    return f"{name}:{_ENDINGS[case].replace('A', vowel)}"


def _letters(number):
    """A to Z, then AA, AB and so on."""
    before, last = divmod(number, len(_ALPHABET))
    return (_letters(before - 1) if before else "") + _ALPHABET[last]


def _hash(memo_key, key):
    return hmac.new(memo_key.encode(), str(key).encode(), hashlib.sha256).digest()
