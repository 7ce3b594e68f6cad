"""Dumping the directory: the same rows give the same bytes, and a load of them gives the same rows."""

import gzip
import json

import pytest
from django.conf import settings
from django.core.management import call_command

from services.models import (
    Audience,
    District,
    Event,
    Group,
    Location,
    Network,
    Organization,
    Service,
    Theme,
)
from services.places.load import load_places
from tests.factories import make_organization, make_service, make_theme
from tests.services.catalogue_files import ORGANIZATION, SERVICE, THEME, dump, load, load_file, make_places

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"


def empty_directory():
    """Delete all that a catalogue holds; the places stay."""
    Organization.objects.update(parent=None)
    for model in (Event, Group, Service, Organization, Network, District, Theme, Audience, Location):
        model.objects.all().delete()


def records(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_dump_load_and_dump_of_the_fixtures_give_the_same_bytes(tmp_path):
    load_places(FIXTURES / "places")
    load_file(FIXTURES / "pirkanmaa.jsonl")
    load_file(FIXTURES / "esimerkki.jsonl")
    first = tmp_path / "first.jsonl"
    call_command("dump_catalogue", first)

    again = load_file(first)
    empty_directory()
    load_file(first)

    assert dump() == first.read_text()
    assert " 0 added, 0 changed, " in again
    assert again.count(" 0 added, 0 changed, ") == len(again.splitlines())


def test_every_value_of_the_example_catalogue_survives(tmp_path):
    load_places(FIXTURES / "places")
    load_file(FIXTURES / "pirkanmaa.jsonl")
    load_file(FIXTURES / "esimerkki.jsonl")

    dumped = {(r["type"], r["id"]): r for r in records(dump(source="esimerkki"))}

    for record in records((FIXTURES / "esimerkki.jsonl").read_text()):
        assert lost(record, dumped[record["type"], record["id"]]) == []


#: Keys whose lists have no order, and values that a dump leaves out because they are what absence means.
SETS = {"themes", "audiences", "networks", "municipalities", "districts", "closures", "postal_codes"}
DEFAULTS = {
    "cost": "unknown",
    "kind": "other",
    "responsible_area": "national",
    "urgent": False,
    "confidential": False,
}


def lost(given, found, key="") -> list[str]:
    """The paths of what `given` says and `found` does not."""
    if isinstance(given, dict) and isinstance(found, dict):
        return [
            f"{key}.{path}"
            for name, value in given.items()
            if name not in DEFAULTS or DEFAULTS[name] != value
            for path in lost(value, found.get(name), name)
        ]
    if isinstance(given, list) and isinstance(found, list) and len(given) == len(found):
        if key in SETS:
            given, found = (sorted(items, key=json.dumps) for items in (given, found))
        return [path for pair in zip(given, found, strict=True) for path in lost(*pair)]
    if isinstance(given, str) and isinstance(found, dict):  # a plain text is Finnish
        return [] if found == {"fi": given} else [key]
    if key == "url" and isinstance(found, str) and found.startswith("data:image/png;base64,"):
        return []
    return [] if given == found else [key or "?"]


def test_lines_stand_in_an_order_in_which_they_can_be_loaded(tmp_path):
    make_places()
    load(tmp_path, ORGANIZATION | {"id": "z"}, ORGANIZATION | {"id": "a", "parent": "z"}, THEME)
    load(tmp_path, SERVICE | {"organization": "a"})

    assert [(record["type"], record["id"]) for record in records(dump())] == [
        ("theme", "parenting"),
        ("organization", "z"),
        ("organization", "a"),
        ("service", "s1"),
    ]


def test_an_entry_made_in_the_admin_has_an_id_that_a_dump_repeats(tmp_path):
    make_places()
    make_service("Kahvila", themes=[make_theme("Vanhemmuus")])
    first = dump()
    (tmp_path / "first.jsonl").write_text(first)

    empty_directory()
    load_file(tmp_path / "first.jsonl")

    assert dump() == first


def test_a_reference_across_sources_survives(tmp_path):
    make_places()
    theirs = make_organization(source="lehti", external_id="o1")
    make_service("Kahvila", external_id="s1", organization=theirs, themes=[make_theme()])

    line = next(record for record in records(dump()) if record["type"] == "service")

    assert line["organization"] == {"source": "lehti", "id": "o1"}


def test_a_dump_of_one_source_holds_nothing_else(tmp_path):
    make_places()
    load(tmp_path, THEME, ORGANIZATION, SERVICE | {"source": "lehti"}, SERVICE)

    assert [(record["type"], record["id"]) for record in records(dump(source="lehti"))] == [("service", "s1")]


def test_a_gzipped_dump_has_the_same_bytes_every_time(tmp_path):
    make_theme()
    paths = [tmp_path / name for name in ("a.jsonl.gz", "b.jsonl.gz")]
    for path in paths:
        call_command("dump_catalogue", path)

    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert gzip.decompress(paths[0].read_bytes()).decode() == dump()


def test_a_text_from_a_form_survives_with_plain_line_ends(tmp_path):
    make_places()
    make_service("Kahvila", themes=[make_theme()], description_fi="Yksi.\r\n\r\nKaksi.")
    first = dump()
    (tmp_path / "first.jsonl").write_text(first)

    assert " 0 added, 1 changed" not in load_file(tmp_path / "first.jsonl")
    assert dump() == first
    assert r"Yksi.\n\nKaksi." in first


def test_a_dump_takes_as_many_queries_for_one_service_as_for_eight(django_assert_num_queries):
    make_places()
    theme = make_theme()
    make_service("Kahvila", themes=[theme])
    with django_assert_num_queries(33):
        dump()
    for number in range(7):
        make_service(f"Kahvila {number}", themes=[theme], organization=make_organization())
    with django_assert_num_queries(33):
        dump()
