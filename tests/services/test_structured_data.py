"""A service in schema.org's vocabulary."""

import datetime
import json
import re

import pytest

from services.detail import ServiceDetail, service_with_facts
from tests.factories import (
    make_audience,
    make_group,
    make_location,
    make_municipality,
    make_organization,
    make_schedule,
    make_service,
    make_service_at_location,
    make_theme,
)

pytestmark = pytest.mark.django_db


def data(service):
    return ServiceDetail(service_with_facts(service.slug)).json_ld


def test_a_service_tells_what_is_known_of_it(settings):
    service = make_service(
        "Neuvola",
        slug="neuvola",
        summary_fi="Tukea arkeen",
        cost="free",
        url="https://www.example.org/neuvola",
        phones=["03 1"],
        languages=["fi", "interpreter"],
        themes=[make_theme("Arki")],
        audiences=[make_audience("Isät")],
        organization=make_organization("Yhdistys", website="https://www.example.org/"),
    )

    assert data(service) == {
        "@context": "https://schema.org",
        "@type": "Service",
        "name": "Neuvola",
        "description": "Tukea arkeen",
        "url": f"{settings.SITE_URL}/palvelut/neuvola/",
        "provider": {"@type": "Organization", "name": "Yhdistys", "url": "https://www.example.org/"},
        "areaServed": "Koko maa",
        "audience": [{"@type": "Audience", "audienceType": "Isät"}],
        "serviceType": ["Arki"],
        "availableChannel": [
            {
                "@type": "ServiceChannel",
                "servicePhone": {"@type": "ContactPoint", "telephone": "03 1"},
                "availableLanguage": ["fi"],
            },
            {
                "@type": "ServiceChannel",
                "serviceUrl": "https://www.example.org/neuvola",
                "availableLanguage": ["fi"],
            },
        ],
        "offers": {"@type": "Offer", "price": 0, "priceCurrency": "EUR"},
    }


def test_what_is_not_known_is_left_out():
    found = data(make_service(summary_fi=""))

    assert sorted(found) == ["@context", "@type", "areaServed", "name", "provider", "serviceType", "url"]


def test_a_public_place_tells_its_address_and_hours():
    service = make_service()
    place = make_location("Talo", make_municipality("Nokia"), latitude=61.5, longitude=23.5)
    at = make_service_at_location(service, place)
    make_schedule(at, ["MO", "TU"], "09:00", "15:30", valid_to=datetime.date(2026, 12, 31))
    make_schedule(at, ["SA"], "18:00", "00:00", position=1)
    make_schedule(at, ["SU"], None, None, description_fi="Sopimuksen mukaan", position=2)

    assert data(service)["availableChannel"] == [
        {
            "@type": "ServiceChannel",
            "serviceLocation": {
                "@type": "Place",
                "name": "Talo",
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": "Esimerkkikatu 1",
                    "postalCode": "37100",
                    "addressLocality": "Nokia",
                    "addressCountry": "FI",
                },
                "openingHoursSpecification": [
                    {
                        "@type": "OpeningHoursSpecification",
                        "dayOfWeek": ["Monday", "Tuesday"],
                        "opens": "09:00",
                        "closes": "15:30",
                        "validThrough": "2026-12-31",
                    },
                    {
                        "@type": "OpeningHoursSpecification",
                        "dayOfWeek": ["Saturday"],
                        "opens": "18:00",
                        "closes": "23:59",
                    },
                ],
                "geo": {"@type": "GeoCoordinates", "latitude": 61.5, "longitude": 23.5},
            },
        }
    ]


def test_a_confidential_place_is_never_in_it():
    service = make_service()
    hidden = make_location("Salatalo", latitude=61.5, longitude=23.5, is_confidential=True)
    make_schedule(make_service_at_location(service, hidden))
    make_group(service, location=hidden)

    found = data(service)

    assert "availableChannel" not in found
    assert "Salatalo" not in json.dumps(found)


def test_no_text_ends_the_block_early(client):
    text = '</script><script>alert("x")</script>&<!--'
    make_service("Palvelu", summary_fi=text)

    page = client.get("/palvelut/palvelu/").content.decode()

    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL).group(1)
    assert json.loads(block)["description"] == text
    assert 'alert("' not in page.replace(block, "")
