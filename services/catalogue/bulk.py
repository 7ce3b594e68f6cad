"""Many rows at once, by COPY: several times as quick as INSERT when there are a million."""

from collections.abc import Iterable

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model


def insert(rows: Iterable[Model]) -> list[Model]:
    """Save new rows of one model and give them their primary keys."""
    rows = list(rows)
    if not rows:
        return rows
    meta = rows[0]._meta
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [meta.db_table, meta.pk.column, len(rows)],
        )
        for row, (pk,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = pk
        fields = [field for field in meta.concrete_fields if not field.generated]
        _copy(cursor, meta.db_table, fields, rows, is_new=True)
    for row in rows:
        row._state.adding = False
        row._state.db = DEFAULT_DB_ALIAS
    return rows


def update(rows: Iterable[Model], names: Iterable[str]):
    """Save these fields of rows of one model that exist."""
    rows = list(rows)
    if not rows:
        return
    meta = rows[0]._meta
    fields = [meta.get_field(name) for name in names]
    pk = _quote(meta.pk.column)
    table, columns = _quote(meta.db_table), _columns([meta.pk, *fields])
    values = ", ".join(f"{_quote(field.column)} = incoming.{_quote(field.column)}" for field in fields)
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        # All names are those of our own models, quoted.
        cursor.execute(f"CREATE TEMPORARY TABLE incoming AS SELECT {columns} FROM {table} WITH NO DATA")  # noqa: S608
        _copy(cursor, "incoming", [meta.pk, *fields], rows, is_new=False)
        cursor.execute(f"UPDATE {table} SET {values} FROM incoming WHERE {table}.{pk} = incoming.{pk}")  # noqa: S608
        cursor.execute("DROP TABLE incoming")


def _copy(cursor, table: str, fields: list[Field], rows: list[Model], is_new: bool):
    connection = connections[DEFAULT_DB_ALIAS]
    with cursor.copy(f"COPY {_quote(table)} ({_columns(fields)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(
                [field.get_db_prep_save(field.pre_save(row, is_new), connection) for field in fields]
            )


def _quote(name: str) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(name)


def _columns(fields: list[Field]) -> str:
    return ", ".join(_quote(field.column) for field in fields)
