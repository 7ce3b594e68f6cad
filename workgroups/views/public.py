"""What anybody reads of groups and meetings; members see their part at the same addresses."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from workgroups.group_list import GroupList
from workgroups.group_page import GroupPage
from workgroups.guarded import meeting_at
from workgroups.meeting_page import MeetingPage
from workgroups.models import Workgroup


@require_safe
def workgroup_list(request):
    return render(request, "workgroups/workgroup_list.html", {"page": GroupList(request.user)})


@require_safe
def workgroup_detail(request, slug):
    group = group_at(request.user, slug)
    page = GroupPage(group, request.user, request.GET.get("paiva", ""))
    return render(request, "workgroups/workgroup_detail.html", {"group": group, "page": page})


@require_safe
def meeting_list(request, slug):
    """All past meetings of a group; its own page names the latest."""
    group = group_at(request.user, slug)
    page = GroupPage(group, request.user)
    return render(request, "workgroups/meeting_list.html", {"group": group, "page": page})


@require_safe
def meeting_detail(request, slug, part):
    """The one page of a meeting: agenda before, memo after. A meeting that moved redirects for ever."""
    meeting = meeting_at(request.user, group_at(request.user, slug), part)
    if meeting.address_part != part:
        return redirect(meeting, permanent=True)
    page = MeetingPage(meeting, request.user)
    context = {"group": page.group, "meeting": meeting, "page": page}
    if page.is_withdrawn and not page.is_inside:
        return render(request, "workgroups/memo_withdrawn.html", context, status=410)
    return render(request, "workgroups/meeting_detail.html", context)


def group_at(user, slug) -> Workgroup:
    """The group, with what every page of it names. Raises Http404."""
    groups = Workgroup.objects.visible_to(user).select_related(
        "area", "contact_organization", "contact_member__person"
    )
    return get_object_or_404(groups, slug=slug)
