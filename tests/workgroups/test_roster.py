"""The roster: members of any day, terms that do not overlap, names with a reason, and the end of a group."""

import datetime

import pytest
from django.utils import timezone

from tests.factories import make_organization
from tests.workgroups.workgroups_rows import (
    make_action,
    make_attendance,
    make_item,
    make_meeting,
    make_member,
    make_membership,
    make_memo,
    make_named_membership,
    make_person,
    make_version,
    make_workgroup,
)
from workgroups.models import (
    Membership,
    Naming,
    NamingBasis,
    Outcome,
    Partner,
    PartnerKind,
    Person,
    Role,
    WorkgroupState,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_workgroup(slug="ryhma")


@pytest.fixture
def chair(client, group):
    user = make_member(group, "Anneli Rautasalmi", role=Role.CHAIR)
    client.force_login(user)
    return user


def term_fields(**fields):
    return {
        "name": "Otso Lehtimaa",
        "email": "",
        "role": "member",
        "title": "perheohjaaja",
        "on_behalf_of": "",
        "start_date": "1.9.2026",
        "end_date": "",
        "naming": "role_only",
        "naming_basis": "none",
        "consent_on": "",
    } | fields


def add(client, **fields):
    return client.post("/tyoryhmat/ryhma/jasenet/lisaa/", term_fields(**fields))


def errors_of(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def test_the_roster_of_a_past_day_shows_who_was_there_then(client, group, chair):
    make_membership(group, make_person("Tapio Kuusiranta"), end_date=datetime.date(2017, 10, 31))
    make_membership(group, make_person("Vesa Lammintaus"), start_date=datetime.date(2017, 11, 1))

    then = client.get("/tyoryhmat/ryhma/jasenet/", {"paiva": "31.10.2017"}).content.decode()
    now = client.get("/tyoryhmat/ryhma/jasenet/").content.decode()

    assert ("Tapio Kuusiranta" in then, "Vesa Lammintaus" in then) == (True, False)
    assert ("Tapio Kuusiranta" in now, "Vesa Lammintaus" in now) == (False, True)


def test_what_is_no_day_gets_a_sentence_and_the_roster_of_today(client, group, chair):
    page = client.get("/tyoryhmat/ryhma/jasenet/", {"paiva": "keväällä"})

    assert "keväällä” ei ole päivä" in page.content.decode()
    assert "Anneli Rautasalmi" in page.content.decode()


def test_a_member_reads_the_roster_and_changes_nothing(client, group):
    client.force_login(make_member(group))

    page = client.get("/tyoryhmat/ryhma/jasenet/")

    assert page.status_code == 200
    assert "lisaa" not in page.content.decode()
    assert add(client).status_code == 404
    assert group.memberships.count() == 1


def test_a_member_is_added_for_an_organization_by_its_name(client, group, chair):
    organization = make_organization("Esimerkkikaupunki")

    response = add(client, on_behalf_of="esimerkkikaupunki")

    term = group.memberships.get(person__name="Otso Lehtimaa")
    assert response.status_code == 302
    assert (term.on_behalf_of, term.start_date) == (organization, datetime.date(2026, 9, 1))


def test_an_unknown_organization_is_refused_with_what_was_typed(client, group, chair):
    response = add(client, on_behalf_of="Olematon ry")

    assert "Olematon ry" in errors_of(response)["on_behalf_of"][0]
    assert 'value="Olematon ry"' in response.content.decode()


def test_a_form_sent_twice_adds_one_member(client, group, chair):
    add(client)
    second = add(client)

    assert "start_date" in errors_of(second)
    assert Person.objects.filter(name="Otso Lehtimaa").count() == 1


def test_overlapping_terms_are_refused_with_the_term_in_the_way(client, group, chair):
    make_membership(
        group,
        make_person("Otso Lehtimaa"),
        start_date=datetime.date(2026, 1, 1),
        end_date=datetime.date(2026, 9, 1),
    )

    response = add(client, start_date="1.9.2026")

    assert errors_of(response)["start_date"] == [
        "Henkilöllä Otso Lehtimaa on jo tehtävä: jäsen, 1.1.2026–1.9.2026. Valitse muut päivät."
    ]
    assert add(client, start_date="2.9.2026").status_code == 302


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"naming": "full_name"}, "naming_basis"),
        ({"naming": "full_name", "naming_basis": "consent"}, "consent_on"),
        ({"naming": "full_name", "naming_basis": "office", "role": "expert_by_experience"}, "naming"),
        ({"end_date": "31.8.2026"}, "end_date"),
        ({"start_date": "31.2.2026"}, "start_date"),
    ],
)
def test_a_term_against_the_rules_is_refused_by_the_field_at_fault(client, group, chair, fields, wrong):
    response = add(client, **fields)

    assert list(errors_of(response)) == [wrong]
    assert not Person.objects.filter(name="Otso Lehtimaa").exists()


