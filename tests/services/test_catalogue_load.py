"""Loading a catalogue: what is new is added, what differs is changed, the rest is left alone."""

import base64
import datetime
import gzip

import pytest
from django.core.management.base import CommandError

from services.models import (
    District,
    Event,
    Group,
    Location,
    Municipality,
    Network,
    Organization,
    Picture,
    PostalCode,
    SearchEntry,
    Service,
    Theme,
)
from tests.factories import make_location, make_postal_code, make_service
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
    text_of,
)

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
PLACE = {"name": "Perhetalo", "address": "Esimerkkikatu 1", "postal_code": "33500", "municipality": "837"}


@pytest.fixture(autouse=True)
def places(db):
    make_places()


def load_service(folder, **keys) -> Service:
    load(folder, THEME, ORGANIZATION, SERVICE | keys)
    return Service.objects.get(external_id="s1")


def test_a_load_tells_what_it_added_of_each_type(tmp_path):
    output = load(tmp_path, THEME, ORGANIZATION, SERVICE)

    assert output.splitlines() == [
        "theme: 1 added, 0 changed, 0 left alone",
        "organization: 1 added, 0 changed, 0 left alone",
        "service: 1 added, 0 changed, 0 left alone",
    ]


def test_a_second_load_leaves_everything_alone(tmp_path):
    before = load_service(tmp_path, locations=[PLACE | {"schedules": [{"byday": ["MO"]}]}])

    output = load_file(tmp_path / "catalogue.jsonl")

    assert output.splitlines() == [
        "theme: 0 added, 0 changed, 1 left alone",
        "organization: 0 added, 0 changed, 1 left alone",
        "service: 0 added, 0 changed, 1 left alone",
    ]
    assert Service.objects.get().modified_at == before.modified_at


def test_a_changed_line_changes_its_row_and_the_day_of_editing(tmp_path):
    before = load_service(tmp_path)

    output = load(tmp_path, SERVICE | {"name": "Perheiden kahvila"})

    service = Service.objects.get()
    assert output == "service: 0 added, 1 changed, 0 left alone\n"
    assert (service.pk, service.name_fi) == (before.pk, "Perheiden kahvila")
    assert service.modified_at > before.modified_at
    assert service.created_at == before.created_at


def test_facts_that_the_format_does_not_hold_stay(tmp_path):
    load_service(tmp_path)
    confirmed_at = datetime.datetime(2026, 3, 12, 9, 30, tzinfo=datetime.UTC)
    Service.objects.update(confirmed_at=confirmed_at)

    load(tmp_path, SERVICE | {"name": "Perheiden kahvila"})

    assert Service.objects.get().confirmed_at == confirmed_at


def test_a_load_never_changes_an_address(tmp_path):
    load_service(tmp_path)

    load(tmp_path, SERVICE | {"name": "Uusi nimi", "slug": "uusi-osoite"})

    assert Service.objects.get().slug == "perhekahvila"


def test_services_of_one_name_get_addresses_of_their_own(tmp_path):
    load(tmp_path, THEME, ORGANIZATION, *(SERVICE | {"id": f"s{number}"} for number in range(3)))

    assert sorted(Service.objects.values_list("slug", flat=True)) == [
        "perhekahvila",
        "perhekahvila-2",
        "perhekahvila-3",
    ]


def test_an_address_that_another_service_has_is_told_and_gets_a_number(tmp_path):
    make_service(slug="kahvila")

    output = load(tmp_path, THEME, ORGANIZATION, SERVICE | {"slug": "kahvila"})

    assert Service.objects.get(external_id="s1").slug == "kahvila-2"
    assert "catalogue.jsonl:3: slug: “kahvila” is taken, the address is “kahvila-2”" in output


def test_a_theme_keeps_its_id_in_search_addresses(tmp_path):
    load(tmp_path, THEME | {"id": "baby_time", "name": "Vauva-aika"})

    assert Theme.objects.get().slug == "baby_time"


def test_a_plain_text_is_finnish_and_other_languages_stay_apart(tmp_path):
    service = load_service(tmp_path, name={"sv": "Familjekafé"}, summary="Kahvia ja leikkiä.")

    assert (service.name_fi, service.name_sv, service.summary_fi) == ("", "Familjekafé", "Kahvia ja leikkiä.")


