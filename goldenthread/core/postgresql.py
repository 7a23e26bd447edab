"""A cursor of PostgreSQL that prepares its statements in the server; imported where PostgreSQL is used."""

from typing import Any, NamedTuple

from django.db.backends.postgresql import base

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
