"""A document as a web page, and through WeasyPrint as a PDF."""

from html import escape

import weasyprint

from .blocks import Bullets, Cell, Contents, Document, Heading, PageBreak, Para, Picture, Table, cell, runs

PAGE_CSS = """
body { font-family: "Liberation Sans", sans-serif; font-size: 10pt; line-height: 1.35; }
h1 { font-size: 17pt; color: #1c3f60; } h2 { font-size: 13pt; color: #1c3f60; } h3 { font-size: 11pt; }
table { border-collapse: collapse; width: 100%; margin: 8pt 0; font-size: 9pt; }
th, td { border: 0.6pt solid #666; padding: 3pt 4pt; vertical-align: top; text-align: left; }
th { background: #d9e3ec; } thead { display: table-header-group; }
td p, th p, td ul, td ol { margin: 0 0 2pt; padding-left: 0; } td ul, td ol { padding-left: 12pt; }
.break { break-after: page; } .small { font-size: 8pt; color: #444; } .centre { text-align: center; }
.Title { font-size: 22pt; font-weight: bold; color: #1c3f60; margin: 30pt 0 6pt; }
.Subtitle, .lead { font-size: 14pt; font-weight: bold; }
.contents { list-style: none; padding: 0; } .contents span { float: right; }
"""


def inline(text: str) -> str:
    tags = {"b": "strong", "i": "em"}
    return "".join(f"<{tags[s]}>{escape(t, False)}</{tags[s]}>" if s else escape(t, False) for t, s in runs(text))


def listing(items: list[str], numbers: str = "", start: int = 1) -> str:
    body = "".join(f"<li>{inline(item)}</li>" for item in items)
    if not numbers:
        return f"<ul>{body}</ul>"
    first = f' start="{start}"' if start != 1 else ""
    kind = f' type="{numbers[0]}"' if numbers[0] != "1" else ""
    return f"<ol{kind}{first}>{body}</ol>"


def cell_body(one: Cell) -> str:
    rows = one.text.split("\n") if one.text else []
    if one.numbers:
        return listing(rows, one.numbers, one.start)
    if len(rows) == 1 and not rows[0].startswith("- "):
        return inline(rows[0])
    out, bullets = [], []
    for row in [*rows, ""]:
        if row.startswith("- "):
            bullets.append(row[2:])
            continue
        if bullets:
            out.append(listing(bullets))
            bullets = []
        if row:
            out.append(f"<p>{inline(row)}</p>")
    return "".join(out)


def table_html(table: Table) -> str:
    out = []
    for y, row in enumerate(table.rows):
        tag = "th" if y < table.head else "td"
        cells = []
        for one in map(cell, row):
            span = (f' colspan="{one.cols}"' if one.cols > 1 else "") + (
                f' rowspan="{one.rows}"' if one.rows > 1 else ""
            )
            style = f' style="background:#{one.fill}"' if one.fill else ""
            body = cell_body(one)
            cells.append(f"<{tag}{span}{style}>{f'<strong>{body}</strong>' if one.bold else body}</{tag}>")
        out.append("<tr>" + "".join(cells) + "</tr>")
    widths = "".join(f'<col style="width:{w}%">' for w in table.widths)
    cols = f"<colgroup>{widths}</colgroup>" if widths else ""
    head, body = "\n".join(out[: table.head]), "\n".join(out[table.head :])
    thead = f"<thead>\n{head}\n</thead>\n" if head else ""
    name = f' class="{table.css}"' if table.css else ""
    return f"<table{name}>{cols}\n{thead}<tbody>\n{body}\n</tbody>\n</table>"


def block_html(block: object) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{inline(text)}</h{level}>"
        case Para(text, style):
            return f'<p class="{style}">{inline(text)}</p>' if style else f"<p>{inline(text)}</p>"
        case Bullets(items, numbers, start):
            return listing(items, numbers, start)
        case Table():
            return table_html(block)
        case Contents(entries, title):
            rows = "".join(f"<li>{inline(text)} <span>{page}</span></li>" for text, page in entries)
            return f'<h2>{title}</h2>\n<ul class="contents">{rows}</ul>'
        case PageBreak():
            return '<div class="break"></div>'
        case Picture(alt):
            return f'<p class="centre">[{escape(alt)}]</p>'
    raise TypeError(block)


def body_html(document: Document) -> str:
    return "\n".join(block_html(block) for block in document.blocks)


def page_html(document: Document, css: str = "", before: str = "", after: str = "") -> str:
    """A web page: `before` and `after` stand for the site's own header, navigation and footer."""
    style = f"<style>{css}</style>\n" if css else ""
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(document.title)}</title>\n{style}</head>\n<body>\n"
        f"{before}\n<main>\n{body_html(document)}\n</main>\n{after}\n</body>\n</html>\n"
    )


def pdf(document: Document, css: str = "", size: str = "A4", before: str = "") -> bytes:
    """A PDF with the running header and footer on every page."""
    page = (
        f'@page {{ size: {size}; margin: 20mm 15mm; @top-left {{ content: "{document.header}"; font-size: 8pt; }}'
        f' @bottom-left {{ content: "{document.footer}"; font-size: 8pt; }}'
        ' @bottom-right { content: "Page " counter(page) " of " counter(pages); font-size: 8pt; } }'
    )
    return weasyprint.HTML(string=page_html(document, page + PAGE_CSS + css, before)).write_pdf()
