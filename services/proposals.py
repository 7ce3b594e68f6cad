"""Proposals about listings: made here, decided by a coordinator."""

from django.utils import timezone

from services.models import Proposal, ProposalKind, ProposalState, Service


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
