"""A document as Markdown, and as the text that optical recognition of its pages leaves behind."""

import textwrap
from collections.abc import Iterator

from .blocks import (
    Block,
    Bullets,
    Cell,
    Contents,
    Document,
    Heading,
    PageBreak,
    Para,
    Picture,
    Table,
    cell,
    grid,
    label,
    lines,
    plain,
)


def markdown_row(cells: list[str]) -> str:
    return "| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |"


def markdown_table(table: Table) -> str:
    """Merged cells are printed where they begin and left empty elsewhere."""
    rows = [["<br>".join(lines(one)) if begins else "" for one, begins in row] for row in grid(table)]
    return "\n".join([markdown_row(rows[0]), "|" + " --- |" * len(rows[0]), *map(markdown_row, rows[1:])])


def markdown_block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {text}"
        case Para(text) | Picture(text):
            return text
        case Bullets(items, numbers, start):
            return "\n".join(f"{label(numbers, start + i) if numbers else '-'} {item}" for i, item in enumerate(items))
        case Table():
            return markdown_table(block)
        case Contents(entries, title):
            return "\n".join([f"## {title}", "", *(f"- {text}" for text, _ in entries)])
        case PageBreak():
            return "---"
    raise TypeError(block)


def markdown(document: Document) -> str:
    return "\n\n".join(markdown_block(block) for block in document.blocks) + "\n"


def ocr_cell(one: Cell) -> str:
    if one.numbers:
        return f"<ol> {' '.join(lines(one))} </ol>"
    return " ".join(plain(line) for line in lines(one))


class Pages:
    """Lines on pages of a set length, with the running header and footer between them."""

    def __init__(self, document: Document, length: int, first_page: int = 1) -> None:
        self.document, self.length, self.number = document, length, first_page
        self.out: list[str] = []
        self.used = 0

    def put(self, line: str, width: int = 105, lines: int = 0) -> None:
        self.out.append(line)
        self.used += lines or max(1, -(-len(line) // width))

    def room(self) -> int:
        return self.length - self.used

    def turn(self) -> None:
        if self.document.footer:
            self.out += ["", self.document.footer.replace("#", str(self.number))]
        self.number += 1
        self.used = 0
        self.out.append("")
        if self.document.header:
            self.out += [self.document.header.replace("#", str(self.number)), ""]


def cut(text: str, where: int) -> tuple[str, str]:
    """Two parts, cut between words before a place."""
    if len(text) <= where:
        return text, ""
    at = text.rfind(" ", 0, where)
    return (text[:at], text[at + 1 :]) if at > 0 else (text, "")


def ocr_table(table: Table, pages: Pages, repeat: bool) -> None:
    """Rows as tab-separated cells. A row that does not fit is cut where the page ends, in the middle of a sentence."""
    places = grid(table)
    shares = table.widths or [100 / len(places[0])] * len(places[0])
    rows = [[ocr_cell(one) if begins else "" for one, begins in row] for row in places]
    banners = [all(cell(c).cols == len(shares) for c in row) for row in table.rows]
    heads = ["\t".join(row).rstrip("\t") for row in rows[: table.head]]
    for head in heads:
        pages.put(head)
    for row, banner in zip(rows[table.head :], banners[table.head :], strict=True):
        measures = [105] if banner else [max(8, int(105 * share / 100)) for share in shares]
        left = row[:1] if banner else row
        while True:
            need = max(-(-len(text) // width) for text, width in zip(left, measures, strict=True))
            if need <= pages.room():
                break
            parts = [cut(text, pages.room() * width) for text, width in zip(left, measures, strict=True)]
            if pages.room() > 1 and not banner:
                pages.put("\t".join(part for part, _ in parts), lines=pages.room())
                left = [rest for _, rest in parts]
            pages.turn()
            for head in heads if repeat else []:
                pages.put(head)
        pages.put("\t".join(left), lines=need)


def ocr(document: Document, length: int = 48, repeat: bool = True, bullet: str = "•", bold: bool = False) -> str:
    """Text as recognised from pages: no marks for headings, tables as tabs, page headers and footers in between."""
    pages = Pages(document, length)
    for block in document.blocks:
        match block:
            case Table():
                ocr_table(block, pages, repeat)
                pages.put("")
            case PageBreak():
                pages.turn()
            case Contents(entries, title):
                for line in [title, "", *(f"{text} {'.' * (70 - len(text))} {page}" for text, page in entries), ""]:
                    pages.put(line)
            case Bullets(items, numbers, start):
                for i, item in enumerate(items):
                    mark = label(numbers, start + i) if numbers else bullet
                    pages.put(f"{mark} {item if bold else plain(item)}")
                pages.put("")
            case Heading(text):
                pages.put(plain(text))
                pages.put("")
            case Para(text) | Picture(text):
                for line in text.split("\n"):
                    pages.put(line if bold else plain(line))
                pages.put("")
        if pages.room() <= 0:
            pages.turn()
    return "\n".join(pages.out) + "\n"


def wrapped(text: str, width: int = 78) -> str:
    """The same text with every long line folded, as a mail or an old word processor leaves it."""
    return "\n".join(
        "\n".join(textwrap.wrap(line, width, break_on_hyphens=False)) if len(line) > width else line
        for line in text.split("\n")
    )


def hyphenated(text: str, width: int = 46) -> str:
    """Folded narrowly as a newspaper column is, with long words of letters cut by a hyphen at the end of a line."""
    return "\n".join(
        "\n".join(narrow(line.split(" "), width)) if len(line) > width else line for line in text.split("\n")
    )


def narrow(words: list[str], width: int) -> Iterator[str]:
    line = ""
    for word in words:
        room = width - len(line) - 2
        if line and len(line) + 1 + len(word) > width:
            if word.isalpha() and word.islower() and len(word) > 8 and 3 <= room <= len(word) - 3:
                yield f"{line} {word[:room]}-"
                line = word[room:]
            else:
                yield line
                line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
