"""Nothing is published before the guard stands; what is published is whole, once, and told once."""

import datetime
import json
import threading

import pytest
from django.db import connection, transaction

from lape.models import OutboxMail
from tests.workgroups.memo_rows import fresh, in_state, make_expert, make_named, make_world
from tests.workgroups.workgroups_rows import (
    make_action,
    make_attendance,
    make_decision,
    make_item,
    make_meeting,
    make_membership,
    make_person,
    make_workgroup,
)
from workgroups.memo import guarding, publishing, states
from workgroups.memo.snapshot import snapshot
from workgroups.models import (
    AcknowledgedHit,
    AgendaItem,
    Meeting,
    MemoVersion,
    Outcome,
    Person,
    Role,
    Subscription,
    VersionKind,
    Visibility,
)

pytestmark = pytest.mark.django_db


def publish(memo, user, name="publish", note=""):
    memo = fresh(memo)
    return publishing.publish(memo, name, user, memo.version, note)


def approved(world):
    in_state(world.memo, "approved")
    return world


def open_names(memo):
    memo = fresh(memo)
    return guarding.open_hits(memo, snapshot(publishing.living(memo), Visibility.PUBLIC))


def say(world, text):
    AgendaItem.objects.filter(pk=world.item.pk).update(public_text=text)


# -- The guard


@pytest.mark.parametrize(
    "field", ["public_text", "title", "presenter", "summary", "outcome", "meeting", "attendance", "note"]
)
def test_a_hidden_name_in_any_form_and_place_keeps_the_memo_from_being_published(field):
    world = approved(make_world())
    make_expert(world)
    text, note = "Puheenvuoro Korhoselta kuultiin.", ""
    if field == "summary":
        type(world.memo).objects.filter(pk=world.memo.pk).update(summary=text)
    elif field == "outcome":
        make_decision(world.item, text)
    elif field == "meeting":
        Meeting.objects.filter(pk=world.meeting.pk).update(title=text)
    elif field == "attendance":
        make_attendance(world.meeting, "Joku", title=text)
    elif field == "note":
        note = text
    else:
        AgendaItem.objects.filter(pk=world.item.pk).update(**{field: text})

    with pytest.raises(guarding.OpenNames) as caught:
        publish(world.memo, world.users["taker"], note=note)

    assert [hit.found for hit in caught.value.hits] == ["Korhoselta"]
    assert fresh(world.memo).state == "approved"
    assert not MemoVersion.objects.exists() and not OutboxMail.objects.exists()


def test_names_that_only_members_read_are_no_hits():
    world = approved(make_world())
    make_expert(world)
    make_item(world.meeting, "Maija Korhosen asia", visibility=Visibility.MEMBERS)
    AgendaItem.objects.filter(pk=world.item.pk).update(members_text="Maija Korhonen kertoi.")

    assert open_names(world.memo) == []


def test_who_is_named_in_full_is_no_hit_and_a_namesake_is():
    world = approved(make_world())
    make_named(world)
    say(world, "Maija Virtanen esitteli.")
    assert open_names(world.memo) == []

    make_expert(world)
    say(world, "Maija Virtanen esitteli. Maijan kysymys jäi auki.")

    assert [hit.found for hit in open_names(world.memo)] == ["Maijan"]


def test_guests_former_members_and_nicknames_are_looked_for():
    world = approved(make_world())
    make_attendance(world.meeting, "Ilta Vierailija")
    earlier = make_meeting(world.group, "2017-03-01")
    make_attendance(earlier, "Orvokki Entinen")
    expert = make_expert(world)
    Person.objects.filter(pk=expert.pk).update(aliases="Maikku, Maija Entisenniemi")
    say(world, "Illan aloitti Vierailija. Orvokin ja Maikun mukaan. Entisenniemelle kiitos.")

    found = [hit.found for hit in open_names(world.memo)]

    assert {"Vierailija", "Orvokin", "Maikun", "Entisenniemelle"} <= set(found)


