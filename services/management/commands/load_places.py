"""Load municipalities, areas and postal codes."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, no_translations

from services.places.load import load_places


class Command(BaseCommand):
    help = "Load municipalities, areas and postal codes; what coordinators wrote about them stays."

    def add_arguments(self, parser):
        parser.add_argument(
            "--folder", type=Path, default=settings.BASE_DIR / "fixtures" / "places",
            help="folder of municipalities.csv, postal_codes.csv and kunnat-simplified.topojson",
        )  # fmt: skip

    @no_translations  # the terminal speaks English
    def handle(self, *, folder, **options):
        try:
            counts = load_places(folder)
        except FileNotFoundError as error:
            raise CommandError(f"{error.filename} is missing: the places are read from there.") from error
        if options["verbosity"]:
            self.stdout.write("Places: " + ", ".join(f"{number} {what}" for what, number in counts.items()))
