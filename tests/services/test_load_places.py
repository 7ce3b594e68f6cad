"""The places of Finland: what a load makes, and what it leaves to the coordinators."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from services.models import Area, CrisisNumber, Municipality, PlaceContact, PostalCode
from services.places.load import load_places
from services.places.outlines import Boundaries, read_path, to_plane

FOLDER = settings.BASE_DIR / "fixtures" / "places"

pytestmark = pytest.mark.django_db


def test_every_municipality_area_and_postal_code_is_loaded():
    load_places(FOLDER)

    assert Municipality.objects.count() == 308
    assert Area.objects.filter(kind="county").count() == 23
    assert Area.objects.filter(kind="region").count() == 19
    assert PostalCode.objects.count() == 3609
    assert PostalCode.objects.filter(is_po_box=True).count() == 571


def test_a_region_with_the_municipalities_of_a_county_leads_to_it():
    load_places(FOLDER)

    region = Area.objects.get(kind="region", code="06")
    assert (region.slug, region.same_as.slug) == ("pirkanmaa-maakunta", "pirkanmaa")


def test_uusimaa_has_a_page_beside_its_counties():
    load_places(FOLDER)

    uusimaa = Area.objects.get(slug="uusimaa")
    assert (uusimaa.kind, uusimaa.same_as) == ("region", None)
    assert set(uusimaa.region_municipalities.values_list("county__slug", flat=True)) == {
        "helsinki",
        "ita-uusimaa",
        "keski-uusimaa",
        "lansi-uusimaa",
        "vantaa-ja-kerava",
    }


def test_every_county_has_a_short_name_in_three_languages():
    load_places(FOLDER)

    county = Area.objects.get(kind="county", code="04")
    assert (county.short_name_fi, county.short_name_sv, county.short_name_en) == (
        "Vantaa ja Kerava",
        "Vanda och Kervo",
        "Vantaa and Kerava",
    )
    assert not Area.objects.filter(short_name_fi="").exists()


def test_neighbours_are_those_who_share_a_border():
    load_places(FOLDER)

    nokia = Municipality.objects.get(slug="nokia")
    tampere = Municipality.objects.get(slug="tampere")
    assert [place.name for place in nokia.neighbours.order_by("sort_fi")] == [
        "Hämeenkyrö",
        "Pirkkala",
        "Sastamala",
        "Tampere",
        "Vesilahti",
        "Ylöjärvi",
    ]
    assert nokia in tampere.neighbours.all()


def test_addresses_are_ascii_and_either_language_finds_a_municipality():
    load_places(FOLDER)

    parainen = Municipality.objects.get(code="445")
    assert parainen.slug == "parainen"
    assert parainen.search_names == ["parainen", "pargas"]
    assert all(slug.isascii() for slug in Municipality.objects.values_list("slug", flat=True))


def test_every_municipality_has_an_outline():
    load_places(FOLDER)

    assert not Municipality.objects.filter(outline="").exists()


def test_what_coordinators_wrote_survives_a_second_load():
    load_places(FOLDER)
    pirkanmaa = Area.objects.get(slug="pirkanmaa")
    Area.objects.filter(pk=pirkanmaa.pk).update(guidance_phone="03 000 1200", social_emergency_phone="112")
    Municipality.objects.filter(slug="nokia").update(introduction_fi="Tervetuloa.", name_fi="Väärä")
    PlaceContact.objects.create(area=pirkanmaa, role_fi="Koordinaattori")
    CrisisNumber.objects.exclude(number="112").delete()

    load_places(FOLDER)

    pirkanmaa.refresh_from_db()
    nokia = Municipality.objects.get(slug="nokia")
    assert (pirkanmaa.guidance_phone, pirkanmaa.social_emergency_phone) == ("03 000 1200", "112")
    assert (nokia.introduction, nokia.name) == ("Tervetuloa.", "Nokia")
    assert PlaceContact.objects.get().role == "Koordinaattori"
    assert [row.number for row in CrisisNumber.objects.all()] == ["112"]


def test_an_empty_database_gets_the_national_crisis_numbers():
    load_places(FOLDER)

    assert [(row.number, row.name_fi) for row in CrisisNumber.objects.all()] == [
        ("112", "Hätänumero"),
        ("080 005 005", "Nollalinja"),
        ("09 2525 0111", "Kriisipuhelin"),
    ]


def test_the_command_tells_what_there_is(capsys):
    call_command("load_places")

    assert capsys.readouterr().out.startswith("Places: ")


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="is missing: the places are read from there"):
        call_command("load_places", folder=tmp_path)


def test_degrees_become_metres_as_in_the_recommendation():
    # The example of JHS 197 (ETRS-TM35FIN).
    east, north = to_plane(19.84813676944, 60.3851068722)

    assert (round(east, 2), round(north, 2)) == (106256.36, 6715706.38)


def test_neighbours_meet_in_the_very_same_points():
    topology = {
        "transform": {"scale": [0.001, 0.001], "translate": [24, 61]},
        "arcs": [
            [[90, 0], [-90, 0], [0, 90], [90, 0]],  # round the western one
            [[90, 0], [0, 45], [0, 45]],  # between them
            [[90, 90], [90, 0], [0, -90], [-90, 0]],  # round the eastern one
        ],
        "objects": {
            "kunnat": {
                "geometries": [
                    {"id": "001", "type": "Polygon", "arcs": [[0, ~1]]},
                    {"id": "002", "type": "MultiPolygon", "arcs": [[[1, 2]]]},
                ]
            }
        },
    }
    boundaries = Boundaries(topology)
    west, east = (set(read_path(boundaries.outlines()[code])[0]) for code in ("001", "002"))

    assert len(west & east) == 3
    assert boundaries.neighbours() == {("001", "002"), ("002", "001")}
