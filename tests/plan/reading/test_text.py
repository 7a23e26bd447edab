"""Plans without tables: headings, lists, paragraphs and labels."""

from .documents import actions, brief, codes, line, outcomes, plan, table, texts, titles


def test_headings_with_lists_under_labels() -> None:
    result = plan(
        """## Priority One – Neglect
        ### Why this matters
        - Neglect is the most common concern
        ### What we want to see
        - Children thrive
        ### What we will do
        - Refresh the strategy (Neglect Group, by June 2024)
        - Audit ten cases – Quality Group – March 2025
        ### How will we know?
        - Fewer repeat plans"""
    )
    assert (titles(result), outcomes(result)) == ([(1, "Neglect")], ["Children thrive"])
    assert [(owners, due) for _, owners, due in brief(result)] == [
        (["Neglect Group"], "2024-06-30"),
        (["Quality Group"], "2025-03-31"),
    ]
    assert [measure["text"] for measure in result["priorities"][0]["measures"]] == ["Fewer repeat plans"]


def test_priority_printed_three_times_is_one() -> None:
    result = plan(
        """Our priorities are:
        - Priority 1: Neglect
        - Priority 2: Learning
        We will publish progress.
        # Priorities
        - Priority 1: Neglect
        - Priority 2: Learning
        All of this matters.""",
        table("Outcome | Actions", "Priority 1: Neglect. | ", "Children thrive | 1. Refresh the strategy"),
        table("Outcome | Actions", "Priority 2: Learning | ", "Staff learn | 1. Audit ten cases"),
    )
    assert titles(result) == [(1, "Neglect"), (2, "Learning")]
    assert texts(result) == ["Refresh the strategy", "Audit ten cases"]


def test_headings_without_a_word_for_priorities() -> None:
    result = plan(
        """## Introduction
        - We listen to children
        ## Domestic abuse
        ### Actions
        - Quality Group to audit ten cases by March 2025
        ## Neglect
        ### Actions
        - Refresh the strategy
        ## Governance
        - The Board will meet every six weeks"""
    )
    assert titles(result) == [(None, "Domestic abuse"), (None, "Neglect")]
    assert texts(result) == ["Quality Group to audit ten cases by March 2025", "Refresh the strategy"]


def test_number_of_a_priority_comes_from_the_list_of_them() -> None:
    result = plan("1. Domestic abuse\n2. Neglect\n## Neglect\nActions:\n- Refresh the strategy")
    assert titles(result) == [(2, "Neglect")]


def test_labelled_lines_below_an_action() -> None:
    result = plan(
        """## Theme 1: Babies
        1.1 Deliver the safer sleep campaign.
        Lead: Public Health
        By when: 30th June 2025
        Success measure: 90% of parents reached
        1.2 Develop a pre-birth protocol. Lead: Policy Group. Timescale: Autumn term 2025"""
    )
    assert brief(result) == [
        ("Deliver the safer sleep campaign.", ["Public Health"], "2025-06-30"),
        ("Develop a pre-birth protocol.", ["Policy Group"], "2025-12-31"),
    ]
    assert actions(result)[0]["success_measure"] == "90% of parents reached"


def test_lead_of_a_section_is_the_owner_of_last_resort() -> None:
    result = plan(
        "## Priority 1: Neglect\nLead: Neglect Group\nActions:\n- Hold a conference\n- Quality Group to audit cases"
    )
    assert [owners for _, owners, _ in brief(result)] == [["Neglect Group"], ["Quality Group"]]
    assert [("owner_of_section" in codes(one)) for one in actions(result)] == [True, False]


def test_paragraph_cut_by_page_furniture_is_joined() -> None:
    result = plan(
        "Elmshire SCP page 1\n## Priority 1: Neglect\nActions:\n- Refresh the strategy and share it with all",
        "Elmshire SCP page 2",
        "schools by June 2024\n- Audit ten cases",
        "Elmshire SCP page 3",
    )
    assert texts(result) == ["Refresh the strategy and share it with all schools by June 2024", "Audit ten cases"]
    assert "joined" in codes(actions(result)[0])


def test_title_on_the_line_below_its_number() -> None:
    assert titles(plan("PRIORITY 1\nSafeguarding babies\n1.1 Deliver a campaign by June 2024")) == [
        (1, "Safeguarding babies")
    ]


def test_letters_and_words_number_priorities() -> None:
    result = plan(
        "## Strategic Aim A: Voice\nActions:\n- Recruit ten young people\n## Strategic Aim B:"
        " Learning\nActions:\n- Audit cases"
    )
    assert titles(result) == [("A", "Voice"), ("B", "Learning")]


