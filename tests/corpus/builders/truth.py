"""From a plan file (`plan.yaml`, the one source of a corpus plan) to its `truth.json`."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from . import periods

Raw = dict[str, Any]

ALSO = {
    "also": "owners_also_accepted",
    "with_also": "partners_also_accepted",
    "dates_also": "other_dates_also_accepted",
}


def load(path: Path) -> Raw:
    """The plan file; every date and number in it is kept as the text that is printed."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def as_list(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def plan_period(plan: Raw) -> tuple[date, date]:
    start, end = plan["plan"]["period"][:2]
    return date.fromisoformat(start), date.fromisoformat(end)


class Names:
    """The bodies of a plan under every name they go by."""

    def __init__(self, bodies: list[list[str]]) -> None:
        self.bodies = [{"name": name, "type": kind, "aliases": aliases} for name, kind, *aliases in bodies]
        self.known = {alias: b["name"] for b in self.bodies for alias in [b["name"], *b["aliases"]]}

    def canonical(self, name: str) -> str:
        if name not in self.known:
            raise KeyError(f"{name!r} is not in the list of bodies")
        return self.known[name]

    def entries(self, names: Iterable[Any]) -> list[Raw]:
        """Each name as an entry; `A / B` also accepts B."""
        found = []
        for name in names:
            main, *others = name.split(" // ")
            found.append({"name": self.canonical(main), **({"accept": others} if others else {})})
        return found


def action_text(action: Raw) -> str:
    return action["text"] + action.get("tail", "")


def action_truth(action: Raw, names: Names, span: tuple[date, date]) -> Raw:
    who = as_list(action.get("who"))
    phrase, owners = (who[0], who[1:] or [who[0]]) if who else (None, [])
    when = [None, "none"] if action.get("tbc") else as_list(action.get("by"))
    found: Raw = {
        "number": action.get("n"),
        "text": action_text(action),
        "owner_phrase": phrase or None,
        "owners": names.entries(owners),
        "partners": names.entries(as_list(action.get("with"))),
        "deadline": periods.deadline((when[0] or None) if when else None, when[1] if when else "none", span, when[2:]),
        "other_dates": [
            {**periods.deadline(text, notation, span, []), "applies_to": what}
            for text, notation, what in as_list(action.get("dates"))
        ],
    }
    also_right = [action["text"]] if action.get("tail") else []
    if also_right := also_right + as_list(action.get("text_also")):
        found["text_accept"] = also_right
    for source, key in ALSO.items():
        if action.get(source):
            found[key] = as_list(action[source])
    for key in ("measure", "outcome", "note"):
        if action.get(key):
            found[key] = action[key]
    if action.get("by_text"):
        found["deadline"].setdefault("accept", []).extend({"text": text} for text in as_list(action["by_text"]))
    if action.get("tbc"):
        found["deadline"]["accept"] = [{**periods.reading("none", span), "text": action["tbc"]}]
    if action.get("st") or action.get("prog"):
        status, *means = as_list(action.get("st")) or [None]
        found["reported"] = {"status": status, "means": means, "progress": action.get("prog")}
    return found


def outcome_truth(number: str, text: str, *also_right: str) -> Raw:
    found: Raw = {"number": number or None, "text": text}
    if also_right:
        found["text_accept"] = list(also_right)
    return found


def priority_truth(priority: Raw, names: Names, span: tuple[date, date]) -> Raw:
    number = priority["n"]
    found: Raw = {
        "number": int(number) if number.isdigit() else number or None,
        "title": priority["title"],
        "outcomes": [outcome_truth(*o) for o in priority.get("outcomes", [])],
        "actions": [action_truth(a, names, span) for a in priority["actions"]],
    }
    if priority.get("title_accept"):
        found["title_accept"] = as_list(priority["title_accept"])
    if priority.get("outcomes_also"):
        found["outcomes_also_accepted"] = as_list(priority["outcomes_also"])
    return found


def truth(plan: Raw, files: list[tuple[str, str]]) -> Raw:
    """The truth file's content for a plan that was written out as these files (name, layout in words)."""
    names, span = Names(plan["bodies"]), plan_period(plan)
    priorities = [priority_truth(p, names, span) for p in plan["priorities"]]
    actions = [a for p in priorities for a in p["actions"]]
    start, end, start_basis, end_basis = plan["plan"]["period"]
    published = as_list(plan["plan"].get("publication"))
    return {
        "schema": "scp-plan-truth/1",
        "source": {"files": [{"file": file, "format": layout} for file, layout in files]},
        "partnership": dict(zip(("name", "abbreviation", "area"), plan["partnership"], strict=True)),
        "plan": {
            "title": plan["plan"]["title"],
            **({"title_accept": as_list(plan["plan"]["title_accept"])} if "title_accept" in plan["plan"] else {}),
            "period": {
                "label": plan["plan"].get("label"),
                "start": start,
                "end": end,
                "start_basis": start_basis,
                "end_basis": end_basis,
            },
            "publication": periods.deadline(published[0], published[1], span, []) if published else None,
            "reporting": plan["plan"].get("reporting"),
        },
        "priorities": priorities,
        "bodies": names.bodies,
        "notes": plan.get("notes", []),
        "counts": {
            "priorities": len(priorities),
            "outcomes": sum(len(p["outcomes"]) for p in priorities),
            "actions": len(actions),
            "actions_with_deadline": sum(a["deadline"]["kind"] != "none" for a in actions),
            "actions_without_owner": sum(not a["owners"] for a in actions),
        },
    }
