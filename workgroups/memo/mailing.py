"""The mails that tell of a published memo: what everyone may read, one recipient a mail, in Finnish."""

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from lape import mail
from workgroups import subscriptions
from workgroups.models import EDITOR_ROLES, Meeting, Membership, Outcome, Person, Visibility


def about(meeting: Meeting) -> str:
    """What the mails are filed under, so that a withdrawal or a redaction finds them."""
    return f"memo:{meeting.memo.pk}"


def tell_members(meeting: Meeting, public: dict) -> int:
    """Queue a mail for each member and subscriber, in the transaction of the publishing."""
    actions = _actions_by_owner(meeting)
    members, subscribers = _members(meeting), _subscribers(meeting)
    for email, person in members.items():
        mail.queue(email, *written(meeting, public, actions.get(person, [])), about(meeting))
    for email, way_out in subscribers.items():
        if email not in members:
            mail.queue(email, *written(meeting, public, [], way_out), about(meeting))
    return len(members | subscribers)


def ask_for_approval(meeting: Meeting, approvers: set[int]) -> int:
    """Queue a mail for each of the persons, whose ids are given, that a memo waits for their yes.

    It carries nothing of the text. The number of those who have an address.
    """
    people = Person.objects.filter(pk__in=approvers).select_related("user")
    addresses = {person.email or (person.user.email if person.user else "") for person in people} - {""}
    with translation.override("fi"):
        path = reverse("workgroups:memo_state", args=[meeting.workgroup.slug, meeting.address_part])
        context = {"meeting": meeting, "url": settings.SITE_URL + path, "site_name": settings.SITE_NAME}
        text = render_to_string("workgroups/mail/memo_to_approve.txt", context)
    subject, _line, body = text.strip().partition("\n")
    for address in sorted(addresses):
        mail.queue(address, subject, body.strip() + "\n", about(meeting))
    return len(addresses)


def written(meeting: Meeting, public: dict, actions: list[Outcome], way_out: str = "") -> tuple[str, str]:
    """Subject and text of one mail. Of an action that only members read the mail tells that there is one.

    `way_out` is the address where a subscriber ends the subscription; a member's mail has none.
    """
    told = [row for row in actions if row.published_text]
    with translation.override("fi"):
        path = reverse("workgroups:meeting_detail", args=[meeting.workgroup.slug, meeting.address_part])
        context = {
            "meeting": meeting,
            "memo": public,
            "actions": told,
            "untold": len(actions) - len(told),
            "way_out": way_out,
            "url": settings.SITE_URL + path,
            "site_name": settings.SITE_NAME,
        }
        text = render_to_string("workgroups/mail/memo_published.txt", context)
    subject, _line, body = text.strip().partition("\n")
    return subject, body.strip() + "\n"


def _members(meeting) -> dict[str, int]:
    """Addresses of today's members who may know of the meeting, with their persons' ids, one a person."""
    terms = Membership.objects.filter(workgroup=meeting.workgroup_id).active().select_related("person__user")
    if meeting.visibility > Visibility.MEMBERS:
        terms = terms.filter(Q(role__in=EDITOR_ROLES) | Q(person=meeting.memo_taker_id))
    found = {}
    for term in terms:
        person = term.person
        email = (person.email or (person.user.email if person.user else "")).lower()
        if email:
            found.setdefault(email, person.pk)
    return found


def _subscribers(meeting) -> dict[str, str]:
    """Confirmed addresses with the way out of each; none for a meeting that only members know of."""
    if meeting.visibility > Visibility.PUBLIC:
        return {}
    rows = subscriptions.confirmed(meeting.workgroup)
    with translation.override("fi"):
        return {row.email: subscriptions.address_of(row) for row in rows}


def _actions_by_owner(meeting) -> dict[int, list[Outcome]]:
    rows = Outcome.objects.filter(
        item__meeting=meeting, kind="action", state="open", owner_person__isnull=False,
        visibility__lte=Visibility.MEMBERS, item__visibility__lte=Visibility.MEMBERS,
    )  # fmt: skip
    found: dict[int, list[Outcome]] = {}
    for row in rows:
        found.setdefault(row.owner_person_id, []).append(row)
    return found
