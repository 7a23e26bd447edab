"""What the cells of an action print: who, when, status; for the layouts that are tables."""

from typing import Any

from .truth import as_list


def who(action: dict[str, Any]) -> str:
    """The wording that names the owner, or an empty cell."""
    found = as_list(action.get("who"))
    return found[0] if found else ""


def when(action: dict[str, Any]) -> str:
    """The date cell: what the plan file gives as `cell`, else the phrase of the deadline."""
    found = as_list(action.get("by"))
    return action.get("cell", found[0] if found else "")


def status(action: dict[str, Any]) -> str:
    found = as_list(action.get("st"))
    return found[0] if found else ""
