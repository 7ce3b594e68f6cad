"""How well the search answers: a catalogue, labelled questions, and the measures of information retrieval.

The catalogue is loaded into a scratch database, so that nothing else is in the index.
"""

import json
import math
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import QueryDict

from services.catalogue.load import load_catalogue
from services.filters import ServiceFilter
from services.models import Municipality, Service
from services.places.load import load_places
from services.search.places import forget_names
from services.search.shipped import load_search_words

#: So many answers are printed for each question.
ANSWERS = 100


@contextmanager
def scratch_database() -> Iterator[None]:
    """A database of its own beside the site's, deleted afterwards."""
    own = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"search_eval_{os.getpid()}"
    forget_names()
    with redirect_stdout(sys.stderr):  # the answers alone stand on standard output
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(own, verbosity=0)
        forget_names()


def prepare(*catalogues: Path) -> None:
    """Places, the words that come with the site, and the catalogues in their order."""
    if not Municipality.objects.exists():
        load_places(settings.BASE_DIR / "fixtures" / "places")
    load_search_words()
    for catalogue in catalogues:
        load_catalogue(catalogue)


def run(questions: Sequence[str]) -> dict[str, list[str]]:
    """What the public search answers, best first: question → ids as in the catalogue."""
    return {question: answer(question) for question in questions}


def answer(question: str) -> list[str]:
    data = QueryDict(mutable=True)
    data["q"] = question
    criteria = ServiceFilter(data).criteria
    return list(Service.objects.search(criteria).values_list("external_id", flat=True)[:ANSWERS])


def measure(relevant: Mapping[str, int], ranked: Sequence[str]) -> dict[str, float]:
    """Recall and nDCG of the first ten, the first good answer's rank, and whether there was any.

    `relevant` maps ids to 2 (what was asked for) or 1 (also useful).
    """
    top = list(dict.fromkeys(ranked))
    ten = top[:10]
    first = next((rank for rank, row in enumerate(top, 1) if row in relevant), 0)
    gain = sum((2 ** relevant.get(row, 0) - 1) / math.log2(rank + 1) for rank, row in enumerate(ten, 1))
    best = sorted(relevant.values(), reverse=True)[:10]
    ideal = sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(best, 1))
    return {
        "recall@10": len([row for row in ten if row in relevant]) / min(10, len(relevant)),
        "mrr": 1 / first if first else 0.0,
        "ndcg@10": gain / ideal,
        "success@3": float(any(relevant.get(row) == 2 for row in top[:3])),
        "zero": float(not top),
        "mean_hits": float(len(top)),
    }


def means(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: round(sum(row[name] for row in rows) / len(rows), 3) for name in rows[0]}


def by_category(queries: Sequence[dict], answers: Mapping[str, list[str]]) -> dict[str, dict[str, float]]:
    """The means of each category, and of all under "all"."""
    groups = defaultdict(list)
    for query in queries:
        if not query.get("relevant"):
            continue
        row = measure(query["relevant"], answers[query["query"]])
        groups["all"].append(row)
        groups[query.get("category", "")].append(row)
    return {name: means(rows) for name, rows in groups.items()}


def read_queries(path: Path) -> list[dict]:
    """Questions with `query` and, to be measured, `relevant` and `category`."""
    return json.loads(path.read_text(encoding="utf-8"))
