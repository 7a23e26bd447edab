"""Moderation: partnerships judge what was shared with them, the organisation replies, levels are agreed.

Nothing is overwritten: whoever judges anew adds a judgement, and the last one of each stage and partnership stands.
Its history is the organisation's own, as that of its answers.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.assurance.models import (
    AssessmentPart,
    Judgement,
    JudgementStage,
    ReturnedQuestion,
    SelfAssessment,
    SelfAssessmentState,
    Share,
    Stance,
    StateEvent,
)
from goldenthread.assurance.queries.levels import in_words, is_standard, level_of
from goldenthread.assurance.queries.moderation import SectionRead, Standard, moderator_of, sections_of, standing
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.rights import answered_for
from goldenthread.questionnaires.answering.values import fault
from goldenthread.questionnaires.format.things import Question
from goldenthread.questionnaires.models import Answer
from goldenthread.questionnaires.queries.answering import question_of

State = SelfAssessmentState
Stage = JudgementStage
UNDISPUTED = "As moderated; the organisation does not disagree."


class JudgedMeanwhile(ValidationError):
    """Somebody else judged the same standard since the person opened the page; ``theirs`` stands."""

    def __init__(self, theirs: Judgement, question: Question) -> None:
        said = in_words(question, theirs.level) or theirs.get_stance_display()
        reason = f" Reason: “{theirs.reason}”." if theirs.reason else ""
        super().__init__(
            f"{theirs.by} judged this meanwhile: “{said}”.{reason} What you typed is still here; save again if yours "
            "should stand."
        )
        self.theirs = theirs


@transaction.atomic
def judge(
    part: AssessmentPart, *, question: str, partnership: Partnership, level: str, seen: int, by: User, reason: str = "",
    stage: str = Stage.MODERATED, answers: dict[str, str] | None = None,
) -> Judgement:  # fmt: skip
    """Give a level, moderated or agreed. ``seen``: the number of the last one that the person had before them."""
    part, asked, answer = _to_judge(part, question, partnership, by, stage)
    reason = reason.strip()
    if wrong := _wrong_level(asked, level):
        raise ValidationError({"level": wrong})
    before = level_of(answer) if stage == Stage.MODERATED else _moderated_level(part, question, partnership)
    if not reason and (level != before or not level):
        raise ValidationError({"reason": "Say why, in a sentence that the organisation can read."})
    facts = {"stage": stage, "partnership": partnership, "level": level, "reason": reason, "stance": Stance.JUDGED}
    return _add(part, asked, answer, facts, seen, by, answers)


@transaction.atomic
def accept(part: AssessmentPart, *, question: str, partnership: Partnership, seen: int, by: User) -> Judgement:
    """The moderator accepts the organisation's own level; another partnership that of the moderator."""
    part, asked, answer = _to_judge(part, question, partnership, by, Stage.MODERATED)
    level = level_of(answer)
    if partnership.pk != moderator_of(part):
        first = standing(part, question, Stage.MODERATED, part.assessment.round.partnership)
        if first is None:
            raise ValidationError(f"{part.assessment.round.partnership} has not judged this yet.")
        level = first.level
    facts = {"stage": Stage.MODERATED, "partnership": partnership, "level": level, "stance": Stance.ACCEPTED}
    return _add(part, asked, answer, facts, seen, by, None)


@transaction.atomic
def accept_section(section: SectionRead, *, partnership: Partnership, by: User) -> int:
    """What nobody of the partnership judged yet, and nobody asked about: how many that were.

    Also that a standard is not applicable, for which the organisation gave its reason.
    """
    part, _, _ = _to_judge(section.part, section.standards[0].question.id, partnership, by, Stage.MODERATED)
    mine = partnership.pk == moderator_of(part)
    left = [each for each in section.standards if each.of(partnership) is None and not each.waits_for_answer]
    left = [each for each in left if (each.answer if mine else each.first)]
    levels = [(each, each.level if mine else each.first.level) for each in left]  # type: ignore[union-attr]
    facts = {"stage": Stage.MODERATED, "partnership": partnership, "stance": Stance.ACCEPTED, "by": by}
    _add_many(part, levels, facts, f"accepted the levels of {section.section.title}")
    return len(levels)


@transaction.atomic
def reply(
    part: AssessmentPart, *, question: str, agrees: bool, seen: int, by: User, reason: str = "",
    answers: dict[str, str] | None = None,
) -> Judgement:  # fmt: skip
    """The organisation's right: it agrees with what the moderator said, or disagrees in words."""
    part = _locked(part)
    _refuse_not_in_moderation(part.assessment)
    asked, answer = _asked(part, question)
    place = part.part.partnership or part.assessment.round.partnership
    if standing(part, question, Stage.MODERATED, place) is None:
        raise ValidationError("Nobody has judged this yet.")
    if not agrees and not reason.strip():
        raise ValidationError({"reason": "Say why you disagree."})
    stance = Stance.AGREES if agrees else Stance.DISAGREES
    facts = {"stage": Stage.REPLY, "partnership": place, "stance": stance, "reason": reason.strip()}
    return _add(part, asked, answer, facts, seen, by, answers)


