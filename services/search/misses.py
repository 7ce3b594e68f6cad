"""Searches in vain, counted so that nobody can be told from them.

A day, a municipality and one word: never the phrase, never who or when. Words with digits, what may be a name
or an address, and long words are left out. Coordinators see a word from its third time on its third day; what
was not seen by then goes after 30 days, the rest after 12 months (design: Personal data).
"""

import datetime
from collections.abc import Iterable

from django.db import connection
from django.db.models import Count, Max, Sum
from django.utils import timezone

from services.models import MissedTheme, MissKind, Municipality, SearchMiss
from services.search.dictionaries import is_common_word, knows
from services.search.question import Question
from services.search.stop_words import IN_QUERIES
from services.translated import LANGUAGES

SEEN_TIMES = 3
SEEN_DAYS = 3
#: The public reads sums, without words, from this many times on.
PUBLIC_TIMES = 5
KEPT_UNSEEN_DAYS = 30
KEPT_DAYS = 365
LONGEST_WORD = 30
#: How names of families and of streets end.
_LIKE_NAMES = (
    "nen", "sen", "katu", "kadulla", "tie", "tiellä", "kuja", "kujalla", "polku", "polulla", "väylä",
    "raitti", "gatan", "vägen", "gränden", "stigen", "street", "road", "sson", "ström", "berg", "qvist",
)  # fmt: skip


def note_miss(question: Question, kind: MissKind, municipality: Municipality | None) -> None:
    """Count each word of a search that found nothing, or nothing but nationwide services."""
    words = countable_words(question)
    if not words:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT,
            [timezone.localdate(), kind, municipality.pk if municipality else None, words],
        )


def countable_words(question: Question) -> list[str]:
    """The words of a question, each in its base form where a dictionary knows it; none that may be a name.

    A word that no dictionary knows may be slang, which tells coordinators of a missing synonym: it is kept
    unless something about it, or about what stands beside it, looks like a name or an address.
    """
    found = {concept.token.text for concept in question.concepts if _may_be_slang(question, concept)}
    for concept in question.concepts:
        word = concept.token.text
        if concept.token.start and question.words[concept.token.start].isupper():
            continue
        if any(sign.isdigit() for sign in word) or len(word) > LONGEST_WORD or "@" in word:
            continue
        if word.endswith(_LIKE_NAMES) and not _is_known(word):
            continue
        if shown := question.base_form_of(concept):
            found.add(shown)
    return sorted(found)


def _may_be_slang(question, concept):
    word = concept.token.text
    # Names and addresses come with capitals, numbers, or names beside them.
    looks_personal = any(sign.isdigit() or sign == "@" for sign in question.words) or any(
        question.words[token.start].isupper() for token in question.tokens
    )
    if looks_personal or not word.isalpha() or not 3 <= len(word) <= LONGEST_WORD:
        return False
    if _is_known(word) or word.endswith(_LIKE_NAMES):
        return False
    at = question.tokens.index(concept.token)
    beside = question.tokens[max(0, at - 1) : at] + question.tokens[at + 1 : at + 2]
    return all(_is_plain(token.text) for token in beside)


def _is_known(word):
    """Tell whether a dictionary knows a word, as a name too."""
    return any(knows(word, language) for language in LANGUAGES)


def _is_plain(word):
    """Tell whether a word is a common one, and no name."""
    return word in IN_QUERIES or any(is_common_word(word, language) for language in LANGUAGES)


def forget_searches(today: datetime.date | None = None) -> int:
    """Delete what is too old, daily through `forget_searches`; return how many rows went."""
    today = today or timezone.localdate()
    gone, _rows = SearchMiss.objects.filter(day__lt=today - datetime.timedelta(days=KEPT_DAYS)).delete()
    old = SearchMiss.objects.filter(day__lt=today - datetime.timedelta(days=KEPT_UNSEEN_DAYS))
    unseen = old.exclude(word__in=seen_words())
    return gone + unseen.delete()[0]


def seen_words():
    """The words that were missed often enough to be shown, as a query."""
    return (
        SearchMiss.objects.order_by()
        .values("word")
        .annotate(times=Sum("times"), days=Count("day", distinct=True))
        .filter(times__gte=SEEN_TIMES, days__gte=SEEN_DAYS)
        .values("word")
    )


def missed_words(kind: MissKind, municipalities: Iterable[int] | None = None) -> list[dict]:
    """What coordinators read: words with how often, on how many days and when last; the most missed first.

    `municipalities`: only those, for the coordinator of an area; a word must be seen often enough there.
    """
    rows = SearchMiss.objects.filter(kind=kind)
    if municipalities is not None:
        rows = rows.filter(municipality__in=municipalities)
    found = (
        rows.order_by()
        .values("word")
        .annotate(sum=Sum("times"), days=Count("day", distinct=True), last=Max("day"))
        .filter(sum__gte=SEEN_TIMES, days__gte=SEEN_DAYS)
        .order_by("-sum", "word")[:200]
    )
    themes = {row.word: row.theme for row in MissedTheme.objects.select_related("theme")}
    return [{**row, "theme": themes.get(row["word"])} for row in found]


def missed_themes(municipality: Municipality) -> dict[int, int]:
    """For the blind spots: how often words of each theme were missed there; sums under five are left out."""
    words = dict(MissedTheme.objects.values_list("word", "theme_id"))
    sums: dict[int, int] = {}
    rows = SearchMiss.objects.filter(municipality=municipality, word__in=words)
    for word, times in rows.values_list("word", "times"):
        sums[words[word]] = sums.get(words[word], 0) + times
    return {theme: times for theme, times in sums.items() if times >= PUBLIC_TIMES}


_COUNT = """
INSERT INTO services_searchmiss AS miss (day, kind, municipality_id, word, times)
SELECT %s, %s, %s, word, 1 FROM unnest(%s::text[]) AS word
ON CONFLICT (day, kind, municipality_id, word) DO UPDATE SET times = miss.times + 1
"""
