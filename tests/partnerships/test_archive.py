"""A whole partnership leaves in one file, and another installation that loads it holds exactly the same."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.documents.gate import check_file
from goldenthread.documents.models import Scan, StoredFile
from goldenthread.documents.operations import keep_file
from goldenthread.history.models import Entry
from goldenthread.partnerships.archive.loading import differences, load
from goldenthread.partnerships.archive.packing import pack
from goldenthread.partnerships.archive.scope import Scope, leaving, our_models, relations
from goldenthread.partnerships.models import Archive, Membership, Organisation, Partnership, PartnershipMember
from goldenthread.partnerships.operations import delete_old_archives
from goldenthread.partnerships.operations.settings import change_settings
from goldenthread.partnerships.roles import Role
from goldenthread.plan.models import Action
from tests import factories as make

BY = "a test"


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    """A folder for files of this test alone."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    return tmp_path


@pytest.fixture
def place(world: Any, files: Path) -> Partnership:
    """The partnership of the cast, with a file, an entry of history and a lead whose role counts everywhere."""
    kept = keep_file(check_file(b"what the audit found", "audit.txt"), chain=world.partnership.slug, by=world.manager)
    make.some_evidence(world.partnership, world.manager, link="", file=kept)
    change_settings(
        world.partnership, by=world.manager, name="Renamed", short_name="R", area="", colour="#112233", front_door=""
    )
    return world.partnership


def packed(place: Partnership, folder: Path, name: str = "one.zip", **options: Any) -> Path:
    with (folder / name).open("wb") as target:
        pack(place, target, **options)
    return folder / name


def forget_everything() -> None:
    """As on an empty installation."""
    names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in our_models())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {names} CASCADE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        else:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            for model in our_models():
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


def altered(source: Path, name: str, change: Any) -> Path:
    """The file with one member changed."""
    target = source.with_name("altered.zip")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for each in old.namelist():
            content = old.read(each)
            new.writestr(each, change(content) if each == name else content)
    return target


def test_each_record_leaves_or_says_why_it_stays(world: Any) -> None:
    leave = [model for model in our_models() if not getattr(model, "stays_behind", "")]
    assert len(leave) > 80
    assert [model for model in leave if Scope(world.partnership).rows(model).model is not model] == []


def test_relations_that_must_be_there_lead_to_what_leaves_too() -> None:
    must = [(model, field) for model in leaving() for field in relations(model) if not field.null]
    stranded = [str(field) for _, field in must if getattr(field.related_model, "stays_behind", "")]
    assert stranded == []


def test_what_is_loaded_elsewhere_is_the_same(place: Partnership, files: Path) -> None:
    one = packed(place, files)
    actions = Action.objects.count()
    forget_everything()
    default_storage.delete(str(next(iter(Path(default_storage.location).rglob("*/*"))).relative_to(files / "files")))

    loaded = load(one, by=BY)

    assert (loaded.name, Action.objects.count()) == ("Renamed", actions)
    assert StoredFile.objects.get().content.read() == b"what the audit found"
    assert differences(one, packed(loaded, files, "two.zip")) == []
    call_command("verify_history")


def test_differences_are_named(place: Partnership, files: Path) -> None:
    one = packed(place, files)
    make.a_body(place, "Task group on neglect")
    assert differences(one, packed(place, files, "two.zip")) == ["partnerships.Body"]


def test_loaded_partnership_goes_on(place: Partnership, files: Path) -> None:
    one = packed(place, files)
    forget_everything()
    loaded = load(one, by=BY)
    make.a_body(loaded, "A body made afterwards")
    change_settings(loaded, by=BY, name="Again", short_name="R", area="", colour="#112233", front_door="")
    call_command("verify_history")


def test_nothing_of_another_partnership_leaves(place: Partnership, world: Any, files: Path) -> None:
    with zipfile.ZipFile(packed(place, files)) as archive:
        said = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("tables/"))
    assert world.outsider.email.encode() not in said
    assert world.manager.email.encode() in said


def test_passwords_stay_behind(place: Partnership, world: Any, files: Path) -> None:
    world.manager.set_password("correct horse battery staple")
    world.manager.save()
    with zipfile.ZipFile(packed(place, files)) as archive:
        people = [json.loads(line) for line in archive.read("tables/accounts.User.jsonl").splitlines()]
    assert all("password" not in person for person in people)


def test_person_who_is_here_already_is_recognised(place: Partnership, world: Any, files: Path) -> None:
    one = packed(place, files)
    forget_everything()
    here = User.objects.create_person(world.manager.email, "Known Here")
    load(one, by=BY)
    here.refresh_from_db()
    assert here.name == "Known Here"
    assert Membership.objects.filter(person=here, role=Role.MANAGER).count() == 1


def test_role_of_an_organisation_counts_in_the_loaded_partnership_alone(place: Partnership, files: Path) -> None:
    agency = make.an_organisation("Marlshire Ambulance", place)
    make.a_member(Role.AGENCY_LEAD, organisation=agency, name="Ambulance Lead")
    one = packed(place, files)
    forget_everything()
    elsewhere = make.a_partnership("elmshire")
    here = Organisation.objects.create(name="Marlshire Ambulance", ref=agency.ref)
    PartnershipMember.objects.create(partnership=elsewhere, organisation=here)

    loaded = load(one, by=BY)

    lead = Membership.objects.get(person__name="Ambulance Lead")
    assert (lead.organisation, lead.partnership) == (here, loaded)


def test_partnership_that_is_here_is_not_loaded_again(place: Partnership, files: Path) -> None:
    with pytest.raises(CommandError, match="There is a partnership"):
        call_command("load_partnership", packed(place, files))


