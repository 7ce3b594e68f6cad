"""A bad line of a catalogue: a sentence with its line and key, and nothing is changed."""

import os

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from services.catalogue.lines import LINE_BYTES
from services.catalogue.load import BadLines, load_catalogue
from services.models import Organization, Theme
from tests.services.catalogue_files import (
    DISTRICT,
    EVENT,
    GROUP,
    ORGANIZATION,
    SERVICE,
    THEME,
    load,
    load_file,
    make_places,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(db):
    make_places()


def told(folder, *records) -> list[str]:
    """What is told about the records, without the name of the file."""
    path = write(folder, *records)
    with pytest.raises(BadLines) as error:
        load_catalogue(path)
    return [message.removeprefix(f"{path}:") for message in error.value.messages]


GOOD = [THEME, ORGANIZATION]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"colour": "red"}, "colour: unknown key; expected one of organization, responsible_area, name"),
        ({"sumary": "x"}, "sumary: unknown key; did you mean summary?"),
        ({"name": None}, "name: missing; every service needs it"),
        ({"name": " "}, "name: empty; every service needs it"),
        ({"name": "n" * 101}, "name: the Finnish text has 101 characters; at most 100 are allowed"),
        (
            {"summary": {"sv": "s" * 151}},
            "summary: the Swedish text has 151 characters; at most 150 are allowed",
        ),
        (
            {"description": {"en": "d" * 2501}},
            "description: the English text has 2501 characters; at most 2500",
        ),
        ({"next_step": "n" * 301}, "next_step: the Finnish text has 301 characters; at most 300 are allowed"),
        ({"wait_time": "w" * 501}, "wait_time: the Finnish text has 501 characters; at most 500 are allowed"),
        ({"assurer": "a" * 501}, "assurer: the text has 501 characters; at most 500 are allowed"),
        ({"name": {"de": "x"}}, "name: “de” is no language of the catalogue; expected fi, sv or en"),
        ({"name": 5}, "name: “5” is not a text; expected a text or"),
        (
            {"summary": "a\0b"},
            "summary: the Finnish text holds the invisible character U+0000; expected visible",
        ),
        ({"summary": "a\u202eb"}, "summary: the Finnish text holds the invisible character U+202E; expected"),
        ({"tier": "blue"}, "tier: “blue” is not known; expected green, yellow or red"),
        (
            {"also_tiers": ["red", "blue"]},
            "also_tiers[1]: “blue” is not known; expected green, yellow or red",
        ),
        ({"access": "phone"}, "access: “phone” is not a list; expected one in square brackets"),
        ({"cost": "cheap"}, "cost: “cheap” is not known; expected free, paid, income_based, call_price or"),
        ({"languages": ["Finnish"]}, "languages[0]: “Finnish” does not fit; expected a language code of ISO"),
        (
            {"minimum_age_months": 1.5},
            "minimum_age_months: “1.5” does not fit; expected a whole number of months",
        ),
        (
            {"minimum_age_months": -10},
            "minimum_age_months: “-10” does not fit; expected a whole number of months",
        ),
        (
            {"minimum_age_months": 24, "maximum_age_months": 12},
            "maximum_age_months: 12 is before minimum_age_months 24; expected the ages in order",
        ),
        (
            {"minimum_age": 1, "minimum_age_months": 12},
            "minimum_age: stands beside minimum_age_months; expected only one of them",
        ),
        (
            {"assured_date": "1.2.2026"},
            "assured_date: “1.2.2026” is not a date; expected year, month and day",
        ),
        (
            {"assured_date": "2026-02-30"},
            "assured_date: “2026-02-30” is not a date; expected year, month and day",
        ),
        (
            {"assured_date": "2999-01-01"},
            "assured_date: “2999-01-01” is far ahead; expected today or a day before",
        ),
        (
            {"email": "nobody"},
            "email: “nobody” is not an e-mail address; expected one such as info@example.org",
        ),
        (
            {"url": "javascript:alert(1)"},
            "url: “javascript:alert(1)” is not a web address; expected one that",
        ),
        ({"url": "https://"}, "url: “https://” is not a web address; expected one that begins with https://"),
        (
            {"phones": [{"number": "soita"}]},
            "phones[0].number: “soita” does not fit; expected digits with spaces",
        ),
        ({"phones": [{}]}, "phones[0].number: missing; every phone needs it"),
        (
            {"links": [{"kind": "x", "url": "tel:112"}]},
            "links[0].kind: “x” is not known; expected book, apply,",
        ),
        (
            {"urgent": "yes"},
            "urgent: “yes” is neither true nor false; expected one of them, without quotation",
        ),
        ({"status": "live"}, "status: “live” is not known; expected draft, published, unchecked or archived"),
        ({"slug": "ä b"}, "slug: “ä b” does not fit; expected letters from a to z, digits and hyphens"),
        (
            {"organization": "o9"},
            "organization: there is no organization with the id “o9” without a source; expected",
        ),
        (
            {"themes": ["parenting", "x"]},
            "themes[1]: there is no theme with the id “x” without a source; expected",
        ),
        ({"themes": None}, "themes: missing; every service needs it"),
        (
            {"area": {"scope": "world"}},
            'area: “world” is no area; expected {"scope": "country"}, or the scope',
        ),
        (
            {"area": {"scope": "municipalities", "municipalities": ["999"]}},
            "area.municipalities: there is no municipality “999”; expected a code of three digits as text",
        ),
        (
            {"area": {"scope": "municipalities", "municipalities": []}},
            "area.municipalities: “[]” does not fit; expected a list of at least one code",
        ),
        (
            {"area": {"scope": "counties", "counties": ["06"]}},
            "area.counties: there is no wellbeing services county “06”; expected a code of two digits",
        ),
        (
            {"area": {"scope": "regions", "regions": ["08"]}},
            "area.regions: there is no region “08”; expected",
        ),
        ({"area": {"scope": "country", "regions": ["06"]}}, "area.regions: unknown key"),
        (
            {"area": {"scope": "country", "districts": [{"municipality": "837", "name": "Tamela"}]}},
            "area.districts: there is no district “Tamela” in the municipality “837”; expected one",
        ),
        (
            {"responsible_area": {"county": "77"}},
            "responsible_area: there is no wellbeing services county “77”;",
        ),
        ({"responsible_area": "local"}, 'responsible_area: “local” is no area; expected {"county": "08"}'),
        (
            {"locations": [{"postal_code": "3350"}]},
            "locations[0].postal_code: “3350” does not fit; expected five",
        ),
        (
            {"locations": [{"latitude": 61.5}]},
            "locations[0].longitude: missing; a point needs both a latitude",
        ),
        (
            {"locations": [{"latitude": 161, "longitude": 1}]},
            "locations[0].latitude: “161” does not fit; expected",
        ),
        (
            {"locations": [{"schedules": [{"opens_at": "24:00"}]}]},
            "locations[0].schedules[0].opens_at: “24:00” is not a time; expected hours and minutes from",
        ),
        (
            {"locations": [{"schedules": [{"byday": ["MON"]}]}]},
            "locations[0].schedules[0].byday[0]: “MON” is not known; expected MO, TU, WE, TH, FR, SA or SU",
        ),
        (
            {"picture": {"url": "../salainen.png"}},
            "picture.url: “../salainen.png” lies elsewhere; expected a file in",
        ),
        (
            {"picture": {"url": "puuttuu.png"}},
            "picture.url: there is no file “puuttuu.png” beside the catalogue;",
        ),
        ({"picture": {"url": "http://["}}, "picture.url: “http://[” is no picture; expected a file beside"),
        (
            {"picture": {"url": "data:image/png;base64,PHN2Zz4="}},
            "picture.url: the file is no picture that can be shown; expected PNG, JPEG or WebP",
        ),
        ({"source": "x" * 101}, "source: the text has 101 characters; at most 100 are allowed"),
        ({"id": ""}, "id: missing; every line needs one that stays the same from load to load"),
        ({"id": 5}, "id: “5” is not a text; expected a text in quotation marks"),
        ({"type": "servise"}, "type: “servise” is not known; expected theme, audience, district, network,"),
        ({"type": None}, "type: missing; expected theme, audience, district, network,"),
    ],
)
def test_a_bad_service_is_told_by_line_and_key(tmp_path, keys, sentence):
    found = told(tmp_path, *GOOD, SERVICE | keys)

    assert len(found) == 1
    assert found[0].startswith(f"3: {sentence}")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (DISTRICT | {"postal_codes": ["3350"]}, "postal_codes[0]: “3350” does not fit; expected five digits"),
        (
            ORGANIZATION | {"id": "o2", "sector": "club"},
            "sector: “club” is not known; expected wellbeing_services",
        ),
        (ORGANIZATION | {"id": "o2", "parent": "o2"}, "parent: there is no organization with the id “o2”"),
        (
            THEME | {"id": "t", "synonyms": {"fi": "isä"}},
            "synonyms.fi: “isä” is not a list; expected one in square",
        ),
        (
            GROUP | {"service": "s9"},
            "service: there is no service with the id “s9” without a source; expected",
        ),
        (GROUP | {"ends_on": "2026-08-01"}, "ends_on: 2026-08-01 is before starts_on 2026-09-01; expected"),
        (
            GROUP | {"ends_on": "2028-09-01"},
            "ends_on: 2028-09-01 is two years or more after starts_on 2026-09-01; expected one run of",
        ),
        (GROUP | {"kind": "club"}, "kind: “club” is not known; expected peer or structured"),
        (
            GROUP | {"capacity": -1},
            "capacity: “-1” does not fit; expected a whole number of places from 0 to",
        ),
        (GROUP | {"programme": [{"for": "kaikille"}]}, "programme[0].title: missing; every session needs it"),
        (GROUP | {"location": {"schedules": []}}, "location.schedules: unknown key"),
        (
            EVENT | {"starts_at": "12.12.2026"},
            "starts_at: “12.12.2026” is not a day and a time; expected such as",
        ),
        (
            EVENT | {"ends_at": "2026-12-12T10:00:00+02:00"},
            "ends_at: 2026-12-12T10:00:00+02:00 is before starts_at",
        ),
        (b"[1]\n", "line: not an object; expected one object in curly brackets a line"),
        (b"{'a': 1}\n", "line: not JSON at character 2"),
        (b'{"type": "theme", "type": "theme"}\n', "line: not JSON (the key 'type' stands twice)"),
        (b'{"latitude": NaN}\n', "line: not JSON (NaN is no number)"),
        (b'{"id": "\xe4"}\n', "line: byte 9 is not UTF-8; expected a file in UTF-8"),
        (b"[" * 100_000 + b"\n", "line: objects lie too deep in one another; expected one object a line"),
    ],
)
def test_a_bad_line_of_another_type_is_told_too(tmp_path, line, sentence):
    found = told(tmp_path, *GOOD, SERVICE, line)

    assert len(found) == 1
    assert found[0].startswith(f"4: {sentence}")


