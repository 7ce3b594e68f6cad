"""The admin asks as often for a thousand services as for ten."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from services.models import Service
from services.search.entries import index_services
from tests.factories import (
    make_area,
    make_coordinator,
    make_group,
    make_location,
    make_municipality,
    make_organization,
    make_phone,
    make_schedule,
    make_service,
    make_service_at_location,
    make_theme,
)

pytestmark = pytest.mark.django_db


def fill(count, area, municipality, organization, theme):
    """`count` services with all that a list or a page shows of one."""
    first = Service.objects.count()
    services = Service.objects.bulk_create(
        Service(
            name_fi=f"Service {number}",
            slug=f"service-{number}",
            organization=organization,
            responsible_area=area,
            tier=1 + number % 3,
            scope="municipalities",
        )
        for number in range(first, first + count)
    )
    for model, column, row in [
        ("themes", "theme_id", theme),
        ("municipalities", "municipality_id", municipality),
    ]:
        through = getattr(Service, model).through
        through.objects.bulk_create(through(service_id=s.pk, **{column: row.pk}) for s in services)
    index_services(service.pk for service in services)
    return services


def test_its_pages_make_a_fixed_number_of_queries(client):
    area, theme = make_area("Pirkanmaa"), make_theme()
    municipality, organization = make_municipality(county=area), make_organization()
    service = make_service(
        "One", responsible_area=area, municipalities=[municipality], organization=organization, themes=[theme]
    )
    make_phone(service)
    make_group(service)
    make_schedule(make_service_at_location(service, make_location()))
    client.force_login(make_coordinator(area))
    pages = [
        "/hallinta/",
        "/hallinta/services/service/",
        "/hallinta/services/service/?q=service&due=due&lacks=phone&tier=1",
        f"/hallinta/services/service/{service.pk}/change/",
        "/hallinta/services/service/add/",
        f"/hallinta/services/organization/{organization.pk}/change/",
        "/hallinta/services/organization/",
        "/hallinta/services/group/",
        "/hallinta/services/location/",
        "/hallinta/services/municipality/",
    ]
    for page in pages:
        client.get(page)  # the content types are read once for each process

    counts = {}
    for total in (10, 1000):
        fill(total - Service.objects.count(), area, municipality, organization, theme)
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            counts.setdefault(page, []).append(len(queries))

    assert {page: found for page, found in counts.items() if found[0] != found[1]} == {}
    assert counts["/hallinta/"][0] <= 10
    assert counts["/hallinta/services/service/"][0] <= 8
