"""Whether the person at the other end has shown a second factor, and the way to show it.

A view that publishes takes `needs_second_factor`. Who has none is led to a page that explains it and leads to
setting one up; what they had typed waits in their session and is sent when they come back.
"""

import json
from collections.abc import Callable
from functools import wraps
from urllib.parse import parse_qsl, urlencode, urlsplit

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.models import Session
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import resolve, reverse

MESSAGES = SessionStorage.session_key
TYPED = "second_factor_typed"  # what waits in the session: {"path": …, "post": …}


def has_second_factor(request) -> bool:
    """Tell whether this session may publish: a second factor was shown in it, or none is asked for."""
    return not settings.SECOND_FACTOR_FOR_PUBLISHERS or was_shown(request)


def staff_lacks_it(request) -> bool:
    """Tell whether the admin stays closed to this session until a second factor is shown."""
    return settings.SECOND_FACTOR_FOR_STAFF and not was_shown(request)


def was_shown(request) -> bool:
    records = get_authentication_records(request, request.user) if request.user.is_authenticated else []
    return any(record["method"] == "mfa" for record in records)


def count_as_shown(request) -> None:
    """Who has just set one up has shown that they hold it: do not ask again in this session."""
    record_authentication(request, request.user, "mfa")


def forget_if_none_left(request) -> None:
    """Who has removed their last one has none to have shown."""
    if not Authenticator.objects.filter(user=request.user).exists():
        records = get_authentication_records(request, request.user)
        kept = [record for record in records if record["method"] != "mfa"]
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = kept


def needs_second_factor(view):
    """Decorate a view that only a session with a second factor may use; it implies `login_required`."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if has_second_factor(request):
            return view(request, *args, **kwargs)
        return lead_to_it(request)

    return guarded


def lead_to_it(request, back: str = ""):
    """Redirect to the page that explains, keeping what was posted. `back` is by default the page itself."""
    path = back or request.get_full_path()
    request.session.pop(TYPED, None)
    if request.method == "POST":
        request.session[TYPED] = {"path": path, "post": request.POST.urlencode()}
    return redirect(f"{reverse('accounts_second_factor')}?{urlencode({'next': path})}")


def waits(request) -> bool:
    return TYPED in request.session


def forget_waiting(has_words: Callable[[str], bool]) -> int:
    """Take out of everybody's session what was typed, or is to be said, where `has_words` is true of it.

    For a redaction: a session is a row of the database like any other. Gives the number of sessions.
    """
    count = 0
    for row in Session.objects.iterator():
        data = row.get_decoded()
        texts = {
            TYPED: " ".join(value for _name, value in parse_qsl(data.get(TYPED, {}).get("post", ""))),
            MESSAGES: " ".join(map(str, json.loads(data.get(MESSAGES, "[]")))),
        }
        found = [key for key, text in texts.items() if has_words(text)]
        if found:
            kept = {key: value for key, value in data.items() if key not in found}
            row.session_data = Session.objects.encode(kept)
            row.save(update_fields=["session_data"])
            count += 1
    return count


def send_typed(request):
    """Answer as the waiting page would have answered to what was typed; None where nothing waits.

    Files that were chosen do not wait: a session is no place for them.
    """
    typed = request.session.pop(TYPED, None)
    if typed is None:
        return None
    parts = urlsplit(typed["path"])
    match = resolve(parts.path)
    request.path = request.path_info = parts.path
    request.META["PATH_INFO"], request.META["QUERY_STRING"] = parts.path, parts.query
    request.GET, request.POST = QueryDict(parts.query), QueryDict(typed["post"])
    request.resolver_match = match
    return match.func(request, *match.args, **match.kwargs)