@transaction.atomic
def ask_back(
    part: AssessmentPart, *, question: str, partnership: Partnership, words: str, by: User,
    answers: dict[str, str] | None = None,
) -> ReturnedQuestion:  # fmt: skip
    """Send a question about one answer back. The return is queried until the organisation has answered all of them."""
    part, asked, _ = _to_judge(part, question, partnership, by, Stage.MODERATED)
    if not words.strip():
        raise ValidationError({"words": "Say what you want to know."})
    refuse_identifiers(part.sheet, {"words": words}, partnership=partnership, by=by, answers=answers)
    made = ReturnedQuestion.objects.create(
        part=part, question=question, partnership=partnership, words=words.strip(), asked_by=by, asked_at=clock.now()
    )
    record(part.sheet, f"asked about {asked.id}", by=by, new={"question": words})
    if part.assessment.state == State.SUBMITTED:
        _come_to(part.assessment, State.QUERIED, by)
        record(part.assessment, "sent questions back", by=by)
    return made


@transaction.atomic
def answer_back(
    returned: ReturnedQuestion, *, words: str, by: User, answers: dict[str, str] | None = None
) -> ReturnedQuestion:
    """The organisation answers; with the last answer the return goes back to those who moderate it."""
    part = _locked(returned.part)
    returned = ReturnedQuestion.objects.select_for_update(of=("self",)).get(pk=returned.pk)
    if returned.replied_at:
        raise ValidationError("This was answered already.")
    if not words.strip():
        raise ValidationError({"words": "Write an answer."})
    refuse_identifiers(part.sheet, {"words": words}, partnership=part.sheet.partnership, by=by, answers=answers)
    returned.reply, returned.replied_by, returned.replied_at = words.strip(), by, clock.now()
    returned.save(update_fields=["reply", "replied_by", "replied_at"])
    record(part.sheet, f"answered the question about {returned.question}", by=by, new={"answer": words})
    assessment = part.assessment
    still = ReturnedQuestion.objects.filter(part__assessment=assessment, replied_at=None)
    if assessment.state == State.QUERIED and not still.exists():
        _come_to(assessment, State.SUBMITTED, by, "All questions are answered.")
        record(assessment, "answered all questions", by=by)
    return returned


@transaction.atomic
def agree_return(assessment: SelfAssessment, *, by: User) -> SelfAssessment:
    """The lead partnership closes moderation. What nobody disputes is agreed as moderated."""
    rows = SelfAssessment.objects.select_for_update(of=("self",)).select_related("round__partnership", "organisation")
    assessment = rows.get(pk=assessment.pk)
    place = assessment.round.partnership
    _refuse_own(assessment, by)
    _refuse_not_in_moderation(assessment)
    standards = [each for section in sections_of(assessment, by, place) for each in section.standards]
    _refuse_unsettled(standards)
    for part in {each.part.pk: each.part for each in standards}.values():
        open_ones = [
            (each, each.first.level)  # type: ignore[union-attr]
            for each in standards
            if each.part.pk == part.pk and (each.agreed is None or each.agreed.pk < each.first.pk)  # type: ignore[union-attr]
        ]
        facts = {"stage": Stage.AGREED, "partnership": place, "stance": Stance.ACCEPTED, "reason": UNDISPUTED, "by": by}
        _add_many(part, open_ones, facts, "agreed the levels as moderated")
    _come_to(assessment, State.AGREED, by)
    record(assessment, "agreed the levels", by=by, new={"standards": len(standards)})
    return assessment


def _refuse_unsettled(standards: list[Standard]) -> None:
    unjudged = sum(each.first is None for each in standards)
    waiting = sum(bool(each.waits_for_answer) for each in standards)
    disputed = sum(each.is_disputed for each in standards)
    wrong = [
        f"{unjudged} of {len(standards)} standards are not judged yet." if unjudged else "",
        f"{waiting} wait for an answer of the organisation." if waiting else "",
        f"The organisation disagrees on {disputed}: set the agreed level of each." if disputed else "",
    ]
    if faults := [each for each in wrong if each]:
        raise ValidationError(faults)


