"""``read_plan`` and ``import_plan``: the same reader as the page, from the command line."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from goldenthread.plan.models import Plan
from tests.plan.papers import NEXT_PLAN, PLAN


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_text(PLAN)
    return path


def test_plan_is_told_without_a_database(file, capsys):
    call_command("read_plan", str(file))
    said = capsys.readouterr().out.splitlines()
    assert said[:3] == [
        "Business Plan 2022-24",
        "Marlshire Safeguarding Children Partnership, 2022-04-01 to 2024-03-31",
        "2 priorities, 1 outcome, 4 actions; 12 lines of the document not used",
    ]
    assert "    Owner: nobody is named. Deadline: by March 2023 (late after 2023-03-31)" in said
    assert "    ? No owner is named." in said


def test_everything_that_was_read_is_printed_as_json(file, capsys):
    call_command("read_plan", str(file), "--json")
    result = json.loads(capsys.readouterr().out)
    assert (result["schema"], result["counts"]["actions"]) == ("scp-plan-truth/1", 4)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.md", b"", "This file is empty."),
        ("plan.svg", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "This is a drawing"),
        (None, b"", "cannot be opened"),
    ],
)
def test_file_that_cannot_be_read_gets_one_sentence(tmp_path, name, content, sentence):
    path = tmp_path / (name or "missing.md")
    if name:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        call_command("read_plan", str(path))


def test_imported_plan_is_a_draft_at_the_address_that_is_printed(world, file, capsys):
    call_command("import_plan", str(file), "--partnership", "marlshire")
    plan = Plan.objects.get(state="draft")
    assert capsys.readouterr().out.strip() == f"/p/marlshire/drafts/{plan.ref}/"
    assert (plan.actions.count(), plan.reading.sent_by) == (4, world.manager)


def test_imported_plan_is_the_next_version_of_another(world, file):
    file.write_text(NEXT_PLAN)
    call_command("import_plan", str(file), "--partnership", "marlshire", "--next-of", world.plan.ref)
    assert Plan.objects.get(state="draft").supersedes == world.plan


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--partnership", "nowhere"], "There is no partnership “nowhere”."),
        (["--partnership", "marlshire", "--next-of", "x"], "There is no adopted plan “x” in this partnership."),
        (["--partnership", "marlshire", "--by", "board.member@example.org"], "Nobody with that address prepares plans"),
    ],
)
def test_import_that_cannot_be_done_says_why(world, file, more, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("import_plan", str(file), *more)
    assert not Plan.objects.filter(state="draft").exists()
