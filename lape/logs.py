"""What may stand in a log: neither what people typed nor who they are."""

import json
import logging
import traceback
from datetime import UTC, datetime

from django.conf import settings
from django.views.debug import SafeExceptionReporterFilter


def hour() -> str:
    """The running hour in UTC. Nearer times would tell single readers apart."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H}Z"


def access_line(method: str, path: str, status: int, milliseconds: int) -> str:
    """One answered request as JSON: no query, nor one in a mangled path, nor more of an unknown address than
    its first part, since anything may have been typed there.
    """
    path = path.partition("?")[0]
    if status == 404:
        path = "/" + path.lstrip("/").partition("/")[0]
    return json.dumps({"hour": hour(), "method": method, "path": path, "status": status, "ms": milliseconds})


class ErrorFormatter(logging.Formatter):
    """A record as one JSON line; an exception as its class and its places in the code.

    Its message is left out, because it repeats values: `invalid literal for int(): 'väkivalta'`. With DEBUG
    on, the usual traceback is printed.
    """

    def format(self, record):
        if settings.DEBUG:
            return super().format(record)
        line = {
            "hour": hour(),
            "level": record.levelname,
            "logger": record.name,
            "message": self.message(record),
        }
        if record.exc_info and record.exc_info[0]:
            kind, _error, trace = record.exc_info
            line["exception"] = f"{kind.__module__}.{kind.__qualname__}"
            line["trace"] = [
                f"{place.filename}:{place.lineno} {place.name}" for place in traceback.extract_tb(trace)
            ]
        return json.dumps(line, ensure_ascii=False)

    def message(self, record) -> str:
        return record.getMessage().partition("?")[0]


class ScrubbingReporterFilter(SafeExceptionReporterFilter):
    """Error reports without form data, cookies, query and local variables, whatever the settings say."""

    KEPT_META = frozenset({"REQUEST_METHOD", "PATH_INFO", "SERVER_NAME", "SERVER_PORT", "CONTENT_TYPE"})

    def is_active(self, request):
        return True

    def get_post_parameters(self, request):
        return dict.fromkeys(getattr(request, "POST", {}), self.cleansed_substitute)

    def get_cleansed_multivaluedict(self, request, multivaluedict):
        return dict.fromkeys(multivaluedict, self.cleansed_substitute)

    def get_safe_request_meta(self, request):
        return {name: value for name, value in request.META.items() if name in self.KEPT_META}

    def get_safe_cookies(self, request):
        return {}

    def get_traceback_frame_variables(self, request, tb_frame):
        return []
