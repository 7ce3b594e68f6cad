"""Subgroups: members of the main group join an open one by themselves and propose colleagues to it."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from lape import mail
from workgroups import roster
from workgroups.models import (
    EDITOR_ROLES,
    JoinRequest,
    JoinRequestState,
    Membership,
    Role,
    Workgroup,
    WorkgroupState,
)

#: A role of the main group that goes along; whoever chairs there is a member here.
_KEPT_ROLES = (Role.EXPERT_BY_EXPERIENCE, Role.INVITED_EXPERT)


def own_term(workgroup: Workgroup, person_id: int | None) -> Membership | None:
    """The term of a person in a group today."""
    return workgroup.memberships.active().filter(person=person_id).first() if person_id else None


def may_join(workgroup: Workgroup, person_id: int | None) -> bool:
    """Members of the main group who are not in this open subgroup yet."""
    return bool(
        person_id
        and workgroup.is_join_open
        and workgroup.parent
        and workgroup.state != WorkgroupState.CONCLUDED
        and own_term(workgroup.parent, person_id)
        and not own_term(workgroup, person_id)
    )


def may_propose(workgroup: Workgroup, person_id: int | None) -> bool:
    """Members of the main group or of this subgroup may propose a colleague of their workplace."""
    if not person_id or not workgroup.parent or workgroup.state == WorkgroupState.CONCLUDED:
        return False
    return bool(own_term(workgroup, person_id) or own_term(workgroup.parent, person_id))


@transaction.atomic
def join(workgroup: Workgroup, person) -> None:
    """Begin a term as in the main group: title, organization and how the person is named."""
    roster.lock(workgroup)
    if not may_join(workgroup, person.pk):
        return
    above = own_term(workgroup.parent, person.pk)
    copied = ("title", "on_behalf_of", "naming", "naming_basis", "consent_on", "consent_withdrawn_on")
    Membership.objects.create(
        workgroup=workgroup,
        person=person,
        role=above.role if above.role in _KEPT_ROLES else Role.MEMBER,
        **{name: getattr(above, name) for name in copied},
    )


@transaction.atomic
def leave(workgroup: Workgroup, person) -> None:
    """End the terms of today, but for a convener's: somebody else is named first.

    A term that began today is taken back whole.
    """
    today = timezone.localdate()
    terms = workgroup.memberships.active().filter(person=person).exclude(role__in=EDITOR_ROLES)
    terms.filter(start_date=today).delete()
    terms.update(end_date=today - datetime.timedelta(days=1))


@transaction.atomic
def propose(request: JoinRequest) -> None:
    """Save a proposal and tell those who decide of it. The same colleague proposed at once twice is one."""
    group = request.workgroup
    roster.lock(group)
    if group.join_requests.filter(email=request.email, state=JoinRequestState.PENDING).exists():
        return
    request.save()
    with override(settings.LANGUAGE_CODE):
        subject = _("A new member is proposed")
        told = _("Somebody was proposed to the subgroup “%(group)s”. Decide on the members' page:")
        body = "\n\n".join([told % {"group": group.name}, roster.page(group), settings.SITE_NAME])
    for term in group.memberships.active().filter(role__in=EDITOR_ROLES).select_related("person__user"):
        if address := term.person.email or getattr(term.person.user, "email", ""):
            mail.queue(address, subject, body, about=f"join_request:{request.pk}")
