"""Moves constraints and indexes into the operation that makes their table: each that comes later makes SQLite copy it.
Tables that are made one after another are made in one step (``core/tables.py``).

Run by ``scripts/remake_migrations`` on the first migrations, which no installation has applied yet.
"""

import os
import sys
from itertools import groupby
from pathlib import Path

import django
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.writer import MigrationWriter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.settings")
django.setup()

from goldenthread.core.tables import CreateTables  # noqa: E402

OPTIONS = {AddConstraint: ("constraints", "constraint"), AddIndex: ("indexes", "index")}


def fold(migration: Migration) -> None:
    """A table that gets a field later keeps its constraints apart, because they may be about that field."""
    operations = migration.operations
    grown = {each.model_name.lower() for each in operations if isinstance(each, AddField)}
    made = {each.name_lower: each for each in operations if isinstance(each, CreateModel)}
    kept = []
    for each in operations:
        if type(each) in OPTIONS and each.model_name_lower in made.keys() - grown:
            option, thing = OPTIONS[type(each)]
            made[each.model_name_lower].options.setdefault(option, []).append(getattr(each, thing))
        else:
            kept.append(each)
    migration.operations = kept


def join(migration: Migration) -> None:
    joined = []
    for are_tables, together in groupby(migration.operations, lambda each: isinstance(each, CreateModel)):
        operations = list(together)
        joined += [CreateTables(tables=operations)] if are_tables else operations
    migration.operations = joined


for (app, name), migration in MigrationLoader(None, ignore_no_migrations=True).disk_migrations.items():
    if name == "0001_initial" and migration.__module__.startswith(f"goldenthread.{app}."):
        fold(migration)
        join(migration)
        writer = MigrationWriter(migration)
        Path(writer.path).write_text(writer.as_string())
