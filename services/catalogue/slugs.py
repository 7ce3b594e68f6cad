"""Slugs for many new rows at a time, made as `services.slugs` makes one."""

from django.db.models import QuerySet
from django.utils.text import slugify

from services.models import OldSlug


class SlugBook:
    """The slugs of one model that are taken, addresses that lead on from earlier ones among them."""

    def __init__(self, rows: QuerySet, max_length: int):
        self._taken = set(rows.values_list("slug", flat=True).iterator(5000))
        name = rows.model._meta.model_name
        if name in {"service", "organization"}:
            old = OldSlug.objects.filter(**{f"{name}__isnull": False})
            self._taken.update(old.values_list("slug", flat=True).iterator(5000))
        self._max_length = max_length
        self._last: dict[str, int] = {}

    def take(self, text: str, fallback: str) -> str:
        """A free slug of `text`, taken from now on.

        The numbers of a name go up from the last one given, so that thousands of services of one
        name are not tried from the first each time.
        """
        base = slugify(text)[: self._max_length].strip("-") or fallback
        number = self._last.get(base, 1)
        slug = base if number == 1 else f"{base}-{number}"
        while slug in self._taken:
            number += 1
            slug = f"{base}-{number}"
        self._last[base] = number
        self._taken.add(slug)
        return slug

    def claim(self, slug: str) -> bool:
        """Take exactly this slug, if it is free."""
        if slug in self._taken:
            return False
        self._taken.add(slug)
        return True
