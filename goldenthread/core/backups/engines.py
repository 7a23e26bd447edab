"""How each database is copied, put back and counted. Rows are hashed in the very state that the copy holds."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from django.core.management.base import CommandError
from django.db import connection, transaction
from psycopg import sql

Tables = dict[str, dict[str, Any]]
"""By name of the table: how many rows it has, and one hash over them."""

MADE_BY_MIGRATIONS = {"django_migrations", "django_content_type", "auth_permission", "cache", "sqlite_sequence"}
"""Tables that have rows before anybody has used the installation."""


class Engine(Protocol):
    file_name: str

    def dump(self, to: Path) -> Tables: ...

    def load(self, source: Path) -> None: ...

    def tables(self) -> Tables: ...


def engine() -> Engine:
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


def used_tables(tables: Tables) -> list[str]:
    return [name for name, table in tables.items() if table["rows"] and name not in MADE_BY_MIGRATIONS]


class SQLite:
    """By connections of our own: Django's would turn values into Python's dates and numbers on the way."""

    file_name = "database.sqlite3"

    def dump(self, to: Path) -> Tables:
        """SQLite's own online copy: a consistent state, while others go on writing."""
        with closing(_open()) as live, closing(sqlite3.connect(to)) as copy:
            live.backup(copy)
            return _sqlite_tables(copy)

    def load(self, source: Path) -> None:
        connection.close()
        with (
            closing(sqlite3.connect(f"file:{quote(str(source))}?immutable=1", uri=True)) as copy,
            closing(_open()) as live,
        ):
            copy.backup(live)

    def tables(self) -> Tables:
        with closing(_open()) as live:
            return _sqlite_tables(live)


def _open() -> sqlite3.Connection:
    name = str(connection.settings_dict["NAME"])
    return sqlite3.connect(name, uri=name.startswith("file:"), timeout=20)


def _sqlite_tables(database: sqlite3.Connection) -> Tables:
    """Ordinary tables: those behind a full-text index are made from them."""
    listed = database.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT wr ORDER BY name"
    )
    names = [name for (name,) in listed if name != "sqlite_schema"]
    return {name: _fingerprint(_sqlite_rows(database, name)) for name in names}


def _sqlite_rows(database: sqlite3.Connection, table: str) -> Iterator[bytes]:
    for row in database.cursor().execute(f'SELECT * FROM "{table}" ORDER BY rowid'):  # noqa: S608 - a name from the schema
        yield repr(tuple(row)).encode() + b"\n"


class PostgreSQL:
    file_name = "database.dump"

    def dump(self, to: Path) -> Tables:
        """pg_dump in the snapshot of a transaction of ours, in which the rows are hashed as well."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            self._run(
                "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={to}"
            )
            return self.tables()

    def load(self, source: Path) -> None:
        """In one transaction: either everything is back or nothing has changed."""
        connection.close()
        options = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
        self._run("pg_restore", *options, f"--dbname={connection.settings_dict['NAME']}", str(source))

    def tables(self) -> Tables:
        return {name: _fingerprint(_postgresql_rows(name)) for name in sorted(connection.introspection.table_names())}

    @staticmethod
    def _run(program: str, *arguments: str) -> None:
        """The database's address and password go by the environment, where no list of processes shows them."""
        if not shutil.which(program):
            raise CommandError(f"{program} is missing. On Debian: apt-get install postgresql-client")
        values = connection.settings_dict
        named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
        address = {variable: str(values[key]) for variable, key in named.items() if values[key]}
        secure = {f"PG{key.upper()}": str(value) for key, value in values["OPTIONS"].items() if key.startswith("ssl")}
        done = subprocess.run(  # noqa: S603 - a fixed program, no shell
            [program, *arguments], env={**os.environ, **address, **secure}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise CommandError(f"{program} failed: {done.stderr.strip()}")


def _postgresql_rows(table: str) -> Iterator[bytes]:
    connection.ensure_connection()
    query = sql.SQL('COPY (SELECT t::text FROM {} t ORDER BY t::text COLLATE "C") TO STDOUT').format(
        sql.Identifier(table)
    )
    with connection.connection.cursor() as cursor, cursor.copy(query) as rows:
        yield from map(bytes, rows)


def _fingerprint(rows: Iterator[bytes]) -> dict[str, Any]:
    """Each row ends with a line break; those inside values are escaped."""
    digest, count = hashlib.sha256(), 0
    for row in rows:
        digest.update(row)
        count += row.count(b"\n")
    return {"rows": count, "sha256": digest.hexdigest()}
