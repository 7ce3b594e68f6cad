"""The upkeep of listings: checked, published, archived, renamed."""

import datetime

import pytest

from services import listings
from services.models import OldSlug, Organization, Service
from tests.factories import make_area, make_coordinator, make_organization, make_service, make_superuser

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 12)


@pytest.fixture
def pirkanmaa():
    return make_area("Pirkanmaa")


def test_checking_writes_the_day_and_the_role_but_never_a_persons_name(pirkanmaa):
    service = make_service(responsible_area=pirkanmaa)
    user = make_coordinator(pirkanmaa)

    assert listings.assure(Service.objects.all(), user, TODAY) == [service.pk]

    service.refresh_from_db()
    assert service.assured_date == TODAY
    assert "Pirkanmaa" in service.assurer
    assert user.email not in service.assurer


def test_a_coordinator_of_two_areas_checks_each_listing_in_the_role_of_its_own_area(pirkanmaa):
    hame = make_area("Häme")
    here, there = make_service(responsible_area=pirkanmaa), make_service("Other", responsible_area=hame)

    listings.assure(Service.objects.all(), make_coordinator(pirkanmaa, hame), TODAY)

    here.refresh_from_db()
    there.refresh_from_db()
    assert "Pirkanmaa" in here.assurer and "Häme" not in here.assurer
    assert "Häme" in there.assurer


def test_checking_is_no_edit(pirkanmaa):
    service = make_service(responsible_area=pirkanmaa)

    listings.assure(Service.objects.all(), make_superuser(), TODAY)

    before = service.modified_at
    service.refresh_from_db()
    assert service.modified_at == before


def test_the_search_knows_at_once_that_a_service_was_checked(pirkanmaa):
    service = make_service(responsible_area=pirkanmaa)

    listings.assure(Service.objects.all(), make_superuser(), TODAY)

    service.entry.refresh_from_db()
    assert service.entry.checked_on == TODAY


def test_nobody_checks_publishes_or_archives_the_listings_of_others(pirkanmaa):
    make_service(responsible_area=make_area("Häme"), status="draft")
    make_service("National", responsible_area=None)
    user = make_coordinator(pirkanmaa)

    assert listings.assure(Service.objects.all(), user) == []
    assert listings.publish(Service.objects.all(), user) == []
    assert listings.archive(Service.objects.all(), user) == []


def test_publishing_counts_only_what_was_not_public_and_puts_it_into_the_search(pirkanmaa):
    draft = make_service("Draft", responsible_area=pirkanmaa, status="draft")
    make_service("Public", responsible_area=pirkanmaa)

    assert listings.publish(Service.objects.all(), make_coordinator(pirkanmaa)) == [draft.pk]
    assert Service.objects.filter(entry__isnull=False, status="published").count() == 2


def test_archiving_takes_a_service_out_of_the_search(pirkanmaa):
    service = make_service(responsible_area=pirkanmaa)

    assert listings.archive(Service.objects.all(), make_coordinator(pirkanmaa)) == [service.pk]
    assert not Service.objects.filter(entry__isnull=False).exists()


def test_a_renamed_service_keeps_its_old_address_as_a_way_in():
    service = make_service("Old name", slug="old-name")

    listings.rename(service, "new-name")

    service.refresh_from_db()
    assert service.slug == "new-name"
    assert list(OldSlug.objects.values_list("slug", "service")) == [("old-name", service.pk)]


def test_a_name_that_comes_back_leaves_no_address_that_leads_to_itself():
    service = make_service(slug="first")

    listings.rename(service, "second")
    listings.rename(service, "first")

    assert list(OldSlug.objects.values_list("slug", flat=True)) == ["second"]


def test_an_unchanged_address_writes_nothing():
    listings.rename(make_organization(slug="same"), "same")

    assert not OldSlug.objects.exists()


def test_a_new_address_is_none_that_another_has_or_had():
    make_organization("Family club", slug="family-club")
    renamed = make_organization("Old club", slug="family-club-2")
    listings.rename(renamed, "another-name")

    assert listings.free_slug(Organization, "Family club", fallback="organization") == "family-club-3"


def test_a_name_without_letters_for_an_address_gets_the_fallback():
    assert listings.free_slug(Service, "你好", fallback="service") == "service"


def test_the_former_owner_of_an_address_is_found():
    service = make_service(slug="shared")
    listings.rename(service, "moved")

    assert listings.former_owner(make_service("Other"), "shared") == service
    assert listings.former_owner(service, "shared") is None


def test_the_former_owner_of_an_address_is_found_for_a_new_service_too():
    service = make_service(slug="shared")
    listings.rename(service, "moved")

    assert listings.former_owner(Service(), "shared") == service
    assert listings.former_owner(Service(), "free") is None
