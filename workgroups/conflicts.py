"""Two people save one thing: the second is shown both texts, and nothing that was typed is lost.

A form carries the state that it was made from, as `base`: the version of a row, or a stamp of what the form
shows. Saving compares it with the row as it is now, under its lock; where they differ the answer is the page
of `conflict_page`, whose form carries the new base, so that saving it again goes through.
"""

import hashlib
import json
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F
from django.forms import BoundField, Form
from django.shortcuts import render

BASE = "base"  # name of the hidden field


def stamp(values) -> str:
    """A short mark of plain data (dicts, lists, dates, numbers): equal data have equal marks."""
    text = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def row_stamp(row, names) -> str:
    """The stamp of some columns of a row."""
    return stamp({name: getattr(row, row._meta.get_field(name).attname) for name in names})


def save_if_unchanged(row, base_version: int, fields: dict) -> bool:
    """Write `fields` where the row's `version` still is `base_version`, and raise the version by one.

    False where somebody was quicker. One statement, so that no two writers can both get through.
    """
    unchanged = type(row)._default_manager.filter(pk=row.pk, version=base_version)
    return unchanged.update(version=F("version") + 1, **fields) == 1


@dataclass(frozen=True)
class Difference:
    """A field in which the two disagree: the box with what was typed, and what is saved, as text."""

    field: BoundField
    saved: str


@dataclass(frozen=True)
class Conflict:
    differences: list[Difference]
    hidden: list[tuple[str, str]]  # the fields in which both agree, and the new base
    action: str  # where the form goes
    back: str  # the page of those who give up their own


def conflict_page(request, typed: Form, saved: Form, base, back: str, action: str = ""):
    """The answer 409 with both texts.

    `typed` is the bound form; `saved` the same form, unbound, of what is stored now; `base` its version or
    stamp. The form goes to `action`, by default the address that was posted to.
    """
    differences = []
    hidden = [(typed.add_prefix(BASE), str(base))]
    for field in typed:
        if field.name == BASE:
            continue
        stored = saved[field.name]
        if field.is_hidden or _values(field) == _values(stored):
            hidden += [(field.html_name, value) for value in _values(field)]
        else:
            differences.append(Difference(field, _as_text(stored)))
    conflict = Conflict(differences, hidden, action or request.get_full_path(), back)
    return render(request, "workgroups/conflict.html", {"conflict": conflict}, status=409)


def _values(field: BoundField) -> list[str]:
    """What the field would post."""
    value = field.field.prepare_value(field.value())
    if value is True:
        return ["on"]
    if value in (None, False, ""):
        return []
    values = value if isinstance(value, list | tuple) else [value]
    shown = [field.field.widget.format_value(each) if not isinstance(each, str) else each for each in values]
    return ["".join(each) if isinstance(each, list) else str(each).replace("\r\n", "\n") for each in shown]


def _as_text(field: BoundField) -> str:
    """What is stored, as a reader understands it: the words of a choice, not its key."""
    words = dict(_flat(getattr(field.field, "choices", ())))
    return ", ".join(str(words.get(value, value)) for value in _values(field))


def _flat(choices):
    for key, label in choices:
        yield str(key), label
