"""Whose an action is, with whom, and to whom it reports."""

import pytest

from goldenthread.plan.reading import owners
from goldenthread.plan.reading.bodies import is_person, split_names
from goldenthread.plan.reading.deadlines import Calendar, find
from goldenthread.plan.reading.registry import Registry

GLOSSARY = {"QAG": "Quality Assurance Group", "GCP2": "Graded Care Profile 2", "L&D": "Learning and Development Group"}


@pytest.fixture
def registry() -> Registry:
    return Registry("Elmshire Safeguarding Children Partnership", "ESCP", "Elmshire", GLOSSARY)


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("Quality, Impact & Outcomes Sub-Group", ["Quality, Impact & Outcomes Sub-Group"]),
        ("Learning and\nDevelopment Sub-Group", ["Learning and Development Sub-Group"]),
        ("ESCP, Elmshire Council of Faiths and Public Health", ["ESCP", "Elmshire Council of Faiths", "Public Health"]),
        ("ICB, Police and Quality and Performance Sub-Group", ["ICB", "Police", "Quality and Performance Sub-Group"]),
        ("Health and Wellbeing Board & CSP", ["Health and Wellbeing Board", "CSP"]),
        ("Police and Crime Commissioner", ["Police and Crime Commissioner"]),
        ("LA/ICB/Police", ["LA", "ICB", "Police"]),
        ("Children's Social Care\nEducation", ["Children's Social Care", "Education"]),
        (
            "The Chairs of the ESCP and Community Safety Partnership",
            ["Chair of the ESCP", "Chair of the Community Safety Partnership"],
        ),
        ("Chair of the Scrutiny and Assurance Group", ["Chair of the Scrutiny and Assurance Group"]),
        ("Jane Smith, Business Manager", ["Business Manager"]),
        ("Business Manager (Jane Smith)", ["Business Manager"]),
        ("Quality Group – Dr A Patel", ["Quality Group"]),
        ("Head of Service, Front Door Team", ["Head of Service, Front Door Team"]),
        (
            "Independent Scrutineer, Healthwatch and the Youth Council",
            ["Independent Scrutineer", "Healthwatch", "Youth Council"],
        ),
        ("ESCP & SAB Business Managers", ["ESCP Business Manager", "SAB Business Manager"]),
        ("Education (Schools & Early Years), Police", ["Education (Schools & Early Years)", "Police"]),
        ("Lead: QAG", ["QAG"]),
        ("TBC", []),
    ],
)
def test_phrase_is_split_into_bodies(phrase: str, names: list[str]) -> None:
    assert split_names(phrase, GLOSSARY) == names


@pytest.mark.parametrize(
    ("sentence", "names", "partners"),
    [
        ("The Quality Sub-Group to audit ten cases by May 2025", ["Quality Sub-Group"], []),
        ("QAG will refine the policy", ["Quality Assurance Group"], []),
        ("The Executive Board oversees the plan", ["Executive Board"], []),
        ("ESCP and Neglect Group to commission training", ["ESCP", "Neglect Group"], []),
        (
            "Learning Group in conjunction with Elmshire Council to run courses",
            ["Learning Group"],
            ["Elmshire Council"],
        ),
        ("ESCP to work in close collaboration with NSPCC and Ofsted on guidance", ["ESCP"], ["NSPCC", "Ofsted"]),
        ("By May 2025, the Neglect Group will publish a guide", ["Neglect Group"], []),
        ("With the Youth Justice Service, Police to review cases", ["Police"], ["Youth Justice Service"]),
        ("Refresh the strategy (Neglect Group, by June 2024)", ["Neglect Group"], []),
        ("Refresh the strategy – Neglect Group – June 2024", ["Neglect Group"], []),
        ("Refresh the strategy [QAG]", ["Quality Assurance Group"], []),
        ("Refresh the strategy (lead: Participation Team; deadline: July 2024)", ["Participation Team"], []),
        ("A review to be led by the Learning Group", ["Learning Group"], []),
        ("The Assembly on 22nd April 2024 to focus on recovery", ["Assembly"], []),
        ("Review and Learning Sub-Group to keep one tracker", ["Review and Learning Sub-Group"], []),
        ("The Exploitation Group chairs will report to the Board", ["Exploitation Group chairs"], []),
        ("Each agency to report on its progress", ["Each agency"], []),
        ("The Partnership Manager, on behalf of the Board, to issue guidance", ["Partnership Manager"], []),
    ],
)
def test_owner_in_a_sentence(registry: Registry, sentence: str, names: list[str], partners: list[str]) -> None:
    found = owners.from_sentence(sentence, registry, find(sentence, Calendar()))
    assert (found.names, found.partners) == (names, partners)


@pytest.mark.parametrize(
    "sentence",
    [
        "Safeguarding Assembly to be convened twice yearly",
        "Evaluation of the pilots to be completed by March 2025",
        "Launch a public campaign to raise awareness",
        "We will listen to children",
        "Roll out the Graded Care Profile 2 (GCP2)",
        "Develop a pathway for children at risk (CSE)",
        "Training programme to include neglect",
        "Agree how to work with specific focus on schools",
    ],
)
def test_sentence_that_names_nobody_has_no_owner(registry: Registry, sentence: str) -> None:
    assert owners.from_sentence(sentence, registry, find(sentence, Calendar())).names == []


def test_owner_phrase_is_as_printed(registry: Registry) -> None:
    assert owners.from_sentence("The Quality Sub-Group to audit", registry, []).phrase == "The Quality Sub-Group"
    assert owners.from_column("J. Smith (Business Manager)", registry).phrase == "J. Smith (Business Manager)"


def test_column_parts_lead_and_support(registry: Registry) -> None:
    found = owners.from_column("Police, supported by Education and ICB", registry)
    assert (found.names, found.partners) == (["Police"], ["Education", "ICB"])


def test_spellings_of_one_body_are_one_name(registry: Registry) -> None:
    for spelling in ("Executive Board", "The ESCP Executive Board", "Elmshire Executive Board", "the executive board"):
        assert registry.resolve(spelling) == "Executive Board"
    assert registry.resolve("L&D Group") == registry.resolve("Learning & Development Group")


def test_partnership_goes_by_its_short_form(registry: Registry) -> None:
    assert [registry.resolve(name) for name in ("Elmshire Safeguarding Children Partnership", "The Partnership")] == [
        "ESCP",
        "ESCP",
    ]


@pytest.mark.parametrize(
    ("text", "code"), [("XYZ", "acronym"), ("Jane Smith", "owner_person"), ("to be agreed", "owner_open")]
)
def test_unsure_owner_is_a_doubt(registry: Registry, text: str, code: str) -> None:
    assert [doubt for doubt, _ in owners.from_column(text, registry).doubts] == [code]


def test_bodies_to_which_a_result_goes(registry: Registry) -> None:
    text = (
        "The findings to be presented to the Elmshire Board, Health and Wellbeing Board and Scrutiny Committee by May"
    )
    assert owners.reports_in(text, registry) == ["Elmshire Board", "Health and Wellbeing Board", "Scrutiny Committee"]


@pytest.mark.parametrize(
    ("name", "person"),
    [("Jane Smith", True), ("Cllr B Jones", True), ("Early Help", False), ("Quality Assurance", False)],
)
def test_person_is_told_from_a_body(name: str, person: bool) -> None:
    assert is_person(name) is person
