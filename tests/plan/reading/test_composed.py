"""The same plan in many layouts and forms, and among tables and lists that are no part of it, is read the same."""

import random
from collections.abc import Callable

import pytest

from goldenthread.documents.reading import read as read_blocks
from goldenthread.plan.reading import read
from tests.corpus.builders import as_docx, as_html, as_scan, as_text
from tests.corpus.builders.blocks import Document

from . import composed
from .documents import Read, actions

FORMS: dict[str, Callable[[Document], bytes]] = {
    "html": lambda made: as_html.page_html(made).encode(),
    "docx": as_docx.write,
    "markdown": lambda made: as_text.markdown(made).encode(),
    "text": lambda made: as_text.ocr(made).encode(),
    "scan": lambda made: as_scan.scan(made).encode(),
}


def found_in(result: Read) -> list[tuple[str, str, list[str], str | None]]:
    wanted = {text for _, text, _, _ in composed.WANTED}
    return [
        (priority["title"], next((text for text in wanted if text in one["text"]), one["text"]),
         [owner["name"] for owner in one["owners"]], one["deadline"]["due"])
        for priority in result["priorities"] for one in priority["actions"]
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", composed.LAYOUTS, ids=lambda layout: layout.__name__)
def test_layout_in_a_form(layout: composed.Maker, form: str) -> None:
    made = composed.document(layout, random.Random(f"{layout.__name__} {form}"))
    result = read(read_blocks(FORMS[form](made), "markdown" if form == "scan" else form))
    assert sorted(found_in(result)) == sorted(composed.WANTED)


@pytest.mark.parametrize("form", ["html", "docx"])
@pytest.mark.parametrize("layout", composed.LAYOUTS, ids=lambda layout: layout.__name__)
def test_outcomes_of_a_layout_stand_with_their_priorities(layout: composed.Maker, form: str) -> None:
    made = composed.document(layout, random.Random(f"{layout.__name__} {form}"))
    result = read(read_blocks(FORMS[form](made), form))
    found = {priority["title"]: [one["text"] for one in priority["outcomes"]] for priority in result["priorities"]}
    assert found == dict(zip(composed.PRIORITIES, composed.OUTCOMES, strict=True))
    assert len(actions(result)) == len(composed.ACTIONS)
