"""What the whole reading says of a plan, and that it loses and invents nothing."""

import json
import re
import time
from typing import Any

import pytest

from goldenthread.documents.blocks import Document, Line, Table
from goldenthread.plan.reading import read

from .documents import actions, codes, document, plan, table, texts

RUNAWAY = 60
"""Seconds of a processor that only a reader without end takes; ``make bench`` says how fast it is."""
HEADING = "Action | Lead | By when | Progress"


def words_of(source: Document) -> set[str]:
    found = []
    for block in source.blocks:
        cells = [cell for row in block.rows for cell in row if cell] if isinstance(block, Table) else []
        lines = [block] if isinstance(block, Line) else [line for cell in cells for line in cell.lines]
        found += [f"{line.marker} {line.text}" for line in lines]
    return set(re.findall(r"\w+", " ".join(found).lower()))


def values(result: Any) -> list[str]:
    if isinstance(result, dict):
        return [text for value in result.values() for text in values(value)]
    if isinstance(result, list):
        return [text for value in result for text in values(value)]
    return [str(result)]


def test_no_word_is_lost() -> None:
    source = document(
        "# Elmshire Safeguarding Children Partnership\nOur vision is bright.\n## Priority 1: Neglect\nLead"
        " body: Neglect Group",
        table(
            "Ref | Action | Lead | By when | Comments | Weather",
            "1.1 | Refresh it | Board | June 2024 | Slow start | Sunny",
            " | | | | | Rain",
        ),
        "1.2 Audit cases. Lead: Quality Group. By when: May 2025\nGlossary\nQAG = Quality Assurance Group\nAfterword",
    )
    said = set(re.findall(r"\w+", " ".join(values(read(source))).lower()))
    assert words_of(source) - said == set()


def test_what_was_not_used_has_its_place_and_reason() -> None:
    result = plan(
        "Our vision is bright.",
        "## Priority 1: Neglect",
        table(HEADING, "Refresh it | Board | June 2024 | Begun", page=3),
    )
    assert [(one["text"], one["place"]["text"], one["why"]) for one in result["unused"]] == [
        ("Elmshire Safeguarding Children Partnership", "", "not part of a priority"),
        ("Business Plan 2024-26", "", "title"),
        ("Our vision is bright.", "", "not part of a priority"),
        *[(word, "page 3", "table heading") for word in ("Action", "Lead", "By when", "Progress")],
    ]


def test_reading_is_json() -> None:
    result = plan("## Priority 1: Neglect", table(HEADING, "Refresh it | Board | June 2024 | Begun"))
    assert json.loads(json.dumps(result)) == result


def test_frame_of_a_plan() -> None:
    result = read(
        document(
            """# Elmshire Safeguarding Children Partnership (ESCP)
            # Business Plan 2024-26
            Published 12 April 2024. The plan runs from 1 May 2024 to 30 April 2026.
            The Executive reports progress to the Health and Wellbeing Board every six months."""
        )
    )
    assert result["partnership"] == {
        "name": "Elmshire Safeguarding Children Partnership",
        "abbreviation": "ESCP",
        "area": "Elmshire",
    }
    assert result["plan"]["title"] == "Business Plan 2024-26"
    assert [result["plan"]["period"][day] for day in ("start", "end")] == ["2024-05-01", "2026-04-30"]
    assert result["plan"]["publication"]["start"] == "2024-04-12"
    assert result["plan"]["reporting"]["to"] == ["Health and Wellbeing Board"]
    assert result["plan"]["reporting"]["rrule"] == "FREQ=MONTHLY;INTERVAL=6"


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("The work will be done between July 2025 and June 2026.", "2025-07-01", "2026-06-30"),
        ("Between 1 January and 31 December 2025 we will do this.", "2025-01-01", "2025-12-31"),
        ("The plan began on 1 April 2023 and ends on 31 March 2026.", "2023-04-01", "2026-03-31"),
    ],
)
def test_period_that_is_stated(sentence: str, start: str, end: str) -> None:
    period = read(document("# Elmshire Safeguarding Children Partnership", sentence))["plan"]["period"]
    assert (period["start"], period["end"]) == (start, end)


def test_period_inferred_from_the_title_is_a_doubt() -> None:
    result = plan()
    assert [result["plan"]["period"][day] for day in ("start", "end")] == ["2024-04-01", "2026-03-31"]
    assert codes(result) == ["period", "period", "no_actions"]


def test_item_of_a_list_is_neither_the_title_nor_the_period() -> None:
    result = read(document("## Priority 1: Neglect", "1. BSCP to publish a strategy by March 2022"))
    assert (result["plan"]["title"], result["plan"]["period"]["start"]) == (None, None)
    assert actions(result)[0]["deadline"]["due"] == "2022-03-31"


