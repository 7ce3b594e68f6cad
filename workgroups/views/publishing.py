"""From a draft to a published memo: its state, the names in it, previews, versions and what changed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lape.accounts.second_factor import has_second_factor, lead_to_it
from workgroups.access import viewer_of
from workgroups.guarded import memo_writers_only, readers_only
from workgroups.memo import guarding, mailing, publishing, readiness, states
from workgroups.memo.differences import differences
from workgroups.memo.previous import next_meeting, put_on_next_agenda
from workgroups.memo.snapshot import snapshot
from workgroups.memo_page import MemoPage
from workgroups.models import Draft, ItemState, Memo, MemoState, Person, Visibility
from workgroups.scheduling import hand_over

#: What was done, in the log.
EVENTS = {
    "begin": gettext_lazy("The memo was begun"),
    "submit": gettext_lazy("Sent to be approved"),
    "finish": gettext_lazy("Made ready"),
    "return": gettext_lazy("Returned to the memo taker"),
    "approve": gettext_lazy("Approved"),
    "reopen": gettext_lazy("Opened for writing again"),
    "publish": gettext_lazy("Published"),
    "correct": gettext_lazy("Correction published"),
    "withdraw": gettext_lazy("Withdrawn"),
    "publish_again": gettext_lazy("Published again"),
    "redact": gettext_lazy("A name or a passage was taken out"),
}


def memo_of(meeting) -> Memo:
    """The memo of a meeting, with its meeting. Raises Http404."""
    memo = get_object_or_404(Memo, meeting=meeting)
    memo.meeting = meeting
    return memo


def address(name, meeting, *rest):
    return reverse(f"workgroups:{name}", args=[meeting.workgroup.slug, meeting.address_part, *rest])


@require_http_methods(["GET", "HEAD", "POST"])
@readers_only
def memo_state(request, meeting):
    """Where the memo stands, what was done to it, and the steps that the reader may take."""
    memo = memo_of(meeting)
    if request.method == "POST":
        return _take_step(request, memo)
    return _state_page(request, memo)


def _state_page(request, memo, status=200, **more):
    viewer = viewer_of(request.user)
    steps = [
        {"name": name, "label": step.label, "needs_note": step.needs_note, "publishes": step.publishes}
        for name, step in sorted(
            states.allowed_steps(memo, request.user).items(), key=lambda pair: not pair[1].publishes
        )
    ]
    may_write = viewer.writes_memo(memo.meeting)
    following = next_meeting(memo.meeting) if memo.state == MemoState.IN_REVIEW and may_write else None
    context = {
        "meeting": memo.meeting,
        "memo": memo,
        "steps": steps,
        "events": [_event(row) for row in memo.events.select_related("actor__person")],
        "may_write": may_write,
        "may_redact": viewer.edits(memo.meeting.workgroup),
        "warnings": readiness.warnings(memo.meeting) if memo.state == MemoState.DRAFT else [],
        "next_meeting": following,
        "explanation": _explanation(memo),
        "unsaved": _unsaved(memo, request.user) if may_write else [],
        "is_saved": request.GET.get("saved") == "next",
    }
    return render(request, "workgroups/memo_state.html", context | more, status=status)


def _unsaved(memo, user):
    """The writer's own drafts of items: typed, and no part of the memo before they are saved."""
    return Draft.objects.filter(author=user, item__meeting=memo.meeting).select_related("item")


def _explanation(memo) -> str:
    """For whom the memo waits, or what comes next; empty where the buttons say it."""
    if memo.state == MemoState.IN_REVIEW:
        names = Person.objects.filter(pk__in=states.approvers(memo)).order_by("name")
        return _("It waits for the approval of: %(names)s") % {"names": ", ".join(map(str, names))}
    if memo.state == MemoState.APPROVED:
        return _("The names are checked next, and then the memo can be published.")
    return ""


def _event(row) -> dict:
    """A row of the log in words; who has no person, such as a superuser, is not named."""
    person = getattr(row.actor, "person", None)
    return {
        "label": EVENTS[row.transition],
        "note": row.note,
        "at": row.at,
        "actor_name": person.name if person else _("administrator"),
    }


def _take_step(request, memo):
    """Take a step that publishes nothing. The note stays in the form when something is wrong."""
    name, note = request.POST.get("step", ""), request.POST.get("note", "").replace("\0", "").strip()
    version = _number(request.POST.get("version", ""))
    try:
        step = states.check_allowed(name, memo, request.user)
    except states.NotAllowed as error:
        raise PermissionDenied from error
    if step.publishes:
        return redirect(address("memo_publish", memo.meeting))
    typed = {"typed_step": name, "typed_note": note}
    limit = 300 if name == "withdraw" else 500
    if len(note) > limit:
        return _state_page(request, memo, 422, note_limit=limit, **typed)
    if step.needs_note and not note:
        return _state_page(request, memo, 422, is_note_missing=True, **typed)
    if name in ("submit", "finish") and (missing := readiness.missing(memo.meeting)):
        return _state_page(request, memo, 422, missing=missing, **typed)
    try:
        if name == "withdraw":
            publishing.withdraw(memo, request.user, version, note)
        else:
            with transaction.atomic():
                states.move(memo, name, request.user, version, note)
                if name in ("submit", "finish"):
                    hand_over(memo.meeting)
                if name == "submit":
                    mailing.ask_for_approval(memo.meeting, states.approvers(memo))
    except states.Overtaken:
        memo = memo_of(memo.meeting)
        return _state_page(request, memo, 409, is_overtaken=True, **typed)
    except guarding.OpenNames as error:
        return _state_page(request, memo, 422, named=error.hits, **typed)
    return redirect(address("memo_state", memo.meeting))


