"""What changed between two published versions of a memo, block by block and word by word."""

import difflib
import re
from dataclasses import dataclass
from itertools import zip_longest

SAME, ADDED, REMOVED = "same", "added", "removed"
_WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Block:
    """A heading or a paragraph; `parts` are pairs of SAME, ADDED or REMOVED and the words."""

    parts: tuple[tuple[str, str], ...]
    is_heading: bool = False

    @property
    def is_changed(self) -> bool:
        return any(kind != SAME for kind, _words in self.parts)


def blocks_of(snapshot: dict) -> list[tuple[bool, str]]:
    """A snapshot as headings and paragraphs in the order of the page: pairs of is-heading and text."""
    found = [(True, snapshot["title"]), *_paragraphs(snapshot["summary"])]
    for state in ("present", "excused", "absent"):
        found += [(False, _attendee(row)) for row in snapshot["attendance"][state]]
    for item in snapshot["items"]:
        found.append((True, f"{item['number']}. {item['title']}"))
        found += [(False, item["presenter"]), *_paragraphs(item["text"])]
        found += _paragraphs(item.get("members_text", ""))
        found += [(False, f"– {outcome['text']}") for outcome in item["outcomes"]]
    return [(is_heading, text) for is_heading, text in found if text]


def differences(old: dict, new: dict) -> list[Block]:
    """All blocks of two snapshots in order, each with what was added and removed."""
    before, after = blocks_of(old), blocks_of(new)
    found = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            found += [Block(((SAME, text),), heading) for heading, text in before[start:end]]
        else:
            pairs = zip_longest(before[start:end], after[new_start:new_end])
            found += [_changed(one, other) for one, other in pairs]
    return found


def _changed(one, other) -> Block:
    if one is None:
        return Block(((ADDED, other[1]),), other[0])
    if other is None:
        return Block(((REMOVED, one[1]),), one[0])
    old, new = _WORD.findall(one[1]), _WORD.findall(other[1])
    parts = []
    for kind, start, end, new_start, new_end in difflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            parts.append((SAME, "".join(old[start:end])))
            continue
        parts += [(REMOVED, "".join(old[start:end]))] if end > start else []
        parts += [(ADDED, "".join(new[new_start:new_end]))] if new_end > new_start else []
    return Block(tuple(parts), other[0])


def _paragraphs(text):
    return [
        (False, " ".join(part.split())) for part in re.split(r"\n\s*\n|\r\n\s*\r\n", text) if part.strip()
    ]


def _attendee(row) -> str:
    return ", ".join(part for part in (row["name"], row["title"], row["organization"]) if part)