def _to_judge(
    part: AssessmentPart, question: str, partnership: Partnership, by: User, stage: str
) -> tuple[AssessmentPart, Question, Answer | None]:
    part = _locked(part)
    assessment = part.assessment
    _refuse_own(assessment, by)
    if part.part.partnership_id not in {None, partnership.pk}:
        raise ValidationError("Only the partnership that asks this supplement moderates it.")
    shared = assessment.shares.filter(Share.running(clock.today()), partnership=partnership)
    if not shared.exists():
        raise ValidationError(f"This return is not shared with {partnership}.")
    if stage == Stage.AGREED and partnership.pk != moderator_of(part):
        raise ValidationError("The partnership that leads the round sets the agreed level.")
    asked, answer = _asked(part, question)
    _refuse_not_in_moderation(assessment, corrected=_was_corrected(part, answer, partnership))
    return part, asked, answer


def _refuse_own(assessment: SelfAssessment, by: User) -> None:
    if assessment.organisation_id in answered_for(by):
        raise ValidationError(f"You answer for {assessment.organisation}. Somebody else moderates its return.")


def _refuse_not_in_moderation(assessment: SelfAssessment, corrected: bool = False) -> None:
    if assessment.round.closed_at:
        raise ValidationError("This round is closed.")
    if assessment.state == State.AGREED and corrected:
        return
    if assessment.state == State.AGREED:
        raise ValidationError("The levels of this return are agreed. One is judged anew when its answer is corrected.")
    if assessment.state not in {State.SUBMITTED, State.QUERIED}:
        raise ValidationError("It is moderated while it is handed in and not agreed yet.")


def _was_corrected(part: AssessmentPart, answer: Answer | None, partnership: Partnership) -> bool:
    """After the last view of the partnership."""
    if answer is None:
        return False
    last = Judgement.objects.filter(part=part, question=answer.question, partnership=partnership)
    seen = last.exclude(stage=Stage.REPLY).order_by("-pk").values_list("answer_version", flat=True).first()
    return seen is not None and seen != answer.version


def _asked(part: AssessmentPart, question: str) -> tuple[Question, Answer | None]:
    asked = question_of(part.sheet, question)
    if asked is None or not is_standard(asked):
        raise ValidationError("There is no such standard here.")
    return asked, part.sheet.answers.filter(question=question).first()


def _wrong_level(question: Question, level: str) -> str:
    if not question.answers and not (question.scale and question.scale.step):
        return "This standard has no levels." if level else ""
    return fault(question, level) if level else "Choose a level."


def _moderated_level(part: AssessmentPart, question: str, partnership: Partnership) -> str:
    said = standing(part, question, Stage.MODERATED, partnership)
    return said.level if said else level_of(part.sheet.answers.filter(question=question).first())


def _add(
    part: AssessmentPart, question: Question, answer: Answer | None, facts: dict[str, Any], seen: int, by: User,
    answers: dict[str, str] | None,
) -> Judgement:  # fmt: skip
    last = standing(part, question.id, facts["stage"], facts["partnership"])
    if last is not None and last.number != seen:
        raise JudgedMeanwhile(last, question)
    made = Judgement(
        part=part, question=question.id, number=seen + 1, answer_version=answer.version if answer else 0, by=by,
        at=clock.now(), **facts,
    )  # fmt: skip
    refuse_identifiers(part.sheet, {"reason": made.reason}, partnership=facts["partnership"], by=by, answers=answers)
    made.full_clean()
    made.save()
    said = in_words(question, made.level) or made.get_stance_display()
    old = {question.id: in_words(question, last.level) or last.get_stance_display()} if last else None
    words = f"{made.get_stage_display().lower()}: {question.id}"
    record(part.sheet, words, by=by, old=old, new={question.id: said}, reason=made.reason)
    return made


def _add_many(part: AssessmentPart, levels: list[tuple[Standard, str]], facts: dict[str, Any], words: str) -> None:
    """In one statement for any number of standards; none of the texts was typed by anybody."""
    made = [
        Judgement(
            part=part, question=each.question.id, level=level, at=clock.now(),
            number=each.seen(facts["stage"], facts["partnership"]) + 1,
            answer_version=each.answer.version if each.answer else 0, **facts,
        )
        for each, level in levels
    ]  # fmt: skip
    if made:
        Judgement.objects.bulk_create(made, batch_size=500)
        said = {each.question.id: each.said(level) for each, level in levels}
        record(part.sheet, words, by=facts["by"], new=said, reason=facts.get("reason", ""))


def _come_to(assessment: SelfAssessment, state: str, by: User, reason: str = "") -> None:
    assessment.state = state
    assessment.save(update_fields=["state"])
    StateEvent.objects.create(assessment=assessment, state=state, at=clock.now(), by=by, reason=reason)


def _locked(part: AssessmentPart) -> AssessmentPart:
    """With its return locked, so that two people judge one after the other."""
    found = AssessmentPart.objects.select_related(
        "part__partnership", "sheet__edition", "sheet__organisation", "sheet__partnership"
    ).get(pk=part.pk)
    rows = SelfAssessment.objects.select_for_update(of=("self",)).select_related("round__partnership", "organisation")
    found.assessment = rows.get(pk=found.assessment_id)
    return found
