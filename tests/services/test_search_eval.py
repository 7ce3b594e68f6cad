"""Two sets of labelled questions: floors below which no change may bring the search.

`queries.json` is the open set, over a catalogue of its own. `own_queries.json` was labelled over the demo
catalogues before the search was tuned to anything in them.
"""

from pathlib import Path

import pytest

from services.search import evaluation

FOLDER = Path(__file__).parent / "search_eval"
FOREIGN_TO_ALL = [
    "passi",
    "auton renkaat",
    "jäähalli",
    "veroilmoitus",
    "ajokortti",
    "passport",
    "car tyres",
    "ice rink",
]


FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.mark.django_db
def test_the_open_set_is_answered_well():
    queries = evaluation.read_queries(FOLDER / "queries.json")
    evaluation.prepare(FOLDER / "catalogue.jsonl")

    answers = evaluation.run([query["query"] for query in queries])
    measures = evaluation.by_category(queries, answers)

    assert measures["all"]["recall@10"] >= 0.88
    assert measures["all"]["ndcg@10"] >= 0.86
    assert measures["all"]["zero"] == 0
    assert measures["name"]["recall@10"] == 1.0
    assert measures["place"]["success@3"] == 1.0
    assert evaluation.run(FOREIGN_TO_ALL) == {query: [] for query in FOREIGN_TO_ALL}


@pytest.mark.django_db
def test_the_own_set_is_answered_well():
    queries = evaluation.read_queries(FOLDER / "own_queries.json")
    evaluation.prepare(FIXTURES / "pirkanmaa.jsonl", FIXTURES / "esimerkki.jsonl")

    answers = evaluation.run([query["query"] for query in queries])
    measures = evaluation.by_category(queries, answers)

    assert measures["all"]["recall@10"] >= 0.85
    assert measures["all"]["ndcg@10"] >= 0.80
    assert measures["all"]["zero"] == 0
    assert measures["name"]["recall@10"] == 1.0
    assert [query["query"] for query in queries if not query["relevant"] and answers[query["query"]]] == []
