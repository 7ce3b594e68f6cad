"""Taking a name or a passage out of everything that a group has written, at once.

What was published, what is being written, drafts, queued mails and the admin's log are rewritten in one
transaction; a row stays that says who did it and why, without the words. Every table of the workgroups
stands in `REACH` or, with its reason, in `OUT_OF_REACH`.
"""

import re
from collections.abc import Callable, Iterator

from django.contrib.admin.models import LogEntry
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from lape import mail
from lape.accounts import second_factor
from lape.models import OutboxMail
from workgroups import guard
from workgroups.memo.guarding import CODES, FORGOTTEN
from workgroups.memo.publishing import show_outcomes
from workgroups.models import (
    AgendaItem,
    Attendance,
    Challenge,
    ChallengeAnswer,
    Draft,
    GroupDocument,
    Invitation,
    JoinRequest,
    Meeting,
    Membership,
    Memo,
    MemoEvent,
    MemoVersion,
    Milestone,
    Naming,
    NamingBasis,
    OtherEvent,
    Outcome,
    Person,
    Redaction,
    Visibility,
    Workgroup,
    WorkgroupLink,
)

#: Tables with texts, each with the lookup of its group.
REACH = {
    Workgroup: "pk",
    WorkgroupLink: "workgroup",
    Milestone: "workgroup",
    GroupDocument: "workgroup",
    OtherEvent: "workgroup",
    Challenge: "workgroup",
    ChallengeAnswer: "challenge__workgroup",
    Invitation: "workgroup",
    JoinRequest: "workgroup",
    Membership: "workgroup",
    Meeting: "workgroup",
    Attendance: "meeting__workgroup",
    AgendaItem: "meeting__workgroup",
    Outcome: "item__meeting__workgroup",
    Memo: "meeting__workgroup",
    MemoVersion: "memo__meeting__workgroup",
    MemoEvent: "memo__meeting__workgroup",
    Draft: "item__meeting__workgroup",
    Redaction: "workgroup",
}
#: Tables without texts of the group, and why.
OUT_OF_REACH = {
    "Person": "forgotten by `_forget_people`, where nobody else needs the row",
    "Subscription": "a reader's own address, which the reader takes away",
    "CalendarToken": "hashes",
    "AcknowledgedHit": "hashes",
    "OldMeetingAddress": "days",
    "OutcomeChange": "no text",
    "OutcomePart": "no text",
    "Partner": "no text",
}

Rewrite = Callable[[str], str]


def name_rewriter(name: str, aliases=(), named=()) -> Rewrite:
    """Masks every form of a name; `named` are other people of the guard whose names stay."""
    finder = guard.Guard([guard.Person("redacted", guard.Name.parse(name), tuple(aliases))], named)

    def rewrite(text: str) -> str:
        while hits := finder.find(text):  # what a mask separates may be read anew
            text = guard.mask(text, hits)
        return text

    return rewrite


def passage_rewriter(words: str) -> Rewrite:
    """Masks a passage word by word as it was typed, whatever blanks, lines and capitals it has."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words.split()), re.IGNORECASE)
    return lambda text: pattern.sub(guard.MASK, text)


def changes(group: Workgroup, rewrite: Rewrite) -> Iterator[tuple[models.Model, dict]]:
    """The rows of a group that `rewrite` changes, each with its new values."""
    for model, lookup in REACH.items():
        fields = text_fields(model)
        for row in model.objects.filter(**{lookup: group.pk}).iterator():
            new = {field.name: _new_value(field, row, rewrite) for field in fields}
            new = {name: value for name, value in new.items() if value != getattr(row, name)}
            if new:
                yield row, new


def text_fields(model) -> list[models.Field]:
    """The columns of a table that hold what somebody typed."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not isinstance(field, models.SlugField)
        and not field.choices
        and field.name not in ("pseudonyms", "transition")
    ]


def _new_value(field, row, rewrite):
    old = getattr(row, field.name)
    if isinstance(field, models.JSONField):
        return _rewritten(old, rewrite)
    new = rewrite(old)
    if new != old and isinstance(field, models.EmailField):
        return "" if field.blank else f"poistettu-{row.pk}@poistettu.invalid"
    return new[: field.max_length] if field.max_length and new != old else new


def _rewritten(value, rewrite):
    """All texts of a JSON value. Its keys and codes are ours: a passage "17" is no part of a date."""
    if isinstance(value, str):
        return rewrite(value)
    if isinstance(value, list):
        return [_rewritten(inner, rewrite) for inner in value]
    if isinstance(value, dict):
        return {key: inner if key in CODES else _rewritten(inner, rewrite) for key, inner in value.items()}
    return value


