from django.conf import settings
from django.core.management.base import BaseCommand

from lape import server


class Command(BaseCommand):
    help = "Serve the site as in production, until Ctrl-C or SIGTERM. HOST, PORT and TRUSTED_PROXY say where."

    def handle(self, **options):
        listener = server.reserve(settings.HOST, settings.PORT)
        self.stdout.write(f"Serving on {settings.HOST}, port {settings.PORT}.")
        server.serve(listener, settings.TRUSTED_PROXY)