def test_a_masked_name_is_gone_and_the_memo_can_be_published():
    world = approved(make_world())
    make_expert(world)
    say(world, "Maijalta kuultiin, ja Korhonen jatkoi.")

    guarding.replace(world.memo, {hit.digest for hit in open_names(world.memo)}, with_pseudonyms=False)
    publish(world.memo, world.users["taker"])

    assert AgendaItem.objects.get(pk=world.item.pk).public_text == "▇▇▇ kuultiin, ja ▇▇▇ jatkoi."


def test_a_pseudonym_keeps_the_case_and_is_the_same_within_a_memo():
    world = approved(make_world())
    make_expert(world)
    say(world, "Maijalta kuultiin. Korhosen asia.")
    type(world.memo).objects.filter(pk=world.memo.pk).update(summary="Kiitos Maijalle.")

    guarding.replace(world.memo, {hit.digest for hit in open_names(world.memo)}, with_pseudonyms=True)

    text = AgendaItem.objects.get(pk=world.item.pk).public_text
    assert text == "Kokemusasiantuntija A:lta kuultiin. Kokemusasiantuntija A:n asia."
    assert fresh(world.memo).summary == "Kiitos Kokemusasiantuntija A:lle."
    assert open_names(world.memo) == []


def test_pseudonyms_stay_when_people_are_added():
    world = make_world()
    first = make_expert(world)
    memo = fresh(world.memo)
    given = guarding.pseudonyms_of(memo, guarding.Roster(memo.meeting))
    for name in ("Liisa Laine", "Tuula Tammi", "Aili Aalto"):
        make_expert(world, name)

    memo = fresh(world.memo)
    later = guarding.pseudonyms_of(memo, guarding.Roster(memo.meeting))

    assert later[f"p{first.pk}"] == given[f"p{first.pk}"]
    assert len(set(later.values())) == len(later)


def test_letters_differ_between_memos():
    world = make_world()
    for name in ("Liisa Laine", "Tuula Tammi", "Aili Aalto", "Maija Korhonen"):
        make_expert(world, name)
    memos = [fresh(world.memo)]
    for day in range(1, 9):
        meeting = make_meeting(world.group, datetime.date(2017, 9, day))
        memos.append(type(world.memo).objects.create(meeting=meeting))

    given = [guarding.would_be(memo, guarding.Roster(memo.meeting)) for memo in memos]

    assert len({json.dumps(names, sort_keys=True) for names in given}) > 1


def test_what_was_let_stand_is_open_again_when_its_sentence_changes():
    world = approved(make_world())
    make_expert(world)
    say(world, "Maija kertoi.")
    (hit,) = open_names(world.memo)
    guarding.acknowledge(world.memo, hit.digest, world.users["taker"])
    guarding.acknowledge(world.memo, hit.digest, world.users["taker"])
    assert open_names(world.memo) == []

    say(world, "Maija kertoi erostaan.")

    assert [hit.found for hit in open_names(world.memo)] == ["Maija"]
    assert "maija" not in str(AcknowledgedHit.objects.values()).lower()


def test_a_name_that_comes_after_the_page_was_opened_is_not_published():
    world = approved(make_world())
    make_expert(world)
    seen = fresh(world.memo)
    assert open_names(seen) == []
    say(world, "Maija kertoi.")  # past every version check

    with pytest.raises(guarding.OpenNames):
        publishing.publish(seen, "publish", world.users["taker"], seen.version)


# -- What is published


def test_a_published_memo_holds_both_snapshots_and_shows_its_public_outcomes():
    world = approved(make_world())
    shown = make_decision(world.item, "Piste perustetaan.")
    hidden = make_decision(world.item, "Sisäinen päätös.", visibility=Visibility.MEMBERS)

    version = publish(world.memo, world.users["taker"])

    memo = fresh(world.memo)
    assert (memo.state, version.number, version.kind) == ("published", 1, VersionKind.FIRST)
    assert [item["title"] for item in version.public["items"]] == ["Ensiapupiste"]
    assert [item["title"] for item in version.members["items"]] == ["Ensiapupiste", "Sisäinen"]
    assert list(Outcome.objects.published()) == [shown]
    hidden.refresh_from_db()
    assert hidden.published_text == ""


