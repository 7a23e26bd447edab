"""Files that were written before a field or a list came into the format: they go on loading.

Whoever adds one to ``schema.py`` says here what a record is taken to say that does not have it yet.
"""

from typing import Any

ADDED: dict[str, dict[str, Any]] = {
    "plan": {"closing_reasons": {}},
    "periods": {"to_board_by": None, "to_board_at": None},
    "priorities": {"confirmed_by": None},
    "outcomes": {"confirmed_by": None},
    "actions": {"confirmed_by": None},
    "action_versions": {"answered_on": None},
    "impact": {"indicator": None},
}
LISTS_ADDED = ("origins", "earlier_approvals", "indicators", "figures", "measurings")


def fill_in(document: dict[str, Any]) -> None:
    """``document``: every list is there, and every record is made of fields."""
    plan = document["plan"]
    for key, absent in ADDED.items():
        for row in [plan] if key == "plan" else document[key]:
            for name, value in absent.items():
                row.setdefault(name, value)
    held = {"valid_from": plan.get("adopted_at") or plan.get("created_at"), "valid_to": None}
    for row in document["serves"]:
        for name, value in held.items():
            row.setdefault(name, value)
    held["added_by"] = plan.get("adopted_by") or next((person.get("ref") for person in document["people"]), None)
    for action in document["actions"]:
        told = action.pop("origins", [])
        document["origins"] += [_origin(each, action, held) for each in told if isinstance(each, dict)]


def _origin(told: dict[str, Any], action: dict[str, Any], held: dict[str, Any]) -> dict[str, Any]:
    """Where an action comes from stood with the action itself, without who said so."""
    own = {name: told.get(name, "") for name in ("kind", "label", "address")}
    return {"action": action.get("ref"), **held, **own, "record_type": "", "record_ref": ""}
