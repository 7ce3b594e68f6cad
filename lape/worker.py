"""What must be done without anybody's asking: a table of chores, and the loop that does them.

A chore does one pass and gives the number of rows it handled. It may be killed at any moment and run
twice at once: what it takes up it locks, and what it did is in the same transaction.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections

logger = logging.getLogger("lape.worker")

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60


@dataclass(frozen=True)
class Chore:
    name: str
    every_seconds: int
    run: Callable[[], int]


def chores() -> list[Chore]:
    """All chores, the most urgent first."""
    from lape import mail
    from lape.accounts import records
    from services.checks.requests import send_check_requests
    from services.search import entries, misses
    from workgroups import descriptions, reminders, retention, subscriptions

    return [
        Chore("send_mail", 2, mail.send_waiting),
        Chore("index_services", MINUTE, entries.take_up_waiting),
        Chore("remind_of_memos", HOUR, reminders.remind_of_memos),
        Chore("close_described_actions", MINUTE, descriptions.close_described),
        Chore("send_check_requests", DAY, lambda: send_check_requests().rows),
        Chore("forget_searches", DAY, misses.forget_searches),
        Chore("forget_sign_ins", DAY, records.forget),
        Chore("forget_unconfirmed_subscriptions", DAY, subscriptions.forget_unconfirmed),
        Chore("forget_invitations", DAY, retention.forget_invitations),
        Chore("forget_names", DAY, retention.forget_names),
    ]


def run_all(names=None) -> dict[str, int]:
    """One pass of the chores named, by default of all: what a timer calls. Gives rows by chore."""
    return {chore.name: chore.run() for chore in chores() if not names or chore.name in names}


def run_for_ever(sleep=time.sleep, now=time.monotonic):
    """Do each chore when it is due. One that fails is logged and tried again at its next turn."""
    due = dict.fromkeys((chore.name for chore in chores()), now())
    while True:
        for chore in chores():
            if due[chore.name] > now():
                continue
            due[chore.name] = now() + chore.every_seconds
            try:
                close_old_connections()
                chore.run()
            except Exception:
                logger.exception("The chore %s failed", chore.name)
        sleep(1)
