"""Excel workbooks: each visible sheet as a table, values as a person sees them."""

import datetime as dt
import io
import re
import zipfile
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles.colors import COLOR_INDEX, Color
from openpyxl.utils import range_boundaries
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from goldenthread.documents.blocks import Block, Cell, Document, Place
from goldenthread.documents.errors import Refused
from goldenthread.documents.reading.lines import make_lines
from goldenthread.documents.reading.sheets import MAX_CELLS, TOO_LARGE, sheet_blocks

MAX_COLUMNS, MAX_ROWS = 200, 20_000
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
THEME_ORDER = ["lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6"]


def read(content: bytes) -> Document:
    refuse_huge(content)
    book = load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    theme = theme_colours(book.loaded_theme)
    blocks: list[Block] = []
    hidden = {"hidden_sheets": 0, "hidden_rows": 0}
    for number, sheet in enumerate(book.worksheets, 1):
        if sheet.sheet_state != "visible":
            hidden["hidden_sheets"] += 1
            continue
        blocks.extend(read_sheet(sheet, number, theme))
        hidden["hidden_rows"] += sum(1 for row in sheet.row_dimensions.values() if row.hidden)
    return Document(blocks, title=title_of(book), meta={name: count for name, count in hidden.items() if count})


def title_of(book: Workbook) -> str:
    return str(book.properties.title or "")


def refuse_huge(content: bytes) -> None:
    """Counts cells without building them: the library needs about a kilobyte for each."""
    cells = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                with archive.open(name) as part:
                    while piece := part.read(1 << 20):
                        cells += piece.count(b"<c ") + piece.count(b":c ")
    if cells > MAX_CELLS:
        raise Refused(TOO_LARGE)


def read_sheet(sheet: Worksheet, number: int, theme: list[str]) -> list[Block]:
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    rows: list[list[Cell | None]] = []
    hidden_columns = columns_hidden(sheet)
    for cells in sheet.iter_rows(max_row=min(sheet.max_row, MAX_ROWS), max_col=min(sheet.max_column, MAX_COLUMNS)):
        if sheet.row_dimensions[cells[0].row].hidden:
            continue
        row = [read_cell(cell, sheet, number, theme) for cell in cells if cell.column not in hidden_columns]
        for cell in row:
            if cell and (area := merged.get((cell.place.row or 0, cell.place.column or 0))):
                cell.colspan = sum(column not in hidden_columns for column in range(area.min_col, area.max_col + 1))
                cell.rowspan = visible_rows(sheet, area.min_row, area.max_row)
        rows.append(row)
    return sheet_blocks(rows, Place(sheet=sheet.title, table=number), name=sheet.title, header_row=header_row(sheet))


def visible_rows(sheet: Worksheet, first: int, last: int) -> int:
    return sum(not sheet.row_dimensions[row].hidden for row in range(first, min(last, MAX_ROWS) + 1))


def columns_hidden(sheet: Worksheet) -> set[int]:
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min:
            hidden.update(range(dimension.min, min(dimension.max or dimension.min, MAX_COLUMNS) + 1))
    return hidden


def header_row(sheet: Worksheet) -> int:
    """The last heading row, from 1, where the sheet marks it by a filter, a table or a repeated title; else 0."""
    if sheet.auto_filter.ref:
        return int(range_boundaries(sheet.auto_filter.ref)[1] or 0)
    for table in sheet.tables.values():
        return int(range_boundaries(table.ref)[1] or 0)
    if sheet.print_title_rows:
        return int(re.findall(r"\d+", sheet.print_title_rows)[-1])
    return 0


def read_cell(cell: Any, sheet: Worksheet, number: int, theme: list[str]) -> Cell | None:
    if isinstance(cell, MergedCell):
        return None
    place = Place(sheet=sheet.title, table=number, row=cell.row, column=cell.column)
    if cell.value is None and not cell.has_style:
        return Cell(place=place)
    return Cell(make_lines(shown(cell), place, bold=bool(cell.font.b)), place=place, fill=fill(cell, theme))


def shown(cell: SheetCell) -> str:
    """The value as the sheet shows it: dates by their number format, percentages as such."""
    value, form = cell.value, cell.number_format or ""
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return date_text(value, form)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float):
        return number_text(value, form)
    return str(value)


def date_text(value: dt.date, form: str) -> str:
    """As much of the date as the format shows; "m" beside hours means minutes."""
    form = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", form).lower()
    if "d" in form or "h" in form or not re.search("[my]", form):
        return f"{value.day} {value:%B %Y}"
    return f"{value:%B %Y}" if "m" in form else f"{value:%Y}"


def number_text(value: float, form: str) -> str:
    if "%" in form:
        return f"{value * 100:.10g}%"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def fill(cell: SheetCell, theme: list[str]) -> str:
    if not cell.has_style or cell.fill.fill_type != "solid":
        return ""
    colour = colour_of(cell.fill.fgColor, theme)
    return "" if colour == "ffffff" else colour


def colour_of(colour: Color, theme: list[str]) -> str:
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return colour.rgb[-6:].lower()
    if colour.type == "indexed" and colour.indexed < 64:
        return str(COLOR_INDEX[colour.indexed])[-6:].lower()
    if colour.type == "theme" and colour.theme < len(theme):
        return tinted(theme[colour.theme], colour.tint)
    return ""


def tinted(colour: str, tint: float) -> str:
    parts = [int(colour[place : place + 2], 16) for place in (0, 2, 4)]
    mixed = [part * (1 + tint) if tint < 0 else part + (255 - part) * tint for part in parts]
    return "".join(f"{min(255, max(0, round(part))):02x}" for part in mixed)


def theme_colours(xml: bytes | None) -> list[str]:
    if not xml:
        return []
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    colours = []
    for name in THEME_ORDER:
        node = root.find(f".//{DRAWING}{name}/*")
        colours.append(
            str(node.get("lastClr") or node.get("val") or "ffffff").lower() if node is not None else "ffffff"
        )
    return colours
