"""Send queued mail and do what is due, until stopped."""

from django.core.management.base import BaseCommand

from lape import worker


class Command(BaseCommand):
    help = "Send queued mail and do the other chores, for ever; with --once, one pass (for a timer)."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="one pass and no more")
        parser.add_argument("chores", nargs="*", help="only these chores, with --once")

    def handle(self, *, once, chores, **options):
        if not once:
            worker.run_for_ever()
        for name, rows in worker.run_all(chores).items():
            self.stdout.write(f"{name}: {rows}")
