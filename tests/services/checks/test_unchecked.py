"""A listing that left the search is nowhere but at its own address, and says there what it is."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from services.listings import rename
from services.models import Service, Status
from services.search.suggestions import suggest
from tests.factories import (
    make_area,
    make_group,
    make_municipality,
    make_organization,
    make_service,
    make_theme,
)

pytestmark = pytest.mark.django_db
SECRET = "Qwxz"


@pytest.fixture
def unchecked():
    county = make_area("Pirkanmaa")
    nokia = make_municipality("Nokia", county=county)
    organization = make_organization("Yhdistys", slug="yhdistys")
    theme = make_theme("Vanhemmuus", slug="vanhemmuus")
    fields = {"municipalities": [nokia], "organization": organization, "themes": [theme]}
    make_service("Julkinen vanhempainkerho", slug="julkinen", **fields)
    service = make_service(
        f"{SECRET} vanhempainkerho", slug="kauan-sitten", status=Status.UNCHECKED,
        assured_date="2024-03-12", **fields,
    )  # fmt: skip
    make_group(service, name_fi=f"{SECRET}-ryhmä", starts_on="2026-12-01", ends_on="2027-12-31", byday=["MO"])
    make_service(
        "Toinen", organization=make_organization(f"{SECRET} säätiö", slug="saatio"), status=Status.UNCHECKED
    )
    return service


@pytest.mark.parametrize(
    "path",
    [
        "/", "/palvelut/", "/palvelut/?q=vanhempainkerho", f"/palvelut/?q={SECRET}",
        "/palvelut/?municipality=nokia&order=name", "/palvelut/?theme=vanhemmuus", "/palvelut/julkinen/",
        "/palvelut/ehdotukset/?q=vanh", "/kunnat/nokia/", "/alueet/pirkanmaa/", "/organisaatiot/",
        "/organisaatiot/yhdistys/", "/mista-apua/", "/sitemap-services.xml", "/sitemap-organizations.xml",
    ],
)  # fmt: skip
def test_no_page_names_it(client, unchecked, path):
    page = client.get(path).content.decode().replace(f'value="{SECRET}"', "").replace(f"q={SECRET}", "")

    body = page.split("<main", 1)[-1]
    if path != f"/palvelut/?q={SECRET}":  # there the words that were asked stand again
        assert SECRET not in body
    assert "kauan-sitten" not in page


def test_nothing_counts_it(client, unchecked):
    page = client.get("/palvelut/?theme=vanhemmuus")

    assert len(page.context["search"].page.object_list) == 1
    assert "1 palvelu" in page.content.decode()
    assert not any(SECRET in str(row) for row in suggest(SECRET.lower()))


def test_an_organization_with_nothing_else_has_no_page(client, unchecked):
    assert client.get("/organisaatiot/saatio/").status_code == 404


def test_its_own_address_says_that_nobody_confirmed_it_and_when_somebody_last_did(client, unchecked):
    answer = client.get("/palvelut/kauan-sitten/")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Tietoja ei ole vahvistettu." in page and "12.3.2024" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "application/ld+json" not in page


def test_it_leads_to_no_page_that_is_not_there(client, unchecked):
    page = client.get("/palvelut/kauan-sitten/").content.decode()
    head = page.split("service__head", 1)[1].split("</header>")[0]

    assert "/organisaatiot/" not in head and "Yhdistys" in head


def test_an_old_address_still_leads_to_it(client, unchecked):
    rename(unchecked, "uusi-osoite")

    assert client.get("/palvelut/kauan-sitten/")["Location"] == "/palvelut/uusi-osoite/"


def test_a_published_one_that_nobody_confirmed_says_so_and_stays_in_the_search(client):
    make_service("Turvakoti", slug="turvakoti", assured_date="2024-03-12")

    assert "Tietoja ei ole vahvistettu." in client.get("/palvelut/turvakoti/").content.decode()
    assert "Turvakoti" in client.get("/palvelut/").content.decode()


@pytest.mark.parametrize(
    ("days_ago", "words"), [(10, "Tarkistettu"), (400, "Tietoja ei ole tarkistettu yli vuoteen.")]
)
def test_readers_see_when_it_was_checked(client, days_ago, words):
    checked = timezone.localdate() - datetime.timedelta(days=days_ago)
    make_service("Kerho", slug="kerho", assured_date=checked)

    assert words in client.get("/palvelut/kerho/").content.decode()


# -- catalogues


def test_a_catalogue_keeps_the_state_and_what_is_statutory(tmp_path):
    make_municipality()
    make_service("Kauan sitten", status=Status.UNCHECKED, is_statutory=False)
    make_service("Neuvola", is_statutory=True)
    make_service("Kerho")
    before = StringIO()
    call_command("dump_catalogue", stdout=before)
    path = tmp_path / "catalogue.jsonl"
    path.write_text(before.getvalue(), encoding="utf-8")
    Service.objects.update(is_statutory=None)

    call_command("load_catalogue", path, stdout=StringIO())
    after = StringIO()
    call_command("dump_catalogue", stdout=after)

    assert after.getvalue() == before.getvalue()
    facts = Service.objects.order_by("pk").values_list("status", "is_statutory")
    assert list(facts) == [("unchecked", False), ("published", True), ("published", None)]


@pytest.mark.parametrize(("checked", "status"), [("2024-03-12", "unchecked"), ("2026-03-12", "published")])
def test_a_catalogue_that_is_loaded_again_brings_nothing_back_without_a_newer_check(
    tmp_path, checked, status
):
    make_municipality()
    service = make_service("Kauan sitten", assured_date="2024-03-12")
    dumped = StringIO()
    call_command("dump_catalogue", stdout=dumped)
    path = tmp_path / "catalogue.jsonl"
    path.write_text(dumped.getvalue().replace("2024-03-12", checked), encoding="utf-8")
    Service.objects.update(status=Status.UNCHECKED)

    call_command("load_catalogue", path, stdout=StringIO())

    service.refresh_from_db()
    assert service.status == status


def test_no_catalogue_holds_a_private_contact(unchecked):
    unchecked.organization.private_contacts.create(email="yksityinen@example.org")
    dumped = StringIO()

    call_command("dump_catalogue", stdout=dumped)

    assert "yksityinen@example.org" not in dumped.getvalue()
