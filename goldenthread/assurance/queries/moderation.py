"""A return as it is moderated: each standard with the views of everybody beside each other."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.assurance.models import (
    AssessmentPart,
    Correction,
    Gap,
    Judgement,
    JudgementStage,
    Letter,
    ReturnedQuestion,
    SelfAssessment,
    Stance,
)
from goldenthread.assurance.queries.levels import highest, in_words, is_standard, level_of, rank, tone
from goldenthread.assurance.queries.returns import parts_of_return
from goldenthread.assurance.queries.staff import StaffSaid, said_by_staff
from goldenthread.partnerships.models import Partnership
from goldenthread.questionnaires.format.things import Question, Section
from goldenthread.questionnaires.models import Answer
from goldenthread.questionnaires.queries.answering import parts_of

Place = tuple[int, str]
"""An assessment part and the identifier of a question in it."""


@dataclass
class Standard:
    """``judgements``: all of them, the oldest first; the last of each stage and partnership stands."""

    part: AssessmentPart
    section: Section
    question: Question
    answer: Answer | None
    judgements: list[Judgement] = field(default_factory=list)
    questions: list[ReturnedQuestion] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    staff: StaffSaid | None = None

    @property
    def moderator(self) -> int:
        """The partnership that moderates it: of a supplement its own, of the common part the one that leads."""
        return moderator_of(self.part)

    @property
    def level(self) -> str:
        return level_of(self.answer)

    @cached_property
    def moderated(self) -> list[Judgement]:
        """One for each partnership, the moderator's first."""
        last = {each.partnership_id: each for each in self.judgements if each.stage == JudgementStage.MODERATED}
        return sorted(last.values(), key=lambda each: each.partnership_id != self.moderator)

    @cached_property
    def reply(self) -> Judgement | None:
        return self._last(JudgementStage.REPLY)

    @cached_property
    def agreed(self) -> Judgement | None:
        return self._last(JudgementStage.AGREED)

    def _last(self, stage: str) -> Judgement | None:
        return next((each for each in reversed(self.judgements) if each.stage == stage), None)

    def of(self, partnership: Partnership) -> Judgement | None:
        return next((each for each in self.moderated if each.partnership_id == partnership.pk), None)

    @property
    def first(self) -> Judgement | None:
        """What the moderator said."""
        return next((each for each in self.moderated if each.partnership_id == self.moderator), None)

    @property
    def stands(self) -> str:
        """The level that counts today: agreed, else moderated, else the organisation's own."""
        said = self.agreed or self.first
        return said.level if said else self.level

    @property
    def moderators_differ(self) -> bool:
        return len({each.level for each in self.moderated}) > 1

    @property
    def is_disputed(self) -> bool:
        """The organisation disagrees, and no level was agreed since."""
        said = self.reply
        if said is None or said.stance != Stance.DISAGREES:
            return False
        return self.agreed is None or self.agreed.pk < said.pk

    @property
    def waits_for_answer(self) -> list[ReturnedQuestion]:
        return [each for each in self.questions if each.replied_at is None]

    @property
    def changed_since(self) -> bool:
        """The answer was changed after the moderator looked at it."""
        version = self.answer.version if self.answer else 0
        return self.first is not None and version != self.first.answer_version

    @property
    def was_spoken_of(self) -> bool:
        return bool(self.judgements or self.questions or self.corrections or self.gaps)

    @property
    def is_below(self) -> bool:
        """Below the highest level, so that something may have to be done."""
        here, best = rank(self.question, self.stands), rank(self.question, highest(self.question))
        return here is not None and best is not None and here < best

    def said(self, level: str) -> str:
        return in_words(self.question, level) or "No level"

    def tone(self, level: str) -> str:
        return tone(self.question, level)

    def seen(self, stage: str, partnership: Partnership) -> int:
        """The number of the last view of the partnership, for a form that must not overwrite a later one."""
        own = [each.number for each in self.judgements
               if each.stage == stage and each.partnership_id == partnership.pk]  # fmt: skip
        return max(own, default=0)


