"""Publishing, correcting and withdrawing a memo: one transaction each, the guard and the mails in it."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lape import mail
from workgroups.memo.guarding import OpenNames, names_in, open_hits
from workgroups.memo.mailing import about, tell_members
from workgroups.memo.snapshot import snapshot
from workgroups.memo.states import move
from workgroups.models import Meeting, Memo, MemoVersion, Outcome, VersionKind, Visibility

KINDS = {
    "publish": VersionKind.FIRST,
    "correct": VersionKind.CORRECTION,
    "publish_again": VersionKind.REPUBLISHED,
}


def living(memo: Memo) -> Meeting:
    """The meeting of a memo as it stands in the tables now."""
    return Meeting.objects.select_related("workgroup", "location", "memo").get(pk=memo.meeting_id)


def publish(memo: Memo, step: str, user, version: int, note: str = "") -> MemoVersion:
    """Publish what the reader of `version` saw, with its version, its outcomes and its mails, or nothing.

    The guard reads the snapshot that is stored. Raises OpenNames, and what `states.move` raises.
    """
    if step not in KINDS:
        raise KeyError(step)
    with transaction.atomic():
        memo = move(memo, step, user, version, note)
        meeting = living(memo)
        public = snapshot(meeting, Visibility.PUBLIC)
        note = " ".join(note.split())
        if hits := open_hits(memo, public, note):
            raise OpenNames(hits)
        last = memo.versions.aggregate(last=Max("number"))["last"] or 0
        made = MemoVersion.objects.create(
            memo=memo, number=last + 1, kind=KINDS[step], public=public,
            members=snapshot(meeting, Visibility.MEMBERS), change_note=note,
            published_at=timezone.now(), published_by=user,
        )  # fmt: skip
        show_outcomes(meeting, public)
        if step != "correct":
            tell_members(meeting, public)
    return made


def show_outcomes(meeting: Meeting, public: dict) -> None:
    """Let the group's pages show the outcomes of a public snapshot in its words, and no others."""
    texts = {outcome["id"]: outcome["text"] for item in public["items"] for outcome in item["outcomes"]}
    rows = list(Outcome.objects.filter(item__meeting=meeting))
    for row in rows:
        row.published_text = texts.get(row.pk, "")
    Outcome.objects.bulk_update(rows, ["published_text"])


def withdraw(memo: Memo, user, version: int, reason: str) -> Memo:
    """Take a memo off the public pages, its outcomes and its waiting mails too.

    Raises OpenNames when the reason, which everyone reads, names somebody, and what `states.move` raises.
    """
    if found := names_in(memo.meeting, reason):
        raise OpenNames(found)
    with transaction.atomic():
        memo = move(memo, "withdraw", user, version, reason)
        Outcome.objects.filter(item__meeting=memo.meeting_id).update(published_text="")
        mail.forget(about(memo.meeting))
    return memo
