"""A plan of forty pages as DOCX and PDF, for measuring how fast plans are read: `... long_plan FOLDER [PAGES]`.

It is made anew each time and not kept. The sentences only have to be as long and as various as real ones.
"""

import sys
from itertools import count
from pathlib import Path

from . import as_docx, as_html
from .blocks import Block, Bullets, Cell, Contents, Document, Heading, PageBreak, Para, Table

ROWS_ON_A_PAGE = 8
GROUPS = [
    "Quality and Impact Group",
    "Learning & Development Group",
    "Practice Review Group",
    "Exploitation Group",
    "Education Reference Group",
    "Business Unit",
]
ACTIONS = [
    "Revise procedure {n} with the people who use it, publish it and check after three months that it is followed",
    "Audit {n} children’s records with all agencies in the room and report what was found to the Executive Board",
    "Design and run {n} half-day workshops for front-line staff, and ask managers six weeks later what has changed",
    "Hear from {n} children about the help they were given, and tell them what was done with what they said",
    "Agree with {n} neighbouring councils how information is shared when a family moves between them",
    "Bring the recommendations of review {n} to a close, with evidence from practice for each of them",
    "Write to {n} settings that have not answered, visit those that still do not, and publish the rate of return",
]
DATES = [
    "30 June {y}",
    "by the end of September {y}",
    "Q{q} {y}/{z}",
    "Spring {y}",
    "Quarterly",
    "December {y}",
    "Ongoing",
]
STATUS = ["On track", "At risk", "Complete", "Not started"]
PROGRESS = (
    "Discussed at the last meeting; a fuller account is with the group and comes to the Board in the next quarter."
)


def row(number: str, n: int) -> list[Cell | str]:
    year = 2025 + n % 2
    date = DATES[n % len(DATES)].format(y=year, z=year - 1999, q=n % 4 + 1)
    action = ACTIONS[n % len(ACTIONS)].format(n=n % 40 + 3)
    return [number, action, GROUPS[n % len(GROUPS)], date, "Fewer repeat referrals", PROGRESS, STATUS[n % len(STATUS)]]


def document(pages: int = 40) -> Document:
    """About as many pages as asked for, of which three are not tables."""
    head: list[Cell | str] = ["Ref", "Action", "Lead", "By when", "Impact", "Progress", "Status"]
    titles = [f"Priority {p}: {name}" for p, name in enumerate(["Neglect", "Exploitation", "Babies", "Leadership"], 1)]
    blocks: list[Block] = [
        Para("Longmere Safeguarding Children Partnership", "Title"),
        Para("Business Plan 2025-27", "Subtitle"),
        PageBreak(),
        Contents([(title, 3 + i * pages // 4) for i, title in enumerate(titles)]),
        Heading("Foreword"),
        *[Para("We set out here what we will do together in the next two years, and how we will know. " * 6)] * 4,
        Bullets(titles),
        PageBreak(),
    ]
    numbers = count(1)
    for p, title in enumerate(titles, 1):
        amount = (pages - 3) * ROWS_ON_A_PAGE // len(titles)
        rows = [row(f"{p}.{i + 1}", next(numbers)) for i in range(amount)]
        blocks += [Heading(title), Table([head, *rows], 1, [6, 30, 14, 12, 12, 17, 9])]
    return Document(
        "Business Plan 2025-27", blocks, "Longmere Safeguarding Children Partnership", "Business Plan 2025-27"
    )


def main(arguments: list[str]) -> None:
    folder, pages = Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 40
    folder.mkdir(parents=True, exist_ok=True)
    made = document(pages)
    (folder / "long-plan.docx").write_bytes(as_docx.write(made, size=10))
    (folder / "long-plan.pdf").write_bytes(as_html.pdf(made))


if __name__ == "__main__":
    main(sys.argv[1:])
