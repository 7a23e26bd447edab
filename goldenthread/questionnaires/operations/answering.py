"""Everything that changes a sheet. Who may do it is for the app that asks with it; a locked one is refused here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.core import clock, rows
from goldenthread.core.prepared import prepared
from goldenthread.evidence.operations import IdentifiersFound, refuse_identifiers
from goldenthread.evidence.operations.screening import Found
from goldenthread.history.operations import record
from goldenthread.questionnaires.answering.values import checked, told
from goldenthread.questionnaires.format.things import Question
from goldenthread.questionnaires.models import Answer, AnswerState, Sheet
from goldenthread.questionnaires.queries.answering import answers_to_these, parts_of, steady
from goldenthread.questionnaires.queries.forwarding import forward

WRITTEN = (
    "state", "value", "comment", "version", "answered_by", "answered_at", "first_answered_at", "confirmed_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody answers; ``version`` is that of the answer which they had before them, 0 where there was none."""

    question: str
    version: int
    state: str = ""
    value: Any = None
    comment: str = ""

    def same_as(self, answer: Answer) -> bool:
        return (self.state, self.value, self.comment) == (answer.state, answer.value, answer.comment)


@dataclass(frozen=True, slots=True)
class Saved:
    """``meanwhile``: answers that somebody else changed since; they stand, and both texts are for the person to see.
    ``already``: answers that said the same before, as where it was kept and the person's page never heard of it."""

    answers: list[Answer]
    meanwhile: list[Answer]
    already: list[Answer]
    counts_moved: bool = True
    """Whether the sheet counts other than before."""


@transaction.atomic
def save_answers(sheet: Sheet, given: Sequence[Given], *, by: User, answers: Mapping[str, str] | None = None) -> Saved:
    """Keep what was typed, finished or not. ``answers`` are what a person said of each possible identifier."""
    return keep_answers(sheet, given, by=by, answers=answers)


@transaction.atomic(savepoint=False)
def keep_answers(sheet: Sheet, given: Sequence[Given], *, by: User, answers: Mapping[str, str] | None = None) -> Saved:
    """``save_answers`` as part of another operation, which is undone with it."""
    return _save(open_sheet(sheet), given, by, answers)


@transaction.atomic
def correct_answer(sheet: Sheet, given: Given, *, by: User, answers: Mapping[str, str] | None = None) -> Answer:
    """One answer of a sheet that is locked; the others stay locked. Whether it may be done is for the app that asks."""
    sheet = _fresh(sheet)
    done = _save(sheet, [given], by, answers)
    if done.meanwhile:
        raise ValidationError(f"{done.meanwhile[0].answered_by} changed this answer meanwhile.")
    if not done.answers:
        raise ValidationError("Nothing would change.")
    if sheet.answered < sheet.asked:
        raise ValidationError("With this answer other questions are asked. Have the whole return opened again instead.")
    return done.answers[0]


def _save(sheet: Sheet, given: Sequence[Given], by: User, answers: Mapping[str, str] | None) -> Saved:
    questions = {question.id: question for question in sheet.edition.questionnaire.questions}
    known = answers_to_these(sheet, [each.question for each in given])
    saved, meanwhile, already, found = [], [], [], []
    for each in given:
        before = known.get(each.question)
        if before is not None and each.same_as(before):
            already.append(before)
            continue
        if each.version != (before.version if before else 0):
            meanwhile.append(before or Answer(sheet=sheet, question=each.question, answered_by=by))
            continue
        question = _asked(questions, each)
        found += _identifiers(sheet, question, each, by, answers)
        saved.append((question, before, each))
    if found:
        raise IdentifiersFound(found)
    was, counts = [_counted(question, answer) for question, answer, _ in saved], counts_of(sheet)
    kept = [_write(sheet, *each, by=by) for each in saved]
    if not steady(sheet).issuperset(answer.question for answer in kept):
        summarise_sheet(sheet)
    elif kept:
        now = [_counted(question, answer) for (question, *_), answer in zip(saved, kept, strict=True)]
        _move_counts(sheet, was, now)
    return Saved(kept, meanwhile, already, counts_of(sheet) != counts)