def test_a_line_that_is_too_long_counts_as_one(tmp_path):
    found = told(tmp_path, THEME | {"description": "x" * 2 * LINE_BYTES}, b"?\n")

    assert found[0] == "1: line: the line is longer than 4 MB; expected one object a line"
    assert [message.split(": ")[0] for message in found] == ["1", "2"]


def test_an_unknown_key_is_told_without_its_control_characters(tmp_path):
    [found] = told(tmp_path, b'{"type": "theme", "id": "t", "name": "x", "\\ud800\\u001b[31m\\n": 1}\n')

    assert found.startswith("1: \ufffd\ufffd[31m : unknown key; expected one of name")


def test_a_picture_that_is_a_pipe_is_told_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "putki.png")

    [found] = told(tmp_path, *GOOD, SERVICE | {"picture": {"url": "putki.png"}})

    assert found.startswith("3: picture.url: there is no file “putki.png” beside the catalogue")


def test_bad_lines_change_nothing_and_all_are_told_in_their_order(tmp_path):
    found = told(tmp_path, THEME | {"x": 1}, b"?\n", ORGANIZATION, SERVICE | {"tier": "x", "cost": "y"})

    assert [message.split(": ")[:2] for message in found] == [
        ["1", "x"],
        ["2", "line"],
        ["4", "tier"],
        ["4", "cost"],
    ]
    assert not Theme.objects.exists()
    assert not Organization.objects.exists()


