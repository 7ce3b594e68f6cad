"""How many services each value of each filter would give, all in one query."""

from django.db import connection
from django.db.models import BooleanField, Case, ExpressionWrapper, IntegerField, Q, Value, When
from django.db.models.functions import Cast

from services.models import SearchEntry
from services.search.criteria import Criteria
from services.search.engine import facet_condition, in_scope
from services.search.facets import FACETS

#: The name under which the total stands among the counts.
TOTAL = ""
#: Counts are told exactly up to here, then as "over 1 000".
EXACT_TO = 1000


def count_matches(criteria: Criteria) -> dict[str, int]:
    """Count the services of a search: the total under "", each term of a filter, and for each
    filter in use `without:<filter>`, how many more there would be without it.

    A value is counted with its own filter set aside: what would be there if the reader chose it
    instead. So a row counts for a filter when it meets all the others; rows that miss two filters
    count for none and are left out at once.
    """
    misses = {}
    for facet in FACETS:
        condition = facet_condition(criteria, facet)
        if condition is not None:
            misses[facet] = ~condition
    entries = SearchEntry.objects.filter(in_scope(criteria)).order_by()
    number = sum((_as_number(miss) for miss in misses.values()), Value(0))
    which = Case(*(When(miss, then=Value(facet)) for facet, miss in misses.items()), default=Value(""))
    entries = entries.annotate(misses=ExpressionWrapper(number, IntegerField()), missed=which)
    sql, params = entries.filter(misses__lte=1).values("facets", "misses", "missed").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(hits=sql), params)  # the SQL is Django's own, with its parameters apart
        return {TOTAL: 0, **dict(cursor.fetchall())}


def _as_number(condition: Q):
    return Cast(ExpressionWrapper(condition, BooleanField()), IntegerField())


_COUNT = """
WITH hit AS MATERIALIZED ({hits})
SELECT term, count(*)
FROM hit CROSS JOIN LATERAL unnest(hit.facets) AS term
WHERE hit.misses = 0
    OR hit.missed = split_part(CASE WHEN term LIKE 'narrow:%%' THEN 'audience' ELSE term END, ':', 1)
GROUP BY term
UNION ALL
SELECT CASE hit.missed WHEN '' THEN '' ELSE 'without:' || hit.missed END, count(*)
FROM hit GROUP BY hit.missed
"""
