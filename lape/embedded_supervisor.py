"""The process that runs the embedded PostgreSQL and stops it when the last command has ended.

Started by `lape.embedded` as a script of its own, with the standard library alone. Its one argument is a JSON
object: `command` (list of words), `users_lock` (path), `server_lock` (open descriptor, locked) and `account`
(user and group numbers that PostgreSQL runs under, or null).
"""

import contextlib
import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import time

POLL_SECONDS = 0.1
STOP_SECONDS = 30
RESTARTS = 20
PR_SET_PDEATHSIG = 1

stopping = False


def main() -> None:
    order = json.loads(sys.argv[1])
    users_lock = os.open(order["users_lock"], os.O_RDONLY | os.O_CLOEXEC)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    server = start(order)
    restarts = 0
    while not stopping and not is_free(users_lock):
        if server.poll() is not None:
            restarts += 1
            if restarts > RESTARTS or not restart_is_safe(order):
                return
            server = start(order)
        time.sleep(POLL_SECONDS)
    stop(server)


def ask_to_stop(number, frame) -> None:
    global stopping
    stopping = True


def is_free(users_lock: int) -> bool:
    """Tell whether no command is left; from then on the lock is ours, and a new command waits for our end."""
    try:
        fcntl.flock(users_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def start(order: dict) -> subprocess.Popen:
    parent = os.getpid()

    def end_with_parent() -> None:
        # After the change of account, which would clear it: a killed supervisor takes PostgreSQL along.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != parent:
            os._exit(1)

    uid, gid = order["account"] or (None, None)
    return subprocess.Popen(
        order["command"],
        stdin=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        pass_fds=[order["server_lock"]],
        user=uid,
        group=gid,
        extra_groups=None if uid is None else [],
        umask=0o077,
        preexec_fn=end_with_parent,
    )


def restart_is_safe(order: dict) -> bool:
    """Wait a moment for the backends of a killed server, which PostgreSQL itself checks for at its start."""
    time.sleep(0.5)
    return not stopping


def stop(server: subprocess.Popen) -> None:
    """Stop at once but cleanly; what hangs is ended without a checkpoint, and recovers at the next start."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            server.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=STOP_SECONDS)


if __name__ == "__main__":
    main()
