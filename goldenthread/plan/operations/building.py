"""From what was read out of a document to the rows of a draft plan. Nothing is confirmed, and nothing is added."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from goldenthread.core import clock
from goldenthread.documents.models import StoredFile
from goldenthread.documents.screening import find_identifiers
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.matching import Directory, Holder
from goldenthread.plan.models import (
    Action,
    ActionVersion,
    DeadlineKind,
    DeliverableKind,
    Doubt,
    MilestoneVersion,
    Outcome,
    OutcomeVersion,
    Owner,
    OwnerRole,
    Plan,
    Precision,
    Priority,
    PriorityVersion,
    Serving,
)
from goldenthread.plan.reading.reader import label

Read = dict[str, Any]
UNTITLED = "No priority is printed here"


def build(partnership: Partnership, result: Read, *, fallback_title: str, source: StoredFile | None) -> Plan:
    """The draft with everything in it; the caller keeps the history."""
    plan = _plan(partnership, result["plan"], fallback_title, source)
    builder = _Builder(plan, result)
    builder.build()
    return plan


def _plan(partnership: Partnership, read: Read, fallback_title: str, source: StoredFile | None) -> Plan:
    period, publication, reporting = read["period"], read["publication"] or {}, read["reporting"] or {}
    starts_on, ends_on = _day(period["start"]), _day(period["end"])
    basis = "; ".join(filter(None, [_said("start", period["start_basis"]), _said("end", period["end_basis"])]))
    plan = Plan(
        partnership=partnership,
        title=(read["title"] or fallback_title)[:300],
        starts_on=starts_on,
        ends_on=ends_on if not (starts_on and ends_on and ends_on < starts_on) else None,
        period_basis=basis[:300],
        published=(publication.get("text") or "")[:100],
        reporting=reporting.get("text") or "",
        source=source,
        created_at=clock.now(),
    )
    plan.save()
    return plan


def _said(what: str, basis: str | None) -> str:
    return f"{what} {basis}" if basis else ""


class _Builder:
    def __init__(self, plan: Plan, result: Read) -> None:
        self.plan, self.result, self.moment = plan, result, clock.now()
        self.directory = Directory(plan.partnership)
        self.aliases = {body["name"]: body["aliases"] for body in result["bodies"]}
        self.by_label: dict[str, Action] = {}
        self.doubts: list[Doubt] = []
        self.serves: list[tuple[Action, Outcome]] = []

    def build(self) -> None:
        """Each kind in one statement, however long the plan is."""
        read = self.result["priorities"]
        priorities = Priority.objects.bulk_create(self._item(Priority, each, n) for n, each in enumerate(read, 1))
        pairs = list(zip(priorities, read, strict=True))
        PriorityVersion.objects.bulk_create(self._priority_version(*pair) for pair in pairs)
        outcomes = self._outcomes(pairs)
        self._actions(pairs, outcomes)
        self._plan_doubts(pairs)
        Doubt.objects.bulk_create(self.doubts)

    def _item(self, model: Any, read: Read, position: int, **values: Any) -> Any:
        number = str(read["number"] if read["number"] is not None else "")[:20]
        return model(
            plan=self.plan, number=number, position=position, source=_source(read), created_at=self.moment, **values
        )

    # priorities and outcomes

    def _priority_version(self, priority: Priority, read: Read) -> PriorityVersion:
        title = read["title"] or read["heading"] or UNTITLED
        text = "\n".join(measure["text"] for measure in read["measures"])
        return PriorityVersion(priority=priority, title=title[:500], text=text, valid_from=self.moment)

    def _outcomes(self, pairs: list[tuple[Priority, Read]]) -> dict[int, list[Outcome]]:
        """The outcomes of each priority, by its key."""
        read = [(priority, each) for priority, above in pairs for each in above["outcomes"]]
        made = Outcome.objects.bulk_create(
            self._item(Outcome, each, n, priority=priority) for n, (priority, each) in enumerate(read, 1)
        )
        OutcomeVersion.objects.bulk_create(
            OutcomeVersion(outcome=outcome, words=each["text"], valid_from=self.moment)
            for outcome, (_, each) in zip(made, read, strict=True)
        )
        found: dict[int, list[Outcome]] = {priority.pk: [] for priority, _ in pairs}
        for outcome, (priority, each) in zip(made, read, strict=True):
            found[priority.pk].append(outcome)
            self._doubt_all(each["doubts"], each["text"], outcome=outcome)
        return found

    # actions

    def _actions(self, pairs: list[tuple[Priority, Read]], outcomes: dict[int, list[Outcome]]) -> None:
        read = [(priority, above, each) for priority, above in pairs for each in above["actions"]]
        made = Action.objects.bulk_create(
            self._action(priority, each, n) for n, (priority, _, each) in enumerate(read, 1)
        )
        owners = [self._owners(each) for _, _, each in read]
        rows = list(zip(made, read, owners, strict=True))
        self.by_label = {label(above, each): action for action, (_, above, each), _ in reversed(rows)}
        ActionVersion.objects.bulk_create(self._version(action, each, held) for action, (_, _, each), held in rows)
        Owner.objects.bulk_create(_placed(action, owner) for action, _, held in rows for owner in held)
        MilestoneVersion.objects.bulk_create(
            self._milestone(action, each["text"], other, n)
            for action, (_, _, each), _ in rows
            for n, other in enumerate(each["other_dates"])
        )
        served = [
            Serving(action=action, outcome=outcomes[priority.pk][each["outcome"]], valid_from=self.moment)
            for action, (priority, _, each), _ in rows
            if each["outcome"] is not None and each["outcome"] < len(outcomes[priority.pk])
        ]
        Serving.objects.bulk_create(served)
        for action, (_, _, each), _ in rows:
            self._doubt_all(each["doubts"], each["text"], action=action)

    def _action(self, priority: Priority, read: Read, position: int) -> Action:
        action: Action = self._item(
            Action,
            read,
            position,
            priority=priority,
            kind=read["kind"] if read["kind"] in DeliverableKind.values else "",
            documents=read["documents"],
            success_measure=read["success_measure"] or "",
            reported={name: value for name, value in read["reported"].items() if value},
        )
        return action

    def _version(self, action: Action, read: Read, owners: list[Owner]) -> ActionVersion:
        lead = next((owner for owner in owners if owner.role == OwnerRole.LEAD), Owner())
        return ActionVersion(
            action=action,
            plan=self.plan,
            priority=action.priority,
            position=action.position,
            words=read["text"],
            valid_from=self.moment,
            owner_text=(read["owner_phrase"] or "")[:300],
            lead_body=lead.body,
            lead_organisation=lead.organisation,
            lead_post=lead.post,
            **deadline_fields(read["deadline"]),
        )

    def _owners(self, read: Read) -> list[Owner]:
        roles = [OwnerRole.LEAD, *([OwnerRole.JOINT] * len(read["owners"]))]
        named = [*zip([owner["name"] for owner in read["owners"]], roles, strict=False)]
        named += [(partner["name"], OwnerRole.PARTNER) for partner in read["partners"]]
        named += [(name, OwnerRole.REPORTS_TO) for name in read["reports_to"]]
        return [
            owner_row(
                name, role, self.directory.match(name, self.aliases.get(name, ())), position=n, valid_from=self.moment
            )
            for n, (name, role) in enumerate(named)
        ]

    def _milestone(self, action: Action, words: str, read: Read, position: int) -> MilestoneVersion:
        said = sentence_with(words, read["text"] or "")
        return MilestoneVersion(
            action=action, position=position, words=said[:500], valid_from=self.moment, **deadline_fields(read)
        )

    # doubts

    def _doubt_all(self, found: Iterable[Read], words: str, **item: Priority | Outcome | Action) -> None:
        for doubt in found:
            other = (
                self.by_label.get(doubt["sentence"].partition("same deliverable as ")[2].rstrip("."))
                if doubt["code"] == "duplicate"
                else None
            )
            self.doubts.append(
                Doubt(plan=self.plan, code=doubt["code"][:60], sentence=doubt["sentence"][:500], other=other, **item)
            )
        for hit in find_identifiers(words):
            if hit.certainty == "certain":
                said = f"“{hit.text}” {hit.sentence} A plan must not identify a child: take it out if it does."
                self.doubts.append(Doubt(plan=self.plan, code="identifier", sentence=said[:500], **item))

    def _plan_doubts(self, pairs: list[tuple[Priority, Read]]) -> None:
        untitled = [priority for priority, read in pairs if not read["title"]]
        for doubt in self.result["doubts"]:
            about = {"priority": untitled.pop(0)} if doubt["code"] == "no_priority" and untitled else {}
            self._doubt_all([doubt], "", **about)


def owner_row(name: str, role: str, holder: Holder | None, **values: Any) -> Owner:
    """An unsaved row: the holder where it is known, and always the name as printed."""
    held = {str(holder._meta.model_name): holder} if holder else {}
    return Owner(role=role, text=name[:200], **held, **values)


def _placed(action: Action, owner: Owner) -> Owner:
    owner.action = action
    return owner


def deadline_fields(read: Read) -> dict[str, Any]:
    return {
        "deadline_text": (read["text"] or "")[:200],
        "deadline_kind": read["kind"] if read["kind"] in DeadlineKind.values else DeadlineKind.NONE,
        "deadline_role": read["role"] if read["role"] in Precision.values else "",
        "earliest_on": _day(read["start"]),
        "latest_on": _day(read["end"]),
        "due_on": _day(read["due"]),
        "rrule": (read["rrule"] or "")[:200],
    }


def sentence_with(words: str, phrase: str) -> str:
    """The part of a text that holds the phrase: what the date of a milestone is about."""
    parts = re.split(r"(?<=[.;])\s+", words)
    return next((part for part in parts if phrase and phrase in part), phrase or words)


def _source(read: Read) -> Read:
    """What the document says and where, kept beside what we make of it."""
    deadline = read.get("deadline") or {}
    kept = {
        "words": read.get("text") or read.get("heading") or read.get("title") or "",
        "parts": read.get("text_parts"),
        "place": read["place"]["text"],
        "owner": read.get("owner_phrase"),
        "deadline": deadline.get("text"),
        "cells": read.get("cells"),
        "section": read.get("section"),
        "section_owner": read.get("section_owner"),
    }
    return {name: value for name, value in kept.items() if value}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
