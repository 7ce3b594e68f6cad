"""The agenda as its editors make it, and what members propose for it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lape import mail
from workgroups import agenda, carry_over
from workgroups.access import viewer_of
from workgroups.agenda_forms import ITEM_FIELDS, DeclineForm, ItemForm, NewItemForm, ProposalForm
from workgroups.conflicts import conflict_page, row_stamp
from workgroups.forms import posted
from workgroups.guarded import editors_only, members_only, memo_writers_only
from workgroups.models import AgendaItem, ItemState, MemoState
from workgroups.typed import written_date

GET_AND_POST = ["GET", "HEAD", "POST"]


def _agenda_url(meeting, mark="") -> str:
    return reverse("workgroups:agenda", args=[meeting.workgroup.slug, meeting.address_part]) + mark


@require_http_methods(GET_AND_POST)
@memo_writers_only
def agenda_page(request, meeting):
    """The whole agenda on one page; a post adds an item."""
    form = NewItemForm(posted(request))
    if request.method == "POST" and form.is_valid() and not _refused(request, meeting):
        item = agenda.append_item(meeting, form.item())
        return redirect(_agenda_url(meeting, f"#item-{item.pk}"))
    items = list(
        agenda.on_agenda(meeting).select_related(
            "continues__meeting__workgroup", "approves__meeting__workgroup"
        )
    )
    context = {
        "meeting": meeting,
        "group": meeting.workgroup,
        "form": form,
        "rows": [(row, _item_form(row.item)) for row in agenda.agenda_rows(meeting, items)],
        "proposals": agenda.proposed(meeting).select_related("proposed_by"),
        "total": agenda.total_minutes(items),
        "minutes_left": agenda.minutes_left(meeting, items),
        "to_carry": carry_over.items_to_carry(meeting),
        "memo_to_approve": _memo_to_approve(meeting, items),
        "is_closed": agenda.is_closed(meeting),
        "is_in_review": agenda.is_in_review(meeting),
        "edits": viewer_of(request.user).edits(meeting.workgroup),
    }
    return render(request, "workgroups/agenda.html", context)


def _item_form(item, data=None):
    initial = {"base": row_stamp(item, ITEM_FIELDS)}
    return ItemForm(data, instance=item, initial=initial, auto_id=f"item-{item.pk}-%s")


def _memo_to_approve(meeting, items):
    """The memo of the meeting before, where it waits for approval and is not on the agenda yet."""
    source = carry_over.source_of(meeting)
    memo = getattr(source, "memo", None)
    if memo is None or memo.state != MemoState.IN_REVIEW:
        return None
    return None if any(item.approves_id == memo.pk for item in items) else memo


def _refused(request, meeting) -> bool:
    """Tell, in a sentence too, that the memo is in review and nothing of the agenda may change."""
    if agenda.is_in_review(meeting):
        messages.error(request, _("The memo is in review. Take it back first, then change the agenda."))
        return True
    return False


@require_http_methods(GET_AND_POST)
@memo_writers_only
def agenda_item(request, meeting, pk):
    """Title, presenter, minutes and visibility of one item."""
    stored = get_object_or_404(meeting.items, pk=pk)
    form = _item_form(get_object_or_404(meeting.items, pk=pk), posted(request))
    if request.method == "POST" and form.is_valid() and not _refused(request, meeting):
        if _save_item(stored, form):
            return redirect(_agenda_url(meeting, f"#item-{pk}"))
        stored.refresh_from_db()
        saved = _item_form(stored)
        return conflict_page(request, form, saved, row_stamp(stored, ITEM_FIELDS), _agenda_url(meeting))
    context = {"meeting": meeting, "group": meeting.workgroup, "item": stored, "form": form}
    return render(request, "workgroups/agenda_item.html", context)


@transaction.atomic
def _save_item(stored, form) -> bool:
    """False where somebody changed the item since the form was made."""
    row = AgendaItem.objects.select_for_update().get(pk=stored.pk)
    if row_stamp(row, ITEM_FIELDS) != form.cleaned_data["base"]:
        return False
    for name in ITEM_FIELDS:
        setattr(row, name, form.cleaned_data[name])
    row.save(update_fields=ITEM_FIELDS)
    return True


@require_POST
@memo_writers_only
def agenda_order(request, meeting):
    """One item up or down by a button, or the whole order as it was dragged."""
    if _refused(request, meeting):
        return redirect(_agenda_url(meeting))
    way, _colon, key = request.POST.get("move", "").partition(":")
    if way in ("up", "down") and key.isdecimal():
        item = get_object_or_404(meeting.items, pk=key)
        agenda.move_item(item, -1 if way == "up" else 1)
        return redirect(_agenda_url(meeting, f"#{_button_to_focus(item, way)}"))
    order = [int(key) for key in request.POST.getlist("item") if key.isdecimal()]
    if not agenda.set_order(meeting, order):
        messages.error(request, _("Somebody changed the agenda meanwhile. Here is how it is now."))
    return redirect(_agenda_url(meeting))


def _button_to_focus(item, way) -> str:
    """The same button again, or at either end of the list the one that is left."""
    pks = list(agenda.on_agenda(item.meeting).values_list("pk", flat=True))
    if way == "up" and pks[0] == item.pk:
        way = "down"
    elif way == "down" and pks[-1] == item.pk:
        way = "up"
    return f"{way}-{item.pk}"


@require_http_methods(GET_AND_POST)
@memo_writers_only
def agenda_delete(request, meeting, pk):
    """Ask once, then delete the item with its texts and outcomes."""
    item = get_object_or_404(agenda.on_agenda(meeting), pk=pk)
    if request.method == "POST":
        try:
            agenda.delete_item(item)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        return redirect(_agenda_url(meeting))
    context = {
        "meeting": meeting,
        "group": meeting.workgroup,
        "item": item,
        "is_closed": agenda.is_closed(meeting),
    }
    return render(request, "workgroups/agenda_delete.html", context)


@require_POST
@memo_writers_only
def agenda_carry(request, meeting):
    """Bring what the meeting before left, or the approval of its memo."""
    if _refused(request, meeting):
        return redirect(_agenda_url(meeting))
    if "previous_memo" in request.POST:
        if memo := _memo_to_approve(meeting, agenda.on_agenda(meeting)):
            carry_over.add_previous_memo(meeting, memo)
    else:
        carry_over.carry_into(meeting)
    return redirect(_agenda_url(meeting))


# -- Proposals


@require_http_methods(GET_AND_POST)
@members_only
def agenda_propose(request, meeting):
    """A member proposes an item; the editors take it in or decline it."""
    form = ProposalForm(posted(request))
    if request.method == "POST" and form.is_valid():
        person = getattr(request.user, "person", None)
        agenda.append_item(meeting, form.item(state=ItemState.PROPOSED, proposed_by=person))
        messages.success(request, _("Thank you. The chair or the secretary takes up your proposal."))
        return redirect(meeting)
    context = {"meeting": meeting, "group": meeting.workgroup, "form": form}
    return render(request, "workgroups/agenda_propose.html", context)


@require_POST
@editors_only
def agenda_accept(request, meeting, pk):
    item = get_object_or_404(meeting.items, pk=pk)
    if not _refused(request, meeting):
        agenda.accept(item)
    return redirect(_agenda_url(meeting, f"#item-{pk}"))


@require_http_methods(GET_AND_POST)
@editors_only
def agenda_decline(request, meeting, pk):
    """Decline a proposal: the one who made it gets it back by mail."""
    item = get_object_or_404(agenda.proposed(meeting), pk=pk)
    form = DeclineForm(posted(request))
    if request.method == "POST" and form.is_valid():
        _decline(item, form.cleaned_data["reason"])
        messages.success(request, _("The proposal is declined."))
        return redirect(_agenda_url(meeting))
    context = {"meeting": meeting, "group": meeting.workgroup, "item": item, "form": form}
    return render(request, "workgroups/agenda_decline.html", context)


@transaction.atomic
def _decline(item, reason) -> None:
    person = item.proposed_by
    address = person and (person.email or (person.user.email if person.user else ""))
    if address:
        day = written_date(item.meeting.date)
        subject = _("Your proposal for the meeting on %(day)s") % {"day": day}
        first = _("Your proposal was not taken onto the agenda of %(day)s.") % {"day": day}
        body = "\n\n".join(filter(None, [first, reason, f"{item.title}\n{item.members_text}".strip()]))
        mail.queue(address, subject, body, f"meeting:{item.meeting_id}")
    agenda.delete_item(item)
