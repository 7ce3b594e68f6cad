"""The mails that tell of a published memo: what everyone may read, one recipient a mail, in Finnish."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from lape import mail
from workgroups.models import Meeting, Membership, Outcome, Subscription, Visibility


def about(meeting: Meeting) -> str:
    """What the mails are filed under, so that a withdrawal or a redaction finds them."""
    return f"memo:{meeting.memo.pk}"


def tell_members(meeting: Meeting, public: dict) -> int:
    """Queue a mail for each member and subscriber, in the transaction of the publishing."""
    actions = _actions_by_owner(meeting)
    recipients = _members(meeting)
    for email in _subscribers(meeting):
        recipients.setdefault(email, None)
    for email, person in recipients.items():
        subject, body = written(meeting, public, actions.get(person, []), is_member=person is not None)
        mail.queue(email, subject, body, about(meeting))
    return len(recipients)


def written(meeting: Meeting, public: dict, actions: list[Outcome], is_member: bool) -> tuple[str, str]:
    """Subject and text of one mail. Of an action that only members read the mail tells that there is one."""
    told = [row for row in actions if row.published_text]
    with translation.override("fi"):
        path = reverse("workgroups:meeting_detail", args=[meeting.workgroup.slug, meeting.address_part])
        context = {
            "meeting": meeting,
            "memo": public,
            "actions": told,
            "untold": len(actions) - len(told),
            "is_member": is_member,
            "url": settings.SITE_URL + path,
            "site_name": settings.SITE_NAME,
        }
        text = render_to_string("workgroups/mail/memo_published.txt", context)
    subject, _line, body = text.strip().partition("\n")
    return subject, body.strip() + "\n"


def _members(meeting) -> dict[str, int]:
    """Addresses of today's members with their persons' ids, one a person."""
    terms = Membership.objects.filter(workgroup=meeting.workgroup_id).active().select_related("person__user")
    found = {}
    for term in terms:
        person = term.person
        email = (person.email or (person.user.email if person.user else "")).lower()
        if email:
            found.setdefault(email, person.pk)
    return found


def _subscribers(meeting) -> list[str]:
    if meeting.visibility > Visibility.PUBLIC:
        return []
    rows = Subscription.objects.filter(workgroup=meeting.workgroup_id, confirmed_at__isnull=False)
    return [email.lower() for email in rows.values_list("email", flat=True)]


def _actions_by_owner(meeting) -> dict[int, list[Outcome]]:
    rows = Outcome.objects.filter(
        item__meeting=meeting, kind="action", state="open", owner_person__isnull=False,
        visibility__lte=Visibility.MEMBERS, item__visibility__lte=Visibility.MEMBERS,
    )  # fmt: skip
    found: dict[int, list[Outcome]] = {}
    for row in rows:
        found.setdefault(row.owner_person_id, []).append(row)
    return found
