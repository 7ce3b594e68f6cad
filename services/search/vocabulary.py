"""The words a reader chooses from, with the places asked for and the site's own area, in one query."""

import json
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection

from services.furniture import DEMO_SOURCES
from services.models import Area, Municipality
from services.translated import LANGUAGES, LocalText, columns, finnish_order, pick


@dataclass(frozen=True)
class Word:
    slug: str
    name: LocalText


@dataclass(frozen=True)
class AskedPlaces:
    """Places that a search names: slugs of municipalities' names, postal codes, and an area's slug."""

    names: frozenset[str] = frozenset()
    postal_codes: frozenset[str] = frozenset()
    area: str = ""


@dataclass
class Vocabulary:
    """Each list in the order of the reader's alphabet."""

    themes: list[Word] = field(default_factory=list)
    audiences: list[Word] = field(default_factory=list)
    networks: list[Word] = field(default_factory=list)
    #: The municipalities that were asked for, with their areas; each has its postal codes that were asked
    #: for in `typed_codes`.
    municipalities: list[Municipality] = field(default_factory=list)
    #: The area that was chosen, whole: of two that are the same, the one with a page.
    area: Area | None = None
    #: The same area by the name and address that were asked for.
    area_to_search: Area | None = None
    #: The site's own area with what `Furniture` reads of it.
    site_area: Area | None = None

    def of(self, facet: str) -> list[Word]:
        return {"theme": self.themes, "audience": self.audiences, "network": self.networks}[facet]


def load_vocabulary(places: AskedPlaces) -> Vocabulary:
    """Read the lists anew: they are a hundred short rows, and a coordinator's change shows at once."""
    found = Vocabulary()
    for list_name, slug, fi, sv, en, more in _rows(places):
        more = json.loads(more) if more else None  # Django leaves the JSON of plain SQL as text
        if list_name == "municipalities":
            found.municipalities.append(_municipality(more))
            continue
        if list_name in ("area", "site_area"):
            setattr(found, list_name, _area(more))
            continue
        name = pick(dict(zip(LANGUAGES, (fi, sv, en), strict=True)))
        getattr(found, list_name).append(Word(slug, name))
    if found.area:
        found.area_to_search = _as_searched(found.area, places.area)
    for words in (found.themes, found.audiences, found.networks):
        words.sort(key=lambda word: finnish_order(word.name))
    return found


def _municipality(parts):
    place = _instance(Municipality, parts["place"])
    place.county, place.region = _instance(Area, parts["county"]), _instance(Area, parts["region"])
    place.typed_codes = parts["codes"]
    return place


def _as_searched(area, slug):
    """A region with the municipalities of a county is searched as that county, under its own name."""
    return Area(slug=slug, kind=area.kind, code=area.code, **area.asked)


def _area(parts):
    area = _instance(Area, parts["area"])
    for name, value in parts.items():
        if name != "area":
            setattr(area, name, value)
    return area


def _instance(model, values):
    names = [each.attname for each in model._meta.concrete_fields if each.attname in values]
    return model.from_db(DEFAULT_DB_ALIAS, names, [values[name] for name in names])


def _rows(places):
    parameters = {
        "site_area": settings.SITE_AREA,
        "demo": list(DEMO_SOURCES),
        "area": places.area,
        "names": sorted(places.names),
        "codes": sorted(places.postal_codes),
    }
    with connection.cursor() as cursor:
        cursor.execute(_READ, parameters)
        return cursor.fetchall()


def _whole(row):
    """SQL: a row of a place as JSON, without what the pages of a search do not read (most of its weight)."""
    left_out = " ".join(f"- '{name}'" for name in ("outline", *columns("introduction")))
    return f"(to_jsonb({row}) {left_out})"


# Written out, since Django would take longer to make this query than the database to answer it.
_READ = f"""
SELECT 'themes', slug, name_fi, name_sv, name_en, NULL::jsonb FROM services_theme
UNION ALL SELECT 'audiences', slug, name_fi, name_sv, name_en, NULL FROM services_audience
UNION ALL SELECT 'networks', slug, name_fi, name_sv, name_en, NULL FROM services_network
UNION ALL SELECT 'area', '', '', '', '', jsonb_build_object(
    'area', {_whole("area")},
    'asked', jsonb_build_object(
        'short_name_fi', asked.short_name_fi, 'short_name_sv', asked.short_name_sv,
        'short_name_en', asked.short_name_en
    )
) FROM services_area asked JOIN services_area area ON area.id = coalesce(asked.same_as_id, asked.id)
WHERE asked.slug = %(area)s
UNION ALL SELECT 'site_area', '', '', '', '', jsonb_build_object(
    'area', {_whole("area")},
    'numbers', (
        SELECT coalesce(jsonb_agg(to_jsonb(line) ORDER BY line.position, line.id), '[]')
        FROM services_crisisnumber line WHERE line.is_in_box
    ),
    'has_demo_data', EXISTS (SELECT 1 FROM services_service WHERE source = ANY(%(demo)s))
) FROM services_area area WHERE area.slug = %(site_area)s
UNION ALL SELECT 'municipalities', '', '', '', '', jsonb_build_object(
    'place', {_whole("place")}, 'county', {_whole("county")}, 'region', {_whole("region")},
    'codes', (
        SELECT coalesce(jsonb_agg(to_jsonb(typed)), '[]') FROM services_postalcode typed
        WHERE typed.municipality_id = place.id AND typed.code = ANY(%(codes)s)
    )
)
FROM services_municipality place
JOIN services_area county ON county.id = place.county_id
JOIN services_area region ON region.id = place.region_id
WHERE place.search_names && %(names)s::varchar[]
    OR place.id IN (SELECT municipality_id FROM services_postalcode WHERE code = ANY(%(codes)s))
"""  # noqa: S608 - made of the constants above alone
