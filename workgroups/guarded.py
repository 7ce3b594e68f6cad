"""Who gets into the pages behind sign-in: one place finds the group or meeting and asks the `Viewer`.

    @editors_only
    def meeting_edit(request, meeting): …     # the address has `slug` and `part`

    @members_only
    def action_list(request, group): …        # the address has `slug`

The anonymous are asked to sign in, whatever the address names; who may not enter gets the answer of a
missing page. No answer is kept by a cache.
"""

import functools

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render, resolve_url

from workgroups.access import viewer_of
from workgroups.models import Meeting, OldMeetingAddress, Workgroup

#: A field with so many words was written, not chosen.
LONG_WORDS = 5


def signed_in_only(view):
    """For pages about the reader alone, such as their own groups."""

    @functools.wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return _private(_typed_texts(request) or _to_sign_in(request))
        return _private(view(request, *args, **kwargs))

    return guarded


def _only(allows):
    """Let in those of whom `allows(viewer, group, meeting)` is true; `meeting` may be None."""

    def decorator(view):
        @signed_in_only
        @functools.wraps(view)
        def guarded(request, slug, part=None, **rest):
            group = get_object_or_404(Workgroup.objects.visible_to(request.user), slug=slug)
            meeting = meeting_at(request.user, group, part) if part else None
            if not allows(viewer_of(request.user), group, meeting):
                raise Http404
            if meeting and meeting.address_part != part and request.method in ("GET", "HEAD"):
                new = request.resolver_match.kwargs | {"part": meeting.address_part}
                return redirect(request.resolver_match.view_name, **new)
            return view(request, meeting or group, **rest)

        return guarded

    return decorator


#: What the members read: members and the coordinators of the group's area.
readers_only = _only(lambda viewer, group, meeting: viewer.reads(group))
#: Members today.
members_only = _only(lambda viewer, group, meeting: viewer.belongs_to(group))
#: Chair, secretary, convener.
editors_only = _only(lambda viewer, group, meeting: viewer.edits(group))
#: Editors, and of the meeting in the address its memo taker.
memo_writers_only = _only(lambda viewer, group, meeting: viewer.writes_memo(meeting))
#: Editors; in a group that has none, the coordinators of its area.
memo_taker_namers_only = _only(lambda viewer, group, meeting: viewer.names_memo_taker(group))


def meeting_at(user, group, part) -> Meeting:
    """The meeting at `part`, or the one that was there before it moved. Raises Http404."""
    readable = Meeting.objects.visible_to(user).filter(workgroup=group)
    meeting = readable.at(part)
    if meeting is None:
        old = OldMeetingAddress.objects.filter(workgroup=group, address_part=part, meeting__in=readable)
        meeting = get_object_or_404(old.select_related("meeting")).meeting
    meeting.workgroup = group
    return meeting


def _typed_texts(request):
    """The page that gives back what was typed while the sign-in ended; None where nothing long was."""
    values = [value for _name, values in request.POST.lists() for value in values]
    texts = [value for value in values if len(value.split()) >= LONG_WORDS]
    if not texts:
        return None
    context = {"texts": texts, "sign_in": _to_sign_in(request).url}
    return render(request, "workgroups/signed_out.html", context, status=403)


def _to_sign_in(request):
    return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))


def _private(response):
    response.headers["Cache-Control"] = "private, no-store"
    return response
