"""A cursor of SQLite that knows the statements which it was asked before."""

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3.base import SQLiteCursorWrapper

ITSELF: Any = None
"""Django's function does not look at the cursor."""


class KnowingCursor(SQLiteCursorWrapper):
    """Django looks through the whole of a statement for the places of its values, each time it is asked."""

    @staticmethod
    @lru_cache(maxsize=512)
    def convert_query(query: str, *, param_names: None = None) -> str:
        return SQLiteCursorWrapper.convert_query(ITSELF, query)


def knowing_cursor(connection: Any) -> Any:
    """Wrapped as Django's own cursors are. Takes values by their place, not by name."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    return connection._prepare_cursor(connection.connection.cursor(factory=KnowingCursor))
