"""A new edition for open sheets. No answer is overwritten: each is kept, asked again, or left out and shown."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import day
from goldenthread.history.operations import record
from goldenthread.questionnaires.answering.values import told
from goldenthread.questionnaires.models import Answer, Edition, Sheet
from goldenthread.questionnaires.operations.answering import summarise_sheet
from goldenthread.questionnaires.queries.upgrading import Fate, Upgrade


@transaction.atomic
def upgrade_sheets(sheets: "QuerySet[Sheet]", *, to: Edition, by: User) -> Counter[Fate]:
    """Those that are locked stay with the edition under which they were answered. Returns what became of answers."""
    if to.withdrawn_at:
        raise ValidationError(f"{to} was withdrawn.")
    open_ones = list(
        Sheet.objects.select_for_update(of=("self",)).select_related("edition", "organisation")
        .filter(pk__in=sheets.order_by().values("pk"), locked_at=None).exclude(edition=to).order_by("pk")
    )  # fmt: skip
    if any(sheet.edition.name != to.name for sheet in open_ones):
        raise ValidationError("Choose another edition of the same questionnaire.")
    upgrades: dict[int, Upgrade] = {}
    counts: Counter[Fate] = Counter()
    for sheet in open_ones:
        if sheet.edition_id not in upgrades:
            upgrades[sheet.edition_id] = Upgrade(sheet.edition.questionnaire, to.questionnaire)
        counts += _upgrade(sheet, upgrades[sheet.edition_id], to, by)
    return counts


def _upgrade(sheet: Sheet, upgrade: Upgrade, to: Edition, by: User) -> Counter[Fate]:
    counts: Counter[Fate] = Counter()
    questions = {question.id: question for question in sheet.edition.questionnaire.questions}
    left_out: dict[str, str] = {}
    for answer in sheet.answers.select_related("answered_by"):
        fate = upgrade.fate(answer, sheet.kind)
        counts[fate] += bool(answer.state)
        if fate == Fate.LEFT_OUT:
            left_out[answer.question] = told(questions[answer.question], answer)
            sheet.left_out.append(
                _as_left_out(sheet, answer, questions[answer.question].text, left_out[answer.question])
            )
            answer.delete()
        elif fate == Fate.CONFIRM:
            answer.asked_again_at, answer.confirmed_at, answer.version = clock.now(), None, answer.version + 1
            answer.save(update_fields=["asked_again_at", "confirmed_at", "version"])
    old = {"edition": sheet.edition.edition, **left_out}
    sheet.edition = to
    sheet.save(update_fields=["edition", "left_out"])
    summarise_sheet(sheet)
    record(sheet, "took the answers over into a new edition", by=by, old=old, new={"edition": to.edition})
    return counts


def _as_left_out(sheet: Sheet, answer: Answer, question: str, said: str) -> dict[str, str]:
    return {
        "question": answer.question, "text": question, "said": said, "edition": sheet.edition.edition,
        "by": answer.answered_by.name, "on": day(localdate(answer.answered_at)),
    }  # fmt: skip
