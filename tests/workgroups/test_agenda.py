"""The agenda: order without gaps, clock times, proposals, and two editors of one item."""

import datetime
import uuid

import pytest

from lape.models import OutboxMail
from tests.workgroups.workgroups_rows import (
    make_action,
    make_decision,
    make_item,
    make_meeting,
    make_member,
    make_membership,
    make_memo,
    make_named_membership,
    make_person,
    make_workgroup,
)
from workgroups.agenda import agenda_rows, minutes_left, on_agenda
from workgroups.models import AgendaItem, ItemState, Role, Visibility

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today()


@pytest.fixture
def meeting(client):
    meeting = make_meeting(make_workgroup(slug="ryhma"), TODAY + datetime.timedelta(days=7))
    client.force_login(make_member(meeting.workgroup, role=Role.CHAIR))
    return meeting


def post(client, meeting, page="", **data):
    return client.post(meeting.get_absolute_url() + "asialista/" + page, data)


def numbered(meeting):
    return [(item.position, item.title) for item in on_agenda(meeting)]


def test_a_new_item_is_the_last_for_members_only_and_one_however_often_it_is_sent(client, meeting):
    make_item(meeting, "Ensin")
    key = uuid.uuid4()

    for _time in range(2):
        post(client, meeting, title="Uusi", minutes="15", form_key=key)

    assert numbered(meeting) == [(1, "Ensin"), (2, "Uusi")]
    assert meeting.items.get(title="Uusi").visibility == Visibility.MEMBERS


def test_a_mistake_keeps_what_was_typed(client, meeting):
    page = post(client, meeting, title="Uusi", minutes="monta", form_key=uuid.uuid4()).content.decode()

    assert 'value="Uusi"' in page
    assert 'value="monta"' in page
    assert numbered(meeting) == []


def test_places_stay_without_gaps_when_an_item_goes(client, meeting):
    first = make_item(meeting, "Ensin")
    make_decision(first)
    make_item(meeting, "Sitten")

    assert client.get(f"{meeting.get_absolute_url()}asialista/{first.pk}/poista/").status_code == 200
    assert len(numbered(meeting)) == 2
    post(client, meeting, f"{first.pk}/poista/")

    assert numbered(meeting) == [(1, "Sitten")]


def test_nothing_is_deleted_once_the_memo_is_submitted(client, meeting):
    item = make_item(meeting)
    make_memo(meeting, state="in_review")

    post(client, meeting, f"{item.pk}/poista/")
    post(client, meeting, title="Uusi", form_key=uuid.uuid4())

    assert numbered(meeting) == [(1, item.title)]


def test_a_whole_order_is_written_only_while_the_items_are_the_same(client, meeting):
    items = [make_item(meeting, title) for title in "ABC"]
    order = [items[2].pk, items[0].pk, items[1].pk]

    post(client, meeting, "jarjestys/", item=order)
    assert [title for _position, title in numbered(meeting)] == ["C", "A", "B"]

    for wrong in (order[:2], [*order, make_item(make_meeting()).pk], [order[0]] * 3):
        post(client, meeting, "jarjestys/", item=wrong)
    assert [title for _position, title in numbered(meeting)] == ["C", "A", "B"]


def test_the_focus_stays_with_the_button_or_goes_to_the_one_that_is_left(client, meeting):
    items = [make_item(meeting, title) for title in "ABC"]

    marks = [
        post(client, meeting, "jarjestys/", move=f"{way}:{items[place].pk}").url.partition("#")[2]
        for way, place in [("up", 2), ("up", 2), ("down", 0), ("up", 0)]
    ]

    c, a = items[2].pk, items[0].pk
    assert marks == [f"up-{c}", f"down-{c}", f"up-{a}", f"up-{a}"]


def test_clock_times_go_on_until_an_item_has_no_minutes(meeting):
    meeting.start_time, meeting.end_time = datetime.time(13, 0), datetime.time(14, 0)
    for minutes in (20, 15, None, 10):
        make_item(meeting, minutes=minutes)
    items = list(on_agenda(meeting))

    begins = [row.begins_at for row in agenda_rows(meeting, items)]

    assert begins == [datetime.time(13), datetime.time(13, 20), datetime.time(13, 35), None]
    assert minutes_left(meeting, items) == 15


def test_clock_times_are_those_of_the_wall_on_the_night_of_the_change_and_stop_at_midnight(meeting):
    meeting.date, meeting.start_time = datetime.date(2027, 10, 31), datetime.time(2, 30)
    for minutes in (60, 60):
        make_item(meeting, minutes=minutes)
    assert [row.begins_at for row in agenda_rows(meeting, on_agenda(meeting))][1] == datetime.time(3, 30)

    meeting.start_time = datetime.time(23, 30)
    assert [row.begins_at for row in agenda_rows(meeting, on_agenda(meeting))][1] is None


# -- names


