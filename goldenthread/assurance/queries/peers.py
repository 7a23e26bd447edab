"""An organisation's own levels beside those of its peers: others of its kind, as quartiles and without names."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Sum

from goldenthread.assurance.models import RoundPart, SelfAssessment, Summary
from goldenthread.assurance.queries.comparison import Standard, standards_in
from goldenthread.assurance.queries.levels import Level, code_of, levels, quartiles
from goldenthread.assurance.queries.summaries import Counted, said_in
from goldenthread.assurance.suppression import FEWEST
from goldenthread.core import clock


@dataclass(frozen=True, slots=True)
class Beside:
    standard: Standard
    own: Level | None
    quartiles: list[Level]
    """Empty where fewer than five others gave a level."""
    peers: int

    @property
    def tone(self) -> str:
        """Whether the own level lies below, within or above the middle half."""
        if self.own is None or not self.own.is_level or not self.quartiles:
            return ""
        order = [each.code for each in levels(self.standard.question)]
        own, low, high = (order.index(each.code) for each in (self.own, self.quartiles[0], self.quartiles[2]))
        return "Below the middle half" if own < low else "Above the middle half" if own > high else "In the middle half"


def beside_peers(assessment: SelfAssessment, part: RoundPart) -> list[Beside]:
    """Of everybody of the kind who handed in and shared; the organisation itself is taken away."""
    own = _own(assessment, part)
    everybody = _kind(assessment, part)
    return [_beside(each, everybody.get(each.question.id, Counter()), own) for each in standards_in([part])]


def _own(assessment: SelfAssessment, part: RoundPart) -> dict[str, Counted]:
    said = said_in(SelfAssessment.objects.filter(pk=assessment.pk))
    return {each.question: each for each in said if each.part == part.pk and each.partnership is None}


def _kind(assessment: SelfAssessment, part: RoundPart) -> dict[str, Counter[str]]:
    rows = Summary.objects.on(clock.today()).filter(part=part, partnership=None, kind=assessment.organisation.kind)
    found: dict[str, Counter[str]] = {}
    for question, level, number in rows.order_by().values_list("question", "level").annotate(Sum("count")):
        found.setdefault(question, Counter())[level] += number
    return found


def _beside(standard: Standard, everybody: Counter[str], own: dict[str, Counted]) -> Beside:
    question, others, mine = standard.question, Counter(everybody), own.get(standard.question.id)
    if mine and mine.until >= clock.today():
        others[mine.level] -= 1
    counts: Counter[str] = Counter()
    for level, number in others.items():
        counts[code_of(question, level)] += number
    known = {each.code: each for each in levels(question)}
    peers = sum(counts[code] for code, each in known.items() if each.is_level)
    at = known.get(code_of(question, mine.level)) if mine else None
    return Beside(standard, at, quartiles(question, counts) if peers >= FEWEST else [], peers)