def test_objectives_inside_priorities_are_outcomes() -> None:
    result = plan("## Priority 1: Neglect\n### Objective 1.1: Children are seen\n#### Actions\n- Audit cases")
    assert (titles(result), outcomes(result)) == ([(1, "Neglect")], ["Children are seen"])


def test_what_follows_the_priorities_is_no_action() -> None:
    result = plan(
        "## Priority 1: Neglect\nActions:\n- Refresh the strategy",
        "**Membership**",
        "- Review members each year by May 2025",
    )
    assert texts(result) == ["Refresh the strategy"]


def test_contents_and_page_numbers_are_no_priorities() -> None:
    result = plan(
        "Contents\nPriority 1: Neglect ........ 4\nPriority 2: Learning ........ 6\n## Priority 1:"
        " Neglect\nActions:\n- Refresh it"
    )
    assert titles(result) == [(1, "Neglect")]


def test_place_of_an_action_is_kept() -> None:
    bullet = line("- Refresh the strategy", page=7)
    assert actions(plan("## Priority 1: Neglect\nActions:", bullet))[0]["place"] == {"text": "page 7", "page": 7}


def test_table_about_last_year_is_no_plan() -> None:
    old = table("Action | Lead | RAG", "Launch the website | Board | Green")
    result = plan(
        "## Progress against last year's plan", old, "## Priority 1: Neglect\nActions:\n- Refresh the strategy"
    )
    assert texts(result) == ["Refresh the strategy"]


def test_outcomes_as_headings_stand_for_priorities() -> None:
    result = plan(
        "## Outcome 1: Children are safe at home",
        table("Action | Lead", "Train staff | Board"),
        "## Outcome 2: Children are safe online",
    )
    assert titles(result) == [(1, "Children are safe at home")]


def test_line_without_a_number_goes_on_with_the_numbered_one() -> None:
    result = plan(
        "## Priority 1: Neglect\nActions\n"
        "P1.A1 Evaluate it, reporting to the Strategic\nBoard in April 2025\nP1.A2 Train staff"
    )
    assert [(one["number"], one["text"]) for one in actions(result)] == [
        ("P1.A1", "Evaluate it, reporting to the Strategic Board in April 2025"),
        ("P1.A2", "Train staff"),
    ]


def test_lists_of_owners_and_dates_go_with_the_list_of_actions() -> None:
    result = plan(
        """## Priority 1: Neglect
        ### What we will do
        1. Refresh the strategy
        2. Audit ten cases
        ### Who
        1. Neglect Group
        2. Quality Group
        ### When
        1. June 2024
        2. March 2025"""
    )
    assert brief(result) == [
        ("Refresh the strategy", ["Neglect Group"], "2024-06-30"),
        ("Audit ten cases", ["Quality Group"], "2025-03-31"),
    ]


def test_cards_with_labels_on_lines_of_their_own() -> None:
    result = plan(
        "## Focus area 1: Neglect\nAction 1\n### Refresh the strategy\nLead\nNeglect Group\nTimescale\nJune 2024\n"
        "Action 2\n### Audit ten cases\nLead\nQuality Group"
    )
    assert brief(result) == [
        ("Refresh the strategy", ["Neglect Group"], "2024-06-30"),
        ("Audit ten cases", ["Quality Group"], None),
    ]


def test_actions_told_in_a_paragraph() -> None:
    text = (
        "Two in five saw it. In 2025 (a) the Quality Group will audit ten cases by May 2025; and (b) Police will train"
        " officers. We shall have succeeded when children can tell."
    )
    result = plan("## Priority 1: Online harm", text)
    assert brief(result) == [
        ("the Quality Group will audit ten cases by May 2025", ["Quality Group"], "2025-05-31"),
        ("Police will train officers", ["Police"], None),
    ]
    assert outcomes(result) == ["children can tell"]
    assert text in [one["text"] for one in result["unused"]]


def test_work_plan_of_a_group_is_owned_by_it() -> None:
    result = plan(
        "Our priorities are:\n- Priority 1: Neglect\n- Priority 2: Learning\n## Workplan: Quality Group",
        table(
            "Ref | Priority no. | Task | Due | Lead if not the whole group",
            "Q1 | 2 | Audit ten cases | March 2025 | ",
            "Q2 | 1 | Train staff | May 2025 | Named Nurse",
        ),
    )
    assert [
        (p["title"], [owner["name"] for one in p["actions"] for owner in one["owners"]]) for p in result["priorities"]
    ] == [
        ("Neglect", ["Named Nurse"]),
        ("Learning", ["Quality Group"]),
    ]


def test_pledges_in_plain_sentences_are_actions() -> None:
    result = plan("## Pledge One: You will be heard\nWe commit to telling you before anything changes.\nThis is why.")
    assert texts(result) == ["We commit to telling you before anything changes."]
