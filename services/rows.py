"""Small rows beside a row: related facts fetched as JSON in the same query.

A card shows facts from eight tables. Eight prefetches would be eight round trips; a subquery that
gathers the related rows as JSON is one, and stays right without any copy of the data.
"""

import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject

from services.translated import LANGUAGES, pick


class Row:
    """One related row; a text in three columns reads as one, as on a model."""

    def __init__(self, values: dict):
        self._values = values

    def __getattr__(self, name):
        values = self.__dict__["_values"]
        if name in values:
            return values[name]
        if f"{name}_fi" in values:
            return pick({language: values[f"{name}_{language}"] for language in LANGUAGES})
        raise AttributeError(name)

    def date(self, name) -> datetime.date | None:
        return datetime.date.fromisoformat(value) if (value := self._values[name]) else None

    def time(self, name) -> datetime.time | None:
        return datetime.time.fromisoformat(value) if (value := self._values[name]) else None


def gather(queryset, *names: str, **paths: str):
    """Expression: the rows of `queryset` as a list of dicts, for `as_rows`.

    `names` are columns; `paths` are columns of related tables under a name of their own. A star
    marks a translated text and takes its three columns: "*name", `town="*municipality__name"`.
    `queryset` refers to the outer row by OuterRef and is in its final order.
    """
    fields = {}
    for name, path in [*((name.lstrip("*"), name) for name in names), *paths.items()]:
        if path.startswith("*"):
            fields |= {f"{name}_{language}": f"{path[1:]}_{language}" for language in LANGUAGES}
        else:
            fields[name] = path
    return ArraySubquery(queryset.values(json=JSONObject(**fields)))


def as_rows(gathered: list[dict] | None) -> list[Row]:
    return [Row(values) for values in gathered or []]
