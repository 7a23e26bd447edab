"""A draft plan as the people see it who confirm it: each item with its words, owners, doubts, and who accepted it."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from goldenthread.plan.matching import word_changes
from goldenthread.plan.models import (
    FOREVER,
    Action,
    ActionVersion,
    Doubt,
    Outcome,
    OutcomeVersion,
    Owner,
    OwnerRole,
    Plan,
    Priority,
    PriorityVersion,
)

SHOWS = ("doubts", "open", "all")
OWNING = {OwnerRole.LEAD, OwnerRole.JOINT}


@dataclass(slots=True, eq=False)
class Row:
    """A priority, an outcome or an action of the draft."""

    kind: str
    item: Priority | Outcome | Action
    version: Any
    words: str
    doubts: list[Doubt] = field(default_factory=list)
    owners: list[Owner] = field(default_factory=list)

    @property
    def confirmed(self) -> bool:
        return self.item.confirmed_at is not None

    @property
    def name(self) -> str:
        return str(self.item)

    @property
    def leads(self) -> list[Owner]:
        return [owner for owner in self.owners if owner.role in OWNING]

    @property
    def is_open(self) -> bool:
        return not self.confirmed

    def settle(self, item: Any) -> None:
        """It was confirmed since it was read from the database."""
        self.item, self.doubts = item, []

    def shown(self, show: str) -> bool:
        return {"doubts": bool(self.doubts), "open": self.is_open}.get(show, True)


@dataclass(slots=True)
class Draft:
    """Everything of a draft, in its order. Six queries."""

    plan: Plan
    sections: list[tuple[Row, list[Row]]]
    plan_doubts: list[Doubt]

    @property
    def rows(self) -> list[Row]:
        return [row for head, below in self.sections for row in (head, *below)]

    def counted(self, show: str) -> int:
        return sum(row.shown(show) for row in self.rows)

    @property
    def confirmed(self) -> int:
        return sum(row.confirmed for row in self.rows)

    @property
    def without_doubts(self) -> int:
        """How many "accept all without doubts" would accept."""
        return sum(row.is_open and not row.doubts for row in self.rows)

    def only(self, show: str) -> list[tuple[Row, list[Row]]]:
        """Sections with something to show; a priority heads its section whether it is shown itself or not."""
        kept = [(head, [row for row in below if row.shown(show)]) for head, below in self.sections]
        return [(head, below) for head, below in kept if below or head.shown(show)]

    def find(self, item: Any) -> Row:
        return next(row for row in self.rows if type(row.item) is type(item) and row.item.pk == item.pk)

    def waiting(self) -> list[Row]:
        """What a person goes through: all that is in doubt, then all that is not confirmed."""
        doubtful = [row for row in self.rows if row.doubts]
        return doubtful or [row for row in self.rows if row.is_open]

    def beside(self, item: Any) -> tuple[Row | None, Row | None]:
        """The one before and the one after an item among those that wait."""
        rows, waiting = self.rows, {id(row) for row in self.waiting()}
        here = rows.index(self.find(item))
        before = next((row for row in reversed(rows[:here]) if id(row) in waiting), None)
        after = next((row for row in rows[here + 1 :] if id(row) in waiting), None)
        return before, after

    @property
    def priority_choices(self) -> list[tuple[str, str]]:
        return [(head.item.ref, f"{head.item.number} {head.words}"[:120]) for head, _ in self.sections]

    @property
    def outcome_choices(self) -> list[tuple[str, str]]:
        return [(row.item.ref, f"{row.name}: {row.words}"[:160]) for row in self.rows if row.kind == "outcome"]

    def following(self, item: Any) -> Row | None:
        """What a person goes on to who has just confirmed an item: the next that waits, at the end the first."""
        self.find(item).settle(item)
        return self.beside(item)[1] or next(iter(self.waiting()), None)


def draft_of(plan: Plan) -> Draft:
    doubts, owners = _doubts(plan), _owners(plan)
    below: dict[int, list[Row]] = defaultdict(list)
    outcomes = OutcomeVersion.objects.filter(outcome__plan=plan, valid_to=FOREVER).order_by("outcome__position")
    for outcome in outcomes.select_related("outcome__priority", "outcome__confirmed_by"):
        row = Row("outcome", outcome.outcome, outcome, outcome.words, doubts["outcome", outcome.outcome_id])
        below[outcome.outcome.priority_id].append(row)
    actions = ActionVersion.objects.filter(plan=plan, valid_to=FOREVER).order_by("position")
    for action in actions.select_related("action__priority", "action__confirmed_by"):
        row = Row(
            "action", action.action, action, action.words, doubts["action", action.action_id], owners[action.action_id]
        )
        below[action.action.priority_id].append(row)
    heads = PriorityVersion.objects.filter(priority__plan=plan, valid_to=FOREVER).order_by("priority__position")
    sections = [
        (
            Row("priority", head.priority, head, head.title, doubts["priority", head.priority_id]),
            below[head.priority_id],
        )
        for head in heads.select_related("priority__confirmed_by")
    ]
    return Draft(plan, sections, doubts["plan", plan.pk])


def _doubts(plan: Plan) -> dict[tuple[str, int], list[Doubt]]:
    found: dict[tuple[str, int], list[Doubt]] = defaultdict(list)
    for doubt in Doubt.objects.filter(plan=plan, resolved_at=None).select_related("other__priority"):
        kind, pk = next(
            (
                (kind, pk)
                for kind, pk in (
                    ("action", doubt.action_id),
                    ("outcome", doubt.outcome_id),
                    ("priority", doubt.priority_id),
                )
                if pk
            ),
            ("plan", plan.pk),
        )
        found[kind, pk].append(doubt)
    return found


def _owners(plan: Plan) -> dict[int, list[Owner]]:
    found: dict[int, list[Owner]] = defaultdict(list)
    for owner in Owner.objects.filter(action__plan=plan, valid_to=FOREVER).select_related(
        "body", "organisation", "post"
    ):
        found[owner.action_id].append(owner)
    return found


# --- names that are not matched yet -----------------------------------------------------------------------------------


@dataclass(slots=True)
class Name:
    """A name as it is printed, with the actions that print it."""

    text: str
    owns: list[Action] = field(default_factory=list)
    other: list[Action] = field(default_factory=list)


def unmatched_names(plan: Plan) -> list[Name]:
    """Those that own something first, as they hinder adoption; then partners and who is reported to. One query."""
    found: dict[str, Name] = {}
    rows = Owner.objects.filter(action__plan=plan, valid_to=FOREVER, body=None, organisation=None, post=None).exclude(
        text=""
    )
    for owner in rows.select_related("action__priority").order_by("action__position"):
        name = found.setdefault(owner.text, Name(owner.text))
        (name.owns if owner.role in OWNING else name.other).append(owner.action)
    return sorted(found.values(), key=lambda name: not name.owns)


# --- the document beside it -------------------------------------------------------------------------------------------


def printed(source: dict[str, Any]) -> Markup:
    """The words of the document with those marked that were read as owner or deadline."""
    words = str(source.get("words", ""))
    phrases = [phrase for phrase in (source.get("owner"), source.get("deadline")) if phrase]
    if not phrases:
        return escape(words)
    pattern = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    pieces = re.split(f"({pattern})", words)
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece) if piece in phrases else escape(piece) for piece in pieces
    )


WHY = {
    "label": "a label",
    "title": "the title",
    "glossary": "the list of abbreviations",
    "heading": "a heading",
    "page furniture": "printed on every page",
}


@dataclass(frozen=True, slots=True)
class Unused:
    """A line of the document that nothing was made of; ``number`` names it in addresses."""

    number: int
    text: str
    place: str
    why: str


def unused_lines(draft: Draft) -> list[Unused]:
    """What is still unused: lines that a person has made an item of since are left out."""
    reading = getattr(draft.plan, "reading", None)
    lines = reading.result.get("unused", []) if reading else []
    taken = {row.item.source.get("unused") for row in draft.rows}
    return [
        Unused(number, line["text"], line["place"]["text"], WHY.get(line["why"], line["why"]))
        for number, line in enumerate(lines)
        if number not in taken
    ]


# --- beside the plan before -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Change:
    """An action of the draft beside the one that it continues."""

    new: ActionVersion
    old: ActionVersion
    words: list[tuple[str, str]]
    facts: list[tuple[str, str, str]]

    @property
    def is_changed(self) -> bool:
        return bool(self.facts) or any(kind != "same" for kind, _ in self.words)


@dataclass(slots=True)
class Changes:
    added: list[ActionVersion]
    changed: list[Change]
    unchanged: list[Change]
    removed: list[ActionVersion]


def changes_since(plan: Plan, before: Plan) -> Changes:
    """What a draft adds, changes, leaves out and keeps, action by action. Four queries."""
    old = {version.action_id: version for version in _versions(before).filter(removed=False)}
    new = list(_versions(plan))
    owners = {True: _owners(plan), False: _owners(before)}
    pairs = [(version, old[version.action.carried_from_id]) for version in new if version.action.carried_from_id in old]
    found = [_change(version, earlier, owners) for version, earlier in pairs]
    continued = {change.old.action_id for change in found}
    return Changes(
        added=[version for version in new if version.action.carried_from_id not in old],
        changed=[change for change in found if change.is_changed],
        unchanged=[change for change in found if not change.is_changed],
        removed=[version for key, version in old.items() if key not in continued],
    )


def _versions(plan: Plan) -> Any:
    rows = ActionVersion.objects.filter(plan=plan, valid_to=FOREVER).order_by("position")
    return rows.select_related("action__priority", "action__plan__partnership")


def _change(new: ActionVersion, old: ActionVersion, owners: dict[bool, dict[int, list[Owner]]]) -> Change:
    facts = [
        ("Owner", _named(owners[False][old.action_id]), _named(owners[True][new.action_id])),
        ("Deadline", old.deadline_text, new.deadline_text),
        ("Number", old.action.code, new.action.code),
    ]
    return Change(new, old, word_changes(old.words, new.words), [fact for fact in facts if fact[1] != fact[2]])


def _named(owners: list[Owner]) -> str:
    return ", ".join(str(owner) for owner in owners if owner.role in OWNING) or "nobody"
