"""Fosdyke Vale: a letter whose annex has lettered actions with who and when in lines below them."""

from typing import Any

from docx.oxml.ns import qn

from tests.corpus.builders import as_html, as_text
from tests.corpus.builders.as_docx import Writer, element
from tests.corpus.builders.blocks import Block, Document, Heading, PageBreak, Para
from tests.corpus.builders.forms import Forms, FromWord
from tests.corpus.builders.truth import action_text, as_list

LETTER = [
    "Fosdyke Vale Safeguarding Children Partnership",
    "The Guildhall, Market Place, Fosdyke",
    "27 June 2025",
    "Dear colleagues,",
    "**Joint targeted area inspection of the multi-agency response to serious youth violence**",
    "Thank you for your letter of 16 May 2025. We accept its findings. Inspectors found 11 things to be proud of and "
    "three that must improve; you asked for a written statement within 30 working days. It is annexed.",
    "The work will be done between July 2025 and June 2026. We asked 60 practitioners and 14 young people to read the "
    "draft; the second area for improvement was written again as a result.",
    "We will write to you again in January 2026 to say what has been done. We would be glad to meet before then.",
    "Yours sincerely,",
    "Chief Executive, Fosdyke Vale Council    Chief Executive, NHS Vale and Wolds ICB    Chief Constable",
    "Copies: Regional Improvement Adviser; Chair of the Health and Wellbeing Board",
]
FOUND = [
    "You found that contacts made after 4pm waited until the next working day.",
    "You found that in 7 of 16 strategy discussions health was represented by an e-mail.",
    "You found that leaders knew how many assessments were late, and not what the assessments said.",
]


def blocks(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = [*map(Para, LETTER), PageBreak(), Heading("Annex A – Post-inspection Improvement Actions")]
    for p, found in zip(plan["priorities"], FOUND, strict=True):
        out += [Para(f"**Area for improvement {p['n']}: {p['title']}**"), Para(found)]
        for a in p["actions"]:
            out.append(Para(f"{a['n']} {action_text(a)}"))
            out.append(Para(f"Responsible: {as_list(a['who'])[0]}"))
            out.append(Para(f"Timescale: {as_list(a['by'])[0]}"))
        out.append(Para(f"Intended result: {p['outcomes'][0][1]}."))
    out += [
        PageBreak(),
        Heading("Annex B – Glossary"),
        Para("Constabulary: Vale Constabulary. Council: Fosdyke Vale Council. ICB: NHS Vale and Wolds ICB."),
    ]
    return out


class Form(Writer):
    """The answers are content controls, as in a form that had to be filled in."""

    def block(self, block: object) -> None:
        super().block(block)
        if isinstance(block, Para) and block.text.startswith(("Responsible: ", "Timescale: ")):
            paragraph = self.word.paragraphs[-1]
            name, _, value = block.text.partition(": ")
            paragraph.runs[0].text = f"{name}: "
            control, content = element("sdt"), element("sdtContent")
            control.append(element("sdtPr"))
            content.append(paragraph.add_run(value)._r)
            control.append(content)
            paragraph._p.append(control)
        if isinstance(block, Para) and block.text.startswith("Intended result: "):
            self.enclosed(self.word.paragraphs[-1]._p)

    def enclosed(self, paragraph: Any) -> None:
        """The whole paragraph in a control of its own, where looking only at the body's paragraphs misses it."""
        control, content = element("sdt"), element("sdtContent")
        control.append(element("sdtPr"))
        paragraph.addprevious(control)
        content.append(paragraph)
        control.append(content)
        assert control.getparent().tag == qn("w:body")


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("Letter and annex", blocks(plan), "", "FVSCP #")
    return {
        "letter-and-annex.docx": ("letter with annex, content controls", Form(document, size=11).write()),
        "letter-and-annex.pdf": ("the same by LibreOffice", FromWord("letter-and-annex.docx")),
        "letter-and-annex.txt": ("text folded at 72 characters", as_text.wrapped(as_text.ocr(document, 40), 72)),
        "letter-and-annex.html": ("web page of paragraphs only", as_html.page_html(document)),
    }
