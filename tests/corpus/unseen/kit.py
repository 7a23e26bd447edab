"""Helpers of the unseen set: prose in a small markup, and documents that do not go through the usual builders."""

import io
import textwrap
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import Any

import docx
import weasyprint
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tests.corpus.builders.as_docx import steady

Rows = Sequence[Sequence[str]]


def pieces(text: str) -> list[tuple[str, Any]]:
    """Prose line by line: `# ` and `## ` are headings, `- ` bullets, `| a | b` rows of a table, the rest paragraphs."""
    found: list[tuple[str, Any]] = []
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        mark, _, rest = line.partition(" ")
        if mark and not mark.strip("#"):
            found.append((f"h{len(mark)}", rest))
        elif mark in ("-", "|"):
            value = rest if mark == "-" else [part.strip() for part in rest.split("|")]
            if found and found[-1][0] == mark:
                found[-1][1].append(value)
            else:
                found.append((mark, [value]))
        else:
            found.append(("p", line))
    return found


def html(text: str) -> str:
    out = []
    for kind, value in pieces(text):
        if kind == "-":
            out.append("<ul>" + "".join(f"<li>{escape(item, False)}</li>" for item in value) + "</ul>")
        elif kind == "|":
            out.append(table(value, head=0))
        else:
            out.append(f"<{kind}>{escape(value, False)}</{kind}>")
    return "\n".join(out)


def table(rows: Rows, head: int = 1, css: str = "") -> str:
    """A plain HTML table; a row of one cell spans the table."""
    width = max(map(len, rows))
    out = []
    for y, row in enumerate(rows):
        tag = "th" if y < head else "td"
        span = f' colspan="{width}" class="banner"' if len(row) == 1 and width > 1 else ""
        cells = [f"<{tag}{span}>{escape(cell, False).replace(chr(10), '<br>')}</{tag}>" for cell in row]
        out.append(f"<tr>{''.join(cells)}</tr>")
    top = f"<thead>{''.join(out[:head])}</thead>" if head else ""
    return f'<table class="{css}">{top}<tbody>{chr(10).join(out[head:])}</tbody></table>'


def page(title: str, body: str, css: str = "") -> str:
    style = f"<style>{css}</style>" if css else ""
    head = f'<head><meta charset="utf-8"><title>{title}</title>{style}</head>'
    return f'<!doctype html><html lang="en">{head}{body}</html>\n'


def pdf(body: str, css: str) -> bytes:
    made = weasyprint.HTML(string=page("", f"<body>{body}</body>", css)).write_pdf()
    assert made
    return made


def markdown(text: str) -> str:
    out = []
    for kind, value in pieces(text):
        if kind == "-":
            out.append("\n".join(f"* {item}" for item in value))
        elif kind == "|":
            out.append(markdown_table(value))
        else:
            out.append("#" * int(kind[1:] or 0) + " " + value if kind != "p" else value)
    return "\n\n".join(out) + "\n"


def markdown_table(rows: Rows) -> str:
    width = max(map(len, rows))
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]).replace("\n", "<br>") + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


def text(prose: str, width: int = 78) -> str:
    out = []
    for kind, value in pieces(prose):
        if kind == "-":
            out.append("\n".join(fold(item, width, "  - ", "    ") for item in value))
        elif kind == "|":
            out.append("\n".join("    ".join(row) for row in value))
        else:
            out.append(fold(value.upper() if kind == "h1" else value, width))
    return "\n\n".join(out) + "\n"


def fold(line: str, width: int, first: str = "", rest: str = "") -> str:
    return textwrap.fill(line, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def word(landscape: bool = False, font: str = "Calibri", header: str = "", footer: str = "") -> Document:
    made = docx.Document()
    made.core_properties.author = ""
    made.core_properties.created = made.core_properties.modified = datetime(2025, 1, 1)
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = font, Pt(10)  # type: ignore[attr-defined]
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = header, footer
    return made


def write_word(made: Document, prose: str) -> None:
    for kind, value in pieces(prose):
        if kind == "-":
            for item in value:
                made.add_paragraph(item, style="List Bullet")
        elif kind == "|":
            word_table(made, value, head=0)
        elif kind == "p":
            made.add_paragraph(value)
        else:
            made.add_heading(value, int(kind[1:]))


def word_table(
    made: Document, rows: Rows, head: int = 1, widths: Sequence[float] = (), merges: Iterable[tuple[int, ...]] = ()
) -> None:
    """A grid; a row of one cell spans the table; `merges` are (top, left, bottom, right)."""
    columns = max(map(len, rows))
    grid = made.add_table(len(rows), columns, style="Table Grid")
    for y, row in enumerate(rows):
        cells = grid.rows[y].cells
        for x, value in enumerate(row):
            lines = value.split("\n")
            cells[x].text = lines[0]
            for line in lines[1:]:
                cells[x].add_paragraph(line)
            if widths:
                cells[x].width = Cm(widths[x])
        if len(row) == 1 and columns > 1:
            cells[0].merge(cells[-1])
        if y < head:
            grid.rows[y]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            for run in (run for cell in cells for p in cell.paragraphs for run in p.runs):
                run.bold = True
    for top, left, bottom, right in merges:
        grid.cell(top, left).merge(grid.cell(bottom, right))
    made.add_paragraph()


def bold(made: Document, words: str, then: str = "") -> None:
    paragraph = made.add_paragraph()
    paragraph.add_run(words).bold = True
    paragraph.add_run(then)


def saved(made: Document) -> bytes:
    for part in made.element.body.iter(qn("w:proofErr")):
        part.getparent().remove(part)
    buffer = io.BytesIO()
    made.save(buffer)
    return steady(buffer.getvalue())


def first(value: Any) -> str:
    """The printed wording of an owner, a deadline or a status in a plan file."""
    if isinstance(value, list):
        return value[0] if value else ""
    return value or ""


def when(action: dict[str, Any]) -> str:
    return action.get("tbc") or action.get("cell", first(action.get("by")))
