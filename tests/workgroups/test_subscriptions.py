"""Following a group by mail, and answering its questions: forms that readers post."""

import datetime
import re
import uuid
from urllib.parse import urlsplit

import pytest
from django.core import mail as sent
from django.test import Client
from django.utils import timezone
from workgroups_rows import make_challenge, make_member, make_workgroup

from lape import mail
from lape.models import OutboxMail
from workgroups import subscriptions
from workgroups.models import ChallengeAnswer, Role, Subscription

pytestmark = pytest.mark.django_db
EMAIL = "lukija@example.org"


def ask(client, group, email=EMAIL, **fields):
    return client.post(f"{group.get_absolute_url()}tilaa/", {"email": email, **fields})


def link_in_the_mail():
    mail.send_waiting()
    return urlsplit(re.search(r"http\S+", sent.outbox[-1].body)[0]).path


def test_a_subscription_begins_with_the_button_behind_the_link(client):
    group = make_workgroup()
    answer = ask(client, group)
    assert answer.headers["Location"] == f"{group.get_absolute_url()}tilaa/kiitos/"
    path = link_in_the_mail()

    client.get(path)  # a mail scanner looks first
    assert list(subscriptions.confirmed(group)) == []

    client.post(path, {"action": "confirm"})
    assert [row.email for row in subscriptions.confirmed(group)] == [EMAIL]


def test_a_subscription_ends_from_the_same_link_and_the_address_is_forgotten(client):
    group = make_workgroup()
    ask(client, group)
    path = link_in_the_mail()
    client.post(path, {"action": "confirm"})
    row = Subscription.objects.get()
    mail.queue(row.email, "Uusi muistio", "Teksti", subscriptions.about_of(row))

    answer = client.post(path, {"action": "end"})

    assert answer.status_code == 200
    assert not Subscription.objects.exists()
    assert not OutboxMail.objects.exclude(state=OutboxMail.State.SENT).exists()
    assert client.get(path).status_code == 404


def test_asking_again_tells_nothing_and_sends_no_second_mail_within_an_hour(client):
    group = make_workgroup()

    first, second = ask(client, group), ask(client, group, "Lukija@Example.org")

    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert Subscription.objects.count() == OutboxMail.objects.count() == 1
    Subscription.objects.update(asked_at=timezone.now() - datetime.timedelta(hours=2))
    ask(client, group)
    assert OutboxMail.objects.count() == 2


@pytest.mark.parametrize("email", ["", "ei osoite", "a@b", "a" * 300 + "@example.org"])
def test_an_address_that_is_none_stays_in_the_form(client, email):
    answer = ask(client, make_workgroup(), email)

    assert answer.status_code == 422
    assert f'value="{email}"' in answer.content.decode()
    assert "Virhe:" in answer.content.decode()
    assert not Subscription.objects.exists()


def test_a_machine_is_thanked_and_not_heard(client):
    assert ask(client, make_workgroup(), website="https://example.org/").status_code == 302
    assert not OutboxMail.objects.exists()


def test_a_proposed_group_takes_no_subscription(client):
    assert ask(client, make_workgroup(state="proposed")).status_code == 404


def test_an_unconfirmed_address_is_forgotten_in_a_week(client):
    group = make_workgroup()
    for email, days in (("uusi@example.org", 6), ("vanha@example.org", 8)):
        subscriptions.ask(group, email)
        asked = timezone.now() - datetime.timedelta(days=days)
        Subscription.objects.filter(email=email).update(asked_at=asked)

    assert subscriptions.forget_unconfirmed() == 1
    assert Subscription.objects.get().email == "uusi@example.org"


def test_a_form_from_elsewhere_is_refused():
    group = make_workgroup()

    assert ask(Client(enforce_csrf_checks=True), group).status_code == 403


# -- Nuts to crack


def answer_path(challenge):
    return f"{challenge.workgroup.get_absolute_url()}kysymykset/{challenge.pk}/vastaa/"


def test_an_answer_waits_for_the_group_and_is_thanked_for(client):
    challenge = make_challenge(make_workgroup())

    answer = client.post(answer_path(challenge), {"text": "Vertaisryhmä auttoi.", "form_key": uuid.uuid4()})

    assert answer.headers["Location"].endswith("/kiitos/")
    assert ChallengeAnswer.objects.get().text == "Vertaisryhmä auttoi."
    page = client.get(f"{challenge.workgroup.get_absolute_url()}kysymykset/{challenge.pk}/")
    assert "Vertaisryhmä auttoi." not in page.content.decode()


def test_a_form_sent_twice_is_one_answer(client):
    challenge = make_challenge(make_workgroup())
    form = {"text": "Sama", "form_key": uuid.uuid4()}

    for _time in range(2):
        assert client.post(answer_path(challenge), form).status_code == 302

    assert ChallengeAnswer.objects.count() == 1


def test_a_chosen_answer_is_shown_as_the_group_put_it(client):
    challenge = make_challenge(make_workgroup(), result_fi="Avattiin ryhmä.")
    ChallengeAnswer.objects.create(
        challenge=challenge, text="Liisa auttoi", public_text="Ystävä auttoi", state="chosen",
        form_key=uuid.uuid4(),
    )  # fmt: skip

    path = answer_path(challenge).removesuffix("vastaa/")
    page = client.get(path).content.decode()

    assert "Ystävä auttoi" in page
    assert "Avattiin ryhmä." in page
    assert "Liisa" not in page


@pytest.mark.parametrize("text", ["", "x" * 2001])
def test_an_answer_that_does_not_fit_stays_in_the_form(client, text):
    challenge = make_challenge(make_workgroup())

    answer = client.post(answer_path(challenge), {"text": text, "form_key": uuid.uuid4()})

    assert answer.status_code == 422
    assert text in answer.content.decode()
    assert not ChallengeAnswer.objects.exists()


def test_a_closed_question_takes_no_answers_and_a_draft_is_the_editors(client):
    group = make_workgroup()
    closed, draft = make_challenge(group, state="closed"), make_challenge(group, state="draft")
    draft_path = answer_path(draft).removesuffix("vastaa/")

    assert client.get(answer_path(closed)).status_code == 404
    assert client.get(draft_path).status_code == 404
    client.force_login(make_member(group))
    assert client.get(draft_path).status_code == 404
    client.force_login(make_member(group, role=Role.CHAIR))
    assert client.get(draft_path).status_code == 200
