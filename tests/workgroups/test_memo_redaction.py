"""After a redaction no form of the name is anywhere: the whole database is read to see it."""

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection

from lape import mail
from lape.models import OutboxMail
from tests.factories import make_superuser
from tests.workgroups.memo_rows import fresh, in_state, make_expert, make_named, make_world
from tests.workgroups.workgroups_rows import (
    make_attendance,
    make_decision,
    make_item,
    make_meeting,
    make_membership,
    make_memo,
)
from workgroups import guard, roster
from workgroups.memo import guarding, publishing, redaction
from workgroups.memo.saving import keep_draft
from workgroups.models import (
    AgendaItem,
    Attendance,
    Challenge,
    ChallengeAnswer,
    Draft,
    Invitation,
    JoinRequest,
    Meeting,
    Membership,
    MemoEvent,
    MemoVersion,
    Milestone,
    Naming,
    NamingBasis,
    Person,
    Redaction,
    Visibility,
)

pytestmark = pytest.mark.django_db
NAME = "Maija Korhonen"
FORMS = "Maija Korhonen, Maijan ja Korhosen, Maijalle, Korhoselta, M. Korhosta, Maijaa, Korhoseen. "


def dump():
    """Every row of every table, and every file of the media folder, as one text."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                parts += [bytes(chunk).decode() for chunk in copy]
    if settings.MEDIA_ROOT:
        parts += [
            path.name + path.read_bytes().decode("utf-8", "replace")
            for path in Path(settings.MEDIA_ROOT).rglob("*")
            if path.is_file()
        ]
    text = "\n".join(parts)
    return text + json.dumps(json.loads(json.dumps(text)))  # also as JSON writes å ä ö


def remains(name=NAME):
    finder = guard.Guard([guard.Person("p", guard.Name.parse(name))])
    return [hit.found for hit in finder.find(dump())]


def write_everywhere(world):
    """The name in each text of the group."""
    user = world.users["chair"]
    group, memo, meeting = world.group, world.memo, world.meeting
    person = make_expert(world)
    Person.objects.filter(pk=person.pk).update(aliases="Maikku", email="maija.korhonen@example.org")
    make_attendance(make_meeting(group, "2017-03-01"), NAME)
    AgendaItem.objects.filter(pk=world.item.pk).update(
        title=f"Puheenvuoro {FORMS}"[:300],
        presenter=NAME,
        public_text=FORMS,
        members_text=f"**Maija** {FORMS}",
    )
    make_item(meeting, "Vain editoreille", visibility=Visibility.EDITORS, members_text=FORMS)
    make_decision(world.item, FORMS, published_text=FORMS)
    type(memo).objects.filter(pk=memo.pk).update(summary=FORMS, withdrawn_reason=FORMS)
    snapshot = {"title": FORMS, "items": [{"text": FORMS, "title": "Maijalle"}]}
    for number in (1, 2):
        MemoVersion.objects.create(
            memo=memo, number=number, kind="first", public=snapshot, members=snapshot,
            change_note=FORMS, published_at="2017-06-01T12:00Z",
        )  # fmt: skip
    MemoEvent.objects.create(memo=memo, actor=user, transition="return", note=FORMS)
    keep_draft(world.item, user, {"public_text": FORMS, "members_text": ""}, 1)
    mail.queue("jasen@example.org", FORMS, FORMS, f"memo:{memo.pk}")
    challenge = Challenge.objects.create(workgroup=group, question_fi=FORMS, background_fi=FORMS)
    key = "6f1c1f0e-4a0a-4d7c-9b32-000000000001"
    ChallengeAnswer.objects.create(challenge=challenge, text=FORMS, public_text=FORMS, form_key=key)
    Invitation.objects.create(workgroup=group, email="maija.korhonen@example.org", name=NAME)
    JoinRequest.objects.create(
        workgroup=group, proposed_by=user.person, name=NAME, email="mkorhonen@example.org"
    )
    Milestone.objects.create(workgroup=group, text=FORMS, year=2018)
    Redaction.objects.create(workgroup=group, by=user, reason=NAME, places=1)
    LogEntry.objects.create(
        user=user, content_type=ContentType.objects.get_for_model(Attendance), object_id="1",
        object_repr=NAME, action_flag=CHANGE, change_message=FORMS,
    )  # fmt: skip
    wait_in_a_session()
    return person


def wait_in_a_session():
    """What was typed before a second factor was asked for, and what was to be said next."""
    session = SessionStore()
    session["second_factor_typed"] = {"path": "/", "post": urlencode({"note": FORMS})}
    session["_messages"] = json.dumps([["__json_message", 0, 25, f"{NAME} lisättiin.", ""]])
    session["seen_at"] = 1
    session.save()


def sessions():
    return [row.get_decoded() for row in Session.objects.all()]


def test_no_form_of_a_redacted_name_is_left_in_the_database():
    world = make_world()
    write_everywhere(world)
    assert len(remains()) > 100

    row = redaction.redact_name(world.group, NAME, world.users["chair"], f"{NAME} pyysi.", world.meeting)

    assert remains() == []
    assert sessions() == [{"seen_at": 1}]
    assert row.places > 20
    assert row.reason == "▇▇▇ pyysi."
    assert MemoEvent.objects.filter(memo=world.memo, transition="redact").count() == 1
    waiting = OutboxMail.objects.get()
    assert (waiting.to, waiting.about) == ("jasen@example.org", f"memo:{world.memo.pk}")


def test_an_open_page_cannot_bring_the_name_back_unseen():
    world = make_world()
    write_everywhere(world)
    seen, memo_seen = AgendaItem.objects.get(pk=world.item.pk).version, fresh(world.memo).version

    redaction.redact_name(world.group, NAME, world.users["chair"], "Pyyntö")

    assert AgendaItem.objects.get(pk=world.item.pk).version > seen
    assert fresh(world.memo).version > memo_seen


def test_others_who_are_named_in_full_keep_their_names():
    world = make_world()
    make_expert(world)
    make_named(world)
    AgendaItem.objects.filter(pk=world.item.pk).update(public_text="Maija Virtanen ja Maija Korhonen.")

    redaction.redact_name(world.group, NAME, world.users["chair"], "Pyyntö")

    assert AgendaItem.objects.get(pk=world.item.pk).public_text == "Maija Virtanen ja ▇▇▇."
    assert Person.objects.filter(name="Maija Virtanen").exists()


def test_another_group_is_not_touched_and_keeps_the_person():
    world, other = make_world(), make_world()
    person = make_expert(world)
    make_attendance(other.meeting, NAME, person=person)

    redaction.redact_name(world.group, NAME, world.users["chair"], "Pyyntö")

    assert Attendance.objects.get(meeting=other.meeting, person=person).name == NAME
    assert Person.objects.get(pk=person.pk).name == NAME


def test_a_passage_goes_with_its_blanks_and_capitals_as_they_stand():
    world = make_world()
    AgendaItem.objects.filter(pk=world.item.pk).update(public_text="Alku. Hän asuu\nKoivukujalla. Loppu.")

    redaction.redact_passage(world.group, "hän asuu Koivukujalla", world.users["chair"], "Osoite")

    assert AgendaItem.objects.get(pk=world.item.pk).public_text == "Alku. ▇▇▇. Loppu."


def test_a_worker_that_holds_a_mail_does_not_send_the_redacted_name(mailoutbox):
    world = make_world()
    make_expert(world)
    mail.queue("jasen@example.org", "Muistio", f"Paikalla {NAME}.", f"memo:{world.memo.pk}")
    held = mail._take_up()

    redaction.redact_name(world.group, NAME, world.users["chair"], "Pyyntö")

    assert [mail._send(row, None) for row in held] == [False]
    mail.send_waiting()
    assert [sent.body for sent in mailoutbox] == ["Paikalla ▇▇▇."]


def test_every_table_of_the_workgroups_is_in_reach_or_has_its_reason():
    names = {model.__name__ for model in apps.get_app_config("workgroups").get_models()}

    assert names == {model.__name__ for model in redaction.REACH} | set(redaction.OUT_OF_REACH)


# -- A consent that is withdrawn


def consented(world, name="Tuula Tammi"):
    person = make_expert(world, name)
    fields = {"is_expert_by_experience": False, "naming": Naming.FULL_NAME}
    Attendance.objects.filter(person=person).update(
        **fields, naming_basis=NamingBasis.CONSENT, consent_on="2017-05-01"
    )
    return person


def test_a_withdrawn_consent_takes_the_name_out_of_every_published_version():
    world = make_world()
    person = consented(world)
    AgendaItem.objects.filter(pk=world.item.pk).update(public_text="Tuula Tammi kertoi. Tammen sanoin.")
    decision = make_decision(world.item, "Kiitetään Tuula Tammea.")
    in_state(world.memo, "approved")
    for name in ("publish", "correct"):
        memo = fresh(world.memo)
        publishing.publish(memo, name, world.users["taker"], memo.version, "Kirjoitusvirhe")

    roster.withdraw_consent(person)

    for version in MemoVersion.objects.all():
        text = json.dumps(version.public, ensure_ascii=False)
        assert "Tamme" not in text and "Tuula" not in text
        assert "Tuula Tammi" in json.dumps(version.members, ensure_ascii=False)
        assert [row["name"] for row in version.public["attendance"]["present"]] == [""]
    decision.refresh_from_db()
    assert decision.published_text == "Kiitetään ▇▇▇."
    assert Attendance.objects.get(person=person).naming == Naming.ROLE_ONLY
    assert "Tuula" not in "".join(OutboxMail.objects.values_list("body", flat=True))


def test_a_name_in_office_stays_when_a_consent_elsewhere_is_withdrawn():
    world = make_world()
    person = make_named(world)
    in_state(world.memo, "approved")
    memo = fresh(world.memo)
    publishing.publish(memo, "publish", world.users["taker"], memo.version)

    redaction.forget_consent(person)

    assert "Maija Virtanen" in json.dumps(MemoVersion.objects.get().public)


def test_a_draft_of_another_author_is_redacted_too():
    world = make_world()
    keep_draft(world.item, world.users["taker"], {"public_text": f"{NAME} sanoi"}, 1)
    make_memo(make_meeting(world.group, "2017-08-18"))

    redaction.redact_name(world.group, NAME, world.users["chair"], "Pyyntö")

    assert Draft.objects.get().fields == {"public_text": "▇▇▇ sanoi"}


@pytest.mark.parametrize("words", ["17", "on", "title", "present", "2017-05-17"])
def test_a_passage_leaves_the_codes_of_a_version_alone(client, words):
    world = make_world()
    make_decision(world.item)
    in_state(world.memo, "approved")
    memo = fresh(world.memo)
    publishing.publish(memo, "publish", world.users["taker"], memo.version)

    redaction.redact_passage(world.group, words, world.users["chair"], "Osoite")

    assert client.get(world.meeting.get_absolute_url()).status_code == 200


def test_a_forgotten_person_is_no_name_to_look_for():
    world = make_world()
    make_expert(world)
    redaction.redact_name(world.group, NAME, world.users["chair"], "Pyyntö")

    assert guarding.names_in(world.meeting, "Nimi poistettu. Nimellä ei ole väliä, sanoi Nimi.") == []


def test_a_withdrawn_consent_takes_the_name_off_agendas_and_places_too():
    world = make_world()
    person = consented(world)
    Meeting.objects.filter(pk=world.meeting.pk).update(title="Tuula Tammen malli", venue="Tuula Tammen sali")
    Membership.objects.filter(person=person).update(role="member")
    coming = make_meeting(world.group, "2027-05-03", title="Tuulan vuoro", cancel_reason="Tuula sairastui")
    shown = make_item(coming, "Tuula Tammi kertoo")
    inside = make_item(coming, "Tuula Tammi kertoo", visibility=Visibility.MEMBERS)

    redaction.forget_consent(person)

    for row, column in [(world.meeting, "title"), (world.meeting, "venue"), (coming, "title")]:
        row.refresh_from_db()
        assert "▇▇▇" in getattr(row, column)
    assert coming.cancel_reason == "▇▇▇ sairastui"
    shown.refresh_from_db()
    inside.refresh_from_db()
    assert (shown.title, inside.title) == ("▇▇▇ kertoo", "Tuula Tammi kertoo")


def test_a_redacted_name_is_not_on_the_public_roster_of_those_who_sign_in(client):
    world = make_world()
    person = make_named(world)
    Person.objects.filter(pk=person.pk).update(user=make_superuser())
    other = make_membership(make_world().group, person, naming="full_name", naming_basis="office")
    assert "Maija Virtanen" in client.get(world.group.get_absolute_url()).content.decode()

    redaction.redact_name(world.group, "Maija Virtanen", world.users["chair"], "Pyyntö", world.meeting)

    assert "Virtanen" not in client.get(world.group.get_absolute_url()).content.decode()
    assert "Maija Virtanen" in client.get(other.workgroup.get_absolute_url()).content.decode()
