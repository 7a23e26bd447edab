"""Tables whose columns are stretches of time that hold the actions themselves: "Autumn term | Spring term | Summer term"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from goldenthread.documents.blocks import Cell

from . import wordings
from .builder import Builder
from .evidence import Evidence, is_date, is_firmly_named
from .items import Item, at_breaks, bulletless, is_bullet, split
from .priorities import named
from .words import joined, tidy

Row = Sequence[Cell | None]
_LABELLED = re.compile(r"^(?P<label>[A-Z][^:?]{1,60}?)\s*:\s*(?P<value>.+)$", re.DOTALL)
_FIGURES = ("measure", "progress", "action", "risk", "resources")


def slots(row: Row, evidence: Evidence) -> dict[int, str]:
    """The columns headed by a stretch of time under which there is more than marks, where no other has the actions."""
    heads = {index: tidy(cell.text) for index, cell in enumerate(row) if cell and cell.text.strip()}
    found = {index: text for index, text in heads.items() if is_date(text) and evidence.weight(text)[1] > 20}
    others = [wordings.role_of(text) for index, text in heads.items() if index not in found]
    if len(found) < 2 or len(found) < len(heads) - 2 or any(role in _FIGURES for role in others):
        return {}
    return found


_STAGES = {
    "to do": "not started", "todo": "not started", "not started": "not started", "next": "not started",
    "later": "not started", "planned": "not started", "now": "in progress", "doing": "in progress",
    "in progress": "in progress", "under way": "in progress", "underway": "in progress", "done": "complete",
    "complete": "complete", "completed": "complete", "started": "in progress",
}  # fmt: skip


def stages(row: Row) -> dict[int, str]:
    """The columns of a board of cards: "To do | Doing | Done", where nothing else heads a column."""
    heads = {index: tidy(cell.text).lower().strip(" :") for index, cell in enumerate(row) if cell and cell.text.strip()}
    found = {index: text for index, text in heads.items() if text in _STAGES}
    return found if len(found) > 1 and len(found) >= len(heads) - 1 else {}


def item_groups(cell: Cell) -> list[Item]:
    """What a slot lists; plain lines that each begin anew are items too."""
    parts = [(line, part) for line in cell.lines for part in at_breaks(line) if tidy(part.text)]
    plain = [part for _, part in parts if not is_bullet(part) and not part.marker]
    anew = all(re.match(r"[A-Z‘“\"]\S* \S", part.text) for part in plain)
    if not plain or (len(plain) == len(parts) and not (anew and len(parts) > 1)):
        return split(cell.lines)
    items = []
    for line, part in parts:
        for item in split([replace(part, text=bulletless(part.text))]):
            items.append(replace(item, lines=[line]))
    return items


def read_slots(builder: Builder, row: Row, when: dict[int, str], owner: str) -> None:
    """The actions of one row, each due in the stretch of time that heads its column."""
    for index, cell in enumerate(row):
        if index not in when or cell is None or not cell.text.strip():
            continue
        if when[index] in _STAGES:
            _read_stage(builder, cell, when[index])
            continue
        last = when.get(index + cell.colspan - 1, when[index])
        period = when[index] if last == when[index] else f"{when[index]} - {last}"
        for item in item_groups(cell):
            _read_item(builder, item, period, owner)


def _read_stage(builder: Builder, cell: Cell, stage: str) -> None:
    for item in item_groups(cell):
        if len(item.text.split()) > 1:
            builder.add_action(item).cells["status"] = stage


def _read_item(builder: Builder, item: Item, period: str, owner: str) -> None:
    match = _LABELLED.match(item.text)
    role = wordings.role_of(match["label"]) if match else None
    if match and role in ("outcome", "measure"):
        said = Item(item.number, [tidy(match["value"])], item.lines, item.place, item.numbered)
        (builder.add_outcome if role == "outcome" else builder.add_measure)(said)
        return
    if len(item.text.split()) < 2:
        return
    action = builder.add_action(item)
    action.period = period
    if owner:
        action.cells["owner"] = owner


def beside(row: Row, when: dict[int, str], heads: Sequence[str | None]) -> tuple[Cell | None, str]:
    """The cell that names the priority of a row, and the body whose row it is."""
    priority, owner = None, ""
    for index, cell in enumerate(row):
        if index in when or cell is None or not cell.text.strip():
            continue
        text = joined(line.text for line in cell.lines)
        if heads[index] == "owner" or (heads[index] is None and is_firmly_named(text) and named(text) is None):
            owner = text
        elif heads[index] in ("priority", None) and priority is None:
            priority = cell
    return priority, owner
