"""Meetings of the demonstration. All of it is invented; texts name no child and no real person."""

from dataclasses import dataclass, field
from datetime import date

from goldenthread.partnerships.roles import Role

BOARD, QUALITY = "BSCP Executive Board", "Quality, Impact & Outcomes Sub-Group"
BEGAN = date(2021, 4, 6)

MEMBERS: list[tuple[str, str, Role, str]] = [
    ("board.council", "Judith Ravenscroft", Role.BOARD_MEMBER, ""),
    ("board.health", "Miriam Okonjo", Role.BOARD_MEMBER, ""),
    ("board.police", "Stuart Penhale", Role.BOARD_MEMBER, ""),
    ("quality.health", "Leila Marchbank", Role.BODY_MEMBER, QUALITY),
    ("quality.council", "Robin Ashgrove", Role.BODY_MEMBER, QUALITY),
]
"""Sign-in name, name, role, body."""

SITS_FOR = {
    "board.council": "Birmingham City Council",
    "board.health": "Birmingham and Solihull Clinical Commissioning Group",
    "board.police": "West Midlands Police",
    "quality.health": "Birmingham Community Health Care NHS Trust",
    "quality.council": "Birmingham Children's Trust",
}

QUORUM = {BOARD: {"": 3, "authority": 1, "health": 1, "police": 1}, QUALITY: {"": 2}}

TERMS = {
    BOARD: [
        (date(2019, 9, 24), date(2021, 3, 31), "The Board leads the arrangements of the three safeguarding partners. It "
         "meets every two months."),
        (date(2021, 3, 23), date(2022, 3, 31), "Purpose. The Board leads the arrangements of the three safeguarding "
         "partners, agrees the plan and holds to account whoever answers for a part of it.\n\nMembers. One senior leader "
         "of each safeguarding partner, and the independent chair. A deputy votes for the member in whose place they come."
         "\n\nHow it works. It meets every two months. Three members make a quorum, one of each partner among them. "
         "Decisions are minuted with their reasons and with dissent. The terms are reviewed each year."),
    ],
    QUALITY: [
        (date(2021, 3, 23), date(2022, 3, 31), "Purpose. The group finds out whether what agencies do for children makes "
         "a difference, by audits, figures and what children say.\n\nIt answers to the Executive Board each quarter."),
    ],
}  # fmt: skip
"""Terms of reference: agreed on, to be reviewed by, words."""

SERIES = [
    (BOARD, "Executive Board", "10:00", 150, "Council House, committee room 2"),
    (QUALITY, "Quality, Impact & Outcomes", "14:00", 120, "On line"),
]


@dataclass(frozen=True)
class Choice:
    """A decision under an item; ``dissent`` is (who, what they held)."""

    words: str
    reasons: str = ""
    options: str = ""
    relied_on: str = ""
    votes: tuple[int, int, int] | None = None
    review_on: date | None = None
    dissent: tuple[str, str] | None = None
    agreed: bool = True
    no_action: str = ""
    """Why nothing of the plan follows from it."""


@dataclass(frozen=True)
class Item:
    title: str
    kind: str = "discussion"
    minutes: int = 20
    purpose: str = ""
    presenter: str = ""
    notes: str = ""
    state: str = "noted"
    decision: Choice | None = None
    interest: tuple[str, str] | None = None
    """Sign-in name and nature of the interest."""
    paper: tuple[str, str] | None = None
    """Title and text of a paper."""
    closed_to: tuple[str, ...] = ()
    action: str = ""
    """Words of an action of the plan with which the item ends."""
    forward: tuple[str, str] | None = None
    """To which body, and what is asked of it."""


@dataclass(frozen=True)
class Held:
    """A meeting that took place. ``minutes``: how far they have come."""

    body: str
    on: date
    present: tuple[str, ...]
    apologies: dict[str, str] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    minutes: str = "checked"


CHAIR_AND_UNIT = ("chair", "manager")
ALL_PARTNERS = ("board", "board.council", "board.health", "board.police")

