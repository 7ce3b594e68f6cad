"""Rows of the workgroups for tests: each function fills what the test does not care about."""

import datetime
import itertools

from django.contrib.auth import get_user_model
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify

from workgroups.memo.snapshot import snapshot
from workgroups.models import (
    AgendaItem,
    Attendance,
    Challenge,
    Meeting,
    Membership,
    Memo,
    MemoVersion,
    Naming,
    NamingBasis,
    Outcome,
    OutcomeKind,
    Person,
    Role,
    Visibility,
    Workgroup,
    WorkgroupState,
)

_numbers = itertools.count(1)


def make_workgroup(name="Eropalvelujen työryhmä", **fields):
    fields = {"slug": f"{slugify(name)}-{next(_numbers)}", "state": WorkgroupState.ACTIVE} | fields
    return Workgroup.objects.create(name_fi=name, **fields)


def make_person(name="Aino Esimerkki", signs_in=False, **fields):
    """A person; with `signs_in`, with a user of their own."""
    if signs_in:
        email = f"{slugify(name)}-{next(_numbers)}@example.org"
        fields["user"] = get_user_model().objects.create_user(email)
    return Person.objects.create(name=name, **fields)


def make_membership(workgroup=None, person=None, role=Role.MEMBER, **fields):
    fields = {"start_date": datetime.date(2017, 1, 1)} | fields
    return Membership.objects.create(
        workgroup=workgroup or make_workgroup(), person=person or make_person(), role=role, **fields
    )


def make_member(workgroup, name="Aino Esimerkki", role=Role.MEMBER, **fields):
    """A user who is in the group today; `user.person` is the person."""
    person = make_person(name, signs_in=True)
    make_membership(workgroup, person, role, **fields)
    return person.user


def make_named_membership(workgroup, name="Aino Esimerkki", **fields):
    """A member in office, named in full."""
    fields = {"naming": Naming.FULL_NAME, "naming_basis": NamingBasis.OFFICE} | fields
    return make_membership(workgroup, make_person(name), **fields)


def make_meeting(workgroup=None, date=datetime.date(2017, 5, 17), **fields):
    return Meeting.objects.create(workgroup=workgroup or make_workgroup(), date=date, **fields)


def make_attendance(meeting, name="Aino Esimerkki", **fields):
    return Attendance.objects.create(meeting=meeting, name=name, **fields)


def make_item(meeting, title="Eron ensiapupiste", **fields):
    """An item that everyone may read, the last of the meeting."""
    fields = {"position": meeting.items.count() + 1, "visibility": Visibility.PUBLIC} | fields
    return AgendaItem.objects.create(meeting=meeting, title=title, **fields)


def make_decision(item, text="Perustetaan alaryhmä.", **fields):
    fields = {"visibility": Visibility.PUBLIC} | fields
    return Outcome.objects.create(item=item, kind=OutcomeKind.DECISION, text=text, **fields)


def make_action(item, text="Kootaan tulokset.", **fields):
    fields = {"visibility": Visibility.PUBLIC, "state": "open"} | fields
    return Outcome.objects.create(item=item, kind=OutcomeKind.ACTION, text=text, **fields)


def make_memo(meeting, **fields):
    return Memo.objects.create(meeting=meeting, **fields)


def make_challenge(workgroup, question="Mikä auttoi alkuun?", **fields):
    """A question that readers may answer."""
    return Challenge.objects.create(workgroup=workgroup, question_fi=question, **{"state": "open"} | fields)


def make_version(memo, number=1, **fields):
    """What is published of a memo: its living texts as they are now."""
    fields = {
        "kind": "first" if number == 1 else "correction",
        "public": snapshot(memo.meeting, Visibility.PUBLIC),
        "members": snapshot(memo.meeting, Visibility.MEMBERS),
        "published_at": timezone.now(),
    } | fields
    return MemoVersion.objects.create(memo=memo, number=number, **fields)


def make_published_memo(meeting, **fields):
    """A memo with its first version, and its public outcomes told to everybody."""
    memo = make_memo(meeting, **{"state": "published", "published_at": timezone.now()} | fields)
    make_version(memo)
    public = Outcome.objects.filter(item__meeting=meeting, visibility=Visibility.PUBLIC)
    public.filter(item__visibility=Visibility.PUBLIC).update(published_text=F("text"))
    return memo
