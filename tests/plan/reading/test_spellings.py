"""Dates and owners in the spellings in which plans print them, and dates that are no deadlines."""

import pytest

from .documents import actions, brief, plan, table

PRIORITY = "## Priority 1: Neglect"
DATES = {
    "2024-06-30": ["30/6/2024", "30 / 06 / 2024", "Apr–Jun 2024", "June2024", "30 June", "No later than 30 June 2024"],
    "2024-09-30": [
        "Sept. 2024",
        "2024-09",
        "09/24",
        "30-Sep-24",
        "September 30, 2024",
        "30th Septemebr 2024",
        "1st half of 2024/25",
        "H1 2024/25",
        "Start June 2024, complete Sept 2024",
        "September 2024 then quarterly",
        "30 June 2024 extended to 30 September 2024",
        "June 2024 (draft) / September 2024 (final)",
    ],
    "2025-03-31": [
        "Mar-25",
        "31st March '25",
        "Q4 (2024-25)",
        "2024-25 Q4",
        "Year 1",
        "Before April 2025",
        "April 24 – March 25",
    ],
    None: ["TBC", "ASAP", "To be confirmed", "See 1.2", "Quarterly", "ongoing", "Not yet agreed"],
}


@pytest.mark.parametrize(("due", "words"), [(due, one) for due, many in DATES.items() for one in many])
def test_spelling_in_a_date_column(due: str | None, words: str) -> None:
    result = plan(
        PRIORITY, table("Action | Lead | By when", f"Agree a plan | Police | {words}", "Train | ICB | May 2024")
    )
    assert brief(result)[0] == ("Agree a plan", ["Police"], due)


@pytest.mark.parametrize(
    "text",
    [
        "Review the Neglect Strategy 2021-2024",
        "Respond to Keeping Children Safe in Education (September 2024)",
        "Evaluate the pilot that ran from April 2023 to March 2024",
        "Review cases opened between January and March 2024",
        "Revisit the decision taken in July 2024",
        "Reach 90% of settings compared with 60% in 2023/24",
        "Embed the Domestic Abuse Act 2021 in practice",
        "Repeat the audit first done in 2022",
    ],
)
def test_date_that_is_no_deadline(text: str) -> None:
    assert actions(plan(PRIORITY, f"Actions:\n- {text}"))[0]["deadline"]["kind"] == "none"


@pytest.mark.parametrize(
    ("tail", "due"),
    [
        ("[Q1 24/25]", "2024-06-30"),
        ("[2024/25]", "2025-03-31"),
        ("(young people’s service – by June 2024)", "2024-06-30"),
        ("(Harbour Hospital and Police – 2024/25)", "2025-03-31"),
        ("(Neglect Group – every six months)", None),
    ],
)
def test_bracket_that_says_when(tail: str, due: str | None) -> None:
    assert brief(plan(PRIORITY, f"Actions:\n- Agree a sleep protocol {tail}"))[0][2] == due


@pytest.mark.parametrize(
    "words",
    [
        "Detective Superintendent Public Protection",
        "Performance and Assurance Subgroup",
        "DCI Vulnerability",
        "Designated Nurse Safeguarding",
        "Chair, Quality Group",
        "Chairs of all sub-groups",
        "Education and Early Years Sub Group",
    ],
)
def test_one_owner(words: str) -> None:
    result = plan(PRIORITY, table("Action | Lead | By when", f"Agree a plan | {words} | June 2024"))
    assert brief(result)[0][1] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Quality Group: agree one assessment",
        "Agree one assessment. The Quality Group leads.",
        "Agree one assessment; Quality Group",
        "June 2024 – Quality Group – agree one assessment",
        "Agree one assessment | Quality Group | June 2024",
        "The Quality Group is responsible for one assessment",
        "Responsibility for one assessment rests with the Quality Group",
        "Under the leadership of the Quality Group, agree one assessment",
        "Agree one assessment. Led by the Quality Group.",
    ],
)
def test_owner_in_the_sentence(text: str) -> None:
    assert [one["name"] for one in actions(plan(PRIORITY, f"Actions:\n- {text}"))[0]["owners"]] == ["Quality Group"]


@pytest.mark.parametrize(
    "lead",
    [
        "Led by the Quality Group",
        "This priority is led by the Quality Group, which meets monthly.",
        "The Quality Group leads on this priority.",
        "Board lead: Quality Group",
    ],
)
def test_lead_of_a_priority_holds_for_its_actions(lead: str) -> None:
    found = actions(plan(PRIORITY, lead, "Actions\n- Agree one assessment"))[0]
    assert [one["name"] for one in found["owners"]] == ["Quality Group"]
    assert "owner_of_section" in [doubt["code"] for doubt in found["doubts"]]


def test_period_of_a_heading_is_the_deadline_of_what_has_none() -> None:
    found = actions(plan(PRIORITY, "### Quarter 1 2024/25\n- Agree a plan (Police)\n- Train staff by May 2025 (ICB)"))
    assert [one["deadline"]["due"] for one in found] == ["2024-06-30", "2025-05-31"]
    assert "deadline_of_section" in [doubt["code"] for doubt in found[0]["doubts"]]
