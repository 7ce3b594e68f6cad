"""What the demo has that no other installation has: its logins, their password, a guidance contact."""

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction

from lape.errors import Stop
from lape.models import User

LOGINS = {
    "admin@example.org": "superuser",
    "koordinaattori@example.org": "coordinator of Pirkanmaa",
    "toimittaja@example.org": "organization editor (no pages of its own yet)",
    "puheenjohtaja@example.org": "workgroup chair",
    "sihteeri@example.org": "workgroup secretary",
    "jasen@example.org": "workgroup member",
    "kokemusasiantuntija@example.org": "expert by experience in a workgroup",
}


@contextmanager
def alone(path: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Be the only demo of the checkout that makes things; `wait` is called where one is. Raises Stop."""
    try:
        path.parent.mkdir(exist_ok=True)
        file = path.open("a")
    except OSError as error:
        raise Stop(f"The file {path} cannot be written: {error.strerror}.") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def password(given: str, path: Path) -> tuple[str, bool]:
    """The demo's password, and whether it is new: as given, else as kept in `path`, else made."""
    kept = path.read_text() if path.exists() else ""
    word = given or kept or secrets.token_urlsafe(9)
    if word == kept:
        return word, False
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(word)
    return word, True


def tell_guidance() -> None:
    """Let the demo's area lead to its county's own site; no number is invented for a real organization."""
    from services.models import Area, AreaKind

    area = Area.objects.get(slug="pirkanmaa", kind=AreaKind.COUNTY)
    if not area.has_guidance():
        area.guidance_url = "https://www.pirha.fi"
        area.save(update_fields=["guidance_url"])


@transaction.atomic
def make_logins(word: str, is_new: bool) -> None:
    """Make the logins that are missing, and set their password where it is new. Other edits are kept."""
    if not is_new and User.objects.filter(email__in=LOGINS).count() == len(LOGINS):
        return
    encoded = make_password(word)  # slow on purpose, so once for all
    for email in LOGINS:
        user, made = User.objects.get_or_create(
            email=email,
            defaults={
                "password": encoded,
                "is_staff": email.startswith(("admin@", "koordinaattori@")),
                "is_superuser": email.startswith("admin@"),
            },
        )
        if made:
            give_role(user)
        elif is_new:
            user.password = encoded
            user.save(update_fields=["password"])


def give_role(user: User) -> None:
    """Tie a new login to what the demo's catalogues hold; a group's people are tied when it is loaded."""
    from services.models import Area, AreaKind, Coordinator, Organization, OrganizationEditor

    if user.email.startswith("koordinaattori@"):
        area = Area.objects.get(slug="pirkanmaa", kind=AreaKind.COUNTY)
        Coordinator.objects.create(user=user, area=area)
    elif user.email.startswith("toimittaja@"):
        invented = Organization.objects.filter(name_fi__startswith="Esimerkki")
        if organization := invented.order_by("name_fi").first():
            OrganizationEditor.objects.create(user=user, organization=organization)
