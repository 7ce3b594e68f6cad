"""In which language each word of a question is meant, and how it is written with its dots.

"Lasten" is a form of a Finnish and of a Swedish word: beside "hoito" it is the Finnish one. And who types
"nayttaa silta" without dots means "näyttää siltä", though "silta" is a word as well.
"""

from dataclasses import replace

from services.search.analysis import Token
from services.search.compounds import split
from services.search.dictionaries import is_common_word, knows
from services.search.stop_words import STOP_WORDS
from services.translated import LANGUAGES

_DOTS = str.maketrans("ao", "äö")


def languages_of(tokens: list[Token]) -> dict[Token, tuple[str, ...]]:
    """For each word the languages in which to read it: those of most words of the question that know it."""
    known = {token: _known_in(token.text) for token in tokens}
    votes = dict.fromkeys(LANGUAGES, 0)
    for found in known.values():
        for language in found:
            votes[language] += 2 if len(found) == 1 else 1
    most = max(votes.values())
    chosen = [language for language in LANGUAGES if votes[language] == most]
    return {token: _reading(found, chosen) for token, found in known.items()}


def _known_in(word):
    found = [language for language in LANGUAGES if word in STOP_WORDS[language] or knows(word, language)]
    if not found and len(pieces := split(word)) > 1 and all(knows(piece, "fi") for piece in pieces):
        return ["fi"]
    return found


def _reading(found, chosen):
    return tuple(
        [language for language in found if language in chosen] or found or dict.fromkeys(["fi", *chosen])
    )


def with_dots(tokens: list[Token]) -> list[Token]:
    """Words that no dictionary knows without their dots, with them; their places stay."""
    dotted = [replace(token, text=_dotted(token.text)) for token in tokens]
    if dotted == tokens:
        return tokens
    # One who leaves out dots leaves out all: then the words of the stop list are meant with theirs.
    return [
        replace(token, text=text)
        if (text := token.text.translate(_DOTS)) in STOP_WORDS["fi"] and token.text not in STOP_WORDS["fi"]
        else token
        for token in dotted
    ]


def _dotted(word):
    dotted = word.translate(_DOTS)
    if not word.isascii() or "u" in word or dotted == word:
        return word
    if any(is_common_word(word, language) or word in STOP_WORDS[language] for language in LANGUAGES):
        return word
    return dotted if is_common_word(dotted, "fi") or dotted in STOP_WORDS["fi"] else word
