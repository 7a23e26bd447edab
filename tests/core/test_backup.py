"""A backup holds everything, a restore puts back exactly that, and neither harms what it meets."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from goldenthread.accounts.models import User
from goldenthread.core.backups.copies import make_backup, read_manifest, restore_backup
from goldenthread.documents.gate import check_file
from goldenthread.documents.models import StoredFile
from goldenthread.documents.operations import keep_file
from goldenthread.history.operations import record
from tests import factories as make

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "postgresql" and not shutil.which("pg_dump"),
        reason="pg_dump is not installed on this machine",
    ),
]


@pytest.fixture
def data(settings: Any, tmp_path: Path) -> Path:
    """A data folder of its own."""
    settings.DATA, settings.FILES = tmp_path / "data", tmp_path / "data" / "files"
    settings.STORAGES = {
        **django_settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": settings.FILES}},
    }
    settings.DATA.mkdir()
    return tmp_path


@pytest.fixture
def in_use(data: Path) -> User:
    """An installation with a person, a file and an entry of history."""
    person = make.a_person()
    keep_file(check_file(b"minutes of the Board", "minutes.txt"), chain="birmingham", by=person)
    with transaction.atomic():
        record(person, "joined", by=person)
    return person


def test_backup_counts_rows_and_hashes_files(in_use: User, data: Path) -> None:
    manifest = make_backup(data / "copy")

    assert manifest["tables"]["accounts_user"]["rows"] == 1
    assert manifest["tables"]["documents_storedfile"]["rows"] == 1
    digest = StoredFile.objects.get().sha256
    assert manifest["files"][f"files/{digest[:2]}/{digest}"] == digest


def test_restore_brings_back_rows_and_files(in_use: User, data: Path, settings: Any) -> None:
    make_backup(data / "copy")
    path = settings.FILES / StoredFile.objects.get().content.name
    User.objects.update(name="Somebody Else")
    make.a_person("Someone New")
    path.write_text("spoilt")

    restore_backup(data / "copy", replace=True)

    assert list(User.objects.values_list("name", flat=True)) == [in_use.name]
    assert path.read_bytes() == b"minutes of the Board"


def test_backup_of_what_was_restored_is_equal(in_use: User, data: Path) -> None:
    first = make_backup(data / "first")
    make.a_person("Someone New")
    restore_backup(data / "first", replace=True)
    second = make_backup(data / "second")

    assert second["tables"] == first["tables"]
    assert {name: digest for name, digest in second["files"].items() if name.startswith("files/")} == {
        name: digest for name, digest in first["files"].items() if name.startswith("files/")
    }


def test_restore_removes_files_that_came_later(in_use: User, data: Path, settings: Any) -> None:
    make_backup(data / "copy")
    later = settings.FILES / "ff" / "later"
    later.parent.mkdir(exist_ok=True)
    later.write_text("sent after the backup")
    restore_backup(data / "copy", replace=True)
    assert not later.exists()


def test_restore_brings_back_the_clock_of_a_demonstration(in_use: User, data: Path, settings: Any) -> None:
    (settings.DATA / "clock-offset").write_text("-157680000")
    make_backup(data / "copy")
    (settings.DATA / "clock-offset").unlink()
    restore_backup(data / "copy", replace=True)
    assert (settings.DATA / "clock-offset").read_text() == "-157680000"


def test_restore_refuses_an_installation_in_use(in_use: User, data: Path) -> None:
    make_backup(data / "copy")
    with pytest.raises(CommandError, match="in use"):
        restore_backup(data / "copy", replace=False)


def test_restore_fills_an_empty_installation_without_being_told_to_replace(
    in_use: User, data: Path, settings: Any
) -> None:
    make_backup(data / "copy")
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(settings.FILES)
    restore_backup(data / "copy", replace=False)
    assert User.objects.get().ref == in_use.ref


def test_restore_refuses_a_backup_with_an_altered_file_and_changes_nothing(in_use: User, data: Path) -> None:
    make_backup(data / "copy")
    digest = StoredFile.objects.get().sha256
    (data / "copy" / "files" / digest[:2] / digest).write_text("altered")
    later = make.a_person("Someone New")

    with pytest.raises(CommandError, match="damaged"):
        restore_backup(data / "copy", replace=True)
    assert User.objects.filter(pk=later.pk).exists()


@pytest.mark.parametrize("spoil", ["remove", "add"])
def test_manifest_of_a_backup_with_a_missing_or_foreign_file_is_refused(in_use: User, data: Path, spoil: str) -> None:
    make_backup(data / "copy")
    digest = StoredFile.objects.get().sha256
    path = data / "copy" / "files" / digest[:2] / digest
    path.unlink() if spoil == "remove" else path.with_name("foreign").write_text("not ours")
    with pytest.raises(CommandError, match="damaged"):
        read_manifest(data / "copy")


def test_restore_says_which_table_is_not_as_it_was(in_use: User, data: Path) -> None:
    make_backup(data / "copy")
    manifest = json.loads((data / "copy" / "manifest.json").read_text())
    manifest["tables"]["accounts_user"]["rows"] = 7
    (data / "copy" / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(CommandError, match="accounts_user"):
        restore_backup(data / "copy", replace=True)


def test_restore_refuses_a_backup_of_another_kind_of_database(in_use: User, data: Path) -> None:
    make_backup(data / "copy")
    path = data / "copy" / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "database": "oracle"}))
    with pytest.raises(CommandError, match="oracle"):
        restore_backup(data / "copy", replace=True)


def test_restore_refuses_a_folder_that_is_no_backup(data: Path) -> None:
    with pytest.raises(CommandError, match="is not a backup"):
        restore_backup(data, replace=True)


def test_backup_refuses_a_folder_that_holds_something(in_use: User, data: Path) -> None:
    (data / "copy").mkdir()
    (data / "copy" / "letter.txt").write_text("mine")
    with pytest.raises(CommandError, match="not empty"):
        make_backup(data / "copy")


def test_restore_command_verifies_the_history(in_use: User, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("backup", data / "copy")
    call_command("restore", data / "copy", replace=True)
    assert capsys.readouterr().out.splitlines()[-1] == "The history holds."