def test_document_that_says_nothing_of_itself() -> None:
    result = read(document("Hello"))
    assert (result["partnership"]["name"], result["plan"]["title"], result["priorities"]) == (None, None, [])
    assert codes(result) == ["no_partnership", "no_period", "no_actions"]


def test_status_words_are_reported_and_not_judged() -> None:
    result = plan(
        "## Priority 1: Neglect",
        table("Action | Lead | RAG | Progress", "Refresh it | Board | Complete | ", "Audit | Board |  | AMBER - late"),
    )
    assert [one["reported"]["status"] for one in actions(result)] == ["Complete", "AMBER"]
    assert "status_bare" in codes(actions(result)[0])
    assert "status_bare" not in codes(actions(result)[1])


def test_date_column_leads_and_the_sentence_adds() -> None:
    action = actions(
        plan("## Priority 1: Neglect", table("Action | By when", "Report to Board by May 2025 and publish | July 2025"))
    )[0]
    assert (action["deadline"]["text"], [other["text"] for other in action["other_dates"]]) == (
        "July 2025",
        ["by May 2025"],
    )
    assert "several_dates" in codes(action)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Refresh the strategy |  | May 2025", "no_owner"),
        ("Refresh the strategy | Board | ", "no_deadline"),
        ("Refresh the strategy | Board | TBC", "deadline_open"),
        ("Refresh the strategy | Board | Spring 2025", "season"),
        ("Refresh the strategy | Board | by 30 June", "year_supplied"),
        ("Refresh the strategy | Board | May 2031", "outside_period"),
        ("Refresh the strategy | Ofsted | May 2025", "owner_outside"),
        ("Refresh the strategy | ZQX | May 2025", "acronym"),
        ("Write a guide. Train all staff to use it. Audit the result | Board | May 2025", "several"),
        ("Launch a campaign, to take account of changes in April 2025 | Board | ", "deadline_loose"),
    ],
)
def test_doubt_is_raised(row: str, code: str) -> None:
    assert code in codes(actions(plan("## Priority 1: Neglect", table("Action | Lead | By when", row)))[0])


def test_sound_action_has_no_doubts() -> None:
    result = plan(
        "## Priority 1: Neglect", table("Action | Lead | By when", "Refresh the strategy | Executive Board | May 2025")
    )
    assert codes(actions(result)[0]) == []


def test_outcome_that_reads_like_an_action() -> None:
    result = plan(
        "## Priority 1: Neglect",
        table(
            "Outcome | Action", "Board to establish a Neglect Group | Hold meetings", "Children thrive | Audit cases"
        ),
    )
    assert [codes(outcome) for outcome in result["priorities"][0]["outcomes"]] == [["reads_like_action"], []]


def test_similar_actions_are_suggested_and_both_stay() -> None:
    result = plan(
        "## Priority 1: Neglect",
        table("Ref | Action | By when", "1 | Publish the Annual Report on the website | July 2024"),
        "## Priority 2: Learning",
        table(
            "Ref | Action | By when",
            "1 | The Annual Report to show impact on practice | July 2024",
            "2 | Audit ten cases | July 2024",
        ),
    )
    assert [one["duplicates"] for one in actions(result)] == [["2.1"], ["1.1"], []]
    assert actions(result)[0]["doubts"][-1]["sentence"] == "Looks like the same deliverable as 2.1."


def test_nothing_is_invented() -> None:
    action = actions(
        plan("## Priority 1: Neglect\nActions:\n- Raise awareness of the Neglect Strategy 2024-26 with all staff")
    )[0]
    assert (action["owners"], action["partners"], action["deadline"]["kind"], action["deadline"]["text"]) == (
        [],
        [],
        "none",
        None,
    )


def test_forty_pages_are_read_whole() -> None:
    """Forty pages of a real plan hold some 250 actions."""
    rows = [f"{n} | The Quality Group to audit {n} cases with Police by May 2025 | QA | June 2024" for n in range(250)]
    page = ["A line of text about children. " * 20] * 400
    source = document("## Priority 1: Neglect", *page, table("Ref | Action | Lead | By when", *rows))
    assert len(texts(read(source))) == 250


@pytest.mark.parametrize(
    "text", ["by 1 May 2024 " * 1000, "A" * 20000, "with Aa " * 3000, "Q1 " * 4000, "(" * 5000, "Aa and " * 3000]
)
def test_long_nonsense_costs_no_more_than_it_is_long(text: str) -> None:
    began = time.process_time()
    plan("## Priority 1: Neglect", "Actions:", table("Action | Lead | By when", f"{text} | {text} | {text}"))
    assert time.process_time() - began < RUNAWAY
