"""A sheet as a spreadsheet to fill in, and what a filled one says of each question, by its identifier."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.core.forms import DateField, NumberField
from goldenthread.documents.writing.report import Column, Report, Section, Table
from goldenthread.documents.writing.report import Organisation as Sender
from goldenthread.questionnaires.answering.values import fault, in_words
from goldenthread.questionnaires.format.shape import OTHER_ANSWERS
from goldenthread.questionnaires.format.things import Question
from goldenthread.questionnaires.models import AnswerState, Sheet
from goldenthread.questionnaires.operations.answering import Given
from goldenthread.questionnaires.queries.answering import Part, answers_of, parts_of
from goldenthread.questionnaires.wording import how_answered

TITLES = ["Identifier", "Section", "Question", "How it is answered", "Answers to choose from", "Your answer", "Comment"]
READER = "goldenthread.questionnaires.importing.sheet.cells"
"""Reads the rows, in the sandbox."""
ON_THE_PAGE = {"table", "file"}
"""Kinds that do not fit into a cell."""
OTHERS = {said.split(",")[0].split(":")[0]: code for code, said in OTHER_ANSWERS.items()}
Rows = list[tuple[int, list[str]]]


class Outcome(StrEnum):
    ERROR = "error"
    CONFLICT = "conflict"
    NEW = "new"
    SAME = "same"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Filled:
    """What a row would do. ``was`` is the answer that is here, in words."""

    number: int
    outcome: Outcome
    question: str
    text: str
    said: str = ""
    was: str = ""
    why: str = ""
    given: Given | None = None


class NoIdentifiers(Exception):
    """No row names the columns of identifiers and answers."""


def to_fill_in(sheet: Sheet) -> Report:
    answers = answers_of(sheet)
    rows = [
        _row(part, question, answers.get(question.id))
        for part in parts_of(sheet, answers)
        for question in part.questions
    ]
    notes = [
        "Write into the last two columns. Leave the identifiers as they are: the file is read back by them.",
        "Of several answers, put each on a line of its own. Tables and files are answered on the page.",
        f"Where it is allowed, write {', '.join(OTHERS)} instead; say in the comment why something does not apply.",
    ]
    table = Table("Questions", [Column(title) for title in TITLES], rows)
    owner = Sender(str(sheet.organisation), sheet.partnership.colour)
    return Report(
        title=str(sheet.edition), organisation=owner, sections=[Section("How to fill it in", blocks=[*notes, table])]
    )


def _row(part: Part, question: Question, answer: Any) -> list[str]:
    choices = [option.words for option in question.answers] + [
        said for said, code in OTHERS.items() if code in question.also
    ]
    how = "on the page" if question.kind in ON_THE_PAGE else how_answered(question)
    said = "" if answer is None or question.kind in ON_THE_PAGE else _in_cell(question, answer)
    return [
        question.id,
        part.section.title,
        question.text,
        how,
        "\n".join(choices),
        said,
        answer.comment if answer else "",
    ]


def _in_cell(question: Question, answer: Any) -> str:
    if answer.state == AnswerState.VALUE and question.kind == "many":
        words = {option.code: option.words for option in question.answers}
        return "\n".join(words.get(code, code) for code in answer.value)
    return in_words(question, answer)


def read_filled(rows: Rows, sheet: Sheet) -> list[Filled]:
    """Each row that names a question of the sheet, or names one that is not asked here."""
    head = next(
        (place for place, (_, row) in enumerate(rows[:20]) if {"identifier", "your answer"} <= _names(row)), None
    )
    if head is None:
        raise NoIdentifiers
    place = {name: column for column, name in enumerate(cell.strip().casefold() for cell in rows[head][1])}
    answers = answers_of(sheet)
    asked = {question.id: question for part in parts_of(sheet, answers) for question in part.questions}
    found: dict[str, Filled] = {}
    for number, row in rows[head + 1 :]:
        name = _cell(row, place["identifier"])
        if not name:
            continue
        said, comment = _cell(row, place["your answer"]), _cell(row, place.get("comment", -1))
        if name in found:
            filled = Filled(
                number, Outcome.ERROR, f"{name} ({number})", name, said, why="This question stands twice in the file."
            )
        else:
            filled = _judged(number, asked.get(name), name, said, comment, answers.get(name))
        found[filled.question] = filled
    return list(found.values())


def _names(row: list[str]) -> set[str]:
    return {cell.strip().casefold() for cell in row}


def _cell(row: list[str], column: int) -> str:
    return row[column].strip() if 0 <= column < len(row) else ""


def _judged(number: int, question: Question | None, name: str, said: str, comment: str, answer: Any) -> Filled:
    if question is None:
        outcome = Outcome.ERROR if said else Outcome.EMPTY
        return Filled(number, outcome, name, name, said, why="This question is not asked here.")
    was = in_words(question, answer) if answer else ""
    if question.kind in ON_THE_PAGE or not said:
        return Filled(number, Outcome.EMPTY, name, question.text, said, was)
    try:
        state, value = _understood(question, said)
    except ValidationError as wrong:
        return Filled(number, Outcome.ERROR, name, question.text, said, was, " ".join(wrong.messages))
    if state == AnswerState.NOT_APPLICABLE and not comment:
        return Filled(
            number, Outcome.ERROR, name, question.text, said, was, "Say in the comment why it does not apply."
        )
    given = Given(name, answer.version if answer else 0, state, value, comment or (answer.comment if answer else ""))
    if answer and given.same_as(answer):
        return Filled(number, Outcome.SAME, name, question.text, said, was)
    differs = bool(answer and answer.state)
    return Filled(number, Outcome.CONFLICT if differs else Outcome.NEW, name, question.text, said, was, given=given)


def _understood(question: Question, said: str) -> tuple[str, Any]:
    """The state and value of what stands in a cell."""
    for words, code in OTHERS.items():
        if said.casefold() == words.casefold() and code in question.also:
            return code, None
    value: Any = _value(question, said)
    if wrong := fault(question, value):
        raise ValidationError(wrong)
    return AnswerState.VALUE, value


def _value(question: Question, said: str) -> Any:
    codes = {option.words.casefold(): option.code for option in question.answers}
    codes |= {option.code: option.code for option in question.answers}
    if question.kind == "many":
        words = [each.strip() for each in re.split(r"[\n;]", said) if each.strip()]
        return [codes.get(each.casefold(), each) for each in words]
    if question.answers:
        return codes.get(said.casefold().removesuffix(".0"), said)
    if question.kind == "number" or (question.scale and question.scale.step):
        number = NumberField(unit="%").clean(said)
        return f"{number.normalize():f}"
    if question.kind == "date":
        parts = re.split(r"[ ./-]+", said)
        ordered = parts if len(parts[0]) != 4 else parts[::-1]
        return DateField().clean([*ordered, "", ""][:3]).isoformat()
    return said
