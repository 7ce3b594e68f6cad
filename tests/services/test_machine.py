"""What machines read: robots.txt, the sitemaps and security.txt."""

import datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from services.models import AreaKind
from tests.factories import make_area, make_municipality, make_organization, make_service

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def paths(client, section, site):
    """The addresses of a section without the site's own part."""
    root = ElementTree.fromstring(client.get(f"/sitemap-{section}.xml").content)  # noqa: S314 (our own answer)
    found = [url.find(f"{SITEMAP}loc").text for url in root]
    assert all(url.startswith(f"{site}/") for url in found)
    return [url.removeprefix(site) for url in found]


def test_robots_may_read_pages_but_not_searches_nor_the_admin(client, settings):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines == [
        "User-agent: *",
        "Disallow: /hallinta/",
        "Disallow: /*?",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]


def test_the_index_of_sitemaps_names_every_section_at_the_sites_own_address(client, settings):
    host = settings.SITE_URL.partition("://")[2]
    root = ElementTree.fromstring(client.get("/sitemap.xml", headers={"host": host}).content)  # noqa: S314

    sections = ["pages", "services", "organizations", "municipalities", "areas", "workgroups", "memos"]
    assert [row.find(f"{SITEMAP}loc").text for row in root] == [
        f"{settings.SITE_URL}/sitemap-{section}.xml" for section in sections
    ]


def test_the_sitemap_of_services_has_the_published_ones_in_three_languages(client, settings):
    make_service(slug="neuvola")
    make_service(slug="luonnos", status="draft")
    make_service(slug="entinen", status="archived")

    assert paths(client, "services", settings.SITE_URL) == [
        "/palvelut/neuvola/",
        "/sv/tjanster/neuvola/",
        "/en/services/neuvola/",
    ]


def test_each_address_of_a_sitemap_names_itself_in_the_other_languages(client, settings):
    make_service(slug="neuvola")
    root = ElementTree.fromstring(client.get("/sitemap-services.xml").content)  # noqa: S314 (our own answer)

    site = settings.SITE_URL
    for url in root:
        links = {link.get("hreflang"): link.get("href") for link in url.findall(f"{XHTML}link")}
        assert links == {
            "fi": f"{site}/palvelut/neuvola/",
            "sv": f"{site}/sv/tjanster/neuvola/",
            "en": f"{site}/en/services/neuvola/",
            "x-default": f"{site}/palvelut/neuvola/",
        }


def test_the_sitemap_of_organizations_has_those_with_something_published(client, settings):
    make_service(organization=make_organization(slug="yhdistys"))
    make_service(organization=make_organization(slug="luonnos"), status="draft")
    make_organization(slug="tyhja")

    assert paths(client, "organizations", settings.SITE_URL) == [
        "/organisaatiot/yhdistys/",
        "/sv/organisationer/yhdistys/",
        "/en/organisations/yhdistys/",
    ]


def test_the_sitemaps_of_places_leave_out_what_only_leads_on(client, settings):
    county, region = make_area("Pirkanmaa"), make_area("Uusimaa", kind=AreaKind.REGION)
    make_area("Pirkanmaan maakunta", kind=AreaKind.REGION, same_as=county)
    make_municipality("Nokia", county=county, region=region)

    assert paths(client, "municipalities", settings.SITE_URL)[0] == "/kunnat/nokia/"
    assert paths(client, "areas", settings.SITE_URL)[::3] == ["/alueet/pirkanmaa/", "/alueet/uusimaa/"]


def test_every_address_of_the_sitemaps_answers(client, settings):
    make_service(municipalities=[make_municipality("Nokia")])

    found = [
        path
        for section in ("pages", "services", "organizations", "municipalities", "areas")
        for path in paths(client, section, settings.SITE_URL)
    ]

    assert {path: client.get(path).status_code for path in found} == dict.fromkeys(found, 200)
    assert len(found) == len(set(found)) == (11 + 1 + 1 + 1 + 2) * 3


def test_security_txt_names_a_contact_and_an_end_that_is_ahead_but_within_a_year(client, settings):
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    fields = dict(line.split(": ", 1) for line in lines)

    expires = datetime.datetime.fromisoformat(fields["Expires"])
    assert fields["Contact"].startswith(("mailto:", "https://"))
    assert fields["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
    assert timezone.now() < expires < timezone.now() + datetime.timedelta(days=365)


@pytest.mark.parametrize("path", ["/robots.txt", "/.well-known/security.txt"])
def test_texts_for_machines_are_plain_text_without_a_query(client, django_assert_num_queries, path):
    with django_assert_num_queries(0):
        response = client.get(path)

    assert response["Content-Type"] == "text/plain; charset=utf-8"
