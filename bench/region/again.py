"""Takes back that returns were handed in, straight in the database, so that they can be handed in again."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import psycopg

OPEN = "UPDATE assurance_selfassessment SET state = 'signed_off' WHERE ref IN ({refs})"
UNSHARE = (
    "DELETE FROM assurance_share WHERE assessment_id IN (SELECT id FROM assurance_selfassessment WHERE ref IN ({refs}))"
)


def open_again(database: str, refs: Sequence[str]) -> None:
    """What the summary counts of them stays counted: it costs the same to add to. Without ``database``: in our own."""
    for connected in _connected(database):
        for statement in (OPEN, UNSHARE):
            places = ", ".join(["?" if isinstance(connected, sqlite3.Connection) else "%s"] * len(refs))
            connected.execute(statement.format(refs=places), list(refs))


def _connected(database: str) -> Iterator[Any]:
    if not database:
        from django.db import connection

        with connection.cursor() as cursor:
            yield cursor
    elif database.startswith("sqlite:///"):
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"), timeout=30)) as file, file:
            yield file
    else:
        with psycopg.connect(database) as server:
            yield server
