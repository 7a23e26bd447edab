"""Who uses evidence: upper apps say where a piece serves, and are told when it changes.

``evidence`` may not know them, so each registers itself once, when the application starts.
"""

from collections.abc import Callable
from dataclasses import dataclass

from goldenthread.accounts.models import User
from goldenthread.evidence.models import Evidence


@dataclass(frozen=True, slots=True)
class Use:
    """A place where evidence serves, as a page shows it."""

    label: str
    address: str
    counts: bool


Where = Callable[[Evidence, User], list[Use]]
Told = Callable[[Evidence, frozenset[str]], None]

_users: list[tuple[Where, Told]] = []


def register(where: Where, changed: Told) -> None:
    _users.append((where, changed))


def uses_of(evidence: Evidence, user: User) -> list[Use]:
    return [use for where, _ in _users for use in where(evidence, user)]


def tell_of_change(evidence: Evidence, changed: frozenset[str] = frozenset()) -> None:
    """``changed``: the names of the facts that were corrected."""
    for _, told in _users:
        told(evidence, changed)
