"""Web pages, and pieces of HTML inside other texts."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from goldenthread.documents.blocks import Block, Cell, Document, Line, Place, Table
from goldenthread.documents.decoding import decode
from goldenthread.documents.reading.counting import format_number
from goldenthread.documents.reading.grid import Grid
from goldenthread.documents.reading.lines import flatten, make_lines, split_marker, split_run, tidy

DROPPED = frozenset(
    """script style template noscript head nav svg math iframe object embed audio video canvas
    input select textarea button img map dialog""".split()  # noqa: SIM905
)
BLOCKS = frozenset(
    """html body div section article main aside header footer address blockquote center details summary dl dt
    dd figure figcaption fieldset form legend p pre ul ol li table hr h1 h2 h3 h4 h5 h6""".split()  # noqa: SIM905
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*(#[0-9a-f]{3,6}|rgb\([^)]*\)|[a-z]+)", re.IGNORECASE)
COLOUR_WORDS = {"red": "ff0000", "green": "008000", "lime": "00ff00", "yellow": "ffff00", "orange": "ffa500",
                "amber": "ffbf00", "blue": "0000ff", "grey": "808080", "gray": "808080"}  # fmt: skip
MAX_DEPTH = 400


def read(content: bytes) -> Document:
    soup = BeautifulSoup(decode(content), "lxml")
    title = tidy(soup.title.get_text()) if soup.title else ""
    return Document(blocks_of(soup), title=title)


def blocks_of(soup: BeautifulSoup, place: Place | None = None) -> list[Block]:
    walker = Walker(place)
    walker.walk(soup)
    walker.flush()
    return walker.blocks


def fragment_blocks(text: str, place: Place) -> list[Block]:
    return blocks_of(BeautifulSoup(text, "lxml"), place)


def fragment_lines(text: str, place: Place) -> list[Line]:
    return flatten(fragment_blocks(text, place))


class Walker:
    """Goes through a tree of elements and writes down the blocks it meets."""

    def __init__(self, place: Place | None = None) -> None:
        self.blocks: list[Block] = []
        self.place = place
        self.tables = 0
        self.lists: list[Iterator[str]] = []
        self._text: list[tuple[str, bool]] = []
        self._here = place or Place()
        self._marker = ""
        self._handlers: dict[str, Callable[[Tag, bool, int], None]] = {
            "table": self._table,
            "ul": self._list,
            "ol": self._list,
            "li": self._item,
            "pre": self._pre,
            "dl": self._terms,
        }

    def walk(self, node: Tag, bold: bool = False, deep: int = 0) -> None:
        for child in node.children:
            if isinstance(child, Tag):
                if child.name not in DROPPED and not is_hidden(child) and deep < MAX_DEPTH:
                    self._element(child, bold, deep + 1)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self._text.append((re.sub(r"\s+", " ", child), bold))

    def _element(self, tag: Tag, bold: bool, deep: int) -> None:
        name = tag.name
        if name == "br":
            self._text.append(("\n", bold))
        elif name not in BLOCKS:
            self.walk(tag, bold or name in ("b", "strong"), deep)
        else:
            self.flush()
            self._here = self.place or Place(line=tag.sourceline)
            if handler := self._handlers.get(name):
                handler(tag, bold, deep)
            else:
                self.walk(tag, bold, deep)
                self.flush(HEADINGS.get(name, 0))

    def flush(self, level: int = 0) -> None:
        """Ends the paragraph that is being gathered."""
        text = "".join(piece for piece, _ in self._text)
        bold = bool(text.strip()) and all(is_bold for piece, is_bold in self._text if piece.strip())
        self._text = []
        if not text.strip():
            return
        marker, printed = self._marker, split_marker(tidy(text))[0]
        depth = max(0, len(self.lists) - 1)
        lines = make_lines(text, self._here, level=level, marker="" if printed else marker, depth=depth, bold=bold)
        self.blocks.extend(lines)
        self._marker = ""

    def _list(self, tag: Tag, bold: bool, deep: int) -> None:
        if not tag.find("li"):
            self._run_together(tag)
            return
        self.lists.append(list_markers(tag))
        self.walk(tag, bold, deep)
        self.flush()
        self.lists.pop()

    def _run_together(self, tag: Tag) -> None:
        """A list whose items a scanner has run together: "1. One 2. Two"."""
        for piece in split_run(tag.get_text(" ")):
            self.blocks.extend(make_lines(re.sub(r"\s+", " ", piece), self._here))

    def _item(self, tag: Tag, bold: bool, deep: int) -> None:
        self._marker = item_marker(tag, self.lists[-1]) if self.lists else "•"
        self.walk(tag, bold, deep)
        self.flush()
        self._marker = ""

    def _terms(self, tag: Tag, bold: bool, deep: int) -> None:
        """Terms and what is said of each are a table of two columns; any other list of them is running text."""
        pairs = term_pairs(tag)
        if len(pairs) < 2 or tag.find(["table", "dl", "h1", "h2", "h3", "h4", "h5", "h6"]):
            self.walk(tag, bold, deep)
            self.flush()
            return
        self.tables += 1
        place, grid = replace(self._here, table=self.tables), Grid()
        for number, (term, meaning) in enumerate(pairs, 1):
            grid.start_row()
            for cell_tag in (term, meaning):
                _add_cell(grid, cell_tag, tag, replace(place, row=number))
        self.blocks.append(grid.finish(place))

    def _pre(self, tag: Tag, bold: bool, deep: int) -> None:
        self._text.append((tag.get_text(), bold))
        self.flush()

    def _table(self, tag: Tag, bold: bool, deep: int) -> None:
        if is_layout(tag):
            self.walk_layout(tag, bold, deep)
            return
        self.tables += 1
        place = replace(self._here, table=self.tables)
        table = read_table(tag, place)
        if table.rows:
            self.blocks.append(table)

    def walk_layout(self, tag: Tag, bold: bool, deep: int) -> None:
        for row in own_rows(tag):
            for cell in row.find_all(["td", "th"], recursive=False):
                self.walk(cell, bold, deep)
                self.flush()


def term_pairs(tag: Tag) -> list[tuple[Tag, Tag]]:
    """Each <dt> with the one <dd> behind it; nothing where the list is not made of such pairs."""
    parts = [part for part in tag.find_all(["dt", "dd"]) if not is_hidden(part)]
    names = [part.name for part in parts]
    if names != ["dt", "dd"] * (len(parts) // 2):
        return []
    return list(zip(parts[::2], parts[1::2], strict=True))


def is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or bool(HIDDEN_STYLE.search(str(tag.get("style", ""))))


def is_layout(table: Tag) -> bool:
    """Tables that only arrange a page hold other tables in a single row or column."""
    if table.get("role") == "presentation":
        return True
    rows = own_rows(table)
    narrow = all(len(row.find_all(["td", "th"], recursive=False)) <= 1 for row in rows)
    return bool(table.find("table")) and (narrow or len(rows) == 1)


def own_rows(table: Tag) -> list[Tag]:
    rows: list[Tag] = []
    for child in table.find_all(["tr", "thead", "tbody", "tfoot"], recursive=False):
        rows.extend([child] if child.name == "tr" else child.find_all("tr", recursive=False))
    return [row for row in rows if not is_hidden(row)]


def read_table(tag: Tag, place: Place) -> Table:
    grid, header_rows = Grid(), 0
    for number, row in enumerate(own_rows(tag), 1):
        cells = row.find_all(["td", "th"], recursive=False)
        if not cells:
            continue
        grid.start_row()
        if header_rows == len(grid.rows) - 1 and is_header(row, cells):
            header_rows += 1
        for cell in cells:
            _add_cell(grid, cell, row, replace(place, row=number))
    caption = tag.find("caption", recursive=False)
    return grid.finish(place, header_rows=header_rows, name=tidy(caption.get_text(" ")) if caption else "")


def is_header(row: Tag, cells: list[Tag]) -> bool:
    in_head = row.parent is not None and row.parent.name == "thead"
    return in_head or (len(cells) > 1 and all(cell.name == "th" for cell in cells))


def _add_cell(grid: Grid, tag: Tag, row: Tag, place: Place) -> None:
    cell = Cell(colspan=span(tag, "colspan"), rowspan=span(tag, "rowspan"), fill=fill(tag) or fill(row))
    if cell.rowspan == 0:
        cell.rowspan = 10_000
    cell.place = replace(place, column=grid.add(cell) + 1)
    walker = Walker(cell.place)
    walker.walk(tag)
    walker.flush()
    cell.lines = flatten(walker.blocks)


def span(tag: Tag, name: str) -> int:
    text = str(tag.get(name, "1")).strip()
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def fill(tag: Tag) -> str:
    match = BACKGROUND.search(str(tag.get("style", "")))
    return hex_colour(match[1] if match else str(tag.get("bgcolor", "")))


def hex_colour(text: str) -> str:
    """ "#F00", "rgb(255, 0, 0)" and "red" as "ff0000"; white and what we do not know as nothing."""
    text = text.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        colour = "".join(digit * 2 for digit in text[1:])
    elif re.fullmatch(r"#?[0-9a-f]{6}", text):
        colour = text.lstrip("#")
    elif len(parts := re.findall(r"\d+", text)) >= 3:
        colour = "".join(f"{min(int(part), 255):02x}" for part in parts[:3])
    else:
        colour = COLOUR_WORDS.get(text, "")
    return "" if colour == "ffffff" else colour


def list_markers(tag: Tag) -> Iterator[str]:
    if tag.name == "ul":
        while True:
            yield "•"
    number = span(tag, "start")
    while True:
        yield format_number(number, LIST_TYPES.get(str(tag.get("type", "")), "decimal")) + "."
        number += 1


def item_marker(tag: Tag, markers: Iterator[str]) -> str:
    marker = next(markers)
    return f"{tag['value']}." if str(tag.get("value", "")).isdecimal() else marker
