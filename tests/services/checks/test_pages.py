"""The pages of a mail: GET shows, POST acts, and nobody else's link opens them."""

import re

import pytest
from django.utils import timezone

from lape.models import OutboxMail
from services.checks.tokens import VALID_DAYS, page_path, read_token, token_of
from services.models import (
    CheckRequest,
    OrganizationMail,
    PrivateContact,
    Proposal,
    ProposalKind,
    ProposalState,
    Service,
)
from tests.factories import make_location, make_organization, make_schedule, make_service_at_location
from tests.services.checks.rows import (
    check_of,
    days,
    mail_of,
    make_asked,
    make_private_contact,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def service(today):
    return make_asked("Perhekahvila", today=today, phones=["03 000 1234"], email="vanha@example.org")


@pytest.fixture
def path(service):
    return page_path(mail_of(service))


def test_reading_the_page_changes_nothing(client, service, path):
    answer = client.get(path)

    assert answer.status_code == 200
    assert "Perhekahvila" in answer.content.decode()
    assert check_of(service).answer == ""


def test_the_link_in_the_mail_opens_the_page(client, service):
    link = re.search(r"/vahvista/\S+", OutboxMail.objects.get().body).group()

    assert client.get(link).status_code == 200


def test_one_press_says_that_all_is_right(client, today):
    organization = make_organization()
    first = make_asked("Perhekahvila", organization=organization, today=today)
    path = page_path(mail_of(first))
    other = make_asked("Muualla", today=today)

    assert client.post(path).status_code == 302

    first.refresh_from_db()
    other.refresh_from_db()
    assert first.checked_on == today
    assert other.confirmed_at is None
    assert "Kiitos" in client.get(path).content.decode()


def test_one_of_several_may_be_confirmed_alone(client, today):
    organization = make_organization()
    make_private_contact(organization)
    both = [
        Service.objects.get(pk=make_asked(name, organization=organization, today=today).pk)
        for name in ("Perhekahvila", "Isäryhmä")
    ]
    mail = OrganizationMail.objects.get()
    mail.checks.add(*CheckRequest.objects.all())

    client.post(page_path(mail), {"service": both[1].slug})

    assert [Service.objects.get(pk=row.pk).confirmed_at is None for row in both] == [True, False]


def test_a_confirmation_is_no_edit(client, service, path):
    before = Service.objects.get().modified_at

    client.post(path)

    assert Service.objects.get().modified_at == before


def test_a_double_click_confirms_once(client, service, path, today):
    client.post(path)
    client.post(path)

    assert CheckRequest.objects.get().answered_on == today


def test_what_changed_becomes_a_proposal_and_the_listing_stays(client, service, path):
    form = client.get(f"{path}{service.slug}/muuttunut/").context["form"]
    sent = form.initial | {"email": "uusi@example.org", "note": "Ovi on sisäpihalla."}

    assert client.post(f"{path}{service.slug}/muuttunut/", sent).status_code == 302

    proposal = Proposal.objects.get()
    assert (proposal.kind, proposal.state) == (ProposalKind.CHANGE, ProposalState.SENT)
    assert proposal.fields == {"email": "uusi@example.org"}
    assert proposal.base == {"email": "vanha@example.org"}
    assert proposal.note == "Ovi on sisäpihalla."
    assert Service.objects.get().email == "vanha@example.org"
    assert Service.objects.get().confirmed_at is None
    assert check_of(service).proposal == proposal


def test_a_text_is_proposed_in_the_language_in_which_it_stands(client, service, path):
    Service.objects.update(description_sv="Gammal text")
    address = f"{path}{service.slug}/muuttunut/"
    form = client.get(address).context["form"]

    client.post(address, form.initial | {"description": "Ny text"})

    assert Proposal.objects.get().fields == {"description_sv": "Ny text"}


def test_the_form_shows_hours_and_address_but_none_of_a_confidential_place(client, service, path):
    for name, hidden in [("Esimerkkitalo", False), ("Turvatalo", True)]:
        place = make_service_at_location(service, make_location(name, is_confidential=hidden))
        make_schedule(place)

    initial = client.get(f"{path}{service.slug}/muuttunut/").context["form"].initial

    assert initial["address"] == "Esimerkkitalo, Esimerkkikatu 1, 37100"
    assert initial["hours"] == "ma 9–15"
    assert initial["phones"] == "03 000 1234"


def test_a_form_without_any_change_says_so_and_keeps_what_was_typed(client, service, path):
    address = f"{path}{service.slug}/muuttunut/"
    same = client.get(address).context["form"].initial

    answer = client.post(address, same)

    assert "Mikään ei ole vielä muuttunut" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_a_wrong_value_is_told_beside_its_field(client, service, path):
    answer = client.post(f"{path}{service.slug}/muuttunut/", {"email": "ei osoite", "note": "Uusi osoite"})

    page = answer.content.decode()
    assert 'aria-invalid="true"' in page and "Uusi osoite" in page
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("ending", ["muuttunut", "paattynyt"])
def test_a_double_click_makes_one_proposal(client, service, path, ending):
    for _click in range(2):
        client.post(f"{path}{service.slug}/{ending}/", {"note": "Päättyi kesällä."})

    assert Proposal.objects.count() == 1


def test_that_it_has_ended_is_a_proposal_too(client, service, path):
    client.post(f"{path}{service.slug}/paattynyt/", {"note": "Päättyi kesällä."})

    assert Proposal.objects.get().kind == ProposalKind.ENDED
    assert Service.objects.get().status == "published"
    assert check_of(service).answer == "ended"


def test_removing_ones_details_is_at_once_and_complete(client, service, path):
    email = PrivateContact.objects.get().email

    assert email in client.get(f"{path}poista-tiedot/").content.decode()
    assert PrivateContact.objects.exists()
    client.post(f"{path}poista-tiedot/")

    assert not PrivateContact.objects.exists()
    assert not OutboxMail.objects.filter(to=email).exists()
    assert client.get(path).status_code == 410


# -- links


def test_a_link_to_another_organizations_listing_opens_nothing(client, path, today):
    other = make_asked("Muualla", today=today)

    for ending in ("muuttunut", "paattynyt"):
        assert client.get(f"{path}{other.slug}/{ending}/").status_code == 404
        assert client.post(f"{path}{other.slug}/{ending}/", {"note": "Ohi"}).status_code == 404
    client.post(path, {"service": other.slug})
    assert not Proposal.objects.exists()
    assert Service.objects.get(pk=other.pk).confirmed_at is None


@pytest.mark.parametrize("token", ["1", "1.", "x.y", "9" * 40, "0.abc", "²"])
def test_a_broken_link_is_told_kindly(client, service, token):
    answer = client.get(f"/vahvista/{token}/")

    assert answer.status_code in (404, 410)


def test_a_signature_of_another_mail_opens_nothing(service, today):
    mine, other = mail_of(service), mail_of(make_asked("Muualla", today=today))
    signature = token_of(other).partition(".")[2]

    assert read_token(f"{mine.pk}.{signature}") is None


def test_a_link_opens_until_the_next_years_mail_has_come(service, today):
    token = token_of(mail_of(service))

    assert read_token(token, today + days(VALID_DAYS)) is not None
    assert read_token(token, today + days(VALID_DAYS + 1)) is None


def test_a_contact_that_was_changed_closes_the_old_links(service):
    token = token_of(mail_of(service))
    PrivateContact.objects.update(email="toinen@example.org")

    assert read_token(token) is None


def test_the_pages_are_for_nobody_else(client, service, path):
    answer = client.get(path)

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_a_link_leaves_no_line_in_the_log(client, service, path, caplog):
    with caplog.at_level("INFO", logger="lape.access"):
        client.get(path)

    assert caplog.records == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_pages_are_in_the_language_of_the_address(client, service, language):
    path = page_path(mail_of(service), language=language)

    assert path.startswith(f"/{language}/vahvista/")
    assert f'lang="{language}"' in client.get(path).content.decode()


def test_the_page_makes_as_many_queries_for_eight_listings_as_for_one(
    client, today, django_assert_num_queries
):
    for count in (1, 8):
        organization = make_organization(f"Yhdistys {count}")
        make_private_contact(organization)
        for number in range(count - 1):
            make_asked(f"Palvelu {number}", organization=organization, today=today - days(10 + number))
        service = make_asked("Viimeinen", organization=organization, today=today)
        mail = mail_of(service)
        mail.checks.set(CheckRequest.objects.filter(service__organization=organization))
        with django_assert_num_queries(5):
            client.get(page_path(mail))
