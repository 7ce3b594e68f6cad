"""Delete the counters of missed searches that are too old to keep."""

from django.core.management.base import BaseCommand

from services.search.misses import forget_searches


class Command(BaseCommand):
    help = "Delete the counters of missed searches that are too old to keep (run daily)."

    def handle(self, **options):
        gone = forget_searches()
        if options["verbosity"]:
            self.stdout.write(f"{gone} counters deleted")