def test_a_name_in_swedish_alone_makes_the_address(tmp_path):
    assert load_service(tmp_path, name={"sv": "Familjekafé"}).slug == "familjekafe"


@pytest.mark.parametrize(
    ("keys", "months"),
    [
        ({"minimum_age": 3, "maximum_age": 6}, (36, 83)),
        ({"minimum_age_months": -9, "maximum_age_months": 11}, (-9, 11)),
        ({"maximum_age": 0}, (None, 11)),
    ],
)
def test_ages_in_years_become_months(tmp_path, keys, months):
    service = load_service(tmp_path, **keys)

    assert (service.minimum_age_months, service.maximum_age_months) == months


def test_a_reference_means_the_same_source_before_none(tmp_path):
    other = ORGANIZATION | {"source": "lehti", "name": "Toinen ry"}

    load(tmp_path, THEME, ORGANIZATION, other, SERVICE | {"source": "lehti"})

    service = Service.objects.get()
    assert service.organization.source == "lehti"
    assert [theme.source for theme in service.themes.all()] == [""]


def test_a_reference_may_name_another_source(tmp_path):
    theirs = ORGANIZATION | {"source": "lehti"}

    load(tmp_path, THEME, theirs, SERVICE | {"organization": {"source": "lehti", "id": "o1"}})

    assert Service.objects.get().organization.source == "lehti"


def test_an_organization_may_be_part_of_one_of_the_same_file(tmp_path):
    load(tmp_path, ORGANIZATION, ORGANIZATION | {"id": "o2", "parent": "o1"})

    assert Organization.objects.get(external_id="o2").parent.external_id == "o1"


def test_areas_of_all_scopes_are_kept(tmp_path):
    areas = [
        {"scope": "counties", "counties": ["08"]},
        {"scope": "regions", "regions": ["06"]},
        {"scope": "municipalities", "municipalities": ["536", "837"]},
    ]
    load(tmp_path, THEME, ORGANIZATION, *(SERVICE | {"id": area["scope"], "area": area} for area in areas))

    counties, municipalities, regions = Service.objects.order_by("external_id")
    assert [(area.kind, area.code) for area in counties.areas.all()] == [("county", "08")]
    assert [(area.kind, area.code) for area in regions.areas.all()] == [("region", "06")]
    assert [place.name for place in municipalities.municipalities.all()] == ["Nokia", "Tampere"]


def test_a_narrower_area_leaves_nothing_of_the_wider_one(tmp_path):
    load_service(tmp_path, area={"scope": "counties", "counties": ["08"]})

    service = load_service(tmp_path, area={"scope": "municipalities", "municipalities": ["536"]})

    assert list(service.areas.all()) == []
    assert [place.name for place in service.municipalities.all()] == ["Nokia"]


def test_a_district_is_found_by_its_name(tmp_path):
    make_postal_code("33500")
    area = {"scope": "municipalities", "municipalities": ["837"]}
    area["districts"] = [{"municipality": "837", "name": "Tammela"}]

    load(tmp_path, DISTRICT, THEME, ORGANIZATION, SERVICE | {"area": area})

    assert [district.name for district in Service.objects.get().districts.all()] == ["Tammela"]


def test_a_postal_code_that_is_new_here_lies_where_its_district_does(tmp_path):
    output = load(tmp_path, DISTRICT | {"postal_codes": ["33999"]})

    assert PostalCode.objects.get(pk="33999").municipality.name == "Tampere"
    assert District.objects.get().postal_codes.get().pk == "33999"
    assert "33999" in output


def test_a_place_with_all_values_equal_is_shared(tmp_path):
    lines = [SERVICE | {"id": f"s{number}", "locations": [PLACE]} for number in range(2)]
    load(tmp_path, THEME, ORGANIZATION, *lines, GROUP | {"location": PLACE, "service": "s0"})

    location = Location.objects.get()
    assert location.service_at_locations.count() == 2
    assert Group.objects.get().location == location


