"""The report over a round for the Board: exceptions first, then every standard. Pages and papers tell the same."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, QuerySet

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Round, RoundPart, SelfAssessment, Share, StateEvent
from goldenthread.assurance.models.returns import HANDED_IN
from goldenthread.assurance.queries.comparison import Compared, Standard, compare, earlier_parts, standards_in
from goldenthread.assurance.queries.levels import in_place
from goldenthread.assurance.suppression import FEWEST, shown
from goldenthread.core import clock
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.queries import may
from goldenthread.partnerships.roles import Right
from goldenthread.questionnaires.format.things import Section

WEAKEST, GAPS = 8, 5
Pair = tuple[int, int] | None
"""How many have it in place, of how many; None where it is hidden."""
TOLD_APART = 2 * FEWEST - 1
"""Of so many it may be said on which side the few are: they can be any number from one to four."""


@dataclass(frozen=True, slots=True)
class Told:
    """A standard as the report tells it."""

    standard: Standard
    here: Pair
    elsewhere: Pair
    before: Pair
    roughly: tuple[float, str] | None = None
    """Where the number is hidden and five or more answered: about how large a part, and that in words."""

    @property
    def share(self) -> float | None:
        return self.roughly[0] if self.roughly else _share(self.here)

    @property
    def is_known(self) -> bool:
        return self.share is not None

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
    shared: int
    """Returns that the partnership reads: those that the levels are of."""
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
    def known(self) -> list[Told]:
        return [each for each in self.standards if each.is_known]

    @property
    def hidden(self) -> list[Told]:
        """Those of which so few gave a level that nothing is said."""
        return [each for each in self.standards if each.here is None and not each.roughly]

    @property
    def everywhere(self) -> list[Told]:
        return [each for each in self.standards if each.share == 1]

    def only(self, which: str, section: str = "") -> list[Told]:
        """What a number of the report counts."""
        wanted = {"everywhere": self.everywhere, "hidden": self.hidden}
        found = wanted.get(which, self.standards)
        return [each for each in found if section in {"", each.standard.section.id}]

    @property
    def sections(self) -> list["InSection"]:
        parts: dict[str, list[Told]] = defaultdict(list)
        for each in self.standards:
            parts[each.standard.section.id].append(each)
        return [InSection(found[0].standard.section, found) for found in parts.values()]


@dataclass(frozen=True, slots=True)
class InSection:
    section: Section
    standards: list[Told]

    @property
    def everywhere(self) -> int:
        return sum(each.share == 1 for each in self.standards)

    @property
    def answers(self) -> Pair:
        """What is in place of all that was answered; nothing where a standard is hidden."""
        return _sum([each.here for each in self.standards])


def asked_returns(partnership: Partnership, opened: Round, handed_in: bool) -> QuerySet[SelfAssessment]:
    """Who of those whom the partnership asks has handed in, or has not: names and states alone, for whoever reads the
    report. Others of its network stand in the reports of theirs, whoever leads the round."""
    asked = SelfAssessment.objects.filter(round=opened, askings__partnership=partnership)
    found = asked.filter(state__in=HANDED_IN) if handed_in else asked.exclude(state__in=HANDED_IN)
    return found.select_related("organisation", "round").order_by("organisation__name", "pk")


def composite(
    user: User, partnership: Partnership, opened: Round, part: RoundPart, *, for_others: bool = False
) -> Composite:
    """``for_others``: with small groups hidden whatever the person may read, because others will read it."""
    late, there = (asked_returns(partnership, opened, handed_in) for handed_in in (False, True))
    reads = Share.objects.filter(Share.running(clock.today()), partnership=partnership, assessment=OuterRef("pk"))
    exact = reads_exactly(user, partnership) and not for_others
    earlier = next(iter(earlier_parts(user, partnership, opened, part)), None)
    rows = compare(user, partnership, opened, standards_in([part]), earlier=earlier)
    if not any(row.before for row in rows):
        earlier = None  # nobody shared a return with the partnership then
    waiting, given = list(late), list(there.order_by().annotate(reads=Exists(reads)).values_list("reads", flat=True))
    return Composite(
        opened, partnership, exact, len(waiting) + len(given), len(given), sum(given), waiting,
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
    return Told(row.standard, here, row.in_place_elsewhere, before, _roughly(row.in_place) if here is None else None)


def _roughly(pair: tuple[int, int]) -> tuple[float, str] | None:
    """In words that any number from one to four on the small side would have led to."""
    there, of = pair
    if of < FEWEST:
        return None
    if of < TOLD_APART:
        return 0.5, f"some of {of}"
    return (0.1, f"a few of {of}") if there < FEWEST else (0.9, f"all but a few of {of}")


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
