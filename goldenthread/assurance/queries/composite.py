"""The report over a round for the Board: exceptions first, then every standard. Pages and papers tell the same."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Round, RoundPart, SelfAssessment, StateEvent
from goldenthread.assurance.models.returns import HANDED_IN
from goldenthread.assurance.queries.comparison import Compared, Standard, compare, earlier_parts, standards_in
from goldenthread.assurance.suppression import shown
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.queries import may
from goldenthread.partnerships.roles import Right

WEAKEST, GAPS = 8, 5
Pair = tuple[int, int] | None
"""How many have it in place, of how many; None where it is hidden."""


@dataclass(frozen=True, slots=True)
class Told:
    """A standard as the report tells it."""

    standard: Standard
    here: Pair
    elsewhere: Pair
    before: Pair

    @property
    def share(self) -> float | None:
        return _share(self.here)

    @property
    def behind(self) -> float:
        """By how much fewer have it in place than elsewhere."""
        return _less(self.here, self.elsewhere)

    @property
    def fallen(self) -> float:
        """By how much fewer have it in place than in the round before."""
        return _less(self.here, self.before)


@dataclass(frozen=True, slots=True)
class Composite:
    opened: Round
    partnership: Partnership
    exact: bool
    """False where small groups are hidden, because the reader may not open the returns themselves."""
    asked: int
    handed_in: int
    waiting: list[SelfAssessment]
    standards: list[Told]
    earlier: RoundPart | None

    @property
    def weakest(self) -> list[Told]:
        known = [each for each in self.standards if each.share is not None and each.share < 1]
        return sorted(known, key=lambda each: (each.share, -each.standard.question.weight))[:WEAKEST]

    @property
    def behind(self) -> list[Told]:
        found = [each for each in self.standards if each.behind > 0]
        return sorted(found, key=lambda each: -each.behind)[:GAPS]

    @property
    def fallen(self) -> list[Told]:
        found = [each for each in self.standards if each.fallen > 0]
        return sorted(found, key=lambda each: -each.fallen)[:GAPS]

    @property
    def hidden(self) -> int:
        return sum(each.here is None for each in self.standards)

    @property
    def sections(self) -> list[tuple[str, Pair]]:
        """What is in place of all that was answered; nothing where a standard of the section is hidden."""
        pairs: dict[str, list[Pair]] = defaultdict(list)
        for each in self.standards:
            pairs[each.standard.section.title].append(each.here)
        return [(title, _sum(found)) for title, found in pairs.items()]


def composite(user: User, partnership: Partnership, opened: Round, part: RoundPart) -> Composite:
    asked = SelfAssessment.objects.filter(round=opened).asked_by(partnership)
    waiting = asked.exclude(state__in=HANDED_IN).select_related("organisation", "round").order_by("organisation__name")
    exact = may(user, Right.READ_SELF_ASSESSMENTS, partnership)
    earlier = next(iter(earlier_parts(user, partnership, opened, part)), None)
    rows = compare(user, partnership, opened, standards_in([part]), earlier=earlier)
    late = list(waiting)
    return Composite(
        opened, partnership, exact, asked.count(), asked.count() - len(late), late,
        [_told(row, exact) for row in rows], earlier,
    )  # fmt: skip


def changed(opened: Round) -> str:
    """When anything in it last changed: a return came into a state, or was shared."""
    steps = StateEvent.objects.filter(assessment__round=opened).aggregate(last=Max("at"))
    shares = opened.assessments.aggregate(given=Max("shares__given_at"), ended=Max("shares__ended_at"))
    return max((each.isoformat() for each in (*steps.values(), *shares.values()) if each), default="")


def _told(row: Compared, exact: bool) -> Told:
    pairs = [row.in_place, row.in_place_before]
    here, before = pairs if exact else [_large(pair) for pair in pairs]
    return Told(row.standard, here, row.in_place_elsewhere, before)


def _large(pair: Pair) -> Pair:
    """Nothing where those who have it in place, or those who have not, are fewer than five."""
    if pair is None or not pair[1]:
        return pair
    there, of = pair
    return pair if shown({("", "in place"): there, ("", "not"): of - there}).is_whole else None


def _share(pair: Pair) -> float | None:
    return pair[0] / pair[1] if pair and pair[1] else None


def _less(pair: Pair, than: Pair) -> float:
    one, other = _share(pair), _share(than)
    return other - one if one is not None and other is not None else 0


def _sum(pairs: Sequence[Pair]) -> Pair:
    if any(pair is None for pair in pairs):
        return None
    known = [pair for pair in pairs if pair]
    return sum(there for there, _ in known), sum(of for _, of in known)
