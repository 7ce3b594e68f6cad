"""The open evaluation set: floors below which no change may bring the search."""

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
