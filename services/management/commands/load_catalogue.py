"""Load a catalogue file."""

import sys
import zlib
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from services.catalogue.load import BadLines, CatalogueError, load_catalogue


class Command(BaseCommand):
    help = "Load a catalogue (JSON Lines, also gzipped): adds and updates, in one transaction."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="tell what would happen and change nothing"
        )

    def handle(self, *, file, dry_run, **options):
        try:
            with tqdm(
                total=file.stat().st_size,
                unit="B",
                unit_scale=True,
                leave=False,
                disable=not sys.stderr.isatty(),
            ) as bar:
                report = load_catalogue(file, dry_run, lambda at: bar.update(at - bar.n))
        except BadLines as error:
            for message in error.messages:
                self.stderr.write(message)
            raise CommandError(self._sum(file, error)) from error
        except CatalogueError as error:
            raise CommandError(str(error)) from error
        except OSError as error:  # a damaged gzip file too
            raise CommandError(f"{file} cannot be read: {error.strerror or error}") from error
        except (EOFError, zlib.error) as error:
            raise CommandError(f"{file} is not whole: {error}") from error
        if options["verbosity"]:
            self._tell(report, dry_run)

    @staticmethod
    def _sum(file, error):
        lines = "1 bad line" if error.bad_lines == 1 else f"{error.bad_lines} bad lines"
        more = f" (the first {error.told} are told above)" if error.told < error.bad_lines else ""
        return f"{file} has {lines}{more}. Nothing was changed."

    def _tell(self, report, dry_run):
        added, changed = ("would be added", "would be changed") if dry_run else ("added", "changed")
        for name, count in report.counts.items():
            if count.added or count.changed or count.left_alone:
                self.stdout.write(
                    f"{name}: {count.added} {added}, {count.changed} {changed}, {count.left_alone} left alone"
                )
        for remark in report.remarks:
            self.stdout.write(f"Note: {remark}")
