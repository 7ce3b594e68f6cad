"""Groups of a file with their people, meetings and memos: what the demo begins with."""

import datetime
import json
import uuid
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from lape import mail
from lape.models import User
from services import listings
from services.models import Area, AreaKind, Organization, Theme
from workgroups.memo import publishing
from workgroups.memo.guarding import OpenNames
from workgroups.memo.mailing import about
from workgroups.models import (
    AgendaItem,
    Attendance,
    Challenge,
    ChallengeAnswer,
    GroupDocument,
    Meeting,
    Membership,
    Memo,
    MemoState,
    MemoVersion,
    Milestone,
    OtherEvent,
    Outcome,
    Partner,
    Person,
    Role,
    RoleInMeeting,
    Workgroup,
    WorkgroupLink,
)

#: Keys of the file that name another row, and how that row is found.
ROWS = {
    "area": lambda slug: Area.objects.get(slug=slug, kind=AreaKind.COUNTY),
    "theme": lambda slug: Theme.objects.get(slug=slug),
    **dict.fromkeys(
        ["organization", "on_behalf_of", "owner_organization", "contact_organization"],
        lambda name: Organization.objects.filter(name_fi=name).order_by("pk")[0],
    ),
    **dict.fromkeys(
        ["person", "memo_taker", "owner_person", "author", "proposed_by"],
        lambda name: Person.objects.filter(name=name).order_by("pk")[0],
    ),
}
#: Rows of a group that need nothing more than their own columns.
PLAIN = {
    "links": WorkgroupLink,
    "milestones": Milestone,
    "documents": GroupDocument,
    "other_events": OtherEvent,
    "memberships": Membership,
}
NAMED_AS = ("naming", "naming_basis", "consent_on", "consent_withdrawn_on")


class LoadError(Exception):
    """The file asks for a row that is not there, or holds what the tables refuse."""


@transaction.atomic
def load_workgroups(path: Path) -> int:
    """Make the groups of the file that are not there yet, by address, and tell how many.

    A group that is there stays as people have left it, with all that is in it. Raises `LoadError`,
    and OSError or ValueError where the file cannot be read.
    """
    data = json.loads(path.read_text())
    new = [group for group in data["groups"] if not Workgroup.objects.filter(slug=group["slug"]).exists()]
    if not new:
        return 0
    for fields in data["organizations"]:
        if not Organization.objects.filter(name_fi=fields["name_fi"]).exists():
            slug = listings.free_slug(Organization, fields["name_fi"], fallback="organization")
            _make(Organization, fields, slug=slug)
    for fields in data["people"]:
        if not Person.objects.filter(name=fields["name"]).exists():
            _make(Person, fields, user=User.objects.filter(email=fields.get("email", "-")).first())
    return sum(_group(fields) for fields in new)


def _make(model: type[models.Model], fields: dict, **more):
    """A saved row of `model`; a name in `fields` that stands for another row becomes that row."""
    values = more | {key: _row(key, value) if key in ROWS else value for key, value in fields.items()}
    row = model(**values)
    try:
        row.full_clean()
    except ValidationError as error:
        raise LoadError(f"{model.__name__} {row}: {error.message_dict}") from error
    row.save()
    return row


def _row(key: str, name: str):
    try:
        return ROWS[key](name)
    except (models.ObjectDoesNotExist, IndexError) as error:
        raise LoadError(f"There is no {key} “{name}”: load the places and the catalogues first.") from error


def _without(fields: dict, *keys: str) -> dict:
    return {key: value for key, value in fields.items() if key not in keys}


def _group(fields: dict, parent: Workgroup | None = None) -> int:
    """One group with everything in it. Gives the number of groups made, subgroups included."""
    kept_apart = ("partners", "challenges", "meetings", "subgroups", "affiliated", "contact_member")
    group = _make(Workgroup, _without(fields, *kept_apart, *PLAIN), parent=parent)
    for key, model in PLAIN.items():
        for row in fields.get(key, []):
            _make(model, row, workgroup=group)
    for kind, names in fields.get("partners", {}).items():
        for position, name in enumerate(names):
            _make(Partner, {"organization": name}, workgroup=group, kind=kind, position=position)
    for row in fields.get("challenges", []):
        _challenge(group, row)
    for row in sorted(fields.get("meetings", []), key=lambda row: row["date"]):
        _meeting(group, row)
    group.affiliated.set(Workgroup.objects.filter(slug__in=fields.get("affiliated", [])))
    if name := fields.get("contact_member"):
        group.contact_member = group.memberships.filter(person__name=name).first()
        group.save(update_fields=["contact_member"])
    return 1 + sum(_group(row, group) for row in fields.get("subgroups", []))


def _challenge(group, fields):
    challenge = _make(Challenge, _without(fields, "answers"), workgroup=group)
    for answer in fields.get("answers", []):
        _make(ChallengeAnswer, answer, challenge=challenge, form_key=uuid.uuid4())


def _meeting(group, fields):
    meeting = _make(Meeting, _without(fields, "items", "attendance", "memo"), workgroup=group)
    _attendance(meeting, fields.get("attendance", {}))
    for position, item in enumerate(fields.get("items", []), 1):
        row = _make(AgendaItem, _without(item, "outcomes"), meeting=meeting, position=position)
        for order, outcome in enumerate(item.get("outcomes", [])):
            _make(Outcome, outcome, item=row, position=order)
    if memo := fields.get("memo"):
        _memo(meeting, memo)


def _attendance(meeting, by_state):
    """The members named, as the roster of that day has them, and the guests as they are written."""
    roster = {term.person.name: term for term in meeting.workgroup.memberships.active_on(meeting.date)}
    names = [
        (name, state)
        for state in ("present", "remote", "excused", "absent")
        for name in by_state.get(state, [])
    ]
    for position, (name, state) in enumerate(names):
        term = roster[name]
        organization = term.on_behalf_of
        Attendance.objects.create(
            meeting=meeting,
            person=term.person,
            name=name,
            title=term.title,
            organization=organization,
            organization_name=str(organization or ""),
            is_expert_by_experience=term.role == Role.EXPERT_BY_EXPERIENCE,
            role_in_meeting=term.role if term.role in RoleInMeeting.values else "",
            state=state,
            position=position,
            **{column: getattr(term, column) for column in NAMED_AS},
        )
    for position, guest in enumerate(by_state.get("guests", []), len(names)):
        _make(Attendance, guest, meeting=meeting, position=position)


def _memo(meeting, fields):
    """A memo as its file says: begun, or published on a day. Old news is not mailed."""
    if "published_on" not in fields:
        _make(Memo, fields, meeting=meeting)
        return
    memo = _make(Memo, _without(fields, "published_on"), meeting=meeting, state=MemoState.APPROVED)
    superuser = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
    if superuser is None:
        raise LoadError("There is no superuser, in whose name the memos are published: make one first.")
    try:
        version = publishing.publish(memo, "publish", superuser, memo.version)
    except OpenNames as error:
        found = ", ".join(hit.found for hit in error.hits)
        raise LoadError(f"The memo of {meeting} names people who must not be named: {found}.") from error
    mail.forget(about(version.memo.meeting))
    day = datetime.date.fromisoformat(fields["published_on"])
    at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(9)))
    Memo.objects.filter(pk=memo.pk).update(published_at=at)
    MemoVersion.objects.filter(pk=version.pk).update(published_at=at)
