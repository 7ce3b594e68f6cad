"""Collecting the static files for the demo, only when one of them has changed."""

import hashlib
from importlib.metadata import version

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_if_changed() -> bool:
    """Fill STATIC_ROOT with hashed and compressed copies. Tells whether there was anything to do."""
    stamp = settings.STATIC_ROOT / ".collected"
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)
    return True


def fingerprint() -> str:
    """A hash of every file's name, size and time of change, and of the version that compresses them."""
    files = hashlib.sha256(version("whitenoise").encode())
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=None):
            changed = storage.get_modified_time(path).timestamp()
            files.update(f"{path} {storage.size(path)} {changed}\n".encode())
    return files.hexdigest()
