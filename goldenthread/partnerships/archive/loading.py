"""Reading a partnership out of a file into this installation: all of it, or nothing."""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.models import Max

from goldenthread.accounts.models import User
from goldenthread.documents.models import Scan, StoredFile
from goldenthread.history.models import Chain
from goldenthread.history.operations import record
from goldenthread.history.queries import faults_of
from goldenthread.partnerships.archive import values
from goldenthread.partnerships.archive.packing import FORMAT, MANIFEST, table_name
from goldenthread.partnerships.archive.scope import KNOWN_BY, Model, fields, leaving
from goldenthread.partnerships.models import Organisation, OrganisationName, Partnership

NOT_OURS = "This is not a file that export_partnership wrote."
MISSHAPEN = "The manifest is not one that export_partnership wrote: “{}” is missing, or is something else."
UNREADABLE = "Something in this file is not as export_partnership writes it, so none of it was loaded."
ODD = (ArithmeticError, AttributeError, DatabaseError, LookupError, ObjectDoesNotExist, TypeError, ValueError)
"""What reading something else than we wrote may raise."""
SHA256 = re.compile(r"[0-9a-f]{64}")
DAMAGED = "The file is damaged: {} is missing or was altered."
AT_A_TIME = 500
LONGEST_LINE = 32 * 1024 * 1024


def load(source: Path, *, by: str) -> Partnership:
    """Everything in the file becomes part of this installation. People and organisations that are here already are
    recognised and left as they are.

    Raises ValidationError, with nothing changed, where the file is damaged or of another version, where the partnership
    (or a record of it) is here already, and where its history does not hold.
    """
    with _opened(source) as archive, _said_in_words():
        manifest = _manifest(archive)
        slug = manifest["partnership"]
        if Partnership.objects.filter(slug=slug).exists():
            raise ValidationError(f"There is a partnership {slug} here already.")
        tables = _tables(manifest)
        with transaction.atomic():
            Loading(archive, tables).run()
            _put_files(archive, manifest)
            _refuse_broken_history(slug)
            loaded = Partnership.objects.get(slug=slug)
            record(Chain.objects.get(name=slug), f"loaded the partnership from {source.name}"[:300], by=by)
    return loaded


def differences(one: Path, other: Path) -> list[str]:
    """Tables and files that two partnerships in files do not have in common. Both are read whole first."""
    with _opened(one) as first, _opened(other) as second:
        mine, theirs = _manifest(first), _manifest(second)
    found = [
        name for name in mine["tables"] | theirs["tables"] if mine["tables"].get(name) != theirs["tables"].get(name)
    ]
    return sorted(found) + sorted(f"the file {name}" for name in mine["files"].keys() ^ theirs["files"].keys())


@contextmanager
def _said_in_words() -> Iterator[None]:
    """A file that somebody wrote by hand, with hashes that are right, may hold anything at all."""
    try:
        yield
    except (
        ArithmeticError,
        AttributeError,
        DatabaseError,
        LookupError,
        ObjectDoesNotExist,
        TypeError,
        ValueError,
    ) as p:
        raise ValidationError(UNREADABLE) from p


def _opened(source: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as problem:
        raise ValidationError(NOT_OURS) from problem


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """What the file says of itself, where its parts are all there and none was altered."""
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        known = manifest["format"] == FORMAT
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile) as problem:
        raise ValidationError(NOT_OURS) from problem
    if not known:
        raise ValidationError(f"This file is of the format {manifest['format']}; this installation reads {FORMAT}.")
    _refuse_misshapen(manifest)
    for label, table in manifest["tables"].items():
        _refuse_altered(archive, table_name(label), table["sha256"])
    for sha256 in manifest["files"]:
        _refuse_altered(archive, f"files/{sha256}", sha256)
    return manifest


def _refuse_misshapen(manifest: dict[str, Any]) -> None:
    partnership, tables, files = (manifest.get(name) for name in ("partnership", "tables", "files"))
    if not isinstance(partnership, str) or not partnership:
        raise ValidationError(MISSHAPEN.format("partnership"))
    told = tables.values() if isinstance(tables, dict) else [None]
    if not all(isinstance(table, dict) and isinstance(table.get("sha256"), str) for table in told):
        raise ValidationError(MISSHAPEN.format("tables"))
    if not isinstance(files, dict) or not all(SHA256.fullmatch(name) for name in files):
        raise ValidationError(MISSHAPEN.format("files"))


def _refuse_altered(archive: zipfile.ZipFile, name: str, sha256: str) -> None:
    try:
        with archive.open(name) as member:
            found = _digest(member)
    except (KeyError, zipfile.BadZipFile) as problem:
        raise ValidationError(DAMAGED.format(name)) from problem
    if found != sha256:
        raise ValidationError(DAMAGED.format(name))


