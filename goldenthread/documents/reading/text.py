"""Plain text, and what scanners make of a page: tables as lines with tabs, pieces of HTML, form feeds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from goldenthread.documents.blocks import Block, Cell, Document, Line, Place
from goldenthread.documents.decoding import decode
from goldenthread.documents.reading import aligned, drawn
from goldenthread.documents.reading.grid import Grid, table_of
from goldenthread.documents.reading.html import fragment_blocks, fragment_lines
from goldenthread.documents.reading.lines import MARKER, make_lines, tidy

TAG = re.compile(r"</?(?:p|ol|ul|li|br|b|i|em|strong|u|span|div|sup|sub)\b[^>]{0,200}>", re.IGNORECASE)
TABLE_START, TABLE_END = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)
PIPE_ROW, PIPE_RULE = re.compile(r"\s*\|.*\|\s*$"), re.compile(r"[\s|:+-]*-[\s|:+-]*$")
UNDERLINE = re.compile(r"\s*(=|-|~){4,}\s*$")
WIDEST_WRAP = 120
MOST_BANDS = 4
# A line of this length that ends in the middle of a sentence was wrapped, whatever the lines around it are like.
LONG = 60
# A dash that begins a line goes on with the sentence before it, unless that has ended.
DASHES, ENDS = ("–", "—"), (".", ":", ";", "?", "!")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file: its words, its number, its page."""

    text: str
    place: Place

    @property
    def kind(self) -> str:
        inner = self.text.strip("\t ")
        if PIPE_ROW.match(self.text):
            return "pipes"
        if "\t" in inner and not is_numbered_with_tab(inner):
            return "tabs"
        return "blank" if not inner else "edged" if "\t" in (self.text[0], self.text[-1]) else "words"


def is_numbered_with_tab(text: str) -> bool:
    """Word writes a list item as its number, a tab, its words: that is no table."""
    match = MARKER.match(text)
    return bool(match) and "\t" not in text[match.end() :] if match else False


def read(content: bytes) -> Document:
    rows = rows_of(decode(content))
    pages = rows[-1].place.page if rows else None
    return Document(list(blocks_of(rows)), pages=pages)


def rows_of(text: str) -> list[Row]:
    rows, number = [], 0
    sheets = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    for page, sheet in enumerate(sheets, 1):
        lines = sheet.split("\n")
        for index, line in enumerate(lines):
            number += 1
            rows.append(Row(line, Place(page=page if len(sheets) > 1 else None, line=number)))
            if index == len(lines) - 1 and page < len(sheets):
                number -= not line
    return rows


def blocks_of(rows: list[Row]) -> Iterator[Block]:
    for is_table, part in html_tables(rows):
        if is_table:
            yield from fragment_blocks("\n".join(row.text for row in part), part[0].place)
        else:
            yield from plain_blocks(part)


def html_tables(rows: list[Row]) -> Iterator[tuple[bool, list[Row]]]:
    """Sets apart the lines from <table> to </table>."""
    open_tables, part = 0, list[Row]()
    for row in rows:
        starts, ends = len(TABLE_START.findall(row.text)), len(TABLE_END.findall(row.text))
        if starts and not open_tables:
            yield False, part
            part = []
        part.append(row)
        was_open, open_tables = open_tables or starts, max(0, open_tables + starts - ends)
        if was_open and not open_tables:
            yield True, part
            part = []
    yield bool(open_tables), part


def plain_blocks(rows: list[Row]) -> Iterator[Block]:
    kinds = with_bands(with_set_tables(list(join_table_lines(rows))))
    width = wrap_width([row for kind, row in kinds if kind == "words"])
    for kind, group in groupby(kinds, key=lambda pair: pair[0]):
        part = [row for _, row in group]
        if kind.startswith("tabs "):
            yield banded_table(part)
        elif kind == "tabs":
            yield table_of([(row.place, row.text.split("\t")) for row in part], cell_lines)
        elif kind == "pipes":
            yield pipe_table(part)
        elif kind.startswith("aligned"):
            made = aligned.rows([row.text for row in part])
            yield table_of([(part[index].place, texts) for index, texts in made], cell_lines)
        elif kind.startswith("drawn"):
            yield drawn_table(part)
        elif kind == "words":
            yield from paragraphs(part, width)


def with_bands(rows: list[tuple[str, Row]]) -> list[tuple[str, Row]]:
    """A line or a few without tabs right between lines with as many tabs are rows that span the table."""
    found = list(rows)
    places = [index for index, (kind, _) in enumerate(rows) if kind == "tabs"]
    for first, second in pairwise(places):
        between = rows[first + 1 : second]
        widths = {rows[index][1].text.count("\t") for index in (first, second)}
        anew = all(kind == "words" and not row.text.lstrip()[:1].islower() for kind, row in between)
        if 0 < len(between) <= MOST_BANDS and len(widths) == 1 and widths != {1} and anew:
            start = found[first][0] if found[first][0] != "tabs" else f"tabs {first}"
            _name_run(found, first, second, start)
    return found


