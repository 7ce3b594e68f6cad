"""A whole memo for tests: a group with its people, a meeting that was held, and what was said."""

import datetime
from types import SimpleNamespace

from tests.workgroups.workgroups_rows import (
    make_attendance,
    make_item,
    make_meeting,
    make_member,
    make_memo,
    make_person,
    make_workgroup,
)
from workgroups.memo import states
from workgroups.memo.snapshot import snapshot
from workgroups.models import (
    Approval,
    Meeting,
    Membership,
    Memo,
    MemoVersion,
    Naming,
    NamingBasis,
    Role,
    VersionKind,
    Visibility,
)

DAY = datetime.date(2017, 5, 17)


def make_world(approval=Approval.CHAIR, **group):
    """A group with chair, secretary, memo taker and member, and the meeting whose memo is being written."""
    workgroup = make_workgroup(approval=approval, **group)
    users = {
        "chair": make_member(workgroup, "Helmi Puheenjohtaja", role=Role.CHAIR),
        "secretary": make_member(workgroup, "Sampo Sihteeri", role=Role.SECRETARY),
        "taker": make_member(workgroup, "Kerttu Kirjuri"),
        "member": make_member(workgroup, "Jalmari Jäsen"),
        "stranger": make_member(make_workgroup("Toinen ryhmä"), "Vieno Vieras"),
    }
    meeting = make_meeting(workgroup, DAY, memo_taker=users["taker"].person, title="Kevään toinen")
    make_attendance(
        meeting, "Helmi Puheenjohtaja", person=users["chair"].person, title="pj", naming=Naming.HIDDEN
    )
    item = make_item(meeting, "Ensiapupiste", public_text="Piste avataan syksyllä.")
    make_item(meeting, "Sisäinen", visibility=Visibility.MEMBERS, members_text="Jäsenten kesken sovittua.")
    make_item(meeting, "Valmistelu", visibility=Visibility.EDITORS, members_text="Vain valmistelijoille.")
    memo = make_memo(meeting, author=users["taker"].person, summary="Sovittiin pisteestä.")
    return SimpleNamespace(group=workgroup, users=users, meeting=meeting, item=item, memo=memo)


def in_state(memo, state, **fields):
    """Put a memo into a state as if its steps had been taken."""
    if state in ("published", "withdrawn"):
        fields.setdefault("published_at", "2017-06-01T12:00Z")
    Memo.objects.filter(pk=memo.pk).update(state=state, **fields)
    return fresh(memo)


def fresh(memo):
    """The memo as it stands now, read anew with its meeting."""
    return Memo.objects.select_related("meeting__workgroup").get(pk=memo.pk)


def step(memo, name, user, note=""):
    """Take a step from the memo as it stands now."""
    memo = fresh(memo)
    return states.move(memo, name, user, memo.version, note)


def make_expert(world, name="Maija Korhonen"):
    """An expert by experience of the group, who was there and is not named."""
    person = make_person(name)
    Membership.objects.create(
        workgroup=world.group,
        person=person,
        role=Role.EXPERT_BY_EXPERIENCE,
        start_date=datetime.date(2017, 1, 1),
    )
    make_attendance(world.meeting, name, person=person, is_expert_by_experience=True)
    return person


def make_named(world, name="Maija Virtanen"):
    """A professional who was there and is named in office."""
    person = make_person(name)
    named = {"naming": Naming.FULL_NAME, "naming_basis": NamingBasis.OFFICE}
    Membership.objects.create(
        workgroup=world.group, person=person, start_date=datetime.date(2017, 1, 1), **named
    )
    make_attendance(world.meeting, name, person=person, title="psykologi", **named)
    return person


def make_versions(memo, count=2):
    """Published versions of a memo as it stands now."""
    meeting = Meeting.objects.select_related("memo", "location").get(pk=memo.meeting_id)
    for number in range(1, count + 1):
        MemoVersion.objects.create(
            memo=memo, number=number, kind=VersionKind.FIRST, published_at="2017-06-01T12:00Z",
            public=snapshot(meeting, Visibility.PUBLIC), members=snapshot(meeting, Visibility.MEMBERS),
        )  # fmt: skip
