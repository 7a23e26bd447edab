"""What cells hold: lists in running text, leads above several items, rows below an action; cells of a line each."""

import pytest

from .documents import actions, brief, outcomes, plan, table, texts, titles

HEADING = "Actions | Outcome"


@pytest.mark.parametrize(
    "cell",
    [
        "1. Map the offer 2. Agree a protocol 3. Train midwives",
        "i. Map the offer ii. Agree a protocol iii. Train midwives",
        "a) Map the offer b) Agree a protocol c) Train midwives",
        "• Map the offer • Agree a protocol • Train midwives",
    ],
)
def test_list_in_one_text(cell: str) -> None:
    result = plan("## Priority 1: Neglect", table("Actions | Lead | By when", f"{cell} | ICB | May 2025"))
    assert texts(result) == ["Map the offer", "Agree a protocol", "Train midwives"]


def test_lead_named_above_several_items_of_a_cell() -> None:
    cell = "Led by the Police:\\n1. Map the offer\\n2. Agree a protocol"
    cell += "\\nLed by NHS Elmshire:\\n3. Train midwives by May 2025"
    result = plan("## Priority 1: Neglect", table(HEADING, f"{cell} | Children are seen"))
    assert brief(result) == [
        ("Map the offer", ["Police"], None),
        ("Agree a protocol", ["Police"], None),
        ("Train midwives by May 2025", ["NHS Elmshire"], "2025-05-31"),
    ]


def test_row_below_an_action_tells_how_it_goes() -> None:
    rows = ["A1 | Map the offer | ICB | May 2025", "^ | Q2: agreed on 18 July | | "]
    result = plan("## Priority 1: Neglect", table("Ref | Action | Lead | By when", *rows))
    assert texts(result) == ["Map the offer"]
    assert actions(result)[0]["reported"]["progress"] == "Q2: agreed on 18 July"


def test_column_that_nothing_heads_names_the_priorities() -> None:
    rows = ["Priority 1: Neglect | 1 | Map the offer | ICB | May 2025", "^ | 2 | Agree a protocol | Police | June 2025"]
    rows.append("Priority 2: Voice | 3 | Train midwives | LADO | July 2025")
    result = plan(table(" | | How we will do this | Lead | By when", *rows))
    assert titles(result) == [(1, "Neglect"), (2, "Voice")]
    assert len(actions(result)) == 3


def test_caption_is_read_as_the_heading_of_its_table() -> None:
    made = table("Action | Lead | By when", "Map the offer | ICB | May 2025", name="Outcome 1.1: Help comes sooner")
    result = plan("## Priority 1: Neglect", made)
    assert outcomes(result) == ["Help comes sooner"]


def test_purpose_below_a_priority_is_its_outcome() -> None:
    result = plan("## Priority 1: Neglect", "So that no child is cold.", "1. Map the offer by May 2025")
    assert outcomes(result) == ["no child is cold."]


STACKED = """
Ref
Action
Lead
By when
1.1
Map the offer of every agency
Quality Group
May 2025
1.2
Agree a protocol with the hospital
30 June 2025
1.3
Train midwives
Learning Group and ICB
TBC
"""


def test_table_with_a_line_for_each_cell() -> None:
    result = plan("## Priority 1: Neglect", STACKED, "## Glossary")
    assert brief(result) == [
        ("Map the offer of every agency", ["Quality Group"], "2025-05-31"),
        ("Agree a protocol with the hospital", [], "2025-06-30"),
        ("Train midwives", ["Learning Group", "ICB"], None),
    ]


def test_name_that_the_document_shows_whole_is_one_owner() -> None:
    rows = ["Map the offer | DI Missing and Exploitation | May 2025"]
    rows.append("Agree a protocol | DI Missing and Exploitation & Team Manager | June 2025")
    result = plan("## Priority 1: Neglect", table("Action | Lead | By when", *rows))
    assert [owners for _, owners, _ in brief(result)] == [
        ["DI Missing and Exploitation"],
        ["DI Missing and Exploitation", "Team Manager"],
    ]


def test_numbered_list_beside_a_numbered_list_is_shared_out() -> None:
    cells = "1. Map the offer 2. Agree a protocol | 1. Quality Group 2. ICB | 1. by May 2025 2. tbc"
    result = plan("## Priority 1: Neglect", table("Actions | Lead | By when", cells))
    assert brief(result) == [("Map the offer", ["Quality Group"], "2025-05-31"), ("Agree a protocol", ["ICB"], None)]


@pytest.mark.parametrize(
    ("cell", "owners", "due"),
    [
        ("Head of SEND\\nby Christmas 2025", ["Head of SEND"], "2025-12-25"),
        ("RSCB Chair\\nAs per Early Help Strategy", ["RSCB Chair"], None),
        ("ICB, in place since 2 June 2025", ["ICB"], None),
        ("Police and ICB, Q3", ["Police", "ICB"], "2024-12-31"),
    ],
)
def test_cell_that_says_who_and_when(cell: str, owners: list[str], due: str | None) -> None:
    result = plan("## Priority 1: Neglect", table("Action | Who and by when | Measure", f"Map it all | {cell} | Audit"))
    assert brief(result) == [("Map it all", owners, due)]


@pytest.mark.parametrize(
    ("tail", "owners", "due"),
    [
        ("– Homelessness Partnership – 2024-25", ["Homelessness Partnership"], "2025-03-31"),
        ("| Harbour Homes | June 2025", ["Harbour Homes"], "2025-06-30"),
        ("(Lead: Citizens’ Advice) (31 March 2025)", ["Citizens’ Advice"], "2025-03-31"),
        ("– Quality Group – May – July 2025", ["Quality Group"], "2025-07-31"),
    ],
)
def test_tail_of_a_bullet(tail: str, owners: list[str], due: str) -> None:
    result = plan("## Priority 1: Neglect", "### We will", f"- Map the offer of every agency {tail}", "- Print it")
    assert brief(result)[0][1:] == (owners, due)


def test_name_of_a_programme_year_behind_a_dash_is_no_deadline() -> None:
    result = plan("## Priority 1: Neglect", "### We will", "- Text message service – fund year 2", "- Print it")
    assert brief(result)[0][2] is None


def test_table_without_a_heading_under_a_priority() -> None:
    rows = ["Q1 | Training needs analysis of all staff | Quality Group", "Q3 | Induction pack for new members | ICB"]
    result = plan("## Priority 1: Neglect", table(*rows))
    assert brief(result) == [
        ("Training needs analysis of all staff", ["Quality Group"], "2024-06-30"),
        ("Induction pack for new members", ["ICB"], "2024-12-31"),
    ]


def test_numbered_actions_go_on_behind_the_background() -> None:
    told = "1.1 Training needs analysis\nLead: Quality Group\n1.2 Induction pack\nLead: ICB\n"
    result = plan("## Priority 1: Neglect", "### Why this matters", "There were 212 cases.", told)
    assert brief(result) == [("Training needs analysis", ["Quality Group"], None), ("Induction pack", ["ICB"], None)]