def _name_run(found: list[tuple[str, Row]], first: int, second: int, name: str) -> None:
    """Give one kind to the lines of a table from its first line with tabs to its last."""
    while first and found[first - 1][0] == "tabs":
        first -= 1
    while second + 1 < len(found) and found[second + 1][0] == "tabs":
        second += 1
    for index in range(first, second + 1):
        found[index] = name, found[index][1]


def banded_table(rows: list[Row]) -> Block:
    width = max(row.text.count("\t") for row in rows) + 1
    grid = Grid()
    for number, row in enumerate(rows, 1):
        grid.start_row()
        texts = row.text.split("\t")
        for column, text in enumerate(texts, 1):
            place = replace(row.place, row=number, column=column)
            grid.add(Cell(cell_lines(text, place), width if len(texts) == 1 else 1, place=place))
    return grid.finish(rows[0].place)


def with_set_tables(rows: list[tuple[str, Row]]) -> list[tuple[str, Row]]:
    """The lines with their kinds, where those that draw a table or keep to columns are of a kind of their own."""
    texts = [drawn.with_signs(row.text) for _, row in rows]
    found = list(rows)
    for index, text in enumerate(texts):
        inside = found[index - 1][0].startswith("drawn") if index else False
        if drawn.BORDER.match(text) or (inside and drawn.INSIDE.match(text)):
            found[index] = (found[index - 1][0] if inside else f"drawn {index}", rows[index][1])
    start = 0
    for plain, group in groupby(found, key=lambda pair: pair[0] in ("words", "blank")):
        size = len(list(group))
        for first, last in aligned.regions(texts[start : start + size]) if plain else ():
            for index in range(start + first, start + last):
                found[index] = (f"aligned {start + first}", found[index][1])
        start += size
    return found


def drawn_table(rows: list[Row]) -> Block:
    made, heading = drawn.rows([drawn.with_signs(row.text) for row in rows])
    grid = Grid()
    for number, (index, cells) in enumerate(made, 1):
        grid.start_row()
        for text, width in cells:
            place = replace(rows[index].place, row=number, column=len(grid.rows[-1]) + 1)
            grid.add(Cell(cell_lines(text, place), width, place=place))
    return grid.finish(rows[0].place, header_rows=heading)


def join_table_lines(rows: list[Row]) -> Iterator[tuple[str, Row]]:
    """Each line with its kind; a tab at the edge of a line next to a table stands for an empty cell."""
    kinds = [row.kind for row in rows]
    width = 0
    for number, (kind, row) in enumerate(zip(kinds, rows, strict=True)):
        if kind == "edged":
            beside = "tabs" in kinds[max(0, number - 1) : number + 2] or row.text.count("\t") == width
            kind = "tabs" if beside else "words"
            kinds[number] = kind
        width = row.text.count("\t") if kind == "tabs" else 0 if kind == "blank" else width
        yield kind, row


def cell_lines(text: str, place: Place) -> list[Line]:
    return fragment_lines(text, place) if TAG.search(text) else marked_lines(text, place)


def pipe_table(rows: list[Row]) -> Block:
    has_rule = len(rows) > 1 and bool(PIPE_RULE.match(rows[1].text))
    kept = [row for row in rows if not PIPE_RULE.match(row.text)]
    table = table_of([(row.place, pipe_cells(row.text)) for row in kept], cell_lines)
    table.header_rows = int(has_rule)
    return table


def pipe_cells(text: str) -> list[str]:
    inner = text.strip().removeprefix("|").removesuffix("|")
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inner)]


def wrap_width(rows: list[Row]) -> int:
    """The width at which the file breaks its lines, or 0 where each paragraph is one line."""
    lengths = sorted((len(row.text.rstrip()) for row in rows if row.kind == "words"), reverse=True)
    if len(lengths) < 4 or lengths[0] > WIDEST_WRAP or lengths[0] < 36:
        return 0
    near = sum(length > lengths[0] - 12 for length in lengths)
    return lengths[0] if near >= max(3, len(lengths) // 10) else 0


def paragraphs(rows: list[Row], width: int) -> Iterator[Line]:
    gathered: list[Row] = []
    for row in rows:
        if gathered and not continues(gathered[-1].text, row.text, width):
            yield from paragraph(gathered)
            gathered = []
        if not UNDERLINE.match(row.text):
            gathered.append(row)
    yield from paragraph(gathered)


def continues(line: str, following: str, width: int) -> bool:
    """The next line goes on with this one when its first word would not have fitted here."""
    first_word = following.split()[0] if following.split() else ""
    fits = len(line.rstrip()) + 1 + len(first_word) <= width
    begins_anew = MARKER.match(following.strip()) and not (first_word in DASHES and not line.rstrip().endswith(ENDS))
    before = line.rstrip()
    if not width and following[:1].islower() and len(before) > LONG and not before.endswith((*ENDS, ",")):
        return not begins_anew
    return bool(width and first_word) and not fits and not begins_anew


def paragraph(rows: list[Row]) -> Iterable[Line]:
    if not rows:
        return []
    return cell_lines(" ".join(row.text.strip() for row in rows), rows[0].place)


def marked_lines(text: str, place: Place) -> list[Line]:
    """Stars that mean bold are not words."""
    words = tidy(text)
    bold = len(words) > 4 and words.startswith("**") and words.endswith("**")
    return make_lines(words.replace("**", ""), place, bold=bold)
