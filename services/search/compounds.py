"""Finnish compounds: perheneuvola is perhe and neuvola.

FinnSyll (BSD) splits best. It has had no release since 2017, so it stands behind this one function, and a
splitter of our own takes over where it is missing or fails: the dictionary's longest words.
"""

import re
from functools import cache, lru_cache

from services.search.dictionaries import base_form

#: Shorter words are no compounds worth splitting, and shorter parts are no words worth finding.
SHORTEST_WORD = 6
SHORTEST_PART = 3
#: Two letters, but words: työ, isä and äiti are longer.
_SHORT_PARTS = frozenset({"yö"})
_LONGEST_WORD = 60
#: A word of this length that no dictionary knows is hardly anything else.
_SURELY_COMPOUND = 10
_LETTERS = re.compile(r"[a-zåäöšž]+")


@lru_cache(maxsize=8192)
def split(word: str) -> tuple[str, ...]:
    """The parts of a compound in small letters; a word that is none is its own only part."""
    if not SHORTEST_WORD <= len(word) <= _LONGEST_WORD or not _LETTERS.fullmatch(word):
        return (word,)
    segmenter = _finnsyll()
    parts = _split_by_finnsyll(segmenter, word) if segmenter else split_by_dictionary(word)
    if len(word) >= _SURELY_COMPOUND and not base_form(parts[-1], "fi"):
        # An unknown word, or one that was cut at the wrong place: pari|suhdeapua.
        by_dictionary = split_by_dictionary(word)
        parts = by_dictionary if len(by_dictionary) > 1 else parts
    return parts if all(len(part) >= SHORTEST_PART or part in _SHORT_PARTS for part in parts) else (word,)


@cache
def _finnsyll():
    try:
        from finnsyll import FinnSeg

        return FinnSeg()
    except Exception:
        return None


def _split_by_finnsyll(segmenter, word):
    # Very long words have a great many ways to be cut.
    if len(segmenter.model.viterbi_segment(word)[0]) > 10:
        return split_by_dictionary(word)
    return tuple(segmenter.segment(word).split("="))


def split_by_dictionary(word: str) -> tuple[str, ...]:
    """The fewest dictionary words that make the word; the word itself if there are none."""
    best: dict[int, tuple[str, ...]] = {len(word): ()}
    for start in range(len(word) - SHORTEST_PART, -1, -1):
        for end in range(start + SHORTEST_PART, len(word) + 1):
            whole = start == 0 and end == len(word)
            if end in best and not whole and _is_part(word[start:end], end == len(word)):
                parts = (word[start:end], *best[end])
                if start not in best or len(parts) < len(best[start]):
                    best[start] = parts
    return best.get(0, (word,))


def _is_part(text, is_last):
    """A part stands in its base form or in the genitive, but for the last one, which inflects freely."""
    lemma = base_form(text, "fi")
    return bool(lemma) and (is_last or lemma == text or text.endswith("n"))
