"""Tables: which of them belong to the plan, which rows are headings, and what each column is for."""

import re
from collections.abc import Sequence
from datetime import timedelta

from goldenthread.documents.blocks import Cell, Line, Table

from . import columns, schedule, wordings
from .cards import cards as turned
from .cards import guess, with_blank_heads
from .cells import filled_down, has, lines_of, lone_rows, text_of, together
from .columns import Roles
from .deadlines import Calendar, find_in_column
from .evidence import is_date
from .items import (
    Item,
)
from .priorities import named
from .table_banners import Banners
from .table_rows import BESIDE, ItemRows
from .words import joined, tidy

_OLD = re.compile(
    r"last year|previous (?:year|plan)|20\d\d.* (?:review|achievements|progress)|progress (?:against"
    r"|on) (?:last|the 20)|achievements",
    re.IGNORECASE,
)


class TableReader(Banners, ItemRows):
    """Reads the tables of one document; the columns of one table hold for a next of the same width without headings."""

    def read(self, table: Table) -> None:
        if self._is_old(table):
            return
        if self._begins_card(table) or self._said_of_last(table):
            return
        cards = turned(table, self.builder.evidence)
        for part in cards or [table]:
            self._read(part)
        if cards:
            self.roles = None
        self.last_heading = self.builder.heading

    def _is_old(self, table: Table) -> bool:
        """A table under a heading that looks back, or one whose dates were all over before the plan began."""
        start = self.builder.plan_start
        cells = [tidy(cell.text) for row in table.rows[1:] for cell in row if cell and is_date(tidy(cell.text))]
        ends = [one.due for text in cells for one in find_in_column(text, Calendar(start))[:1] if one.due]
        late = [end for end in ends if start and end >= start]
        if _OLD.search(self.builder.heading) or wordings.is_past(self.builder.heading):
            return len(late) * 2 <= len(ends)
        return (
            bool(start)
            and len(ends) > 1
            and not late
            and all(end < start - timedelta(days=31) for end in ends if start)
        )

    def _begins_card(self, table: Table) -> bool:
        """ "Action | Agree a protocol" alone: a card whose other rows stand behind a page break."""
        rows = [row for row in table.rows if len(row) == 2 and has(row[0]) and has(row[1])]
        labels = [self.builder.evidence.role_of(re.sub(r"\s*\d[\d.]*$", "", tidy(text_of(row[0])))) for row in rows]
        if not 0 < len(rows) < 3 or len(rows) != len(table.rows) or labels[0] != "action" or not all(labels):
            return False
        if self.builder.current is None or wordings.role_of(tidy(text_of(rows[0][1]))) is not None:
            return False
        for (label, value), role in zip(rows, labels, strict=True):
            assert label is not None
            assert value is not None
            assert role is not None
            self.builder.leave(label.lines, "label")
            if role == "action":
                self.builder.add_action(
                    Item(None, [joined(line.text for line in value.lines)], value.lines, value.place)
                )
            else:
                self.builder.attach(role, joined(line.text for line in value.lines), value.lines[0])
        return True

    def _said_of_last(self, table: Table) -> bool:
        """A small table of labels and values without an action of its own belongs to the action above it."""
        rows = [row for row in table.rows if has(row[0])]
        labels = [self.builder.evidence.role_of(tidy(text_of(row[0]))) for row in rows]
        last = self.builder.last_action
        known = [label for label in labels if label in BESIDE]
        if last is None or self.builder.last != "action" or len(table.rows[0]) != 2 or len(set(known)) < 2:
            return False
        if len(known) * 10 < len(rows) * 7 or "action" in labels or ("owner" not in known and "deadline" not in known):
            return False
        for row, label in zip(rows, labels, strict=True):
            if label and label in BESIDE and row[1] and has(row[1]):
                self.builder.leave(lines_of([row[0]]), "label")
                for line in row[1].lines:
                    self.builder.attach(label, tidy(line.text), line)
        return True

    def _read(self, table: Table) -> None:
        rows = [row for row in table.rows if any(cell and cell.text.strip() for cell in row)]
        if not rows:
            return
        goes_on = self.roles is not None and len(self.roles) == len(rows[0]) and table.place.sheet == self.sheet
        self.sheet, self.rows = table.place.sheet, rows
        if goes_on and self.builder.heading != self.last_heading and self.builder.evidence.may_head(rows[0]):
            goes_on, self.roles = False, None
        if not goes_on and not any(columns.heading_roles(row, None, self.builder.evidence) for row in rows[:8]):
            open_here = self.builder.current or self.builder.candidate
            self.roles, self.head = guess(rows) if open_here and not table.header_rows else (None, None)
        self.slots = self.slots if goes_on_slots(self.beside_slots, rows) else {}
        headed = self.slots or any(self._slots(row) for row in rows[:4])
        if (
            not headed
            and not self.roles
            and not any(
                columns.heading_roles(row, None, self.builder.evidence) or self._names_abreast(row) for row in rows
            )
        ):
            return
        if self.builder.mode == "off" and self._is_afterword(rows):
            return
        self.abreast = {}
        self.numbers = [tidy(text_of(row[0])).strip(" .") for row in rows if row[0]]
        self._named_by_sheet(table)
        self.at_break = True
        over: dict[int, tuple[Cell, int]] = {}
        skip = False
        self.outside = self.builder.period
        self.lone = lone_rows(rows)
        for index, row in enumerate(rows):
            full = filled_down(row, over)
            if skip:
                skip = False
                continue
            skip = self._row(row, full, rows[index + 1] if index + 1 < len(rows) else None)
        self.builder.period = self.outside

    def _is_afterword(self, rows: list[list[Cell | None]]) -> bool:
        """Behind the priorities, a table that names none of them is no part of them."""
        priorities = self.builder.priorities
        named_here = any(
            "priority" in (columns.heading_roles(row, None, self.builder.evidence) or ()) for row in rows[:4]
        ) or any(named(text_of(row[0])) or priorities.by_title(text_of(row[0])) for row in rows if has(row[0]))
        return not named_here and any(priority.actions for priority in priorities.all)

    def _named_by_sheet(self, table: Table) -> None:
        name = named(table.name) if table.name else None
        known = self.builder.priorities.by_title(table.name) if table.name else None
        if name and name.keyword == self.builder.keyword:
            self.builder.open(name, Line(table.name, table.place))
        elif known:
            self.builder.enter(known)

    def _row(
        self, row: Sequence[Cell | None], full: list[Cell | None], following: Sequence[Cell | None] | None
    ) -> bool:
        """Read one row; true where the next row was read with it."""
        if row is self.head:
            self.builder.leave(lines_of(row), "table heading")
            return False
        roles = columns.heading_roles(row, self.above, self.builder.evidence)
        above, self.above = self.above, row
        if self.abreast and self._abreast_row(row):
            return False
        if slots := self._slots(row):
            self.slots, self.roles = slots, None
            self.beside_slots = [self.builder.evidence.role_of(tidy(text_of(cell))) if cell else None for cell in row]
            self.builder.leave(lines_of(row), "table heading")
            return False
        if self.slots and len(row) == len(self.beside_slots):
            self._schedule_row(row)
            return False
        if roles:
            self.when, self.who = columns.timeline(row, above), columns.marked(row, self.builder.evidence)
            if following and (below := columns.timeline(following, row)):
                self.when = below
                self.roles = ["when" if index in below else role for index, role in enumerate(roles)]
                self.builder.leave(lines_of(following), "table heading")
                return True
            self.builder.leave(lines_of(row), "table heading")
            merged = columns.merged_heading(row, following, self.builder.evidence) if following else None
            if merged and following:
                self.builder.leave(lines_of(following), "table heading")
            self.roles = with_blank_heads(merged or roles, row, self.rows, self.builder.keyword)
            return merged is not None
        if self._told_below(row, full) or self._abreast_row(row) or self._banner(row):
            return False
        if self.roles and len(self.roles) == len(row):
            self._whole_row(row, full)
        return False

    def _slots(self, row: Sequence[Cell | None]) -> dict[int, str]:
        if not self.builder.evidence.may_head(row):
            return {}
        return schedule.slots(row, self.builder.evidence) or schedule.stages(row)

    def _schedule_row(self, row: Sequence[Cell | None]) -> None:
        priority, owner = schedule.beside(row, self.slots, self.beside_slots)
        if priority:
            named_here = named(tidy(text_of(priority))) or "priority" in self.beside_slots
            if named_here or self.builder.current is None or self.builder.current in self.by_banner:
                self._priority_cell(priority)
                if self.builder.current and not named_here:
                    self.by_banner.append(self.builder.current)
            else:
                self.builder.section = tidy(text_of(priority))
                self.builder.use(priority.lines)
        schedule.read_slots(self.builder, row, self.slots, owner)

    def _whole_row(self, row: Sequence[Cell | None], full: list[Cell | None]) -> None:
        """A row whose number or lead stands on one page and whose action on the next is read when both are there."""
        assert self.roles is not None
        filled = {role for cell, role in zip(row, self.roles, strict=True) if has(cell)}
        if not filled or re.match(
            r"(?:(?:grand |sub-?)?total|last updated|updated by|source:|notes?:|key:)\b",
            tidy(next(text_of(cell) for cell in row if has(cell))),
            re.IGNORECASE,
        ):
            return
        fits = self.cut_row is not None and len(self.cut_row) == len(row) and (self.at_break or not self.cut_lead)
        if self.cut_row is not None and fits and "ref" not in filled and "action" in filled:
            row, full = together(self.cut_row, row), together(self.cut_row, full)
            self.cut_row = None
        elif "action" not in filled and ("ref" in filled or (not self.at_break and filled <= {*BESIDE, None})):
            self.cut_row, self.cut_lead = row, "ref" not in filled
            return
        self.cut_row = None
        self._item_row(row, full)


def goes_on_slots(beside: Roles, rows: list[list[Cell | None]]) -> bool:
    return bool(beside) and len(beside) == len(rows[0])
