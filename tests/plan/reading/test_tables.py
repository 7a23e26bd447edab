"""Plans that stand in tables, in the shapes partnerships give them."""

import pytest

from goldenthread.documents.blocks import Cell, Line, Place

from .documents import actions, brief, codes, outcomes, plan, table, texts, titles

REFRESH = ("Refresh the strategy", ["Neglect Group"], "2024-06-30")
AUDIT = ("Audit ten cases", ["Quality Group"], "2025-03-31")


def test_columns_in_any_order() -> None:
    result = plan(
        "## Priority 1: Neglect",
        table(
            "By when | RAG | Success measure | Lead | What we will do | Ref",
            "June 2024 | G | Strategy in use | Neglect Group | Refresh the strategy | 1.1",
            "March 2025 | A | Report made | Quality Group | Audit ten cases | 1.2",
        ),
    )
    assert brief(result) == [REFRESH, AUDIT]
    assert [(one["number"], one["success_measure"], one["reported"]["status"]) for one in actions(result)] == [
        ("1.1", "Strategy in use", "G"),
        ("1.2", "Report made", "A"),
    ]


def test_one_big_table_with_a_priority_column() -> None:
    result = plan(
        table(
            "Priority | Outcome | Action | Owner | Timescale",
            "1. Neglect | Children thrive | Refresh the strategy | Neglect Group | June 2024",
            "^ | ^ | Audit ten cases | Quality Group | March 2025",
            "2. Online harm | Children are safe online | Survey pupils | Education Lead | Q1 2024/25",
        )
    )
    assert titles(result) == [(1, "Neglect"), (2, "Online harm")]
    assert outcomes(result) == ["Children thrive", "Children are safe online"]
    assert [one["outcome"] for one in actions(result)] == [0, 0, 0]
    assert brief(result)[:2] == [REFRESH, AUDIT]


def test_banner_rows_name_priorities_and_leads() -> None:
    result = plan(
        table(
            "Strategic Priority One: Neglect Lead: Neglect Group",
            "No | Action | Lead | Deadline",
            "1 | Refresh the strategy | | June 2024",
            "Strategic Priority Two: Learning",
            "No | Action | Lead | Deadline",
            "1 | Audit ten cases | Quality Group | March 2025",
        )
    )
    assert titles(result) == [(1, "Neglect"), (2, "Learning")]
    assert brief(result) == [REFRESH, AUDIT]
    assert codes(actions(result)[0]) == ["owner_of_section"]


def test_banner_rows_without_a_word_for_priorities() -> None:
    result = plan(
        table(
            "Ref | Action | Lead | By when",
            "Neglect",
            "1.1 | Refresh the strategy | Neglect Group | June 2024",
            "Learning",
            "2.1 | Audit ten cases | Quality Group | March 2025",
        )
    )
    assert titles(result) == [(None, "Neglect"), (None, "Learning")]


def test_two_heading_rows_over_each_other() -> None:
    result = plan(
        "## Theme 1: Neglect",
        table(
            "Action | Who | Timescale | Timescale",
            "Action | Who | Start | End",
            "Refresh the strategy | Neglect Group | April 2024 | June 2024",
        ),
    )
    assert brief(result) == [REFRESH]
    assert actions(result)[0]["other_dates"][0]["start"] == "2024-04-01"


def test_repeated_headings_are_not_content() -> None:
    heading = "Action | Lead | By when"
    result = plan(
        "## Priority 1: Neglect",
        table(
            heading,
            "Refresh the strategy | Neglect Group | June 2024",
            heading,
            "Audit ten cases | Quality Group | March 2025",
        ),
    )
    assert brief(result) == [REFRESH, AUDIT]


def test_table_goes_on_without_headings_on_the_next_page() -> None:
    result = plan(
        "## Priority 1: Neglect",
        table("Action | Lead | By when", "Refresh the strategy | Neglect Group | June 2024", page=1),
        table("Audit ten cases | Quality Group | March 2025", page=2),
    )
    assert brief(result) == [REFRESH, AUDIT]


def test_cell_cut_by_a_page_is_joined() -> None:
    result = plan(
        "## Priority 1: Neglect",
        table("Ref | Action | Lead | By when", "1.1 | Refresh the | Neglect | June", page=1),
        table(
            "Ref | Action | Lead | By when",
            " | strategy | Group | 2024",
            "1.2 | Audit ten cases | Quality Group | March 2025",
            page=2,
        ),
    )
    assert brief(result) == [REFRESH, AUDIT]
    assert actions(result)[0]["text_parts"] == ["Refresh the", "strategy"]
    assert "joined" in codes(actions(result)[0])


def test_number_on_one_page_and_action_on_the_next() -> None:
    result = plan(
        "## Priority 1: Neglect",
        table("Ref | Action | Lead | By when", "1.1 |  | Neglect Group | ", page=1),
        table("Ref | Action | Lead | By when", " | Refresh the strategy |  | June 2024", page=2),
    )
    assert brief(result) == [REFRESH]


