"""The stems that a Finnish name takes endings on, by the look of its end and without a dictionary.

Where the look leaves it open (Lahti: Lahden or Lahtin, Jonas: Jonaksen or Jonaan) all stems are given: a form
that nobody uses costs nothing, a form that is missed publishes a name. The rules are those of any Finnish
grammar; the types of inflection are named in Kielitoimiston sanakirja.
"""

import re
from typing import NamedTuple

_VOWELS = "aeiouyåäö"
_TAIL = re.compile(rf"(.*?)([^{_VOWELS}]*)([{_VOWELS}]+)", re.DOTALL)
_WEAK = {
    "kk": ["k"], "pp": ["p"], "tt": ["t"], "gg": ["g"], "bb": ["b"], "dd": ["d"],
    "nk": ["ng"], "mp": ["mm"], "nt": ["nn"], "lt": ["ll"], "rt": ["rr"], "ht": ["hd"],
    "lp": ["lv"], "rp": ["rv"], "lk": ["l", "lj"], "rk": ["r", "rj"], "hk": ["h", "hj"],
}  # fmt: skip
_STRONG = {
    "k": "kk", "p": "pp", "t": "tt", "ng": "nk", "mm": "mp", "nn": "nt", "ll": "lt", "rr": "rt",
    "hd": "ht", "d": "t", "v": "p", "lj": "lk", "rj": "rk", "hj": "hk",
}  # fmt: skip
#: First names keep their k: Mika, Mikan, as Mian is of Mia. These do not always.
_GIVEN_WITHOUT_K = frozenset({"aika", "taika"})


class Stems(NamedTuple):
    """Stems in small letters: ending in a vowel (virtase-), in a consonant (virtas-), plural (virtasi-)."""

    vowel: frozenset[str]
    consonant: frozenset[str]
    plural: frozenset[str]


def stems(word: str, given: bool = False) -> Stems:
    """The stems of a name in small letters; `given` tells that it is a first name."""
    if word[-1:] in ("a", "ä"):
        found = _of_a(word, given)
    elif word.endswith("e"):
        found = _of_e(word, given)
    elif word.endswith("i"):
        found = _of_i(word, given)
    elif word[-1:] in _VOWELS and word:
        found = _of_round(word, given)
    elif word.endswith("s"):
        found = _of_s(word)
    else:
        found = _of_consonant(word)
    return Stems(*(frozenset(part) for part in found))


def weak(stem: str, given: bool = False) -> set[str]:
    """The stem, and it in the weak grade where it has one: pekka gives pekka and peka, mäki mäki and mäi."""
    found = _TAIL.fullmatch(stem)
    if not found or not found[2]:
        return {stem}
    head, middle, end = found.groups()
    return {stem} | {head + changed + end for changed in _weakened(stem, head, middle, end, given)}


def _weakened(stem, head, middle, end, given):
    """The consonants between the last vowels, weakened in each way that they may be."""
    keeps_k = given and stem not in _GIVEN_WITHOUT_K
    if middle[-2:] in _WEAK:
        if keeps_k and middle[-2:] in ("lk", "rk", "hk"):
            return []
        return [middle[:-2] + changed for changed in _WEAK[middle[-2:]]]
    if not head:
        return []
    if middle == "k" and not keeps_k:
        return ["", "v"] if head[-1] in "uy" and end[0] in "uy" else [""]
    return {"t": ["d"], "p": ["v"]}.get(middle, [])


def strong(stem: str) -> set[str]:
    """The stem, and it in the strong grade that some have in other cases: rinne gives rinne and rinte."""
    found = _TAIL.fullmatch(stem)
    if not found:
        return {stem}
    head, middle, end = found.groups()
    if not middle:
        return {stem, stem[:-1] + "k" + stem[-1]} if len(stem) > 2 else {stem}
    for length in (2, 1):
        if changed := _STRONG.get(middle[-length:]):
            return {stem, head + middle[:-length] + changed + end}
    return {stem}


def _of_a(word, given):
    grades = weak(word, given)
    rounded = "o" if word[-1] == "a" else "ö"
    return grades, (), {grade[:-1] + plural for grade in grades for plural in (rounded + "i", "i")}


def _of_e(word, given):
    """Ville, Villen, and Laine, Laineen; Rinne, Rinteen."""
    plain = weak(word, given)
    vowel = plain | {grade + "e" for grade in strong(word)}
    return vowel, {word + "t"}, {stem.rstrip("e") + "ei" for stem in vowel} | {word[:-2] + "ei"}


def _of_i(word, given):
    """Antti, Antin, and the old type: Lahti, Lahden; Niemi, Niemen; Vesi, Veden; Hirsi, Hirren."""
    vowel, consonant, plural = set(weak(word, given)), set(), set()
    plural |= {grade[:-1] + "ei" for grade in vowel} | vowel
    if word[-2:-1] in _VOWELS:
        return vowel, consonant, plural
    bare = word[:-1]
    old = weak(bare + "e", given)
    if word.endswith("si"):
        old |= weak(word[:-2] + "te")
        consonant.add(word[:-2] + "t")
    if word.endswith("veli"):
        old.add(bare + "je")
    if bare[-1:] in "hlnrs":
        consonant.add(bare)
    if bare.endswith("m"):
        consonant.add(bare[:-1] + "n")
    return vowel | old, consonant, plural | {stem[:-1] + "i" for stem in old}


def _of_round(word, given):
    """Toivo, Toivon; Kuu, Kuita; Suo, Soita."""
    grades = weak(word, given)
    plural = {grade + "i" for grade in grades}
    if word[-2:-1] and word[-2] in _VOWELS:
        plural |= {word[:-1] + "i", word[:-2] + word[-1] + "i"}
    return grades, (), plural


def _of_s(word):
    """Markus, Markuksen; Tuomas, Tuomaan; Varis, Variksen; Uusimies, Uusimiehen; Alavus, Alavuden."""
    bare = word[:-1]
    vowel, plural = {bare + "kse", word + "i"}, {bare + "ksi", word + "i", word + "ei"}
    if bare[-1:] in _VOWELS:
        for grade in strong(bare):
            vowel.add(grade + grade[-1])
            plural.add(grade[:-1] + "ii" if grade.endswith("i") else grade + "i")
            plural.add(grade if grade.endswith("i") else grade + "i")
    if word.endswith(("us", "ys")):
        vowel |= {bare + "te", bare + "de"}
    if word.endswith("mies"):
        vowel.add(word[:-1] + "he")
        plural.add(word[:-1] + "hi")
    return vowel, {word}, plural


def _of_consonant(word):
    """Michael, Michaelin; Virtanen, Virtasen; Joutsen, Joutsenen; Manner, Mantereen; Kevät, Kevään."""
    vowel, consonant, plural = {word + "i"}, {word}, {word + "i", word + "ei"}
    if word.endswith("nen"):
        vowel.add(word[:-3] + "se")
        consonant = {word[:-3] + "s"}
        plural.add(word[:-3] + "si")
    elif word.endswith("in"):
        vowel.add(word[:-1] + "me")
        plural.add(word[:-1] + "mi")
    if word[-1:] in "lnr" and word[-2:-1] in _VOWELS and word:
        for grade in strong(word[:-1]):
            vowel |= {grade + word[-1] + "e", grade + word[-1] + "ee"}
            plural |= {grade + word[-1] + "i", grade + word[-1] + "ei"}
    if word[-2:] in ("ät", "at", "ut", "yt"):
        vowel |= {word[:-1] + word[-2], word[:-1] + "e"}
        plural.add(word[:-1] + "i")
    return vowel, consonant, plural
