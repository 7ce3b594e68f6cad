"""Write the search index anew, or only what was changed past the site's own code."""

import sys

from django.core.management.base import BaseCommand
from tqdm import tqdm

from services.models import Service
from services.search import dictionaries
from services.search.entries import index_everything, take_up_waiting


class Command(BaseCommand):
    help = (
        "Write the search index anew; searches meanwhile read the old one. --waiting: only the waiting list."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--waiting", action="store_true", help="take up only services that were changed past our code"
        )

    def handle(self, *, waiting, verbosity, **options):
        dictionaries.load()
        if waiting:
            done = 0
            while taken := take_up_waiting():
                done += taken
        else:
            with tqdm(
                total=Service.objects.count(), unit=" services", leave=False, disable=not sys.stderr.isatty()
            ) as bar:
                done = index_everything(bar.update)
        if verbosity:
            self.stdout.write(f"{done} services")
