"""A cursor of PostgreSQL that prepares its statements in the server; imported where PostgreSQL is used."""

import re
from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from django.db.backends.postgresql import base
from psycopg import sql

ServerBindingCursor: Any = base.ServerBindingCursor  # the stubs know psycopg 2

ASKED_BEFORE = 3
"""What a connection has asked so often is prepared."""


class Told(NamedTuple):
    query: bytes


class PreparingCursor(ServerBindingCursor):
    """Says what it was asked, as Django wants to know it, also where only the name of the statement went out."""

    def execute(self, query: str, params: Any = None, **options: Any) -> Any:
        done = super().execute(query, params, **options)
        self._query: Any = self._query or Told(query.encode())
        return done


def preparing_cursor(connection: Any, most: int) -> Any:
    """Wrapped as Django's own cursors are. A connection keeps so many prepared statements."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    line = connection.connection
    line.prepare_threshold, line.prepared_max = ASKED_BEFORE, most
    return connection._prepare_cursor(PreparingCursor(line))


def with_constants(statement: str, parameters: Sequence[Any]) -> tuple[str, list[Any]]:
    """The statement with those texts, numbers and days written into it that are the same each time; what is left.

    The server keeps the plan of a prepared statement only if it does well without knowing the parameters, and
    without knowing that a version ends with the last day of all it may not use the index of what holds now.
    """
    left: list[Any] = []
    following = iter(parameters)

    def written(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        value = next(following)
        value = value.value if isinstance(value, Enum) else value
        if isinstance(value, str | int | date):
            return sql.Literal(value).as_string().replace("%", "%%")
        left.append(value)
        return "%s"

    return re.sub("%[s%]", written, statement), left
