"""Rows for tests of the yearly check."""

import datetime

from services.checks.requests import send_check_requests
from services.models import CheckRequest, OrganizationMail, PrivateContact, Service
from tests.factories import make_organization, make_service

TODAY = datetime.date(2026, 3, 12)


def days(count):
    return datetime.timedelta(days=count)


def make_private_contact(organization, email="", position=1, **fields):
    email = email or f"tyontekija{position}-{organization.pk}@example.org"
    return PrivateContact.objects.create(organization=organization, email=email, position=position, **fields)


def make_asked(name="Perhekahvila", checked_days_ago=340, today=TODAY, **fields):
    """A listing whose organization, with a private contact, has been written to today."""
    organization = fields.pop("organization", None) or make_organization()
    if not organization.private_contacts.exists():
        make_private_contact(organization)
    service = make_service(
        name, organization=organization, assured_date=today - days(checked_days_ago), **fields
    )
    send_check_requests(today)
    return service


def check_of(service):
    return CheckRequest.objects.get(service=service, closed_on__isnull=True)


def mail_of(service) -> OrganizationMail:
    return OrganizationMail.objects.filter(checks__service=service).latest("pk")


def run_days(first, last):
    """The nightly run on every day from `first` to `last`."""
    day = first
    while day <= last:
        send_check_requests(day)
        day += days(1)


def status_of(service):
    return Service.objects.values_list("status", flat=True).get(pk=service.pk)
