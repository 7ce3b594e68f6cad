"""What was agreed to be done: who may tick it, and who has done their part of what all partners do."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from workgroups.access import Viewer
from workgroups.models import (
    ActionState,
    Membership,
    Outcome,
    OutcomeChange,
    OutcomeKind,
    OutcomePart,
    Workgroup,
)

CLOSED_SHOWN = 20


def group_actions(user, group: Workgroup):
    """The actions of a group that `user` may read."""
    actions = Outcome.objects.visible_to(user).filter(item__meeting__workgroup=group, kind=OutcomeKind.ACTION)
    return actions.select_related(
        "item__meeting__workgroup", "owner_person", "owner_organization", "due_meeting"
    )


def own_organizations(viewer: Viewer, group: Workgroup) -> set[int]:
    """The organizations on whose behalf the reader is in the group today."""
    if not viewer.person_id:
        return set()
    terms = Membership.objects.filter(workgroup=group, person=viewer.person_id).active()
    return set(terms.exclude(on_behalf_of=None).values_list("on_behalf_of", flat=True))


def is_own(action: Outcome, viewer: Viewer, organizations: set[int]) -> bool:
    """Tell whether the action is the reader's, or that of the organization they are there for."""
    if viewer.person_id and action.owner_person_id == viewer.person_id:
        return True
    return action.owner_organization_id in organizations


@transaction.atomic
def set_state(action: Outcome, state: str, user) -> None:
    """Write the state and who changed it; the same state again changes nothing."""
    row = Outcome.objects.select_for_update(of=["self"]).get(pk=action.pk)
    if row.state == state:
        return
    row.state = state
    row.done_on = timezone.localdate() if state == ActionState.DONE else None
    row.save(update_fields=["state", "done_on"])
    OutcomeChange.objects.create(outcome=row, state=state, by=user)


@transaction.atomic
def set_part(action: Outcome, organization_id: int, is_done: bool, user) -> None:
    """Write whether one partner has done its part. With the last one the action itself is done."""
    row = Outcome.objects.select_for_update(of=["self"]).get(pk=action.pk)
    part, _made = OutcomePart.objects.get_or_create(outcome=row, organization_id=organization_id)
    if bool(part.done_on) == is_done:
        return
    part.done_on = timezone.localdate() if is_done else None
    part.save(update_fields=["done_on"])
    state = ActionState.DONE if is_done else ActionState.OPEN
    OutcomeChange.objects.create(outcome=row, organization_id=organization_id, state=state, by=user)
    left = partner_ids(row.item.meeting.workgroup) - _done_parts(row)
    if row.state != ActionState.DROPPED:
        set_state(row, ActionState.OPEN if left else ActionState.DONE, user)


def partner_ids(group: Workgroup) -> set[int]:
    return set(group.partners.values_list("organization", flat=True))


def _done_parts(action) -> set[int]:
    return set(action.parts.exclude(done_on=None).values_list("organization", flat=True))


@dataclass(frozen=True)
class Cell:
    """One partner's part: the day it was done, and whether the reader may tick it."""

    action: Outcome
    organization: object
    done_on: object
    may_tick: bool


@dataclass(frozen=True)
class Line:
    """An action in a list: the day it is due, and whether the reader may tick it."""

    action: Outcome
    due: datetime.date | None
    is_late: bool
    may_tick: bool


def line_of(action: Outcome, may_tick: bool) -> Line:
    due = action.due_on or (action.due_meeting.date if action.due_meeting else None)
    is_late = bool(due and due < timezone.localdate() and action.state == ActionState.OPEN)
    return Line(action, due, is_late, may_tick)


class ActionPage:
    """The list of a group's actions, and the table of partners for what all of them do."""

    def __init__(self, user, viewer: Viewer, group: Workgroup):
        self.viewer, self.group = viewer, group
        self.edits = viewer.edits(group)
        self.organizations = own_organizations(viewer, group)
        rows = list(group_actions(user, group).prefetch_related("parts"))
        self.open = [self._line(row) for row in rows if row.state == ActionState.OPEN]
        self.open.sort(key=lambda line: (line.due or datetime.date.max, line.action.pk))
        closed = [row for row in rows if row.state != ActionState.OPEN]
        closed.sort(key=lambda row: (row.done_on or datetime.date.min, row.pk), reverse=True)
        self.closed = [self._line(row) for row in closed[:CLOSED_SHOWN]]
        shared = [row for row in rows if row.is_owned_by_all_partners and row.state != ActionState.DROPPED]
        self.matrix = self._matrix(shared)

    def _line(self, row):
        may_tick = self.edits or (
            self.viewer.belongs_to(self.group) and is_own(row, self.viewer, self.organizations)
        )
        return line_of(row, may_tick and not row.is_owned_by_all_partners)

    def _matrix(self, shared):
        """For each shared action its row of cells, a cell for each partner."""
        if not shared:
            return []
        partners = {
            row.organization_id: row.organization
            for row in self.group.partners.select_related("organization")
        }
        rows = []
        for action in shared:
            done = {part.organization_id: part.done_on for part in action.parts.all()}
            cells = [
                Cell(action, partner, done.get(pk), self.edits or pk in self.organizations)
                for pk, partner in partners.items()
            ]
            rows.append({"action": action, "cells": cells, "done": sum(bool(cell.done_on) for cell in cells)})
        return rows