def test_a_line_that_refers_to_a_bad_one_is_not_told_as_well(tmp_path):
    found = told(tmp_path, THEME, ORGANIZATION | {"x": 1}, SERVICE, GROUP)

    assert [message.split(": ")[:2] for message in found] == [["2", "x"]]


def test_an_id_that_stands_twice_is_told_with_the_line_of_the_first(tmp_path):
    found = told(tmp_path, THEME, ORGANIZATION, THEME)

    assert found == ["3: id: “parenting” stands on line 1 already; expected one of its own"]


def test_an_object_has_to_come_after_those_it_refers_to(tmp_path):
    found = told(tmp_path, THEME, SERVICE, ORGANIZATION)

    assert found[0].startswith("2: organization: there is no organization with the id “o1”")


def test_an_organization_is_never_part_of_itself(tmp_path):
    load(tmp_path, ORGANIZATION, ORGANIZATION | {"id": "o2", "parent": "o1"})

    found = told(tmp_path, ORGANIZATION | {"parent": "o2"})

    assert found == ["1: parent: “o2” is itself part of this organization; expected another one"]


def test_the_first_hundred_bad_lines_are_told_and_the_others_counted(tmp_path):
    path = write(tmp_path, *(THEME | {"id": f"t{number}", "x": 1} for number in range(130)))

    with pytest.raises(CommandError) as error:
        load_file(path)

    assert str(error.value) == (
        f"{path} has 130 bad lines (the first 100 are told above). Nothing was changed."
    )


def test_the_command_tells_each_bad_line_on_a_line_of_its_own(tmp_path, capsys):
    path = write(tmp_path, THEME | {"x": 1}, THEME | {"id": ""})

    with pytest.raises(CommandError) as error:
        call_command("load_catalogue", path)

    lines = capsys.readouterr().err.splitlines()
    assert error.value.returncode == 1
    assert [line.split(": ")[:2] for line in lines] == [[f"{path}:1", "x"], [f"{path}:2", "id"]]
