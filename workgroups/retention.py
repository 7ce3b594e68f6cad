"""What is forgotten by itself: names of those present long after a group has ended, and old invitations.

The months are a setting of the site (`WORKGROUP_NAMES_MONTHS`), since its controller decides on them.
"""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from workgroups.models import Attendance, Invitation, JoinRequest, MemoVersion, Workgroup, WorkgroupState

INVITATION_DAYS = 60  # invitations and proposals, whatever became of them


def long_concluded(today: datetime.date | None = None):
    """Groups that ended longer ago than names are kept, counted in whole months."""
    today = today or timezone.localdate()
    year, month = divmod(today.year * 12 + today.month - 1 - settings.WORKGROUP_NAMES_MONTHS, 12)
    first_kept = datetime.date(year, month + 1, 1)
    return Workgroup.objects.filter(state=WorkgroupState.CONCLUDED, ended_on__lt=first_kept)


def named_attendances(today: datetime.date | None = None):
    """The rows that `forget_names` would make nameless: for a look before it is done."""
    groups = long_concluded(today)
    return Attendance.objects.filter(meeting__workgroup__in=groups).exclude(name="", title="", person=None)


@transaction.atomic
def forget_names(today: datetime.date | None = None) -> int:
    """Keep of those present only how many came from which organization. Gives the number of rows.

    The rows stay, so that they can be counted by organization; what was published of them follows.
    """
    rows = list(named_attendances(today).select_for_update(of=["self"]).values_list("pk", "meeting"))
    Attendance.objects.filter(pk__in=[pk for pk, _meeting in rows]).update(person=None, name="", title="")
    meetings = {meeting for _pk, meeting in rows}
    for version in MemoVersion.objects.filter(memo__meeting__in=meetings).select_for_update():
        for snapshot in (version.public, version.members):
            snapshot["attendance"] = _nameless(snapshot["attendance"])
        version.save(update_fields=["public", "members"])
    return len(rows)


def _nameless(attendance: dict) -> dict:
    """The lists of a snapshot with empty names and titles."""
    return {
        key: [row | {"name": "", "title": ""} for row in value] if isinstance(value, list) else value
        for key, value in attendance.items()
    }


def forget_invitations(now: datetime.datetime | None = None) -> int:
    """Delete invitations and proposals of 60 days ago: their links have long been closed."""
    before = (now or timezone.now()) - datetime.timedelta(days=INVITATION_DAYS)
    invitations = Invitation.objects.filter(sent_at__lt=before).delete()[0]
    return invitations + JoinRequest.objects.filter(sent_at__lt=before).delete()[0]