@dataclass(frozen=True, slots=True)
class SectionRead:
    part: AssessmentPart
    section: Section
    standards: list[Standard]

    @property
    def judged(self) -> int:
        return sum(each.first is not None for each in self.standards)

    @property
    def open(self) -> int:
        return sum(bool(each.waits_for_answer) for each in self.standards)

    @property
    def disputed(self) -> int:
        return sum(each.is_disputed for each in self.standards)

    @property
    def quiet(self) -> list[Standard]:
        return [each for each in self.standards if not each.was_spoken_of]

    @property
    def differ(self) -> int:
        return sum(each.moderators_differ for each in self.standards)


def moderator_of(part: AssessmentPart) -> int:
    return part.part.partnership_id or part.assessment.round.partnership_id


def sections_of(assessment: SelfAssessment, user: User, partnership: Partnership | None = None) -> list[SectionRead]:
    """The standards that the organisation was asked, as it reads them, or as a ``partnership`` does."""
    parts = parts_of_return(assessment, partnership)
    answers: dict[int, dict[str, Answer]] = defaultdict(dict)
    rows = Answer.objects.filter(sheet__in=[each.sheet_id for each in parts])
    for answer in rows.select_related("answered_by", "brought_from"):
        answers[answer.sheet_id][answer.question] = answer
    known = _known(assessment, user, partnership)
    staff = said_by_staff(parts, user)
    found = []
    for part in parts:
        part.assessment = assessment
        for read in parts_of(part.sheet, answers[part.sheet_id]):
            standards = [
                _standard(part, read.section, question, read.answers.get(question.id), known, staff)
                for question in read.questions if is_standard(question)
            ]  # fmt: skip
            if standards:
                found.append(SectionRead(part, read.section, standards))
    return found


def _standard(
    part: AssessmentPart, section: Section, question: Question, answer: Answer | None, known: dict[str, Any],
    staff: dict[Place, StaffSaid],
) -> Standard:  # fmt: skip
    place = (part.pk, question.id)
    return Standard(
        part, section, question, answer,
        known["judgements"][place], known["questions"][place], known["corrections"][place], known["gaps"][place],
        staff.get(place),
    )  # fmt: skip


def _known(
    assessment: SelfAssessment, user: User, partnership: Partnership | None
) -> dict[str, dict[Place, list[Any]]]:
    sources: dict[str, QuerySet[Any]] = {
        "judgements": Judgement.objects.visible_to(user).select_related("by", "partnership").order_by("pk"),
        "questions": ReturnedQuestion.objects.visible_to(user).select_related("asked_by", "replied_by", "partnership"),
        "corrections": Correction.objects.visible_to(user).select_related("by"),
        "gaps": Gap.objects.visible_to(user).select_related(
            "partnership", "variation__plan__partnership", "variation__action__plan__partnership",
            "variation__action__priority",
        ),
    }  # fmt: skip
    return {name: _by_place(_limited(rows, assessment, partnership)) for name, rows in sources.items()}


def _limited(rows: Any, assessment: SelfAssessment, partnership: Partnership | None) -> Any:
    found = rows.filter(part__assessment=assessment)
    return found.known_in(partnership) if partnership else found


def _by_place(rows: Iterable[Any]) -> dict[Place, list[Any]]:
    found: dict[Place, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.part_id, row.question].append(row)
    return found


def at(read: list[SectionRead], moment: datetime) -> list[SectionRead]:
    """As the judgements stood at the moment."""
    return [
        SectionRead(
            each.part, each.section,
            [
                Standard(
                    one.part, one.section, one.question, one.answer,
                    [said for said in one.judgements if said.at <= moment],
                )
                for one in each.standards
            ],
        )
        for each in read
    ]  # fmt: skip


def corrections_of(assessment: SelfAssessment, user: User, partnership: Partnership) -> QuerySet[Correction]:
    found = Correction.objects.visible_to(user).known_in(partnership).filter(part__assessment=assessment)
    return found.select_related("by").order_by("-at", "-pk")  # type: ignore[no-any-return]


def letters_of(assessment: SelfAssessment, user: User) -> QuerySet[Letter]:
    found = Letter.objects.visible_to(user).filter(assessment=assessment)
    return found.select_related("partnership", "sent_by", "assessment")  # type: ignore[no-any-return]


def standing(part: AssessmentPart, question: str, stage: str, partnership: Partnership) -> Judgement | None:
    """The last view of that stage and partnership."""
    found = Judgement.objects.filter(part=part, question=question, stage=stage, partnership=partnership)
    return found.select_related("by").order_by("-number").first()  # type: ignore[no-any-return]
