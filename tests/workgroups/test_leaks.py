"""Everything that could leak is made, and looked for wherever the public comes: pages, calendars, feeds."""

import datetime

import pytest
from django.core import mail as sent
from django.urls import translate_url
from workgroups_rows import (
    make_action,
    make_attendance,
    make_challenge,
    make_decision,
    make_item,
    make_meeting,
    make_member,
    make_membership,
    make_memo,
    make_named_membership,
    make_person,
    make_published_memo,
    make_workgroup,
)

from lape import mail
from tests.factories import make_location, make_superuser
from workgroups import subscriptions
from workgroups.models import (
    ChallengeAnswer,
    GroupDocument,
    Membership,
    Naming,
    NamingBasis,
    OtherEvent,
    Outcome,
    Role,
    Subscription,
    Visibility,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today()
TOMORROW = TODAY + datetime.timedelta(days=1)
LAST_WEEK = TODAY - datetime.timedelta(days=7)
MEMBERS, EDITORS = Visibility.MEMBERS, Visibility.EDITORS
#: Each secret holds this.
SECRET = "qwxz"
ROLES = ("anonymous", "ex-member", "sister", "subscriber")


class World:
    """An active group with a published memo and a coming meeting, and secrets of every kind round them."""

    def __init__(self):
        self.group = make_workgroup("Julkinen ryhmä", slug="ryhma", contact_email="tyo@example.org")
        self.sister = make_workgroup("Sisarryhmä", slug="sisar")
        self.held = make_meeting(self.group, LAST_WEEK, title="Pidetty")
        self.coming = make_meeting(
            self.group,
            TOMORROW,
            remote_url=f"https://example.org/{SECRET}",
            location=make_location(f"{SECRET} turvatalo", is_confidential=True),
        )
        self.people()
        self.published()
        self.drafts()
        self.beside()
        self.users = {
            "anonymous": None,
            "subscriber": None,
            "ex-member": make_member(
                self.group, f"{SECRET} entinen", naming=Naming.HIDDEN, end_date=TODAY - datetime.timedelta(1)
            ),
            "sister": make_member(self.sister, naming=Naming.HIDDEN),
        }

    def people(self):
        """Members and attendees whom nothing lets us name, and one whose consent to be named has gone."""
        contact = make_membership(self.group, make_person(f"{SECRET} Hidden"), naming=Naming.HIDDEN)
        self.group.contact_member = contact
        self.group.save()
        make_membership(self.group, make_person(f"{SECRET} Role"), title="Perheohjaaja")
        make_membership(self.group, make_person(f"{SECRET} Expert"), Role.EXPERT_BY_EXPERIENCE)
        ended = make_named_membership(self.group, f"{SECRET} Ended", end_date=LAST_WEEK)
        assert ended.naming_basis == NamingBasis.OFFICE
        make_attendance(self.held, f"{SECRET} Attendee", title="Perheohjaaja")
        make_attendance(self.held, f"{SECRET} Guest", title=f"{SECRET} title", naming=Naming.HIDDEN)
        make_attendance(self.held, f"{SECRET} Expert", is_expert_by_experience=True)

    def published(self):
        """A memo with members' texts, whose living texts have gone on since it was published."""
        item = make_item(self.held, "Julkinen asia", public_text="Julkinen teksti", members_text=SECRET)
        make_item(self.held, f"{SECRET} title", visibility=MEMBERS)
        make_item(self.held, f"{SECRET} editors", visibility=EDITORS)
        make_decision(item, "Julkinen päätös")
        make_decision(item, f"{SECRET} decision", visibility=MEMBERS)
        make_action(item, "Julkinen tehtävä", owner_person=make_person(f"{SECRET} Owner"))
        make_published_memo(self.held, summary="Julkinen tiivistelmä")
        item.public_text = f"{SECRET} living"
        item.save()
        Outcome.objects.filter(text__startswith="Julkinen").update(text=f"{SECRET} living")
        make_item(self.held, f"{SECRET} added", public_text=SECRET)
        hidden = make_item(self.held, "Jäsenille", visibility=MEMBERS)
        make_decision(hidden, SECRET, published_text=f"{SECRET} of a members' item")

    def drafts(self):
        """What is not published: an agenda's texts, memos under work, meetings and groups not yet known."""
        make_item(self.coming, "Julkinen otsikko", public_text=SECRET, members_text=SECRET, presenter=SECRET)
        make_item(self.coming, f"{SECRET} proposed", state="proposed")
        make_item(self.coming, f"{SECRET} members", visibility=MEMBERS)
        for days, state in enumerate(("draft", "in_review", "approved"), start=10):
            meeting = make_meeting(self.group, TODAY - datetime.timedelta(days=days))
            make_item(meeting, "Otsikko", public_text=f"{SECRET} draft")
            make_memo(meeting, state=state, summary=f"{SECRET} summary")
        withdrawn = make_meeting(self.group, TODAY - datetime.timedelta(days=20))
        make_decision(make_item(withdrawn, "Otsikko", public_text=SECRET), f"{SECRET} withdrawn")
        memo = make_published_memo(withdrawn, summary=SECRET)
        memo.state, memo.withdrawn_reason = "withdrawn", "Virhe"
        memo.save()
        members_only = make_meeting(self.group, TODAY - datetime.timedelta(days=21), visibility=MEMBERS)
        make_decision(make_item(members_only, f"{SECRET} item"), f"{SECRET} decision")
        make_published_memo(members_only, summary=SECRET)
        make_meeting(self.group, TOMORROW, ordinal=2, title=f"{SECRET} meeting", visibility=MEMBERS)
        proposed = make_workgroup(f"{SECRET} proposed", slug="ehdotus", state="proposed", parent=self.group)
        self.group.affiliated.add(proposed)
        of_proposed = make_meeting(proposed, LAST_WEEK, title=SECRET)
        make_decision(make_item(of_proposed, SECRET), SECRET)
        make_published_memo(of_proposed, summary=SECRET)

    def beside(self):
        """Documents, events, questions and answers that are not for everybody."""
        GroupDocument.objects.create(
            workgroup=self.group, title=SECRET, url="https://example.org/", date=TODAY
        )
        OtherEvent.objects.create(workgroup=self.group, title=SECRET, date=TOMORROW)
        self.challenge = make_challenge(self.group)
        make_challenge(self.group, f"{SECRET} draft", state="draft")
        for number, state in enumerate(("new", "rejected", "chosen")):
            ChallengeAnswer.objects.create(
                challenge=self.challenge,
                text=f"{SECRET} answer",
                public_text="" if state == "new" else f"{SECRET if state == 'rejected' else 'Valittu'}",
                state=state,
                form_key=f"00000000-0000-0000-0000-00000000000{number}",
            )

    def pages(self):
        """Every address of the readers, in all languages where the address is a page."""
        own = [meeting.get_absolute_url() for meeting in self.group.meetings.all()]
        root = "/tyoryhmat/ryhma/"
        question = f"{root}kysymykset/{self.challenge.pk}/"
        return [
            "/tyoryhmat/",
            "/sv/arbetsgrupper/",
            "/tyoryhmat/ehdotus/",
            "/tyoryhmat/ehdotus/kalenteri.ics",
            "/tyoryhmat/ehdotus/muistiot.atom",
            "/tyoryhmat/ehdotus/tilaa/",
            f"/tyoryhmat/ehdotus/kokoukset/{LAST_WEEK}/",
            f"/tyoryhmat/ehdotus/kokoukset/{LAST_WEEK}/kokous.ics",
            root,
            f"{root}?paiva={LAST_WEEK - datetime.timedelta(days=1)}",
            "/en/working-groups/ryhma/",
            f"{root}kokoukset/",
            f"{root}kalenteri.ics",
            f"{root}muistiot.atom",
            f"{root}tilaa/",
            f"{root}tilaa/kiitos/",
            question,
            f"{question}vastaa/",
            f"{question}kiitos/",
            *own,
            *(f"{path}kokous.ics" for path in own),
            *(translate_url(path, "sv") for path in own),
            "/sitemap.xml",
            "/sitemap-workgroups.xml",
            "/sitemap-memos.xml",
        ]


@pytest.fixture
def world():
    return World()


@pytest.mark.parametrize("role", ROLES)
def test_no_secret_is_told_to_those_outside(client, world, role):
    if user := world.users[role]:
        client.force_login(user)
    pages = world.pages()
    if role == "subscriber":
        row = Subscription(workgroup=world.group, email="lukija@example.org")
        token = subscriptions.token_of(row.workgroup_id, row.email)
        subscriptions.ask(world.group, row.email)
        pages.append(f"/tilaus/{token}/")

    told = {path: content for path in pages if SECRET in (content := text_of(client, path))}

    assert told == {}


def text_of(client, path):
    """The answer in lower case; calendars fold their lines."""
    return client.get(path).content.decode().replace("\r\n ", "").lower()


def test_what_is_public_is_there(client, world):
    memo = text_of(client, world.held.get_absolute_url())
    group = text_of(client, "/tyoryhmat/ryhma/")

    for text in ("julkinen asia", "julkinen teksti", "julkinen päätös", "julkinen tehtävä"):
        assert text in memo
    for text in ("julkinen päätös", "julkinen tehtävä", "julkinen otsikko", "perheohjaaja"):
        assert text in group
    assert "julkinen tiivistelmä" in text_of(client, "/tyoryhmat/ryhma/muistiot.atom")
    assert "valittu" in text_of(client, f"/tyoryhmat/ryhma/kysymykset/{world.challenge.pk}/")


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR])
def test_members_read_their_part_at_the_same_address(client, world, role):
    client.force_login(make_member(world.group, role=role))

    answer = client.get(world.held.get_absolute_url())

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert f"{SECRET} title" in answer.content.decode()
    assert f"{SECRET} living" not in answer.content.decode()


def test_a_superuser_finds_every_secret_page(client, world):
    client.force_login(make_superuser())

    assert client.get("/tyoryhmat/ehdotus/").status_code == 200


def test_the_mail_of_a_subscription_names_nobody(client, world):
    subscriptions.ask(world.group, "lukija@example.org")
    mail.send_waiting()

    assert SECRET not in sent.outbox[0].body.lower()
    assert sent.outbox[0].to == ["lukija@example.org"]


def test_a_withdrawn_consent_takes_the_name_from_the_roster(client, world):
    row = make_named_membership(
        world.group, "Aino Esimerkki", naming_basis=NamingBasis.CONSENT, consent_on=LAST_WEEK
    )
    assert "aino esimerkki" in text_of(client, "/tyoryhmat/ryhma/")

    Membership.objects.filter(pk=row.pk).update(naming=Naming.ROLE_ONLY, consent_withdrawn_on=TODAY)

    assert "aino esimerkki" not in text_of(client, "/tyoryhmat/ryhma/")
