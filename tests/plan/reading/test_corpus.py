"""The figures that must hold on the open half of the corpus, each plan in all its forms."""

import json
from pathlib import Path

import pytest

from goldenthread.documents.reading import read as read_blocks
from goldenthread.plan.reading import read
from tests.corpus.scorer import Score, score

OPEN = Path(__file__).parents[2] / "corpus" / "open"
KINDS = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".csv": "csv",
}


@pytest.fixture(scope="module")
def total() -> Score:
    result = Score()
    for truth in sorted(OPEN.glob("*/truth.json")):
        wanted = json.loads(truth.read_text(encoding="utf-8"))
        for form in wanted["source"]["files"]:
            path = truth.with_name(form["file"])
            result += score(read(read_blocks(path.read_bytes(), KINDS[path.suffix])), wanted)
    return result


def test_open_corpus_is_found_whole(total: Score) -> None:
    assert total.priorities.f1 >= 0.98
    assert total.outcomes.f1 >= 0.98
    assert total.actions.f1 >= 0.98
    assert total.exact_actions >= 0.98 * total.actions.hits


def test_open_corpus_owners_and_deadlines(total: Score) -> None:
    assert total.owners.f1 >= 0.97
    assert total.deadlines.f1 >= 0.97
    assert total.false_deadlines == 0
