"""Markdown with tables as GitHub writes them; also when a scanner wrote it, with tabs and HTML inside."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from goldenthread.documents.blocks import Block, Cell, Document, Line, Place
from goldenthread.documents.decoding import decode
from goldenthread.documents.reading import text as plain
from goldenthread.documents.reading.grid import Grid
from goldenthread.documents.reading.html import fragment_blocks
from goldenthread.documents.reading.lines import MARKER, make_lines, tidy

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
FRONT_MATTER = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read(content: bytes) -> Document:
    source = decode(content).replace("\r\n", "\n").replace("\r", "\n")
    title = ""
    if front := FRONT_MATTER.match(source):
        stated = re.search(r"^title:\s*(.+)$", front[1], re.MULTILINE)
        title = stated[1].strip("\"' ") if stated else ""
        source = "\n" * front[0].count("\n") + source[front.end() :]
    rows = plain.rows_of(source)
    return Document(list(blocks_of(rows)), title=title, pages=rows[-1].place.page)


def blocks_of(rows: list[plain.Row]) -> Iterator[Block]:
    """Lines with tabs and HTML tables are read as in plain text, everything between them as Markdown."""
    for is_table, part in plain.html_tables(rows):
        if is_table:
            yield from plain.blocks_of(part)
            continue
        for has_tabs, group in groupby(plain.join_table_lines(part), key=lambda pair: pair[0] == "tabs"):
            lines = [row for _, row in group]
            yield from plain.plain_blocks(lines) if has_tabs else Reader(lines).read()


class Reader:
    """Goes through the parser's tokens; ``rows`` say where each line of the source stands."""

    def __init__(self, rows: list[plain.Row]) -> None:
        self.rows = rows
        self.tokens = PARSER.parse("\n".join(row.text for row in rows))
        self.blocks: list[Block] = []
        self.depth = -1
        self.level = 0
        self.marker = ""
        self.grid: Grid | None = None
        self.header_rows = 0

    def read(self) -> list[Block]:
        for token in self.tokens:
            handler: Any = getattr(self, f"_{token.type}", None)
            if handler:
                handler(token)
        return self.blocks

    def place(self, token: Token) -> Place:
        return self.rows[token.map[0]].place if token.map else Place()

    def _heading_open(self, token: Token) -> None:
        self.level = int(token.tag[1])

    def _heading_close(self, token: Token) -> None:
        self.level = 0

    def _bullet_list_open(self, token: Token) -> None:
        self.depth += 1

    def _bullet_list_close(self, token: Token) -> None:
        self.depth -= 1

    _ordered_list_open, _ordered_list_close = _bullet_list_open, _bullet_list_close

    def _list_item_open(self, token: Token) -> None:
        self.marker = f"{token.info}{token.markup}" if token.info else "•"

    def _list_item_close(self, token: Token) -> None:
        self.marker = ""

    def _table_open(self, token: Token) -> None:
        self.grid, self.table_place, self.header_rows = Grid(), self.place(token), 0

    def _thead_close(self, token: Token) -> None:
        self.header_rows = int(any(cell and cell.lines for row in (self.grid or Grid()).rows for cell in row))

    def _tr_open(self, token: Token) -> None:
        if self.grid:
            self.grid.start_row()
            self.row_place = replace(self.place(token), row=len(self.grid.rows))

    def _table_close(self, token: Token) -> None:
        if self.grid:
            self.blocks.append(self.grid.finish(self.table_place, header_rows=self.header_rows))
        self.grid = None

    def _inline(self, token: Token) -> None:
        if self.grid:
            place = replace(self.row_place, column=len(self.grid.rows[-1]) + 1)
            self.grid.add(Cell(self._lines(token, place), place=place))
        else:
            self.blocks.extend(self._lines(token, self.place(token)))

    def _html_block(self, token: Token) -> None:
        self.blocks.extend(fragment_blocks(token.content, self.place(token)))

    def _fence(self, token: Token) -> None:
        self.blocks.extend(make_lines(token.content, self.place(token)))

    _code_block = _fence

    def _lines(self, token: Token, place: Place) -> list[Line]:
        text, bold = inline_text(token.children or [], in_table=self.grid is not None)
        depth, marker, self.marker = max(0, self.depth), self.marker, ""
        return make_lines(text, place, level=self.level, marker=marker, depth=depth, bold=bold)


def inline_text(tokens: list[Token], *, in_table: bool) -> tuple[str, bool]:
    """The words without their marks, and whether all of them are bold."""
    text, bold_until_now, strong = "", True, 0
    for index, token in enumerate(tokens):
        piece = _piece(token)
        if token.type == "softbreak" and index + 1 < len(tokens) and MARKER.match(tokens[index + 1].content):
            piece = "\n"
        strong += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        bold_until_now = bold_until_now and (strong > 0 or not piece.strip())
        text += piece
    return text.replace("**", ""), bold_until_now and bool(tidy(text))


def _piece(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak" or (token.type == "html_inline" and BREAK.match(token.content)):
        return "\n"
    return token.content if token.type in ("text", "code_inline") else ""
