"""The words a reader chooses from, with the places asked for and the site's own area, in one query."""

import json
from dataclasses import dataclass, field

from django.db import DEFAULT_DB_ALIAS
from django.db.models import CharField, Exists, F, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject

from services.furniture import site_areas
from services.models import Area, Audience, Municipality, Network, PostalCode, Theme
from services.rows import gather
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
    """Each list in the order of the reader's alphabet; areas also by slug."""

    themes: list[Word] = field(default_factory=list)
    audiences: list[Word] = field(default_factory=list)
    networks: list[Word] = field(default_factory=list)
    areas: dict[str, Area] = field(default_factory=dict)
    #: The municipalities that were asked for, with their areas; each has its postal codes that were asked
    #: for in `typed_codes`.
    municipalities: list[Municipality] = field(default_factory=list)
    #: The area that was chosen, whole: of two that are the same, the one with a page.
    area: Area | None = None
    #: The site's own area with what `Furniture` reads of it.
    site_area: Area | None = None

    def of(self, facet: str) -> list[Word]:
        return {"theme": self.themes, "audience": self.audiences, "network": self.networks}[facet]


def load_vocabulary(places: AskedPlaces) -> Vocabulary:
    """Read the lists anew: they are a hundred short rows, and a coordinator's change shows at once."""
    found = Vocabulary()
    for list_name, slug, fi, sv, en, key in _rows(places):
        if list_name == "municipalities":
            found.municipalities.append(_municipality(json.loads(key)))
            continue
        if list_name in ("area", "site_area"):
            setattr(found, list_name, _area(json.loads(key)))
            continue
        name = pick(dict(zip(LANGUAGES, (fi, sv, en), strict=True)))
        if list_name == "areas":
            kind, code = key.split(":")
            names = {"short_name_fi": fi, "short_name_sv": sv, "short_name_en": en}
            found.areas[slug] = Area(slug=slug, kind=kind, code=code, **names)
        else:
            getattr(found, list_name).append(Word(slug, name))
    for words in (found.themes, found.audiences, found.networks):
        words.sort(key=lambda word: finnish_order(word.name))
    return found


def _municipality(parts):
    place = _instance(Municipality, parts["place"])
    place.county, place.region = _instance(Area, parts["county"]), _instance(Area, parts["region"])
    place.typed_codes = parts["codes"]
    return place


def _area(parts):
    area = _instance(Area, parts["area"])
    for name, value in parts.items():
        if name != "area":
            setattr(area, name, value)
    return area


def _instance(model, values):
    names = [each.attname for each in model._meta.concrete_fields if each.attname in values]
    return model.from_db(DEFAULT_DB_ALIAS, names, [values[name] for name in names])


#: What the pages of a search do not read of a place; the outline alone is most of its weight.
_LEFT_OUT = {"outline", *columns("introduction")}


def _json(model, prefix=""):
    fields = (each for each in model._meta.concrete_fields if each.attname not in _LEFT_OUT)
    return JSONObject(**{each.attname: F(f"{prefix}{each.attname}") for each in fields})


def _rows(places):
    parts = [
        _part(Theme.objects.all(), "themes", "name", Value("")),
        _part(Audience.objects.all(), "audiences", "name", Value("")),
        _part(Network.objects.order_by(), "networks", "name", Value("")),
        # A region with the municipalities of a county is searched as that county.
        _part(
            Area.objects.order_by(),
            "areas",
            "short_name",
            Concat(Coalesce("same_as__kind", F("kind")), Value(":"), Coalesce("same_as__code", F("code"))),
        ),
    ]
    parts.append(_part(site_areas().order_by(), "site_area", "short_name", _site_area()))
    if places.area:
        asked = Area.objects.order_by().filter(Q(slug=places.area, same_as=None) | Q(twins__slug=places.area))
        parts.append(_part(asked, "area", "short_name", _text(area=_json(Area))))
    if places.names or places.postal_codes:
        codes = PostalCode.objects.filter(municipality=OuterRef("pk"), code__in=sorted(places.postal_codes))
        asked = Municipality.objects.order_by().filter(
            Q(search_names__overlap=sorted(places.names)) | Exists(codes)
        )
        parts.append(_part(asked, "municipalities", "name", _municipality_with(codes)))
    return parts[0].union(*parts[1:], all=True)


def _site_area():
    return _text(area=_json(Area), numbers=F("numbers"), has_demo_data=F("has_demo_data"))


def _municipality_with(codes):
    return _text(
        place=_json(Municipality),
        county=_json(Area, "county__"),
        region=_json(Area, "region__"),
        codes=gather(codes.order_by(), "code", "latitude", "longitude"),
    )


def _text(**values):
    """JSON as text: each part of the union has the same columns."""
    return Cast(JSONObject(**values), TextField())


def _part(queryset, list_name, text, key):
    return queryset.annotate(list_name=Value(list_name, output_field=CharField()), key=key).values_list(
        "list_name", "slug", *(f"{text}_{language}" for language in LANGUAGES), "key"
    )