def test_several_numbered_actions_in_one_cell() -> None:
    result = plan(
        "## Priority 1: Neglect",
        table(
            "Outcomes | Actions",
            "1. Children thrive\\n2. Families are helped | 1. Neglect Group to refresh the strategy by June"
            " 2024;\\n2. Quality Group to audit ten cases",
        ),
    )
    assert outcomes(result) == ["Children thrive", "Families are helped"]
    assert [(one["number"], one["text"]) for one in actions(result)] == [
        ("1", "Neglect Group to refresh the strategy by June 2024"),
        ("2", "Quality Group to audit ten cases"),
    ]


def test_numbers_inside_running_text_begin_new_actions() -> None:
    result = plan(
        "## Priority 1: Neglect",
        table("Outcome | Actions", "Children thrive | 1. Refresh the strategy; 2. Audit ten cases; 3. Train staff"),
    )
    assert texts(result) == ["Refresh the strategy", "Audit ten cases", "Train staff"]


def test_lines_of_a_lead_column_go_with_the_actions_beside_them() -> None:
    result = plan(
        "## Priority 1: Neglect",
        table(
            "Actions | Lead | By when",
            "- Refresh the strategy\\n- Audit ten cases | Neglect Group\\nQuality Group | June 2024\\nMarch 2025",
        ),
    )
    assert brief(result) == [REFRESH, AUDIT]


def test_numbered_action_keeps_its_bullets() -> None:
    result = plan(
        "## Priority 1: Neglect",
        table(
            "Ref | Action | Lead | By when",
            "1 | Write a guide:\\n- for parents\\n- for schools | Neglect Group | June 2024",
        ),
    )
    assert texts(result) == ["Write a guide: for parents for schools"]


def test_table_of_labels_is_a_card_for_each_action() -> None:
    result = plan(
        "## Objective 1: Neglect",
        table("Action | Refresh the strategy", "Lead | Neglect Group", "By when | June 2024", "Impact | Fewer plans"),
        table("Action | Audit ten cases", "Lead | Quality Group", "By when | March 2025", "Impact | Learning"),
    )
    assert brief(result) == [REFRESH, AUDIT]


def test_table_without_headings_is_read_by_its_content() -> None:
    result = plan(
        "## Priority 1: Neglect",
        table(
            "1.1 | Refresh the strategy | Neglect Group | June 2024",
            "1.2 | Audit ten cases | Quality Group | March 2025",
        ),
    )
    assert brief(result) == [REFRESH, AUDIT]


def test_priorities_side_by_side() -> None:
    result = plan(
        table(
            "Priority 1: Neglect | Priority 2: Learning",
            "- Refresh the strategy by June 2024 (Neglect Group) | - Audit ten cases",
        )
    )
    assert titles(result) == [(1, "Neglect"), (2, "Learning")]
    assert texts(result) == ["Refresh the strategy by June 2024 (Neglect Group)", "Audit ten cases"]


def test_sheets_named_after_priorities() -> None:
    rows = ("Action | Lead | Due", "Refresh the strategy | Neglect Group | June 2024")
    result = plan(
        table(*rows, name="Priority 1 - Neglect"),
        table("Action | Lead | Due", "Audit ten cases | Quality Group | March 2025", name="Priority 2 - Learning"),
    )
    assert titles(result) == [(1, "Neglect"), (2, "Learning")]


def test_colour_of_a_cell_without_words_is_reported() -> None:
    rag = Cell([], fill="ff0000", place=Place(row=2))
    made = table("Action | Lead | RAG", "Refresh the strategy | Neglect Group | ")
    made.rows[1][2] = rag
    assert actions(plan("## Priority 1: Neglect", made))[0]["reported"]["colour"] == "ff0000"


@pytest.mark.parametrize(
    "heading", ["Risk | Mitigation | Owner", "Name | Role | Organisation", "Measure | 2021/22 | 2022/23"]
)
def test_other_tables_hold_no_actions(heading: str) -> None:
    result = plan("## Priority 1: Neglect", table(heading, "Review of funding | Agree the budget | Board"))
    assert actions(result) == []


def test_actions_under_no_priority_are_a_doubt() -> None:
    result = plan(table("Action | Lead | By when", "Refresh the strategy | Neglect Group | June 2024"))
    assert (titles(result), brief(result)) == ([(None, "")], [REFRESH])
    assert "no_priority" in codes(result)


def test_line_breaks_inside_a_paragraph_pair_actions_with_leads() -> None:
    made = table("Action | Lead | By when", "x | y | z")
    for index, text in enumerate(
        ["1. Refresh the strategy\n2. Audit ten cases", "Neglect Group\nQuality Group", "June 2024\nMarch 2025"]
    ):
        made.rows[1][index] = Cell([Line(text)])
    assert brief(plan("## Priority 1: Neglect", made)) == [REFRESH, AUDIT]


