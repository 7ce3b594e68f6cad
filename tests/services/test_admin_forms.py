"""Admin forms of groups, places, organizations and crisis numbers."""

import pytest
from django.urls import reverse

from services.admin.forms import programme_from_lines, programme_lines
from services.models import CrisisNumber, Group
from tests.factories import (
    make_crisis_number,
    make_group,
    make_location,
    make_organization,
    make_service_at_location,
    make_superuser,
)
from tests.services.admin_forms import typed

pytestmark = pytest.mark.django_db
PROGRAMME = [
    {"title": {"fi": "Alkukahvit", "sv": "Kaffe"}, "for": {"fi": "kaikille"}},
    {"title": {"fi": "Isän arki"}},
]


@pytest.fixture
def client(client):
    client.force_login(make_superuser())
    return client


def change(client, row, **changes):
    """Post the page of `row` with `changes`; return the names of the wrong fields."""
    address = reverse(f"admin:services_{row._meta.model_name}_change", args=[row.pk])
    response = client.post(address, typed(client.get(address), **changes))
    return [] if response.status_code == 302 else list(response.context["adminform"].form.errors)


def test_a_programme_is_read_and_written_as_lines():
    lines = {language: programme_lines(PROGRAMME, language) for language in ("fi", "sv", "en")}

    assert lines == {"fi": "Alkukahvit | kaikille\nIsän arki", "sv": "Kaffe", "en": ""}
    assert programme_from_lines(lines) == PROGRAMME


def test_an_empty_line_keeps_the_languages_of_a_programme_side_by_side():
    programme = programme_from_lines({"fi": "Ensin\nToiseksi", "sv": "\nSedan", "en": ""})

    assert [row["title"] for row in programme] == [{"fi": "Ensin"}, {"fi": "Toiseksi", "sv": "Sedan"}]


def test_saving_a_group_keeps_what_was_not_touched(client):
    group = make_group(programme=PROGRAMME, byday=["TU"], exceptions=["2026-10-13", "2026-10-20"])
    before = Group.objects.values().get()

    assert change(client, group) == []
    assert Group.objects.values().get() == before


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"ends_on": "2026-08-01"}, "ends_on"),
        ({"ends_on": "2036-12-01"}, "ends_on"),
        ({"name_fi": "\u200b"}, "name_fi"),
        ({"opens_at": "17:00", "closes_at": "16:00"}, "closes_at"),
        ({"capacity": "8", "places_left": "9"}, "places_left"),
        ({"exceptions": "13.10.2026, joulu"}, "exceptions"),
    ],
)
def test_a_mistake_in_a_group_is_told_at_its_field(client, changes, wrong):
    assert change(client, make_group(), **changes) == [wrong]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"postal_code": "3310"}, "postal_code"),
        ({"name_fi": None, "address_fi": None}, "name_fi"),
        ({"latitude": "61.5"}, "__all__"),
        ({"name_fi": "\u200b"}, "name_fi"),
    ],
)
def test_a_mistake_in_a_place_is_told(client, changes, wrong):
    assert change(client, make_location(), **changes) == [wrong]


def test_hours_may_go_past_midnight(client):
    at_location = make_service_at_location()
    row = {
        "schedules-TOTAL_FORMS": "1",
        "schedules-0-byday": ["FR"],
        "schedules-0-opens_at": "18:00",
        "schedules-0-closes_at": "02:00",
        "schedules-0-position": "0",
    }

    assert change(client, at_location, **row) == []
    assert at_location.schedules.count() == 1


def test_hours_need_their_weekdays(client):
    at_location = make_service_at_location()
    address = reverse("admin:services_serviceatlocation_change", args=[at_location.pk])
    row = {"schedules-TOTAL_FORMS": "1", "schedules-0-opens_at": "18:00", "schedules-0-position": "0"}

    response = client.post(address, typed(client.get(address), **row))

    errors = response.context["inline_admin_formsets"][0].formset.errors
    assert [list(wrong) for wrong in errors] == [["byday"]]


def test_a_new_confidential_place_needs_a_municipality_or_no_coordinator_could_choose_it(client):
    page = client.get(reverse("admin:services_location_add"))

    response = client.post(page.wsgi_request.path, typed(page, name_fi="Turvakoti", is_confidential="on"))

    assert list(response.context["adminform"].form.errors) == ["municipality"]


def test_more_rows_are_sent_than_anybody_writes(client):
    at_location = make_service_at_location()
    address = reverse("admin:services_serviceatlocation_change", args=[at_location.pk])

    response = client.post(address, typed(client.get(address), **{"schedules-TOTAL_FORMS": "1000"}))

    assert len(response.context["inline_admin_formsets"][0].formset.forms) == 60


@pytest.mark.parametrize("query", ["organization=abc", "areas=1,abc", "organization=٣"])
def test_an_address_that_names_no_row_opens_an_empty_form(client, query):
    assert client.get(f"/hallinta/services/service/add/?{query}").status_code == 200


def test_an_organization_is_no_part_of_itself(client):
    mother = make_organization("Mother")
    daughter = make_organization("Daughter", parent=mother)

    assert change(client, mother, parent=str(daughter.pk)) == ["parent"]


def test_crisis_numbers_are_put_in_order_in_their_list(client):
    first, second = make_crisis_number("112", position=0), make_crisis_number("116 111", position=1)
    rows = {f"form-{n}-id": str(row.pk) for n, row in enumerate([first, second])}
    rows |= {"form-0-position": "2", "form-1-position": "1", "form-0-is_in_box": "on"}
    rows |= {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "_save": "1"}

    client.post(reverse("admin:services_crisisnumber_changelist"), rows)

    numbers = CrisisNumber.objects.values_list("number", "is_in_box")
    assert list(numbers) == [("116 111", False), ("112", True)]
