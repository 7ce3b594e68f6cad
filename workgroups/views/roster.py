"""The members of a group, today and on any day of the past; what chair and secretary change of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workgroups import invitations, roster, subgroups
from workgroups.access import viewer_of
from workgroups.conflicts import BASE, conflict_page, row_stamp
from workgroups.guarded import editors_only, readers_only
from workgroups.models import JoinRequestState, WorkgroupState
from workgroups.roster_forms import (
    AddMemberForm,
    ChangeTermForm,
    ConcludeForm,
    InvitationForm,
    likely_organizations,
)
from workgroups.typed import typed_date, written_date


@require_safe
@readers_only
def roster_page(request, group):
    """Who is in the group: today, or on the day in `paiva`."""
    viewer = viewer_of(request.user)
    day, problem = _asked_day(request)
    is_editor = viewer.edits(group)
    context = {
        "group": group,
        "terms": roster.roster(group, day),
        "day": day,
        "is_today": day == timezone.localdate(),
        "typed_day": request.GET.get("paiva", ""),
        "problem": problem,
        "is_editor": is_editor,
        "is_concluded": group.state == WorkgroupState.CONCLUDED,
        "may_propose": subgroups.may_propose(group, viewer.person_id),
        "own_term": subgroups.own_term(group, viewer.person_id),
    }
    if is_editor:
        context["invitations"] = invitations.waiting(group)
        context["requests"] = group.join_requests.filter(state=JoinRequestState.PENDING).select_related(
            "proposed_by", "on_behalf_of"
        )
    return render(request, "workgroups/roster.html", context)


def _asked_day(request):
    """The day in the address and, where it is no day, what is wrong with it."""
    today = timezone.localdate()
    if not (typed := request.GET.get("paiva", "").strip()):
        return today, ""
    try:
        return typed_date(typed), ""
    except ValidationError as error:
        return today, error.messages[0]


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
@transaction.atomic
def member_add(request, group):
    """Add a member without an invitation: somebody who does not sign in, or a term of the past."""
    if request.method == "POST":
        roster.lock(group)
        form = AddMemberForm(request.POST, workgroup=group)
        if form.is_valid():
            term = form.save()
            messages.success(request, _("%(name)s was added.") % {"name": term.person.name})
            return redirect("workgroups:roster", group.slug)
    else:
        form = AddMemberForm(workgroup=group, initial=_known(group, request.GET.get("person", "")))
    return _form(request, group, form, _("Add a member"), _("Add"))


def _known(group, number: str) -> dict:
    """Name and address of somebody who was in the group before, for a new term."""
    if not number.isdecimal():
        return {}
    term = group.memberships.filter(person=number[:9]).select_related("person").last()
    return {"name": term.person.name, "email": term.person.email} if term else {}


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
@transaction.atomic
def member_change(request, group, pk):
    """Change a term or end it."""
    if request.method == "POST":
        roster.lock(group)
    term = get_object_or_404(group.memberships.select_related("person"), pk=pk)
    base = row_stamp(term, ChangeTermForm.Meta.fields)
    form = ChangeTermForm(request.POST or None, instance=term)
    if form.is_valid():
        if request.POST.get(BASE) != base:
            stored = ChangeTermForm(instance=group.memberships.get(pk=pk))
            back = reverse("workgroups:roster", args=[group.slug])
            return conflict_page(request, form, stored, base, back)
        form.save()
        messages.success(request, _("The term of %(name)s was saved.") % {"name": term.person.name})
        return redirect("workgroups:roster", group.slug)
    return _form(request, group, form, term.person.name, _("Save"), term, base)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def consent_withdraw(request, group, pk):
    """The person does not want to be named any more: nowhere, the past included."""
    term = get_object_or_404(group.memberships.select_related("person"), pk=pk)
    if request.method == "POST":
        roster.withdraw_consent(term.person)
        messages.success(request, _("The name is not shown in public any more."))
        return redirect("workgroups:roster", group.slug)
    return render(request, "workgroups/consent_withdraw.html", {"group": group, "term": term})


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
@transaction.atomic
def member_invite(request, group):
    """Invite somebody by e-mail."""
    if request.method == "POST":
        roster.lock(group)
    form = InvitationForm(request.POST or None, workgroup=group)
    if form.is_valid():
        invitation = form.save(commit=False)
        invitation.invited_by = request.user
        invitations.send(invitation)
        messages.success(request, _("The invitation was sent to %(email)s.") % {"email": invitation.email})
        return redirect("workgroups:roster", group.slug)
    return _form(request, group, form, _("Invite a member"), _("Send the invitation"))


@require_POST
@editors_only
def invitation_revoke(request, group, pk):
    invitation = get_object_or_404(group.invitations, pk=pk)
    invitations.revoke(invitation)
    messages.success(request, _("The invitation was revoked."))
    return redirect("workgroups:roster", group.slug)


@require_POST
@editors_only
def request_decide(request, group, pk):
    """The convener says yes, and an invitation goes out, or no."""
    asked = get_object_or_404(group.join_requests, pk=pk)
    if "accept" in request.POST:
        invitations.approve(asked, request.user)
        messages.success(request, _("An invitation was sent to %(email)s.") % {"email": asked.email})
    else:
        invitations.decline(asked)
        messages.success(request, _("The proposal was declined."))
    return redirect("workgroups:roster", group.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
@transaction.atomic
def group_conclude(request, group):
    """End the group: every open action is given to somebody first."""
    form = ConcludeForm(request.POST or None, workgroup=group)
    if form.is_valid():
        roster.conclude(group, form.cleaned_data["last_day"], form.fates())
        day = written_date(group.ended_on)
        messages.success(request, _("The group is concluded; its last day is %(day)s.") % {"day": day})
        return redirect(group)
    return render(request, "workgroups/group_conclude.html", {"group": group, "form": form})


def _form(request, group, form, heading, button, term=None, base=""):
    context = {
        "group": group,
        "form": form,
        "heading": heading,
        "button": button,
        "term": term,
        "base": request.POST.get(BASE, base),
        "organizations": likely_organizations(group),
    }
    return render(request, "workgroups/member_form.html", context)
