"""The report over a round for the Board: exceptions first, then every standard. Pages and papers tell the same."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Round, RoundPart, SelfAssessment, StateEvent
from goldenthread.assurance.models.returns import HANDED_IN
from goldenthread.assurance.queries.comparison import Compared, Standard, compare, earlier_parts, standards_in
from goldenthread.assurance.queries.levels import in_place
from goldenthread.assurance.suppression import shown
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.queries import may
from goldenthread.partnerships.roles import Right
from goldenthread.questionnaires.format.things import Section

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
    def everywhere(self) -> list[Told]:
        return [each for each in self.standards if each.share == 1]

    def only(self, which: str, section: str = "") -> list[Told]:
        """What a number of the report counts."""
        wanted = {"everywhere": self.everywhere, "hidden": [each for each in self.standards if each.here is None]}
        found = wanted.get(which, self.standards)
        return [each for each in found if section in {"", each.standard.section.id}]

    @property
    def sections(self) -> list[tuple[Section, Pair]]:
        """What is in place of all that was answered; nothing where a standard of the section is hidden."""
        pairs: dict[str, list[Pair]] = defaultdict(list)
        known = {each.standard.section.id: each.standard.section for each in self.standards}
        for each in self.standards:
            pairs[each.standard.section.id].append(each.here)
        return [(known[section], _sum(found)) for section, found in pairs.items()]


def asked_returns(partnership: Partnership, opened: Round, handed_in: bool) -> QuerySet[SelfAssessment]:
    """Who has handed in, or has not: names and states alone, for whoever reads the report."""
    asked = SelfAssessment.objects.filter(round=opened).asked_by(partnership)
    found = asked.filter(state__in=HANDED_IN) if handed_in else asked.exclude(state__in=HANDED_IN)
    return found.select_related("organisation", "round").order_by("organisation__name", "pk")


def composite(
    user: User, partnership: Partnership, opened: Round, part: RoundPart, *, for_others: bool = False
) -> Composite:
    """``for_others``: with small groups hidden whatever the person may read, because others will read it."""
    late, there = (asked_returns(partnership, opened, handed_in) for handed_in in (False, True))
    exact = reads_exactly(user, partnership) and not for_others
    earlier = next(iter(earlier_parts(user, partnership, opened, part)), None)
    rows = compare(user, partnership, opened, standards_in([part]), earlier=earlier)
    waiting, handed_in = list(late), there.count()
    return Composite(
        opened, partnership, exact, len(waiting) + handed_in, handed_in, waiting,
        [told_of(row, exact) for row in rows], earlier,
    )  # fmt: skip


def reads_exactly(user: User, partnership: Partnership) -> bool:
    return may(user, Right.READ_SELF_ASSESSMENTS, partnership)


def by_kind(row: Compared, exact: bool) -> dict[str, Pair]:
    """A standard by kind of organisation, with the same groups hidden as in the report, and what would tell of them."""
    question, cells = row.standard.question, Counter[tuple[str, str]]()
    for kind in {kind for kind, _ in row.here}:
        there, of = in_place(question, {level: number for (each, level), number in row.here.items() if each == kind})
        cells[kind, "in place"], cells[kind, "not"] = there, of - there
    kinds = {kind: (cells[kind, "in place"], cells[kind, "in place"] + cells[kind, "not"]) for kind, _ in cells}
    safe = kinds if exact else _shown_kinds(cells)
    return {kind: safe.get(kind) for kind in sorted(kinds) if kinds[kind][1]}


def _shown_kinds(cells: Counter[tuple[str, str]]) -> dict[str, Pair]:
    found = shown(cells)
    if not found.is_whole:
        return {}
    return {kind: (row.get("in place", 0), sum(row.values())) for kind, row in found.kinds.items()}


def changed(opened: Round) -> str:
    """When anything in it last changed: a return came into a state, or was shared."""
    steps = StateEvent.objects.filter(assessment__round=opened).aggregate(last=Max("at"))
    shares = opened.assessments.aggregate(given=Max("shares__given_at"), ended=Max("shares__ended_at"))
    return max((each.isoformat() for each in (*steps.values(), *shares.values()) if each), default="")


def told_of(row: Compared, exact: bool) -> Told:
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