def places(group: Workgroup, rewrite: Rewrite) -> int:
    """How many texts a redaction would rewrite now."""
    return sum(len(new) for _row, new in changes(group, rewrite))


def redact_name(group, name: str, user, reason: str, meeting=None) -> Redaction:
    """Take every form of a name out of all that the group has written. Gives the row that stays."""
    people = _people_called(group, name)
    aliases = [alias for person in people for alias in person.aliases.split(",") if alias.strip()]
    with transaction.atomic():
        rewrite = name_rewriter(name, aliases, _others_named(group, people))
        row = _redact(group, rewrite, user, reason, meeting)
        row.places += _forget_people(people, group)
        row.save(update_fields=["places"])
    return row


def redact_passage(group, words: str, user, reason: str, meeting=None) -> Redaction:
    """Take a passage out of all that the group has written. Gives the row that stays."""
    with transaction.atomic():
        return _redact(group, passage_rewriter(words), user, reason, meeting)


def rewriter_of(group, words: str, is_name: bool) -> Rewrite:
    """The rewriter that a redaction of these words would use."""
    if not is_name:
        return passage_rewriter(words)
    people = _people_called(group, words)
    aliases = [alias for person in people for alias in person.aliases.split(",") if alias.strip()]
    return name_rewriter(words, aliases, _others_named(group, people))


def _redact(group, rewrite, user, reason, meeting) -> Redaction:
    memos = Memo.objects.filter(meeting__workgroup=group)
    _hold(memos)
    count = 0
    for row, new in list(changes(group, rewrite)):
        _write(row, new)
        count += len(new)
    count += _rewrite_mails(_mails_of(group), rewrite) + _rewrite_log(rewrite)
    count += second_factor.forget_waiting(lambda text: rewrite(text) != text)
    memos.update(version=F("version") + 1)
    if meeting is not None and (memo := memos.filter(meeting=meeting).first()):
        MemoEvent.objects.create(memo=memo, actor=user, transition="redact")
    return Redaction.objects.create(
        workgroup=group, meeting=meeting, by=user, reason=rewrite(reason)[:200], places=count
    )


def _hold(memos) -> None:
    """Lock the rows, so that nobody publishes the name meanwhile."""
    list(memos.select_for_update().order_by("pk").values_list("pk", flat=True))


def _write(row, new):
    if isinstance(row, AgendaItem):
        new = new | {"version": F("version") + 1}  # an open page cannot bring the old text back unseen
    if isinstance(row, Attendance) and "name" in new:
        new = new | {"naming": _unnamed(row), "naming_basis": NamingBasis.NONE}
    type(row).objects.filter(pk=row.pk).update(**new)


def _unnamed(row) -> str:
    return Naming.ROLE_ONLY if row.naming == Naming.FULL_NAME else row.naming


def _mails_of(group):
    """Mails about the group's memos, meetings, invitations and requests."""
    kinds = {
        "memo": Memo.objects.filter(meeting__workgroup=group),
        "meeting": Meeting.objects.filter(workgroup=group),
        "invitation": Invitation.objects.filter(workgroup=group),
        "join_request": JoinRequest.objects.filter(workgroup=group),
        "outcome": Outcome.objects.filter(item__meeting__workgroup=group),
    }
    about = [f"{kind}:{pk}" for kind, rows in kinds.items() for pk in rows.values_list("pk", flat=True)]
    return OutboxMail.objects.filter(Q(about__in=about) | Q(about=f"workgroup:{group.pk}"))


def _rewrite_mails(rows, rewrite) -> int:
    """Queue anew, without the words, what waits: a worker that holds an old mail finds it gone."""
    count = 0
    for row in rows.select_for_update():
        is_addressed = rewrite(row.to) != row.to
        subject, body = rewrite(row.subject), rewrite(row.body)
        if not is_addressed and (subject, body) == (row.subject, row.body):
            continue
        count += 1
        if row.state == OutboxMail.State.WAITING and not is_addressed:
            mail.queue(row.to, subject, body, row.about)
        row.delete()
    return count


def _rewrite_log(rewrite) -> int:
    """The admin's log keeps the names of rows."""
    count = 0
    for row in LogEntry.objects.filter(content_type__app_label="workgroups").iterator():
        new = (rewrite(row.object_repr)[:200], rewrite(row.change_message))
        if new != (row.object_repr, row.change_message):
            LogEntry.objects.filter(pk=row.pk).update(object_repr=new[0], change_message=new[1])
            count += 1
    return count


# -- People


def _people_called(group, name) -> list[Person]:
    """The group's people of that very name."""
    own = Q(memberships__workgroup=group) | Q(attendances__meeting__workgroup=group)
    wanted = guard.Name.parse(name.casefold())
    return [
        person
        for person in Person.objects.filter(own).distinct()
        if guard.Name.parse(person.name.casefold()) == wanted
    ]


