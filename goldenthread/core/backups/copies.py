"""A backup is a folder: the database, the files, and ``manifest.json``, which says what is in it, with hashes."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from goldenthread.core.backups.engines import Tables, engine, used_tables

MANIFEST = "manifest.json"
CLOCK = "clock-offset"
"""How far a demonstration's clock was set back; without it all its dates would lie in the past."""


def make_backup(folder: Path) -> dict[str, Any]:
    """Copy database and files into an empty folder.

    The database comes first: files are kept under their hash and never change, so every file that the copied rows name
    is still to be copied then.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(folder.iterdir()):
        raise CommandError(f"{folder} is not empty. Name a folder that does not exist yet.")
    copier = engine()
    tables = copier.dump(folder / copier.file_name)
    if settings.FILES.exists():
        shutil.copytree(settings.FILES, folder / "files")
    if (settings.DATA / CLOCK).exists():
        shutil.copy2(settings.DATA / CLOCK, folder / CLOCK)
    manifest = {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "database": connection.vendor,
        "tables": tables,
        "files": _hashes(folder),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")
    return manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a backup that is whole: every file is there and has its hash, and there is no other."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise CommandError(f"{folder} is not a backup: {MANIFEST} is missing or cannot be read.") from error
    found, expected = _hashes(folder), manifest["files"]
    wrong = sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
    if wrong:
        raise CommandError(
            f"The backup is damaged: {', '.join(wrong[:5])} missing, altered or not part of it. Nothing was changed."
        )
    return manifest


def restore_backup(folder: Path, *, replace: bool) -> dict[str, Any]:
    """Put database and files back as they were, and see that they are. Refuses to overwrite unless ``replace``."""
    manifest = read_manifest(folder)
    if manifest["database"] != connection.vendor:
        raise CommandError(f"The backup is of {manifest['database']}, this installation uses {connection.vendor}.")
    copier = engine()
    if not replace and (used_tables(copier.tables()) or _hashes(settings.FILES)):
        raise CommandError("This installation is in use. To overwrite everything in it, add --replace.")
    copier.load(folder / copier.file_name)
    _put_files_back(folder / "files")
    if (folder / CLOCK).exists():
        shutil.copy2(folder / CLOCK, settings.DATA / CLOCK)
    _compare(copier.tables(), manifest["tables"])
    return manifest


def _put_files_back(source: Path) -> None:
    """The new folder is made whole beside the old one and then takes its place."""
    fresh, old = settings.FILES.with_name("files.restored"), settings.FILES.with_name("files.replaced")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    if source.exists():
        shutil.copytree(source, fresh)
    else:
        fresh.mkdir()
    if settings.FILES.exists():
        settings.FILES.rename(old)
    fresh.rename(settings.FILES)
    shutil.rmtree(old, ignore_errors=True)


def _compare(found: Tables, expected: Tables) -> None:
    different = sorted(name for name in expected if found.get(name) != expected[name])
    if different:
        raise CommandError(f"Restored, but these tables are not as they were: {', '.join(different)}.")


def _hashes(folder: Path) -> dict[str, str]:
    files = (
        sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / MANIFEST)
        if folder.exists()
        else []
    )
    return {path.relative_to(folder).as_posix(): _sha256(path) for path in files}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
