"""The corpus is what it says: every quotation is printed, every date makes sense, every count is right."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from .builders import build
from .builders import truth as builder
from .printed import normal, printed

CORPUS = Path(__file__).parent
PLANS = sorted(path.parent for path in CORPUS.glob("*/*/truth.json"))
KINDS = {"date", "month", "season", "quarter", "year", "range", "recurring", "ongoing", "relative", "none"}
ROLES = {None, "by", "in", "on", "during", "from", "every", "ongoing"}


def read(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "truth.json").read_text(encoding="utf-8"))


FORMS = [folder / file["file"] for folder in PLANS for file in read(folder)["source"]["files"]]


def actions(truth: dict[str, Any]) -> list[dict[str, Any]]:
    return [action for priority in truth["priorities"] for action in priority["actions"]]


def quotations(truth: dict[str, Any]) -> list[str]:
    found = [p["title"] for p in truth["priorities"]]
    for priority in truth["priorities"]:
        found += [outcome["text"] for outcome in priority["outcomes"]]
        found += priority.get("outcomes_also_accepted", [])
    for action in actions(truth):
        reported = action.get("reported", {})
        found += [action["text"], action["owner_phrase"], action.get("measure"), action["deadline"]["text"]]
        found += [reported.get("status"), reported.get("progress"), *(d["text"] for d in action["other_dates"])]
    return [normal(text) for text in found if text]


def is_printed(text: str, source: str) -> bool:
    """Whole, or in two or three parts where a page or a column ended within the next few thousand characters."""
    if text in source:
        return True
    spaces = [match.start() for match in re.finditer(" ", text)]
    for at in spaces:
        head, tail = text[:at], text[at + 1 :]
        if head not in source:
            return False
        starts = [match.end() for match in re.finditer(re.escape(head), source)]
        if any(tail in source[start : start + 4000] for start in starts):
            return True
        if any(len(head) > 30 and is_printed(tail, source[start : start + 4000]) for start in starts):
            return True
    return False


@pytest.mark.parametrize("document", FORMS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_document_prints_every_quotation(document: Path) -> None:
    source, folder = printed(document), document.parent
    together = getattr(build.module(folder), "TOGETHER", {}).get(document.name)
    if together:
        source = normal(together(document.read_text(encoding="utf-8")))
    if document.suffix == ".pdf":
        words = set(re.findall(r"\w+", source))
        missing = [t for t in quotations(read(folder)) if not words.issuperset(re.findall(r"\w+", t))]
    else:
        missing = [text for text in quotations(read(folder)) if not is_printed(text, source)]
    assert missing == []


@pytest.mark.parametrize("folder", PLANS, ids=lambda folder: folder.name)
def test_truth_is_what_the_plan_file_says(folder: Path) -> None:
    truth = read(folder)
    files = [(file["file"], file["format"]) for file in truth["source"]["files"]]
    assert builder.truth(builder.load(folder / "plan.yaml"), files) == truth


@pytest.mark.parametrize("folder", PLANS, ids=lambda folder: folder.name)
def test_plan_lists_its_documents(folder: Path) -> None:
    listed = {file["file"] for file in read(folder)["source"]["files"]}
    kept = {path.name for path in folder.iterdir() if path.is_file()} - {"plan.yaml", "layout.py", "truth.json"}
    assert listed == kept
    assert len({Path(name).suffix for name in listed}) >= 2


@pytest.mark.parametrize("folder", PLANS, ids=lambda folder: folder.name)
def test_deadlines_are_consistent(folder: Path) -> None:
    truth = read(folder)
    for action in actions(truth):
        for found in [action["deadline"], *action["other_dates"]]:
            days = [date.fromisoformat(found[key]) for key in ("start", "end") if found[key]]
            assert found["kind"] in KINDS
            assert found["role"] in ROLES
            assert (found["text"] is None) == (found["kind"] == "none")
            assert days == sorted(days)
            assert found["due"] in (None, found["end"])
            assert (found["kind"] == "recurring") == bool(found["rrule"])
            assert found["due"] is None or found["role"] != "from"


@pytest.mark.parametrize("folder", PLANS, ids=lambda folder: folder.name)
def test_deadline_is_printed_with_its_action(folder: Path) -> None:
    """In the words of the action, or in its own date cell, where the layout prints something else than the phrase."""
    raw = builder.load(folder / "plan.yaml")
    for action in (action for priority in raw["priorities"] for action in priority["actions"]):
        phrases = builder.as_list(action.get("by"))[:1] + [found[0] for found in builder.as_list(action.get("dates"))]
        cells = [action.get(key, "") for key in ("cell", "line", "revised", "col")]
        own_cell = not {"cell", "line", "blank", "in_text", "tail"} & set(action)
        places = [builder.action_text(action), *cells, *(phrases[:1] if own_cell else [])]
        assert [p for p in phrases if not any(p in place for place in places)] == []


@pytest.mark.parametrize("folder", PLANS, ids=lambda folder: folder.name)
def test_dates_lie_near_the_plan(folder: Path) -> None:
    """A slip of the pen in a year would show here."""
    truth = read(folder)
    first, last = (date.fromisoformat(truth["plan"]["period"][key]) for key in ("start", "end"))
    for action in actions(truth):
        for found in [action["deadline"], *action["other_dates"]]:
            if found["due"]:
                due = date.fromisoformat(found["due"])
                assert (first - due).days < 120, (action["text"], found["due"])
                assert (due - last).days < 190, (action["text"], found["due"])


@pytest.mark.parametrize("folder", PLANS, ids=lambda folder: folder.name)
def test_owners_are_known_bodies(folder: Path) -> None:
    truth = read(folder)
    names = {body["name"] for body in truth["bodies"]}
    named = {entry["name"] for action in actions(truth) for entry in action["owners"] + action["partners"]}
    assert named - names == set()
    assert [a["text"] for a in actions(truth) if bool(a["owner_phrase"]) != bool(a["owners"])] == []


@pytest.mark.parametrize(("part", "fewest"), [("open", 8), ("more", 20), ("fresh", 8), ("opened", 12), ("unseen", 17)])
def test_part_has_its_plans(part: str, fewest: int) -> None:
    assert len([folder for folder in PLANS if folder.parent.name == part]) >= fewest


@pytest.mark.parametrize("part", ["open", "more", "fresh", "opened", "unseen"])
def test_part_is_small(part: str) -> None:
    assert sum(path.stat().st_size for path in (CORPUS / part).rglob("*") if path.is_file()) < 3_000_000
