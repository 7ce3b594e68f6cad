"""A coordinator decides about what an organization proposes."""

import pytest
from django.contrib.admin.models import LogEntry

from services import proposals
from services.checks.waiting import waiting_for_coordinator
from services.models import CheckRequest, Proposal, ProposalState, Service
from services.proposals import propose_change, propose_end
from services.search.criteria import Criteria
from tests.factories import make_area, make_coordinator, make_phone, make_service, make_superuser

pytestmark = pytest.mark.django_db
LIST = "/hallinta/services/proposal/"


@pytest.fixture
def here():
    return make_area("Pirkanmaa")


@pytest.fixture
def coordinator(client, here):
    user = make_coordinator(here)
    client.force_login(user)
    return user


@pytest.fixture
def service(here):
    service = make_service("Perhekahvila", responsible_area=here, email="vanha@example.org")
    make_phone(service)
    return service


def page(proposal):
    return f"{LIST}{proposal.pk}/change/"


def propose(service, note="", **fields):
    base = {name: getattr(service, name) if name in proposals.COLUMNS else "03 000 1234" for name in fields}
    return propose_change(service, fields, base, note)


def accept(client, proposal, **choices):
    seen = client.get(page(proposal)).context["accepted"]["seen"].value()
    return client.post(page(proposal), {"decision": "accept", "seen": seen} | choices)


def listed(client):
    return {row.service.name for row in client.get(LIST).context["cl"].queryset}


def test_each_coordinator_sees_the_proposals_of_their_own_listings(client, service):
    for name, area in [("Theirs", make_area("Häme")), ("National", None)]:
        propose_end(make_service(name, responsible_area=area))
    propose_end(service)

    client.force_login(make_coordinator(service.responsible_area))
    assert listed(client) == {"Perhekahvila"}
    client.force_login(make_coordinator())
    assert listed(client) == {"National"}
    client.force_login(make_superuser())
    assert listed(client) == {"Theirs", "National", "Perhekahvila"}


@pytest.mark.parametrize("decision", ["accept", "reject"])
def test_nobody_decides_about_the_listing_of_another_area(client, coordinator, decision):
    proposal = propose_end(make_service("Theirs", responsible_area=make_area("Häme")))

    assert client.get(page(proposal)).status_code == 302
    client.post(page(proposal), {"decision": decision})

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.SENT


def test_what_stands_now_is_beside_what_is_proposed(client, coordinator, service):
    proposal = propose(service, email="uusi@example.org", phones="040 123 4567", note="Ovi on sisäpihalla.")

    content = client.get(page(proposal)).content.decode()

    for text in ("vanha@example.org", "uusi@example.org", "03 000 1234", "040 123 4567", "sisäpihalla"):
        assert text in content
    assert f"/hallinta/services/service/{service.pk}/change/" in content


def test_an_accepted_proposal_is_in_the_listing_and_in_the_search(client, coordinator, service):
    proposal = propose(service, description_fi="Uutta on qwxzsana.", email="uusi@example.org")

    assert accept(client, proposal, description_fi="accept", email="accept").url == LIST

    proposal.refresh_from_db()
    service.refresh_from_db()
    assert (service.description_fi, service.email) == ("Uutta on qwxzsana.", "uusi@example.org")
    assert service.confirmed_at is not None and service.assured_date is None
    assert (proposal.state, proposal.decided_by) == (ProposalState.ACCEPTED, coordinator)
    assert list(Service.objects.search(Criteria(words="qwxzsana"))) == [service]
    assert LogEntry.objects.filter(object_id=str(service.pk)).exists()


def test_of_a_part_only_that_part_is_written_and_the_coordinator_vouches(client, coordinator, service):
    proposal = propose(service, url="https://www.example.org/uusi", email="uusi@example.org")

    accept(client, proposal, url="accept", email="leave")

    proposal.refresh_from_db()
    service.refresh_from_db()
    assert (service.url, service.email) == ("https://www.example.org/uusi", "vanha@example.org")
    assert service.confirmed_at is None and service.assured_date is not None
    assert proposal.state == ProposalState.PARTLY


def test_plain_text_is_put_right_by_hand_and_never_written(client, coordinator, service):
    proposal = propose(service, phones="040 123 4567", note="Soita.")

    accept(client, proposal, phones="accept", note="accept")

    assert [phone.number for phone in service.phones.all()] == ["03 000 1234"]
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.ACCEPTED