@require_POST
@memo_writers_only
def memo_to_next_agenda(request, meeting):
    """Let the next meeting approve the memo: the item stands on its agenda, once."""
    put_on_next_agenda(memo_of(meeting))
    return redirect(address("memo_state", meeting))


@require_http_methods(["GET", "HEAD", "POST"])
@memo_writers_only
def memo_publish(request, meeting):
    """The names that are still open, each in its sentence, and the button that publishes."""
    memo = memo_of(meeting)
    if request.method != "POST":
        return _publish_page(request, memo)
    return _publish(request, memo) if has_second_factor(request) else lead_to_it(request)


def _publish_page(request, memo, status=200, **more):
    meeting = publishing.living(memo)
    memo.meeting = meeting
    roster = guarding.Roster(meeting)
    hits = guarding.open_hits(memo, snapshot(meeting, Visibility.PUBLIC), roster=roster)
    allowed = states.allowed_steps(memo, request.user)
    steps = [(name, step) for name, step in allowed.items() if step.publishes]
    context = {
        "meeting": meeting,
        "memo": memo,
        "people": _by_person(hits, guarding.would_be(memo, roster) if hits else {}),
        "step": steps[0] if steps else None,
        "hidden": _hidden_texts(meeting),
    }
    return render(request, "workgroups/memo_publish.html", context | more, status=status)


def _hidden_texts(meeting) -> list:
    """The items with a text for everyone that everyone will not see, because the item is for fewer."""
    items = meeting.items.exclude(visibility=Visibility.PUBLIC).exclude(state=ItemState.PROPOSED)
    return [item for item in items if item.public_text.strip()]


def _by_person(hits, pseudonyms) -> list[dict]:
    """The hits of each person, with the digests of those that can be mended on this page."""
    found = {}
    for hit in hits:
        found.setdefault((hit.people, hit.person_key), []).append(hit)
    return [
        {
            "names": names,
            "pseudonym": pseudonyms[key],
            "hits": own,
            "digests": sorted({hit.digest for hit in own if hit.place}),
        }
        for (names, key), own in found.items()
    ]


def _publish(request, memo):
    name, note = request.POST.get("step", ""), request.POST.get("note", "").replace("\0", "").strip()
    if name not in publishing.KINDS:
        raise Http404
    try:
        states.check_allowed(name, memo, request.user)
    except states.NotAllowed as error:
        raise PermissionDenied from error
    try:
        publishing.publish(memo, name, request.user, _number(request.POST.get("version", "")), note)
    except states.Overtaken:
        return _publish_page(request, memo_of(memo.meeting), 409, is_overtaken=True, typed_note=note)
    except ValueError:
        return _publish_page(request, memo_of(memo.meeting), 422, is_note_missing=True)
    except guarding.OpenNames as error:
        fresh = memo_of(memo.meeting)
        in_note = any(hit.where == guarding.note_label() for hit in error.hits)
        return _publish_page(request, fresh, 422, is_refused=True, is_named_in_note=in_note, typed_note=note)
    messages.success(
        request, _("The correction is published.") if name == "correct" else _("The memo is published.")
    )
    return redirect(memo.meeting)


@require_POST
@memo_writers_only
def memo_names(request, meeting):
    """Mask or replace names, or let them stand; then back to what is left."""
    memo = memo_of(meeting)
    digests = {digest for digest in request.POST.getlist("hit") if digest.isalnum() and len(digest) == 64}
    action = request.POST.get("action", "")
    if action in ("mask", "replace"):
        guarding.replace(memo, digests, with_pseudonyms=action == "replace")
    elif action == "let_stand":
        for digest in digests:
            guarding.acknowledge(memo, digest, request.user)
    return redirect(address("memo_publish", meeting) + "#names")


AUDIENCES = {
    "everyone": (Visibility.PUBLIC, gettext_lazy("Everyone")),
    "members": (Visibility.MEMBERS, gettext_lazy("Members")),
    "mail": (Visibility.PUBLIC, gettext_lazy("The mail")),
}


@require_safe
@readers_only
def memo_preview(request, meeting, audience="everyone"):
    """The memo as it would be published now: for everyone, for members, and as the mail."""
    if audience not in AUDIENCES:
        raise Http404
    living = publishing.living(memo_of(meeting))
    content = snapshot(living, AUDIENCES[audience][0])
    context = {
        "meeting": living,
        "group": living.workgroup,
        "audience": audience,
        "audiences": [(code, words) for code, (_level, words) in AUDIENCES.items()],
        "may_write": viewer_of(request.user).writes_memo(meeting),
    }
    if audience == "mail":
        context["mail_subject"], context["mail_body"] = mailing.written(living, content, [])
    else:
        context["memo"] = MemoPage(content, living.workgroup)
    return render(request, "workgroups/memo_preview.html", context)


@require_safe
@readers_only
def memo_versions(request, meeting):
    """All versions, for the members."""
    memo = memo_of(meeting)
    rows = memo.versions.defer("public", "members").order_by("-number")
    return render(
        request, "workgroups/memo_versions.html", {"meeting": meeting, "memo": memo, "versions": rows}
    )


@require_safe
@readers_only
def memo_difference(request, meeting, number):
    """What a version changed against the one before it."""
    memo = memo_of(meeting)
    new = get_object_or_404(memo.versions, number=number)
    old = get_object_or_404(memo.versions, number=number - 1)
    context = {
        "meeting": meeting,
        "old": old,
        "new": new,
        "blocks": differences(old.members, new.members),
        "may_write": viewer_of(request.user).writes_memo(meeting),
    }
    return render(request, "workgroups/memo_difference.html", context)


def _number(text) -> int:
    return int(text) if str(text).isdecimal() and len(str(text)) < 10 else 0
