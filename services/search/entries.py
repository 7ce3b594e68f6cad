"""Writing the index: one row a published service, in the transaction of the change itself."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.db import connection, transaction

from services.models import Audience, SearchChange, SearchEntry, SearchState, Service
from services.search.analysis import VERSION
from services.search.dictionaries import DATA_VERSION
from services.search.documents import read_documents
from services.search.facets import AGES

_CHUNK = 1_000
#: Which rules and which dictionaries made a row.
ANALYSER = f"{VERSION}/{DATA_VERSION}"
#: The row of the vocabulary that counts the services of the index.
COUNT_OF_ALL = ""


def index_services(service_ids: Iterable[int]) -> int:
    """Bring the index rows of these services up to date; return how many are in it afterwards.

    Whoever changes a service calls this in the same transaction. A service that is not published
    loses its row. The waiting list of changes past our code forgets these services.
    """
    ids = sorted(set(service_ids))
    written = 0
    with transaction.atomic():
        if ids and not SearchEntry.objects.exists():
            _stamp()
        for start in range(0, len(ids), _CHUNK):
            written += _index_chunk(ids[start : start + _CHUNK])
    return written


def note_checks(service_ids: Iterable[int]) -> None:
    """Let the search know at once when these services were checked.

    Nothing else of their rows depends on it, so that they need not be read and analysed again.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NOTE_CHECKS, {"ids": sorted(service_ids)})


def _index_chunk(ids):
    documents = read_documents(ids)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_OUT, {"ids": ids})
        changes = Counter({term: -services for term, services in cursor.fetchall()})
        cursor.execute(_WRITE, _parameters(documents))
        written = cursor.rowcount
        shown = {}
        for document in documents.values():
            changes.update(document.classes.keys())
            shown.update(document.shown)
        changes[COUNT_OF_ALL] += written
        _write_words(cursor, changes, shown)
    return written


def _write_words(cursor, changes, shown):
    """Add what changed to the counts of the terms, in their order, so that no two writers wait in a ring."""
    terms = sorted(term for term, change in changes.items() if change)
    cursor.execute(
        _WRITE_WORDS,
        {
            "terms": terms,
            "changes": [changes[term] for term in terms],
            "shown": [shown.get(term, term) for term in terms],
            "words": [term in shown for term in terms],
        },
    )


def index_everything(progress: Callable[[int], None] = lambda done: None) -> int:
    """Write every index row anew, part by part: a search meanwhile reads the old rows. Then count the words.

    `progress` is told after each part how many services were done in it.
    """
    known = list(Service.objects.order_by("pk").values_list("pk", flat=True))
    written = 0
    for start in range(0, len(known), _CHUNK):
        chunk = known[start : start + _CHUNK]
        written += index_services(chunk)
        progress(len(chunk))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE services_searchword IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(_RECOUNT_WORDS)
        cursor.execute("DELETE FROM services_searchword WHERE services = 0 AND term <> ''")
        _stamp()
    return written


def _stamp():
    """Note that the whole index was made with the rules that run."""
    SearchState.objects.update_or_create(pk=1, defaults={"analyser": ANALYSER})


def take_up_waiting(at_most: int = 1000) -> int:
    """Take up services that were changed past our code; return how many."""
    with transaction.atomic():
        rows = SearchChange.objects.order_by("pk").select_for_update(skip_locked=True)[:at_most]
        ids = {row.service_id for row in rows}
        index_services(ids)
    return len(ids)


def waiting() -> int:
    """How many changes past our code wait to be taken up."""
    return SearchChange.objects.count()


def is_stale() -> bool:
    """Tell whether the index was made with other rules than those that run."""
    return SearchEntry.objects.exists() and not SearchState.objects.filter(analyser=ANALYSER).exists()


def _parameters(documents):
    return {
        "ids": list(documents),
        "vectors": [document.vector() for document in documents.values()],
        "ages": list(AGES),
        "first_months": [first for first, _ in AGES.values()],
        "last_months": [last for _, last in AGES.values()],
        "general": sorted(Audience.GENERAL_SLUGS),
        "professional": Audience.PROFESSIONAL_SLUG,
    }


