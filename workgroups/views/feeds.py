"""What programs read again and again: calendars of meetings and the feed of published memos."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from services.templatetags.display import day
from workgroups import calendar_tokens
from workgroups.access import viewer_of
from workgroups.calendars import calendar_of
from workgroups.guarded import meeting_at, signed_in_only
from workgroups.models import Meeting, MemoVersion, Person
from workgroups.views.public import group_at

#: The newest memos of a feed; older ones are on the group's pages.
MEMOS_IN_FEED = 30


@require_safe
def calendar(request, slug):
    """The public meetings of a group, past and to come; the same whoever asks."""
    group = group_at(None, slug)
    meetings = Meeting.objects.visible_to(None).filter(workgroup=group)
    meetings = meetings.select_related("workgroup", "location").order_by("date", "ordinal")
    return _ics(calendar_of(meetings, str(group.name)), f"{slug}.ics")


@require_safe
def meeting_calendar(request, slug, part):
    """One meeting; members who are signed in get the remote link with it."""
    group = group_at(request.user, slug)
    meeting = meeting_at(request.user, group, part)
    is_inside = viewer_of(request.user).reads(group)
    content = calendar_of([meeting], str(group.name), with_remote_links=is_inside)
    return _ics(content, f"{slug}-{meeting.address_part}.ics")


@require_safe
@sensitive_variables("token")
def private_calendar(request, token):
    """A member's own calendar: the token is all that it takes, and it opens nothing else."""
    user = calendar_tokens.user_of(token)
    if user is None:
        raise Http404
    meetings = calendar_tokens.own_meetings(user, viewer_of(user))
    response = _ics(calendar_of(meetings, settings.SITE_NAME, with_remote_links=True), "kokoukset.ics")
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def own_calendar(request):
    """A member makes the secret address of their own calendar, sees it once, or closes it."""
    person = Person.objects.filter(user=request.user).first()
    if person is None:
        raise Http404
    token = ""
    if request.method == "POST":
        if request.POST.get("action") == "revoke":
            calendar_tokens.revoke(person)
        else:
            token = calendar_tokens.make(person)
    address = settings.SITE_URL + reverse("workgroups:private_calendar", args=[token]) if token else ""
    context = {"current": calendar_tokens.current(person), "address": address}
    return render(request, "workgroups/own_calendar.html", context)


@require_safe
def feed(request, slug):
    """The published memos of a group, the newest first: their public summaries. A withdrawn one leaves."""
    group = group_at(None, slug)
    url = settings.SITE_URL + group.get_absolute_url()
    atom = Atom1Feed(
        title=_("%(group)s: memos") % {"group": group.name},
        link=url,
        description="",
        language=get_language(),
        feed_url=settings.SITE_URL + request.path,
        feed_guid=url,
    )
    for version in _latest_versions(group):
        meeting = version.memo.meeting
        atom.add_item(
            title=_("Memo %(day)s") % {"day": day(meeting.date)},
            link=settings.SITE_URL + meeting.get_absolute_url(),
            description=escape(version.public["summary"]),  # it is read as HTML
            unique_id=meeting.uid.urn,
            pubdate=version.memo.published_at,
            updateddate=version.published_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def _latest_versions(group) -> list[MemoVersion]:
    """The last version of each published memo that everybody may read."""
    meetings = Meeting.objects.visible_to(None).filter(workgroup=group, memo__state="published")
    rows = MemoVersion.objects.filter(memo__meeting__in=meetings).order_by("memo", "-number").distinct("memo")
    rows = rows.select_related("memo__meeting__workgroup").defer("members")
    newest = sorted(rows, key=lambda row: row.memo.meeting.date, reverse=True)
    return newest[:MEMOS_IN_FEED]


def _ics(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
