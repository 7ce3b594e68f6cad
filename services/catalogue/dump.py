"""Dump the directory as a catalogue: the same rows always give the same bytes."""

import json
from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models.functions import Collate

from services.catalogue.keys import Keys
from services.catalogue.linked import with_linked
from services.catalogue.pictures import Image
from services.catalogue.records import KINDS, Kind
from services.models import Organization

_CHUNK = 500


def dump_catalogue(source: str | None = None) -> Iterator[str]:
    """The lines of a catalogue, of all sources or of one ("" is that of entries made here)."""
    with transaction.atomic():
        if len(connection.savepoint_ids) == 0:  # not inside somebody else's transaction
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        keys = Keys()
        for kind in KINDS.values():
            for record in _records(kind, source, keys):
                yield (
                    json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=Image.data_uri)
                    + "\n"
                )


def _records(kind: Kind, source, keys) -> Iterator[dict]:
    pks = _organizations(source) if kind.model is Organization else _in_order(kind.model, source)
    for start in range(0, len(pks), _CHUNK):
        chunk = pks[start : start + _CHUNK]
        found = with_linked(kind, kind.model.objects.filter(pk__in=chunk), deferred=())
        rows = {row.pk: row for row in found}
        if kind.name == "group":
            sources = {(row.source, "") for row in rows.values()}
            keys.find_services(sources, {row.service_id for row in rows.values()})
        for pk in chunk:
            yield kind.describe(rows[pk], keys)


def _in_order(model, source) -> list[int]:
    rows = model.objects.all() if source is None else model.objects.filter(source=source)
    rows = rows.order_by(Collate("source", "C"), Collate("external_id", "C"))
    return list(rows.values_list("pk", flat=True))


def _organizations(source) -> list[int]:
    """In order, but each after the one that it is part of."""
    pks = _in_order(Organization, source)
    parents = dict(Organization.objects.filter(parent__isnull=False).values_list("pk", "parent_id"))
    wanted, placed = set(pks), {}
    for pk in pks:
        line = [pk]
        while (parent := parents.get(line[-1])) in wanted and parent not in placed and parent not in line:
            line.append(parent)
        placed |= dict.fromkeys(reversed(line))
    return list(placed)
