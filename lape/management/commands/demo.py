import ctypes
import os
import signal
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, no_translations
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from lape import demo, server, static_files, worker
from lape.errors import Stop

CATALOGUES = ["fixtures/pirkanmaa.jsonl", "fixtures/esimerkki.jsonl"]
WORKGROUPS = "fixtures/workgroups.json"
HOST = "127.0.0.1"
PR_SET_PDEATHSIG = 1


class Command(BaseCommand):
    help = "Serve the site with demo data. The first start makes all; later ones keep every edit."
    requires_system_checks = []  # the migrations and the first page tell more, sooner

    @no_translations  # the terminal speaks English; each request chooses for itself
    def handle(self, **options):
        if not settings.LOCAL:
            raise Stop("The demo makes logins with a printed password: it runs only where LOCAL=1 is set.")
        end_with_make()
        listener = server.reserve(HOST, settings.PORT)
        with demo.alone(settings.VAR_DIR / "demo.lock", self.wait):
            self.prepare()
        self.introduce()
        server.serve(listener, beside=worker.run_for_ever)

    def wait(self):
        self.stdout.write("Waiting for another demo of this folder, which is starting ...")
        self.stdout.flush()

    def prepare(self):
        steps = [
            ("Starting the database", self.start_database),
            ("Making the tables", self.migrate),
            ("Loading places and demo services", self.load),
            ("Making the demo logins", self.make_logins),
            ("Loading the workgroups", self.load_workgroups),
            ("Collecting styles and scripts", static_files.collect_if_changed),
        ]
        for number, (title, step) in enumerate(steps, start=1):
            self.stdout.write(f"{number}/{len(steps) + 1} {title} ...")
            self.stdout.flush()
            step()
        self.stdout.write(f"{len(steps) + 1}/{len(steps) + 1} Serving; Ctrl-C ends it.")

    def start_database(self):
        connection.ensure_connection()

    def migrate(self):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, database=DEFAULT_DB_ALIAS)

    @transaction.atomic
    def load(self):
        """Both catalogues or none, so that an interrupted first start begins anew."""
        from services.models import Service

        if Service.objects.exists():
            return
        call_command("load_places", stdout=self.stdout)
        call_command("load_search_words", stdout=self.stdout)
        for path in CATALOGUES:
            call_command("load_catalogue", str(settings.BASE_DIR / path), stdout=self.stdout)
        demo.tell_guidance()

    def load_workgroups(self):
        """Once: a group that somebody took away stays away."""
        from workgroups.models import Workgroup

        if not Workgroup.objects.exists():
            call_command("load_workgroups", str(settings.BASE_DIR / WORKGROUPS), stdout=self.stdout)

    def make_logins(self):
        self.password, is_new = demo.password(settings.DEMO_PASSWORD, settings.VAR_DIR / "demo-password")
        demo.make_logins(self.password, is_new)

    def introduce(self):
        settings.EMAIL_FILE_PATH.mkdir(exist_ok=True)
        width = max(map(len, demo.LOGINS))
        lines = [
            "",
            f"  Site      http://{HOST}:{settings.PORT}/",
            f"  Admin     http://{HOST}:{settings.PORT}{settings.ADMIN_PREFIX}",
            *(f"  Login     {email:{width}}  {role}" for email, role in demo.LOGINS.items()),
            f"  Password  {self.password}",
            f"  Mail      {settings.EMAIL_FILE_PATH}",
            "",
        ]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def end_with_make():
    """End when `make` is killed, so that no server without a terminal is left behind."""
    if "STARTED_BY_MAKE" in os.environ and sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
