"""What readers and members see on the pages of groups and meetings."""

import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from workgroups_rows import (
    make_action,
    make_attendance,
    make_challenge,
    make_decision,
    make_item,
    make_meeting,
    make_member,
    make_memo,
    make_named_membership,
    make_published_memo,
    make_version,
    make_workgroup,
)

from tests.factories import make_area, make_municipality, make_organization, make_service, make_theme
from workgroups.models import (
    GroupDocument,
    Meeting,
    MeetingState,
    Memo,
    Milestone,
    OldMeetingAddress,
    OtherEvent,
    Outcome,
    OutcomePart,
    Partner,
    Role,
    Visibility,
    WorkgroupLink,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today()
HELD_ON = datetime.date(2017, 5, 17)


def days(number):
    return TODAY + datetime.timedelta(days=number)


def page_of(client, thing):
    answer = client.get(thing.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


# -- The list


def test_groups_stand_under_their_areas_with_the_day_of_the_next_meeting(client):
    group = make_workgroup("Eroryhmä", area=make_area("Pirkanmaa"), introduction_fi="Mitä se tekee.")
    make_meeting(group, days(3), state=MeetingState.CANCELLED)
    make_meeting(group, days(9))
    make_workgroup("Valtakunnan ryhmä")

    page = client.get("/tyoryhmat/").content.decode()

    places = [page.index(text) for text in ("Pirkanmaa</span></h2>", "Eroryhmä", "Koko maa", "Valtakunnan")]
    assert places == sorted(places)
    assert f"Seuraava kokous {days(9).day}.{days(9).month}.{days(9).year}" in page
    assert "Mitä se tekee." in page


def test_a_concluded_group_is_listed_last_with_its_subgroups_after_it(client):
    old = make_workgroup("Vanha", state="concluded")
    make_workgroup("Alku", state="concluded", parent=old)
    make_workgroup("Uusi")

    areas, concluded = (
        getattr(client.get("/tyoryhmat/").context["page"], part) for part in ("areas", "concluded")
    )

    assert [[group.name for group in groups] for _area, groups in areas] == [["Uusi"]]
    assert [group.name for group in concluded] == ["Vanha", "Alku"]


# -- A group


def test_partners_stand_in_their_kinds_and_lead_to_their_services(client):
    group = make_workgroup()
    town, silent = make_organization("Kaupunki"), make_organization("Hiljainen ry")
    make_service(organization=town)
    Partner.objects.create(workgroup=group, organization=town, kind="municipality")
    Partner.objects.create(workgroup=group, organization=silent, kind="project_partner")

    page = page_of(client, group)

    assert f'<a href="{town.get_absolute_url()}">Kaupunki</a><p>1 palvelu</p>' in page
    assert "Kunnat</h3>" in page
    assert silent.get_absolute_url() not in page


def test_the_roster_of_a_past_day_is_the_members(client):
    group = make_workgroup()
    make_named_membership(group, "Entinen Jäsen", end_date=datetime.date(2017, 12, 31))
    path = f"{group.get_absolute_url()}?paiva={HELD_ON}"
    assert "Entinen Jäsen" not in client.get(path).content.decode()

    client.force_login(make_member(group))

    assert "Entinen Jäsen" in client.get(path).content.decode()
    assert "Entinen Jäsen" not in page_of(client, group)


@pytest.mark.parametrize("typed", ["eilen", "2017-13-45", "'", "17.5.2017"])
def test_a_day_that_is_none_is_told(client, typed):
    group = make_workgroup()
    client.force_login(make_member(group))

    answer = client.get(group.get_absolute_url(), {"paiva": typed})

    assert "Tämä ei ole päivä" in answer.content.decode()


@pytest.mark.parametrize(
    ("state", "of_memo", "told"),
    [
        ("held", None, "puuttuu"),
        ("held", "draft", "ei vielä julkaistu"),
        ("held", "published", "julkaistu"),
        ("held", "withdrawn", "poistettu näkyvistä"),
        ("cancelled", None, "peruttu"),
    ],
)
def test_a_past_meeting_tells_how_its_memo_stands(client, state, of_memo, told):
    meeting = make_meeting(state=state)
    if of_memo:
        make_published_memo(meeting, state=of_memo)

    row = page_of(client, meeting.workgroup).split("meetings")[1]

    assert told in row


def test_a_group_tells_its_open_actions_and_latest_decisions(client):
    group = make_workgroup()
    item = make_item(make_meeting(group))
    organization = make_organization("Tekijäyhdistys")
    make_action(item, "Avoin tehtävä", owner_organization=organization, due_on=HELD_ON)
    make_action(item, "Tehty tehtävä", state="done")
    shared = make_action(item, "Yhteinen tehtävä", is_owned_by_all_partners=True)
    OutcomePart.objects.create(outcome=shared, organization=organization, done_on=HELD_ON)
    OutcomePart.objects.create(outcome=shared, organization=make_organization())
    make_decision(item, "Päätettiin aloittaa.", municipality=make_municipality("Nokia"))
    make_published_memo(item.meeting)

    page = page_of(client, group)

    for text in ("Avoin tehtävä", "Tekijäyhdistys", "17.5.2017", "1 / 2 tehnyt", "Päätettiin aloittaa."):
        assert text in page
    assert "Tehty tehtävä" not in page
    assert "/kunnat/nokia/" in page


# -- A meeting before it is held


def test_the_public_reads_the_titles_of_the_agenda_and_members_the_remote_link(client):
    meeting = make_meeting(date=days(3), remote_url="https://example.org/huone", venue="Esimerkkitalo")
    make_item(meeting, "Julkinen asia")
    page = page_of(client, meeting)
    assert "Julkinen asia" in page
    assert "Esimerkkitalo" in page
    assert "example.org/huone" not in page

    client.force_login(make_member(meeting.workgroup))

    assert "https://example.org/huone" in page_of(client, meeting)


def test_a_cancelled_meeting_says_so_and_why(client):
    meeting = make_meeting(date=days(3), state=MeetingState.CANCELLED, cancel_reason="Sairastuminen")

    page = page_of(client, meeting)

    assert "Kokous on peruttu." in page
    assert "Sairastuminen" in page


def test_a_moved_meeting_keeps_its_old_address(client):
    meeting = make_meeting()
    OldMeetingAddress.objects.create(workgroup=meeting.workgroup, address_part="2017-05-03", meeting=meeting)
    old = meeting.get_absolute_url().replace("2017-05-17", "2017-05-03")

    answer = client.get(old)

    assert (answer.status_code, answer.headers["Location"]) == (301, meeting.get_absolute_url())


def test_the_old_address_of_a_members_meeting_tells_nothing(client):
    meeting = make_meeting(visibility=Visibility.MEMBERS)
    OldMeetingAddress.objects.create(workgroup=meeting.workgroup, address_part="2017-05-03", meeting=meeting)

    assert client.get(meeting.get_absolute_url().replace("05-17", "05-03")).status_code == 404


@pytest.mark.parametrize("part", ["2017-02-30", "2017-05-17-2", "2017-05-17-1", "2017-05-17-0", "0000-00-00"])
def test_a_day_without_a_meeting_is_not_found(client, part):
    group = make_meeting().workgroup

    assert client.get(f"{group.get_absolute_url()}kokoukset/{part}/").status_code == 404


def test_two_meetings_of_a_day_have_an_address_each(client):
    first = make_meeting(title="Aamulla")
    second = make_meeting(first.workgroup, ordinal=2, title="Illalla")

    assert second.get_absolute_url().endswith("/2017-05-17-2/")
    assert "Illalla" in page_of(client, second)
    assert "Illalla" not in page_of(client, first)


# -- The memo


def published_meeting(**fields):
    meeting = make_meeting(**fields)
    make_item(meeting, "Asia", public_text="**Julkista** tekstiä", members_text="Jäsenten tekstiä")
    make_attendance(meeting, "Aino Esimerkki", naming="full_name", naming_basis="office", title="johtaja")
    make_attendance(meeting, "Piilossa Oleva", naming="hidden")
    make_published_memo(meeting, summary="Tiivistelmä")
    return meeting


def test_a_memo_is_read_from_what_was_published(client):
    meeting = published_meeting()
    meeting.items.update(public_text="Muutettu")

    page = page_of(client, meeting)

    assert "<strong>Julkista</strong> tekstiä" in page
    assert "Aino Esimerkki, johtaja" in page
    assert "1 muu" in page
    assert "Jäsenten tekstiä" not in page


def test_members_read_the_members_text_beside_the_public_one(client):
    meeting = published_meeting()
    client.force_login(make_member(meeting.workgroup))

    page = page_of(client, meeting)

    assert "Jäsenten tekstiä" in page
    assert "Piilossa Oleva" in page


def test_members_read_a_draft_and_its_state(client):
    meeting = make_meeting()
    make_item(meeting, public_text="Luonnosta")
    make_memo(meeting)
    client.force_login(make_member(meeting.workgroup))

    page = page_of(client, meeting)

    assert "Luonnosta" in page
    assert "Muistion tila: luonnos" in page


def test_a_correction_is_told_with_its_day(client):
    meeting = published_meeting()
    when = datetime.datetime(2026, 8, 18, 12, tzinfo=datetime.UTC)
    make_version(meeting.memo, 2, change_note="päivämäärä kohdassa 5", published_at=when)

    assert "Korjattu 18.8.2026: päivämäärä kohdassa 5" in page_of(client, meeting)


def test_a_withdrawn_memo_is_gone_with_its_reason(client):
    meeting = published_meeting()
    Memo.objects.update(state="withdrawn", withdrawn_reason="Väärä luettelo")

    answer = client.get(meeting.get_absolute_url())

    assert answer.status_code == 410
    assert "Väärä luettelo" in answer.content.decode()
    assert "Julkista" not in answer.content.decode()
    client.force_login(make_member(meeting.workgroup))
    assert client.get(meeting.get_absolute_url()).status_code == 200


def test_an_outcome_leads_to_the_directory_and_tells_how_it_stands(client):
    item = make_item(make_meeting())
    service, draft = make_service("Neuvonta", slug="neuvonta"), make_service(slug="luonnos", status="draft")
    make_decision(item, service=service, theme=make_theme("Ero", slug="ero"))
    make_decision(item, service=draft)
    make_action(item, state="done")
    make_published_memo(item.meeting)

    page = page_of(client, item.meeting)

    assert 'href="/palvelut/neuvonta/"' in page
    assert 'href="/palvelut/?theme=ero"' in page
    assert "/palvelut/luonnos/" not in page
    assert ">tehty<" in page


def test_a_group_may_keep_its_memos_from_search_engines(client):
    meeting = published_meeting(workgroup=make_workgroup(is_indexed=False))

    assert '<meta name="robots" content="noindex">' in page_of(client, meeting)
    assert meeting.get_absolute_url() not in client.get("/sitemap-memos.xml").content.decode()


def test_the_sitemap_names_groups_and_published_memos(client):
    meeting = published_meeting()
    planned = make_meeting(meeting.workgroup, days(3))

    groups = client.get("/sitemap-workgroups.xml").content.decode()
    memos = client.get("/sitemap-memos.xml").content.decode()

    assert meeting.workgroup.get_absolute_url() in groups
    assert meeting.get_absolute_url() in memos
    assert planned.get_absolute_url() not in memos


def test_what_the_group_wrote_is_marked_as_finnish_on_a_page_in_another_language(client):
    meeting = published_meeting()
    path = meeting.get_absolute_url()

    swedish = client.get(path.replace("/tyoryhmat/", "/sv/arbetsgrupper/").replace("kokoukset", "moten"))

    assert '<h3 lang="fi">Asia</h3>' in swedish.content.decode()
    assert "<h3>Asia</h3>" in client.get(path).content.decode()


# -- Queries


def make_everything(rows):
    """A group with `rows` of each row that its page lists; its address is /tyoryhmat/kaikki/."""
    group = make_workgroup(slug="kaikki", area=make_area("Pirkanmaa"), parent=make_workgroup("Emo"))
    group.contact_member = make_named_membership(group, "Yhteys Henkilö", role=Role.CHAIR)
    group.save()
    organization = make_organization("Ryhmän järjestö")
    for n in range(rows):
        partner = make_organization(f"Kumppani {n}")
        make_service(organization=partner)
        Partner.objects.create(workgroup=group, organization=partner, kind="municipality")
        make_named_membership(group, f"Jäsen {n}", on_behalf_of=organization)
        make_workgroup(f"Alaryhmä {n}", parent=group, area=group.area)
        group.affiliated.add(make_workgroup(f"Toinen {n}"))
        Milestone.objects.create(workgroup=group, text="Vaihe", year=2027, season="3-autumn")
        GroupDocument.objects.create(
            workgroup=group, title="A", url="https://example.org/", date=TODAY, visibility=1
        )
        OtherEvent.objects.create(workgroup=group, title="T", date=TODAY, visibility=1)
        WorkgroupLink.objects.create(workgroup=group, label="L", url="https://example.org/")
        make_challenge(group)
        coming = make_meeting(group, days(n + 1))
        for each in (coming, make_meeting(group, HELD_ON - datetime.timedelta(days=n))):
            make_agenda(each, rows, organization)
        make_published_memo(each)
    return group


def make_agenda(meeting, rows, organization):
    for n in range(rows):
        item = make_item(meeting, f"Asia {n}", public_text="- a\n- b")
        make_decision(item, theme=make_theme())
        action = make_action(item, owner_organization=organization, theme=make_theme())
        OutcomePart.objects.create(outcome=action, organization=organization)
        make_attendance(meeting, f"Läsnä {n}", organization_name=f"Järjestö {n}")


MOST = {
    "/tyoryhmat/": 2,
    "/tyoryhmat/kaikki/": 19,
    "/tyoryhmat/kaikki/kokoukset/": 4,
    f"/tyoryhmat/kaikki/kokoukset/{HELD_ON}/": 8,
    f"/tyoryhmat/kaikki/kokoukset/{days(1)}/": 4,
    "/tyoryhmat/kaikki/kalenteri.ics": 2,
    "/tyoryhmat/kaikki/muistiot.atom": 2,
    "/sitemap-workgroups.xml": 1,
    "/sitemap-memos.xml": 1,
}


def queries_of_all(client, rows):
    with transaction.atomic():
        make_everything(rows)
        found = {path: queries_of(client, path) for path in MOST}
        transaction.set_rollback(True)
    return found


def queries_of(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_each_page_makes_the_same_few_queries_with_one_row_and_with_eight(client):
    with_one, with_eight = queries_of_all(client, 1), queries_of_all(client, 8)

    assert with_eight == with_one
    assert {path: number for path, number in with_eight.items() if number > MOST[path]} == {}


@pytest.mark.parametrize("items", [5, 50])
def test_a_published_memo_takes_at_most_eight_queries(client, items):
    meeting = make_meeting()
    for n in range(items):
        item = make_item(meeting, f"Asia {n}", public_text="Teksti", members_text="Jäsenille")
        make_decision(item, theme=make_theme(f"Aihe {n}"))
        make_action(item, owner_organization=make_organization(f"Järjestö {n}"))
        make_attendance(meeting, f"Läsnä {n}")
    make_published_memo(meeting)
    member = make_member(meeting.workgroup)

    anonymous = queries_of(client, meeting.get_absolute_url())
    client.force_login(member)
    signed_in = queries_of(client, meeting.get_absolute_url())

    assert (anonymous <= 8, signed_in <= 12) == (True, True), (anonymous, signed_in)
    assert Outcome.objects.count() == 2 * items
    assert Meeting.objects.count() == 1
