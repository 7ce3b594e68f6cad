"""Who has done what all partners promised: a table of partners and actions, for the group itself."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from workgroups import roster
from workgroups.guarded import readers_only

MOST_ACTIONS = 4  # columns; older ones stand in their memos


@require_safe
@readers_only
def partner_table(request, group):
    """A row for each partner, a column for each of the newest actions, the day on which it was done."""
    promised = roster.actions_for_partners(group).select_related("item__meeting").prefetch_related("parts")
    actions = list(promised[:MOST_ACTIONS])
    done = {
        (part.organization_id, action.pk): part.done_on for action in actions for part in action.parts.all()
    }
    partners = group.partners.select_related("organization")
    organizations = {partner.organization_id: partner.organization for partner in partners}
    rows = [
        (organization, [(action, done.get((pk, action.pk))) for action in actions])
        for pk, organization in organizations.items()
    ]
    context = {"group": group, "actions": actions, "rows": rows}
    return render(request, "workgroups/partner_table.html", context)
