"""Taking the memo: one page with all items, where every button saves what was typed anywhere on it."""

import re

from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from workgroups.guarded import memo_writers_only
from workgroups.memo import saving, states
from workgroups.memo.forms import ItemForm, OutcomeForm, owner_choices
from workgroups.models import Draft, ItemState, Memo, Outcome

MOST_CHARACTERS = 2000  # of a summary


@require_http_methods(["GET", "HEAD", "POST"])
@memo_writers_only
def memo_edit(request, meeting):
    """The memo of a meeting: begun, written and saved here, item by item."""
    memo = Memo.objects.filter(meeting=meeting).first()
    if memo is None:
        if request.method == "POST":
            states.begin(meeting, request.user)
            return redirect(request.path)
        return render(request, "workgroups/memo_begin.html", {"meeting": meeting})
    memo.meeting = meeting
    if request.method == "POST":
        return _save(request, memo)
    return _page(request, memo)


def _page(request, memo, bound=None, **more):
    """The page, with the forms of `bound` (by item) in place of fresh ones, and the typed summary."""
    drafts = {
        draft.item_id: draft
        for draft in Draft.objects.filter(author=request.user, item__meeting=memo.meeting)
    }
    owners = owner_choices(memo.meeting.workgroup)
    forms = []
    for item in _items(memo):
        form = (bound or {}).get(item.pk) or ItemForm(item=item, owners=owners, draft=drafts.get(item.pk))
        form.item = item
        forms.append(form)
    context = {
        "meeting": memo.meeting,
        "memo": memo,
        "forms": forms,
        "summary": memo.summary,
        "summary_base": saving.text_fingerprint(memo.summary),
        "is_writable": memo.state in states.WRITABLE,
        "saved": request.GET.get("saved", ""),
    }
    return render(request, "workgroups/memo_edit.html", context | more)


def _drafts(request, memo) -> dict[int, Draft]:
    """The reader's own drafts by item."""
    rows = Draft.objects.filter(author=request.user, item__meeting=memo.meeting)
    return {draft.item_id: draft for draft in rows}


def _items(memo):
    rows = memo.meeting.items.exclude(state=ItemState.PROPOSED)
    return rows.prefetch_related("outcomes__owner_person", "outcomes__owner_organization")


def _save(request, memo):
    """Save every item that was changed; what cannot be saved is kept as a draft and shown."""
    discarded = _number(request.POST.get("discard", ""))
    Draft.objects.filter(author=request.user, item__meeting=memo.meeting, item=discarded).delete()
    owners = owner_choices(memo.meeting.workgroup)
    forms = {
        item.pk: ItemForm(request.POST, item=item, owners=owners)
        for item in _items(memo)
        if f"i{item.pk}-version" in request.POST and item.pk != discarded
    }
    wrong, overtaken, is_refused = {}, [], False
    for pk, form in forms.items():
        if not form.is_valid():
            wrong[pk] = form
        elif form.has_typed:
            try:
                saving.save_item(memo, form.typed(), request.user)
                continue
            except states.Overtaken:
                overtaken.append(form)
            except saving.NotWritable:
                is_refused = True
        else:
            continue
        saving.keep_draft(form.item, request.user, form.raw(), _number(form["version"].value()))
    summary = _save_summary(request, memo)
    removed = _removed_items(request, {*forms, discarded})
    if overtaken or removed or is_refused or summary["is_overtaken"]:
        return _conflict(request, memo, overtaken, removed, is_refused, summary)
    if wrong or summary["error"]:
        memo.refresh_from_db(fields=["summary", "version", "state"])
        more = {"summary_error": summary["error"]} if summary["error"] else {}
        return _page(
            request, memo, wrong, **more | ({"summary": summary["text"]} if summary["error"] else {})
        )
    where = str(discarded or request.POST.get("save", ""))
    if where == "next":
        return redirect(f"{_address('memo_state', memo.meeting)}?saved=next")
    anchor = f"item-{where}" if where.isdigit() else "summary"
    return HttpResponseRedirect(f"{request.path}?{urlencode({'saved': where})}#{anchor}")


def _save_summary(request, memo) -> dict:
    """Save the summary where it was changed; gives the text and what went wrong."""
    text = "\n".join(request.POST.get("summary", "").replace("\0", "").splitlines()).strip()
    base = request.POST.get("summary_base", "")
    found = {"text": text, "error": "", "is_overtaken": False}
    if "summary" not in request.POST or saving.text_fingerprint(text) == base:
        return found
    if len(text) > MOST_CHARACTERS:
        return found | {
            "error": _("The summary may have 2,000 characters; it has %(count)d.") % {"count": len(text)}
        }
    try:
        saving.save_summary(memo, text, base)
    except (states.Overtaken, saving.NotWritable):
        found["is_overtaken"] = True
    return found


