#!/usr/bin/env python3
"""The one entry point: `make demo` and `make test` call it, and so does everything else."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lape.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is missing: run `make demo` or `make test` once, then .venv/bin/python manage.py.")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    from lape.embedded import EmbeddedError

    try:
        settings.INSTALLED_APPS  # noqa: B018 - reads the settings now, so that a missing one is told in a sentence
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, EmbeddedError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