@pytest.mark.parametrize("secret", ["Jäsenten kesken", "Vain valmistelijoille", "Sisäinen päätös"])
def test_nothing_for_members_or_editors_is_in_the_public_snapshot_or_a_mail(secret):
    world = approved(make_world())
    make_action(
        world.item,
        "Sisäinen päätös",
        visibility=Visibility.MEMBERS,
        owner_person=world.users["member"].person,
    )
    Subscription.objects.create(
        workgroup=world.group, email="tilaaja@example.org", token_hash="x", confirmed_at="2017-01-01T00:00Z"
    )

    version = publish(world.memo, world.users["taker"])

    assert secret not in json.dumps(version.public, ensure_ascii=False)
    assert "Vain valmistelijoille" not in json.dumps(version.members, ensure_ascii=False)
    assert all(secret not in mail.body + mail.subject for mail in OutboxMail.objects.all())


def test_a_correction_is_a_version_of_its_own_and_takes_hidden_outcomes_off():
    world = approved(make_world())
    outcome = make_decision(world.item, "Piste perustetaan.")
    publish(world.memo, world.users["taker"])
    mails = OutboxMail.objects.count()
    Outcome.objects.filter(pk=outcome.pk).update(visibility=Visibility.MEMBERS)
    say(world, "Piste avataan keväällä.")

    version = publish(world.memo, world.users["taker"], "correct", "Avaamisen aika oli väärä.")

    assert (version.number, version.kind) == (2, VersionKind.CORRECTION)
    assert version.change_note == "Avaamisen aika oli väärä."
    assert MemoVersion.objects.get(number=1).public["items"][0]["text"] == "Piste avataan syksyllä."
    assert Outcome.objects.get(pk=outcome.pk).published_text == ""
    assert OutboxMail.objects.count() == mails


def test_a_withdrawn_memo_hides_its_outcomes_and_its_waiting_mails_until_it_is_published_again():
    world = approved(make_world())
    make_decision(world.item, "Piste perustetaan.")
    publish(world.memo, world.users["taker"])
    memo = fresh(world.memo)

    publishing.withdraw(memo, world.users["chair"], memo.version, "Muistiossa oli virhe.")

    assert fresh(world.memo).withdrawn_reason == "Muistiossa oli virhe."
    assert not Outcome.objects.published().exists()
    assert not OutboxMail.objects.exists()
    version = publish(world.memo, world.users["chair"], "publish_again")
    assert (version.number, version.kind) == (2, VersionKind.REPUBLISHED)
    assert fresh(world.memo).withdrawn_reason == ""
    assert Outcome.objects.published().exists()


def test_a_reason_that_names_somebody_is_not_shown_to_everyone():
    world = approved(make_world())
    make_expert(world)
    publish(world.memo, world.users["taker"])
    memo = fresh(world.memo)

    with pytest.raises(guarding.OpenNames):
        publishing.withdraw(memo, world.users["chair"], memo.version, "Maija Korhonen pyysi.")

    assert fresh(world.memo).state == "published"


# -- Mail


def test_each_member_and_subscriber_gets_one_mail_and_owners_their_actions():
    world = approved(make_world())
    owner = world.users["member"].person
    make_action(world.item, "Kutsutaan kolle­gat.", owner_person=owner, is_due_next_meeting=True)
    make_action(world.item, "Salainen tehtävä.", owner_person=owner, visibility=Visibility.MEMBERS)
    for email, at in [("tilaaja@example.org", "2017-01-01T00:00Z"), ("odottaa@example.org", None)]:
        Subscription.objects.create(workgroup=world.group, email=email, token_hash=email, confirmed_at=at)

    publish(world.memo, world.users["taker"])

    mails = {mail.to: mail for mail in OutboxMail.objects.all()}
    members = {user.email for role, user in world.users.items() if role != "stranger"}
    assert set(mails) == members | {"tilaaja@example.org"}
    own = mails[world.users["member"].email].body
    assert "Kutsutaan" in own and "Salainen" not in own and "Sovittiin pisteestä." in own
    assert "/tyoryhmat/" in own and "2017-05-17" in own
    assert all(
        "Kutsutaan" not in mail.body for to, mail in mails.items() if to != world.users["member"].email
    )
    assert "/tilaus/" in mails["tilaaja@example.org"].body and "/tilaus/" not in own
    assert {mail.subject for mail in mails.values()} == {"Muistio 17.5.2017 on julkaistu"}
    assert {mail.about for mail in mails.values()} == {f"memo:{world.memo.pk}"}


