"""A released report goes to named bodies; what they asked and what was answered stands with it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Body
from goldenthread.reports.models import Presentation, Question, Report, ReportState
from goldenthread.reports.operations.writing import locked

Answers = dict[str, str] | None


@transaction.atomic
def present_report(
    report: Report, body: Body, *, sent_on: date, by: User, meets_on: date | None = None, minute: str = ""
) -> Presentation:
    """Note to whom it went; said again for the same body, the meeting and its minute are completed."""
    report = locked(report, ReportState.RELEASED)
    if sent_on > clock.today():
        raise ValidationError({"sent_on": "This day is still to come."})
    if meets_on and meets_on < sent_on:
        raise ValidationError({"meets_on": "It was sent after this day."})
    shown, _ = Presentation.objects.get_or_create(report=report, body=body, defaults={"sent_on": sent_on})
    shown.sent_on, shown.meets_on, shown.minute = sent_on, meets_on, minute.strip()
    shown.save()
    new = {"sent_on": sent_on, "meeting": meets_on, "minute": shown.minute}
    record(report, f"noted that it went to {body}", by=by, new=new)
    return shown


@transaction.atomic
def note_question(shown: Presentation, *, question: str, answer: str, by: User, answers: Answers = None) -> Question:
    report = shown.report
    if not question.strip():
        raise ValidationError({"question": "Say what was asked."})
    texts = {"question": question, "answer": answer}
    refuse_identifiers(report, texts, partnership=report.partnership, by=by, answers=answers)
    asked = Question.objects.create(
        presentation=shown, question=question.strip(), answer=answer.strip(),
        answered_on=clock.today() if answer.strip() else None,
    )  # fmt: skip
    record(report, f"noted a question of {shown.body}", by=by, new=texts)
    return asked


@transaction.atomic
def answer_question(asked: Question, *, answer: str, by: User, answers: Answers = None) -> Question:
    asked = (
        Question.objects.select_for_update(of=("self",))
        .select_related("presentation__body", "presentation__report__partnership")
        .get(pk=asked.pk)
    )
    report, before = asked.presentation.report, asked.answer
    if not answer.strip():
        raise ValidationError({"answer": "Write what was answered."})
    refuse_identifiers(report, {"answer": answer}, partnership=report.partnership, by=by, answers=answers)
    asked.answer, asked.answered_on = answer.strip(), clock.today()
    asked.save()
    record(
        report,
        f"noted the answer to {asked.presentation.body}",
        by=by,
        old={"answer": before},
        new={"answer": asked.answer},
    )
    return asked