def counts_of(sheet: Sheet) -> tuple[int, int]:
    return sheet.asked, sheet.answered


def _counted(question: Question, answer: Answer | None) -> tuple[int, int]:
    """What it adds to those that are answered, and to those that wait to be confirmed."""
    if answer is None:
        return 0, 0
    return int(answer.counts and not question.optional), int(answer.is_unconfirmed)


def _move_counts(sheet: Sheet, was: list[tuple[int, int]], now: list[tuple[int, int]]) -> None:
    """By what was just written, without reading the rest of the sheet: it is locked, and its counts are true."""
    sheet.answered += sum(answered for answered, _ in now) - sum(answered for answered, _ in was)
    sheet.to_confirm += sum(waits for _, waits in now) - sum(waits for _, waits in was)
    sheet.answered_at = clock.now()
    rows.update(sheet, "answered", "to_confirm", "answered_at")


@transaction.atomic
def save_answer(sheet: Sheet, given: Given, *, by: User, answers: Mapping[str, str] | None = None) -> Answer:
    """One answer; refused where somebody else changed it since."""
    done = save_answers(sheet, [given], by=by, answers=answers)
    if done.meanwhile:
        raise ValidationError(f"{done.meanwhile[0].answered_by} changed this answer meanwhile.")
    return done.answers[0] if done.answers else sheet.answers.get(question=given.question)


@transaction.atomic
def bring_forward(sheet: Sheet, *, earlier: Sheet, by: User) -> list[Answer]:
    """Answers of an earlier sheet come along unconfirmed, where there is none yet and the question still takes them.

    Between two editions the comparison says which are dropped. Nothing that was answered here is overwritten.
    """
    sheet = open_sheet(sheet)
    if earlier.organisation_id != sheet.organisation_id or earlier.pk == sheet.pk:
        raise ValidationError("Choose an earlier sheet of the same organisation.")
    if earlier.edition.name != sheet.edition.name:
        raise ValidationError("Answers come forward from another edition of the same questionnaire.")
    brought = [_brought(sheet, answer) for answer in forward(sheet, earlier).brought]
    Answer.objects.bulk_create(brought, batch_size=500)
    summarise_sheet(sheet)
    record(sheet, "brought earlier answers forward", by=by, new={"from": str(earlier), "answers": len(brought)})
    return brought


@transaction.atomic
def confirm_answer(sheet: Sheet, *, question: str, by: User) -> Answer:
    """It still holds: from now on it counts, with the day on which it was first given."""
    sheet = open_sheet(sheet)
    answer = _unconfirmed(sheet, question)
    answer.confirmed_at, answer.answered_by, answer.answered_at = clock.now(), by, clock.now()
    answer.version += 1
    answer.save()
    summarise_sheet(sheet)
    record(sheet, f"confirmed the earlier answer to {question}", by=by)
    return answer


@transaction.atomic
def drop_answer(sheet: Sheet, *, question: str, by: User) -> None:
    """It does not hold any more: it leaves the sheet, and the question is open."""
    sheet = open_sheet(sheet)
    answer = _unconfirmed(sheet, question)
    old = {question: told(_question(sheet, question), answer)}
    answer.delete()
    summarise_sheet(sheet)
    record(sheet, f"dropped the earlier answer to {question}", by=by, old=old, new={question: ""})


@transaction.atomic
def lock_sheets(sheets: Sequence[Sheet], *, by: User, locked: bool) -> None:
    """``locked``: nobody answers any more; else it is open again."""
    moment = clock.now() if locked else None
    Sheet.objects.filter(pk__in=[sheet.pk for sheet in sheets]).update(locked_at=moment)
    for sheet in sheets:
        record(sheet, "locked the answers" if locked else "opened the answers again", by=by)


