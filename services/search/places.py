"""From what a reader typed to a municipality: its name in Finnish or Swedish, or a postal code."""

import difflib
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import slugify

from services.models import Municipality, PostalCode
from services.rows import as_rows, gather
from services.search.place_words import PlaceWords, find_place_words, forms_of_names
from services.search.vocabulary import AskedPlaces
from services.translated import columns, pick

#: Municipalities are renamed at a new year, so their names may be remembered for a while (seconds).
_KEEP_NAMES = 300
_names: dict = {"read_at": None, "rows": [], "forms": {}}


@dataclass
class FoundPlaces:
    """What was found for the typed places; `unknown` holds those that are no place we know."""

    municipalities: list[Municipality] = field(default_factory=list)
    near: PostalCode | None = None
    unknown: list[str] = field(default_factory=list)
    unknown_near: str = ""
    #: The words of the search without the places that stood among them.
    words: str = ""
    #: Slugs of the municipalities that stood among the words.
    from_words: list[str] = field(default_factory=list)


def find_places(
    typed: list[str],
    near: str = "",
    words: str = "",
    area_is_chosen: bool = False,
    known: Iterable[Municipality] | None = None,
) -> FoundPlaces:
    """Look up typed municipalities and a postal code to be near to, in one query.

    Places that stand in `words` count where the form chose none. `known` are the municipalities of all
    `asked_places`, where they were read already.
    """
    typed = [text.strip() for text in typed if text.strip()]
    in_words = find_place_words(words, _forms()) if words else PlaceWords()
    chosen = bool(typed or near or area_is_chosen)
    if not chosen:
        typed = in_words.municipalities + in_words.postal_codes
        near = in_words.near
    found = _look_up(typed, near, known)
    found.words = in_words.rest
    if not chosen:
        if found.unknown or found.unknown_near:  # numbers that are no postal code stay words
            found.unknown, found.unknown_near, found.words = [], "", words
        found.from_words = [place.slug for place in found.municipalities]
    return found


def asked_places(typed: list[str], words: str = "", area: str = "") -> AskedPlaces:
    """All places that a search may mean: typed names and postal codes, those in the words, and an area."""
    in_words = find_place_words(words, _forms()) if words else PlaceWords()
    codes = {text for text in typed if _is_postal_code(text)} | {*in_words.postal_codes, in_words.near} - {""}
    names = {slugify(text) for text in typed if not _is_postal_code(text)} | {*in_words.municipalities}
    return AskedPlaces(frozenset(names - {""}), frozenset(codes), area)


def _look_up(typed, near, known):
    rows = _rows(asked_places([*typed, near])) if known is None else list(known)
    by_name = _by_name(rows)
    by_code = {found.code: found for row in rows for found in _postal_codes(row)}
    found = FoundPlaces()
    for text in typed:
        postal_code = by_code.get(text)
        municipality = postal_code.municipality if postal_code else by_name.get(slugify(text))
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


def _rows(asked: AskedPlaces) -> list[Municipality]:
    """The municipalities with one of the names, or with one of the postal codes: those are with them."""
    if not asked.names and not asked.postal_codes:
        return []
    typed = PostalCode.objects.filter(municipality=OuterRef("pk"), code__in=sorted(asked.postal_codes))
    rows = Municipality.objects.filter(Q(search_names__overlap=sorted(asked.names)) | Exists(typed))
    rows = rows.select_related("county", "region").defer("outline")
    return list(rows.annotate(typed_codes=gather(typed.order_by(), "code", "latitude", "longitude")))


def _postal_codes(municipality) -> list[PostalCode]:
    return [
        PostalCode(code=row.code, municipality=municipality, latitude=row.latitude, longitude=row.longitude)
        for row in as_rows(municipality.typed_codes)
    ]


def _by_name(rows):
    found = {name: row for row in rows for name in row.search_names}
    # A place's own address wins where another place has the same name in the other language.
    found.update({row.slug: row for row in rows})
    return found


def _forms():
    """Every form of every municipality's name, remembered as long as the names."""
    rows = _remembered()
    if not _names["forms"]:
        names = {
            slug: [text for code, text in texts.items() if text and code != "en"] for slug, texts in rows
        }
        _names["forms"] = forms_of_names(names)
    return _names["forms"]


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


def names_beginning(typed: str) -> list[tuple[str, str]]:
    """Slugs and names of the municipalities that begin as typed, short names first."""
    form = slugify(typed)
    found = [
        (slug, pick(texts))
        for slug, texts in _remembered()
        if form and any(slugify(text).startswith(form) for text in texts.values() if text)
    ]
    return sorted(found, key=lambda row: (len(row[1]), row[1]))


def forget_names():
    """Read the names again at the next use; `load_places` and the tests call this."""
    _names["read_at"] = None


def _remembered():
    if _names["read_at"] is None or time.monotonic() - _names["read_at"] > _KEEP_NAMES:
        rows = Municipality.objects.order_by("sort_fi").values_list("slug", *columns("name"))
        _names["rows"] = [(slug, {"fi": fi, "sv": sv, "en": en}) for slug, fi, sv, en in rows]
        _names["read_at"] = time.monotonic()
        _names["forms"] = {}
    return _names["rows"]


def search_url(slug: str) -> str:
    """The search with one municipality chosen."""
    return f"{reverse('services:service_list')}?municipality={slug}"
