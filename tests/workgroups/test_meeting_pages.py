"""The pages that make, change, move and cancel meetings: what is typed is kept, what is sent twice is one."""

import datetime
import uuid

import pytest

from tests.factories import make_location, make_organization, make_service, make_service_at_location
from tests.workgroups.workgroups_rows import (
    make_item,
    make_meeting,
    make_member,
    make_membership,
    make_person,
    make_workgroup,
)
from workgroups.meeting_forms import places_for
from workgroups.models import Meeting, Partner, Role

pytestmark = pytest.mark.django_db
NEW, DAYS = "/tyoryhmat/ryhma/kokoukset/uusi/", "/tyoryhmat/ryhma/kokoukset/useita/"
TODAY = datetime.date.today()


@pytest.fixture
def group(client):
    group = make_workgroup(slug="ryhma")
    client.force_login(make_member(group, role=Role.SECRETARY))
    return group


def typed(**fields):
    return {"date": "3.5.2027", "visibility": "1", "form_key": str(uuid.uuid4())} | fields


def dates(group):
    return [meeting.address_part for meeting in group.meetings.order_by("date", "ordinal")]


def test_a_date_alone_makes_a_meeting_and_its_agenda_comes_next(client, group):
    answer = client.post(NEW, typed())

    assert answer.url == "/tyoryhmat/ryhma/kokoukset/2027-05-03/asialista/"
    assert dates(group) == ["2027-05-03"]


def test_a_form_sent_twice_leads_to_the_one_meeting(client, group):
    data = typed(number="1")

    answers = [client.post(NEW, data) for _time in range(2)]

    assert answers[0].url == answers[1].url
    assert dates(group) == ["2027-05-03"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"date": "31.2.2027"}, "ei ole kalenterissa"),
        ({"start_time": "15", "end_time": "13.30"}, "Kokous päättyisi ennen kuin se alkaa."),
        ({"number": "4"}, "Numero 4 on jo kokouksella 1.4.2027. Seuraava vapaa on 5."),
        ({"remote_url": "ftp://example.org/"}, "linkki"),
    ],
)
def test_what_cannot_be_is_told_and_the_rest_stays_in_the_form(client, group, fields, said):
    make_meeting(group, datetime.date(2027, 4, 1), number=4)

    page = client.post(NEW, typed(title="Kevään kokous") | fields).content.decode()

    assert said in page
    assert 'value="Kevään kokous"' in page
    assert dates(group) == ["2027-04-01"]


def test_a_broken_key_is_that_of_a_new_form(client, group):
    client.post(NEW, typed(form_key="ei mikään"))

    assert dates(group) == ["2027-05-03"]


def test_the_number_offered_is_the_next_one(client, group):
    make_meeting(group, datetime.date(2027, 4, 1), number=4)

    assert client.get(NEW).context["form"]["number"].value() == 5


def test_a_copy_has_the_time_the_place_and_the_items_that_stand_on_every_agenda(client, group):
    make_item(make_meeting(group, datetime.date(2027, 3, 1)), "Ajankohtaista")
    last = make_meeting(group, datetime.date(2027, 4, 1), start_time="13:00", venue="Kuvitelmatalo")
    standing, once = make_item(last, "Ajankohtaista", minutes=10), make_item(last, "Kerran")

    form = client.get(NEW + "?copy=1").context["form"]
    client.post(NEW + "?copy=1", typed(items=[standing.pk]))

    assert (form["start_time"].value(), form["venue"].value()) == ("13.00", "Kuvitelmatalo")
    assert form["items"].value() == [standing.pk]
    assert once in form.fields["items"].queryset
    copied = Meeting.objects.get(date="2027-05-03").items.get()
    assert (copied.title, copied.minutes, copied.visibility) == ("Ajankohtaista", 10, 2)


def test_places_of_partners_are_offered_and_confidential_ones_never(group):
    organization = make_organization()
    Partner.objects.create(workgroup=group, organization=organization, kind="municipality")
    service = make_service(organization=organization)
    near, secret, far = (
        make_location("Lähellä"),
        make_location("Salassa", is_confidential=True),
        make_location("Muualla"),
    )
    for location in (near, secret):
        make_service_at_location(service, location)

    assert list(places_for(group)) == [near]
    assert far not in places_for(group)


# -- a list of days


def test_a_list_is_looked_at_first_and_made_then(client, group):
    make_meeting(group, datetime.date(2027, 5, 18))
    data = {"days": "3.5., 18.5., 13.6.2027", "visibility": "1", "start_time": "13", "are_numbered": "on"}

    looked = client.post(DAYS, data)
    assert [bool(day.existing) for day in looked.context["planned"]] == [False, True, False]
    assert dates(group) == ["2027-05-18"]

    for _time in range(2):
        client.post(DAYS, data | {"create": "1"})
    assert dates(group) == ["2027-05-03", "2027-05-18", "2027-06-13"]
    assert group.meetings.get(date="2027-06-13").start_time == datetime.time(13)