def summarise_sheet(sheet: Sheet) -> None:
    """Count anew what is asked, answered and to be confirmed; an earlier answer may open or close later questions."""
    parts = parts_of(sheet)
    sheet.asked = sum(part.asked for part in parts)
    sheet.answered = sum(part.answered for part in parts)
    sheet.to_confirm = sum(len(part.to_confirm) for part in parts)
    sheet.answered_at = clock.now()
    rows.update(sheet, "asked", "answered", "to_confirm", "answered_at")


def _fresh(sheet: Sheet) -> Sheet:
    [found] = _for_change(pk=sheet.pk)
    return found


@prepared
def _for_change(*, pk: int) -> QuerySet[Sheet]:
    found = Sheet.objects.select_for_update(of=("self",)).filter(pk=pk)
    found = found.select_related("edition", "organisation", "partnership").defer("edition__text")
    return found.order_by()


def open_sheet(sheet: Sheet) -> Sheet:
    """Locked for a change; refused where it is closed to changes."""
    fresh = _fresh(sheet)
    if fresh.locked_at:
        raise ValidationError("These answers are locked. They open again when the return is re-opened.")
    return fresh


def _asked(questions: Mapping[str, Question], given: Given) -> Question:
    question = questions.get(given.question)
    if question is None:
        raise ValidationError("This question is not asked here.")
    if given.state == AnswerState.VALUE:
        checked(question, given.value)
    elif given.state and given.state not in question.also:
        raise ValidationError({given.question: f"“{question.text}” does not take this answer."})
    if given.state == AnswerState.NOT_APPLICABLE and not given.comment.strip():
        raise ValidationError({f"c-{given.question}": f"“{question.text}” does not apply: say why in the comment."})
    return question


def _identifiers(
    sheet: Sheet, question: Question, given: Given, by: User, answers: Mapping[str, str] | None
) -> list[Found]:
    """Fields are named as on the page: ``a-`` for the answer, ``c-`` for the comment."""
    texts = {f"c-{question.id}": given.comment}
    if given.state == AnswerState.VALUE and question.kind in {"text", "table", "scale"}:
        texts[f"a-{question.id}"] = str(given.value)
    try:
        refuse_identifiers(sheet, texts, partnership=sheet.partnership, by=by, answers=answers)
    except IdentifiersFound as hits:
        return hits.found
    return []


def _write(sheet: Sheet, question: Question, before: Answer | None, given: Given, *, by: User) -> Answer:
    moment = clock.now()
    answer = before or Answer(sheet=sheet, question=given.question, version=0)
    old = told(question, answer) if before else ""
    if (answer.state, answer.value) != (given.state, given.value):
        answer.first_answered_at = moment
    answer.state, answer.value, answer.comment = given.state, given.value, given.comment
    answer.answered_by, answer.answered_at = by, moment
    answer.confirmed_at = moment if answer.is_earlier else None
    answer.version += 1
    if before:
        rows.update(answer, *WRITTEN)
    else:
        rows.insert(answer)
    record(sheet, f"answered {question.id}", by=by, old={question.id: old}, new={question.id: told(question, answer)})
    return answer


def _brought(sheet: Sheet, answer: Answer) -> Answer:
    return Answer(
        sheet=sheet, question=answer.question, state=answer.state, value=answer.value, comment=answer.comment,
        answered_by=answer.answered_by, answered_at=answer.answered_at, first_answered_at=answer.first_answered_at,
        brought_from=answer,
    )  # fmt: skip


def _unconfirmed(sheet: Sheet, question: str) -> Answer:
    answer = sheet.answers.select_for_update(of=("self",)).filter(question=question).first()
    if answer is None or not answer.is_unconfirmed:
        raise ValidationError("There is no earlier answer to confirm here. Somebody may have done so meanwhile.")
    return answer


def _question(sheet: Sheet, identifier: str) -> Question:
    return next(each for each in sheet.edition.questionnaire.questions if each.id == identifier)