# How often each term stood in the rows that are about to be written anew; none of them waits any more.
# Rows of what is no longer published go at once, and a trigger counts down their words.
_TAKE_OUT = """
WITH here AS MATERIALIZED (
    SELECT entry.service_id, entry.vector, service.status <> 'published' AS goes
    FROM services_searchentry entry JOIN services_service service ON service.id = entry.service_id
    WHERE entry.service_id = ANY(%(ids)s)
    ORDER BY entry.service_id FOR UPDATE OF entry
), gone AS (
    DELETE FROM services_searchentry WHERE service_id IN (SELECT service_id FROM here WHERE goes)
), taken_up AS (
    DELETE FROM services_searchchange WHERE service_id = ANY(%(ids)s)
)
SELECT term, count(*) FROM here CROSS JOIN LATERAL unnest(tsvector_to_array(here.vector)) AS term
WHERE term NOT LIKE '=%%' AND NOT goes GROUP BY term
UNION ALL
SELECT '', count(*) FROM here WHERE NOT goes
"""
_NOTE_CHECKS = """
UPDATE services_searchentry entry
SET checked_on = greatest(service.assured_date, (service.confirmed_at AT TIME ZONE 'Europe/Helsinki')::date)
FROM services_service service
WHERE service.id = entry.service_id AND entry.service_id = ANY(%(ids)s)
"""
_WRITE_WORDS = """
INSERT INTO services_searchword AS word (term, services, shown, is_word)
SELECT term, change, shown, is_word
FROM unnest(%(terms)s::text[], %(changes)s::int[], %(shown)s::text[], %(words)s::bool[])
    AS new(term, change, shown, is_word)
ORDER BY term COLLATE "C"
ON CONFLICT (term) DO UPDATE SET
    services = greatest(0, word.services + excluded.services),
    shown = CASE WHEN excluded.is_word THEN excluded.shown ELSE word.shown END,
    is_word = word.is_word OR excluded.is_word
"""
_RECOUNT_WORDS = """
WITH found AS (
    SELECT word AS term, ndoc AS services FROM ts_stat('SELECT vector FROM services_searchentry')
    UNION ALL SELECT '', count(*) FROM services_searchentry
)
UPDATE services_searchword word SET services = coalesce(found.services, 0)
FROM services_searchword old LEFT JOIN found ON found.term = old.term
WHERE word.term = old.term AND word.services IS DISTINCT FROM coalesce(found.services, 0)
"""

