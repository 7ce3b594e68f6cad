"""From a text to the terms that the index holds, the same way for services and for questions.

A word gives itself and its base form; a compound also its parts; a noun of a verb also the verb. All are
written without dots and rings (å ä ö é become a a o e), because many type so.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from services.search.compounds import split
from services.search.dictionaries import base_form
from services.search.stop_words import STOP_WORDS

#: Changes with every change of the rules below or of their data: older rows of the index are then stale.
VERSION = "3"
#: A term longer than this is no word of any language.
LONGEST = 60

_WORD = re.compile(r"[^\W_]+(?:[-‐‑'’][^\W_]+)*")
_FOLD = str.maketrans("åäöøéèêüáàóšžæñç", "aaooeeeuaaoszanc")
#: To fear and to play would be one word without dots, and both are common here.
_KEPT_APART = {"pelätä": "pelaeta"}
_HYPHENS = str.maketrans("‐‑’", "--'")
_POSSESSIVES = ("nsa", "nsä", "mme", "nne", "ni", "si")
_CLITICS = ("kaan", "kään", "kin", "ko", "kö", "han", "hän")


@dataclass(frozen=True)
class Token:
    """A word as it stands in a text; `text` is in small letters."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Terms:
    """What a word is found by: itself in its forms, a verb behind a noun, and the parts of a compound."""

    words: tuple[str, ...]
    verbs: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    #: The base form as it is written.
    shown: str = ""


def tokenise(text: str) -> list[Token]:
    """The words of a text in order, hyphenated ones whole; places refer to the text in its composed form."""
    text = compose(text)
    return [
        Token(found.group().lower().translate(_HYPHENS), found.start(), found.end())
        for found in _WORD.finditer(text)
    ]


def compose(text: str) -> str:
    """One sign for each letter (NFC), without soft hyphens and signs of direction."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Cf")


def fold(word: str) -> str:
    """Without dots and rings; words of other scripts stay as they are."""
    word = word.lower()
    return _KEPT_APART.get(word) or word.translate(_FOLD)


@lru_cache(maxsize=16384)
def analyse(word: str, language: str) -> Terms:
    """The terms of one word, in small letters, of a text in this language ("fi", "sv", "en")."""
    if len(word) > LONGEST:
        return Terms((fold(word[:LONGEST]),))
    if "-" in word or "'" in word:
        return _analyse_joined(word, language)
    lemma = lemmatise(word, language)
    parts = ()
    if language == "fi":
        pieces = split(lemma)
        if len(pieces) == 1 and lemma != word and not base_form(word, "fi"):
            pieces = split(word)
        parts = _part_terms(pieces) if len(pieces) > 1 else ()
    if language == "fi" and lemma.endswith(_AGED):  # murrosikäinen is in murrosikä
        parts = (fold(lemma.removesuffix("inen")), *parts)
    verb = verb_of(lemma) if language == "fi" else ""
    words = tuple(dict.fromkeys((fold(lemma), *_other_reading(word, lemma, language), fold(word))))
    return Terms(
        words, (fold(verb),) if verb else (), tuple(part for part in parts if part not in words), lemma
    )


_AGED = "ikäinen"


def _other_reading(word, lemma, language):
    """The dictionary takes käytöstä for a form of käyttö: it may be one of käytös as well."""
    if (
        language == "fi"
        and word.endswith(("sta", "stä"))
        and base_form(word[:-2], "fi") == word[:-2] != lemma
    ):
        return (fold(word[:-2]),)
    return ()


def _analyse_joined(word, language):
    """isä-lapsikerho: whole, written together, and each piece."""
    pieces = [piece for piece in re.split(r"[-']", word) if piece]
    together = "".join(pieces)
    last = lemmatise(pieces[-1], language)
    lemma = "-".join([*pieces[:-1], last])
    words = (fold(lemma), fold("".join(pieces[:-1]) + last), fold(word), fold(together))
    parts = []
    for piece in pieces:
        if len(piece) > 1 and piece not in STOP_WORDS.get(language, ()):
            found = analyse(piece, language)
            parts += [*found.words, *found.parts]
    words = tuple(dict.fromkeys(term[:LONGEST] for term in words))
    return Terms(words, (), tuple(dict.fromkeys(part for part in parts if part not in words)), lemma)


def _part_terms(pieces):
    """The base forms of the parts, and of what two neighbouring parts make: lasten|hoito|apu → hoitoapu."""
    found = []
    for number, piece in enumerate(pieces):
        found += [fold(_part_form(piece)), fold(piece)]
        if len(pieces) > 2 and number + 1 < len(pieces):
            pair = piece + pieces[number + 1]
            found.append(fold(base_form(pair, "fi") or pair))
    if len(pieces) == 2 and len(split(pieces[1])) > 1:
        found += _part_terms(split(pieces[1]))
    return tuple(dict.fromkeys(found))


def _part_form(piece):
    """The base form of a part: kiusaamis|tilanne has kiusaaminen, vanhempain|puhelin vanhempi."""
    if piece.endswith("s") and (lemma := base_form(piece[:-1] + "nen", "fi")):
        return lemma
    return base_form(piece, "fi") or (piece.endswith("ain") and base_form(piece[:-3] + "i", "fi")) or piece


@lru_cache(maxsize=16384)
def lemmatise(word: str, language: str) -> str:
    """The base form of a word; of an unknown compound that of its last part; else the word itself."""
    if lemma := base_form(word, language):
        return _without_owner(word, lemma) if language == "fi" else lemma
    if language == "fi":
        pieces = split(word)
        if len(pieces) > 1 and (last := _base_of_last(pieces[-1])):
            return "".join(pieces[:-1]) + last
        for endings in (_CLITICS, _POSSESSIVES):
            for ending in endings:
                if word.endswith(ending) and len(word) > len(ending) + 3:
                    bare = word.removesuffix(ending)
                    if lemma := base_form(bare, "fi") or base_form(bare + "n", "fi"):
                        return lemma
        return _guess_finnish(word)
    return _guess_germanic(word, language)


def _without_owner(word, lemma):
    """The dictionary takes lastani for lasta: where the base form itself has one, that is meant."""
    if word.endswith(_POSSESSIVES) and lemma != word and word.startswith(lemma):
        return base_form(lemma, "fi") or lemma
    return lemma


def _base_of_last(piece):
    return base_form(piece, "fi") or _guess_finnish(piece, known=True)


_ENDINGS = [
    "issa",
    "issä",
    "ista",
    "istä",
    "illa",
    "illä",
    "ilta",
    "iltä",
    "ille",
    "iksi",
    "iin",
    "ien",
    "ssa",
    "ssä",
    "sta",
    "stä",
    "lla",
    "llä",
    "lta",
    "ltä",
    "lle",
    "ksi",
    "tta",
    "ttä",
    "ja",
    "jä",
    "ia",
    "iä",
    "na",
    "nä",
    "in",
    "an",
    "än",
    "on",
    "ön",
    "en",
    "un",
    "yn",
    "n",
    "t",
    "a",
    "ä",
]


def _guess_finnish(word, known=False):
    """Take a case ending off a word that no dictionary knows (a name, a new word) when the rest is a word."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            bare = word.removesuffix(ending)
            if lemma := base_form(bare, "fi"):
                return lemma
    return "" if known else word


