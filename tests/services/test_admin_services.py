"""The list of services and the page of one: the coordinators' daily work."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from services.models import OldSlug, Service
from tests.factories import (
    make_area,
    make_coordinator,
    make_location,
    make_municipality,
    make_network,
    make_organization,
    make_schedule,
    make_service,
    make_service_at_location,
    make_superuser,
    make_theme,
)
from tests.services.admin_forms import typed

pytestmark = pytest.mark.django_db
LIST = "/hallinta/services/service/"
ADD = "/hallinta/services/service/add/"
TODAY = timezone.localdate()
LONG_AGO = TODAY - datetime.timedelta(days=366)


@pytest.fixture
def pirkanmaa():
    return make_area("Pirkanmaa")


@pytest.fixture
def client(client, pirkanmaa):
    """Signed in as the coordinator of Pirkanmaa."""
    client.force_login(make_coordinator(pirkanmaa))
    return client


def listed(client, **query):
    return {str(service) for service in client.get(LIST, query).context["cl"].queryset}


def change_url(row):
    return reverse(f"admin:services_{row._meta.model_name}_change", args=[row.pk])


# -- The list


def test_what_is_due_is_never_checked_or_checked_over_a_year_ago_by_anybody(client, pirkanmaa):
    make_service("Never", responsible_area=pirkanmaa)
    make_service("Long ago", responsible_area=pirkanmaa, assured_date=LONG_AGO)
    make_service("A year ago", responsible_area=pirkanmaa, assured_date=TODAY - datetime.timedelta(days=365))
    make_service("Confirmed", responsible_area=pirkanmaa, assured_date=LONG_AGO, confirmed_at=timezone.now())

    assert listed(client, due="due") == {"Never", "Long ago"}
    assert listed(client, due="never") == {"Never"}
    assert listed(client, due="year") == {"Long ago"}
    assert listed(client, due="fresh") == {"A year ago", "Confirmed"}


def test_the_list_says_in_words_that_a_service_was_never_checked(client, pirkanmaa):
    make_service(responsible_area=pirkanmaa)

    assert '<strong class="due">Ei vielä tarkistettu</strong>' in client.get(LIST).content.decode()


def test_the_list_tells_the_tier_in_professionals_words(client, pirkanmaa):
    make_service(responsible_area=pirkanmaa, tier=3)

    assert "Suuri huoli</span>" in client.get(LIST).content.decode()


def test_what_is_missing_can_be_listed(client, pirkanmaa):
    complete = make_service("Full", responsible_area=pirkanmaa, name_sv="Hel", name_en="Full", phones=["112"])
    make_service_at_location(complete)
    make_service("Bare", responsible_area=pirkanmaa)
    make_service("Ended", responsible_area=pirkanmaa, project_ends_on=TODAY - datetime.timedelta(days=1))

    for lack in ("phone", "place", "sv", "en"):
        assert listed(client, lacks=lack) == {"Bare", "Ended"}
    assert listed(client, lacks="ended") == {"Ended"}


def test_services_are_found_by_their_name_in_any_language_and_by_their_organization(client, pirkanmaa):
    make_service("Isäryhmä", name_sv="Pappagrupp", responsible_area=pirkanmaa)
    make_service("Neuvola", responsible_area=pirkanmaa, organization=make_organization("Nokian kaupunki"))

    assert listed(client, q="pappa") == {"Isäryhmä"}
    assert listed(client, q="nokian") == {"Neuvola"}


def test_the_least_recently_checked_come_first_when_sorted_by_that(client, pirkanmaa):
    make_service("Old", responsible_area=pirkanmaa, assured_date=LONG_AGO)
    make_service("New", responsible_area=pirkanmaa, assured_date=LONG_AGO, confirmed_at=timezone.now())
    make_service("Never", responsible_area=pirkanmaa)

    rows = client.get(LIST, {"o": "2"}).context["cl"].queryset

    assert [str(row) for row in rows] == ["Never", "Old", "New"]


def test_a_superuser_narrows_the_list_to_an_area_or_to_the_national_ones(client, pirkanmaa):
    client.force_login(make_superuser())
    make_service("Ours", responsible_area=pirkanmaa)
    make_service("National")

    assert listed(client, area=pirkanmaa.pk) == {"Ours"}
    assert listed(client, area="national") == {"National"}


@pytest.mark.parametrize("name", ["due", "lacks", "tier", "area"])
def test_a_value_that_a_filter_does_not_know_narrows_nothing(client, pirkanmaa, name):
    make_service("Ours", responsible_area=pirkanmaa)

    assert listed(client, **{name: "nonsense"}) == {"Ours"}


# -- Actions


@pytest.mark.parametrize(
    ("action", "status", "message"),
    [
        ("assure_today", "published", "2 palvelua"),
        ("publish", "draft", "2 palvelua"),
        ("archive", "published", "2 palvelua"),
    ],
)
def test_an_action_counts_what_it_changed_and_writes_it_into_the_history(
    client, pirkanmaa, action, status, message
):
    services = [make_service(name, responsible_area=pirkanmaa, status=status) for name in ("One", "Two")]
    data = {"action": action, "_selected_action": [service.pk for service in services]}

    response = client.post(LIST, data, follow=True)

    assert [str(text)[: len(message)] for text in response.context["messages"]] == [message]
    assert LogEntry.objects.count() == 2


def test_an_action_speaks_of_one_service_in_the_singular(client, pirkanmaa):
    service = make_service(responsible_area=pirkanmaa, status="draft")

    response = client.post(LIST, {"action": "publish", "_selected_action": [service.pk]}, follow=True)

    assert [str(text).startswith("1 palvelu ") for text in response.context["messages"]] == [True]
    assert Service.objects.get().status == "published"


# -- The form


def new_listing(client, pirkanmaa, **changes):
    theme, nokia = make_theme(), make_municipality("Nokia")
    page = client.get(ADD)
    filled = {
        "organization": str(make_organization().pk),
        "responsible_area": str(pirkanmaa.pk),
        "name_fi": "Äitien ilta",
        "tier": "1",
        "themes": [str(theme.pk)],
        "scope": "municipalities",
        "municipalities": [str(nokia.pk)],
        "status": "published",
    }
    return client.post(ADD, typed(page, **(filled | changes)))


def test_a_new_service_gets_an_address_from_its_name_and_is_found_at_once(client, pirkanmaa):
    response = new_listing(client, pirkanmaa)

    service = Service.objects.get()
    assert (response.status_code, service.slug) == (302, "aitien-ilta")
    assert "theme:parenting" in service.entry.facets


def test_a_new_listing_begins_as_a_draft_of_the_own_area(client, pirkanmaa):
    form = client.get(ADD).context["adminform"].form

    assert form["status"].value() == "draft"
    assert form["responsible_area"].value() == pirkanmaa.pk


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name_fi": None}, "name_fi"),
        ({"name_fi": "x" * 101}, "name_fi"),
        ({"summary_fi": "x" * 151}, "summary_fi"),
        ({"themes": None}, "themes"),
        ({"municipalities": None}, "municipalities"),
        ({"scope": "country"}, "municipalities"),
        ({"scope": "counties", "municipalities": None}, "areas"),
        ({"minimum_age_months": "24", "maximum_age_months": "12"}, "maximum_age_months"),
        ({"minimum_age_months": "-10"}, "minimum_age_months"),
        ({"languages": "suomi"}, "languages"),
        ({"url": "ftp://example.org/"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://example.org/<b>"}, "url"),
        ({"summary_fi": "Tukea\x07"}, "summary_fi"),
        ({"name_fi": "\u200b"}, "name_fi"),
        ({"assured_date": str(TODAY + datetime.timedelta(days=1))}, "assured_date"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_is_saved(client, pirkanmaa, changes, wrong):
    response = new_listing(client, pirkanmaa, **changes)

    assert list(response.context["adminform"].form.errors) == [wrong]
    assert not Service.objects.exists()


def test_a_name_in_swedish_alone_is_enough(client, pirkanmaa):
    assert new_listing(client, pirkanmaa, name_fi=None, name_sv="Mammakväll").status_code == 302
    assert Service.objects.get().slug == "mammakvall"


def test_a_region_does_not_stand_among_counties(client, pirkanmaa):
    region = make_area("Pirkanmaa", kind="region")
    changes = {"scope": "counties", "areas": [str(pirkanmaa.pk), str(region.pk)], "municipalities": None}

    response = new_listing(client, pirkanmaa, **changes)

    assert list(response.context["adminform"].form.errors) == ["areas"]


def test_languages_are_kept_as_codes_in_the_order_they_were_written(client, pirkanmaa):
    new_listing(client, pirkanmaa, languages="fi, SV , interpreter, fi")

    assert Service.objects.get().languages == ["fi", "sv", "interpreter"]


def test_line_ends_of_a_browser_do_not_make_a_text_longer(client, pirkanmaa):
    new_listing(client, pirkanmaa, next_step_fi="a\r\n" * 150)

    assert Service.objects.get().next_step_fi.startswith("a\na\n")


@pytest.mark.parametrize(
    ("number", "is_right"),
    [
        ("112", True),
        ("116 111", True),
        ("080 005 005", True),
        ("+358 40 123 4567", True),
        ("03 000 1234", True),
        ("(03) 123 4567", True),
        ("٠٤٠ ١٢٣ ٤٥٦٧", False),
        ("+ 358 40 123 4567", False),
        ("12", False),
        ("040 123 4567, 03 123 4567", False),
        ("soita vaihteeseen", False),
    ],
)
def test_a_phone_number_is_one_number_that_can_be_called(client, pirkanmaa, number, is_right):
    row = {"phones-TOTAL_FORMS": "1", "phones-0-number": number, "phones-0-position": "0"}

    response = new_listing(client, pirkanmaa, **row)

    assert (response.status_code == 302) is is_right


def test_saving_a_page_unchanged_changes_nothing_of_the_service(client, pirkanmaa):
    service = make_service(
        responsible_area=pirkanmaa,
        access=["phone", "chat"],
        languages=["fi", "ar"],
        also_tiers=[2],
        phones=["112"],
    )
    make_service_at_location(service)
    before = Service.objects.values().get()

    client.post(change_url(service), typed(client.get(change_url(service))))

    after = Service.objects.values().get()
    assert {name for name in after if after[name] != before[name]} == {"modified_at"}


def test_an_edit_reaches_the_search_at_once(client, pirkanmaa):
    service = make_service(responsible_area=pirkanmaa)
    theme = make_theme("Violence", slug="violence")
    page = client.get(change_url(service))

    client.post(change_url(service), typed(page, themes=[str(theme.pk)]))

    service.entry.refresh_from_db()
    assert "theme:violence" in service.entry.facets


def test_a_changed_address_keeps_the_old_one(client, pirkanmaa):
    service = make_service(slug="old", responsible_area=pirkanmaa)

    client.post(change_url(service), typed(client.get(change_url(service)), slug="new"))

    service.refresh_from_db()
    assert service.slug == "new"
    assert list(OldSlug.objects.values_list("slug", "service")) == [("old", service.pk)]


def test_an_emptied_address_stays_as_it_was(client, pirkanmaa):
    service = make_service(slug="old", responsible_area=pirkanmaa)

    client.post(change_url(service), typed(client.get(change_url(service)), slug=None))

    service.refresh_from_db()
    assert service.slug == "old"


def test_an_address_that_leads_to_another_service_is_refused(client, pirkanmaa):
    other, service = make_service("Other"), make_service(responsible_area=pirkanmaa)
    OldSlug.objects.create(slug="taken", service=other)

    response = client.post(change_url(service), typed(client.get(change_url(service)), slug="taken"))

    assert list(response.context["adminform"].form.errors) == ["slug"]


@pytest.mark.parametrize(("status", "has_link"), [("published", True), ("draft", False), ("archived", False)])
def test_only_a_published_service_links_to_its_public_page(client, pirkanmaa, status, has_link):
    service = make_service(responsible_area=pirkanmaa, status=status)

    content = client.get(change_url(service)).content.decode()

    assert (service.get_absolute_url() in content) is has_link


def test_the_page_of_a_service_shows_the_hours_of_its_places_and_leads_to_them(client, pirkanmaa):
    at_location = make_service_at_location(make_service(responsible_area=pirkanmaa))
    make_schedule(at_location, byday=["MO", "TU", "WE"], opens_at="09:00", closes_at="15:00")

    content = client.get(change_url(at_location.service)).content.decode()

    assert "ma–ke 9–15" in content
    assert change_url(at_location) in content


def test_after_the_hours_one_is_back_at_the_service(client, pirkanmaa):
    at_location = make_service_at_location(make_service(responsible_area=pirkanmaa))
    row = {
        "schedules-TOTAL_FORMS": "1",
        "schedules-0-byday": ["MO", "FR"],
        "schedules-0-opens_at": "09:00",
        "schedules-0-closes_at": "15:00",
        "schedules-0-position": "0",
    }

    response = client.post(change_url(at_location), typed(client.get(change_url(at_location)), **row))

    assert response.url == change_url(at_location.service)
    assert at_location.schedules.get().byday == ["MO", "FR"]


# -- Names that the index repeats


@pytest.mark.parametrize("kind", ["theme", "network", "organization"])
def test_a_renamed_thing_is_found_by_its_new_name(client, kind):
    client.force_login(make_superuser())
    theme, network = make_theme("Old", slug="old"), make_network("Old", slug="old")
    organization = make_organization("Old", networks=[network])
    service = make_service(themes=[theme], organization=organization)
    row = {"theme": theme, "network": network, "organization": organization}[kind]
    before = service.entry.facets, service.entry.vector

    client.post(change_url(row), typed(client.get(change_url(row)), name_fi="Uusi", slug="uusi"))

    service.entry.refresh_from_db()
    assert (service.entry.facets, service.entry.vector) != before


def test_a_confidential_place_is_marked_in_the_list_of_places(client, pirkanmaa):
    make_location(municipality=make_municipality(county=pirkanmaa), is_confidential=True)

    assert (
        client.get("/hallinta/services/location/", {"is_confidential__exact": "1"}).context["cl"].result_count
        == 1
    )
