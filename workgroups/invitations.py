"""Invitations by e-mail: a signed link that shows on GET, lets in on POST, once, for 14 days."""

import datetime

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from lape import mail
from lape.models import User
from workgroups.models import Invitation, JoinRequest, JoinRequestState, Membership, Person, WorkgroupState

DAYS = 14
_SALT = "workgroups.invitation"


class Closed(Exception):
    """An invitation that lets nobody in; `why` is "unknown", "expired", "revoked" or "used"."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


def token_of(invitation: Invitation) -> str:
    return signing.dumps(invitation.key.hex, salt=_SALT)


@transaction.atomic
def send(invitation: Invitation) -> None:
    """Save a new invitation and queue its mail, in Finnish, the language that the groups work in."""
    invitation.save()
    with override(settings.LANGUAGE_CODE):
        address = settings.SITE_URL + reverse("workgroups:invitation", args=[token_of(invitation)])
        subject = _("Invitation to a working group")
        lines = [
            _("You are invited to the working group “%(group)s”.") % {"group": invitation.workgroup.name},
            _("See the invitation and accept it here:"),
            address,
            _("The link works once, for %(days)d days. If you did not expect this, you need not do anything.")
            % {"days": DAYS},
            settings.SITE_NAME,
        ]
    mail.queue(invitation.email, subject, "\n\n".join(lines), about=f"invitation:{invitation.pk}")


@transaction.atomic
def revoke(invitation: Invitation) -> None:
    """Let the link open nothing any more, and do not send what has not been sent."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(revoked_at=timezone.now())
    mail.forget(f"invitation:{invitation.pk}")


def read(token: str) -> Invitation:
    """The open invitation of a link. Raises Closed. Changes nothing: mail scanners open links too."""
    return _open(token, Invitation.objects.select_related("workgroup", "on_behalf_of"))


def _open(token, invitations) -> Invitation:
    try:
        key = signing.loads(token, salt=_SALT, max_age=datetime.timedelta(days=DAYS))
    except signing.SignatureExpired:
        raise Closed("expired") from None
    except signing.BadSignature:
        raise Closed("unknown") from None
    invitation = invitations.filter(key=key).first()
    if invitation is None:
        raise Closed("unknown")
    if invitation.accepted_at:
        raise Closed("used")
    if invitation.revoked_at or invitation.workgroup.state == WorkgroupState.CONCLUDED:
        raise Closed("revoked")
    return invitation


@transaction.atomic
def accept(token: str) -> Invitation:
    """Make the invited one a member from today on, with a user who signs in by codes. Raises Closed.

    The row is locked, so that of two posts one makes the membership and the other finds it used.
    """
    invitation = _open(token, Invitation.objects.select_for_update(of=["self"]).select_related("workgroup"))
    person = _person(invitation)
    today = timezone.localdate()
    terms = person.memberships.filter(workgroup=invitation.workgroup, role=invitation.role)
    if not terms.active_on(today).exists():
        Membership.objects.create(
            workgroup=invitation.workgroup,
            person=person,
            role=invitation.role,
            title=invitation.title,
            on_behalf_of=invitation.on_behalf_of,
            start_date=today,
        )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return invitation


def _person(invitation) -> Person:
    email = invitation.email.lower()
    user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email)
    person = getattr(user, "person", None) or Person.objects.filter(email__iexact=email, user=None).first()
    person = person or Person(name=invitation.name, email=email)
    person.user = user
    person.save()
    return person


@transaction.atomic
def approve(request: JoinRequest, by: User) -> Invitation | None:
    """Invite the colleague that a member proposed; nothing where somebody has decided already."""
    if not _decide(request, JoinRequestState.ACCEPTED):
        return None
    invitation = Invitation(
        workgroup=request.workgroup,
        email=request.email,
        name=request.name,
        title=request.title,
        on_behalf_of=request.on_behalf_of,
        invited_by=by,
    )
    send(invitation)
    return invitation


def decline(request: JoinRequest) -> None:
    _decide(request, JoinRequestState.DECLINED)


def _decide(request, state) -> bool:
    waiting = JoinRequest.objects.filter(pk=request.pk, state=JoinRequestState.PENDING)
    return waiting.update(state=state) == 1


def waiting(workgroup):
    """Invitations that somebody may still accept."""
    since = timezone.now() - datetime.timedelta(days=DAYS)
    return workgroup.invitations.filter(accepted_at=None, revoked_at=None, sent_at__gt=since)
