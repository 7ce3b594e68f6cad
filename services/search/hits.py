"""The services that answer a question, ranked, together with the counts of all filters: one query.

First the index gives candidates, never more than `MOST_CANDIDATES`; then each is scored. For a concept
the best of its terms counts: its weight × how rare it is × where it stands (name before description).
The concepts are added up, times how much of the question was met. What is far below the best is noise.
"""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import F

from services.models import SearchEntry
from services.search import violence
from services.search.documents import IN_NAME
from services.search.question import Question
from services.translated import reader_language

#: The count of what is no nationwide service, among the counts of the filters.
NEARBY = "reach:near"
MOST_CANDIDATES = 4_000
#: So many are ranked for the list; nobody turns sixty pages.
MOST_RANKED = 1_200
#: Fewer than these candidates are not worth pruning for.
COMMON = 3_000
#: Hits below this share of the best one are left out.
LEAST_SHARE = 0.12
#: A service must meet this much more of a question than what nothing in the index answers (by how much the
#: words tell): who asks for a passport's renewal asks for no renewal.
LEAST_MET = 1.1
#: A word found counts this much more where the service is offered in the chosen municipality itself.
LOCAL_BOOST = 1.3
#: What the classes D, C, B and A count for.
CLASSES = "{0.3,0.6,0.8,1}"
#: `ts_rank` of a single term is its class's weight divided by this (pi² / 6).
_RANK_UNIT = 1.64493406685


@dataclass
class Hits:
    """The best services in order, and the counts: the total under "", each term of a filter under itself."""

    ids: list[int] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: {"": 0})


def find(question: Question, scope, misses, missed, is_local: bool) -> Hits:
    """Search. `scope` is the condition of place, `misses` and `missed` expressions as in `counts`."""
    if not question.has_answers:
        return Hits()
    ranking, params = _ranking(question, scope, misses, missed, is_local)
    with connection.cursor() as cursor:
        cursor.execute(ranking + _COUNTS.format(most_ranked=MOST_RANKED), params)
        rows = cursor.fetchall()
    hits = Hits()
    for term, number, ids in rows:
        if ids is not None:
            hits.ids = ids
        elif number:
            hits.counts[term] = number
    return hits


def ranked_ids(question: Question, scope, misses, missed, is_local: bool):
    """SQL that gives the ids of the best services in order as one array, with its parameters."""
    ranking, params = _ranking(question, scope, misses, missed, is_local)
    return f"{ranking} SELECT ids[1:{MOST_RANKED}] AS ids FROM ranked", params  # noqa: S608 - our own SQL


def _ranking(question, scope, misses, missed, is_local):
    """The part of the query that ranks; candidates, score and hits as named tables, with parameters."""
    sort = f"sort_{reader_language()}"
    entries = SearchEntry.objects.filter(scope).order_by().annotate(misses=misses, missed=missed)
    entries = entries.filter(misses__lte=1).extra(
        where=["vector @@ %s::tsquery"], params=[candidates(question)]
    )
    entries = entries.values(
        "service_id", "facets", "reach", "is_urgent", "misses", "missed", "vector", sort_key=F(sort)
    )
    entries_sql, entries_params = entries[:MOST_CANDIDATES].query.sql_with_params()
    scores, score_params = _scores(question)
    number = len(scores)
    columns = ", ".join(f"{score} AS c{at}" for at, score in enumerate(scores))
    total = " + ".join(f"c{at}" for at in range(number))
    met = " + ".join(f"(c{at} > 0)::int * {_share(question, at):.6f}" for at in range(number))
    boost = f"CASE WHEN reach = 0 THEN {LOCAL_BOOST} ELSE 1 END" if is_local else "1"
    if question.is_about_violence:
        boost += " * " + _for_whom(question)
    sql = _RANKING.format(
        entries=entries_sql, columns=columns, total=total, met=met, boost=boost,
        least_met=f"{LEAST_MET * _unanswered(question):.6f}", least_share=LEAST_SHARE,
    )  # fmt: skip
    return sql, [*score_params, *entries_params]


def _unanswered(question):
    """The share of a question that no service answers; who asks about violence is never sent away for it."""
    if question.is_about_violence:
        return 0
    weights = _weights(question)
    unknown = [
        weight for concept, weight in zip(question.concepts, weights, strict=True) if not concept.terms
    ]
    return sum(unknown) / sum(weights)