def test_a_list_with_a_slip_is_told_and_kept(client, group):
    page = client.post(DAYS, {"days": "3.5., 18.5.", "visibility": "1"}).content.decode()

    assert "”18.5.”" in page
    assert "3.5., 18.5.</textarea>" in page


# -- changing


def test_the_second_editor_of_a_meeting_gets_both_texts(client, group):
    meeting = make_meeting(group, datetime.date(2027, 5, 3))
    address = meeting.get_absolute_url() + "muuta/"
    base = client.get(address).context["form"]["base"].value()
    client.post(address, {"base": base, "title": "Ensimmäinen", "visibility": "1"})

    answer = client.post(address, {"base": base, "title": "Toinen", "visibility": "1"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ensimmäinen" in page
    assert 'value="Toinen"' in page
    conflict = answer.context["conflict"]
    client.post(address, dict(conflict.hidden) | {"title": "Yhdessä"})
    meeting.refresh_from_db()
    assert meeting.title == "Yhdessä"


def test_the_old_address_leads_to_the_moved_meeting_for_everyone(client, group):
    meeting = make_meeting(group, datetime.date(2027, 5, 3))

    answer = client.post(meeting.get_absolute_url() + "siirra/", {"date": "10.5.2027"})
    client.logout()
    old = client.get(meeting.get_absolute_url())

    assert answer.url == "/tyoryhmat/ryhma/kokoukset/2027-05-10/"
    assert (old.status_code, old.url) == (301, answer.url)


def test_a_cancelled_meeting_needs_a_reason(client, group):
    meeting = make_meeting(group, datetime.date(2027, 5, 3))
    address = meeting.get_absolute_url() + "peru/"

    client.post(address, {"reason": " "})
    assert Meeting.objects.get(pk=meeting.pk).state == "planned"
    client.post(address, {"reason": "Sairastapaus"})
    assert Meeting.objects.get(pk=meeting.pk).cancel_reason == "Sairastapaus"


def test_what_everyone_reads_of_a_meeting_names_nobody_without_a_reason(client, group):
    make_membership(group, make_person("Ilmari Kuvitelma"))
    meeting = make_meeting(group, datetime.date(2027, 5, 3))

    client.post(NEW, typed(date="10.5.2027", title="Ilmarin läksiäiset"))
    client.post(meeting.get_absolute_url() + "peru/", {"reason": "Ilmari on sairaana"})

    assert dates(group) == ["2027-05-03"]
    assert Meeting.objects.get().state == "planned"
    client.post(NEW, typed(date="10.5.2027", title="Ilmarin läksiäiset", visibility="2"))
    assert dates(group) == ["2027-05-03", "2027-05-10"]


@pytest.mark.parametrize("field", ["venue", "address"])
def test_the_place_of_a_public_meeting_names_nobody_without_a_reason(client, group, field):
    make_membership(group, make_person("Ilmari Kuvitelma"))
    meeting = make_meeting(group, datetime.date(2027, 5, 3))
    place = {field: "Ilmari Kuvitelman koti"}
    several = {"days": "10.5.2027", "visibility": "1", "create": "1"}
    change = meeting.get_absolute_url() + "muuta/"
    base = client.get(change).context["form"]["base"].value()

    client.post(NEW, typed(date="10.5.2027") | place)
    client.post(DAYS, several | place)
    client.post(change, {"base": base, "visibility": "1"} | place)

    assert dates(group) == ["2027-05-03"]
    assert not Meeting.objects.get().venue and not Meeting.objects.get().address
    client.post(DAYS, several | place | {"visibility": "2"})
    assert dates(group) == ["2027-05-03", "2027-05-10"]


def test_a_meeting_is_not_opened_to_everyone_with_a_reason_that_names_somebody(client, group):
    make_membership(group, make_person("Ilmari Kuvitelma"))
    meeting = make_meeting(
        group, datetime.date(2027, 5, 3), visibility=2, state="cancelled", cancel_reason="Ilmari on sairaana"
    )
    address = meeting.get_absolute_url() + "muuta/"
    base = client.get(address).context["form"]["base"].value()

    answer = client.post(address, {"base": base, "visibility": "1"})

    assert answer.context["form"].errors["visibility"]
    assert Meeting.objects.get().visibility == 2


def test_any_member_of_today_may_be_named_memo_taker_and_nobody_else(client, group):
    meeting = make_meeting(group, datetime.date(2027, 5, 3))
    address = meeting.get_absolute_url() + "muistion-kirjaaja/"
    member = make_member(group).person

    client.post(address, {"person": member.pk})
    client.post(address, {"person": make_person().pk})

    meeting.refresh_from_db()
    assert meeting.memo_taker == member
