"""Proposals about listings: made here, decided by a coordinator."""

import hashlib
import json
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from services import listings
from services.models import Proposal, ProposalKind, ProposalState, Service
from services.search.entries import index_services
from services.translated import columns

_TRANSLATED = (
    "name", "summary", "description", "eligibility_description", "application_process", "next_step",
    "wait_time", "fees_description", "responsible", "funding",
)  # fmt: skip
#: The columns of `Service` that a proposal may fill; all else it says is put right by hand.
COLUMNS = frozenset({"url", "email"}.union(*map(columns, _TRANSLATED)))
#: What the sender wrote in their own words counts as one more thing to settle, under this name.
NOTE = "note"


class AlreadyDecided(Exception):
    """Somebody else decided about the proposal first."""


class ListingChanged(Exception):
    """A text of the listing was edited after the coordinator saw it beside the proposal."""


def propose_change(service: Service, fields: dict, base: dict, note: str = "", made_by=None) -> Proposal:
    """Send a proposal that the listing say `fields`, which said `base` when they were written."""
    return _send(ProposalKind.CHANGE, service, fields=fields, base=base, note=note, made_by=made_by)


def propose_end(service: Service, note: str = "", made_by=None) -> Proposal:
    """Send word that the service has ended; only a coordinator archives its listing."""
    return _send(ProposalKind.ENDED, service, note=note, made_by=made_by)


def _send(kind, service, **values):
    return Proposal.objects.create(
        kind=kind,
        state=ProposalState.SENT,
        service=service,
        organization=service.organization,
        sent_at=timezone.now(),
        **values,
    )


def sent_to(user):
    """The proposals, decided ones too, about the listings that `user` may change."""
    own = Service.objects.editable_by(user).order_by().values("pk")
    return Proposal.objects.exclude(state=ProposalState.DRAFT).filter(service__in=own)


def items_of(proposal: Proposal) -> list[str]:
    """The names of what a proposal of a change asks for, each to be accepted or left."""
    return [*proposal.fields, *([NOTE] if proposal.note else [])]


def stand_of(service: Service, proposal: Proposal) -> str:
    """A short sign that differs once any text of `service` that `proposal` would replace has changed.

    Not `modified_at`: what is put right by hand meanwhile must not undo the other choices.
    """
    texts = {name: getattr(service, name) for name in sorted(COLUMNS.intersection(proposal.fields))}
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()


@transaction.atomic
def accept(proposal: Proposal, user, chosen: Iterable[str], seen: str) -> None:
    """Write those of the `chosen` items that are columns into the listing; the rest was put right by hand.

    Where all is accepted the organization's word stands, so the listing counts as confirmed by it; where
    a part is left, as checked by `user`. `base` keeps what stood in the listing until now. `seen` is the
    `stand_of` the listing that `user` read. Raises `AlreadyDecided` or `ListingChanged`.
    """
    chosen = [name for name in items_of(proposal) if name in set(chosen)]
    is_whole = chosen == items_of(proposal)
    _decide(proposal, user, ProposalState.ACCEPTED if is_whole else ProposalState.PARTLY)
    service = Service.objects.select_for_update().get(pk=proposal.service_id)
    if seen != stand_of(service, proposal):
        raise ListingChanged
    _write(service, proposal, [name for name in chosen if name in COLUMNS])
    row = Service.objects.filter(pk=service.pk)
    if is_whole:
        listings.confirm(row)
    else:
        listings.assure(row, user)


def _write(service, proposal, names):
    if not names:
        return
    proposal.base |= {name: getattr(service, name) for name in names}
    proposal.save(update_fields=["base"])
    for name in names:
        setattr(service, name, proposal.fields[name])
    service.save(update_fields=[*names, "modified_at"])
    index_services([service.pk])


@transaction.atomic
def accept_end(proposal: Proposal, user) -> None:
    """Archive the listing of a service that has ended. Raises `AlreadyDecided`."""
    _decide(proposal, user, ProposalState.ACCEPTED)
    listings.archive(Service.objects.filter(pk=proposal.service_id), user)


@transaction.atomic
def reject(proposal: Proposal, user, note: str = "") -> None:
    """Leave the listing as it is; `note` tells other coordinators why. Raises `AlreadyDecided`."""
    _decide(proposal, user, ProposalState.REJECTED, decision_note=note)


def _decide(proposal, user, state, **values):
    """Only the first of two who decide at the same time gets through."""
    values |= {"state": state, "decided_at": timezone.now(), "decided_by": user}
    if not Proposal.objects.filter(pk=proposal.pk, state=ProposalState.SENT).update(**values):
        raise AlreadyDecided
    for name, value in values.items():
        setattr(proposal, name, value)
