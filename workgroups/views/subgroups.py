"""How members of the main group come into a subgroup and leave it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from workgroups import subgroups
from workgroups.access import viewer_of
from workgroups.guarded import signed_in_only
from workgroups.models import Person, Workgroup
from workgroups.roster_forms import ProposalForm


def _group_and_person(request, slug):
    """The group at an address and the reader as a person. Raises Http404."""
    group = get_object_or_404(Workgroup.objects.visible_to(request.user).select_related("parent"), slug=slug)
    return group, get_object_or_404(Person, pk=viewer_of(request.user).person_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def join(request, slug):
    """Join an open subgroup. Who is in it already, by a second post too, is led to its members."""
    group, person = _group_and_person(request, slug)
    if group.parent and subgroups.own_term(group, person.pk):
        return redirect("workgroups:roster", slug)
    if not subgroups.may_join(group, person.pk):
        raise Http404
    if request.method != "POST":
        return render(request, "workgroups/group_join.html", {"group": group})
    subgroups.join(group, person)
    messages.success(request, _("You are a member of the group now."))
    return redirect("workgroups:roster", slug)


@require_POST
@signed_in_only
def leave(request, slug):
    group, person = _group_and_person(request, slug)
    if group.parent is None or not subgroups.own_term(group, person.pk):
        raise Http404
    subgroups.leave(group, person)
    messages.success(request, _("You have left the group."))
    return redirect(group if group.state != "proposed" else group.parent)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def propose(request, slug):
    """Propose a colleague of the own workplace."""
    group, person = _group_and_person(request, slug)
    if not subgroups.may_propose(group, person.pk):
        raise Http404
    term = subgroups.own_term(group, person.pk) or subgroups.own_term(group.parent, person.pk)
    form = ProposalForm(request.POST or None, workgroup=group, term=term)
    if form.is_valid():
        subgroups.propose(form.save(commit=False))
        messages.success(request, _("Your proposal was sent to the convener."))
        return redirect(group)
    return render(request, "workgroups/member_propose.html", {"group": group, "form": form, "term": term})
