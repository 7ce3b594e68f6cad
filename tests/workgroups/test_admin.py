"""The groups in the admin: coordinators keep those of their area and hear of no others."""

import pytest
from django.urls import reverse

from lape.models import OutboxMail
from tests.factories import make_area, make_coordinator, make_organization, make_superuser
from tests.services.admin_forms import typed
from tests.workgroups.workgroups_rows import make_challenge, make_membership, make_person, make_workgroup
from workgroups.models import (
    AnswerState,
    ChallengeAnswer,
    Invitation,
    Membership,
    Partner,
    Person,
    Role,
    Workgroup,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return make_area("Pirkanmaa")


@pytest.fixture
def group(area):
    return make_workgroup(area=area)


@pytest.fixture
def coordinator(client, area):
    user = make_coordinator(area)
    client.force_login(user)
    return user


@pytest.fixture
def superuser(client):
    client.force_login(make_superuser())


def page_of(row, view="change"):
    arguments = [row.pk] if view != "add" else []
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{view}", args=arguments)


def add(client, model, **fields):
    address = page_of(model, "add")
    return client.post(address, typed(client.get(address), **fields))


def change(client, row, **fields):
    address = page_of(row)
    return client.post(address, typed(client.get(address), **fields))


def errors_of(response):
    return dict(response.context["adminform"].form.errors)


def test_a_coordinator_makes_a_group_of_the_own_area(client, area, coordinator):
    response = add(client, Workgroup, name_fi="Eropalvelujen ryhmä", area=area.pk, state="active")

    assert response.status_code == 302
    made = Workgroup.objects.get()
    assert (made.slug, made.area) == ("eropalvelujen-ryhma", area)


def test_a_group_of_a_coordinator_has_an_area_and_it_is_the_own(client, area, coordinator):
    other = make_area("Häme")

    for chosen in ("", other.pk):
        response = add(client, Workgroup, name_fi="Ryhmä", area=chosen, state="active")
        assert list(errors_of(response)) == ["area"]


def test_the_address_of_a_group_stays(client, group, coordinator):
    change(client, group, name_fi="Uusi nimi", slug="toinen")

    assert (Workgroup.objects.get().slug, str(Workgroup.objects.get().name)) == (group.slug, "Uusi nimi")


def test_a_partner_is_named_as_in_the_directory(client, group, coordinator):
    organization = make_organization("Esimerkkikaupunki")
    row = {"partners-TOTAL_FORMS": 1, "partners-0-kind": "municipality", "partners-0-position": 0}

    refused = change(client, group, **row, **{"partners-0-organization": "Olematon"})
    change(client, group, **row, **{"partners-0-organization": "Esimerkkikaupunki"})

    assert refused.status_code == 200
    assert Partner.objects.get().organization == organization


def test_naming_a_chair_is_inviting_one(client, group, coordinator):
    fields = {"workgroup": group.pk, "name": "Anneli Rautasalmi", "email": "anneli@example.org"}

    add(client, Invitation, **fields, role=Role.CHAIR)
    second = add(client, Invitation, **fields, role=Role.CHAIR)

    assert Invitation.objects.get().invited_by == coordinator
    assert OutboxMail.objects.get().to == "anneli@example.org"
    assert list(errors_of(second)) == ["email"]


def test_a_coordinator_invites_no_ordinary_member(client, group, coordinator):
    response = add(
        client, Invitation, workgroup=group.pk, name="Otso", email="otso@example.org", role=Role.MEMBER
    )

    assert list(errors_of(response)) == ["role"]


def test_an_invitation_to_a_group_of_another_area_is_not_offered(client, coordinator):
    other = make_workgroup(area=make_area("Häme"))

    response = add(
        client, Invitation, workgroup=other.pk, name="Otso", email="otso@example.org", role=Role.CHAIR
    )

    assert list(errors_of(response)) == ["workgroup"]


def test_invitations_are_revoked_from_the_list(client, group, coordinator):
    row = Invitation.objects.create(workgroup=group, email="otso@example.org", name="Otso Lehtimaa")

    client.post(
        reverse("admin:workgroups_invitation_changelist"),
        {"action": "revoke", "_selected_action": [row.pk]},
    )

    row.refresh_from_db()
    assert row.revoked_at


def test_a_coordinator_reads_who_is_in_the_own_groups_and_changes_none(client, group, coordinator):
    term = make_membership(group, make_person("Otso Lehtimaa"))
    other = make_membership(make_workgroup(area=make_area("Häme")), make_person("Lempi Aarniovuori"))

    listed = client.get(reverse("admin:workgroups_membership_changelist")).content.decode()
    answer = client.post(page_of(term), {"role": "chair"})

    assert ("Otso Lehtimaa" in listed, "Lempi Aarniovuori" in listed) == (True, False)
    assert client.get(page_of(other)).status_code == 302
    assert answer.status_code == 403
    assert Membership.objects.get(pk=term.pk).role == Role.MEMBER


def test_overlapping_terms_are_told_in_the_admin_too(client, group, superuser):
    person = Person.objects.create(name="Otso Lehtimaa")
    make_membership(group, person)

    response = add(
        client,
        Membership,
        workgroup=group.pk,
        person=person.pk,
        role="member",
        start_date="1.2.2026",
        naming="role_only",
        naming_basis="none",
    )

    assert list(errors_of(response)) == ["start_date"]


def answer_fields(row, **fields):
    data = {"answers-TOTAL_FORMS": 1, "answers-INITIAL_FORMS": 1, "answers-0-id": row.pk}
    return data | {f"answers-0-{name}": value for name, value in fields.items()}


def test_an_answer_is_shown_in_the_words_that_somebody_wrote_out(client, group, coordinator):
    challenge = make_challenge(group)
    row = ChallengeAnswer.objects.create(
        challenge=challenge, text="Illalla, sanoi Otso", form_key="5a4e0e3c-54b9-4a7e-9f0e-1f0f0f0f0f0f"
    )

    empty = change(client, challenge, **answer_fields(row, state="chosen", public_text=""))
    change(client, challenge, **answer_fields(row, state="chosen", public_text="Illalla", text="Muuta"))

    assert empty.status_code == 200
    row.refresh_from_db()
    assert (row.state, row.public_text, row.text) == (AnswerState.CHOSEN, "Illalla", "Illalla, sanoi Otso")


def test_the_mail_queue_shows_no_words_of_mails_and_tries_again(client, superuser):
    row = OutboxMail.objects.create(
        to="otso@example.org", subject="Qwxz", body="Qwxz", message_id="<1@example.org>", state="given_up"
    )

    pages = [client.get(page_of(row)), client.get(reverse("admin:lape_outboxmail_changelist"))]
    client.post(
        reverse("admin:lape_outboxmail_changelist"), {"action": "try_again", "_selected_action": [row.pk]}
    )

    assert ["Qwxz" in page.content.decode() for page in pages] == [False, False]
    row.refresh_from_db()
    assert row.state == "waiting"
