"""Catalogue files for tests: lines that differ from a good one in what a test is about."""

import json
from io import StringIO

from django.core.management import call_command

from services.models import AreaKind
from tests.factories import make_area, make_municipality

ORGANIZATION = {"type": "organization", "id": "o1", "name": "Esimerkkiperheet ry", "sector": "ngo"}
THEME = {"type": "theme", "id": "parenting", "name": "Vanhemmuus"}
SERVICE = {
    "type": "service",
    "id": "s1",
    "organization": "o1",
    "name": "Perhekahvila",
    "tier": "green",
    "themes": ["parenting"],
    "area": {"scope": "country"},
}
GROUP = {"type": "group", "id": "g1", "service": "s1", "starts_on": "2026-09-01", "ends_on": "2026-12-01"}
EVENT = {
    "type": "event",
    "id": "e1",
    "organization": "o1",
    "name": "Perheiden ilta",
    "starts_at": "2026-12-12T11:00:00+02:00",
}
DISTRICT = {
    "type": "district",
    "id": "d1",
    "municipality": "837",
    "name": "Tammela",
    "postal_codes": ["33500"],
}


def make_places():
    """Tampere and Nokia in Pirkanmaa, as county 08 and as region 06."""
    county = make_area("Pirkanmaa", code="08")
    region = make_area("Pirkanmaa", code="06", kind=AreaKind.REGION, same_as=county)
    make_municipality("Tampere", county, region, code="837")
    make_municipality("Nokia", county, region, code="536")


def text_of(*records) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def write(folder, *records):
    """A catalogue of the records, or of lines that are bytes already."""
    path = folder / "catalogue.jsonl"
    path.write_bytes(b"".join(r if isinstance(r, bytes) else text_of(r).encode() for r in records))
    return path


def load(folder, *records, **options) -> str:
    """Load the records; return what the command said."""
    return load_file(write(folder, *records), **options)


def load_file(path, **options) -> str:
    output = StringIO()
    call_command("load_catalogue", path, stdout=output, stderr=output, **options)
    return output.getvalue()


def dump(**options) -> str:
    output = StringIO()
    call_command("dump_catalogue", stdout=output, **options)
    return output.getvalue()
