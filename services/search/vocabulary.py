"""The words a reader chooses from: themes, audiences, networks and areas, in one query."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import DEFAULT_DB_ALIAS
from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject

from services.models import Area, Audience, Municipality, Network, Theme
from services.translated import LANGUAGES, LocalText, columns, finnish_order, pick


@dataclass(frozen=True)
class Word:
    slug: str
    name: LocalText


@dataclass
class Vocabulary:
    """Each list in the order of the reader's alphabet; areas also by slug."""

    themes: list[Word] = field(default_factory=list)
    audiences: list[Word] = field(default_factory=list)
    networks: list[Word] = field(default_factory=list)
    areas: dict[str, Area] = field(default_factory=dict)
    #: The municipalities that were asked for, with their areas.
    municipalities: list[Municipality] = field(default_factory=list)

    def of(self, facet: str) -> list[Word]:
        return {"theme": self.themes, "audience": self.audiences, "network": self.networks}[facet]


def load_vocabulary(places: Iterable[str] = ()) -> Vocabulary:
    """Read the lists anew: they are a hundred short rows, and a coordinator's change shows at once.

    `places` are names of municipalities as slugs: those municipalities come with the same query.
    """
    found = Vocabulary()
    for list_name, slug, fi, sv, en, key in _rows(sorted(set(places))):
        if list_name == "municipalities":
            found.municipalities.append(_municipality(json.loads(key)))
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
    return place


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
    if places:
        key = Cast(
            JSONObject(
                place=_json(Municipality), county=_json(Area, "county__"), region=_json(Area, "region__")
            ),
            TextField(),
        )
        asked = Municipality.objects.order_by().filter(search_names__overlap=places)
        parts.append(_part(asked, "municipalities", "name", key))
    return parts[0].union(*parts[1:], all=True)


def _part(queryset, list_name, text, key):
    return queryset.annotate(list_name=Value(list_name, output_field=CharField()), key=key).values_list(
        "list_name", "slug", *(f"{text}_{language}" for language in LANGUAGES), "key"
    )
