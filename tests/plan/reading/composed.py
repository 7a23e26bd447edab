"""One plan laid out in many ways, among things that are no part of it, for the tests of layouts."""

import random
from collections.abc import Callable, Sequence

from tests.corpus.builders.blocks import Block, Bullets, Cell, Document, Heading, Para, Table

PRIORITIES = ["Neglect seen sooner", "Harm outside the home", "Leadership that listens"]
OUTCOMES = [
    ["Children are warm, fed and in school", "Practitioners name neglect early"],
    ["Young people are found before they are hurt"],
    ["Leaders know what daily practice is like", "Families see that telling us changes things"],
]
ACTIONS = [
    (0, "Agree one neglect assessment with every agency", "Quality Group", "30 June 2025", "2025-06-30"),
    (0, "Dip sample twenty child in need plans", "Audit Sub-Group", "Q3 2025/26", "2025-12-31"),
    (0, "Train health visitors in the graded profile", "Learning Group", "by March 2026", "2026-03-31"),
    (1, "Bring the two exploitation panels together", "Detective Superintendent", "1 September 2025", "2025-09-01"),
    (1, "Commission return interviews for three districts", "Head of Commissioning", "31/12/2025", "2025-12-31"),
    (2, "Each partner to visit two front-line teams", "Executive Board", "Summer term 2025", "2025-07-31"),
    (2, "Refresh the data set and drop what nobody uses", "Performance Analyst", "Nov-25", "2025-11-30"),
]
WANTED = [(PRIORITIES[home], text, [owner], due) for home, text, owner, _, due in ACTIONS]
Maker = Callable[[random.Random], list[Block]]

APART: list[list[Block]] = [
    [
        Heading("Risks", 2),
        Table([["Risk", "Mitigation", "Owner", "Review date"], ["Funds", "Agree a formula", "HR", "May 2025"]]),
    ],
    [
        Heading("Forward plan of meetings", 2),
        Table([["Date", "Item", "Lead"], ["12 June 2025", "Annual report", "Chair"]]),
    ],
    [
        Heading("Performance measures", 2),
        Table([["Measure", "Baseline", "Target", "Owner"], ["Re-referrals", "22%", "18%", "QA"]]),
    ],
    [
        Heading("Training programme", 2),
        Table([["Course", "Date", "Trainer"], ["Neglect", "3 June 2025", "Learning Group"]]),
    ],
    [Heading("Key dates", 2), Bullets(["June 2025: Board meeting", "September 2025: report to scrutiny"])],
    [Heading("You said, we did", 2), Table([["You said", "We did"], ["Listen more", "Set up a youth forum in 2024"]])],
]
BEFORE: list[list[Block]] = [
    [],
    [Heading("What we achieved in 2024/25", 2), Bullets(["Trained 300 people by December 2024 (Learning Group)"])],
    [
        Heading("Our ambition", 2),
        Bullets(["Children come first in all we do", "We are honest with each other"]),
        Heading("Our principles", 2),
        Bullets(["Promote trust between partners", "Learn from what goes wrong"]),
    ],
]


def document(layout: Maker, chance: random.Random) -> Document:
    front: list[Block] = [
        Heading("Elmshire Safeguarding Children Partnership", 1),
        Para("Business Plan 2025-27"),
        Heading("Foreword", 2),
        Para("The Executive Board agreed this plan in March 2025. It builds on the inspection of May 2024."),
    ]
    aside = [block for blocks in chance.sample(APART, 2) for block in blocks]
    blocks = [*front, *chance.choice(BEFORE), *layout(chance), *aside]
    return Document("Business Plan 2025-27", blocks, "", "Elmshire SCP Business Plan 2025-27")


def of(home: int) -> list[tuple[str, str, str]]:
    return [(text, owner, when) for where, text, owner, when, _ in ACTIONS if where == home]


def headed(chance: random.Random) -> list[str]:
    form = chance.choice(["Priority {}: {}", "Strategic aim {} – {}", "{}. {}", "Mission {}: {}", "Objective {}: {}"])
    return [form.format(number, title) for number, title in enumerate(PRIORITIES, 1)]


def listed() -> list[Block]:
    return [Heading("Our priorities", 2), Para("Our three priorities are:"),
            Bullets([f"Priority {number}: {title}" for number, title in enumerate(PRIORITIES, 1)])]  # fmt: skip


