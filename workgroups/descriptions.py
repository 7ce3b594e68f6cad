"""“Write the service description”: the action that closes itself when the listing is there.

The directory knows nothing of groups, so it tells nobody. A chore looks, every minute: whatever made or
checked a listing (the admin, an import, a link in a mail, an update of many rows), it is found.
"""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from services.models import Service
from workgroups.models import ActionState, Outcome, OutcomeChange, OutcomePart


@transaction.atomic
def close_described() -> int:
    """Tick what has been done since the meeting that agreed on it. Gives the number of actions closed."""
    opened = Outcome.objects.open_actions().filter(is_service_description=True)
    actions = list(opened.select_related("item__meeting").select_for_update(of=["self"], skip_locked=True))
    share_out(action for action in actions if action.is_owned_by_all_partners)
    return sum(_close(action) for action in actions)


def share_out(actions: Iterable[Outcome]) -> None:
    """Give each partner of the group its part of every action that all partners own."""
    for action in actions:
        partners = action.item.meeting.workgroup.partners.values_list("organization", flat=True).distinct()
        parts = [OutcomePart(outcome=action, organization_id=pk) for pk in partners]
        OutcomePart.objects.bulk_create(parts, ignore_conflicts=True)


def _close(action: Outcome) -> bool:
    since = action.item.meeting.date
    if not action.is_owned_by_all_partners:
        action.done_on = described_on([action.owner_organization_id], since).get(action.owner_organization_id)
        return _save_if_done(action)
    parts = list(action.parts.all())  # of those who have left the group too, if they did theirs
    days = described_on([part.organization_id for part in parts if part.done_on is None], since)
    for part in parts:
        if part.organization_id in days:
            part.done_on = days[part.organization_id]
            part.save(update_fields=["done_on"])
            _tell(action, part.organization_id)
    if parts and all(part.done_on for part in parts):
        action.done_on = max(part.done_on for part in parts)
    return _save_if_done(action)


def _save_if_done(action) -> bool:
    if action.done_on is None:
        return False
    action.state = ActionState.DONE
    action.save(update_fields=["state", "done_on"])
    _tell(action)
    return True


def _tell(action, organization_id=None) -> None:
    """Write into the history that the listing said it, and nobody by hand."""
    OutcomeChange.objects.create(outcome=action, organization_id=organization_id, state=ActionState.DONE)


def described_on(organizations: list[int], since: datetime.date) -> dict[int, datetime.date]:
    """For those with a public listing made, checked or confirmed on `since` or later: the first such day."""
    found = {}
    listings = Service.objects.published().filter(organization__in=organizations)
    for pk, *moments in listings.values_list(
        "organization", "created_at", "assured_date", "confirmed_at"
    ).order_by():
        for day in map(_as_day, filter(None, moments)):
            if day >= since:
                found[pk] = min(day, found.get(pk, day))
    return found


def _as_day(moment) -> datetime.date:
    return timezone.localdate(moment) if isinstance(moment, datetime.datetime) else moment
