"""``lint_questionnaire`` and ``diff_questionnaires``, as somebody who writes a questionnaire meets them."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from django.core.management import CommandError, call_command

from goldenthread.questionnaires.shipped import DATA
from tests.questionnaires.samples import TEXT

SHIPPED = sorted(DATA.glob("shipped/*.yaml"))


def run(*args: str) -> str:
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def written(path: Path, *put: tuple[str, str]) -> str:
    text = TEXT
    for old, new in put:
        text = text.replace(old, new)
    path.write_text(text)
    return str(path)


def test_lint_says_that_nothing_is_wrong_and_what_it_doubts(tmp_path: Path) -> None:
    said = run("lint_questionnaire", written(tmp_path / "q.yaml"))
    assert "A sample, edition 2026: 2 sections, 10 questions. Nothing is wrong." in said
    assert "? Nobody compared these with the source itself: An Act." in said


def test_lint_names_file_line_and_fault_and_fails(tmp_path: Path) -> None:
    file, out = written(tmp_path / "q.yaml", ("weight: 2", "weight: much"), ("kind: date", "kind: day")), StringIO()
    with pytest.raises(CommandError, match="2 faults"):
        call_command("lint_questionnaire", file, stdout=out)
    assert out.getvalue().splitlines()[0] == f'{file}:21: "weight" must be a number, not "much".'


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_lint_of_a_file_that_is_not_there_or_no_text_is_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "q.yaml"
    if content:
        path.write_bytes(content)
    with pytest.raises(CommandError, match="1 fault"):
        run("lint_questionnaire", str(path))


def test_diff_reads_as_what_changed_and_what_it_does(tmp_path: Path) -> None:
    old = written(tmp_path / "old.yaml")
    new = written(tmp_path / "new.yaml", ("edition: 2026", "edition: 2027"), ("Somebody senior", "A director"))
    said = run("diff_questionnaires", old, new)
    assert said.startswith("A sample, edition 2026 → edition 2027\n1 change.")
    assert "1 answers are to be confirmed again" in said
    assert "  The words are different. [answers are to be confirmed again]" in said
    assert "    + A director answers for safeguarding." in said


def test_diff_of_the_same_file_says_so_and_of_two_questionnaires_refuses(tmp_path: Path) -> None:
    old = written(tmp_path / "old.yaml")
    assert "Nothing is different." in run("diff_questionnaires", old, old)
    with pytest.raises(CommandError, match="two questionnaires, not two editions of one"):
        run("diff_questionnaires", old, written(tmp_path / "new.yaml", ("id: sample", "id: other")))


# --- the JSON Schema ------------------------------------------------------------------------------------------------


def as_json(node: yaml.Node) -> Any:
    """What an editor makes of YAML 1.2: only true, false and numbers are no text."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: as_json(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [as_json(each) for each in node.value]
    if node.style is None and node.value in {"true", "false"}:
        return node.value == "true"
    try:
        return json.loads(node.value) if node.style is None and node.value[0] in "-0123456789" else node.value
    except ValueError:
        return node.value


def valid(text: str) -> bool:
    schema = json.loads((DATA / "questionnaire.schema.json").read_text())
    return bool(jsonschema_rs.validator_for(schema).is_valid(as_json(yaml.compose(text, Loader=yaml.SafeLoader))))


def test_committed_schema_is_the_one_that_the_format_makes() -> None:
    assert run("lint_questionnaire", "--schema") == (DATA / "questionnaire.schema.json").read_text()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_schema_accepts_what_is_shipped(path: Path) -> None:
    assert valid(path.read_text())


@pytest.mark.parametrize(
    ("old", "new"),
    [("edition: 2026\n", ""), ("weight: 2", "weight: much"), ("kind: date", "kind: day"), ("weight:", "weigth:"),
     ("verified: false", "verified: perhaps"), ("id: trained", "id: Is Trained"), ("also: [nil", "also: [never")],
)  # fmt: skip
def test_schema_refuses_what_the_reader_refuses(old: str, new: str) -> None:
    assert valid(TEXT)
    assert not valid(TEXT.replace(old, new))