# One statement, because a catalogue of a million services is written through it as well.
_WRITE = """
INSERT INTO services_searchentry
    (service_id, places, facets, vector, reach, tier, is_urgent, for_professionals_only, checked_on,
     sort_fi, sort_sv, sort_en)
SELECT service.id, place.terms, facet.terms, text.vector::tsvector,
    CASE service.scope WHEN 'municipalities' THEN 0 WHEN 'country' THEN 2 ELSE 1 END,
    service.tier, service.is_urgent, audience.only_professionals,
    greatest(service.assured_date, (service.confirmed_at AT TIME ZONE 'Europe/Helsinki')::date),
    service.sort_fi, service.sort_sv, service.sort_en
FROM unnest(%(ids)s::bigint[], %(vectors)s::text[]) AS text(service_id, vector)
JOIN services_service service ON service.id = text.service_id
JOIN services_organization organization ON organization.id = service.organization_id
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(theme.slug), '{}') AS slugs
    FROM services_service_themes link JOIN services_theme theme ON theme.id = link.theme_id
    WHERE link.service_id = service.id
) theme
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(audience.slug), '{}') AS slugs,
        coalesce(bool_or(audience.slug = ANY(%(general)s)), true) AS is_general,
        coalesce(bool_and(audience.slug = %(professional)s), false) AS only_professionals
    FROM services_service_audiences link JOIN services_audience audience ON audience.id = link.audience_id
    WHERE link.service_id = service.id
) audience
CROSS JOIN LATERAL (
    SELECT CASE service.scope WHEN 'counties' THEN 'county' WHEN 'regions' THEN 'region' END AS of_scope
) area_kind
CROSS JOIN LATERAL (
    -- The scope decides which of the chosen places count, so that a leftover never leaks.
    SELECT array_agg(DISTINCT term) AS terms FROM (
        SELECT 'country' AS term WHERE service.scope = 'country'
        UNION ALL
        SELECT unnest(ARRAY[area.kind || ':' || area.code, 'in:' || area.kind || ':' || area.code])
        FROM services_service_areas link JOIN services_area area ON area.id = link.area_id
        WHERE link.service_id = service.id AND area.kind = area_kind.of_scope
        UNION ALL
        SELECT unnest(ARRAY['in:county:' || county.code, 'in:region:' || region.code])
        FROM services_service_areas link
        JOIN services_municipality place
            ON link.area_id =
                CASE area_kind.of_scope WHEN 'county' THEN place.county_id ELSE place.region_id END
        JOIN services_area county ON county.id = place.county_id
        JOIN services_area region ON region.id = place.region_id
        WHERE link.service_id = service.id AND area_kind.of_scope IS NOT NULL
        UNION ALL
        SELECT unnest(ARRAY[
            'municipality:' || place.code, 'in:county:' || county.code, 'in:region:' || region.code
        ])
        FROM services_service_municipalities link
        JOIN services_municipality place ON place.id = link.municipality_id
        JOIN services_area county ON county.id = place.county_id
        JOIN services_area region ON region.id = place.region_id
        WHERE link.service_id = service.id AND service.scope = 'municipalities'
    ) found
) reached
CROSS JOIN LATERAL (SELECT coalesce(reached.terms, '{}') AS terms) place
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(DISTINCT term), '{}') AS terms FROM (
        SELECT 'tier:' || unnest(service.tier::int || service.also_tiers::int[]) AS term
        UNION ALL SELECT 'theme:' || unnest(theme.slugs)
        UNION ALL SELECT 'audience:*' WHERE audience.is_general
        UNION ALL
        SELECT CASE WHEN audience.is_general THEN 'narrow:' ELSE 'audience:' END || unnest(audience.slugs)
        UNION ALL SELECT 'format:' || unnest(service.formats)
        UNION ALL SELECT 'access:' || unnest(service.access)
        UNION ALL SELECT 'language:' || unnest(service.languages)
        UNION ALL SELECT 'free:yes' WHERE service.cost = 'free'
        UNION ALL SELECT 'urgent:yes' WHERE service.is_urgent
        UNION ALL SELECT 'age:*'
        WHERE service.minimum_age_months IS NULL AND service.maximum_age_months IS NULL
        UNION ALL SELECT 'age:' || age.value
        FROM unnest(%(ages)s::text[], %(first_months)s::int[], %(last_months)s::int[])
            AS age(value, first, last)
        WHERE num_nonnulls(service.minimum_age_months, service.maximum_age_months) > 0
            AND coalesce(service.minimum_age_months, -9) <= age.last
            AND coalesce(service.maximum_age_months, 1200) >= age.first
        UNION ALL SELECT 'network:' || network.slug
        FROM services_network network
        WHERE network.id IN (
            SELECT network_id FROM services_service_networks WHERE service_id = service.id
            UNION ALL
            SELECT network_id FROM services_organization_networks WHERE organization_id = organization.id
        )
    ) found
) facet
WHERE service.status = 'published'
ON CONFLICT (service_id) DO UPDATE SET
    places = excluded.places, facets = excluded.facets, vector = excluded.vector, reach = excluded.reach,
    tier = excluded.tier, is_urgent = excluded.is_urgent,
    for_professionals_only = excluded.for_professionals_only, checked_on = excluded.checked_on,
    sort_fi = excluded.sort_fi, sort_sv = excluded.sort_sv, sort_en = excluded.sort_en
"""
