"""The value of an answer by the kind of its question: what may be kept, and how it reads.

Kept as JSON: a code (scale, yes/no/partly, choice), text, a number or a day as text, codes (many), rows (table).
"""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.core.words import day
from goldenthread.questionnaires.format.shape import OTHER_ANSWERS
from goldenthread.questionnaires.format.things import Column, Question
from goldenthread.questionnaires.models import Answer, AnswerState

LONGEST = 4000
MOST_ROWS = 50
ATTACHED = "attached"
"""The value of a question that is answered with a file: which one stands in the evidence attached to the answer."""


def checked(question: Question, value: Any) -> None:
    """Refuse what is no answer to the question."""
    if wrong := fault(question, value):
        raise ValidationError({f"a-{question.id}": wrong})


def fault(question: Question, value: Any) -> str:
    """Why it is no answer to the question; empty where it is one."""
    if question.kind == "many":
        return _wrong_codes(question, value)
    if question.kind == "table":
        return _wrong_rows(question, value)
    if not isinstance(value, str) or not value:
        return "There is no answer here."
    if question.kind == "file":
        return "" if value == ATTACHED else "Attach the file below."
    if question.answers:
        return "" if value in {option.code for option in question.answers} else "Choose one of the answers."
    if question.scale and question.scale.step:
        return _wrong_number(value, Decimal(0), Decimal(100), question.scale.step)
    if question.kind == "number":
        return _wrong_number(value, question.least, question.most)
    if question.kind == "date":
        return "" if _is_day(value) else "Enter a real date."
    longest = int(question.at_most or LONGEST) if question.kind == "text" else LONGEST
    return f"Write at most {longest} characters." if len(value) > longest else ""


def fits(question: Question, answer: Answer) -> bool:
    """Whether the question, which may have changed since, still takes the answer."""
    if answer.state != AnswerState.VALUE:
        return answer.state in question.also
    return not fault(question, answer.value)


def _wrong_codes(question: Question, value: Any) -> str:
    known = {option.code for option in question.answers}
    if not isinstance(value, list) or not value or not set(value) <= known:
        return "Choose at least one of the answers."
    if question.at_most is not None and len(value) > question.at_most:
        return f"Choose at most {question.at_most}."
    return ""


def _wrong_rows(question: Question, value: Any) -> str:
    if not isinstance(value, list) or not value or not all(isinstance(row, dict) for row in value):
        return "Fill in at least one row."
    if len(value) > int(question.at_most or MOST_ROWS):
        return f"Give at most {question.at_most or MOST_ROWS} rows."
    columns = {column.id: column for column in question.columns}
    for row in value:
        for name, cell in row.items():
            if name != "row" and (name not in columns or (cell and _wrong_cell(columns[name], cell))):
                return f"“{cell}” does not fit into “{columns[name].title if name in columns else name}”."
    return ""


def _wrong_cell(column: Column, cell: Any) -> bool:
    if not isinstance(cell, str) or len(cell) > LONGEST:
        return True
    if column.kind == "number":
        return bool(_wrong_number(cell, None, None))
    if column.kind == "date":
        return not _is_day(cell)
    return column.kind == "choice" and cell not in {option.code for option in column.options}


def _wrong_number(value: str, least: Decimal | None, most: Decimal | None, step: Decimal | None = None) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return "Enter a number, for example 12."
    if not number.is_finite() or (least is not None and number < least) or (most is not None and number > most):
        return f"Enter a number from {'any' if least is None else least} to {'any' if most is None else most}."
    return f"Enter a multiple of {step}." if step and number % step else ""


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def told(question: Question, answer: Answer) -> str:
    """As the history says it: the answer in words, and the comment."""
    said = in_words(question, answer)
    return f"{said}. {answer.comment}" if said and answer.comment else said or answer.comment


def in_words(question: Question, answer: Answer) -> str:
    """As a page or a paper says it: the words of a level, a day in words, the rows of a table."""
    if answer.state != AnswerState.VALUE:
        return OTHER_ANSWERS[answer.state].partition(",")[0].partition(":")[0] if answer.state else ""
    value: Any = answer.value
    words = {option.code: option.words for option in question.answers}
    if question.kind == "many":
        return ", ".join(words.get(code, code) for code in value)
    if question.kind == "table":
        return "; ".join(_row(question, row) for row in value)
    if question.kind == "file":
        return "See the evidence"
    if question.kind == "date":
        return day(date.fromisoformat(value))
    if question.scale and question.scale.step:
        return f"{value} %"
    return words.get(value, value)


def _row(question: Question, row: dict[str, str]) -> str:
    names = {option.code: option.words for option in question.rows}
    cells = [f"{column.title}: {row[column.id]}" for column in question.columns if row.get(column.id)]
    first = names.get(row.get("row", ""), "")
    return ", ".join([*filter(None, [first]), *cells])