def test_subscribers_are_not_told_of_a_meeting_that_only_members_know_of():
    world = approved(make_world())
    Meeting.objects.filter(pk=world.meeting.pk).update(visibility=Visibility.MEMBERS)
    Subscription.objects.create(
        workgroup=world.group, email="tilaaja@example.org", token_hash="x", confirmed_at="2017-01-01T00:00Z"
    )

    publish(world.memo, world.users["taker"])

    assert not OutboxMail.objects.filter(to="tilaaja@example.org").exists()


def test_mails_go_with_the_transaction_that_wrote_them():
    world = approved(make_world())

    with pytest.raises(RuntimeError), transaction.atomic():
        publish(world.memo, world.users["taker"])
        raise RuntimeError

    assert not OutboxMail.objects.exists() and not MemoVersion.objects.exists()
    assert fresh(world.memo).state == "approved"


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_twice_at_once_makes_one_version_and_one_mail_each():
    world = approved(make_world())
    seen, start, outcomes = fresh(world.memo).version, threading.Barrier(2), []

    def press():
        try:
            start.wait()
            publishing.publish(fresh(world.memo), "publish", world.users["taker"], seen)
            outcomes.append("published")
        except states.Overtaken:
            outcomes.append("overtaken")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["overtaken", "published"]
    assert MemoVersion.objects.count() == 1
    assert OutboxMail.objects.count() == 4


@pytest.mark.parametrize("state", ["present", "excused", "absent"])
def test_of_an_expert_by_experience_the_public_reads_no_title_and_no_organization(client, state):
    world = approved(make_world())
    make_attendance(
        world.meeting, "Maija Korhonen", is_expert_by_experience=True, state=state,
        title="kahden lapsen äiti", organization_name="Eroryhmä Kuvitelma",
    )  # fmt: skip

    version = publish(world.memo, world.users["taker"])

    page = client.get(world.meeting.get_absolute_url()).content.decode()
    assert "äiti" not in page and "Kuvitelma" not in page
    assert "äiti" not in json.dumps(version.public, ensure_ascii=False)
    assert "äiti" in json.dumps(version.members, ensure_ascii=False)


@pytest.mark.parametrize("where", ["below", "above", "beside", "affiliated", "elsewhere"])
def test_private_people_of_the_groups_around_are_looked_for_too(where):
    above = make_workgroup("Yllä")
    world = make_world(parent=above)
    groups = {
        "below": lambda: make_workgroup("Alla", parent=world.group),
        "above": lambda: above,
        "beside": lambda: make_workgroup("Vieressä", parent=above),
        "affiliated": lambda: make_workgroup("Läheinen"),
        "elsewhere": lambda: make_workgroup("Muualla"),
    }
    group = groups[where]()
    if where == "affiliated":
        world.group.affiliated.add(group)
    make_membership(group, make_person("Maija Korhonen"), Role.EXPERT_BY_EXPERIENCE)
    make_membership(group, make_person("Tuula Tammi"))
    say(world, "Maija Korhonen kertoi, Tuula Tammi kirjasi.")

    found = [hit.found for hit in open_names(world.memo)]

    assert found == ([] if where == "elsewhere" else ["Maija Korhonen"])


def test_who_is_named_here_in_office_is_no_secret_because_of_another_group():
    world = make_world()
    person = make_named(world)
    make_membership(make_workgroup("Alla", parent=world.group), person, naming="hidden")
    say(world, "Maija Virtanen alusti.")

    assert open_names(world.memo) == []


def test_of_a_meeting_that_editors_alone_know_of_no_member_gets_a_mail():
    world = approved(make_world())
    Meeting.objects.filter(pk=world.meeting.pk).update(visibility=Visibility.EDITORS)

    publish(world.memo, world.users["taker"])

    told = set(OutboxMail.objects.values_list("to", flat=True))
    assert told == {world.users[role].email for role in ("chair", "secretary", "taker")}