def test_a_changed_place_is_changed_for_its_own_service_only(tmp_path):
    lines = [SERVICE | {"id": f"s{number}", "locations": [PLACE]} for number in range(2)]
    load(tmp_path, THEME, ORGANIZATION, *lines)

    load(tmp_path, lines[0] | {"locations": [PLACE | {"accessibility": "Hissi"}]})

    first, second = Service.objects.order_by("external_id")
    assert first.at_locations.get().location.accessibility == "Hissi"
    assert second.at_locations.get().location.accessibility == ""


def test_a_place_that_a_load_left_without_use_is_removed_and_others_stay(tmp_path):
    unused_before = make_location("Tyhjä talo")
    load_service(tmp_path, locations=[PLACE])

    load_service(tmp_path, locations=[])

    assert list(Location.objects.all()) == [unused_before]


def test_a_confidential_place_stays_confidential(tmp_path):
    service = load_service(tmp_path, locations=[PLACE | {"confidential": True}])

    assert service.at_locations.get().location.is_confidential


@pytest.mark.parametrize("changed", [{}, {"accessibility": "Hissi"}, {"address": "Esimerkkikatu 1 A"}])
def test_a_load_never_shows_a_place_that_was_hidden_in_the_admin(tmp_path, changed):
    lines = [THEME, ORGANIZATION, SERVICE | {"locations": [PLACE]}, GROUP | {"location": PLACE}]
    load(tmp_path, *lines)
    Location.objects.update(is_confidential=True)

    output = load(
        tmp_path,
        *lines[:2],
        SERVICE | {"locations": [PLACE | changed]},
        GROUP | {"location": PLACE | changed},
    )

    assert "Note: kept confidential, as only the admin shows a hidden place again: lines 3, 4\n" in output
    assert ("service: 0 added, 0 changed, 1 left alone" in output) is (not changed)
    location = Location.objects.get()
    assert location.is_confidential
    assert location.accessibility == changed.get("accessibility", "")


def test_an_open_place_beside_a_hidden_one_stays_open(tmp_path):
    hidden = PLACE | {"address": "Salakatu 2", "confidential": True}
    load_service(tmp_path, locations=[hidden, PLACE])

    load_service(tmp_path, locations=[hidden, PLACE | {"accessibility": "Hissi"}])

    assert [place.is_confidential for place in Location.objects.order_by("address_fi")] == [False, True]


def test_hours_and_closed_days_hang_on_the_place_of_the_service(tmp_path):
    schedules = [
        {"byday": ["TU", "TH"], "opens_at": "09:30", "closes_at": "12:00"},
        {"byday": ["WE"], "valid_from": "2026-09-01", "valid_to": "2026-12-31", "description": "Iltakahvila"},
    ]
    closures = [{"date": "2026-12-24"}, {"date": "2026-12-06", "description": "Itsenäisyyspäivä"}]

    service = load_service(tmp_path, locations=[PLACE | {"schedules": schedules, "closures": closures}])

    place = service.at_locations.get()
    assert [(schedule.byday, schedule.opens_at) for schedule in place.schedules.all()] == [
        (["TU", "TH"], datetime.time(9, 30)),
        (["WE"], None),
    ]
    assert [closure.date.day for closure in place.closures.all()] == [6, 24]


def test_phones_contacts_and_links_keep_their_order(tmp_path):
    service = load_service(
        tmp_path,
        phones=[{"number": "112"}, {"number": "+35830001101", "languages": ["fi", "sv"]}],
        contacts=[{"role": "Ohjaaja", "email": "ohjaaja@example.org"}, {"role": "Päivystys", "phone": "112"}],
        links=[{"kind": "book", "url": "https://example.org/b"}, {"url": "tel:112"}],
    )

    assert [phone.number for phone in service.phones.all()] == ["112", "+35830001101"]
    assert [contact.role for contact in service.contacts.all()] == ["Ohjaaja", "Päivystys"]
    assert [(link.kind, link.url) for link in service.links.all()] == [
        ("book", "https://example.org/b"),
        ("other", "tel:112"),
    ]


def test_a_picture_beside_the_catalogue_is_taken_in(tmp_path):
    (tmp_path / "kuvat").mkdir()
    (tmp_path / "kuvat" / "kahvila.png").write_bytes(PNG)

    load_service(tmp_path, picture={"url": "kuvat/kahvila.png", "alt": "Kaksi kuppia"})

    picture = Picture.objects.get()
    assert (picture.media_type, bytes(picture.content), picture.alt) == ("image/png", PNG, "Kaksi kuppia")