MEETINGS = [
    Held(QUALITY, date(2021, 9, 14), ("quality.chair", "quality.health", "quality.council"), items=(
        Item("Near miss policy", notes="The rewritten policy was discussed. Members asked for the legal view on confidentiality before it goes further.", presenter="Chair", action="near miss",
             paper=("Near miss policy, second draft", "The policy says what a near miss is, who may report one and what happens then.\n\nOpen question: how the name of a reporter is protected.")),
        Item("What the exploitation self-assessment will ask", notes="The question set was agreed. Six agencies had begun.",
             decision=Choice("The panel that moderates the self-assessment has one member from each safeguarding partner.", "Every judgement is then seen by all three partners.", no_action="It says who sits on the panel.")),
    )),
    Held(BOARD, date(2021, 9, 16), (*CHAIR_AND_UNIT, "board.council", "board.health", "board.police", "quality.chair"), {"board": "On leave"}, (
        Item("Returns handed in since July", "returns", 10, notes="The Board went through three returns, all on actions that are done, and approved them.", presenter="Business manager"),
        Item("Yearly report 2020/21: what came of it", notes="The report was published on 28 July. Members noted three changes for children and what speaks against each.", presenter="Business manager"),
        Item("Childhood neglect strategy", "decision", 30, "Agree how the delay is dealt with.", "Co-chair, Neglect Operations Group",
             "The strategy is late because its author left. Two ways forward were weighed. The chair asked that schools be heard before it is signed off.",
             decision=Choice("The strategy is published by the end of January 2022; schools are consulted before that.",
                             "A strategy without schools would have to be written again.", "Publish in October without the schools; or wait for the new author's first full draft.",
                             "The outline of May 2021; two returns of the Neglect Operations Group.", (2, 1, 0), date(2021, 12, 16),
                             ("Stuart Penhale", "The delay leaves front-line staff without a common tool over the winter; the outline should be shared as guidance now."))),
    ), "approved"),
    Held(BOARD, date(2021, 10, 21), (*CHAIR_AND_UNIT, *ALL_PARTNERS, "quality.chair"), {}, (
        Item("Returns for July to September", "returns", 30, notes="The Board went through the returns of the quarter and approved them. Four actions are off track.", presenter="Business manager"),
        Item("Funding of the Graded Care Profile licences", "decision", 20, "Agree who pays for forty more licences.", "Neglect Lead Manager",
             "The clinical commissioning group offered to pay half. One member had declared an interest and left the room for the vote.",
             decision=Choice("The council and the police share the other half of the cost in 2021/22; contributions are looked at again in spring.",
                             "Training cannot wait for the next budget.", "Pay from the reserve; or train fewer people.", "Training figures to September.", (3, 0, 0), date(2022, 3, 17)),
             interest=("board", "He is a trustee of the charity that sells the licences.")),
        Item("A matter about one agency", "discussion", 10, notes="The chair told the partners concerned what has been agreed with the agency. It comes back when the agency has answered.", closed_to=("chair", "board.council")),
    )),
    Held(QUALITY, date(2021, 11, 9), ("quality.chair", "quality.health"), {"quality.council": "Off sick"}, (
        Item("Near miss policy", "decision", 30, presenter="Chair", notes="The legal view is expected within two weeks. The sub-group cannot decide by itself how reporters' names are protected.",
             decision=Choice("The Board is asked to decide how the name of a reporter is protected.", "It binds every agency, and that is for the Board.", no_action="It went to the Board."),
             forward=(BOARD, "Please decide whether reporters of near misses may stay unnamed to their own agency. The sub-group recommends that they may."),
             paper=("Near miss policy: options for protecting reporters", "Option A: the name is known to the business unit alone.\nOption B: the name is known to the agency as well.\n\nThe sub-group recommends option A.")),
        Item("Audit programme for spring", notes="Three themes were proposed; the choice is made in January.", state="carried"),
    ), "with_chair"),
]  # fmt: skip

NEXT = {BOARD: date(2021, 12, 16), QUALITY: date(2022, 1, 11)}

DECEMBER_ITEMS = (
    Item("Neglect Operations Group: half-year report", "information", 20, "Note what was done and what stands in the way.", "Co-chair, Neglect Operations Group"),
    Item("Appointment of the next scrutineer", "decision", 15, "Agree how the post is filled.", "Independent chair", closed_to=("chair", "manager", "board.council")),
)  # fmt: skip

AHEAD: list[tuple[str, str, date, int | None, str]] = [
    (BOARD, "Serious Youth Violence Strategy: half-yearly update of its owner", date(2022, 2, 17), 6, "Chair of the Community Safety Partnership"),
    (BOARD, "Plan 2021-23: yearly refocus of priorities", date(2022, 3, 17), 12, "Business manager"),
    (QUALITY, "Multi-agency audit: findings and what follows", date(2022, 1, 11), 3, "Chair"),
    (QUALITY, "Scorecard of the quarter", date(2022, 1, 11), 3, "Business manager"),
]  # fmt: skip

SUGGESTED = (
    "Waiting times for children's mental health services",
    "Hear how long children wait, and agree who reports on it.",
)
IN_WRITING = (
    "Data for the national study of exploitation",
    "The partnership takes part in the national study with counts alone, and no case is shared.",
    "The study closes on 15 December, a day before the Board meets.",
    date(2021, 12, 10),
)

DONE = [
    ("Section 11 self-assessment: programme and findings", date(2021, 6, 24)),
    ("Yearly report published", date(2021, 7, 28)),
    ("Yearly report sent to the Child Safeguarding Practice Review Panel and the What Works Centre", date(2021, 8, 2)),
]
"""Items of the forward plan that were dealt with."""
