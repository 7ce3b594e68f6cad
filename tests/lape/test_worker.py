"""The worker: each chore at its own pace, and one that fails does not stop the others."""

import pytest
from django.core.management import call_command

from lape import mail, worker
from lape.worker import Chore

pytestmark = pytest.mark.django_db


class Stopped(Exception):
    pass


def run_for(seconds, chores, monkeypatch):
    """Run the loop on a clock that only sleeping moves."""
    clock = [0.0]

    def sleep(duration):
        clock[0] += duration
        if clock[0] >= seconds:
            raise Stopped

    monkeypatch.setattr(worker, "chores", lambda: chores)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    with pytest.raises(Stopped):
        worker.run_for_ever(sleep=sleep, now=lambda: clock[0])


def test_each_chore_is_done_at_its_own_pace(monkeypatch):
    done = []
    chores = [
        Chore(name, every, lambda name=name: done.append(name) or 0) for name, every in [("a", 2), ("b", 5)]
    ]

    run_for(10, chores, monkeypatch)

    assert (done.count("a"), done.count("b")) == (5, 2)


def test_a_chore_that_fails_stops_no_other(monkeypatch, caplog):
    done = []

    def fail():
        raise ValueError("of a person's text")

    run_for(3, [Chore("bad", 1, fail), Chore("good", 1, lambda: done.append(1) or 1)], monkeypatch)

    assert len(done) == 3
    assert "The chore bad failed" in caplog.text


def test_one_pass_for_a_timer_says_what_was_done(capsys):
    mail.queue("aino@example.org", "Hei", "Hei", "test")

    call_command("worker", "--once", "send_mail")

    assert capsys.readouterr().out == "send_mail: 1\n"
