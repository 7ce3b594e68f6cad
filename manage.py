#!/usr/bin/env python3
"""The one entry point: `make demo` and `make test` call it, and so does everything else."""

import os
import signal
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lape.settings")
    if sys.argv[1:2] == ["demo"]:
        os.environ["DEMO"] = "1"
    # A polite end: what the process holds is released, and the embedded database stops with its last user.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job would ignore it
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        stop("Django is missing: run `make demo` or `make test` once, then .venv/bin/python manage.py.")
    run(execute_from_command_line)


def run(execute):
    """Run the command; a failure that the person at the keyboard can mend is told in one sentence."""
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError

    from lape.errors import Stop

    try:
        settings.INSTALLED_APPS  # noqa: B018 - read now: Django would list commands first
        execute(sys.argv)
    except (ImproperlyConfigured, Stop) as error:
        stop(str(error))
    except OperationalError as error:
        reason = str(error).partition("\n")[0]
        stop(f"The database failed: {reason}")
    except KeyboardInterrupt:
        sys.exit(130)


def stop(sentence):
    sys.stderr.write(f"{sentence}\n")
    if "STARTED_BY_MAKE" in os.environ:
        os.kill(os.getppid(), signal.SIGPIPE)  # ends make without its own "Error 1" below the sentence
    sys.exit(1)


if __name__ == "__main__":
    main()
