"""What holds for every request and every answer, errors and static files included."""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.db import InterfaceError, OperationalError
from django.http import HttpResponseBadRequest, HttpResponseNotAllowed
from django.utils import translation

from lape import health
from lape.logs import access_line

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in [
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-create",
        "screen-wake-lock",
        "usb",
        "xr-spatial-tracking",
    ]
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
}
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def access_log(get_response):
    """Print a line for each answer; see `lape.logs` for what it leaves out."""
    import logging

    logger = logging.getLogger("lape.access")

    def middleware(request):
        start = time.monotonic()
        response = get_response(request)
        if not set(request.path.split("/")) & set(settings.UNLOGGED_PATH_PARTS):
            milliseconds = round((time.monotonic() - start) * 1000)
            logger.info(access_line(request.method, request.path, response.status_code, milliseconds))
        return response

    return middleware


def security_headers(get_response):
    """Set the headers that never differ. Django's own middleware sets some too, but not on refusals."""

    def middleware(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def refuse_bad_requests(get_response):
    """Answer 405 to TRACE and unknown methods and 400 to a path with NUL; take NUL out of the query.

    PostgreSQL refuses text with NUL, so that any of them could end as a server error further in.
    """

    def middleware(request):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if "\0" in request.path:
            return HttpResponseBadRequest(
                "Bad request: the address holds a NUL character.\n", content_type="text/plain"
            )
        query = request.META.get("QUERY_STRING", "")
        while "%00" in query or "\0" in query:  # what is left may make a new one: %%0000
            query = request.META["QUERY_STRING"] = query.replace("%00", "").replace("\0", "")
        return get_response(request)

    return middleware


class LanguageFromPath:
    """/sv/… is in Swedish, /en/… in English and everything else in Finnish, whatever the browser asks for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = self.language_of(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    def language_of(self, path: str) -> str:
        first = path.lstrip("/").split("/", 1)[0]
        others = {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
        return first if first in others else settings.LANGUAGE_CODE


class DatabaseAway:
    """Turn a database that is away, or too slow, into a 503 that says when to try again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if isinstance(error, (OperationalError, InterfaceError)):
            return health.unavailable()
        return None


def private_answers(get_response):
    """Let no cache keep what a signed-in person sees, nor a page with a form, nor anything of the admin."""

    def middleware(request):
        response = get_response(request)
        is_private = settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies
        if is_private or request.path.startswith(settings.ADMIN_PREFIX):
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return middleware


def session_limits(get_response):
    """End a session after an idle hour, and 12 hours after its start whatever happens.

    Only who sends a session cookie is looked at, so that a reader's page stays free of cookies and queries.
    """

    def middleware(request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            try:
                limit_session(request)
            except (OperationalError, InterfaceError):
                return health.unavailable()
        return get_response(request)

    return middleware


def limit_session(request) -> None:
    if not request.user.is_authenticated:
        return
    now = int(time.time())
    session = request.session
    started = session.get("started_at", now)
    seen = session.get("seen_at", now)
    if now - started > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS:
        logout(request)
    elif "started_at" not in session or now - seen > 60:  # one write a minute is exact enough
        session["started_at"] = started
        session["seen_at"] = now
