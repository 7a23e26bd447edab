"""How one standard stood in each round: through editions that renamed it, and broken where it was asked otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Round, RoundPart
from goldenthread.assurance.queries.comparison import (
    Standard,
    earlier_parts,
    matching,
    over_kinds,
    own_tables,
)
from goldenthread.assurance.queries.levels import in_place
from goldenthread.core.charts import Line, Series
from goldenthread.partnerships.models import Partnership

MOST = 12
"""Rounds that are looked at."""


@dataclass(frozen=True, slots=True)
class Then:
    """``in_place`` is nothing where the round did not ask the standard, or not on the same scale."""

    part: RoundPart
    in_place: tuple[int, int] | None

    @property
    def share(self) -> int | None:
        return round(100 * self.in_place[0] / self.in_place[1]) if self.in_place and self.in_place[1] else None


def trend(user: User, partnership: Partnership, opened: Round, asked: Standard) -> list[Then]:
    """The oldest round first, this one last. One query for all figures.

    Each round is matched with the next later one that asked the same, so that a standard that two editions renamed one
    after the other is still known.
    """
    parts = earlier_parts(user, partnership, opened, asked.part)[: MOST - 1]
    known: list[tuple[RoundPart, Standard | None]] = [(asked.part, asked)]
    later = asked
    for part in parts:
        name = matching(later.part, part).get(later.question.id) or matching(asked.part, part).get(asked.question.id)
        found = _standard(part, name, asked) if name else None
        known.append((part, found))
        later = found or later
    tables = own_tables(user, partnership, [each for _, each in known if each])
    return [
        Then(part, in_place(each.question, over_kinds(tables.get(each.key, {}))) if each else None)
        for part, each in reversed(known)
    ]


def _standard(part: RoundPart, name: str, like: Standard) -> Standard:
    question = next(each for each in part.edition.questionnaire.questions if each.id == name)
    return Standard(part, like.section, question, like.number)


def line_of(found: Sequence[Then]) -> Line | None:
    """Nothing where there is no line to draw."""
    if sum(each.share is not None for each in found) < 2:
        return None
    labels = [f"{each.part.round.opens_on:%b %Y}" for each in found]
    return Line("In place, in percent", labels, [Series("In place", [each.share for each in found])])
