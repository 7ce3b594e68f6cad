"""Rows of one type with all that hangs on them, read for many rows in a fixed number of queries."""

from collections.abc import Iterable

from django.db.models import QuerySet

from services.catalogue.records import Kind
from services.models import Closure, Picture, Schedule, ServiceAtLocation


def with_linked(kind: Kind, rows: QuerySet, deferred: tuple[str, ...] = ("content",)) -> list:
    """The rows; `row.linked` holds primary keys by many-to-many relation and rows by other ones.

    The bytes of pictures are left where they are unless `deferred` is empty.
    """
    if any(field.name == "location" for field in kind.model._meta.fields):
        rows = rows.select_related("location")
    found = {row.pk: row for row in rows}
    for row in found.values():
        row.linked = {}
    for relation in many_relations(kind):
        _link_many(kind.model, relation, found)
    for field in kind.shape.parts.values():
        _link_parts(field, found, deferred)
    return list(found.values())


def many_relations(kind: Kind) -> list[str]:
    """The many-to-many relations that the fields of this type fill."""
    return [relation for field in kind.shape.many for relation in field.relations]


def through(model, relation: str):
    """The model of a many-to-many relation's rows, and its columns: from and to."""
    field = model._meta.get_field(relation)
    return field.remote_field.through, field.m2m_column_name(), field.m2m_reverse_name()


def _link_many(model, relation, found):
    link, here, there = through(model, relation)
    for row in found.values():
        row.linked[relation] = []
    pairs = link.objects.filter(**{f"{here}__in": list(found)}).order_by(there)
    for pk, other in pairs.values_list(here, there):
        found[pk].linked[relation].append(other)


def _link_parts(field, found, deferred):
    for row in found.values():
        row.linked[field.column] = []
    parts = field.model.objects.filter(service_id__in=list(found))
    if field.model is Picture:
        parts = parts.defer(*deferred)
    if field.model is ServiceAtLocation:
        parts = with_hours(parts.select_related("location"))
    for part in parts:
        found[part.service_id].linked[field.column].append(part)


def with_hours(at_locations: Iterable[ServiceAtLocation]) -> list[ServiceAtLocation]:
    found = {at_location.pk: at_location for at_location in at_locations}
    for at_location in found.values():
        at_location.linked = {"schedules": [], "closures": []}
    for relation, model in (("schedules", Schedule), ("closures", Closure)):
        for hours in model.objects.filter(at_location_id__in=list(found)):
            found[hours.at_location_id].linked[relation].append(hours)
    return list(found.values())