def test_what_the_listing_said_until_now_is_kept(client, coordinator, service):
    proposal = propose(service, email="uusi@example.org")
    Service.objects.update(email="muutettu@example.org")

    page_before = client.get(page(proposal)).content.decode()
    accept(client, proposal, email="accept")

    proposal.refresh_from_db()
    assert "muokattu sen jälkeen" in page_before and "vanha@example.org" in page_before
    assert proposal.base == {"email": "muutettu@example.org"}


@pytest.mark.parametrize(
    ("fields", "choices", "sentence"),
    [
        ({"email": "uusi@example.org"}, {}, "Valitse, mitä tälle tehdään."),
        ({"email": "uusi@example.org"}, {"email": "leave"}, "Jätit kaiken ennalleen"),
        ({"url": "javascript:alert(1)"}, {"url": "accept"}, "errorlist"),
        ({"fees_description_fi": "x" * 501}, {"fees_description_fi": "accept"}, "errorlist"),
    ],
)
def test_a_choice_that_cannot_be_done_is_told_and_changes_nothing(
    client, coordinator, service, fields, choices, sentence
):
    proposal = propose(service, **fields)

    answer = accept(client, proposal, **choices)

    assert sentence in answer.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.SENT


def test_a_field_that_no_proposal_may_fill_is_not_written(client, coordinator, service):
    proposal = propose(service, slug="toinen", status="archived")

    accept(client, proposal, slug="accept", status="accept")

    service.refresh_from_db()
    assert (service.slug, service.status) == ("perhekahvila", "published")


def test_a_service_that_has_ended_is_archived(client, coordinator, service):
    proposal = propose_end(service, "Päättyi kesällä.")

    assert "Päättyi kesällä." in client.get(page(proposal)).content.decode()
    client.post(page(proposal), {"decision": "accept"})

    service.refresh_from_db()
    proposal.refresh_from_db()
    assert (service.status, proposal.state) == ("archived", ProposalState.ACCEPTED)


def test_a_rejected_proposal_leaves_the_listing_and_says_why(client, coordinator, service):
    proposal = propose(service, email="uusi@example.org")
    today = proposal.sent_at.date()
    CheckRequest.objects.create(
        service=service, due_on=today, opened_on=today, answer="changed", answered_on=today, proposal=proposal
    )
    assert not waiting_for_coordinator(coordinator)

    client.post(page(proposal), {"decision": "reject", "note": "Osoite ei toimi."})

    service.refresh_from_db()
    proposal.refresh_from_db()
    assert service.email == "vanha@example.org" and service.checked_on is None
    assert (proposal.state, proposal.decision_note) == (ProposalState.REJECTED, "Osoite ei toimi.")
    assert "Osoite ei toimi." in client.get(page(proposal)).content.decode()
    assert waiting_for_coordinator(coordinator).get().service == service


def test_the_second_of_two_is_told_that_somebody_else_decided(client, coordinator, service):
    proposal = propose(service, email="uusi@example.org")
    proposals.reject(Proposal.objects.get(), make_superuser())

    answer = client.post(page(proposal), {"decision": "accept", "email": "accept"}, follow=True)

    assert "Joku muu päätti tästä ehdotuksesta" in answer.content.decode()
    service.refresh_from_db()
    assert service.email == "vanha@example.org"
    assert Proposal.objects.get().state == ProposalState.REJECTED


def test_a_listing_edited_meanwhile_is_shown_again(client, coordinator, service):
    proposal = propose(service, email="uusi@example.org")
    seen = client.get(page(proposal)).context["accepted"]["seen"].value()
    service.email = "muutettu@example.org"
    service.save()

    data = {"decision": "accept", "seen": seen, "email": "accept"}
    answer = client.post(page(proposal), data, follow=True)

    assert "Palvelun tietoja muokattiin" in answer.content.decode()
    assert Service.objects.get().email == "muutettu@example.org"
    assert Proposal.objects.get().state == ProposalState.SENT


def test_putting_something_right_by_hand_meanwhile_is_no_conflict(client, coordinator, service):
    proposal = propose(service, email="uusi@example.org", note="Nimi on nyt toinen.")
    seen = client.get(page(proposal)).context["accepted"]["seen"].value()
    service.name_fi = "Uusi nimi"
    service.save()

    client.post(page(proposal), {"decision": "accept", "seen": seen, "email": "accept", "note": "accept"})

    service.refresh_from_db()
    assert (service.name_fi, service.email) == ("Uusi nimi", "uusi@example.org")


def test_what_is_typed_is_shown_as_text(client, coordinator, service):
    proposal = propose(service, description_fi="<script>alert(1)</script>", note="<b>x</b>")

    content = client.get(page(proposal)).content.decode()

    assert "<script>alert" not in content and "<b>x</b>" not in content
