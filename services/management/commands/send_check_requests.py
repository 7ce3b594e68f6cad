"""Ask organizations whether their listings are right, remind them, and take out what nobody confirmed."""

import argparse
import datetime
from dataclasses import asdict

from django.core.management.base import BaseCommand

from services.checks.requests import send_check_requests

LINES = {
    "closed": "questions settled",
    "opened": "listings fell due",
    "handed": "left to the coordinator",
    "hidden": "taken out of the search",
    "kept": "kept public, unconfirmed",
    "mails": "mails to organizations",
    "digests": "mails to coordinators",
}


def day(text: str) -> datetime.date:
    """A date as 2026-03-12. Raises argparse.ArgumentTypeError."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no date; write it as 2026-03-12") from None


class Command(BaseCommand):
    help = (
        "Ask organizations whether their listings are right (run daily; run again, it sends nothing twice)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="tell what would be done, and do nothing")
        parser.add_argument("--today", type=day, help="as if it were this day: YYYY-MM-DD")

    def handle(self, *, dry_run, today, **options):
        report = send_check_requests(today, dry_run=dry_run)
        if dry_run:
            self.stdout.write("Nothing was done. What would be:")
        for name, count in asdict(report).items():
            self.stdout.write(f"{count:6} {LINES[name]}")
