"""Text as recognised from pages: a table of two columns for each priority, ended and begun anew by each page."""

import re
from html import escape
from typing import Any

from tests.corpus.builders.forms import Forms
from tests.corpus.unseen import kit

Actions = list[tuple[str, str]]
CUTS = {("1", "4"): 14, ("2", "3"): 0, ("3", "2"): 0, ("4", "3"): 11}
"""Where a page ends: before this word of this action."""
FRONT = """# Carrowfield Safeguarding Children Partnership

![img-0.jpeg](img-0.jpeg)

# Improvement and Business Plan 2022-24

Published April 2022

---

# Foreword

We are pleased to present the Improvement and Business Plan of the Carrowfield Safeguarding Children Partnership (CSCP).
The plan will commence from 1st April 2022 and sets out our work for the next two years. The last two years have been
unlike any other for children. Some were hidden from view; many missed more than a term at school.

The Executive Board met in January 2022 to agree four priorities:

- **Priority 1:** Leadership that makes a difference
- **Priority 2:** Early help and neglect
- **Priority 3:** Criminal exploitation and serious youth violence
- **Priority 4:** Learning from practice

Progress will be reported to the Health and Wellbeing Board and to the Children and Families Scrutiny Committee twice a
year.

Signed by the Chief Executive of Carrowfield Council, the Accountable Officer of the Clinical Commissioning Group
and the Chief Constable of West Carrow Police

CSCP Improvement and Business Plan 2022-24 2

---

# Our ambition

Carrowfield will be a city in which children are safe at home, at school, in the street and online.

## Our principles

- We put children first.
- We work with families and not around them.
- We are honest about what is not good enough.

In 2021/22 the front door received 21,906 contacts, and 512 children were the subject of a child protection plan at the
end of the year, 54% of them because of neglect.

CSCP Improvement and Business Plan 2022-24 3

---

"""
BACK = """
# Governance

The Executive Board meets every two months. Its sub-groups are chaired by senior officers of different agencies.

$\\text{Contact: } cscp@carrowfield.example$
"""
CSS = """@page { size: A4 landscape; margin: 15mm 16mm;
@bottom-left { content: "CSCP Improvement and Business Plan 2022-24";
font-size: 8pt } @bottom-right { content: counter(page); font-size: 8pt } }
body { font: 14pt/1.45 "Liberation Sans" } table { border-collapse: collapse; width: 100% }
td, th { border: 1pt solid #444; padding: 5pt; vertical-align: top; text-align: left } td:first-child { width: 36% }
.head { background: #cfe3d4 } .page { break-after: page } p { margin: 3pt 0 }"""


def pages(priority: dict[str, Any]) -> list[Actions]:
    """The actions of each page; an action that the page cuts goes on without its number."""
    found: list[Actions] = [[]]
    for a in priority["actions"]:
        cut = CUTS.get((priority["n"], a["n"]))
        if cut is None:
            found[-1].append((a["n"], a["text"]))
            continue
        words = a["text"].split(" ")
        if cut:
            found[-1].append((a["n"], " ".join(words[:cut])))
        found.append([("" if cut else a["n"], " ".join(words[cut:]))])
    return found


def listed(items: list[Any]) -> str:
    lines = [f"{n}. {escape(text, False)}" if n else escape(text, False) for n, text, *_ in items]
    return "<br>".join(lines)


def scanned(plan: dict[str, Any]) -> str:
    out, number = FRONT, 4
    for priority in plan["priorities"]:
        out += f"**Priority {priority['n']}: {priority['title']}**\n\n"
        for i, actions in enumerate(pages(priority)):
            if i:
                out += f"\nCSCP Improvement and Business Plan 2022-24 {number}\n\n---\n\n"
                number += 1
            left = "" if i else listed(priority["outcomes"])
            out += "<table><tr><th>Outcomes</th><th>Actions 2022-24</th></tr>\n"
            out += f"<tr><td>{left}</td><td>{listed(actions)}</td></tr></table>\n"
        out += "\n"
    return out + BACK


def prose(text: str) -> str:
    """The opening without what recognition and page turns left in it, each paragraph on one line."""
    text = re.sub(r"!\[.*\)|^---$|^CSCP Improvement.*$", "", text, flags=re.M).replace("**", "")
    return re.sub(r"(?<=\w|[.,;])\n(?=\w)", " ", text)


def paged(plan: dict[str, Any]) -> str:
    out = kit.html(prose(FRONT))
    out += '<div class="page"></div>'
    for priority in plan["priorities"]:
        title = f"<tr class=head><th colspan=2>Priority {priority['n']}: {priority['title']}</th></tr>"
        for i, actions in enumerate(pages(priority)):
            left = [] if i else priority["outcomes"]
            cells = ["".join(f"<p>{line}</p>" for line in listed(part).split("<br>")) for part in (left, actions)]
            out += f"{'<div class=page></div>' if i else ''}<table>{'' if i else title}"
            out += "<tr><th>Outcomes</th><th>Actions 2022-24</th></tr>"
            out += f"<tr><td>{cells[0]}</td><td>{cells[1]}</td></tr></table>"
    return out + kit.html(BACK.split("$")[0])


def forms(plan: dict[str, Any]) -> Forms:
    return {
        "carrowfield.txt": ("recognised text with HTML tables that end with the page", scanned(plan)),
        "carrowfield.pdf": ("two columns of numbered paragraphs, cut by pages", kit.pdf(paged(plan), CSS)),
    }