def test_person_in_the_lead_column_gives_way_to_the_agency_beside() -> None:
    result = plan(
        "## Priority 1: Neglect",
        table("Action | Lead officer | Agency", "Refresh the strategy | Jane Smith | Elmshire Council"),
    )
    assert (actions(result)[0]["owner_phrase"], brief(result)[0][1]) == ("Jane Smith", ["Elmshire Council"])


def test_dates_on_lines_of_their_own_are_read_one_by_one() -> None:
    result = plan("## Priority 1: Neglect", table("Action | By when", "Hold two forums | Oct-24\\nJan-25"))
    deadlines = [actions(result)[0]["deadline"], *actions(result)[0]["other_dates"]]
    assert [one["due"] for one in deadlines] == ["2024-10-31", "2025-01-31"]


def test_priority_numbers_without_a_stop() -> None:
    result = plan(
        table(
            "Priority | Action | Lead",
            "1 Early help | Refresh the strategy | Board",
            "2 Learning | Audit ten cases | Board",
        )
    )
    assert titles(result) == [(1, "Early help"), (2, "Learning")]


def test_timeline_marks_become_deadlines() -> None:
    result = plan(
        "## Aim 1: Neglect",
        table(
            " |  | 2024/25 | 2024/25 | 2024/25 | 2024/25",
            "Activity | Lead | Q1 | Q2 | Q3 | Q4",
            "Refresh the strategy | Neglect Group | X |  |  | ",
            "Audit ten cases | Quality Group |  |  | X | X",
        ),
    )
    assert brief(result) == [REFRESH, AUDIT]
    assert actions(result)[1]["deadline"]["start"] == "2024-10-01"


def test_row_of_days_is_an_action_and_no_timeline() -> None:
    """As in the list of actions that Golden Thread itself gives away."""
    result = plan(
        "## Aim 1: Neglect",
        table(
            "No. | Action | Owner | Deadline as printed | Late after | First agreed | Done",
            "1.1 | Refresh the strategy | Neglect Group | June 2024 | 2024-06-30 | 2024-06-30 | 2024-06-20",
            "1.2 | Audit ten cases | Nobody named |  |  |  | ",
        ),
    )
    assert brief(result) == [REFRESH, ("Audit ten cases", [], None)]


def test_codes_stand_for_priorities_and_outcomes() -> None:
    result = plan(
        table(
            "Code | Priority | Code | Outcome",
            "P1 | Neglect | O1 | Children thrive",
            "P2 | Learning | O2 | Staff learn",
        ),
        table(
            "Date | Task | Priority | Outcome | Who",
            "June 2024 | Refresh the strategy | P1 | O1 | Neglect Group",
            "March 2025 | Audit ten cases | P2 | O2 | Quality Group",
        ),
    )
    assert (titles(result), brief(result)) == ([(1, "Neglect"), (2, "Learning")], [REFRESH, AUDIT])
    assert outcomes(result) == ["Children thrive", "Staff learn"]


def test_numbers_that_contain_others_are_priorities_and_outcomes() -> None:
    result = plan(
        table(
            "Ref | Action | Lead | Deadline",
            "1 | Neglect |  | ",
            "1.1 | Children thrive |  | ",
            "1.1.1 | Refresh the strategy | Neglect Group | June 2024",
            "2 | Learning |  | ",
            "2.1 | Staff learn |  | ",
            "2.1.1 | Audit ten cases | Quality Group | March 2025",
        )
    )
    assert titles(result) == [(1, "Neglect"), (2, "Learning")]
    assert (outcomes(result), brief(result)) == (["Children thrive", "Staff learn"], [REFRESH, AUDIT])


def test_unknown_heading_beside_owner_and_date_holds_the_actions() -> None:
    result = plan(
        "## Priority 1: Neglect",
        table("No. | This year | Who / when", "1 | Refresh the strategy | Neglect Group / June 2024"),
    )
    assert brief(result) == [REFRESH]


def test_list_set_as_a_table_is_a_list() -> None:
    result = plan(
        "## Priority 1: Neglect\nActions:",
        table("1a | Neglect Group to refresh the strategy by June 2024", "1b | Quality Group to audit ten cases"),
    )
    assert [(one["number"], one["text"]) for one in actions(result)] == [
        ("1a", "Neglect Group to refresh the strategy by June 2024"),
        ("1b", "Quality Group to audit ten cases"),
    ]


def test_risks_and_tables_in_an_annex_are_no_actions() -> None:
    result = plan(
        "## Priority 1: Neglect",
        table("Action | Lead | By when", "Refresh the strategy | Neglect Group | June 2024"),
        table(
            "Risk ID | Description | Owner | Score | Review date",
            "R1 | Loss of analyst leaves the data unread | Board | 12 | May 2025",
        ),
        "## Annex B",
        table("What | Who | When", "Refresh of this annex | Board | May 2025"),
    )
    assert brief(result) == [REFRESH]


def test_total_row_is_no_action() -> None:
    result = plan(
        "## Priority 1: Neglect",
        table("Action | Lead | By when", "Refresh the strategy | Neglect Group | June 2024", "Total | 1 | "),
    )
    assert brief(result) == [REFRESH]
