"""The fields of one question: its answer by kind, the answers beside a value, and the comment.

Names begin with ``a-`` (answer), ``o-`` (not applicable, nil, not known), ``t-`` (cell of a table), ``c-`` (comment).
"""

from collections.abc import Iterator
from typing import Any

from django import forms

from goldenthread.core.forms import DateField
from goldenthread.questionnaires.answering.values import LONGEST
from goldenthread.questionnaires.format.things import Column, Question
from goldenthread.questionnaires.models import Answer, AnswerState

SPARE_ROWS = 2
"""Empty rows of a table in which people write as many as they need."""
BESIDE = {
    AnswerState.NIL: "None: we looked",
    AnswerState.NOT_KNOWN: "We do not know",
    AnswerState.NOT_APPLICABLE: "It does not apply to us (say why below)",
}
OPEN = ("", "Leave it open for now")


def is_chosen(question: Question) -> bool:
    """Answered by choosing one thing, so that the answers beside a value stand in the same list."""
    return question.kind != "many" and bool(question.answers)


def fields_of(question: Question, answer: Answer | None) -> Iterator[tuple[str, forms.Field]]:
    name = question.id
    value = answer.value if answer and answer.state == AnswerState.VALUE else None
    state = answer.state if answer else ""
    if question.kind == "table":
        yield from _cells(question, value or [])
    elif question.kind != "file":
        yield f"a-{name}", _field(question, value, state)
    if question.also and not is_chosen(question):
        beside = [(code, BESIDE[AnswerState(code)]) for code in question.also]
        yield f"o-{name}", forms.MultipleChoiceField(
            label="Or", required=False, choices=beside, widget=forms.CheckboxSelectMultiple, initial=[state],
        )  # fmt: skip
    yield f"c-{name}", forms.CharField(
        label="How do you know? (or why it does not apply)" if AnswerState.NOT_APPLICABLE in question.also
        else "How do you know?",
        required=False, widget=forms.Textarea({"rows": 2}), initial=answer.comment if answer else "",
    )  # fmt: skip


def _field(question: Question, value: Any, state: str) -> forms.Field:
    about: dict[str, Any] = {
        "label": question.text,
        "required": False,
        "help_text": question.plain or question.guidance,
    }
    if is_chosen(question):
        return _radios(question, value or state, about)
    if question.kind == "many":
        options = [(option.code, option.words) for option in question.answers]
        return forms.MultipleChoiceField(
            choices=options, widget=forms.CheckboxSelectMultiple, initial=value or [], **about
        )
    if question.kind == "date":
        return DateField(initial=value, **about)
    if question.kind == "number" or (question.scale and question.scale.step):
        unit = "percent" if question.scale else question.unit
        widget = forms.TextInput({"inputmode": "decimal", "class": "govuk-input--width-5"})
        return forms.CharField(**{**about, "label": f"{question.text} ({unit})" if unit else question.text},
                               widget=widget, initial=value)  # fmt: skip
    return forms.CharField(widget=forms.Textarea({"rows": 4}), initial=value, **about)


def _radios(question: Question, chosen: str, about: dict[str, Any]) -> forms.Field:
    options = [(option.code, option.words) for option in question.answers]
    options += [(code, BESIDE[AnswerState(code)]) for code in question.also]
    field = forms.ChoiceField(
        choices=[*options, OPEN] if chosen else options, widget=forms.RadioSelect, initial=chosen or None, **about
    )
    means = {level.code: level.means for level in question.scale.levels} if question.scale else {}
    hints = {option.code: question.descriptor(option.code) or means.get(option.code, "") for option in question.answers}
    field.hints = hints  # type: ignore[attr-defined]
    return field


def rows_of(question: Question, value: list[dict[str, str]]) -> list[tuple[str, str, dict[str, str]]]:
    """(key in the names of its fields, what it is called, what it holds) of each row that is shown."""
    if question.rows:
        known = {row.get("row"): row for row in value}
        return [(option.code, option.words, known.get(option.code, {})) for option in question.rows]
    shown = [*value, *[{}] * SPARE_ROWS]
    return [(str(number), f"Row {number + 1}", row) for number, row in enumerate(shown)]


def _cells(question: Question, value: list[dict[str, str]]) -> Iterator[tuple[str, forms.Field]]:
    for key, _, held in rows_of(question, value):
        for column in question.columns:
            yield f"t-{question.id}-{key}-{column.id}", _cell(column, held.get(column.id, ""))


def _cell(column: Column, value: str) -> forms.Field:
    about: dict[str, Any] = {"label": column.title, "required": False, "initial": value}
    if column.kind == "choice":
        return forms.ChoiceField(choices=[("", ""), *((each.code, each.words) for each in column.options)], **about)
    if column.kind == "date":
        return DateField(**about)
    if column.kind == "number":
        return forms.CharField(widget=forms.TextInput({"inputmode": "decimal"}), **about)
    return forms.CharField(max_length=LONGEST, widget=forms.TextInput(), **about)
