"""The action “write the service description” closes itself, whatever made or checked the listing."""

import datetime

import pytest
from django.utils import timezone

from services.models import Organization, Service
from tests.factories import make_organization, make_service, make_superuser
from tests.services.admin_forms import typed
from tests.services.catalogue_files import ORGANIZATION, SERVICE, THEME, load, make_places
from tests.workgroups.workgroups_rows import make_action, make_item, make_meeting
from workgroups.descriptions import close_described
from workgroups.models import Partner, PartnerKind

pytestmark = pytest.mark.django_db
MEETING = datetime.date(2026, 9, 16)
LONG_AGO = datetime.datetime(2026, 1, 7, 12, tzinfo=datetime.UTC)


@pytest.fixture
def item():
    return make_item(make_meeting(date=MEETING))


def described_action(item, organization=None, **fields):
    return make_action(item, owner_organization=organization, is_service_description=True, **fields)


def old_service(organization, **fields):
    """A listing that was made before the meeting."""
    service = make_service("Sovittelu", organization=organization, **fields)
    Service.objects.filter(pk=service.pk).update(created_at=LONG_AGO)
    return service


def test_a_check_in_the_admin_closes_it(client, item):
    organization = make_organization()
    action, service = described_action(item, organization), old_service(organization)
    assert close_described() == 0

    client.force_login(make_superuser())
    page = f"/hallinta/services/service/{service.pk}/change/"
    answer = client.post(page, typed(client.get(page), assured_date="17.9.2026"))

    assert (answer.status_code, close_described()) == (302, 1)
    action.refresh_from_db()
    assert (action.state, action.done_on) == ("done", datetime.date(2026, 9, 17))


def test_an_import_closes_it(tmp_path, item):
    make_places()
    load(tmp_path, ORGANIZATION)
    organization = Organization.objects.get(external_id="o1")
    action = described_action(item, organization)
    assert close_described() == 0

    load(tmp_path, ORGANIZATION, THEME, SERVICE)

    assert close_described() == 1
    action.refresh_from_db()
    assert (action.state, action.done_on) == ("done", timezone.localdate())


@pytest.mark.parametrize(
    "fields",
    [{"assured_date": MEETING - datetime.timedelta(days=1)}, {"status": "draft", "assured_date": MEETING}],
)
def test_an_older_check_and_a_draft_leave_it_open(item, fields):
    organization = make_organization()
    described_action(item, organization)
    old_service(organization, **fields)

    assert close_described() == 0


def test_the_organizations_own_yes_counts(item):
    organization = make_organization()
    action = described_action(item, organization)
    old_service(organization, confirmed_at=datetime.datetime(2026, 9, 20, 22, tzinfo=datetime.UTC))

    close_described()

    action.refresh_from_db()
    assert action.done_on == datetime.date(2026, 9, 21)  # in Helsinki


def test_each_partner_has_its_part_and_the_last_one_closes_it(item):
    partners = [make_organization(f"Esimerkki {number} ry") for number in (1, 2)]
    for organization in partners:
        Partner.objects.create(
            workgroup=item.meeting.workgroup, organization=organization, kind=PartnerKind.DEVELOPMENT
        )
    action = described_action(item, is_owned_by_all_partners=True)
    old_service(partners[0], assured_date=datetime.date(2026, 9, 17))

    assert close_described() == 0
    assert [part.done_on for part in action.parts.order_by("organization")] == [
        datetime.date(2026, 9, 17),
        None,
    ]

    old_service(partners[1], assured_date=datetime.date(2026, 10, 1))
    assert close_described() == 1
    action.refresh_from_db()
    assert (action.state, action.done_on) == ("done", datetime.date(2026, 10, 1))


def test_other_actions_stay_open(item):
    organization = make_organization()
    make_action(item, owner_organization=organization)
    make_service(organization=organization)

    assert close_described() == 0
