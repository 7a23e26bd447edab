"""A document as Markdown from the recognition of its pages: HTML tables that end with the page and begin anew."""

from html import escape

from .as_html import inline
from .as_text import Pages, cut
from .blocks import (
    Bullets,
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
)

Lines = list[str]


def height(found: Lines, width: int) -> int:
    return sum(max(1, -(-len(line) // width)) for line in found)


def parted(found: Lines, room: int, width: int) -> tuple[Lines, Lines]:
    """What fits into the room and what is left; the line at the edge is cut between two words."""
    kept: Lines = []
    for i, line in enumerate(found):
        left = room - height(kept, width)
        if height([line], width) <= left:
            kept.append(line)
            continue
        head, tail = cut(line, left * width) if left > 0 else ("", line)
        return ([*kept, head] if head else kept), ([tail] if tail else []) + found[i + 1 :]
    return kept, []


class Scan:
    """Writes pages of a set length. `listed` chooses how the lines of a cell are kept apart."""

    def __init__(self, document: Document, length: int, listed: str = "br", th: bool = True) -> None:
        self.document, self.listed, self.th = document, listed, th
        self.pages = Pages(document, length)

    def body(self, found: Lines) -> str:
        texts = [inline(line) for line in found]
        if len(texts) < 2 or self.listed == "br":
            return "<br>".join(texts)
        if self.listed == "p":
            return " ".join(f"<p>{text}</p>" for text in texts)
        return f'<ol style="list-style-type: none"> {" ".join(f"<li>{text}</li>" for text in texts)} </ol>'

    def row(self, cells: list[Lines], tag: str = "td", cols: int = 1) -> str:
        span = f' colspan="{cols}"' if cols > 1 else ""
        return f"<tr>{''.join(f'<{tag}{span}>{self.body(found)}</{tag}>' for found in cells)}</tr>"

    def begin(self, heads: list[str]) -> None:
        self.pages.put("<table>")
        for head in heads:
            self.pages.put(head)

    def turn(self, heads: list[str]) -> None:
        self.pages.put("</table>")
        self.pages.turn()
        self.begin(heads)

    def table(self, block: Table, repeat: bool) -> None:
        places = grid(block)
        shares = block.widths or [100 / len(places[0])] * len(places[0])
        widths = [max(8, int(100 * share / 100)) for share in shares]
        rows = [[lines(one) if begins else [] for one, begins in row] for row in places]
        heads = [self.row(row, "th" if self.th else "td") for row in rows[: block.head]]
        self.begin(heads)
        for source, row in zip(block.rows[block.head :], rows[block.head :], strict=True):
            if all(cell(c).cols == len(shares) for c in source):
                self.banner(row[0], len(shares), heads if repeat else [])
            else:
                self.cut_row(row, widths, heads if repeat else [])
        self.pages.put("</table>")

    def banner(self, text: Lines, cols: int, heads: list[str]) -> None:
        if self.pages.room() < 3:
            self.turn(heads)
        self.pages.put(self.row([text], cols=cols))

    def cut_row(self, row: list[Lines], widths: list[int], heads: list[str]) -> None:
        while any(row):
            need = max(height(found, width) for found, width in zip(row, widths, strict=True))
            if need <= self.pages.room():
                self.pages.put(self.row(row), lines=need)
                return
            room = self.pages.room()
            parts = [parted(found, room, width) for found, width in zip(row, widths, strict=True)]
            if room > 1 and any(head for head, _ in parts):
                self.pages.put(self.row([head for head, _ in parts]), lines=room)
                row = [tail for _, tail in parts]
            self.turn(heads)

    def block(self, block: object, repeat: bool) -> None:
        put = self.pages.put
        match block:
            case Heading(text, level):
                put(f"{'#' * level} {text}")
            case Para(text):
                for line in text.split("\n"):
                    put(line)
            case Picture(alt):
                put(f"![{alt}](img-{self.pages.number}.jpeg)")
            case Bullets(items, numbers, start):
                for i, item in enumerate(items):
                    put(f"{label(numbers, start + i) if numbers else '-'} {item}")
            case Contents(entries, title):
                for line in [f"# {title}", "", *(f"{escape(text, False)} {page}" for text, page in entries)]:
                    put(line)
            case Table():
                self.table(block, repeat)
            case PageBreak():
                self.pages.turn()
        if not isinstance(block, PageBreak):
            put("")
        if self.pages.room() <= 0:
            self.pages.turn()


def scan(document: Document, length: int = 46, repeat: bool = True, listed: str = "br", th: bool = True) -> str:
    """Headings as Markdown, tables as HTML. `repeat` prints a table's heading again on each page."""
    made = Scan(document, length, listed, th)
    for block in document.blocks:
        made.block(block, repeat)
    return "\n".join(made.pages.out) + "\n"
