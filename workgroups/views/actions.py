"""The actions of a group: who does what by when, and ticking them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workgroups import actions
from workgroups.access import viewer_of
from workgroups.guarded import members_only, readers_only
from workgroups.models import ActionState


@require_safe
@readers_only
def action_list(request, group):
    page = actions.ActionPage(request.user, viewer_of(request.user), group)
    return render(request, "workgroups/action_list.html", {"group": group, "page": page})


@require_POST
@members_only
def action_state(request, group, pk):
    """Members tick their own; the chair and the secretary all, and drop what is no longer needed."""
    action = get_object_or_404(actions.group_actions(request.user, group), pk=pk)
    viewer, state = viewer_of(request.user), request.POST.get("state")
    is_own = actions.is_own(action, viewer, actions.own_organizations(viewer, group))
    allowed = (
        ActionState.values if viewer.edits(group) else [ActionState.OPEN, ActionState.DONE] if is_own else []
    )
    if state not in allowed:
        raise Http404
    actions.set_state(action, state, request.user)
    messages.success(request, _("The action is written down."))
    return _back(request, group, action)


@require_POST
@members_only
def action_part(request, group, pk, organization):
    """One partner's part in what all partners do."""
    shared = actions.group_actions(request.user, group).filter(is_owned_by_all_partners=True)
    action = get_object_or_404(shared, pk=pk)
    viewer = viewer_of(request.user)
    own = actions.own_organizations(viewer, group)
    if organization not in actions.partner_ids(group) or not (viewer.edits(group) or organization in own):
        raise Http404
    actions.set_part(action, organization, request.POST.get("done") == "1", request.user)
    return _back(request, group, action)


def _back(request, group, action):
    if request.POST.get("from") == "own":
        return redirect("workgroups:own")
    return redirect(reverse("workgroups:action_list", args=[group.slug]) + f"#action-{action.pk}")