def _removed_items(request, forms) -> list[dict]:
    """What was typed into items that have been taken off the agenda meanwhile."""
    typed = {int(found[1]) for name in request.POST if (found := re.fullmatch(r"i(\d{1,9})-version", name))}
    found = []
    for pk in sorted(typed - forms):
        texts = {
            name: request.POST.get(f"i{pk}-{name}", "").strip()
            for name in ("public_text", "members_text", "text")
        }
        found += [texts] if any(texts.values()) else []
    return found


def _conflict(request, memo, overtaken, removed, is_refused, summary):
    """Both texts of each item that somebody else saved first; the typed one can be saved over the other."""
    memo.refresh_from_db(fields=["summary", "version", "state"])
    drafts = {
        draft.item_id: draft
        for draft in Draft.objects.filter(author=request.user, item__meeting=memo.meeting)
    }
    owners = owner_choices(memo.meeting.workgroup)
    forms = []
    stored = {item.pk: item for item in _items(memo)}
    for form in overtaken:
        item, draft = stored[form.item.pk], drafts[form.item.pk]
        draft.base_version = item.version  # both texts are before the eyes now
        forms.append(ItemForm(item=item, owners=owners, draft=draft))
    context = {
        "meeting": memo.meeting,
        "memo": memo,
        "forms": forms,
        "removed": removed,
        "is_refused": is_refused,
        "summary": summary if summary["is_overtaken"] or summary["error"] else None,
        "summary_base": saving.text_fingerprint(memo.summary),
    }
    return render(request, "workgroups/memo_conflict.html", context, status=409)


@require_POST
@memo_writers_only
def memo_draft(request, meeting):
    """Keep what is being typed into one item; the page's script calls this every few seconds.

    Answers JSON: `saved_at` ("14.03"), and `is_old` when somebody saved the item since it was opened.
    """
    item = get_object_or_404(
        meeting.items.exclude(state=ItemState.PROPOSED), pk=_number(request.POST.get("item", ""))
    )
    form = ItemForm(request.POST, item=item, owners=owner_choices(meeting.workgroup))
    version = _number(request.POST.get(f"i{item.pk}-version", "")) or item.version
    draft = saving.keep_draft(item, request.user, form.raw(), version)
    saved_at = timezone.localtime(draft.saved_at)
    return JsonResponse({"saved_at": f"{saved_at:%H.%M}", "is_old": version != item.version})


@require_http_methods(["GET", "HEAD", "POST"])
@memo_writers_only
def outcome_edit(request, meeting, pk):
    """One decision or action, with all that it points at; deleted here too."""
    rows = Outcome.objects.filter(item__meeting=meeting).select_related(
        "item", "service", "owner_person", "owner_organization"
    )
    outcome = get_object_or_404(rows, pk=pk)
    memo = get_object_or_404(Memo, meeting=meeting)
    memo.meeting = meeting
    owners = owner_choices(meeting.workgroup)
    form = OutcomeForm(request.POST or None, instance=outcome, owners=owners)
    context = {"meeting": meeting, "memo": memo, "outcome": outcome, "item": outcome.item, "form": form}
    if request.method != "POST":
        return render(request, "workgroups/outcome_edit.html", context)
    version = _number(request.POST.get("version", ""))
    try:
        if "delete" in request.POST:
            saving.delete_outcome(memo, outcome, version)
            return redirect(_item_url(meeting, outcome.item_id))
        if form.is_valid():
            saving.save_outcome(memo, form.instance, version)
            return redirect(_item_url(meeting, outcome.item_id))
    except (states.Overtaken, saving.NotWritable) as error:
        context["stored"] = rows.filter(pk=pk).first()
        context["is_refused"] = isinstance(error, saving.NotWritable)
        if context["stored"] is None:
            raise Http404 from error
        form.data = form.data.copy()
        form.data["version"] = context["stored"].item.version
        return render(request, "workgroups/outcome_edit.html", context, status=409)
    return render(request, "workgroups/outcome_edit.html", context)


def _item_url(meeting, item_id):
    return f"{_address('memo_edit', meeting)}#item-{item_id}"


def _address(name, meeting):
    return reverse(f"workgroups:{name}", args=[meeting.workgroup.slug, meeting.address_part])


def _number(text) -> int:
    return int(text) if str(text).isdecimal() and len(str(text)) < 10 else 0
