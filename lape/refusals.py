"""The answer to a form that came without its secret, or with an old one."""

from django.http import HttpResponseForbidden
from django.template.loader import render_to_string


def csrf_failure(request, reason=""):
    """The 403 page, rendered without the request, which may be anybody's."""
    return HttpResponseForbidden(render_to_string("403.html"))
