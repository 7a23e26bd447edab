"""What uses an indicator: upper apps say where it serves. ``measures`` may not know them."""

from collections.abc import Callable
from dataclasses import dataclass

from goldenthread.accounts.models import User
from goldenthread.core.as_at import AsAt
from goldenthread.measures.models import Indicator


@dataclass(frozen=True, slots=True)
class Use:
    """A place that an indicator serves, as a page shows it."""

    label: str
    words: str
    address: str


Tell = Callable[[Indicator, User, AsAt], list[Use]]
tellers: list[Tell] = []


def uses_of(indicator: Indicator, user: User, when: AsAt) -> list[Use]:
    return [use for tell in tellers for use in tell(indicator, user, when)]