def change(client, term, **fields):
    address = f"/tyoryhmat/ryhma/jasenet/{term.pk}/"
    base = client.get(address).context["base"]
    return client.post(address, term_fields(**fields) | {"base": fields.get("base", base)})


def test_a_term_is_ended(client, group, chair):
    term = make_membership(group, make_person("Otso Lehtimaa"))

    change(client, term, start_date="1.1.2017", end_date="30.6.2026")

    term.refresh_from_db()
    assert term.end_date == datetime.date(2026, 6, 30)


def test_the_second_of_two_editors_sees_both_texts(client, group, chair):
    term = make_membership(group, make_person("Otso Lehtimaa"))
    base = client.get(f"/tyoryhmat/ryhma/jasenet/{term.pk}/").context["base"]
    change(client, term, title="perheohjaaja")

    response = change(client, term, title="lastenvalvoja", base=base)

    assert response.status_code == 409
    page = response.content.decode()
    assert "perheohjaaja" in page
    assert "lastenvalvoja" in page
    term.refresh_from_db()
    assert term.title == "perheohjaaja"


def test_a_consent_that_is_withdrawn_takes_the_name_out_of_the_past(client, group, chair):
    given = {"naming_basis": NamingBasis.CONSENT, "consent_on": datetime.date(2026, 8, 20)}
    term = make_named_membership(group, "Marketta Suovanen", **given)
    meeting = make_meeting(group)
    row = make_attendance(meeting, "Marketta Suovanen", person=term.person, naming=Naming.FULL_NAME, **given)
    make_item(meeting, presenter="Marketta Suovanen")
    version = make_version(make_memo(meeting))
    assert "Marketta" in str(version.public)

    client.post(f"/tyoryhmat/ryhma/jasenet/{term.pk}/suostumus/")

    for found in (term, row):
        found.refresh_from_db()
        assert found.naming == Naming.ROLE_ONLY
        assert found.consent_withdrawn_on == timezone.localdate()
    version.refresh_from_db()
    assert "Marketta" not in str(version.public)
    assert "Suovanen" not in str(version.public)


def test_a_name_in_office_does_not_hang_on_a_consent(client, group, chair):
    term = make_named_membership(group, "Marketta Suovanen")

    client.post(f"/tyoryhmat/ryhma/jasenet/{term.pk}/suostumus/")

    term.refresh_from_db()
    assert term.naming == Naming.FULL_NAME


def test_after_a_withdrawal_only_a_newer_consent_counts(client, group, chair):
    term = make_membership(
        group,
        make_person("Marketta Suovanen"),
        naming_basis=NamingBasis.CONSENT,
        consent_on=datetime.date(2026, 8, 20),
        consent_withdrawn_on=datetime.date(2026, 10, 2),
    )
    named = {"start_date": "1.1.2017", "naming": "full_name", "naming_basis": "consent"}

    assert list(errors_of(change(client, term, **named, consent_on="20.8.2026"))) == ["consent_on"]
    change(client, term, **named, consent_on="3.10.2026")

    term.refresh_from_db()
    assert (term.naming, term.consent_withdrawn_on) == (Naming.FULL_NAME, None)


def conclude(client, **fields):
    return client.post("/tyoryhmat/ryhma/paata/", {"last_day": "14.12.2018"} | fields)


def test_a_group_is_concluded_once_its_open_actions_have_owners(client, group, chair):
    partner = make_organization("Esimerkkikaupunki")
    Partner.objects.create(workgroup=group, organization=partner, kind=PartnerKind.MUNICIPALITY)
    item = make_item(make_meeting(group))
    handed_over, dropped = make_action(item), make_action(item, position=1)
    make_membership(group, make_person(), start_date=datetime.date(2019, 1, 1))

    assert list(errors_of(conclude(client))) == [f"action-{handed_over.pk}", f"action-{dropped.pk}"]
    conclude(
        client,
        **{f"action-{handed_over.pk}": f"organization:{partner.pk}", f"action-{dropped.pk}": "dropped"},
    )

    group.refresh_from_db()
    last_day = datetime.date(2018, 12, 14)
    assert (group.state, group.ended_on) == (WorkgroupState.CONCLUDED, last_day)
    assert [term.end_date for term in Membership.objects.filter(workgroup=group)] == [last_day]
    assert Outcome.objects.get(pk=handed_over.pk).owner_organization == partner
    assert Outcome.objects.get(pk=dropped.pk).state == "dropped"


def test_a_group_with_planned_meetings_is_not_concluded(client, group, chair):
    make_meeting(group, datetime.date(2019, 1, 8))

    assert list(errors_of(conclude(client))) == ["last_day"]
