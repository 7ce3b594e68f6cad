"""The mail queue: written with what it tells of, sent by a worker, retried, and forgotten on demand."""

import datetime

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.db.models import F

from lape import mail
from lape.models import OutboxMail

pytestmark = pytest.mark.django_db

State = OutboxMail.State


class AwayBackend(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("no mail server")


def queue(to="aino@example.org", about="memo:1"):
    return mail.queue(to, "Muistio on julkaistu", "Lue: https://tuki.example.org/", about)


def let_pass(minutes):
    """Let the queue grow older."""
    ago = datetime.timedelta(minutes=minutes)
    OutboxMail.objects.update(next_try_at=F("next_try_at") - ago, leased_until=F("leased_until") - ago)


def test_a_queued_mail_is_sent_once_with_its_own_message_id():
    row = queue()

    assert mail.send_waiting() == 1
    assert mail.send_waiting() == 0
    (sent,) = django_mail.outbox
    assert sent.to == ["aino@example.org"]
    assert sent.extra_headers["Message-ID"] == row.message_id


def test_a_sent_mail_leaves_no_words_behind():
    row = queue()
    mail.send_waiting()
    row.refresh_from_db()

    assert (row.state, row.subject, row.body) == (State.SENT, "", "")


def test_a_mail_is_gone_with_the_transaction_that_it_tells_of():
    with pytest.raises(RuntimeError), transaction.atomic():
        queue()
        raise RuntimeError

    assert mail.send_waiting() == 0


def test_a_mail_waits_while_the_server_is_away_and_goes_when_it_is_back(settings):
    row = queue()
    settings.EMAIL_BACKEND = f"{__name__}.AwayBackend"
    assert mail.send_waiting() == 0
    row.refresh_from_db()
    assert (row.state, row.attempts, row.last_error) == (State.WAITING, 1, "ConnectionRefusedError")

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    let_pass(minutes=2)
    assert mail.send_waiting() == 1


def test_a_mail_is_given_up_after_the_last_retry(settings):
    row = queue()
    settings.EMAIL_BACKEND = f"{__name__}.AwayBackend"
    for _ in range(len(mail.RETRY_MINUTES) + 1):
        mail.send_waiting()
        let_pass(minutes=2000)
    row.refresh_from_db()

    assert row.state == State.GIVEN_UP
    assert row.body  # nothing is lost: an administrator can send it again


def test_a_mail_taken_up_by_a_worker_that_died_is_taken_up_again():
    row = queue()
    assert [taken.pk for taken in mail._take_up()] == [row.pk]  # and the worker is killed here
    assert mail.send_waiting() == 0

    let_pass(minutes=11)
    assert mail.send_waiting() == 1


def test_what_is_forgotten_is_not_sent_even_when_a_worker_holds_it():
    queue()
    kept = queue(about="memo:2")
    (taken, _) = mail._take_up()
    assert mail.forget("memo:1") == 1

    with mail.get_connection() as connection:
        assert mail._send(taken, connection) is False
        assert mail._send(kept, connection) is True
    assert [sent.to for sent in django_mail.outbox] == [["aino@example.org"]]


def test_a_line_break_in_a_subject_makes_no_header():
    row = mail.queue("aino@example.org", "Muistio\r\nBcc: kaikki@example.org", "Hei", "memo:1")

    assert row.subject == "Muistio Bcc: kaikki@example.org"
