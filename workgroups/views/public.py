"""What anybody reads of groups and meetings; members see their part at the same addresses."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from workgroups.models import Meeting, OldMeetingAddress, Workgroup


@require_safe
def workgroup_list(request):
    groups = Workgroup.objects.visible_to(request.user)
    return render(request, "workgroups/workgroup_list.html", {"groups": groups})


@require_safe
def workgroup_detail(request, slug):
    group = get_object_or_404(Workgroup.objects.visible_to(request.user), slug=slug)
    meetings = Meeting.objects.visible_to(request.user).filter(workgroup=group)
    return render(request, "workgroups/workgroup_detail.html", {"group": group, "meetings": meetings})


@require_safe
def meeting_detail(request, slug, part):
    """The one page of a meeting: agenda before, memo after. A meeting that moved redirects for ever."""
    group = get_object_or_404(Workgroup.objects.visible_to(request.user), slug=slug)
    readable = Meeting.objects.visible_to(request.user).filter(workgroup=group)
    meeting = readable.at(part)
    if meeting is None:
        old = get_object_or_404(OldMeetingAddress, workgroup=group, address_part=part, meeting__in=readable)
        return redirect(old.meeting, permanent=True)
    return render(request, "workgroups/meeting_detail.html", {"group": group, "meeting": meeting})
