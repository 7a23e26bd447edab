"""From what somebody wants changed to the values of a variation."""

from typing import Any

from goldenthread.plan.models import Action, Plan
from goldenthread.plan.operations.variations import owners_of
from goldenthread.plan.permissions import OWNING
from goldenthread.plan.phrases import read_phrase


def holder_value(owner: Any) -> str:
    """An owner as the value of a choice: ``body:reference``."""
    holder = owner.holder
    return f"{holder._meta.model_name}:{holder.ref}" if holder else ""


def initial_of(action: Action, version: Any) -> dict[str, Any]:
    owners = list(action.owners.at().filter(role__in=["lead", "joint"]).select_related("body", "organisation", "post"))
    return {
        "words": version.words,
        "deadline": version.deadline_text,
        "due_on": version.due_on,
        "lead": next((holder_value(owner) for owner in owners if owner.role == "lead"), ""),
        "joint": [holder_value(owner) for owner in owners if owner.role == "joint"],
        "removed": version.removed,
    }


def changed_values(action: Action, before: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """Only what differs, as JSON. ``before`` is ``initial_of``, and ``wanted`` has the same names and ``reason``."""
    new: dict[str, Any] = {}
    if wanted["words"] != before["words"]:
        new["words"] = wanted["words"]
    if wanted["deadline"] != before["deadline"]:
        new |= deadline_of(wanted["deadline"], action.plan)
    if wanted["due_on"] != before["due_on"]:
        new["due_on"] = _iso(wanted["due_on"])
    if (wanted["lead"], sorted(wanted["joint"])) != (before["lead"], sorted(before["joint"])):
        untouched = [row for row in owners_of(action) if row["role"] not in OWNING]
        new["owners"] = owners_json(wanted["lead"], wanted["joint"]) + untouched
    if wanted["removed"] != before["removed"]:
        new |= {"removed": wanted["removed"], "removed_why": wanted["reason"] if wanted["removed"] else ""}
    return new


def new_action(plan: Plan, wanted: dict[str, Any]) -> dict[str, Any]:
    """An action that the plan does not have yet."""
    owners = owners_json(wanted["lead"], [])
    return (
        {key: wanted[key] for key in ("priority", "words")} | {"owners": owners} | deadline_of(wanted["deadline"], plan)
    )


def deadline_of(phrase: str, plan: Plan) -> dict[str, Any]:
    """What a printed deadline says, as JSON."""
    return {name: _iso(value) for name, value in read_phrase(phrase, plan)[0].items()}


def _iso(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def owners_json(lead: str, joint: list[str]) -> list[dict[str, str]]:
    """Chosen values ``kind:reference`` as a variation keeps them; the lead first."""
    rows = [
        (value, "lead" if number == 0 and lead else "joint")
        for number, value in enumerate([lead, *joint] if lead else joint)
    ]
    return [
        {"kind": value.partition(":")[0], "ref": value.partition(":")[2], "role": role} for value, role in rows if value
    ]
