"""A place to measure in: an engine, a size, a database and a data folder of its own, and the commands run there."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable


@dataclass
class Place:
    """``address`` is that of a PostgreSQL server (with any database), or nothing for SQLite."""

    name: str
    folder: Path
    address: str = ""
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PGPASSWORD") if name in os.environ}
        self.environment = {
            **kept, "GOLDENTHREAD_DATA": str(self.folder), "GOLDENTHREAD_STATIC": str(self.folder.parent / "static"),
            "GOLDENTHREAD_DEMONSTRATION": "1", "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "goldenthread.settings",
            "DATABASE_URL": self.database,
        }  # fmt: skip

    @property
    def engine(self) -> str:
        return "postgresql" if self.address else "sqlite"

    @property
    def database(self) -> str:
        """The address of our own database in the server, or of our own file."""
        if self.address:
            return f"{self.address.rpartition('/')[0]}/{self.name}"
        return f"sqlite:///{self.folder / 'goldenthread.sqlite3'}"

    def empty(self) -> None:
        """Begin anew: no database, no files."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        if self.address:
            with psycopg.connect(self.address, autocommit=True) as server:
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(self.name)))
                server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.name)))

    def settle(self) -> None:
        """After many rows were made: what PostgreSQL would else do while one measures."""
        if self.address:
            with psycopg.connect(self.database, autocommit=True) as server:
                server.execute("VACUUM (ANALYZE)")
                server.execute("CHECKPOINT")

    def manage(self, *arguments: str) -> str:
        """A management command; what it printed."""
        done = self.python("-m", "goldenthread", *arguments)
        return done.stdout

    def inside(self, what: str, **given: Any) -> Any:
        """Ask ``bench/inside.py``, which runs with the application's settings."""
        return json.loads(self.python("-m", "bench.inside", what, said=json.dumps(given)).stdout.splitlines()[-1])

    def python(self, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
        """``said`` goes to its standard input."""
        command, options = [PYTHON, *arguments], {"cwd": ROOT, "env": self.environment, "input": said}
        done = subprocess.run(command, capture_output=True, text=True, **options)  # type: ignore[call-overload]
        if done.returncode:
            raise SystemExit(f"{' '.join(arguments)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return done  # type: ignore[no-any-return]
