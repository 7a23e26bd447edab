"""Tables: which rows are headings, banners, halves broken off by a page, and what each column says of an action."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from goldenthread.documents.blocks import Cell, Line, Table

from . import columns, schedule, wordings
from .apart import references
from .builder import Builder, heading_name
from .cards import cards as turned
from .cards import guess, with_blank_heads
from .cells import filled_down, has, lines_of, lone_rows, shared_out, text_of, together
from .columns import Roles
from .deadlines import Calendar, find_in_column
from .evidence import is_date
from .items import (
    Item,
    at_breaks,
    at_labels,
    bare_number,
    breaks_off,
    continues,
    is_instruction,
    next_number,
    numbered_text,
    split,
    unfinished,
)
from .leads import by_lead
from .priorities import Action, Name, Priority, closed, named
from .words import joined, key, tidy

BESIDE = (
    "owner",
    "owner_date",
    "agency",
    "involved",
    "partners",
    "deadline",
    "start",
    "revised",
    "done",
    "status",
    "progress",
    "measure",
    "how",
    "resources",
    "risk",
)
_LABELLED = re.compile(r"^(?P<label>[A-Z][^:?]{1,60}?)\s*[:?]\s*(?P<value>.+)$", re.DOTALL)
_TOLD = re.compile(
    r"(?:(?:q(?:uarter)? ?[1-4]|(?:end of )?year)(?: (?:20)?\d\d(?:[/-]\d\d)?)?(?: (?:update|progress|position))?"
    r"|(?:latest |current )?(?:update|progress|position|commentary|comments?)(?: (?:as )?at [^:]{3,20}| to date)?)\s*:\s*\S",
    re.IGNORECASE,
)
_OLD = re.compile(
    r"last year|previous (?:year|plan)|20\d\d.* (?:review|achievements|progress)|progress (?:against"
    r"|on) (?:last|the 20)|achievements",
    re.IGNORECASE,
)


class TableReader:
    """Reads the tables of one document; the columns of one table hold for a next of the same width without headings."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.roles: Roles | None = None
        self.when: dict[int, str] = {}
        self.who: dict[int, str] = {}
        self.slots: dict[int, str] = {}
        self.beside_slots: Roles = []
        self.above: Sequence[Cell | None] | None = None
        self.at_break = False
        self.outside = ""
        self.last_heading = ""
        self.lone: set[int] = set()
        self.page: int | None = None
        self.cut_row: Sequence[Cell | None] | None = None
        self.cut_lead = False
        self.sheet: str | None = None
        self.head: Sequence[Cell | None] | None = None
        """The first row of a table where it heads some of the columns only."""
        self.rows: list[list[Cell | None]] = []
        self.lead = ""
        """Whom the cell of actions read last names for the items that go on from it."""
        self.numbers: list[str] = []
        self.by_banner: list[Priority] = []
        self.abreast: dict[int, Priority] = {}

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

    # Priorities side by side

    def _names_abreast(self, row: Sequence[Cell | None]) -> dict[int, Name]:
        """A heading row that holds several priorities, one to a column."""
        names = {index: name for index, cell in enumerate(row) if cell and (name := named(text_of(cell)))}
        mine = {index: name for index, name in names.items() if name.keyword == self.builder.keyword}
        return mine if len({(name.number, name.title) for name in mine.values()}) > 1 else {}

    def _abreast_row(self, row: Sequence[Cell | None]) -> bool:
        names = self._names_abreast(row)
        if names:
            self.abreast = {}
            for index, name in names.items():
                cell = row[index]
                assert cell is not None
                self.abreast[index] = self.builder.open(name, Line(text_of(cell), cell.place))
                self.builder.use(cell.lines)
            return True
        if not self.abreast:
            return False
        heading = text_of(row[0]) if 0 not in self.abreast else ""
        label = self.builder.evidence.role_of(heading)
        if wordings.CONTEXT.fullmatch(heading.strip(" ?:")):
            return True
        for index, priority in self.abreast.items():
            if has(row[index]):
                self.builder.enter(priority)
                self.builder.run, self.builder.turn = list(priority.actions), 0
                self._abreast_cell(row[index], label)
        return True

    def _abreast_cell(self, cell: Cell | None, label: str | None) -> None:
        assert cell is not None
        for item in split(cell.lines):
            if label in BESIDE and label != "measure":
                self.builder.beside(label, item)
            elif label == "outcome":
                self.builder.add_outcome(item)
            elif label == "measure":
                self.builder.add_measure(item)
            elif label == "action" or item.bulleted or item.numbered or is_instruction(item.text):
                self.builder.add_action(item)

    # Banners

    def _banner(self, row: Sequence[Cell | None]) -> bool:
        """A row of one cell: a priority, an outcome, a lead for all below, or a heading."""
        filled = [(index, cell) for index, cell in enumerate(row) if cell and cell.text.strip()]
        if len(filled) != 1:
            return self._split_banner(filled) or self._banner_of_several(filled)
        index, cell = filled[0]
        role = self.roles[index] if self.roles and index < len(self.roles) else None
        text, *labelled = at_labels(joined(line.text for line in cell.lines))
        if self._names_priority(text, cell):
            for words in labelled:
                self._labelled(cell.lines[0], words)
            return True
        if index == 0 and cell.colspan < 2 and self._stands_alone(text, cell):
            return self._banner_text(text, cell)
        if index or (role in ("action", "outcome", "deadline", "progress", "measure") and cell.colspan < 2):
            return cell.colspan > 1 and self._banner_text(text, cell)
        return self._banner_text(text, cell)

    def _told_below(self, row: Sequence[Cell | None], full: Sequence[Cell | None]) -> bool:
        """A row that goes on with the action above: its first cell reaches down here, or it says "Update: …"."""
        filled = [(index, cell) for index, cell in enumerate(row) if cell and cell.text.strip()]
        last = self.builder.last_action
        if len(filled) != 1 or last is None or self.builder.last != "action" or not self.roles:
            return False
        index, cell = filled[0]
        text = tidy(text_of(cell))
        told = _TOLD.match(text)
        match = _LABELLED.match(text)
        role = "progress" if told else self.builder.evidence.role_of(match["label"]) if match else None
        reaches = [one for at, one in enumerate(full[:index]) if row[at] is None and one is not None and has(one)]
        below = any(line in last.item.lines or tidy(text_of(one)) == last.item.number for one in reaches
                    for line in one.lines)  # fmt: skip
        wide = cell.colspan > 1 and cell.colspan + 1 >= len(row)
        if not (told or (below and wide)):
            return False
        self.builder.attach(role if role in BESIDE and role else "progress", text, cell.lines[0])
        self.builder.use(cell.lines)
        return True

    def _stands_alone(self, text: str, cell: Cell) -> bool:
        """A row without merged cells that holds only a heading or labelled words, as scans and Markdown have them."""
        if _LABELLED.match(text) and self.builder.evidence.role_of(_LABELLED.match(text)["label"]) == "outcome":  # type: ignore[index]
            return True
        return id(cell) in self.lone and not continues(text)

    def _split_banner(self, filled: list[tuple[int, Cell]]) -> bool:
        """ "Priority 1" and its title in two cells, all others empty."""
        if len(filled) == 2 and filled[0][0] == 0:
            first, second = filled[0][1], filled[1][1]
            if self._container(tidy(text_of(first)).strip(" ."), second):
                self.builder.use([*first.lines, *second.lines])
                return True
            name = named(tidy(first.text))
            if (
                name
                and not name.title
                and name.keyword == self.builder.keyword
                and not (self.roles and len(self.roles) == 2)
            ):
                line = Line(f"{tidy(first.text)} {tidy(second.text)}", first.place)
                self.builder.open(Name(name.keyword, name.number, closed(second.text)), line)
                self.builder.use([*first.lines, *second.lines])
                return True
        return False

    def _banner_of_several(self, filled: list[tuple[int, Cell]]) -> bool:
        """ "Priority 1: Neglect | Sponsor: Chief Executive": a priority's name and labelled words beside it."""
        if not filled or filled[0][1].colspan < 2:
            return False
        first, others = filled[0][1], [cell for _, cell in filled[1:]]
        if not all(_LABELLED.match(tidy(text_of(cell))) for cell in others):
            return False
        if not self._names_priority(tidy(text_of(first)), first):
            return False
        for cell in others:
            self._labelled(cell.lines[0], tidy(text_of(cell)))
        return True

    def _container(self, number: str, cell: Cell) -> bool:
        """A numbered row above others that count on from it: "1" holds "1.1", which may hold "1.1.1"."""
        below = [one for one in self.numbers if one.startswith(f"{number}.")]
        if not re.fullmatch(r"[A-Z]?\d+(?:\.\d+)*", number) or not below:
            return False
        text = joined(line.text for line in cell.lines)
        deep = any(one.count(".") > number.count(".") + 1 for one in below)
        if "." not in number and (deep or self.builder.current is None or self.builder.current in self.by_banner):
            self.by_banner.append(self.builder.open(Name("", number, closed(text)), Line(text, cell.place)))
        else:
            self.builder.add_outcome(Item(number, [text], cell.lines, cell.place, True))
        return True

    def _names_priority(self, text: str, cell: Cell) -> bool:
        heading = Line(text, cell.place)
        first = Line(joined([cell.lines[0].marker, at_labels(cell.lines[0].text)[0]]), cell.place)
        name = named(first.text) or named(text)
        if name and name.keyword == self.builder.keyword:
            if not name.title and len(cell.lines) > 1:
                name = Name(name.keyword, name.number, closed(cell.lines[1].text))
            self._open(name, heading, cell)
            return True
        known = self.builder.priorities.by_title(text) or (
            self.builder.priorities.alike(text) if self.builder.keyword and len(text.split()) < 8 else None
        )
        if (known and not known.actions and not known.outcomes) or (known and known is not self.builder.current):
            self.builder.enter(known)
            self.builder.leave(cell.lines, "repeats a priority")
            return True
        return False

    def _open(self, name: Name, heading: Line, cell: Cell) -> None:
        self.builder.period = self.outside
        priority = self.builder.open(name, heading)
        if heading in priority.lines:
            self.builder.use(cell.lines)
        else:
            self.builder.leave(cell.lines, "repeats a priority")
        for line in cell.lines[1:]:
            self._labelled(line, tidy(line.text))
        self.at_break = False

    def _banner_text(self, text: str, cell: Cell) -> bool:
        if self._success(cell) or self._labelled(cell.lines[0], text):
            return True
        if is_date(text) and any(
            one.due and one.kind != "year" for one in find_in_column(text, Calendar(date(2000, 4, 1)))
        ):
            self.builder.begin_period(text)
            self.builder.leave(cell.lines, "heading")
            return True
        _, words = numbered_text(cell.lines[0])
        if len(words.split()) > 25 or (self.builder.last_action and continues(text)):
            return False
        home = self.builder.current
        if self.builder.keyword is None and (
            home is None or home in self.by_banner or (cell.colspan > 1 and not home.actions)
        ):
            heading = Line(text, cell.place)
            self.by_banner.append(self.builder.open(heading_name(heading, self.builder.head_words), heading))
            self.builder.use(cell.lines)
        else:
            self.builder.section = text
            self.builder.use(cell.lines)
        return True

    def _success(self, cell: Cell) -> bool:
        """ "What success looks like:" with a list below it in the same cell."""
        first, *others = [part for line in cell.lines for part in at_breaks(line)]
        label = tidy(first.text).rstrip(" :")
        if not others or (wordings.role_of(label) != "outcome" and not wordings.is_success(label)):
            return False
        for item in split(others):
            self.builder.add_outcome(item)
        self.builder.use(cell.lines)
        self.builder.labels[id(cell.lines[0])] = label
        return True

    def _labelled(self, line: Line, text: str) -> bool:
        match = _LABELLED.match(text)
        role = wordings.role_of(re.sub(r"\s*\d[\d.]*[a-z]?$", "", match["label"])) if match else None
        if not match or role not in ("outcome", "owner", "measure", "partners", "deadline"):
            return False
        self.builder.labels[id(line)] = match["label"]
        if role == "outcome" or (role == "measure" and wordings.is_success(match["label"])):
            number = re.search(r"(\d[\d.]*[a-z]?)$", match["label"])
            self.builder.add_outcome(Item(number[1] if number else None, [tidy(match["value"])], [line], line.place))
        else:
            self.builder.last = ""
            self.builder.attach(role, tidy(match["value"]), line)
        return True

    # Items

    def _item_row(self, row: Sequence[Cell | None], full: list[Cell | None]) -> None:
        assert self.roles is not None
        at = {role: index for index, role in reversed(list(enumerate(self.roles))) if role}
        cells = {role: row[index] for role, index in at.items()}
        merged = {role: full[index] for role, index in at.items()}
        page = next((cell.place.page for cell in row if cell and cell.place.page), None)
        if page and self.page and page != self.page:
            self.at_break = True
        self.page = page or self.page
        if has(cells.get("priority")):
            self._priority_cell(cells["priority"], tidy(text_of(merged.get("priority_number"))))
        ref = tidy(text_of(cells.get("ref")))
        if not ref and not has(cells.get("action")) and self._leftovers(row):
            return
        outcome = self._outcome_cell(cells.get("outcome") or self._reference(row), merged.get("outcome"))
        if outcome is not None and has(cells.get("outcome")) and self.builder.current:
            item = self.builder.current.outcomes[outcome]
            item.number = item.number or tidy(text_of(merged.get("outcome_number"))) or None
        if has(cells.get("action")):
            self._action_cell(row, full, ref, outcome)
        elif ref and has(cells.get("outcome")):
            self.builder.use(lines_of([cells["ref"]]))
        self.at_break = False

    def _reference(self, row: Sequence[Cell | None]) -> Cell | None:
        """A cell of a column without a known role that names an outcome by its number: "Outcome 2"."""
        free = [cell for cell, role in zip(row, self.roles or (), strict=False) if role is None and has(cell)]
        named_there = (cell for cell in free if cell and re.match(r"outcomes?\s", tidy(text_of(cell)), re.IGNORECASE))
        return next((cell for cell in named_there if references(tidy(text_of(cell)))), None)

    def _priority_cell(self, cell: Cell | None, printed_beside: str = "") -> None:
        assert cell is not None
        if printed_beside.isalnum() and not named(text_of(cell)):
            self._numbered_priority(printed_beside, cell)
            return
        first = cell.lines[0]
        text = joined(line.text for line in cell.lines)
        if continues(text) and self.builder.current:
            self.builder.current.title = joined([self.builder.current.title, text])
            self.builder.use(cell.lines)
            return
        known = self._by_number(text)
        if known:
            self.builder.enter(known)
            self.builder.leave(cell.lines, "repeats a priority")
            return
        if known := self.builder.priorities.alike(text):
            self.builder.enter(known)
            self.builder.leave(cell.lines, "repeats a priority")
            return
        name = self._by_code(text) or self._by_list(text) or named(joined([first.marker, text]))
        if name is None or (name.keyword != self.builder.keyword and self.builder.keyword):
            printed = re.match(r"\(?(\d{1,2}|[A-H](?=[.):]))[.):]*\s+(?=[A-Z‘“])", text)
            number = printed[1] if printed else numbered_text(first)[0]
            words = text[printed.end() :] if printed else text
            name = Name("", number, closed(words))
        elif not name.title and len(cell.lines) > 1:
            name = Name(name.keyword, name.number, closed(joined(line.text for line in cell.lines[1:])))
        if name.number and not name.title and (known := self._by_number(name.number)):
            self.builder.enter(known)
            self.builder.leave(cell.lines, "repeats a priority")
            return
        priority = self.builder.open(name, Line(text, cell.place))
        if priority.heading == text:
            self.builder.use(cell.lines)
        else:
            self.builder.leave(cell.lines, "repeats a priority")

    def _numbered_priority(self, number: str, cell: Cell) -> None:
        """A priority whose number stands in a column of its own."""
        text = joined(line.text for line in cell.lines)
        priority = self.builder.open(Name("", number, closed(text)), Line(text, cell.place))
        if priority.heading == text:
            self.builder.use(cell.lines)
        else:
            self.builder.leave(cell.lines, "repeats a priority")

    def _by_code(self, text: str) -> Name | None:
        """ "P3", where the document says elsewhere what that is."""
        match = re.fullmatch(r"[A-Z]{1,3}\s?(\d{1,2})", text)
        if not match:
            return None
        return Name(self.builder.keyword or "", match[1], closed(self.builder.codes.get(text, "")))

    def _by_list(self, text: str) -> Name | None:
        """ "2" or "Priority 2", where a list of the priorities says what that is."""
        match = re.fullmatch(r"(?:priority |theme |aim )?(\d{1,2})", text.strip(" ."), re.IGNORECASE)
        title = self.builder.listed.get(match[1]) if match else None
        return Name(self.builder.keyword or "", match[1], title) if match and title else None

    def _by_number(self, number: str) -> Priority | None:
        return next((one for one in self.builder.priorities.all if one.number == number), None)

    def _leftovers(self, row: Sequence[Cell | None]) -> bool:
        """The rest of a row that a page cut where its action was already whole."""
        last = self.builder.last_action
        filled = [(index, cell) for index, cell in enumerate(row) if cell and cell.text.strip()]
        roles = [self.roles[index] if self.roles else None for index, _ in filled]
        if not self.at_break or last is None or not filled or not all(role in BESIDE for role in roles):
            return False
        for (_, cell), role in zip(filled, roles, strict=True):
            assert role is not None
            last.cells[role] = joined([last.cells.get(role, ""), cell.text])
            self.builder.use(cell.lines)
        return True

    def _outcome_cell(self, cell: Cell | None, merged: Cell | None) -> int | None:
        """The place in the priority of the one outcome this row is about."""
        builder = self.builder
        if not has(cell):
            home = builder.current
            if merged is None and builder.last_outcome and home and len(home.outcomes) == 1:
                return None
            return home.outcomes.index(builder.last_outcome) if home and builder.last_outcome in home.outcomes else None
        assert cell is not None
        if numbers := references(tidy(text_of(cell))):
            return self._referred(numbers, cell)
        last = builder.last_outcome
        if builder.current is None:
            for item in split(cell.lines, statements=True):
                builder.keep_apart(item)
            return None
        items = split(cell.lines, last.number if last else None, statements=True)
        for item in items:
            if item.text in self.builder.codes:
                item.number, item.parts = item.text, [self.builder.codes[item.text]]
        if items and last and not items[0].numbered and self._goes_on(items, last):
            builder.extend(last, items.pop(0), over_page=self.at_break)
        added = [builder.add_outcome(item) for item in items]
        return added[0] if len(added) == 1 else None

    def _referred(self, numbers: list[str], cell: Cell) -> int | None:
        """Outcomes named by number only; one that several priorities serve stands with the first of them."""
        builder = self.builder
        builder.leave(cell.lines, "refers to an outcome")
        codes = {code.lower(): words for code, words in builder.codes.items()}
        added = []
        for number in numbers:
            words = builder.outcomes.get(number.lower()) or codes.get(number.lower())
            elsewhere = any(
                key(one.text) == key(words or "")
                for priority in builder.priorities.all
                for one in priority.outcomes
                if priority is not builder.current
            )
            if words and not elsewhere:
                added.append(builder.add_outcome(Item(number, [words], [], cell.place, True)))
        return added[0] if len(added) == 1 else None

    def _goes_on(self, items: list[Item], last: Item) -> bool:
        """Whether an outcome cell begins with the rest of the outcome before."""
        numbered = self.at_break and last.numbered and any(item.numbered for item in items)
        cut = self.at_break or breaks_off(last.text) or not continues(last.text)
        return numbered or (continues(items[0].text) and cut and not last.text.endswith((".", ";")))

    def _action_cell(self, row: Sequence[Cell | None], full: list[Cell | None], ref: str, outcome: int | None) -> None:
        assert self.roles is not None
        cell = row[self.roles.index("action")]
        assert cell is not None
        last = self.builder.last_action
        items = self._led(cell) if not ref else split(cell.lines, last.item.number if last else None, whole=True)
        items = [item for item in items if not _is_measure(item.text)]
        if items and last and self._is_second_half(items[0], last, row, ref):
            self.builder.extend(last.item, items.pop(0), over_page=self.at_break)
            if not items:
                self._beside([last], row, full, add=True)
        actions = []
        for item in [item for item in items if re.search(r"[A-Za-z]{2}", item.text)]:
            if ref and len(items) == 1:
                item.number, item.numbered = bare_number(ref) or ref, True
                ref_cell = row[self.roles.index("ref")]
                self.builder.use(lines_of([ref_cell]))
            actions.append(self.builder.add_action(item))
            actions[-1].outcome = outcome if len(items) == 1 else None
        if actions:
            self._beside(actions, row, full, add=False)

    def _led(self, cell: Cell) -> list[Item]:
        """The items of a cell in which lines may name who leads the ones below; a page may part the two."""
        parts, heads, self.lead = by_lead(cell.lines, self.lead if self.at_break else "")
        self.builder.use(heads)
        items: list[Item] = []
        after = self.builder.last_action.item.number if self.builder.last_action else None
        for lead, pairs in parts:
            self.builder.origin.update({id(line): (line, [source]) for line, source in pairs if line is not source})
            for item in split([line for line, _ in pairs], after):
                item.lead = lead
                items.append(item)
            after = items[-1].number if items else after
        return items

    def _is_second_half(self, item: Item, last: Action, row: Sequence[Cell | None], ref: str) -> bool:
        misnumbered = item.numbered and self.at_break and item.number != str(next_number(last.item))
        if misnumbered and not ref and continues(item.text) and not last.item.text.endswith((".", ";")):
            return True
        if item.numbered or ref:
            return False
        assert self.roles is not None
        alone = not any(
            has(cell) and role in ("owner", "deadline", "owner_date")
            for cell, role in zip(row, self.roles, strict=True)
        )
        if not self.at_break:
            return alone and continues(item.text)
        if breaks_off(last.item.text) or last.item.text.count("(") > last.item.text.count(")"):
            return True
        if last.item.numbered:
            return continues(item.text) or alone
        return continues(item.text) or (
            alone and unfinished(last.item.text) and self._ends_with_stops() and not is_instruction(item.text)
        )

    def _ends_with_stops(self) -> bool:
        """Whether the actions of this document mostly end with a full stop or the like, so that one without is cut."""
        texts = [action.item.text for priority in self.builder.priorities.all for action in priority.actions[:-1]]
        return sum(text.endswith((".", ";", ")", "!", "?")) for text in texts) * 2 >= len(texts)

    def _beside(self, actions: list[Action], row: Sequence[Cell | None], full: list[Cell | None], *, add: bool) -> None:
        """Give the actions of a row what its other cells say; as many lines as actions are one for each."""
        assert self.roles is not None
        for index, role in enumerate(self.roles):
            cell = full[index] if role in BESIDE else None
            if role not in BESIDE or cell is None or (add and row[index] is None):
                continue
            self.builder.use(cell.lines)
            texts = shared_out(cell, actions)
            for action, text in zip(actions, texts, strict=True):
                said = [part for part in (action.cells.get(role, ""), text) if part]
                action.cells[role] = (
                    "\n".join(said) if role in ("owner", "owner_date", "partners", "deadline") else joined(said)
                )
                action.places.setdefault(role, cell.place)
                if role == "status" and cell.fill:
                    action.cells["fill"] = cell.fill
        self._marks(actions, row)
        self._marked_bodies(actions, row)

    def _marks(self, actions: list[Action], row: Sequence[Cell | None]) -> None:
        """The columns of a timeline that hold a mark, neighbours as one stretch: "Q2 2025/26 - Q3 2025/26"."""
        columns_of_time = list(self.when)
        runs: list[list[int]] = []
        for place, index in enumerate(columns_of_time):
            cell = row[index]
            if not has(cell) and not (cell and cell.fill not in ("", "ffffff")):
                continue
            self.builder.leave(lines_of([cell]), "mark in a timeline")
            if runs and runs[-1][-1] == place - 1:
                runs[-1].append(place)
            else:
                runs.append([place])
        words = [[self.when[columns_of_time[place]] for place in (run[0], run[-1])] for run in runs]
        said = "\n".join(first if first == last else f"{first} - {last}" for first, last in words)
        for action in actions if said else ():
            action.cells.setdefault("deadline", said)

    def _marked_bodies(self, actions: list[Action], row: Sequence[Cell | None]) -> None:
        """The bodies whose columns hold a mark; where some are marked as leading, the others are partners."""
        marks = {name: tidy(text_of(row[index])) for index, name in self.who.items() if has(row[index])}
        leads = [name for name, mark in marks.items() if _LEADS.fullmatch(mark)] or list(marks)
        others = [name for name in marks if name not in leads and not re.fullmatch("I", marks[name])]
        for role, names in (("owner", leads), ("partners", others)):
            for action in actions if names else ():
                action.cells.setdefault(role, "\n".join(names))
        self.builder.use(lines_of([row[index] for index in self.who]) if actions else [])


_LEADS = re.compile(r"L|R|A|O|[RACI]/[RACI]|lead", re.IGNORECASE)


def goes_on_slots(beside: Roles, rows: list[list[Cell | None]]) -> bool:
    return bool(beside) and len(beside) == len(rows[0])


def _is_measure(text: str) -> bool:
    """ "Evidence of success for 1.1: toolkit published" in a cell of actions is none."""
    match = _LABELLED.match(text)
    return match is not None and wordings.role_of(match["label"]) == "measure"
