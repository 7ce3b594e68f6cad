"""Making, changing, moving and cancelling meetings, and naming who takes the memo."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from workgroups import scheduling
from workgroups.agenda import append_item
from workgroups.conflicts import conflict_page, row_stamp
from workgroups.forms import posted
from workgroups.guarded import editors_only, memo_taker_namers_only
from workgroups.meeting_forms import CancelForm, DaysForm, DetailsForm, MeetingForm, MemoTakerForm, MoveForm
from workgroups.models import AgendaItem, Meeting, MeetingState
from workgroups.typed import written_date

GET_AND_POST = ["GET", "HEAD", "POST"]
#: What a copy takes from the last meeting.
COPIED = ["start_time", "end_time", "location", "venue", "address", "remote_url", "visibility"]


@require_http_methods(GET_AND_POST)
@editors_only
def meeting_new(request, group):
    """A new meeting; with `copy`, like the last one."""
    last = scheduling.last_meeting(group)
    like = last if "copy" in request.GET else None
    initial = {"number": scheduling.next_number(group)}
    if like:
        initial |= {name: getattr(like, name) for name in COPIED} | {"items": _standing_items(like)}
    form = MeetingForm(posted(request), group=group, like=like, initial=initial)
    if again := scheduling.made_before(group, request.POST.get("form_key", "")):
        return redirect("workgroups:agenda", group.slug, again.address_part)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = _create(form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The meeting is in the calendar of the group."))
            return redirect("workgroups:agenda", group.slug, meeting.address_part)
    context = {"group": group, "form": form, "last": last, "like": like}
    return render(request, "workgroups/meeting_new.html", context)


@transaction.atomic
def _create(form) -> Meeting:
    meeting = scheduling.create(form.meeting())
    if meeting is not form.instance:  # the same form came twice
        return meeting
    for item in form.cleaned_data.get("items", ()):
        copied = {name: getattr(item, name) for name in ("title", "presenter", "minutes", "visibility")}
        append_item(meeting, AgendaItem(**copied))
    return meeting


def _standing_items(meeting) -> list[int]:
    """Items of a meeting that stood on an earlier agenda too, by their titles."""
    earlier = AgendaItem.objects.filter(meeting__workgroup=meeting.workgroup).exclude(meeting=meeting)
    titles = set(earlier.values_list("title", flat=True))
    return [item.pk for item in meeting.items.all() if item.title in titles and not item.continues_id]


@require_http_methods(GET_AND_POST)
@editors_only
def meeting_days(request, group):
    """Several meetings from a list of days: looked at first, then made."""
    last = scheduling.last_meeting(group)
    initial = {name: getattr(last, name) for name in COPIED} if last else {}
    form = DaysForm(posted(request), group=group, initial=initial)
    planned = None
    if request.method == "POST" and form.is_valid():
        if "create" in request.POST:
            made = scheduling.create_days(group, form.dates, form.values(), form.cleaned_data["are_numbered"])
            number = len(made)
            text = ngettext("%(number)d meeting was made.", "%(number)d meetings were made.", number)
            messages.success(request, text % {"number": number})
            return redirect("workgroups:own")
        planned = scheduling.planned_days(group, form.dates)
    context = {"group": group, "form": form, "planned": None if "change" in request.POST else planned}
    return render(request, "workgroups/meeting_days.html", context)


@require_http_methods(GET_AND_POST)
@editors_only
def meeting_edit(request, meeting):
    """Time, place, number and title; the day and the state have pages of their own."""
    group = meeting.workgroup
    stored = Meeting.objects.get(pk=meeting.pk)  # a model form writes what is typed into its instance
    form = DetailsForm(
        posted(request),
        instance=meeting,
        group=group,
        initial={"base": row_stamp(stored, scheduling.DETAILS)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = scheduling.change(stored, form.cleaned_data, form.cleaned_data["base"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if not saved:
                stored.refresh_from_db()
                return conflict_page(
                    request,
                    form,
                    DetailsForm(instance=stored, group=group),
                    row_stamp(stored, scheduling.DETAILS),
                    stored.get_absolute_url(),
                )
            messages.success(request, _("The changes are saved."))
            return redirect(stored)
    is_day_here = stored.date <= timezone.localdate()
    context = {"meeting": stored, "group": group, "form": form, "is_day_here": is_day_here}
    return render(request, "workgroups/meeting_edit.html", context)


@require_http_methods(GET_AND_POST)
@editors_only
def meeting_move(request, meeting):
    form = MoveForm(posted(request), initial={"date": meeting.date})
    if request.method == "POST" and form.is_valid():
        moved = scheduling.move(meeting, form.cleaned_data["date"])
        messages.success(
            request,
            _("The meeting is now on %(day)s. Its old address leads there.")
            % {"day": written_date(moved.date)},
        )
        return redirect(moved)
    context = {"meeting": meeting, "group": meeting.workgroup, "form": form}
    return render(request, "workgroups/meeting_move.html", context)


@require_http_methods(GET_AND_POST)
@editors_only
def meeting_cancel(request, meeting):
    form = CancelForm(posted(request), meeting=meeting, initial={"reason": meeting.cancel_reason})
    if request.method == "POST" and form.is_valid():
        try:
            scheduling.set_state(meeting, MeetingState.CANCELLED, form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("The meeting is cancelled. Calendars that follow the group are told.")
            )
            return redirect(meeting)
    context = {"meeting": meeting, "group": meeting.workgroup, "form": form}
    return render(request, "workgroups/meeting_cancel.html", context)


@require_POST
@editors_only
def meeting_state(request, meeting):
    """Mark held, or plan again what was cancelled or marked too early."""
    state = MeetingState.HELD if request.POST.get("state") == "held" else MeetingState.PLANNED
    try:
        scheduling.set_state(meeting, state)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(meeting)


@require_http_methods(GET_AND_POST)
@memo_taker_namers_only
def memo_taker(request, meeting):
    """Name who takes the memo: any member of today."""
    group = meeting.workgroup
    form = MemoTakerForm(posted(request), group=group, initial={"person": meeting.memo_taker_id})
    if request.method == "POST" and form.is_valid():
        Meeting.objects.filter(pk=meeting.pk).update(memo_taker=form.cleaned_data["person"])
        messages.success(request, _("The changes are saved."))
        return redirect(meeting)
    context = {"meeting": meeting, "group": group, "form": form}
    return render(request, "workgroups/memo_taker.html", context)