def _others_named(group, people) -> list[guard.Person]:
    """Members who are named in full for a reason of their own: their names stay."""
    terms = group.memberships.filter(naming=Naming.FULL_NAME).exclude(person__in=people)
    names = {term.person.name for term in terms.select_related("person")}
    return [guard.Person(name, guard.Name.parse(name)) for name in sorted(names)]


def _forget_people(people, group) -> int:
    """Blank the rows of people who sign in nowhere and are in no other group; others keep theirs.

    None of them is named on the public roster of this group any more.
    """
    group.memberships.filter(person__in=people, naming=Naming.FULL_NAME).update(
        naming=Naming.ROLE_ONLY, naming_basis=NamingBasis.NONE
    )
    elsewhere = Q(memberships__isnull=False) & ~Q(memberships__workgroup=group)
    elsewhere |= Q(attendances__isnull=False) & ~Q(attendances__meeting__workgroup=group)
    kept = set(Person.objects.filter(elsewhere).values_list("pk", flat=True))
    forgotten = [person.pk for person in people if person.user_id is None and person.pk not in kept]
    Membership.objects.filter(person__in=forgotten).update(
        naming=Naming.HIDDEN, naming_basis=NamingBasis.NONE
    )
    return Person.objects.filter(pk__in=forgotten).update(name=FORGOTTEN, aliases="", email="")


# -- A consent that is taken back


def forget_consent(person: Person) -> int:
    """Show a person by role alone in all that was ever published, once their consent is withdrawn.

    Meetings where they were named in office keep the name. Gives the number of rewritten texts.
    """
    aliases = [alias for alias in person.aliases.split(",") if alias.strip()]
    with transaction.atomic():
        own = Attendance.objects.filter(person=person)
        in_office = own.filter(naming=Naming.FULL_NAME, naming_basis=NamingBasis.OFFICE)
        meetings = Meeting.objects.filter(
            Q(workgroup__memberships__person=person) | Q(attendances__person=person)
        ).exclude(pk__in=in_office.values("meeting"))
        memos = Memo.objects.filter(meeting__in=meetings)
        _hold(memos)
        own.filter(naming=Naming.FULL_NAME, naming_basis=NamingBasis.CONSENT).update(
            naming=Naming.ROLE_ONLY,
            naming_basis=NamingBasis.NONE,
            consent_withdrawn_on=timezone.localdate(),
        )
        count = 0
        for meeting in meetings.distinct().select_related("workgroup", "memo"):
            named = _others_named(meeting.workgroup, [person])
            rewrite = name_rewriter(person.name, aliases, named)
            count += _unname_agenda(meeting, rewrite)
            count += _unname(meeting.memo, rewrite) if hasattr(meeting, "memo") else 0
    return count


def _unname_agenda(meeting, rewrite) -> int:
    """Rewrite what the public reads of one meeting without a memo: its title and place, titles of items."""
    columns = [(meeting, name) for name in ("title", "venue", "address", "cancel_reason")]
    columns += [(item, "title") for item in meeting.items.filter(visibility=Visibility.PUBLIC)]
    count = 0
    for row, name in columns:
        new = _new_value(row._meta.get_field(name), row, rewrite)
        if new != getattr(row, name):
            _write(row, {name: new})
            count += 1
    return count


def _unname(memo, rewrite) -> int:
    """Rewrite what the public reads of one memo."""
    count = 0
    for version in memo.versions.select_for_update():
        public = _rewritten(_without_name(version.public, rewrite), rewrite)
        note = rewrite(version.change_note)[:500]
        if (public, note) != (version.public, version.change_note):
            MemoVersion.objects.filter(pk=version.pk).update(public=public, change_note=note)
            count += 1
    last = memo.versions.order_by("number").last()
    if last and Outcome.objects.filter(item__meeting=memo.meeting_id).exclude(published_text="").exists():
        show_outcomes(memo.meeting, last.public)
    Memo.objects.filter(pk=memo.pk).update(withdrawn_reason=rewrite(memo.withdrawn_reason)[:300])
    return count + _rewrite_mails(OutboxMail.objects.filter(about=f"memo:{memo.pk}"), rewrite)


def _without_name(public, rewrite) -> dict:
    """A public snapshot whose list of those present tells the person's role and no name."""
    attendance = dict(public["attendance"])
    for state in ("present", "excused", "absent"):
        attendance[state] = [
            row | {"name": ""} if rewrite(row["name"]) != row["name"] else row for row in attendance[state]
        ]
    return public | {"attendance": attendance}
