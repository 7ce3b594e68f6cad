"""The nightly run: who gets which mail when, and that nothing happens twice."""

from itertools import pairwise

import pytest
from django.core.management import call_command

from lape.models import OutboxMail
from services import listings
from services.checks import bounces
from services.checks.requests import send_check_requests
from services.models import CheckRequest, OrganizationMail, Service
from tests.factories import make_organization, make_service, make_superuser
from tests.services.checks.rows import TODAY, check_of, days, make_asked, make_private_contact, run_days

pytestmark = pytest.mark.django_db


def mails():
    return list(OutboxMail.objects.order_by("pk").values_list("to", flat=True))


def mail_days(service):
    found = OrganizationMail.objects.filter(checks__service=service).order_by("pk")
    return [(mail.queued_on - TODAY).days for mail in found]


def test_one_mail_tells_of_all_due_listings_of_an_organization():
    organization = make_organization()
    make_private_contact(organization, "toimisto@example.org")
    make_service("Perhekahvila", organization=organization, assured_date=TODAY - days(340))
    make_service("Isäryhmä", organization=organization, assured_date=TODAY - days(350))
    make_service("Uusi kerho", organization=organization, assured_date=TODAY)

    send_check_requests(TODAY)

    mail = OutboxMail.objects.get()
    assert mail.to == "toimisto@example.org"
    assert [name in mail.body for name in ("Perhekahvila", "Isäryhmä", "Uusi kerho")] == [True, True, False]


def test_a_second_run_sends_nothing_twice():
    make_asked()

    again = send_check_requests(TODAY)

    assert again.rows == 0
    assert len(mails()) == 1


def test_a_dry_run_tells_what_would_be_and_does_nothing(capsys):
    organization = make_organization()
    make_private_contact(organization)
    make_service(organization=organization, assured_date=TODAY - days(340))

    call_command("send_check_requests", "--dry-run", "--today", "2026-03-12")

    assert "1 mails to organizations" in capsys.readouterr().out
    assert mails() == []
    assert not CheckRequest.objects.exists()


def test_reminders_go_after_14_and_28_days_and_then_the_coordinator_has_it():
    service = make_asked()

    run_days(TODAY, TODAY + days(60))

    assert mail_days(service) == [0, 14, 28]
    assert check_of(service).handed_on == TODAY + days(35)
    assert [mail.subject.startswith("Muistutus") for mail in OutboxMail.objects.order_by("pk")] == [
        False, True, True,
    ]  # fmt: skip


def test_no_organization_gets_more_than_one_mail_a_week():
    organization = make_organization()
    first = make_asked(organization=organization, checked_days_ago=340)
    for count in range(1, 30):
        make_service(organization=organization, assured_date=TODAY - days(340 - count))

    run_days(TODAY, TODAY + days(90))

    sent = list(OrganizationMail.objects.order_by("queued_on").values_list("queued_on", flat=True))
    assert all((later - earlier).days >= 7 for earlier, later in pairwise(sent))
    assert len(mail_days(first)) >= 3


def test_a_listing_that_somebody_checked_is_asked_about_no_more():
    service = make_asked()

    listings.assure(Service.objects.all(), make_superuser(), TODAY + days(3))
    run_days(TODAY + days(4), TODAY + days(60))

    assert mail_days(service) == [0]
    assert CheckRequest.objects.get().closed_on == TODAY + days(4)


def test_a_year_later_the_organization_is_asked_again():
    service = make_asked()
    listings.confirm(Service.objects.all(), TODAY)

    run_days(TODAY + days(330), TODAY + days(340))

    assert mail_days(service) == [0, 335]


def test_without_a_contact_the_coordinator_has_it_at_once_and_a_new_contact_is_asked():
    service = make_service(assured_date=TODAY - days(340))

    send_check_requests(TODAY)
    assert check_of(service).handed_on == TODAY
    make_private_contact(service.organization, "uusi@example.org")
    send_check_requests(TODAY + days(1))

    assert "uusi@example.org" in mails()
    assert check_of(service).handed_on is None


def test_a_mail_that_came_back_goes_to_the_other_contact_within_the_week():
    organization = make_organization()
    make_private_contact(organization, "eka@example.org")
    make_private_contact(organization, "toka@example.org", position=2)
    service = make_asked(organization=organization)

    assert bounces.record("EKA@example.org") == 1
    run_days(TODAY + days(1), TODAY + days(14))

    assert mails() == ["eka@example.org", "toka@example.org"]
    assert mail_days(service) == [0, 1]


def test_when_both_addresses_are_dead_the_coordinator_has_it():
    service = make_asked()

    call_command("record_bounce", service.organization.private_contacts.get().email)
    send_check_requests(TODAY + days(1))

    assert check_of(service).handed_on == TODAY + days(1)


def test_a_bounce_of_an_unknown_address_changes_nothing():
    service = make_asked()

    assert bounces.record("tuntematon@example.org") == 0

    assert check_of(service).mail_count == 1


def test_the_words_are_in_the_language_of_the_contact():
    for language in ("fi", "sv", "en"):
        organization = make_organization(f"Yhdistys {language}")
        make_private_contact(organization, f"{language}@example.org", language=language)
        make_service(organization=organization, assured_date=TODAY - days(340))

    send_check_requests(TODAY)

    bodies = dict(OutboxMail.objects.values_list("to", "body"))
    assert "/vahvista/" in bodies["fi@example.org"] and "/sv/vahvista/" in bodies["fi@example.org"]
    assert bodies["sv@example.org"].startswith("Hej")
    assert "/en/vahvista/" in bodies["en@example.org"] and bodies["en@example.org"].startswith("Hello")
