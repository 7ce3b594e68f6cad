"""A mail about a memo that has not come: to its memo taker, else to the group's secretary, once a meeting."""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import DateField as DateColumn
from django.db.models import ExpressionWrapper, F, IntegerField, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from lape import mail
from workgroups.models import EDITOR_ROLES, Meeting, MeetingState, MemoState, Person, Role, WorkgroupState
from workgroups.typed import written_date

BATCH = 50
#: Nobody is reminded of a memo of years ago, such as of a group that was brought in from elsewhere.
OLDEST = datetime.timedelta(days=180)


def remind_of_memos(today=None) -> int:
    """Queue a mail for each meeting whose memo is late by the group's own measure. Gives the number of mails.

    The meeting's mark is written in the same transaction as its mails, and what another worker has taken up
    is left to it, so that a second run sends nothing twice.
    """
    today = today or timezone.localdate()
    sent = 0
    with transaction.atomic():
        rows = _late(today).select_for_update(of=["self"], skip_locked=True)
        for meeting in rows.select_related("workgroup", "memo_taker__user")[:BATCH]:
            sent += _remind(meeting, today)
            Meeting.objects.filter(pk=meeting.pk).update(memo_reminded_at=timezone.now())
    return sent


def _late(today):
    """Meetings over for the group's number of days, whose memo is missing or was never submitted."""
    unsent = Q(memo__isnull=True) | Q(memo__state=MemoState.DRAFT, memo__submitted_at__isnull=True)
    meetings = Meeting.objects.filter(unsent, memo_reminded_at__isnull=True, date__gte=today - OLDEST)
    meetings = meetings.exclude(state=MeetingState.CANCELLED).filter(workgroup__state=WorkgroupState.ACTIVE)
    # A date and whole days make a date in PostgreSQL.
    due = ExpressionWrapper(
        F("date") + Cast("workgroup__memo_reminder_days", IntegerField()), output_field=DateColumn()
    )
    return meetings.annotate(memo_due_on=due).filter(memo_due_on__lte=today).order_by("pk")


def _remind(meeting, today) -> int:
    people = _whom(meeting, today)
    with override(settings.LANGUAGE_CODE):  # the groups work in Finnish
        day = written_date(meeting.date)
        subject = _("The memo of %(day)s is missing") % {"day": day}
        body = _(
            "The memo of the meeting on %(day)s has not come yet.\n\n"
            "Group: %(group)s\nMeeting: %(address)s\n\nThis is the only reminder of it."
        ) % {
            "day": day,
            "group": meeting.workgroup.name,
            "address": settings.SITE_URL + meeting.get_absolute_url(),
        }
    addresses = {person.email or person.user.email for person in people if person.email or person.user}
    for address in sorted(addresses):
        mail.queue(address, subject, body, f"meeting:{meeting.pk}")
    return len(addresses)


def _whom(meeting, today) -> list[Person]:
    """The memo taker while a member, else the secretaries, else whoever leads the group."""
    terms = meeting.workgroup.memberships.active_on(today).select_related("person__user")
    people = {term.person_id: term for term in terms}
    if meeting.memo_taker_id in people:
        return [people[meeting.memo_taker_id].person]
    secretaries = [term.person for term in terms if term.role == Role.SECRETARY]
    return secretaries or [term.person for term in terms if term.role in EDITOR_ROLES]
