"""Rows of a table that hold no actions of their own: banners, priorities side by side, what goes on with the action above."""

import re
from collections.abc import Sequence
from datetime import date

from goldenthread.documents.blocks import Cell, Line

from . import wordings
from .builder import heading_name
from .cells import has, text_of
from .deadlines import Calendar, find_in_column
from .evidence import is_date
from .items import (
    Item,
    at_breaks,
    at_labels,
    continues,
    is_instruction,
    numbered_text,
    split,
)
from .priorities import Name, closed, named
from .table_rows import BESIDE, LABELLED
from .table_state import TableState
from .words import joined, tidy

_TOLD = re.compile(
    r"(?:(?:q(?:uarter)? ?[1-4]|(?:end of )?year)(?: (?:20)?\d\d(?:[/-]\d\d)?)?(?: (?:update|progress|position))?"
    r"|(?:latest |current )?(?:update|progress|position|commentary|comments?)(?: (?:as )?at [^:]{3,20}| to date)?)\s*:\s*\S",
    re.IGNORECASE,
)


class Banners(TableState):
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
        match = LABELLED.match(text)
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
        if LABELLED.match(text) and self.builder.evidence.role_of(LABELLED.match(text)["label"]) == "outcome":  # type: ignore[index]
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
        if not all(LABELLED.match(tidy(text_of(cell))) for cell in others):
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
        match = LABELLED.match(text)
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
