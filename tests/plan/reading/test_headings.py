"""Columns told by their headings in many wordings, in any order, and by what stands under them."""

import random

import pytest

from .documents import actions, brief, outcomes, plan, table, titles

PRIORITY = "## Priority 1: Neglect"
ROWS = [
    (
        "Agree a sleep protocol",
        "Health Reference Group",
        "30 June 2024",
        "Protocol in use",
        "Babies sleep safely",
        "Amber",
    ),
    ("Dip sample twenty cases", "Police", "March 2025", "Twenty cases read", "Children are heard", "Green"),
    (
        "Review return interviews",
        "Chair of the Quality Committee",
        "Q2 2024/25",
        "9 in 10 offered",
        "Children return",
        "Red",
    ),
]
WANTED = [
    ("Agree a sleep protocol", ["Health Reference Group"], "2024-06-30"),
    ("Dip sample twenty cases", ["Police"], "2025-03-31"),
    ("Review return interviews", ["Chair of the Quality Committee"], "2024-09-30"),
]
HEADINGS = [
    [
        "Action",
        "What will we do differently?",
        "What will it do?",
        "Development area",
        "What are we doing about it?",
        "Item",
        "Next step",
        "How we will get there",
        "Improvement action",
        "Plan of action",
        "We will…",
        "Description",
    ],
    [
        "Lead",
        "Who's leading?",
        "Responsible lead/ group",
        "By whom",
        "Who owns this?",
        "SRO",
        "Held by",
        "Agency lead",
        "Post responsible",
        "Sub group / lead",
        "RO",
        "Handled by",
        "Body accountable",
    ],
    [
        "By when?",
        "Time-scale",
        "Date to be completed",
        "Month due",
        "How soon?",
        "Finish",
        "Milestone date",
        "Schedule",
        "Timescale/Target",
        "When will this be done?",
        "Quarter",
    ],
    ["How will we know?", "What will impact be and how measured", "Evidence of impact", "KPI", "Assurance"],
    [
        "Intended impact",
        "What is desired outcome",
        "Impact on children and families",
        "What difference will it make?",
        "Benefit",
        "What will change for children?",
        "What we want to see",
        "So that…",
    ],
    ["RAG", "Where are we now?", "Current position", "BRAG rating"],
]


@pytest.mark.parametrize("seed", range(60))
def test_columns_in_any_order_under_any_wording(seed: int) -> None:
    chance = random.Random(seed)
    kept = [0, 1, 2, *[index for index in (3, 4, 5) if chance.random() < 0.5]]
    chance.shuffle(kept)
    words = {index: chance.choice(HEADINGS[index]) for index in kept}
    rows = [" | ".join(row[index] for index in kept) for row in ROWS]
    result = plan(PRIORITY, table(" | ".join(words[index] for index in kept), *rows))
    assert brief(result) == WANTED
    assert outcomes(result) == ([row[4] for row in ROWS] if 4 in kept else [])


@pytest.mark.parametrize(
    "heading",
    [
        "Acton | Responsibilty | Timscale",
        " | Lead | Date",
        "Objective | Partners | Milestone",
        "The promise | Holding the pen | Landing",
    ],
)
def test_columns_told_by_what_stands_under_them(heading: str) -> None:
    rows = [" | ".join(row[:3]) for row in ROWS]
    assert brief(plan(PRIORITY, table(heading, *rows))) == WANTED


def test_labels_told_by_what_stands_behind_them() -> None:
    lines = "\n".join(f"- {row[0]}\nPen holder: {row[1]}\nLanding: {row[2]}" for row in ROWS)
    assert brief(plan(PRIORITY, f"Actions:\n{lines}")) == WANTED


def test_bodies_as_columns_with_marks() -> None:
    rows = (
        "Action | Police | Council | ICB | By when",
        "Agree a plan | L | S | | June 2024",
        "Train staff | | ✓ | | TBC",
    )
    found = actions(plan(PRIORITY, table(*rows)))
    assert [[owner["name"] for owner in one["owners"]] for one in found] == [["Police"], ["Council"]]
    assert found[0]["partners"] == [{"name": "Council"}]


def test_sponsor_that_is_the_same_for_all_is_no_owner() -> None:
    rows = [
        f"{number} | Chief Superintendent | Audit {number} cases | {who} | June 2024"
        for number, who in enumerate(("MASH Manager", "Named GP", "Head of Commissioning"), 1)
    ]
    result = plan(PRIORITY, table("Ref | SRO | Action | RO | By when", *rows))
    assert [owners for _, owners, _ in brief(result)] == [["MASH Manager"], ["Named GP"], ["Head of Commissioning"]]


@pytest.mark.parametrize("heading", ["Priority", "Where we focus"])
def test_terms_as_columns_hold_the_actions(heading: str) -> None:
    result = plan(
        table(
            f"{heading} | Autumn term 2024 | Spring term 2025",
            "A. Safe at school | Send the return to all schools (Police) | Visit the schools with low scores (ICB)",
            "B. Safe online | Write a pack with six families (ICB) | Hand the pack to every parent (Police)",
        )
    )
    assert titles(result) == [("A", "Safe at school"), ("B", "Safe online")]
    assert [(owners, due) for _, owners, due in brief(result)] == [
        (["Police"], "2024-12-31"),
        (["ICB"], "2025-03-31"),
        (["ICB"], "2024-12-31"),
        (["Police"], "2025-03-31"),
    ]


def test_tables_of_those_who_act_with_numbers_that_say_the_priority() -> None:
    rows = ("Ref | The promise | Landing | Serves", "1.1 | Agree one assessment | June 2024 | Outcome 1")
    more = ("Ref | The promise | Landing | Serves", "2.1 | Publish what we found | TBC | Outcome 1")
    result = plan(
        "Our priorities are:\n1. Neglect\n2. Homes\n## What the Police will do",
        table(*rows),
        "## What the Quality Group will do",
        table(*more),
        "## Outcomes\nOutcome 1: Children are seen sooner by somebody they know",
    )
    assert titles(result) == [(1, "Neglect"), (2, "Homes")]
    assert [owners for _, owners, _ in brief(result)] == [["Police"], ["Quality Group"]]
    assert outcomes(result) == ["Children are seen sooner by somebody they know"]


@pytest.mark.parametrize(
    "rows",
    [
        ("Version | Date | Changed by | What changed", "0.1 | 14 May 2024 | Business Manager | Draft for the partners"),
        ("Course | Date | Trainer", "Working together | 14 May 2024 | Learning Group"),
        ("Date | Meeting | Venue", "14 May 2024 | Executive Board | Town Hall"),
        ("Measure | Baseline | Target | Owner", "Re-referrals | 22% | 18% | Performance Analyst"),
    ],
)
def test_tables_that_look_like_a_plan(rows: tuple[str, ...]) -> None:
    own = table("Action | Lead | By when | RAG", "Agree a protocol | Police | June 2024 | Green")
    assert len(actions(plan(PRIORITY, own, "## Other matters", table(*rows)))) == 1


def test_tables_of_a_past_year() -> None:
    old = table("Action | Lead | By when", "Review it | Police | June 2022", "Launch it | ICB | May 2023")
    new = table("Action | Lead | By when", "Agree a protocol | Police | June 2024")
    assert brief(plan(PRIORITY, new, "## Where things stand", old)) == [("Agree a protocol", ["Police"], "2024-06-30")]
