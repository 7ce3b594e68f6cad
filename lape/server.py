"""The WSGI server of demo and production: waitress, which slow clients cannot stop."""

import socket
import threading
from collections.abc import Callable

import waitress
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from lape.errors import Stop
from lape.middleware import HEADERS

THREADS = 8
CONNECTIONS = 1000
IDLE_SECONDS = 60
BODY_BYTES = 11 * 1024 * 1024  # a file of 10 MiB in a form
HEADER_BYTES = 32 * 1024


class ErrorTaskWithHeaders(ErrorTask):
    """What waitress itself refuses (a broken request, too long headers) never reaches our middleware."""

    def execute(self):
        self.response_headers.extend(HEADERS.items())
        self.response_headers.append(
            ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        )
        super().execute()


def reserve(host: str, port: int) -> socket.socket:
    """Listen at once: a busy port is told before any long work, and an early visitor waits. Raises Stop."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(1024)
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or error
        raise Stop(f"Port {port} on {host} cannot be used ({reason}): choose one with PORT.") from error
    return listener


def proxy_options(trusted_proxy: str) -> dict:
    """Whose X-Forwarded-For tells the client's address, and whose X-Forwarded-Proto that it came by https."""
    if not trusted_proxy:
        return {}
    headers = {"x-forwarded-for", "x-forwarded-proto"}
    return {"trusted_proxy": trusted_proxy, "trusted_proxy_headers": headers}


def serve(listener: socket.socket, trusted_proxy: str = "", beside: Callable[[], None] | None = None) -> None:
    """Serve until Ctrl-C or SystemExit. X-Forwarded-… is believed from `trusted_proxy` alone.

    `beside` runs in a thread of its own, which ends with the process.
    """
    from lape.wsgi import application  # closes the connections that are open: before any thread has one

    if beside:
        threading.Thread(target=beside, name="beside", daemon=True).start()
    HTTPChannel.error_task_class = ErrorTaskWithHeaders
    waitress.serve(
        application,
        sockets=[listener],
        threads=THREADS,
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        max_request_body_size=BODY_BYTES,
        max_request_header_size=HEADER_BYTES,
        clear_untrusted_proxy_headers=True,
        ident=None,
        _quiet=True,
        **proxy_options(trusted_proxy),
    )
