"""What else is a leaver's, beside posts and roles: apps above us tell, so that a hand-over can list it.

What a body, an organisation or a post owns stays there when people go. What carries the person's own name, such as
drafts of returns, stays with its owner; whoever follows finds it there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Partnership


@dataclass(frozen=True, slots=True)
class Belonging:
    """One thing: what it is ("Draft return: Publish the strategy"), where it is, and with whom it stays."""

    what: str
    address: str = ""
    stays_with: str = ""


tellers: list[Callable[[User, Partnership], Sequence[Belonging]]] = []


def belongings_of(person: User, partnership: Partnership) -> list[Belonging]:
    return [belonging for tell in tellers for belonging in tell(person, partnership)]
