"""Addresses: ASCII slugs that never change by themselves."""

from django.utils.text import slugify


def make_slug(text: str, taken: set[str], fallback: str, max_length: int = 110) -> str:
    """A slug of `text` that is not in `taken`, which gets it; `fallback` where no letter is left.

    "Äitiys- ja lastenneuvola" gives `aitiys-ja-lastenneuvola`; a second one ends in `-2`.
    """
    base = slugify(text)[:max_length].strip("-") or fallback
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug
