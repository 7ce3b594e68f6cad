"""Synonyms: what a question for one word finds besides."""

import re

from services.search.analysis import analyse, tokenise
from services.search.dictionaries import knows
from services.search.stop_words import IN_QUERIES

#: Each further word that a row leads to counts a little less than the one before it.
FADING = 0.9


def rules_of(synonym) -> list[dict]:
    """The row as rules: `ask` is a phrase of base forms, `find` the terms to add, `share` how much.

    Every rule goes one way; a row for both ways gives a rule for each pair of its phrases.
    """
    asked = asked_terms(synonym.word, synonym.language)
    others = [text.strip() for text in re.split(r"[,;]", synonym.means) if text.strip()]
    languages = [_language_of(text, synonym) for text in others]
    found = [phrase_terms(text, language) for text, language in zip(others, languages, strict=True)]
    if not asked or not any(found):
        return []
    rules = [
        {"ask": asked, "find": terms, "share": round(FADING**number, 3)}
        for number, terms in enumerate(found)
        if terms
    ]
    if synonym.is_mutual:
        asks = [asked] + [asked_terms(text, code) for text, code in zip(others, languages, strict=True)]
        finds = [phrase_terms(synonym.word, synonym.language), *found]
        rules = [
            {"ask": ask, "find": terms, "share": 1}
            for at, ask in enumerate(asks)
            for to, terms in enumerate(finds)
            if at != to and ask and terms
        ]
    return rules


def asked_terms(text: str, language: str) -> list[str]:
    """The base forms of all the words of a phrase, as a question is compared with it."""
    return [analyse(token.text, language).words[0] for token in tokenise(text)][:5]


def phrase_terms(text: str, language: str) -> list[str]:
    """The base forms of the words of a phrase, without those that say nothing."""
    tokens = tokenise(text)
    kept = [token.text for token in tokens if token.text not in IN_QUERIES] or [
        token.text for token in tokens
    ]
    return [analyse(word, language).words[0] for word in kept][:5]


def _language_of(text, synonym):
    """What a row leads to is Finnish, unless only the row's own language knows the word."""
    words = [token.text for token in tokenise(text)]
    if synonym.language != "fi" and not any(knows(word, "fi") for word in words):
        return synonym.language if any(knows(word, synonym.language) for word in words) else "fi"
    return "fi"