def _for_whom(question):
    """SQL of how much more a service counts in a question about violence (see `violence`)."""
    only_to_stop, to_stop = (
        f"vector @@ $${_quoted(IN_NAME + mark)}$$::tsquery"
        for mark in (violence.ONLY_TO_STOP, violence.TO_STOP)
    )
    if question.is_to_stop_violence:
        share = violence.FOR_HURTING
        return (
            f"CASE WHEN {only_to_stop} THEN {share['only to stop']} WHEN {to_stop} THEN {share['to stop']}"
            f" ELSE {share['other']} END"
        )
    share = violence.FOR_HURT
    return (
        f"CASE WHEN {only_to_stop} THEN {share['only to stop']}"
        f" WHEN is_urgent AND 'theme:violence' = ANY(facets) THEN {share['urgent']} ELSE 1 END"
    )


def _weights(question):
    """How much each concept of the question tells: unknown words as much as the rarest known ones."""
    rarest = max(
        (question.rarity(terms) for concept in question.concepts for terms in concept.terms), default=1.0
    )
    found = []
    for concept in question.concepts:
        weight = max((question.value(concept, terms) for terms in concept.terms), default=rarest)
        found.append(max(weight, 0.05) * question.share(concept))
    return found


def _share(question, at):
    concepts = [concept for concept in question.concepts if concept.terms]
    weights = dict(zip(map(id, question.concepts), _weights(question), strict=True))
    return weights[id(concepts[at])] / sum(weights.values())


def _scores(question):
    """For each concept the SQL of its best term, with parameters."""
    scores, params = [], []
    for concept in question.concepts:
        if not concept.terms:
            continue
        best = []
        share = question.share(concept)
        for terms in concept.terms:
            value = question.value(concept, terms) * _RANK_UNIT * share
            if len(terms) == 1:
                best.append("%s::float4 * ts_rank('" + CLASSES + "', vector, %s::tsquery)")
            else:
                best.append("CASE WHEN vector @@ %s::tsquery THEN %s::float4 ELSE 0 END")
            pair = [value, _quoted(terms[0])]
            if len(terms) > 1:
                pair = [" & ".join(map(_quoted, terms)), value * 0.7 / _RANK_UNIT]
            params += pair
        scores.append(f"greatest({', '.join(best)})")
    return scores, params


def candidates(question: Question) -> str:
    """The text query that finds candidates: any term; of very common ones only what the index can bound.

    Where all terms together stand in very many services, one must meet every concept, or stand out by
    a rare term, or have the common term in its name.
    """
    concepts = [concept for concept in question.concepts if concept.terms]
    every = {terms for concept in concepts for terms in concept.terms}
    how_many = {terms: min(question.known.get(term, 0) for term in terms) for terms in every}
    if sum(how_many.values()) <= COMMON:
        return " | ".join(sorted(_phrase(terms) for terms in every))
    parts, room = [], COMMON
    for terms in sorted(every, key=lambda terms: (how_many[terms], terms)):
        room -= how_many[terms]
        if room < 0:
            break
        parts.append(_phrase(terms))
    if len(concepts) > 1:
        all_met = " & ".join(
            "(" + " | ".join(sorted(_phrase(terms) for terms in concept.terms)) + ")" for concept in concepts
        )
        parts.append(f"({all_met})")
    named = sorted({_quoted(IN_NAME + terms[0]) for terms in every if len(terms) == 1})
    return " | ".join([*parts, *named])


def _phrase(terms):
    return _quoted(terms[0]) if len(terms) == 1 else "(" + " & ".join(map(_quoted, terms)) + ")"


def _quoted(term):
    return "'" + term.replace("\\", "").replace("'", "''") + "'"


_RANKING = """
WITH scored AS MATERIALIZED (
    SELECT service_id, facets, misses, missed, sort_key, reach, {met} AS met,
        ({total}) * (0.5 + 0.5 * ({met})) * {boost} AS score
    FROM (SELECT entry.*, {columns} FROM ({entries}) entry OFFSET 0) candidate
), hit AS MATERIALIZED (
    SELECT * FROM scored WHERE met >= {least_met}
        AND score >= {least_share} * (SELECT max(score) FROM scored WHERE met >= {least_met})
), ranked AS (
    SELECT array_agg(service_id ORDER BY score DESC, reach, sort_key, service_id) AS ids
    FROM hit WHERE misses = 0
)
"""
_COUNTS = """
SELECT term, count(*), NULL::bigint[]
FROM hit CROSS JOIN LATERAL unnest(hit.facets) AS term
WHERE hit.misses = 0
    OR hit.missed = CASE split_part(term, ':', 1)
        WHEN 'narrow' THEN 'audience' ELSE split_part(term, ':', 1) END
GROUP BY term
UNION ALL
SELECT CASE hit.missed WHEN '' THEN '' ELSE 'without:' || hit.missed END, count(*), NULL
FROM hit GROUP BY hit.missed
UNION ALL
SELECT 'reach:near', count(*), NULL FROM hit WHERE misses = 0 AND reach < 2
UNION ALL
SELECT '', 0, ids[1:{most_ranked}] FROM ranked WHERE ids IS NOT NULL
"""
