"""What a person may do, as their own page shows it.

Rights come from ``partnerships``, which stands above this app: it registers a function that tells them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from goldenthread.accounts.models import User


@dataclass(frozen=True, slots=True)
class HeldRole:
    name: str
    place: str
    purpose: str
    rights: tuple[str, ...]
    until: date | None = None


Teller = Callable[[User], list[HeldRole]]
_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    _tellers.append(teller)


def roles_of(person: User) -> list[HeldRole]:
    return [role for teller in _tellers for role in teller(person)]
