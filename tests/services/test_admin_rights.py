"""Who sees and changes what in the admin."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from services.models import Area, Event, Location, Municipality, Organization, Service, Theme
from tests.factories import (
    make_area,
    make_coordinator,
    make_event,
    make_group,
    make_location,
    make_municipality,
    make_organization,
    make_service,
    make_service_at_location,
    make_superuser,
    make_theme,
    make_user,
)
from tests.services.admin_forms import typed

pytestmark = pytest.mark.django_db


def listed(client, model) -> set[str]:
    response = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
    return {str(row) for row in response.context["cl"].queryset}


def change_url(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def here():
    return make_area("Pirkanmaa")


@pytest.fixture
def there():
    return make_area("Häme")


@pytest.fixture
def coordinator(client, here):
    """A signed-in coordinator of Pirkanmaa."""
    user = make_coordinator(here)
    client.force_login(user)
    return user


@pytest.mark.parametrize("fields", [{}, {"is_staff": True}])
def test_a_user_without_a_role_is_asked_to_sign_in(client, fields):
    client.force_login(make_user(**fields))

    assert client.get("/hallinta/").status_code == 302


def test_a_coordinator_sees_the_services_of_the_own_area_alone(client, coordinator, here, there):
    make_service("Ours", responsible_area=here)
    make_service("Theirs", responsible_area=there)
    make_service("National", responsible_area=None)

    assert listed(client, Service) == {"Ours"}


def test_a_coordinator_of_the_national_listings_sees_those_alone(client, here):
    client.force_login(make_coordinator())
    make_service("Ours", responsible_area=here)
    make_service("National", responsible_area=None)

    assert listed(client, Service) == {"National"}


def test_a_superuser_sees_every_service(client, here):
    client.force_login(make_superuser())
    make_service("Ours", responsible_area=here)
    make_service("National", responsible_area=None)

    assert listed(client, Service) == {"Ours", "National"}


def test_what_belongs_to_others_answers_as_if_it_were_missing(client, coordinator, there):
    theirs = make_service(responsible_area=there)
    group, event = make_group(theirs), make_event(organization=theirs.organization)
    at_location = make_service_at_location(theirs, make_location())
    municipality = make_municipality()
    rows = [theirs, theirs.organization, group, event, at_location, at_location.location, there, municipality]
    missing = client.get(reverse("admin:services_service_change", args=[0]))

    for row in rows:
        response = client.get(change_url(row))
        assert (response.status_code, response.url) == (missing.status_code, missing.url)
        assert client.get(f"{change_url(row)}history/").status_code in (302, 404)


def test_a_coordinator_opens_everything_of_the_own_area(client, coordinator, here):
    municipality = make_municipality(county=here)
    service = make_service(responsible_area=here)
    at_location = make_service_at_location(service, make_location(municipality=municipality))
    rows = [service, service.organization, make_group(service), make_event(organization=service.organization)]

    for row in [*rows, at_location, at_location.location, here, municipality]:
        assert client.get(change_url(row)).status_code == 200, row


def test_an_organization_is_in_the_areas_of_its_listings(client, coordinator, here, there):
    make_service(responsible_area=here, organization=make_organization("Ours"))
    make_service("Other", responsible_area=there, organization=make_organization("Theirs"))
    make_organization("New")

    assert listed(client, Organization) == {"Ours", "New"}


def test_an_unused_place_of_another_area_stays_hidden(client, coordinator, here):
    make_location("Here", municipality=make_municipality("Nokia", county=here), address_fi="", postal_code="")
    make_location("There", municipality=make_municipality("Lahti"), address_fi="", postal_code="")

    assert listed(client, Location) == {"Here"}


@pytest.mark.parametrize(
    "use",
    [
        make_service_at_location,
        lambda service, place: make_group(service, location=place),
        lambda service, place: make_event(organization=service.organization, location=place),
    ],
    ids=["listing", "group", "event"],
)
def test_a_place_that_another_area_uses_too_is_shown_but_not_changed(client, coordinator, here, there, use):
    shelter = make_location(is_confidential=True)
    make_service_at_location(make_service("Ours", responsible_area=here), shelter)
    theirs = make_organization("Theirs")
    use(make_service("Theirs", responsible_area=there, organization=theirs), shelter)

    assert client.get(change_url(shelter)).status_code == 200
    assert client.post(change_url(shelter), {"name_fi": "Turvakoti"}).status_code == 403
    shelter.refresh_from_db()
    assert shelter.is_confidential


def test_an_unused_confidential_place_without_a_municipality_is_for_superusers(client, coordinator):
    make_location("Shelter", address_fi="", postal_code="", is_confidential=True)
    make_location("Online", address_fi="", postal_code="")

    assert listed(client, Location) == {"Online"}
    client.force_login(make_superuser())
    assert listed(client, Location) == {"Shelter", "Online"}


def test_an_event_of_an_organization_without_listings_is_its_municipalitys(client, coordinator, here, there):
    make_event("Here", municipality=make_municipality("Nokia", county=here))
    make_event("There", municipality=make_municipality("Lahti", county=there))
    make_event("Nowhere")

    assert listed(client, Event) == {"Here"}
    client.force_login(make_coordinator())
    assert listed(client, Event) == {"Nowhere"}


@pytest.mark.parametrize(
    ("name", "wrong"), [("Nokia", []), ("Lahti", ["municipality"]), ("", ["municipality"])]
)
def test_a_coordinator_writes_no_event_that_would_be_out_of_sight(client, coordinator, here, name, wrong):
    nokia, lahti = make_municipality("Nokia", county=here), make_municipality("Lahti")
    place = {"Nokia": str(nokia.pk), "Lahti": str(lahti.pk)}.get(name)
    page = client.get(reverse("admin:services_event_add"))
    data = {"organization": str(make_organization().pk), "name_fi": "Ilta", "municipality": place}
    data |= {"starts_at": "2026-11-24T17:00"}

    response = client.post(page.wsgi_request.path, typed(page, **data))

    form = response.context["adminform"].form if response.context else None
    assert list(form.errors if form else []) == wrong
    assert Event.objects.exists() is not bool(wrong)


def test_a_coordinator_sees_only_the_own_pages_of_places(client, coordinator, here, there):
    make_municipality("Nokia", county=here)
    make_municipality("Lahti", county=there)

    assert listed(client, Area) == {str(here)}
    assert listed(client, Municipality) == {"Nokia"}


def test_a_coordinator_cannot_turn_an_own_page_into_another_place(client, coordinator, here):
    nokia = make_municipality("Nokia", county=here, slug="nokia")
    data = typed(
        client.get(change_url(nokia)), introduction_fi="Tervetuloa", slug="tampere", name_fi="Tampere"
    )

    client.post(change_url(nokia), data)

    nokia.refresh_from_db()
    assert (nokia.introduction_fi, nokia.slug, nokia.name_fi) == ("Tervetuloa", "nokia", "Nokia")


def test_a_coordinator_reads_vocabularies_but_does_not_change_them(client, coordinator):
    theme = make_theme("Separation")

    assert listed(client, Theme) == {"Separation"}
    assert client.post(change_url(theme), {"name_fi": "Other"}).status_code == 403
    assert client.get(reverse("admin:services_theme_add")).status_code == 403


def test_only_superusers_delete_for_good(client, coordinator, here):
    service = make_service(responsible_area=here)
    delete = reverse("admin:services_service_delete", args=[service.pk])

    assert client.post(delete, {"post": "yes"}).status_code == 403
    client.force_login(make_superuser())
    client.post(delete, {"post": "yes"})

    assert not Service.objects.exists()


@pytest.mark.parametrize("model", ["lape_user", "services_coordinator", "services_organizationeditor"])
def test_only_superusers_say_who_may_sign_in_and_what_they_look_after(client, coordinator, model):
    assert client.get(reverse(f"admin:{model}_changelist")).status_code == 403


def test_a_listing_is_given_to_an_own_area_only(client, coordinator, here, there):
    service = make_service(responsible_area=here)
    page = client.get(change_url(service))

    response = client.post(change_url(service), typed(page, responsible_area=str(there.pk)))

    assert "responsible_area" in response.context["adminform"].form.errors


def test_a_coordinator_of_an_area_makes_no_national_listing(client, coordinator, here):
    service = make_service(responsible_area=here)

    response = client.post(change_url(service), typed(client.get(change_url(service)), responsible_area=None))

    assert "responsible_area" in response.context["adminform"].form.errors


def test_a_listing_is_not_moved_to_an_organization_of_others(client, coordinator, here, there):
    theirs = make_service("Theirs", responsible_area=there, organization=make_organization("Theirs"))
    service = make_service(responsible_area=here)
    data = typed(client.get(change_url(service)), organization=str(theirs.organization_id))

    response = client.post(change_url(service), data)

    assert "organization" in response.context["adminform"].form.errors


@pytest.mark.parametrize(
    ("model", "field", "offered"),
    [("service", "organization", {"Ours"}), ("service", "municipalities", {"Nokia", "Lahti"})],
)
def test_suggestions_hold_the_own_organizations_but_every_place(
    client, coordinator, here, there, model, field, offered
):
    make_municipality("Nokia", county=here)
    make_municipality("Lahti", county=there)
    make_service(responsible_area=here, organization=make_organization("Ours"))
    make_service("Other", responsible_area=there, organization=make_organization("Theirs"))
    query = {"app_label": "services", "model_name": model, "field_name": field, "term": ""}

    answer = client.get(reverse("admin:autocomplete"), query).json()

    assert {row["text"] for row in answer["results"]} == offered


def test_a_bulk_action_leaves_the_listings_of_others_alone(client, coordinator, there):
    theirs = make_service(responsible_area=there)
    data = {"action": "archive", "_selected_action": [theirs.pk]}

    client.post(reverse("admin:services_service_changelist"), data)

    theirs.refresh_from_db()
    assert theirs.status == "published"


def test_every_table_that_people_edit_has_a_page():
    missing = {
        model.__name__
        for model in apps.get_app_config("services").get_models()
        if model not in admin.site._registry
    }
    inlines = {
        "Phone",
        "Contact",
        "ServiceLink",
        "Picture",
        "Schedule",
        "Closure",
        "PlaceContact",
        "PlaceLink",
        "PrivateContact",
    }

    made_by_the_site = {"SearchEntry", "SearchWord", "SearchState", "SearchChange"}
    made_by_the_site |= {"CheckRequest", "CoordinatorDigest", "OrganizationMail"}
    assert missing == inlines | made_by_the_site