def _guess_germanic(word, language):
    """The end of an unknown Swedish or English compound inflects like the word that it is."""
    for start in range(3, len(word) - 3):
        if language == "sv" and (lemma := base_form(word[start:], "sv")) and base_form(word[:start], "sv"):
            return word[:start] + lemma
    if language == "en" and word.endswith("s") and len(word) > 4:
        return word[:-1]
    return word


#: Endings behind which a verb stands, with what takes their place in its third person: nukkuminen → nukkuu.
_FROM_VERBS = ("minen", "nut", "nyt", "mus", "mys", "ttu", "tty", "va", "vä")


def verb_of(noun: str) -> str:
    """kertominen → kertoa, väsynyt and väsymys → väsyä, kiusattu → kiusata, odottava → odottaa; else ""."""
    for ending in _FROM_VERBS:
        if noun.endswith(ending) and len(noun) > len(ending) + (3 if len(ending) == 2 else 2):
            for form in _verb_forms(noun.removesuffix(ending), ending):
                lemma = base_form(form, "fi")
                if lemma != noun and lemma[:2] == noun[:2] and _INFINITIVE.search(lemma):
                    return lemma
    return ""


def is_verb(lemma: str) -> bool:
    """Tell whether a Finnish base form is a verb's: it has a participle (kiinnostaa, kiinnostanut)."""
    forms = (lemma[:-1] + "nut", lemma[:-1] + "nyt", lemma[:-2] + "nnut", lemma[:-2] + "nnyt")
    return any((found := base_form(form, "fi")) and lemma in (found, verb_of(form)) for form in forms)


def _verb_forms(stem, ending):
    """What the verb may look like: its infinitive or its third person."""
    if ending in ("nut", "nyt") and stem.endswith("n"):  # eronnut → eroaa
        vowel = "a" if ending == "nut" else "ä"
        return (stem[:-1] + vowel + vowel,)
    vowel = "ä" if set(stem) & set("äöy") and not set(stem) & set("aou") else "a"
    if stem[-1] == stem[-2]:  # kiusaaminen → kiusata
        return (stem[:-1] + "t" + vowel, stem)
    return (stem + vowel, stem + "t" + vowel, stem + stem[-1], stem)


_INFINITIVE = re.compile(r"([aeiou]a|[äeiöy]ä|[dtlnr][aä])$")
