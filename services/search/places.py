"""From what a reader typed to a municipality: its name in Finnish or Swedish, or a postal code."""

import difflib
import time
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import slugify

from services.models import Municipality, PostalCode
from services.rows import as_rows, gather
from services.translated import columns, pick

#: Municipalities are renamed at a new year, so their names may be remembered for a while (seconds).
_KEEP_NAMES = 300
_names: dict = {"read_at": None, "rows": []}


@dataclass
class FoundPlaces:
    """What was found for the typed places; `unknown` holds those that are no place we know."""

    municipalities: list[Municipality] = field(default_factory=list)
    near: PostalCode | None = None
    unknown: list[str] = field(default_factory=list)
    unknown_near: str = ""


def find_places(typed: list[str], near: str = "") -> FoundPlaces:
    """Look up typed municipalities and a postal code to be near to, in one query."""
    typed = [text.strip() for text in typed if text.strip()]
    names = {text: slugify(text) for text in typed if not _is_postal_code(text)}
    codes = {text for text in [*typed, near] if _is_postal_code(text)}
    rows = _rows({slug for slug in names.values() if slug}, codes)
    by_name = {name: row for row in rows for name in row.search_names}
    # A place's own address wins where another place has the same name in the other language.
    by_name.update({row.slug: row for row in rows})
    by_code = {found.code: found for row in rows for found in _postal_codes(row)}
    found = FoundPlaces()
    for text in typed:
        postal_code = by_code.get(text)
        municipality = postal_code.municipality if postal_code else by_name.get(names.get(text))
        if municipality is None:
            found.unknown.append(text)
        elif municipality not in found.municipalities:
            found.municipalities.append(municipality)
    if near:
        found.near = by_code.get(near)
        if found.near is None or found.near.latitude is None:
            found.near, found.unknown_near = None, near
    return found


def _is_postal_code(text):
    return len(text) == 5 and text.isascii() and text.isdigit()


def _rows(slugs, codes) -> list[Municipality]:
    """The municipalities with one of the names, or with one of the postal codes: those are with them."""
    if not slugs and not codes:
        return []
    typed = PostalCode.objects.filter(municipality=OuterRef("pk"), code__in=sorted(codes))
    rows = Municipality.objects.filter(Q(search_names__overlap=sorted(slugs)) | Exists(typed))
    rows = rows.select_related("county", "region").defer("outline")
    return list(rows.annotate(typed_codes=gather(typed.order_by(), "code", "latitude", "longitude")))


def _postal_codes(municipality) -> list[PostalCode]:
    return [
        PostalCode(code=row.code, municipality=municipality, latitude=row.latitude, longitude=row.longitude)
        for row in as_rows(municipality.typed_codes)
    ]


def place_names() -> list[str]:
    """The names of all municipalities in the reader's language, for the suggestions of a field."""
    return [str(pick(texts)) for _, texts in _remembered()]


def names_like(typed: str, how_many: int = 3) -> list[dict]:
    """Municipalities whose name is near to what was typed: `name` and `slug`, the nearest first."""
    by_form = {}
    for slug, texts in _remembered():
        for text in texts.values():
            by_form.setdefault(slugify(text), (slug, texts))
    forms = difflib.get_close_matches(slugify(typed), by_form, n=how_many * 2, cutoff=0.6)
    found = {by_form[form][0]: by_form[form][1] for form in forms}
    return [{"slug": slug, "name": pick(texts)} for slug, texts in list(found.items())[:how_many]]


def forget_names():
    """Read the names again at the next use; `load_places` and the tests call this."""
    _names["read_at"] = None


def _remembered():
    if _names["read_at"] is None or time.monotonic() - _names["read_at"] > _KEEP_NAMES:
        rows = Municipality.objects.order_by("sort_fi").values_list("slug", *columns("name"))
        _names["rows"] = [(slug, {"fi": fi, "sv": sv, "en": en}) for slug, fi, sv, en in rows]
        _names["read_at"] = time.monotonic()
    return _names["rows"]


def search_url(slug: str) -> str:
    """The search with one municipality chosen."""
    return f"{reverse('services:service_list')}?municipality={slug}"