def test_a_picture_in_the_line_itself_is_taken_in(tmp_path):
    load_service(tmp_path, picture={"url": "data:image/png;base64," + base64.b64encode(PNG).decode()})

    assert bytes(Picture.objects.get().content) == PNG


def test_a_picture_on_the_web_is_left_out_and_told(tmp_path):
    output = load(tmp_path, THEME, ORGANIZATION, SERVICE | {"picture": {"url": "https://example.org/a.png"}})

    assert not Picture.objects.exists()
    assert "Note: pictures that are on the web were left out: 1" in output


def test_a_service_names_its_networks(tmp_path):
    network = {
        "type": "network",
        "id": "n1",
        "name": "Perhekeskus",
        "area": {"scope": "counties", "counties": ["08"]},
    }

    load(tmp_path, THEME, network, ORGANIZATION | {"networks": ["n1"]}, SERVICE | {"networks": ["n1"]})

    found = Network.objects.get()
    assert [area.code for area in found.areas.all()] == ["08"]
    assert found.services.count() == found.organizations.count() == 1


def test_a_group_and_an_event_are_loaded(tmp_path):
    group = GROUP | {
        "byday": ["TU"],
        "programme": [{"title": "Alku", "for": {"sv": "För alla"}}],
        "capacity": 8,
    }

    load(tmp_path, THEME, ORGANIZATION, SERVICE, group, EVENT | {"themes": ["parenting"]})

    loaded = Group.objects.get()
    assert loaded.programme == [{"title": {"fi": "Alku"}, "for": {"sv": "För alla"}}]
    assert (loaded.service.external_id, loaded.byday, loaded.capacity) == ("s1", ["TU"], 8)
    assert Event.objects.get().themes.get().slug == "parenting"


def test_a_service_can_be_found_as_soon_as_it_is_loaded(tmp_path):
    load(tmp_path, THEME, ORGANIZATION, SERVICE, SERVICE | {"id": "s2", "status": "draft"})

    assert [entry.service.external_id for entry in SearchEntry.objects.all()] == ["s1"]


def test_a_renamed_organization_is_found_by_its_new_name(tmp_path):
    load_service(tmp_path)
    before = SearchEntry.objects.get().vector

    load(tmp_path, ORGANIZATION | {"name": "Tukiyhdistys ry"})

    assert SearchEntry.objects.get().vector != before


def test_an_archived_service_leaves_the_search(tmp_path):
    load_service(tmp_path)

    load(tmp_path, SERVICE | {"status": "archived"})

    assert not SearchEntry.objects.exists()


def test_a_gzipped_file_is_read_whatever_its_name(tmp_path):
    path = tmp_path / "catalogue.jsonl"
    path.write_bytes(gzip.compress(text_of(THEME).encode()))

    load_file(path)

    assert Theme.objects.get().name == "Vanhemmuus"


def test_a_dry_run_tells_and_changes_nothing(tmp_path):
    load(tmp_path, THEME)

    output = load(tmp_path, THEME | {"name": "Muu"}, ORGANIZATION, dry_run=True)

    assert output.splitlines() == [
        "theme: 0 would be added, 1 would be changed, 0 left alone",
        "organization: 1 would be added, 0 would be changed, 0 left alone",
    ]
    assert Theme.objects.get().name == "Vanhemmuus"
    assert not Organization.objects.exists()


def test_without_places_the_load_says_what_to_run(tmp_path):
    Municipality.objects.all().delete()

    with pytest.raises(CommandError, match="run load_places first"):
        load(tmp_path, THEME)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(CommandError, match=r"catalogue\.jsonl cannot be read: No such file or directory"):
        load_file(tmp_path / "catalogue.jsonl")


def test_a_file_that_is_cut_short_is_one_sentence(tmp_path):
    path = tmp_path / "catalogue.jsonl"
    path.write_bytes(gzip.compress(text_of(THEME).encode())[:-12])

    with pytest.raises(CommandError, match=r"catalogue\.jsonl is not whole"):
        load_file(path)

    assert not Theme.objects.exists()
