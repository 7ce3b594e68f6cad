"""Note that mail to an address comes back."""

from django.core.management.base import BaseCommand

from services.checks import bounces


class Command(BaseCommand):
    help = "Note that mail to these addresses comes back: the other contact is asked at the next run."

    def add_arguments(self, parser):
        parser.add_argument("email", nargs="+")

    def handle(self, *, email, **options):
        found = sum(bounces.record(address) for address in email)
        self.stdout.write(f"{found} contacts are written to no more")
