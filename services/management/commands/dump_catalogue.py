"""Write the directory to a catalogue file."""

import gzip
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from services.catalogue.dump import dump_catalogue


class Command(BaseCommand):
    help = "Write the directory as a catalogue (JSON Lines); a file that ends in .gz is gzipped."

    def add_arguments(self, parser):
        parser.add_argument(
            "file", type=Path, nargs="?", help="without one, the catalogue goes to the output"
        )
        parser.add_argument(
            "--source", help="only the entries of this source; '' is that of entries made here"
        )

    def handle(self, *, file, source, **options):
        if file is None:
            for line in dump_catalogue(source):
                self.stdout.write(line, ending="")
            return
        try:
            lines = 0
            with _whole_file(file) as write:
                for line in dump_catalogue(source):
                    lines += write(line.encode()) > 0
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}") from error
        if options["verbosity"]:
            self.stderr.write(f"{file}: {lines} lines")


@contextmanager
def _whole_file(path: Path):
    """A function that writes bytes; the file takes its name when it is whole."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            if path.suffix == ".gz":
                # Without name and time, so that the same rows give the same bytes here too.
                with gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as packed:
                    yield packed.write
            else:
                yield file.write
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
