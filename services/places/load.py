"""Load the places of Finland; what coordinators wrote on their pages stays."""

import csv
import json
from pathlib import Path

from django.db import transaction

from services.models import Area, AreaKind, CrisisNumber, Municipality, PostalCode
from services.places.outlines import Boundaries
from services.slugs import make_slug
from services.translated import columns

#: Counties that are no region of the same municipalities and so cannot take its short name.
SHORT_NAMES = {
    "01": ("Itä-Uusimaa", "Östra Nyland", "East Uusimaa"),
    "02": ("Keski-Uusimaa", "Mellersta Nyland", "Central Uusimaa"),
    "03": ("Länsi-Uusimaa", "Västra Nyland", "West Uusimaa"),
    "04": ("Vantaa ja Kerava", "Vanda och Kervo", "Vantaa and Kerava"),
    "90": ("Helsinki", "Helsingfors", "Helsinki"),
}

#: The national numbers of an empty database: number, names and when to call, in fi, sv and en.
CRISIS_NUMBERS = [
    (
        "112",
        ("Hätänumero", "Nödnumret", "Emergency number"),
        ("kun joku on vaarassa", "när någon är i fara", "when someone is in danger"),
    ),
    (
        "080 005 005",
        ("Nollalinja", "Nollinjen", "Nollalinja"),
        ("väkivaltaa kokeneille", "för dig som upplevt våld", "for anyone who has experienced violence"),
    ),
    (
        "09 2525 0111",
        ("Kriisipuhelin", "Kristelefonen", "Crisis Helpline"),
        (
            "kun elämä tuntuu liian raskaalta (MIELI ry)",
            "när livet känns för tungt (MIELI rf)",
            "when life feels too heavy (MIELI)",
        ),
    ),
]


@transaction.atomic
def load_places(folder: Path) -> dict[str, int]:
    """Load areas, municipalities, neighbours and postal codes; return how many there are of each."""
    rows = _read(folder / "municipalities.csv")
    boundaries = Boundaries(json.loads((folder / "kunnat-simplified.topojson").read_text(encoding="utf-8")))
    areas = _load_areas(rows)
    _load_municipalities(rows, areas, boundaries.outlines())
    _load_neighbours(boundaries.neighbours())
    _load_postal_codes(_read(folder / "postal_codes.csv"))
    if not CrisisNumber.objects.exists():
        _make_crisis_numbers()
    counted = (Area, Municipality, PostalCode, CrisisNumber)
    return {model._meta.verbose_name_plural: model.objects.count() for model in counted}


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _load_areas(rows) -> dict[tuple[str, str], Area]:
    """Write the counties and regions; return them by kind and code."""
    counties, regions = _members(rows, "wellbeing"), _members(rows, "region")
    region_of = {county: _same(members, regions) for county, members in counties.items()}
    wanted = {}
    for code in regions:
        name = _names(rows, "region", code)
        wanted[AreaKind.REGION, code] = {"name": name, "short_name": name}
    for code in counties:
        name = _names(rows, "wellbeing", code)
        short = wanted[AreaKind.REGION, region_of[code]]["name"] if region_of[code] else SHORT_NAMES[code]
        wanted[AreaKind.COUNTY, code] = {"name": name, "short_name": short}

    existing = {(area.kind, area.code): area for area in Area.objects.all()}
    taken = {area.slug for area in existing.values()}
    # Counties first: a county has the short address, a region of the same name the longer one.
    for kind, code in sorted(wanted):
        area = existing.setdefault((kind, code), Area(kind=kind, code=code))
        for column, texts in wanted[kind, code].items():
            _write(area, column, texts)
        if not area.slug:
            is_twin = kind == AreaKind.REGION and code in region_of.values()
            area.slug = make_slug(area.short_name_fi + ("-maakunta" if is_twin else ""), taken, code, 60)
    _upsert(Area, existing.values(), ["kind", "code"], ["slug", *columns("name"), *columns("short_name")])

    areas = {(area.kind, area.code): area for area in Area.objects.all()}
    for county, region in region_of.items():
        if region:
            areas[AreaKind.REGION, region].same_as = areas[AreaKind.COUNTY, county]
    Area.objects.bulk_update(areas.values(), ["same_as"])
    return areas


def _members(rows, prefix) -> dict[str, set[str]]:
    members: dict[str, set[str]] = {}
    for row in rows:
        members.setdefault(row[f"{prefix}_code"], set()).add(row["code"])
    return members


def _same(members, regions) -> str:
    """The code of the region with exactly these municipalities, else ""."""
    return next((code for code, others in regions.items() if others == members), "")


def _names(rows, prefix, code) -> tuple[str, str, str]:
    row = next(row for row in rows if row[f"{prefix}_code"] == code)
    return row[f"{prefix}_name_fi"], row[f"{prefix}_name_sv"], row[f"{prefix}_name_en"]


def _load_municipalities(rows, areas, outlines):
    slugs = dict(Municipality.objects.values_list("code", "slug"))
    taken = set(slugs.values())
    municipalities = []
    for row in rows:
        municipality = Municipality(
            code=row["code"],
            slug=slugs.get(row["code"]) or make_slug(row["name_fi"], taken, row["code"], 60),
            county=areas[AreaKind.COUNTY, row["wellbeing_code"]],
            region=areas[AreaKind.REGION, row["region_code"]],
            latitude=float(row["centre_lat"]),
            longitude=float(row["centre_lon"]),
            population=int(row["population_2024"]) if row["population_2024"] else None,
            outline=outlines.get(row["code"], ""),
        )
        _write(municipality, "name", (row["name_fi"], row["name_sv"], row["name_en"]))
        municipality.search_names = municipality.typed_forms()
        municipalities.append(municipality)
    facts = ["county", "region", "latitude", "longitude", "population", "outline", "search_names"]
    _upsert(Municipality, municipalities, ["code"], [*columns("name"), *facts])


def _load_neighbours(pairs):
    ids = dict(Municipality.objects.values_list("code", "pk"))
    link = Municipality.neighbours.through
    wanted = {(ids[one], ids[other]) for one, other in pairs}
    found = set(link.objects.values_list("from_municipality_id", "to_municipality_id"))
    for one, other in found - wanted:
        link.objects.filter(from_municipality_id=one, to_municipality_id=other).delete()
    link.objects.bulk_create(
        link(from_municipality_id=one, to_municipality_id=other) for one, other in sorted(wanted - found)
    )


def _load_postal_codes(rows):
    ids = dict(Municipality.objects.values_list("code", "pk"))
    codes = []
    for row in rows:
        code = PostalCode(
            code=row["postal_code"],
            municipality_id=ids[row["municipality_code"]],
            is_po_box=row["kind"] == "po_box",
            latitude=float(row["lat"]) if row["lat"] else None,
            longitude=float(row["lon"]) if row["lon"] else None,
        )
        _write(code, "name", (row["name_fi"], row["name_sv"], ""))
        codes.append(code)
    facts = ["municipality", "is_po_box", "latitude", "longitude"]
    _upsert(PostalCode, codes, ["code"], [*columns("name"), *facts])


def _make_crisis_numbers():
    for position, (number, names, notes) in enumerate(CRISIS_NUMBERS):
        row = CrisisNumber(number=number, position=position)
        _write(row, "name", names)
        _write(row, "note", notes)
        row.save()


def _write(row, name, texts):
    for column, text in zip(columns(name), texts, strict=True):
        setattr(row, column, text)


def _upsert(model, rows, key, facts):
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=key, update_fields=facts, batch_size=1000
    )
