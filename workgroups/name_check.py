"""Texts that everyone reads at once, such as an item's title: they must not name who may not be named."""

from django.utils.translation import gettext as _

from workgroups.memo.guarding import Roster
from workgroups.models import Meeting


def refuse_names(form, meeting: Meeting, *fields: str) -> None:
    """Add an error, with the sentence, to each of the form's `fields` that names somebody of the group."""
    texts = {name: form.cleaned_data.get(name) for name in fields}
    refuse_names_in(form, meeting, {name: text for name, text in texts.items() if text})


def refuse_names_in(form, meeting: Meeting, texts: dict[str, str]) -> None:
    """The same for texts that the form opens to everyone; each key is the field that tells of it."""
    guard = Roster(meeting).guard if any(texts.values()) else None
    for name, text in texts.items():
        for hit in guard.find(text) if text else ():
            form.add_error(
                name,
                _(
                    "Everyone would read the name “%(name)s” in “%(sentence)s”, and there is no reason to "
                    "tell it in public. Write a role or an organization instead, or leave it to members."
                )
                % {"name": hit.found, "sentence": hit.sentence},
            )
