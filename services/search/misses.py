"""Searches in vain, counted so that nobody can be told from them.

A day, a municipality and one word: never the phrase, never who or when. Words with digits, names of people
and long words are left out. Coordinators see a word from its third time on its third day; what was not seen
by then goes after 30 days, the rest after 12 months (design: Personal data).
"""

import datetime
from collections.abc import Iterable

from django.db import connection
from django.db.models import Count, Max, Sum
from django.utils import timezone

from services.models import MissedTheme, MissKind, Municipality, SearchMiss
from services.search.question import Question

SEEN_TIMES = 3
SEEN_DAYS = 3
#: The public reads sums, without words, from this many times on.
PUBLIC_TIMES = 5
KEPT_UNSEEN_DAYS = 30
KEPT_DAYS = 365
LONGEST_WORD = 30


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
    """The words of a question in their base form: those that a dictionary or the index knows.

    An unknown word may be a name or an address; it is never kept, nor one with a capital inside the question.
    """
    found = set()
    for concept in question.concepts:
        word = concept.token.text
        if concept.token.start and question.words[concept.token.start].isupper():
            continue
        if any(sign.isdigit() for sign in word) or len(word) > LONGEST_WORD or "@" in word:
            continue
        if shown := question.base_form_of(concept):
            found.add(shown)
    return sorted(found)


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
