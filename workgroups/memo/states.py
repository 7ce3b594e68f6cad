"""From which state to which a memo moves, and who may move it: one table, and the function that moves.

The state and the version are compared in the same UPDATE that changes them, so that of two who press a
button at once one is told that somebody was quicker. The version grows with each saved text too: what
is approved and published is what its reader saw.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workgroups.access import Viewer, viewer_of
from workgroups.models import EDITOR_ROLES, Approval, Membership, Memo, MemoEvent, MemoState, Role

DRAFT, IN_REVIEW, APPROVED, PUBLISHED, WITHDRAWN = MemoState


class Who(StrEnum):
    WRITER = "writer"  # the memo taker of the meeting and the group's editors
    APPROVER = "approver"  # whom the group has chosen to approve, never the author where there is another
    EDITOR = "editor"


class NotAllowed(Exception):
    """The person may not take this step, or the group has no such step."""


class Overtaken(Exception):
    """Somebody was quicker: the memo is no longer as its reader saw it."""


@dataclass(frozen=True)
class Step:
    label: str | Promise
    sources: tuple[MemoState, ...]
    target: MemoState
    who: Who
    needs_note: bool = False
    approvals: tuple[Approval, ...] = tuple(Approval)  # the groups that have the step

    @property
    def publishes(self) -> bool:
        return self.target == PUBLISHED


STEPS = {
    "submit": Step(
        _("Send to be approved"), (DRAFT,), IN_REVIEW, Who.WRITER, approvals=(Approval.CHAIR, Approval.OTHER)
    ),
    "finish": Step(_("The memo is ready"), (DRAFT,), APPROVED, Who.WRITER, approvals=(Approval.NONE,)),
    "return": Step(_("Return to the memo taker"), (IN_REVIEW,), DRAFT, Who.APPROVER, needs_note=True),
    "approve": Step(_("Approve"), (IN_REVIEW,), APPROVED, Who.APPROVER),
    "reopen": Step(_("Open for writing again"), (IN_REVIEW, APPROVED), DRAFT, Who.WRITER),
    "publish": Step(_("Publish"), (APPROVED,), PUBLISHED, Who.WRITER),
    "correct": Step(_("Publish the correction"), (PUBLISHED,), PUBLISHED, Who.WRITER, needs_note=True),
    "withdraw": Step(_("Withdraw"), (PUBLISHED,), WITHDRAWN, Who.EDITOR, needs_note=True),
    "publish_again": Step(_("Publish again"), (WITHDRAWN,), PUBLISHED, Who.EDITOR),
}

#: Texts are written in these states; an approved memo is opened again first.
WRITABLE = (DRAFT, IN_REVIEW, PUBLISHED, WITHDRAWN)


def allowed_steps(memo: Memo, user) -> dict[str, Step]:
    """The steps that `user` may take now, by name."""
    return {
        name: step for name, step in STEPS.items() if memo.state in step.sources and _may(step, memo, user)
    }


def check_allowed(name: str, memo: Memo, user) -> Step:
    """The step by its name, whatever the memo's state. Raises NotAllowed."""
    step = STEPS.get(name)
    if step is None or not _may(step, memo, user):
        raise NotAllowed
    return step


def _may(step, memo, user) -> bool:
    viewer, meeting = viewer_of(user), memo.meeting
    tests: dict[Who, Callable[[], bool]] = {
        Who.WRITER: lambda: viewer.writes_memo(meeting),
        Who.APPROVER: lambda: viewer.is_superuser or viewer.person_id in approvers(memo),
        Who.EDITOR: lambda: viewer.edits(meeting.workgroup),
    }
    return meeting.workgroup.approval in step.approvals and tests[step.who]()


def approvers(memo: Memo) -> set[int]:
    """Ids of the persons who may say yes: who wrote it or sent it only where nobody else could."""
    meeting = memo.meeting
    terms = Membership.objects.filter(workgroup=meeting.workgroup_id).active().values_list("person", "role")
    members, editors, chairs = set(), set(), set()
    for person, role in terms:
        members.add(person)
        if role in EDITOR_ROLES:
            editors.add(person)
        if role == Role.CHAIR:
            chairs.add(person)
    sent_by = memo.events.filter(transition="submit").order_by("-pk").values_list("actor__person")[:1]
    authors = {memo.author_id, meeting.memo_taker_id, *(person for (person,) in sent_by)}
    if meeting.workgroup.approval == Approval.CHAIR:
        return (chairs - authors) or (editors - authors) or editors
    return (members - authors) or members


def move(memo: Memo, name: str, user, version: int, note: str = "") -> Memo:
    """Take a step from the memo that `user` saw at `version`, with its row of the log.

    Gives the memo as it is now, its row locked until the transaction ends.
    Raises NotAllowed, Overtaken, and ValueError where the step needs a note and has none.
    """
    step = check_allowed(name, memo, user)
    note = " ".join(note.split())
    if step.needs_note and not note:
        raise ValueError("This step needs a note.")
    with transaction.atomic():
        seen = Memo.objects.filter(pk=memo.pk, state__in=step.sources, version=version)
        if not seen.update(state=step.target, version=F("version") + 1, **_stamps(name, user, note)):
            raise Overtaken
        MemoEvent.objects.create(memo=memo, actor=user, transition=name, note=note)
    meeting = memo.meeting
    memo.refresh_from_db()
    memo.meeting = meeting
    return memo


def _stamps(name, user, note) -> dict:
    now = timezone.now()
    stamps = {
        "submit": {"submitted_at": now},
        "finish": {"submitted_at": now, "approved_at": now, "approved_by": None},
        "approve": {"approved_at": now, "approved_by": user},
        "publish": {"published_at": Coalesce("published_at", now)},
        "publish_again": {"withdrawn_reason": ""},
        "withdraw": {"withdrawn_reason": note[:300]},
    }
    return stamps.get(name, {})


def begin(meeting, user) -> Memo:
    """The memo of a meeting, begun where there is none: pressed twice, it is one memo. Raises NotAllowed."""
    viewer: Viewer = viewer_of(user)
    if not viewer.writes_memo(meeting):
        raise NotAllowed
    with transaction.atomic():
        author = meeting.memo_taker_id or viewer.person_id
        memo, is_new = Memo.objects.get_or_create(meeting=meeting, defaults={"author_id": author})
        if is_new:
            MemoEvent.objects.create(memo=memo, actor=user, transition="begin")
    memo.meeting = meeting
    return memo