def outcomes_apart(chance: random.Random) -> list[Block]:
    if chance.random() < 0.5:
        rows: list[list[Cell | str]] = [["Priority", "What we want to see"]]
        rows += [[title, one] for title, outcomes in zip(PRIORITIES, OUTCOMES, strict=True) for one in outcomes]
        return [Heading("Outcomes", 2), Table(rows)]
    found: list[Block] = [Heading("Our outcomes", 2)]
    for title, outcomes in zip(PRIORITIES, OUTCOMES, strict=True):
        found += [Heading(title, 3), Bullets(outcomes)]
    return found


def sections(chance: random.Random, inside: Callable[[int], Sequence[Block]]) -> list[Block]:
    found: list[Block] = []
    names = ["Outcomes", "We want", "What success looks like", "What children will notice", "By 2027 we expect"]
    for home, heading in enumerate(headed(chance)):
        found += [Heading(heading, 2), Heading(chance.choice(names), 3), Bullets(OUTCOMES[home]), *inside(home)]
    return found


def tables(chance: random.Random) -> list[Block]:
    heads = [
        chance.choice(["Action", "What we will do"]),
        chance.choice(["Lead", "RO"]),
        chance.choice(["By when", "Due"]),
    ]
    return sections(chance, lambda home: [Table([[*heads], *[[*row] for row in of(home)]])])


def bullets(chance: random.Random) -> list[Block]:
    form = chance.choice(["{} ({}, {})", "{} – {} – {}", "{} [{}: {}]", "{} | {} | {}"])
    numbers = chance.choice(["", "1.", "a)"])
    return sections(
        chance, lambda home: [Heading("We will", 3), Bullets([form.format(*row) for row in of(home)], numbers)]
    )


def cards(chance: random.Random) -> list[Block]:
    def inside(home: int) -> list[Block]:
        return [block for text, owner, when in of(home)
                for block in (Heading(text, 3), Para(f"Who: {owner}"), Para(f"When: {when}"))]  # fmt: skip

    return sections(chance, inside)


def boxes(chance: random.Random) -> list[Block]:
    return sections(
        chance,
        lambda home: [
            Table([["Action", text], ["Lead", owner], ["By when", when]], 0) for text, owner, when in of(home)
        ],
    )


def banners(chance: random.Random) -> list[Block]:
    rows: list[list[Cell | str]] = [["Action", "Lead", "By when"]]
    for home, heading in enumerate(headed(chance)):
        rows += [[Cell(heading, cols=3)], *[[Cell(f"Outcome: {one}", cols=3)] for one in OUTCOMES[home]]]
        rows += [[*row] for row in of(home)]
    return [Table(rows)]


def one_table(chance: random.Random) -> list[Block]:
    heading = chance.choice(["Priority", "Theme", "Where we focus"])
    rows: list[list[Cell | str]] = [[heading, "Action", "Lead", "By when"]]
    rows += [[PRIORITIES[home], text, owner, when] for home, text, owner, when, _ in ACTIONS]
    return [*outcomes_apart(chance), Heading("Action plan", 2), Table(rows)]


def by_owner(chance: random.Random) -> list[Block]:
    found = [*listed(), *outcomes_apart(chance)]
    for home, text, owner, when, _ in ACTIONS:
        rows: list[list[Cell | str]] = [["Action", "Priority", "By when"], [text, f"Priority {home + 1}", when]]
        found += [Heading(f"What the {owner} will do", 2), Table(rows)]
    return found


def by_number(chance: random.Random) -> list[Block]:
    rows: list[list[Cell | str]] = [["Ref", "Action", "Lead", "By when"]]
    rows += [[f"{home + 1}.{place}", *row] for home in range(3) for place, row in enumerate(of(home), 1)]
    return [*listed(), *outcomes_apart(chance), Heading("Delivery plan", 2), Table(rows)]


def by_tag(chance: random.Random) -> list[Block]:
    lines = [f"{text} – {owner} – {when} (Priority {home + 1})" for home, text, owner, when, _ in ACTIONS]
    return [*listed(), *outcomes_apart(chance), Heading("Actions", 2), Bullets(lines)]


def by_quarter(chance: random.Random) -> list[Block]:
    found = [*listed(), *outcomes_apart(chance)]
    for name, part in (("First half of the year", ACTIONS[:4]), ("Second half of the year", ACTIONS[4:])):
        rows: list[list[Cell | str]] = [["Action", "Priority", "Lead", "By when"]]
        rows += [[text, str(home + 1), owner, when] for home, text, owner, when, _ in part]
        found += [Heading(name, 2), Table(rows)]
    return found


LAYOUTS: list[Maker] = [
    tables, bullets, cards, boxes, banners, one_table, by_owner, by_number, by_tag, by_quarter,
]  # fmt: skip
