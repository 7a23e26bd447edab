"""Great Orrin: children's and adults' boards together; text boxes, tracked changes and a different table each time."""

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tests.corpus.builders import as_html, as_text
from tests.corpus.builders.as_docx import Writer, element
from tests.corpus.builders.blocks import Block, Cell, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms, FromWord
from tests.corpus.builders.truth import action_text, as_list

SPONSORS = ["Executive Director, People", "Chief Operating Officer, Orrin Homes", "Director of Public Health"]
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
BOX = """<w:p {names}><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="6000000" cy="900000"/>
<wp:docPr id="{id}" name="Box"/>
<a:graphic><a:graphicData uri="{wps}"><wps:wsp><wps:cNvSpPr txBox="1"/>
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="6000000" cy="900000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{body}</w:txbxContent></wps:txbx>
<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:rect style="width:472pt;height:71pt">
<v:textbox><w:txbxContent>{body}</w:txbxContent></v:textbox>
</v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""


@dataclass
class Box:
    lines: list[str]


class Boxes(Writer):
    """Word's own way with a text box: once for new programs and once again for old ones."""

    boxes = 0

    def block(self, block: object) -> None:
        if not isinstance(block, Box):
            return super().block(block)
        self.boxes += 1
        body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in block.lines)
        names = " ".join(f'xmlns:{short}="{long}"' for short, long in NAMES.items())
        made = parse_xml(BOX.format(names=names, wps=NAMES["wps"], id=self.boxes, body=body))
        self.word.element.body.insert(len(self.word.element.body) - 1, made)
        return None

    def tracked(self, old: str, new: str) -> None:
        """The run that prints `new` becomes an insertion, after a deletion of `old`."""
        run = next(r for r in self.word.element.body.iter(qn("w:r")) if r.text == new)
        inserted, deleted = (
            element(name, id=str(i), author="Business Unit", date="2025-05-12T09:00:00Z")
            for i, name in enumerate(("ins", "del"), 90)
        )
        gone, words = element("r"), element("delText")
        words.text = old
        gone.append(words)
        deleted.append(gone)
        run.addprevious(deleted)
        run.addprevious(inserted)
        inserted.append(run)


def rows(i: int, priority: dict[str, Any]) -> list[list[Cell | str]]:
    found: list[list[Cell | str]] = []
    for a in priority["actions"]:
        who = as_list(a["who"])
        lead, when = who[0] if who else a["leadcell"], a.get("cell", as_list(a["by"])[0])
        found.append(
            [
                [a["n"], action_text(a), lead, when],
                [lead, when, f"{a['n']}  {action_text(a)}"],
                [when, a["n"], lead, action_text(a), ""],
            ][i]
        )
    heads = [
        ["#", "Deliverable", "Accountable", "Target"],
        ["Responsible", "Deadline", "Task"],
        ["Timeline", "No", "Who’s leading", "What needs to happen", "Update"],
    ]
    return [list(heads[i]), *found]


def blocks(plan: dict[str, Any]) -> list[Any]:
    out: list[Any] = [
        Heading("Great Orrin Safeguarding Partnership"),
        Para("Joint Work Plan 2025-26: children and adults", "Subtitle"),
        Para("Approved April 2025 by Safeguarding Children Partnership (SCP) and Safeguarding Adults Board (SAB)."),
        Para("The Business Unit (BU) serves both. Each board keeps a plan of its own for what is not joint."),
    ]
    widths = [[7, 50, 28, 15], [28, 20, 52], [18, 7, 25, 40, 10]]
    for i, p in enumerate(plan["priorities"]):
        out.append(
            Box([f"Workstream {p['n']}: {p['title']}", f"Sponsor: {SPONSORS[i]}", f"Outcome: {p['outcomes'][0][1]}"])
        )
        out.append(Table(rows(i, p), 1, widths[i]))
    out += [
        Heading("Who sits where", 2),
        Table(
            [
                ["Post", "SCP", "SAB"],
                ["Executive Director, People", "Member", "Member"],
                ["Chief Superintendent", "Member", "Member"],
                ["Healthwatch", "", "Member"],
            ]
        ),
    ]
    return out


def flat(content: list[Any]) -> list[Block]:
    out: list[Block] = []
    for block in content:
        out += [Para(line) for line in block.lines] if isinstance(block, Box) else [block]
    return out


def forms(plan: dict[str, Any]) -> Forms:
    footer = "GOSP Joint Work Plan 2025-26"
    writer = Boxes(Document("Joint Work Plan", blocks(plan), "", footer))
    writer.write()
    writer.tracked("by 30 June 2025", "by 30 September 2025")
    document = Document("Joint Work Plan", flat(blocks(plan)), "", footer)
    return {
        "joint-work-plan.docx": ("text boxes, tracked change, three different tables", writer.saved()),
        "joint-work-plan.pdf": ("the same by LibreOffice", FromWord("joint-work-plan.docx")),
        "joint-work-plan.html": ("web page", as_html.page_html(document)),
        "joint-work-plan.txt": ("recognised text with tabs", as_text.ocr(document, 50)),
    }
