"""Who was there: the sheet of the memo taker, and a member's own absence."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from workgroups import attendance
from workgroups.agenda import is_in_review, lock
from workgroups.forms import posted
from workgroups.guarded import members_only, memo_writers_only
from workgroups.models import AttendanceState

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_AND_POST)
@memo_writers_only
@transaction.atomic
def attendance_sheet(request, meeting):
    """Everyone of that day's roster, and guests. The meeting's row is locked while the sheet is compared."""
    if request.method == "POST":
        lock(meeting)
        if is_in_review(meeting):
            messages.error(
                request, _("The memo is in review. Take it back first, then change the attendance.")
            )
            return redirect(meeting)
    sheet = attendance.Sheet(meeting, posted(request))
    is_valid = request.method == "POST" and sheet.is_valid()
    is_stale = is_valid and sheet.is_stale and not sheet.changes_nothing
    if is_valid and not is_stale:
        if not sheet.is_stale:
            attendance.save(sheet)
        messages.success(request, _("The attendance is saved."))
        return redirect(meeting)
    context = {"meeting": meeting, "group": meeting.workgroup, "sheet": sheet, "is_stale": is_stale}
    return render(request, "workgroups/attendance.html", context, status=409 if is_stale else 200)


@require_http_methods(GET_AND_POST)
@members_only
def own_absence(request, meeting):
    """A member tells beforehand that they cannot come, or takes it back."""
    person = getattr(request.user, "person", None)
    if person is None:
        raise Http404
    if request.method == "POST":
        try:
            attendance.set_own_absence(meeting, person, request.POST.get("away") == "1")
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, _("Thank you, it is written down."))
        return redirect(meeting)
    is_away = meeting.attendances.filter(person=person, state=AttendanceState.EXCUSED).exists()
    context = {"meeting": meeting, "group": meeting.workgroup, "is_away": is_away}
    return render(request, "workgroups/own_absence.html", context)
