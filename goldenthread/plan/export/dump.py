"""The whole plan as JSON (``docs/plan-json.md``): everything that was ever so. ``operations/loading.py`` loads it."""

import base64
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import ForeignKey, Model, Q

from goldenthread.accounts.models import User
from goldenthread.documents.models import StoredFile
from goldenthread.history.models import Entry
from goldenthread.plan.export.schema import FILE, FORMAT, HOLDERS, PARTS, PERSON, PLAN, files_of_plan, key_of
from goldenthread.plan.models import (
    FOREVER,
    Action,
    ImpactStatement,
    MilestoneVersion,
    Occurrence,
    Outcome,
    Plan,
    Priority,
    Return,
    Variation,
)


class Names:
    """References of records by their row number. Those that no list holds are looked up at once, by model."""

    def __init__(self) -> None:
        self.known: dict[type[Model], dict[int, str]] = defaultdict(dict)

    def learn(self, rows: Iterable[Any]) -> None:
        for row in rows:
            if hasattr(row, "ref") or isinstance(row, Occurrence):
                self.known[type(row)][row.pk] = key_of(row)

    def look_up(self, rows: list[Any], fields: list[str]) -> None:
        for relation in _relations(rows, fields):
            target, known = relation.related_model, self.known[relation.related_model]
            wanted = {getattr(row, relation.attname) for row in rows} - known.keys() - {None}
            if wanted:
                self.learn(target._base_manager.in_bulk(wanted).values())

    def record(self, row: Any, fields: list[str]) -> dict[str, Any]:
        return {name: self._value(row, name) for name in fields}

    def _value(self, row: Any, name: str) -> Any:
        column = row._meta.get_field(name)
        value = getattr(row, column.attname)
        if isinstance(column, ForeignKey):
            return None if value is None else self.known[column.related_model][value]
        if isinstance(value, Decimal):
            return str(value)
        if isinstance(value, datetime | date):
            return None if value == FOREVER else value.isoformat()
        return value


def _relations(rows: list[Any], fields: list[str]) -> list[Any]:
    columns = [rows[0]._meta.get_field(name) for name in fields] if rows else []
    return [column for column in columns if isinstance(column, ForeignKey)]


def dump_plan(plan: Plan, *, emails: bool = False, files: bool = False) -> dict[str, Any]:
    """Everything of a plan as plain values. ``emails`` and ``files`` add people's addresses and the bytes of files."""
    plan = Plan.objects.select_related("partnership").get(pk=plan.pk)
    names, lists = Names(), {part.key: _rows(part.rows(plan)) for part in PARTS}
    stored = list(files_of_plan(plan).order_by("pk"))
    for rows in (stored, *lists.values()):
        names.learn(rows)
    names.look_up([plan], PLAN)
    for part in PARTS:
        names.look_up(lists[part.key], part.fields)
    return {
        "format": FORMAT,
        "partnership": {
            "slug": plan.partnership.slug,
            "name": plan.partnership.name,
            "licence": plan.partnership.licence,
        },
        "plan": names.record(plan, PLAN),
        "people": [_person(person, emails) for person in _named(names, User)],
        **_holders(names),
        "files": [_file(row, names, files) for row in stored],
        **{part.key: [names.record(row, part.fields) for row in lists[part.key]] for part in PARTS},
        "history": [*_earlier_history(plan), *(_entry(entry) for entry in _history(plan))],
    }


def write_plan(plan: Plan, *, emails: bool = False, files: bool = False) -> bytes:
    return json.dumps(dump_plan(plan, emails=emails, files=files), ensure_ascii=False, indent=1).encode() + b"\n"


def _rows(found: Any) -> list[Any]:
    """In the order in which they were made, which loading keeps."""
    rows = found.order_by("pk")
    return list(rows.select_related("action") if rows.model is Occurrence else rows)


def _named(names: Names, model: type[Model]) -> list[Any]:
    return sorted(model._base_manager.in_bulk(names.known[model].keys()).values(), key=lambda row: row.ref)


def _person(person: User, emails: bool) -> dict[str, Any]:
    return {name: getattr(person, name) for name in PERSON} | ({"email": person.email} if emails else {})


def _holders(names: Names) -> dict[str, list[dict[str, Any]]]:
    """Bodies, posts and organisations that the plan names; posts first, for they name the others."""
    found = {}
    for key, (model, fields) in reversed(HOLDERS.items()):
        rows = _named(names, model)
        names.look_up(rows, fields)
        found[key] = [names.record(row, fields) for row in rows]
    return {key: found[key] for key in HOLDERS}


def _file(stored: StoredFile, names: Names, files: bool) -> dict[str, Any]:
    record = names.record(stored, FILE)
    if files:
        record["content"] = _bytes(stored)
    return record


def _bytes(stored: StoredFile) -> str | None:
    """None for a file whose bytes never came here."""
    name = stored.content.name
    if not name or not stored.content.storage.exists(name):
        return None
    with stored.content.storage.open(name) as content:
        return base64.b64encode(content.read()).decode()


def _history(plan: Plan) -> Any:
    """Entries about the plan and everything in it, oldest first; of a plan that was loaded, those since then."""
    about: dict[type[Model], Any] = {
        Priority: plan.priorities, Outcome: plan.outcomes, Action: plan.actions, Variation: plan.variations,
        ImpactStatement: plan.impact_statements, Return: Return.objects.filter(action__plan=plan),
        MilestoneVersion: MilestoneVersion.objects.filter(action__plan=plan),
    }  # fmt: skip
    wanted = Q(record_type=Plan._meta.label_lower, record_ref=plan.ref)
    for model, rows in about.items():
        wanted |= Q(record_type=model._meta.label_lower, record_ref__in=rows.values("ref"))
    found = Entry.objects.filter(wanted, chain=plan.history_chain).order_by("number")
    loaded = getattr(plan, "loaded", None)
    return found.filter(at__gte=loaded.loaded_at) if loaded else found


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(), "who": entry.actor, "did": entry.sentence, "about": entry.record_label,
        "record": f"{entry.record_type} {entry.record_ref}", "reason": entry.reason, "old": entry.old, "new": entry.new,
    }  # fmt: skip


def _earlier_history(plan: Plan) -> list[dict[str, Any]]:
    loaded = getattr(plan, "loaded", None)
    return loaded.earlier_history if loaded else []
