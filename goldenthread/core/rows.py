"""Writing one row by a statement that is worked out once, for what is written with nearly every change.

The same as ``record.save(force_insert=True)`` and ``record.save(update_fields=[...])`` of a model without parents;
``docs/adr/0011-prepared-queries.md`` says why.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import DatabaseError, connection, models


def insert(record: models.Model) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_inserting(connection.vendor, type(record)), _told(record, _columns(type(record)), add=True))
        record.pk = cursor.fetchone()[0]
    record._state.adding, record._state.db = False, connection.alias


def insert_or_change(records: Sequence[models.Model], keys: Sequence[str], open_by: str, names: Sequence[str]) -> None:
    """New rows; where one of the same ``keys`` is there whose ``open_by`` is empty, ``names`` of it are changed.

    What Django's ``bulk_create(update_conflicts=True)`` cannot say: a constraint that holds for some rows alone.
    """
    model = type(records[0])
    columns = _columns(model)
    with connection.cursor() as cursor:
        cursor.execute(
            _inserting_or_changing(connection.vendor, model, len(records), tuple(keys), open_by, tuple(names)),
            [value for record in records for value in _told(record, columns, add=True)],
        )


def update(record: models.Model, *names: str) -> None:
    fields = [record._meta.get_field(name) for name in names]
    changed = [*_told(record, fields, add=False), record.pk]
    with connection.cursor() as cursor:
        cursor.execute(_updating(connection.vendor, type(record), names), changed)
        if cursor.rowcount != 1:
            raise DatabaseError(f"{record._meta.label} {record.pk} is not there any more.")


def _told(record: models.Model, fields: Sequence[Any], *, add: bool) -> list[Any]:
    """The values as the database is told them."""
    return [field.get_db_prep_save(field.pre_save(record, add), connection) for field in fields]


def _columns(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if field is not model._meta.pk]


@lru_cache
def _inserting(vendor: str, model: type[models.Model]) -> str:
    names = [_quoted(field.column) for field in _columns(model)]
    values = ", ".join(["%s"] * len(names))
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values}) RETURNING {key}"  # noqa: S608 - of our models


@lru_cache
def _inserting_or_changing(
    vendor: str, model: type[models.Model], many: int, keys: tuple[str, ...], open_by: str, names: tuple[str, ...]
) -> str:
    columns = [_quoted(field.column) for field in _columns(model)]
    one = f"({', '.join(['%s'] * len(columns))})"
    key, end = [", ".join(_column(model, name) for name in some) for some in (keys, [open_by])]
    changed = ", ".join(f"{_column(model, name)} = excluded.{_column(model, name)}" for name in names)
    return (
        f"INSERT INTO {_quoted(model._meta.db_table)} ({', '.join(columns)}) VALUES {', '.join([one] * many)} "  # noqa: S608
        f"ON CONFLICT ({key}) WHERE {end} IS NULL DO UPDATE SET {changed}"
    )


@lru_cache
def _updating(vendor: str, model: type[models.Model], names: tuple[str, ...]) -> str:
    columns: list[Any] = [model._meta.get_field(name) for name in names]
    changed = ", ".join(f"{_quoted(field.column)} = %s" for field in columns)
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)
    return f"UPDATE {table} SET {changed} WHERE {key} = %s"  # noqa: S608 - names of our models


def _column(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return _quoted(field.column)


def _quoted(name: Any) -> str:
    return connection.ops.quote_name(name)
