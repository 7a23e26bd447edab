"""The figures that must hold on the published plan beside which the reader was built."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from goldenthread.documents.reading import read as read_blocks
from goldenthread.plan.reading import read
from tests.corpus.scorer import score

REFERENCE = Path(__file__).parents[3].parent / "shared" / "reference"
pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference plan is not on this machine")


@pytest.fixture(scope="module")
def source() -> str:
    return (REFERENCE / "birmingham-2021-23.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def plan(source: str) -> dict[str, Any]:
    return read(read_blocks(source.encode(), "text"))


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    return json.loads((REFERENCE / "birmingham-2021-23.truth.json").read_text(encoding="utf-8"))


def test_reference_counts(plan: dict[str, Any], truth: dict[str, Any]) -> None:
    assert plan["counts"] == truth["counts"]


def test_reference_texts_are_whole(plan: dict[str, Any], truth: dict[str, Any]) -> None:
    for kind in ("outcomes", "actions"):
        texts = [[item["text"] for item in priority[kind]] for priority in plan["priorities"]]
        assert texts == [[item["text"] for item in priority[kind]] for priority in truth["priorities"]]


def test_reference_joins_the_texts_a_page_cut(plan: dict[str, Any], truth: dict[str, Any]) -> None:
    def parts(result: dict[str, Any]) -> list[list[str]]:
        items = [
            item for priority in result["priorities"] for kind in ("outcomes", "actions") for item in priority[kind]
        ]
        return [item["text_parts"] for item in items if "text_parts" in item]

    assert parts(plan) == parts(truth)


def test_reference_owners_and_deadlines(plan: dict[str, Any], truth: dict[str, Any]) -> None:
    result = score(plan, truth)
    assert result.owners.f1 >= 0.95, result.faults
    assert result.deadlines.f1 >= 0.95, result.faults
    assert result.false_deadlines == 0


def test_reference_frame(plan: dict[str, Any], truth: dict[str, Any]) -> None:
    assert plan["partnership"] == truth["partnership"]
    assert plan["plan"]["title"] == truth["plan"]["title"]
    assert plan["plan"]["reporting"]["text"] == truth["plan"]["reporting"]["text"]
    assert [plan["plan"]["period"][day] for day in ("start", "end")] == ["2021-04-01", "2023-03-31"]
    assert plan["plan"]["publication"]["start"] == "2021-04-01"


def test_reference_suggests_the_duplicates(plan: dict[str, Any]) -> None:
    actions = {(p["number"], a["number"]): a for p in plan["priorities"] for a in p["actions"]}
    assert actions[2, "1"]["duplicates"] == ["4.1"]
    assert actions[1, "1"]["duplicates"] == ["4.3"]


def test_reference_loses_no_word(plan: dict[str, Any], source: str) -> None:
    said = set(re.findall(r"\w+", json.dumps(plan, ensure_ascii=False).lower()))
    words = set(re.findall(r"\w+", re.sub(r"<[^<>]*>", "", source).lower()))
    assert words - said == set()
