"""Writing a partnership into a file."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.core.files.storage import default_storage
from django.db import connection, models, transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.documents.models import Scan, StoredFile
from goldenthread.partnerships.archive import values
from goldenthread.partnerships.archive.scope import Model, Scope, fields, leaving, relations, stays_behind
from goldenthread.partnerships.models import Membership, Partnership

FORMAT = "goldenthread-partnership/1"
MANIFEST, ABOUT = "manifest.json", "READ-ME.txt"
AT_A_TIME = 2000

READ_ME = """A whole partnership, written by Golden Thread.

manifest.json   what is in this file: each table with its number of records and its SHA-256, each file with its size
tables/         a table a file, a record a line, as JSON; a relation is a record's place in the other table, from 1 on
files/          what people sent in, each named by its SHA-256; documents.StoredFile.jsonl says what they are called

To load it into another installation: goldenthread load_partnership FILE
The file names people and holds what they wrote. Keep it as you would keep the partnership's own records.
"""

Progress = Callable[[str], None]


def pack(partnership: Partnership, to: IO[bytes], *, reader: User | None = None) -> dict[str, Any]:
    """Write the partnership as it is at this moment; returns the manifest. ``reader``: see ``Scope``."""
    with one_moment(), zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        scope, order = Scope(partnership, reader), leaving()
        numbers = {model: _numbered(scope.rows(model)) for model in order}
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "partnership": partnership.slug,
            "name": partnership.name,
            "made_at": clock.now().isoformat(timespec="seconds"),
            "whole": reader is None,
            "tables": {model._meta.label: _write_table(archive, scope.rows(model), numbers) for model in order},
            "files": _write_files(archive, scope.rows(StoredFile)),
            "stays_behind": stays_behind(),
        }
        archive.writestr(ABOUT, READ_ME)
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return manifest


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is read as of one moment, and nobody who writes meanwhile has to wait."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def table_name(label: str) -> str:
    return f"tables/{label}.jsonl"


def _numbered(rows: models.QuerySet[Any]) -> dict[int, int]:
    """By number in the database, the place in the file."""
    return {pk: place for place, pk in enumerate(rows.values_list("pk", flat=True).iterator(AT_A_TIME), start=1)}


def _write_table(
    archive: zipfile.ZipFile, rows: models.QuerySet[Any], numbers: dict[Model, dict[int, int]]
) -> dict[str, Any]:
    model, digest, count = rows.model, hashlib.sha256(), 0
    with archive.open(table_name(model._meta.label), "w", force_zip64=True) as member:
        for record in rows.iterator(chunk_size=AT_A_TIME):
            line = json.dumps(_record(record, numbers), ensure_ascii=False, sort_keys=True).encode() + b"\n"
            digest.update(line)
            member.write(line)
            count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def _record(record: models.Model, numbers: dict[Model, dict[int, int]]) -> dict[str, Any]:
    """A role that counts wherever the organisation is a member leaves as one in this partnership alone."""
    pointing = {field.name for field in relations(type(record))}
    said = {
        field.name: values.told(field.value_from_object(record))
        for field in fields(type(record))
        if field.name not in pointing
    }
    if isinstance(record, StoredFile):
        said |= {"content": record.content.name, "scan": record.scan if _comes_along(record) else Scan.MISSING.value}
    said |= {field.name: _place(field, record, numbers) for field in relations(type(record))}
    return said | ({"partnership": 1} if isinstance(record, Membership) else {})


def _place(
    field: models.ForeignKey[Any, Any], record: models.Model, numbers: dict[Model, dict[int, int]]
) -> int | None:
    """What stays behind, or is closed to the reader, is pointed to no more."""
    target: Any = field.related_model
    place = numbers.get(target, {}).get(getattr(record, field.attname))
    if place is None and not field.null:
        raise LookupError(f"{record._meta.label} {record.pk} points by {field.name} outside its partnership.")
    return place


def _comes_along(file: StoredFile) -> bool:
    """Not what was found to be malware, and not what is not here."""
    return file.may_be_served and bool(file.content) and default_storage.exists(str(file.content.name))


def _write_files(archive: zipfile.ZipFile, rows: models.QuerySet[Any]) -> dict[str, int]:
    written: dict[str, int] = {}
    for file in rows.iterator(chunk_size=AT_A_TIME):
        if file.sha256 in written or not _comes_along(file):
            continue
        with file.content.open("rb") as source, archive.open(f"files/{file.sha256}", "w", force_zip64=True) as member:
            for piece in iter(lambda: source.read(1 << 20), b""):
                member.write(piece)
        written[file.sha256] = file.size
    return written