@pytest.mark.parametrize(
    ("member", "change", "said"),
    [
        ("tables/plan.Action.jsonl", lambda content: content + b"{}\n", "is missing or was altered"),
        ("manifest.json", lambda content: b"[]", "not a file that export_partnership wrote"),
        ("manifest.json", lambda content: content.replace(b"partnership/1", b"partnership/9"), "partnership/9"),
    ],
)
def test_damaged_file_changes_nothing(place: Partnership, files: Path, member: str, change: Any, said: str) -> None:
    one = altered(packed(place, files), member, change)
    forget_everything()
    with pytest.raises(ValidationError, match=said):
        load(one, by=BY)
    assert (Partnership.objects.count(), User.objects.count()) == (0, 0)


def without(name: str) -> Any:
    return lambda said: {key: value for key, value in said.items() if key != name}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without("partnership"), "“partnership” is missing"),
        (without("tables"), "“tables” is missing"),
        (without("files"), "“files” is missing"),
        (lambda said: said | {"partnership": ["marlshire"]}, "“partnership”"),
        (lambda said: said | {"tables": {"plan.Action": 3}}, "“tables”"),
        (lambda said: said | {"tables": {"plan.Action": {"records": 1}}}, "“tables”"),
        (lambda said: said | {"files": {"../../settings.py": 1}}, "“files”"),
        (lambda said: said | {"tables": {}}, "none of it was loaded"),
    ],
)
def test_manifest_that_somebody_wrote_by_hand_is_refused_in_one_sentence(
    place: Partnership, files: Path, change: Any, said: str
) -> None:
    one = altered(
        packed(place, files), "manifest.json", lambda content: json.dumps(change(json.loads(content))).encode()
    )
    forget_everything()
    with pytest.raises(CommandError, match=said):
        call_command("load_partnership", one)
    assert Partnership.objects.count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("line", [b"[]", b"{", b'{"organisation": [], "name": {}}', b'{"starts_on": 7}', b"null"])
@pytest.mark.parametrize("table", ["partnerships.OrganisationName", "plan.Plan", "accounts.User"])
def test_records_that_somebody_wrote_by_hand_are_refused_in_one_sentence(
    place: Partnership, files: Path, line: bytes, table: str
) -> None:
    one = packed(place, files)
    with zipfile.ZipFile(one) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["tables"][table]["sha256"] = hashlib.sha256(line).hexdigest()
    once = altered(one, f"tables/{table}.jsonl", lambda _: line).rename(files / "once.zip")
    twice = altered(once, "manifest.json", lambda _: json.dumps(manifest).encode())
    forget_everything()
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_partnership", twice)
    assert Partnership.objects.count() == 0


def test_file_that_is_no_archive_is_refused(db: None, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK nothing")
    with pytest.raises(ValidationError, match="not a file that"):
        load(tmp_path / "x.zip", by=BY)


def test_history_that_does_not_hold_is_refused(place: Partnership, files: Path) -> None:
    one = packed(place, files)
    with zipfile.ZipFile(one) as archive:
        entries = archive.read("tables/history.Entry.jsonl").replace(b"Renamed", b"Altered")
        manifest = json.loads(archive.read("manifest.json"))
    manifest["tables"]["history.Entry"]["sha256"] = hashlib.sha256(entries).hexdigest()
    once = altered(one, "tables/history.Entry.jsonl", lambda _: entries)
    twice = altered(once.rename(files / "once.zip"), "manifest.json", lambda _: json.dumps(manifest).encode())
    forget_everything()
    with pytest.raises(ValidationError, match="does not hold"):
        load(twice, by=BY)
    assert Partnership.objects.count() == 0


def test_infected_file_stays_behind(place: Partnership, files: Path) -> None:
    StoredFile.objects.update(scan=Scan.INFECTED)
    with zipfile.ZipFile(packed(place, files)) as archive:
        row = json.loads(archive.read("tables/documents.StoredFile.jsonl"))
        assert [name for name in archive.namelist() if name.startswith("files/")] == []
    assert row["scan"] == Scan.MISSING


# --- the button -------------------------------------------------------------------------------------------------------


def test_manager_gets_the_file_from_the_page(place: Partnership, world: Any, signed_in: Any) -> None:
    client = signed_in(world.manager)
    page = client.post(f"/p/{place.slug}/everything/", follow=True)
    assert "Your file is ready" in page.content.decode()

    made = Archive.objects.get()
    answer = client.get(f"/p/{place.slug}/everything/{made.ref}/file/")

    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert json.loads(archive.read("manifest.json"))["partnership"] == place.slug
    assert Entry.objects.filter(sentence="asked for everything in one file", actor=world.manager.name).count() == 1


def test_another_manager_does_not_get_ones_file(place: Partnership, world: Any, signed_in: Any) -> None:
    signed_in(world.manager).post(f"/p/{place.slug}/everything/")
    second = make.a_member(Role.MANAGER, place, name="Second Manager")
    answer = signed_in(second).get(f"/p/{place.slug}/everything/{Archive.objects.get().ref}/file/")
    assert answer.status_code == 404


def test_chair_may_not_take_everything(place: Partnership, world: Any, signed_in: Any) -> None:
    assert signed_in(world.chair).get(f"/p/{place.slug}/everything/").status_code == 403


def test_file_is_deleted_after_a_day(
    place: Partnership, world: Any, signed_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    signed_in(world.manager).post(f"/p/{place.slug}/everything/")
    name = str(Archive.objects.get().content.name)
    assert default_storage.exists(name)
    with time_machine.travel(clock.now() + timedelta(days=2)), django_capture_on_commit_callbacks(execute=True):
        assert delete_old_archives() == 1
    assert (default_storage.exists(name), Archive.objects.count()) == (False, 0)