def test_a_title_that_names_a_member_without_a_reason_stays_with_the_members(client, meeting):
    make_membership(meeting.workgroup, make_person("Ilmari Kuvitelma"))
    item = make_item(meeting, "Ilmarin puheenvuoro", visibility=Visibility.MEMBERS)
    form = client.get(f"{meeting.get_absolute_url()}asialista/{item.pk}/").context["form"]
    data = {"base": form["base"].value(), "title": "Ilmarin puheenvuoro", "presenter": "I. Kuvitelma"}

    refused = post(client, meeting, f"{item.pk}/", **data, visibility="1")

    assert set(refused.context["form"].errors) == {"title", "presenter"}
    assert "Ilmarin puheenvuoro" in refused.context["form"].errors["title"][0]
    assert AgendaItem.objects.get(pk=item.pk).visibility == Visibility.MEMBERS
    assert post(client, meeting, f"{item.pk}/", **data, visibility="2").status_code == 302


def test_a_title_may_name_who_is_there_in_office(client, meeting):
    make_named_membership(meeting.workgroup, "Ilmari Kuvitelma", start_date=TODAY)
    item = make_item(meeting, "Alku", visibility=Visibility.MEMBERS)
    form = client.get(f"{meeting.get_absolute_url()}asialista/{item.pk}/").context["form"]

    post(client, meeting, f"{item.pk}/", base=form["base"].value(), title="Ilmari kertoo", visibility="1")

    assert AgendaItem.objects.get(pk=item.pk).visibility == Visibility.PUBLIC


# -- two editors


def test_the_second_editor_of_an_item_gets_both_titles(client, meeting):
    item = make_item(meeting, "Alku", visibility=Visibility.MEMBERS)
    form = client.get(f"{meeting.get_absolute_url()}asialista/{item.pk}/").context["form"]
    data = {"base": form["base"].value(), "visibility": "2", "presenter": "", "minutes": ""}
    post(client, meeting, f"{item.pk}/", **data, title="Ensimmäinen")

    answer = post(client, meeting, f"{item.pk}/", **data, title="Toinen")

    assert answer.status_code == 409
    assert [(each.saved, each.field.value()) for each in answer.context["conflict"].differences] == [
        ("Ensimmäinen", "Toinen")
    ]
    hidden = dict(answer.context["conflict"].hidden)
    assert post(client, meeting, f"{item.pk}/", **hidden, title="Yhdessä").status_code == 302
    item.refresh_from_db()
    assert item.title == "Yhdessä"


def test_a_text_saved_meanwhile_is_no_conflict_for_the_title(client, meeting):
    item = make_item(meeting, "Alku", visibility=Visibility.MEMBERS)
    form = client.get(f"{meeting.get_absolute_url()}asialista/{item.pk}/").context["form"]
    AgendaItem.objects.filter(pk=item.pk).update(public_text="Kirjoitettu", version=2)

    post(client, meeting, f"{item.pk}/", base=form["base"].value(), title="Uusi", visibility="2")

    item.refresh_from_db()
    assert (item.title, item.public_text, item.version) == ("Uusi", "Kirjoitettu", 2)


# -- proposals


def test_a_members_proposal_waits_until_an_editor_takes_it_in(client, meeting):
    member = make_member(meeting.workgroup, "Aino")
    make_item(meeting, "Ensin")
    client.force_login(member)
    for _time in range(2):
        post(client, meeting, "ehdota/", title="Ehdotus", members_text="Miksi", form_key=uuid.UUID(int=5))
    proposal = meeting.items.get(title="Ehdotus")
    assert (proposal.state, proposal.proposed_by) == (ItemState.PROPOSED, member.person)
    assert numbered(meeting) == [(1, "Ensin")]

    client.force_login(make_member(meeting.workgroup, role=Role.SECRETARY))
    post(client, meeting, title="Toinen", form_key=uuid.uuid4())
    post(client, meeting, f"{proposal.pk}/ota/")

    assert numbered(meeting) == [(1, "Ensin"), (2, "Toinen"), (3, "Ehdotus")]


def test_a_declined_proposal_goes_back_to_its_maker_by_mail(client, meeting):
    member = make_member(meeting.workgroup, "Aino")
    item = make_item(
        meeting, "Ehdotus", state=ItemState.PROPOSED, proposed_by=member.person, members_text="Miksi"
    )

    for _time in range(2):
        post(client, meeting, f"{item.pk}/hylkaa/", reason="Käsitellään syksyllä.")

    mail = OutboxMail.objects.get()
    assert mail.to == member.email
    assert all(text in mail.body for text in ("Käsitellään syksyllä.", "Ehdotus", "Miksi"))
    assert not AgendaItem.objects.filter(pk=item.pk).exists()


def test_what_the_meeting_before_left_is_brought_by_a_button(client, meeting):
    before = make_meeting(meeting.workgroup, TODAY - datetime.timedelta(days=7))
    make_action(make_item(before, "Tekemättä"))
    memo = make_memo(before, state="in_review")

    for _time in range(2):
        post(client, meeting, "edellisesta/")
        post(client, meeting, "edellisesta/", previous_memo="1")

    day = f"{before.date.day}.{before.date.month}.{before.date.year}"
    assert numbered(meeting) == [(1, "Tekemättä"), (2, f"Edellisen kokouksen muistio {day}")]
    assert memo.approved_in.get().meeting == meeting