def _digest(member: IO[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in iter(lambda: member.read(1 << 20), b""):
        digest.update(piece)
    return digest.hexdigest()


def _tables(manifest: dict[str, Any]) -> list[Model]:
    known = {model._meta.label: model for model in leaving()}
    unknown = manifest["tables"].keys() - known.keys()
    if unknown:
        raise ValidationError(f"The file holds what this installation does not know: {', '.join(sorted(unknown))}.")
    return [model for label, model in known.items() if label in manifest["tables"]]


class Loading:
    """Numbers of this installation for the places in the file: known ones for what is here already, new ones after the
    highest that is in use. Relations may point forward: databases look at them when the transaction ends.
    """

    def __init__(self, archive: zipfile.ZipFile, tables: list[Model]) -> None:
        self.archive, self.tables = archive, tables
        self.numbers: dict[Model, dict[int, int]] = {}
        self.here: dict[Model, set[int]] = {}
        """Places of records that were here before."""

    def run(self) -> None:
        self._lock()
        for model in self.tables:
            self._number(model)
        for model in self.tables:
            self._fill(model)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), self.tables):
                cursor.execute(statement)

    def _lock(self) -> None:
        """Nobody else takes the numbers that we give out. SQLite lets one write at a time anyway."""
        if connection.vendor == "postgresql":
            names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in self.tables)
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")

    def _number(self, model: Model) -> None:
        known = self._recognised(model) if model in KNOWN_BY else {}
        following = (model._base_manager.aggregate(highest=Max("pk"))["highest"] or 0) + 1
        places = range(1, sum(1 for _ in _lines(self.archive, model)) + 1)
        self.numbers[model] = {place: known.get(place, following + place) for place in places}
        self.here[model] = set(known)

    def _recognised(self, model: Model) -> dict[int, int]:
        """By place in the file, the number of the same record here."""
        if model is OrganisationName:
            return self._names_of_known_organisations()
        key = KNOWN_BY[model]
        ours = dict(model._base_manager.values_list(key, "pk"))
        codes: dict[str, int] = {}
        if model is Organisation:
            codes = dict(Organisation.objects.exclude(outside_id="").values_list("outside_id", "pk"))
        found = {
            place: codes.get(said.get("outside_id") or "") or ours.get(said.get(key))
            for place, said in enumerate(_lines(self.archive, model), start=1)
        }
        return {place: number for place, number in found.items() if number is not None}

    def _names_of_known_organisations(self) -> dict[int, int]:
        """The names of an organisation that is here already are left as they are here."""
        lines = enumerate(_lines(self.archive, OrganisationName), start=1)
        return {place: 0 for place, said in lines if said["organisation"] in self.here[Organisation]}

    def _fill(self, model: Model) -> None:
        waiting: list[models.Model] = []
        for place, said in enumerate(_lines(self.archive, model), start=1):
            if place not in self.here[model]:
                waiting.append(self._made(model, place, said))
            if len(waiting) >= AT_A_TIME:
                self._keep(model, waiting)
                waiting = []
        self._keep(model, waiting)

    def _keep(self, model: Model, made: list[models.Model]) -> None:
        try:
            with transaction.atomic():
                model._base_manager.bulk_create(made)
        except IntegrityError as problem:
            raise ValidationError(f"Some of {model._meta.verbose_name_plural} are here already.") from problem

    def _made(self, model: Model, place: int, said: dict[str, Any]) -> models.Model:
        made = model(pk=self.numbers[model][place])
        by_name = {field.name: field for field in fields(model)}
        if unknown := said.keys() - by_name.keys():
            raise ValidationError(f"{model._meta.label} has unknown fields: {', '.join(sorted(unknown))}.")
        for name, value in said.items():
            self._set(made, by_name[name], value)
        if isinstance(made, User):
            made.password = make_password(None)
        return made

    def _set(self, made: models.Model, field: models.Field[Any, Any], value: Any) -> None:
        if not isinstance(field, models.ForeignKey):
            setattr(made, field.attname, values.read(field, value))
            return
        target: Any = field.related_model
        number = self.numbers.get(target, {}).get(value) if value is not None else None
        if number is None and (value is not None or not field.null):
            raise ValidationError(f"{made._meta.label} points by {field.name} to what is not in the file.")
        setattr(made, field.attname, number)


def _lines(archive: zipfile.ZipFile, model: Model) -> Iterator[dict[str, Any]]:
    with archive.open(table_name(model._meta.label)) as member:
        while line := member.readline(LONGEST_LINE):
            yield json.loads(line)


def _put_files(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Files lie under their hash, so those that are here already are the same."""
    for sha256 in manifest["files"]:
        path = f"{sha256[:2]}/{sha256}"
        if not default_storage.exists(path):
            with archive.open(f"files/{sha256}") as member:
                default_storage.save(path, File(member))
    here = StoredFile.objects.filter(chain=manifest["partnership"]).exclude(scan=Scan.MISSING)
    for file in here.iterator():
        if file.sha256 not in manifest["files"] or file.content.name != f"{file.sha256[:2]}/{file.sha256}":
            raise ValidationError(DAMAGED.format(f"the file {file.name}"))


def _refuse_broken_history(slug: str) -> None:
    found = [sentence for chain in Chain.objects.filter(name=slug) for sentence in faults_of(chain)]
    if found:
        raise ValidationError(f"The history in the file does not hold. {found[0]}")
