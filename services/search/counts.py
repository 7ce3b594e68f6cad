"""How many services each value of each filter would give, all in one query."""

from django.db import connection

from services.models import SearchEntry
from services.search.criteria import Criteria
from services.search.engine import hits_of, in_scope, missed_filters

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
    if criteria.words:
        return hits_of(criteria).counts
    misses, missed = missed_filters(criteria)
    entries = SearchEntry.objects.filter(in_scope(criteria)).order_by()
    entries = entries.annotate(misses=misses, missed=missed)
    sql, params = entries.filter(misses__lte=1).values("facets", "misses", "missed").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(hits=sql), params)  # the SQL is Django's own, with its parameters apart
        return {TOTAL: 0, **dict(cursor.fetchall())}


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
