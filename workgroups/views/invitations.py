"""The page that an invitation's mail leads to. GET shows, POST accepts; neither signs anybody in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from workgroups import invitations


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def invitation(request, token):
    """Show the invitation; let in who presses the button.

    Whoever holds the link need not be the one it was sent to, so the way in is still the sign-in page
    with its code to that address.
    """
    sign_in = resolve_url(settings.LOGIN_URL)
    try:
        if request.method == "POST":
            accepted = invitations.accept(token)
            told = _("The invitation is accepted. Now sign in with a code that we send to %(email)s.")
            messages.success(request, told % {"email": accepted.email})
            return redirect_to_login(accepted.workgroup.get_absolute_url(), sign_in)
        found = invitations.read(token)
    except invitations.Closed as closed:
        context = {"why": closed.why, "sign_in": sign_in}
        return render(request, "workgroups/invitation_closed.html", context, status=410)
    return render(request, "workgroups/invitation.html", {"invitation": found})
