"""Plans composed at random from interchangeable parts: other headings, labels, orders and marks, the same content."""

import random

import pytest

from .documents import Read, actions, brief, document, outcomes, plan, read, table, texts, titles

CONTENT = [
    ("Sleep safely", "Agree a sleep protocol", "Health Reference Group", "30 June 2024", "2024-06-30"),
    ("Sleep safely", "Train every new midwife", "Learning Board", "March 2025", "2025-03-31"),
    ("Missing children", "Review return interviews", "Quality Committee", "Q2 2024/25", "2024-09-30"),
    ("Missing children", "Publish a guide for carers", "Communications Team", "31/01/2025", "2025-01-31"),
]
PRIORITY = ["Priority {}: {}", "Theme {} – {}", "Pillar {}. {}", "Aim {}: {}", "Strand {}: {}"]
ACTION = ["Action", "What we will do", "Activity", "Task", "Key actions", "Deliverable"]
OWNER = ["Lead", "Owner", "Who", "Responsible", "Led by", "Assigned to", "Accountable", "Taken forward by"]
DATE = ["By when", "Timescale", "Deadline", "Target date", "To be completed", "Due", "Ready by", "Complete by"]
WANTED = [(text, [owner], due) for _, text, owner, _, due in CONTENT]


def compose(chance: random.Random) -> Read:
    shape, heading = chance.choice([columns, cards, labelled, tails]), chance.choice(PRIORITY)
    names = [chance.choice(words) for words in (ACTION, OWNER, DATE)]
    blocks: list[object] = []
    for number, title in enumerate(["Sleep safely", "Missing children"], 1):
        rows: list[tuple[str, ...]] = [row[1:4] for row in CONTENT if row[0] == title]
        blocks += ["## " + heading.format(number, title), *shape(rows, names, chance)]
    return plan(*blocks)  # type: ignore[arg-type]


def columns(rows: list[tuple[str, ...]], names: list[str], chance: random.Random) -> list[object]:
    order = chance.sample(range(3), 3)
    return [table(*(" | ".join(row[index] for index in order) for row in [names, *rows]))]


def cards(rows: list[tuple[str, ...]], names: list[str], chance: random.Random) -> list[object]:
    order = [0, *chance.sample([1, 2], 2)]
    return [table(*(f"{names[index]} | {row[index]}" for index in order)) for row in rows]


def labelled(rows: list[tuple[str, ...]], names: list[str], chance: random.Random) -> list[object]:
    order = chance.sample([1, 2], 2)
    lines = [f"- {row[0]}\n" + "\n".join(f"{names[index]}: {row[index]}" for index in order) for row in rows]
    return ["Actions:\n" + "\n".join(lines)]


def tails(rows: list[tuple[str, ...]], names: list[str], chance: random.Random) -> list[object]:
    mark = chance.choice([" ({}, {})", " [{}, {}]", " – {} – {}", " ({} – {})"])
    return ["Actions:\n" + "\n".join(f"- {row[0]}{mark.format(*row[1:])}" for row in rows)]


@pytest.mark.parametrize("seed", range(60))
def test_layouts_composed_at_random_hold_the_same(seed: int) -> None:
    result = compose(random.Random(seed))
    found = [(WANTED[index][0] if text.startswith(WANTED[index][0]) else text, owners, due)
             for index, (text, owners, due) in enumerate(brief(result))]  # fmt: skip
    assert [title for _, title in titles(result)] == ["Sleep safely", "Missing children"]
    assert found == WANTED


def test_numbers_of_three_steps_tell_what_is_what() -> None:
    lines = (
        "1. Babies\n1.1 Babies sleep safely\n1.1.1 Agree a protocol\n1.1.2 Train midwives\n2. School\n2.1 Pupils stay"
    )
    result = read(document("# Elmshire Partnership Plan 2024-26", lines + "\n2.1.1 Review exclusions by May 2025"))
    assert (titles(result), outcomes(result)) == (
        [(1, "Babies"), (2, "School")],
        ["Babies sleep safely", "Pupils stay"],
    )
    assert texts(result) == ["Agree a protocol", "Train midwives", "Review exclusions by May 2025"]


def test_priority_in_prose_gives_the_sentences_that_commit() -> None:
    told = "Ten files were read. The Quality Forum will sample twenty more by May 2025. It will be hard work."
    assert brief(plan("## Priority 1: Neglect", told)) == [
        ("The Quality Forum will sample twenty more by May 2025.", ["Quality Forum"], "2025-05-31")
    ]


def test_numbers_in_columns_of_their_own() -> None:
    rows = (
        "Theme No | Theme | Outcome No | Outcome | Action No | Action",
        "4 | Babies | 4.2 | Safe sleep | 4.2.1 | Agree a plan",
    )
    result = plan(table(*rows))
    assert (titles(result), actions(result)[0]["number"]) == ([(4, "Babies")], "4.2.1")


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("no later than the close of May 2025", "2025-05-31"),
        ("by close of business on 4 July 2025", "2025-07-04"),
        ("on or before 6 June 2025", "2025-06-06"),
        ("by Michaelmas 2025", "2025-09-29"),
        ("before the start of the 2025/26 academic year", "2025-08-31"),
    ],
)
def test_wordings_of_one_family(words: str, due: str) -> None:
    result = plan("## Priority 1: Neglect", f"Actions:\n- Agree a protocol {words}")
    assert actions(result)[0]["deadline"]["due"] == due


def test_yearly_is_part_of_a_title_where_a_date_stands() -> None:
    text = "Quality Group to complete its yearly evaluation of the offer, to be published in July 2025"
    assert brief(plan("## Priority 1: Neglect", f"Actions:\n- {text}"))[0][1:] == (["Quality Group"], "2025-07-31")


def test_service_named_by_its_own_words_and_body_that_is_asked() -> None:
    result = plan(
        "## Priority 1: Homes\nActions:\n- Harbour Homes will inspect flats\n- Ask Public Health to map services"
    )
    assert [[owner["name"] for owner in one["owners"]] for one in actions(result)] == [["Harbour Homes"], []]
    assert actions(result)[1]["partners"] == [{"name": "Public Health"}]
