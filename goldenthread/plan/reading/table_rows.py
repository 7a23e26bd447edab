"""Rows that hold actions: their priority, their outcome, what the other cells say of them, halves that a page cut off."""

import re
from collections.abc import Sequence

from goldenthread.documents.blocks import Cell, Line

from . import wordings
from .apart import references
from .cells import has, lines_of, shared_out, text_of
from .items import (
    Item,
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
from .table_state import TableState
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
LABELLED = re.compile(r"^(?P<label>[A-Z][^:?]{1,60}?)\s*[:?]\s*(?P<value>.+)$", re.DOTALL)
_LEADS = re.compile(r"L|R|A|O|[RACI]/[RACI]|lead", re.IGNORECASE)


class ItemRows(TableState):
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


def _is_measure(text: str) -> bool:
    """ "Evidence of success for 1.1: toolkit published" in a cell of actions is none."""
    match = LABELLED.match(text)
    return match is not None and wordings.role_of(match["label"]) == "measure"
