"""Who works in a group: terms that begin and end, how people are named, and how a group ends."""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from workgroups.memo.redaction import forget_consent
from workgroups.models import (
    ActionState,
    JoinRequestState,
    Membership,
    Naming,
    NamingBasis,
    Outcome,
    Person,
    Role,
    Workgroup,
    WorkgroupState,
)

ROLE_ORDER = {role: place for place, role in enumerate(Role.values)}


def roster(workgroup: Workgroup, day: datetime.date) -> list[Membership]:
    """The terms that held on `day`: chair first, then by name."""
    terms = workgroup.memberships.active_on(day).select_related("person", "on_behalf_of")
    return sorted(terms, key=lambda term: (ROLE_ORDER[term.role], term.person.name))


def overlapping(term: Membership) -> Membership | None:
    """Another term of the same person in the same role that shares a day with `term`, saved or not."""
    others = Membership.objects.filter(workgroup=term.workgroup, person=term.person, role=term.role)
    others = others.exclude(pk=term.pk).filter(Q(end_date__isnull=True) | Q(end_date__gte=term.start_date))
    if term.end_date:
        others = others.filter(start_date__lte=term.end_date)
    return others.order_by("start_date").first()


def page(workgroup: Workgroup) -> str:
    """The full address of the members' page, in Finnish, for mails."""
    with override(settings.LANGUAGE_CODE):
        return settings.SITE_URL + reverse("workgroups:roster", args=[workgroup.slug])


def lock(workgroup: Workgroup) -> None:
    """Let one request at a time change the roster: a form sent twice finds what the first one made."""
    Workgroup.objects.select_for_update().get(pk=workgroup.pk)


def person_called(workgroup: Workgroup, name: str, email: str) -> Person:
    """The person with this address; without one, somebody of that name in the group; else a new person."""
    if email:
        known = Person.objects.filter(Q(email__iexact=email) | Q(user__email__iexact=email))
    else:
        known = Person.objects.filter(name__iexact=name, memberships__workgroup=workgroup)
    return known.order_by("pk").first() or Person(name=name, email=email)


@transaction.atomic
def withdraw_consent(person: Person, today: datetime.date | None = None) -> None:
    """Name `person` nowhere by consent any more: not on rosters, not in what was ever published."""
    terms = Membership.objects.filter(
        person=person, naming_basis=NamingBasis.CONSENT, consent_withdrawn_on=None
    )
    withdrawn = {"consent_withdrawn_on": today or timezone.localdate()}
    terms.filter(naming=Naming.FULL_NAME).update(naming=Naming.ROLE_ONLY, **withdrawn)
    terms.update(**withdrawn)
    forget_consent(person)


def open_actions(workgroup: Workgroup):
    return Outcome.objects.filter(item__meeting__workgroup=workgroup).open_actions()


@transaction.atomic
def conclude(workgroup: Workgroup, last_day: datetime.date, fates: dict[int, object]) -> None:
    """End a group on `last_day`: its terms end, nobody can join, and each open action goes somewhere.

    `fates` gives for the id of each open action the organization that takes it over, or an `ActionState`.
    """
    workgroup.state = WorkgroupState.CONCLUDED
    workgroup.ended_on = last_day
    workgroup.save(update_fields=["state", "ended_on"])
    for action in open_actions(workgroup):
        _hand_over(action, fates[action.pk], last_day)
    workgroup.memberships.filter(start_date__gt=last_day).delete()
    workgroup.memberships.active_on(last_day).update(end_date=last_day)
    workgroup.invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=timezone.now())
    workgroup.join_requests.filter(state=JoinRequestState.PENDING).update(state=JoinRequestState.DECLINED)


def _hand_over(action: Outcome, fate, day) -> None:
    if isinstance(fate, ActionState):
        action.state = fate
        action.done_on = day if fate == ActionState.DONE else None
    else:
        action.owner_person, action.owner_organization = None, fate
        action.is_owned_by_all_partners = False
    action.save()
