"""Port Ashby: a plan on one landscape page, each aim a box of bullets with owner and date after dashes."""

from typing import Any

from tests.corpus.builders import as_html, as_text
from tests.corpus.builders.blocks import Block, Bullets, Document, Heading, Para
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text

VISION = "In Port Ashby every child grows up safe, known and loved."
VALUES = ["We listen first", "We say what we see", "We share the load"]
CSS = """
body { font-size: 9pt; } h1 { text-align: center; margin: 0; } h2 { background: #0b5c6b; color: white; padding: 3pt; }
main { columns: 3; column-gap: 8mm; } h1, .vision { column-span: all; } ul { padding-left: 12pt; }
"""


def blocks(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = [
        Heading("Port Ashby Safeguarding Children Partnership"),
        Para("Our Plan on a Page 2024-2027", "vision"),
        Para(f"**Vision:** {VISION}", "vision"),
        Para("**Values:** " + " | ".join(VALUES), "vision"),
    ]
    for aim in plan["priorities"]:
        out.append(Heading(f"Strategic Aim {aim['n']} – {aim['title']}", 2))
        out.append(Bullets([action_text(a) for a in aim["actions"]]))
    out += [
        Heading("How will we know?", 2),
        Bullets(["Fewer children re-referred within 12 months", "More children say they were listened to"]),
        Para("Golden thread: anti-racist practice and the lived experience of children. Published May 2024", "small"),
    ]
    return out


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("Plan on a Page", blocks(plan), footer="www.portashbyscp.example")
    nav = '<nav><a href="/">Home</a> <a href="/training">Training</a> <a href="/report">Report a concern</a></nav>'
    after = "<footer><p>Port Ashby Safeguarding Children Partnership, Customs House, Quay Street</p></footer>"
    return {
        "plan-on-a-page.html": ("web page, headings and bullets", as_html.page_html(document, "", nav, after)),
        "plan-on-a-page.pdf": ("one landscape page in three columns", as_html.pdf(document, CSS, "A4 landscape")),
        "plan-on-a-page.txt": ("recognised text", as_text.ocr(document, 200, bullet="")),
    }
