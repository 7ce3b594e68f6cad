"""The page that an invitation's mail leads to. GET shows, POST accepts; neither signs anybody in."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render, resolve_url
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from services.translated import LANGUAGES
from workgroups import invitations


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """Show the invitation, in Finnish unless `lang` says otherwise; let in who presses the button.

    Whoever holds the link need not be the one it was sent to, so the way in is still the sign-in page
    with its code to that address.
    """
    sign_in = resolve_url(settings.LOGIN_URL)
    language = request.GET.get("lang", "")
    with override(language if language in LANGUAGES else settings.LANGUAGE_CODE):
        try:
            if request.method == "POST":
                accepted = invitations.accept(token)
                return _private(redirect_to_login(accepted.workgroup.get_absolute_url(), sign_in))
            found = invitations.read(token)
        except invitations.Closed as closed:
            page, context = "workgroups/invitation_closed.html", {"why": closed.why, "sign_in": sign_in}
            return _private(render(request, page, context, status=410))
        return _private(render(request, "workgroups/invitation.html", {"invitation": found}))


def _private(response):
    response.headers["Cache-Control"] = "private, no-store"
    return response
