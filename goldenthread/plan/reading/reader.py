"""The whole way from a document to the JSON of ``scp-plan-truth/1`` with our own keys."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from goldenthread.documents.blocks import Document, Line, Place

from . import deadlines, doubts, owners
from .bodies import is_person
from .builder import Builder
from .dates import Doubt
from .deadlines import Deadline
from .details import document_type, documents_in, kind_of
from .frame import Frame, read_frame
from .glossary import Glossary, read_glossary
from .items import Item
from .priorities import Action, Priority
from .registry import Registry
from .structure import build
from .tails import find_with_tail
from .whole_names import learn
from .words import key, tidy, whole

Read = dict[str, Any]
SCHEMA = "scp-plan-truth/1"


def read(document: Document) -> Read:
    glossary = read_glossary(document)
    short_forms = learn(document, glossary.entries)
    frame = read_frame(document, short_forms)
    builder = build(document, short_forms, frame.start)
    registry = Registry(frame.partnership, frame.abbreviation, frame.area, short_forms)
    found = [priority for priority in builder.priorities.all if priority.outcomes or priority.actions or priority.title]
    priorities = _Assembly(frame, registry, builder.unsure_home).priorities(found)
    result = _result(frame, registry, priorities)
    result["glossary"] = [{"short": short, "long": long} for short, long in glossary.entries.items()]
    result["unused"] = list(_unused(document, builder, glossary, frame))
    result["doubts"] = _plan_doubts(frame, priorities)
    return result


class _Assembly:
    """Puts owners, deadlines and doubts to the actions, once all bodies are known."""

    def __init__(self, frame: Frame, registry: Registry, unsure_home: set[int]) -> None:
        self.frame = frame
        self.unsure_home = unsure_home
        self.calendar = frame.calendar
        self.registry = registry

    def priorities(self, found: list[Priority]) -> list[Read]:
        actions = [action for priority in found for action in priority.actions]
        self._meet_bodies(actions)
        made = [self._priority(priority) for priority in found]
        types = {body.name: body.type for body in self.registry.bodies.values()}
        period = (self.frame.start, self.frame.end)
        labelled = []
        for priority in made:
            for outcome in priority["outcomes"]:
                outcome["doubts"] += doubts.of_outcome(outcome)
            for action in priority["actions"]:
                action["doubts"] += doubts.of_action(action, types, period)
                labelled.append((label(priority, action), action))
        doubts.duplicates(labelled)
        for _, action in labelled:
            del action["named_bodies"]
        return made

    def _meet_bodies(self, actions: Iterable[Action]) -> None:
        """First the bodies of columns and labels, so that a sentence or a bracket can be told by them."""
        for action in actions:
            for role in ("owner", "owner_date"):
                if action.cells.get(role):
                    owners.from_column(_owner_words(action, role), self.registry)
            if action.section_owner:
                owners.from_column(action.section_owner, self.registry)
            self._partner_cell(action)

    def _priority(self, priority: Priority) -> Read:
        number = priority.number
        return {
            "number": int(number) if number and number.isdigit() else number,
            "title": priority.title,
            "heading": priority.heading,
            **_place(priority.place),
            "owner_phrase": priority.owner or None,
            "outcomes": [self._outcome(item) for item in priority.outcomes],
            "actions": [self._action(action) for action in priority.actions],
            "measures": [{"text": whole(item.text), **_place(item.place)} for item in priority.measures],
        }

    def _outcome(self, item: Item) -> Read:
        unsure = ("outcome_home", "The document does not say which priority this outcome belongs to.")
        doubted = [doubts.doubt(*unsure)] if id(item) in self.unsure_home else []
        return {**_item(item), **_place(item.place), "doubts": doubted}

    def _action(self, action: Action) -> Read:
        text = whole(action.item.text)
        in_sentence = find_with_tail(text, self.calendar)
        headline, others, extra = self._deadlines(action, in_sentence)
        ownership = self._ownership(action, text, in_sentence)
        names = [{"name": name} for name in ownership.names]
        partners = [name for name in ownership.partners if name not in ownership.names]
        reports_to = [name for name in owners.reports_in(text, self.registry) if name not in ownership.names]
        partners = [name for name in partners if name not in reports_to or name in self._partner_cell(action)]
        return {
            **_item(action.item),
            **_place(action.item.place),
            "owner_phrase": ownership.phrase,
            "owners": names,
            "partners": [{"name": name} for name in partners],
            "deadline": {**_deadline(headline), **_deadline_place(action, headline)},
            "other_dates": [{**_deadline(other), "applies_to": None} for other in others],
            "kind": kind_of(text),
            "reports_to": reports_to,
            "documents": documents_in(text),
            "success_measure": tidy(action.cells.get("measure", "")) or None,
            "reported": _reported(action),
            "section": action.section or None,
            "section_owner": action.section_owner or None,
            "cells": {role: tidy(value) for role, value in action.cells.items() if role != "fill"},
            "outcome": action.outcome,
            "duplicates": [],
            "named_bodies": [*ownership.names, *reports_to, *ownership.partners],
            "doubts": [doubts.doubt(*one) for one in _unique([*ownership.doubts, *headline.doubts, *extra])],
        }

    # Deadlines

    def _deadlines(self, action: Action, in_text: list[Deadline]) -> tuple[Deadline, list[Deadline], list[Doubt]]:
        """The date column leads; the dates of the sentence are milestones beside it."""
        words, role = _date_words(action)
        in_cell = self._in_cell(words, role) if words else []
        words = tidy(words)
        found = in_cell or in_text
        extra: list[Doubt] = []
        if words and not in_cell:
            unread = deadlines.unread(words)
            extra += unread.doubts if not re.search(r"see (?:action|above|text)", words, re.IGNORECASE) else []
            if not found:
                return unread, [], extra
        if not found and not words:
            found = deadlines.find(action.cells.get("told", ""), self.calendar)
        if not found and action.period:
            found = deadlines.find_in_column(action.period, self.calendar, "by")[:1]
            extra.append(("deadline_of_section", f"The date is given for the whole section: “{action.period}”."))
        if not found:
            return Deadline(None), [], extra
        others = found[1:] + [one for one in (in_text if in_cell else []) if not _same_time(one, found)]
        others += self._beside(action)
        for other in others:
            extra += other.doubts
        return found[0], others, extra

    def _in_cell(self, words: str, role: str) -> list[Deadline]:
        """Lines that are each a date are read one by one, all others as one text."""
        lines = [line for line in words.split("\n") if line.strip()]
        each = [deadlines.find_in_column(tidy(line), self.calendar, role) for line in lines]
        if len(lines) > 1 and all(each):
            return [one for found in each for one in found]
        return deadlines.find_in_column(tidy(words), self.calendar, role)

    def _beside(self, action: Action) -> list[Deadline]:
        """A start or a revised date of its own column, kept as a further date."""
        kept = []
        for role, column_role in (("start", "from"), ("revised", "by")):
            if action.cells.get(role):
                kept += deadlines.find_in_column(action.cells[role], self.calendar, column_role)[:1]
        return kept

    # Owners

    def _ownership(self, action: Action, text: str, dates: list[Deadline]) -> owners.Ownership:
        found = owners.from_sentence(text, self.registry, dates)
        cell = _owner_words(action, "owner") or _owner_words(action, "owner_date") or action.cells.get("agency", "")
        if cell:
            column = owners.from_column(cell, self.registry)
            column.partners += found.partners
            if action.cells.get("agency") and all(is_person(name) for name in column.names):
                column.names = owners.from_column(action.cells["agency"], self.registry).names or column.names
            if column.names or not found.names:
                found = column
        elif not found.names and action.cells.get("told"):
            told = action.cells["told"]
            found = owners.from_sentence(told, self.registry, deadlines.find(told, self.calendar))
        if not found.names and not cell and action.section_owner:
            section = owners.from_column(action.section_owner, self.registry)
            section.partners += found.partners
            section.doubts.append(
                ("owner_of_section", f"The owner is named for the whole section: “{action.section_owner}”.")
            )
            found = section
        if not found.names and not cell and action.cells.get("involved"):
            found = owners.from_column(action.cells["involved"], self.registry)
            found.doubts.append(("owner_involved", "The column names who is involved, not who leads."))
        found.partners = [*dict.fromkeys([*self._partner_cell(action), *found.partners])]
        return found

    def _partner_cell(self, action: Action) -> list[str]:
        words = action.cells.get("partners") or action.cells.get("involved", "")
        return owners.partners_column(words, self.registry)


def _owner_words(action: Action, role: str) -> str:
    words = action.cells.get(role, "")
    return owners.beside_dates(words) if role == "owner_date" else words


def _date_words(action: Action) -> tuple[str, str]:
    """The words of the date column and what its kind makes of a bare date."""
    if action.cells.get("deadline"):
        return action.cells["deadline"], "by"
    if action.cells.get("owner_date"):
        words = tidy(action.cells["owner_date"])
        return (words, "in") if deadlines.find_in_column(words, deadlines.Calendar(date(2000, 4, 1))) else ("", "in")
    return "", "in"


def _same_time(one: Deadline, others: list[Deadline]) -> bool:
    return any((one.due, one.rrule) == (other.due, other.rrule) for other in others)


# Small forms


def _item(item: Item) -> Read:
    made: Read = {"number": item.number, "text": whole(item.text)}
    if len(item.parts) > 1:
        made["text_parts"] = [whole(part) if part is item.parts[-1] else tidy(part) for part in item.parts]
    return made


def _place(place: Place) -> Read:
    fields = {name: getattr(place, name) for name in ("page", "sheet", "line", "table", "row", "column")}
    return {"place": {"text": str(place), **{name: value for name, value in fields.items() if value is not None}}}


def _deadline(deadline: Deadline) -> Read:
    days = {
        name: day.isoformat() if day else None
        for name, day in (("start", deadline.start), ("end", deadline.end), ("due", deadline.due))
    }
    return {
        "text": deadline.text,
        "kind": deadline.kind,
        "role": deadline.role,
        **days,
        "rrule": deadline.rrule,
        "note": deadline.note,
    }


def _deadline_place(action: Action, deadline: Deadline) -> Read:
    role = "deadline" if action.cells.get("deadline") else "owner_date"
    in_cell = deadline.text and deadline.text in tidy(action.cells.get(role, ""))
    place = action.places.get(role)
    return _place(place) if in_cell and place else {"place": None}


_STATUS_FIRST = re.compile(
    r"(?:red|amber|green|blue|grey|complete[d]?|on track|off track|delayed|not started|in progress|ongoing|overdue)\b",
    re.IGNORECASE,
)


def _reported(action: Action) -> Read:
    cells = action.cells
    in_progress = _STATUS_FIRST.match(tidy(cells.get("progress", "")))
    return {
        "status": tidy(cells.get("status", "")) or (in_progress[0] if in_progress else None),
        "colour": cells.get("fill") or None,
        "progress": tidy(cells.get("progress", "")) or None,
        "completed": tidy(cells.get("done", "")) or None,
    }


def _unique(found: Iterable[Doubt]) -> list[Doubt]:
    return list(dict.fromkeys(found))


def label(priority: Read, action: Read) -> str:
    number = action["number"]
    if number is None:
        return f"“{action['text'][:60]}”"
    return number if not number.isdigit() or priority["number"] is None else f"{priority['number']}.{number}"


def _result(frame: Frame, registry: Registry, priorities: list[Read]) -> Read:
    reporting_to = [registry.resolve(name) for name in owners.names_in(frame.reporting_to, registry)]
    actions = [action for priority in priorities for action in priority["actions"]]
    named = {key(name): name for action in actions for name in action["documents"]}
    period = {
        "label": frame.label,
        "start": frame.start.isoformat() if frame.start else None,
        "end": frame.end.isoformat() if frame.end else None,
        "start_basis": frame.start_basis,
        "end_basis": frame.end_basis,
    }
    return {
        "schema": SCHEMA,
        "partnership": {
            "name": frame.partnership or None,
            "abbreviation": frame.abbreviation or None,
            "area": frame.area or None,
        },
        "plan": {
            "title": frame.title or None,
            "period": period,
            "publication": _deadline(frame.publication) if frame.publication else None,
            "reporting": {"text": frame.reporting, "to": reporting_to, "rrule": frame.reporting_rrule}
            if frame.reporting
            else None,
        },
        "priorities": priorities,
        "bodies": [
            {"name": body.name, "type": body.type, "aliases": body.aliases} for body in registry.bodies.values()
        ],
        "documents": [{"name": name, "type": document_type(name)} for name in named.values()],
        "counts": _counts(priorities, actions),
    }


def _counts(priorities: list[Read], actions: list[Read]) -> Read:
    return {
        "priorities": len(priorities),
        "outcomes": sum(len(priority["outcomes"]) for priority in priorities),
        "actions": len(actions),
        "per_priority": [
            {"number": priority["number"], "outcomes": len(priority["outcomes"]), "actions": len(priority["actions"])}
            for priority in priorities
        ],
        "actions_with_deadline": sum(action["deadline"]["kind"] != "none" for action in actions),
        "actions_without_owner": sum(not action["owners"] for action in actions),
    }


def _plan_doubts(frame: Frame, priorities: list[Read]) -> list[Read]:
    found = [doubts.doubt(*one) for one in frame.doubts]
    if not frame.partnership:
        found.append(doubts.doubt("no_partnership", "The document does not say whose plan it is."))
    if not frame.start:
        found.append(
            doubts.doubt("no_period", "The plan's period could not be read, so dates without a year stay open.")
        )
    if not any(priority["actions"] for priority in priorities):
        found.append(doubts.doubt("no_actions", "No actions were found."))
    for priority in priorities:
        if not priority["title"]:
            found.append(doubts.doubt("no_priority", "Some actions stand under no priority."))
        elif not priority["actions"]:
            found.append(doubts.doubt("empty_priority", f"No actions were found under “{priority['title']}”."))
    return found


def _unused(document: Document, builder: Builder, glossary: Glossary, frame: Frame) -> Iterable[Read]:
    """Every line that went into nothing above, in order, with what it was taken for where that is known."""
    explained = {id(line) for line, _ in glossary.lines}
    for line in _all_lines(document, builder):
        if id(line) in builder.used and id(line) in builder.labels:
            yield {"text": tidy(builder.labels[id(line)]), **_place(line.place), "why": "label"}
        if id(line) in builder.used or not line.text.strip():
            continue
        why = builder.why.get(id(line), "")
        if line is frame.title_line:
            why = "title"
        elif id(line) in explained:
            why = "glossary"
        yield {"text": tidy(f"{line.marker} {line.text}"), **_place(line.place), "why": why or "not part of a priority"}


def _all_lines(document: Document, builder: Builder) -> Iterable[Line]:
    for block in document.blocks:
        if isinstance(block, Line):
            yield block
            continue
        if block.name:
            yield builder.captions.get(id(block)) or Line(block.name, block.place)
        for row in block.rows:
            for cell in row:
                yield from cell.lines if cell else ()
