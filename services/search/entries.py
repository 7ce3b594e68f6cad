"""Writing the index: one row a published service, in the transaction of the change itself."""

from collections.abc import Iterable

from django.db import connection, transaction

from services.models import Audience, SearchEntry, Service
from services.search.facets import AGES

_CHUNK = 5_000


def index_services(service_ids: Iterable[int]) -> int:
    """Bring the index rows of these services up to date; return how many are in it afterwards.

    Whoever changes a service calls this in the same transaction. A service that is not published
    loses its row.
    """
    ids = sorted(set(service_ids))
    written = 0
    with transaction.atomic():
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK]
            SearchEntry.objects.filter(service_id__in=chunk).exclude(service__status="published").delete()
            with connection.cursor() as cursor:
                cursor.execute(_WRITE, _parameters(chunk))
                written += cursor.rowcount
    return written


def index_everything() -> int:
    """Write every index row anew; a search meanwhile reads the old ones."""
    return index_services(Service.objects.values_list("pk", flat=True))


def _parameters(ids):
    return {
        "ids": ids,
        "ages": list(AGES),
        "first_months": [first for first, _ in AGES.values()],
        "last_months": [last for _, last in AGES.values()],
        "general": sorted(Audience.GENERAL_SLUGS),
        "professional": Audience.PROFESSIONAL_SLUG,
    }


# One statement, because a catalogue of a million services is written through it as well. The
# text part is the plain full-text search of PostgreSQL in the three languages.
_WRITE = """
INSERT INTO services_searchentry
    (service_id, places, facets, vector, reach, tier, is_urgent, for_professionals_only, checked_on,
     sort_fi, sort_sv, sort_en)
SELECT service.id, place.terms, facet.terms, text.vector,
    CASE service.scope WHEN 'municipalities' THEN 0 WHEN 'country' THEN 2 ELSE 1 END,
    service.tier, service.is_urgent, audience.only_professionals,
    greatest(service.assured_date, (service.confirmed_at AT TIME ZONE 'Europe/Helsinki')::date),
    service.sort_fi, service.sort_sv, service.sort_en
FROM services_service service
JOIN services_organization organization ON organization.id = service.organization_id
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(theme.slug), '{}') AS slugs,
        coalesce(string_agg(theme.name_fi, ' '), '') AS fi,
        coalesce(string_agg(theme.name_sv, ' '), '') AS sv,
        coalesce(string_agg(theme.name_en, ' '), '') AS en
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
CROSS JOIN LATERAL (
    SELECT
        setweight(to_tsvector('finnish', service.name_fi) || to_tsvector('swedish', service.name_sv)
            || to_tsvector('english', service.name_en), 'A')
        || setweight(to_tsvector('finnish', theme.fi) || to_tsvector('swedish', theme.sv)
            || to_tsvector('english', theme.en), 'B')
        || setweight(to_tsvector('finnish', service.summary_fi || ' ' || service.description_fi)
            || to_tsvector('swedish', service.summary_sv || ' ' || service.description_sv)
            || to_tsvector('english', service.summary_en || ' ' || service.description_en), 'C')
        || setweight(to_tsvector('finnish', organization.name_fi)
            || to_tsvector('swedish', organization.name_sv)
            || to_tsvector('english', organization.name_en), 'D') AS vector
) text
WHERE service.id = ANY(%(ids)s) AND service.status = 'published'
ON CONFLICT (service_id) DO UPDATE SET
    places = excluded.places, facets = excluded.facets, vector = excluded.vector, reach = excluded.reach,
    tier = excluded.tier, is_urgent = excluded.is_urgent,
    for_professionals_only = excluded.for_professionals_only, checked_on = excluded.checked_on,
    sort_fi = excluded.sort_fi, sort_sv = excluded.sort_sv, sort_en = excluded.sort_en
"""
