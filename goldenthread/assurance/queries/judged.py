"""What organisations gave themselves against what stands after moderation, by standard and by organisation.

A later agreed level stands before the moderated one. Both are of the partnership that moderates the answer.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from goldenthread.accounts.models import User
from goldenthread.assurance.models import JudgementStage, Round
from goldenthread.assurance.queries.comparison import Place, Standard
from goldenthread.assurance.queries.heat import COUNTING, returns_read
from goldenthread.assurance.queries.honesty import RETURN, last_said, ranked, scales_for
from goldenthread.assurance.queries.levels import Level, levels
from goldenthread.partnerships.models import Partnership
from goldenthread.questionnaires.models import Answer

PART = "sheet__assessment_part__part"
HOW = {
    "lowered": Q(stands__lt=F("own")), "same": Q(stands=F("own")), "raised": Q(stands__gt=F("own")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """``counts``: from (own, what stands) to the number of answers, each as the place of the level."""

    standard: Standard
    counts: Counter[tuple[int, int]]

    @property
    def number(self) -> int:
        return sum(self.counts.values())

    @property
    def lowered(self) -> int:
        return sum(number for (own, stands), number in self.counts.items() if stands < own)

    @property
    def raised(self) -> int:
        return sum(number for (own, stands), number in self.counts.items() if stands > own)

    @property
    def same(self) -> int:
        return self.number - self.lowered - self.raised

    @property
    def own_in_place(self) -> tuple[int, int]:
        return self._in_place(0)

    @property
    def in_place(self) -> tuple[int, int]:
        return self._in_place(1)

    def _in_place(self, which: int) -> tuple[int, int]:
        good = {place for place, level in enumerate(levels(self.standard.question)) if level.is_in_place}
        return sum(number for pair, number in self.counts.items() if pair[which] in good), self.number


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One answer: its own level, the moderator's, the agreed one."""

    answer: Answer
    own: Level
    moderated: Level | None
    agreed: Level | None


def judged_answers(
    user: User, partnership: Partnership, opened: Round, standards: Sequence[Standard], kind: str = ""
) -> QuerySet[Answer]:
    """Answers to these standards which the person reads here and for which a level stands."""
    scales = scales_for(each.question for each in standards)
    returns = returns_read(user, partnership, opened, kind).order_by()
    found = Answer.objects.filter(
        COUNTING, question__in={each.question.id for each in standards},
        **{f"{RETURN}__in": returns.values("pk"), f"{PART}__in": {each.part.pk for each in standards}},
    ).annotate(
        own=ranked("value", scales), moderated=last_said(JudgementStage.MODERATED, scales),
        agreed=last_said(JudgementStage.AGREED, scales),
    )  # fmt: skip
    return found.annotate(stands=Coalesce("agreed", "moderated")).filter(own__isnull=False, stands__isnull=False)


def judged(answers: QuerySet[Answer], standards: Sequence[Standard]) -> list[Judged]:
    """In one query for any number of standards and organisations."""
    counted = answers.order_by().values_list(PART, "question", "own", "stands").annotate(number=Count("pk"))
    found: dict[Place, Counter[tuple[int, int]]] = {}
    for part, question, own, stands, number in counted:
        found.setdefault((part, question), Counter())[own, stands] += number
    return [Judged(each, found.get(each.key, Counter())) for each in standards]


def rows_of(answers: Sequence[Answer], standard: Standard) -> list[JudgedRow]:
    known = levels(standard.question)

    def at(place: int | None) -> Level | None:
        return None if place is None else known[place]

    return [JudgedRow(each, known[each.own], at(each.moderated), at(each.agreed)) for each in answers]  # type: ignore[attr-defined]
