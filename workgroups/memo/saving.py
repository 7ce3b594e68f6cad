"""What is typed into a memo: saved against the version that was open, and kept as a draft meanwhile.

Of two who write one item, the slower is told and shown both texts; their own stays in their draft.
"""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from workgroups.memo.states import WRITABLE, Overtaken
from workgroups.models import AgendaItem, Draft, Memo, Outcome, Visibility

TEXTS = ("public_text", "members_text", "is_without_discussion", "visibility", "state")


class NotWritable(Exception):
    """The memo is approved: it is opened again before it is written."""


def fingerprint(values: dict) -> str:
    """A short digest of an item's fields, to tell whether a form changed what it was given."""
    words = "\0".join(f"{name}={_plain(values.get(name))}" for name in TEXTS)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def text_fingerprint(text: str) -> str:
    return hashlib.sha256(_plain(text).encode()).hexdigest()[:16]


def _plain(value) -> str:
    """Browsers send lines with CR LF, and nobody types blanks at the end on purpose."""
    return "\n".join(str("" if value is None else value).splitlines()).strip()


def values_of(item: AgendaItem) -> dict:
    return {name: getattr(item, name) for name in TEXTS}


@dataclass(frozen=True)
class Typed:
    """What somebody typed into one item: its fields, the version that they saw, and an outcome to add."""

    item_id: int
    version: int
    values: dict
    outcome: Outcome | None = None


def save_item(memo: Memo, typed: Typed, author) -> None:
    """Save one item whole. Raises Overtaken when its version has moved on, and NotWritable.

    The same form sent twice is saved once.
    """
    with transaction.atomic():
        touch(memo)
        item = AgendaItem.objects.filter(pk=typed.item_id, meeting=memo.meeting_id)
        if item.filter(version=typed.version).update(version=F("version") + 1, **typed.values):
            if typed.outcome is not None:
                typed.outcome.item_id = typed.item_id
                typed.outcome.position = Outcome.objects.filter(item=typed.item_id).count() + 1
                typed.outcome.save()
            if typed.values["visibility"] > Visibility.PUBLIC:
                Outcome.objects.filter(item=typed.item_id).update(published_text="")
        elif not _is_saved_already(item.first(), typed):
            raise Overtaken
        Draft.objects.filter(item=typed.item_id, author=author).delete()


def touch(memo: Memo) -> None:
    """Let the memo's version grow with its texts, and hold its row: nobody publishes what is being saved.

    Raises NotWritable.
    """
    if not Memo.objects.filter(pk=memo.pk, state__in=WRITABLE).update(version=F("version") + 1):
        raise NotWritable


def _is_saved_already(item, typed) -> bool:
    if item is None or fingerprint(values_of(item)) != fingerprint(typed.values):
        return False
    outcome = typed.outcome
    return outcome is None or item.outcomes.filter(kind=outcome.kind, text=outcome.text).exists()


def save_summary(memo: Memo, text: str, base: str) -> None:
    """Save the summary over the text whose fingerprint is `base`. Raises Overtaken and NotWritable."""
    with transaction.atomic():
        touch(memo)
        stored = Memo.objects.values_list("summary", flat=True).get(pk=memo.pk)
        if text_fingerprint(stored) not in (base, text_fingerprint(text)):
            raise Overtaken
        Memo.objects.filter(pk=memo.pk).update(summary=text)


def keep_draft(item: AgendaItem, author, fields: dict, version: int) -> Draft:
    """Keep what was typed and not saved, over the author's earlier draft of the item."""
    draft, _ = Draft.objects.update_or_create(
        item=item, author=author, defaults={"fields": fields, "base_version": version}
    )
    return draft


#: Columns of an outcome that its form writes; `published_text` is the guard's alone.
OUTCOME_COLUMNS = (
    "kind", "text", "visibility", "owner_person", "owner_organization", "is_owned_by_all_partners", "due_on",
    "is_due_next_meeting", "due_meeting", "state", "done_on", "is_service_description", "service",
    "municipality", "theme",
)  # fmt: skip


def save_outcome(memo: Memo, outcome: Outcome, version: int) -> None:
    """Save an outcome over its item's `version`. Raises Overtaken and NotWritable; twice is once."""
    with transaction.atomic():
        touch(memo)
        if not _raise_version(outcome, version):
            stored = Outcome.objects.filter(pk=outcome.pk).first()
            if stored is None or any(
                getattr(stored, name) != getattr(outcome, name) for name in OUTCOME_COLUMNS
            ):
                raise Overtaken
            return
        outcome.save(update_fields=OUTCOME_COLUMNS)
        if outcome.visibility > Visibility.PUBLIC:
            Outcome.objects.filter(pk=outcome.pk).update(published_text="")


def delete_outcome(memo: Memo, outcome: Outcome, version: int) -> None:
    """Delete an outcome from its item's `version`. Raises Overtaken and NotWritable."""
    with transaction.atomic():
        touch(memo)
        if not _raise_version(outcome, version):
            raise Overtaken
        outcome.delete()


def _raise_version(outcome, version) -> int:
    return AgendaItem.objects.filter(pk=outcome.item_id, version=version).update(version=F("version") + 1)
