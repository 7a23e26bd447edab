"""One section of a sheet as a form. Saved as one types; it says which answers this person changed, and from what.

The hidden ``version`` holds for each question the version of the answer that the page shows, and a mark of its words.
So of two people in one section each sends only what they changed themselves, whatever else their page still shows.
"""

import hashlib
import json
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from goldenthread.core.forms.numbers import THOUSANDS
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.questionnaires.answering.fields import fields_of, is_chosen, rows_of
from goldenthread.questionnaires.answering.values import LONGEST, fault
from goldenthread.questionnaires.format.things import Question
from goldenthread.questionnaires.models import Answer, AnswerState
from goldenthread.questionnaires.operations.answering import Given
from goldenthread.questionnaires.queries.answering import Part

Words = tuple[str, Any, str]
"""State, value and comment."""
ONE_VALUE = {"scale", "yes-no-partly", "choice", "text"}


class SectionForm(ScreenedForm):
    hide_optional = True
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        for question in part.questions:
            self.fields.update(dict(fields_of(question, part.answers.get(question.id))))
        self.fields["version"].initial = versions(part)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        self.cleaned_data = given
        for question in self.part.questions:
            self._check(question)
            if len(given.get(f"o-{question.id}") or []) > 1:
                self.add_error(f"o-{question.id}", f"“{question.text}”: choose one of these.")
            if len(given.get(f"c-{question.id}") or "") > LONGEST:
                self.add_error(f"c-{question.id}", f"“{question.text}”: write at most {LONGEST} characters.")
        return given

    def _check(self, question: Question) -> None:
        state, value, comment = self._words(question)
        name = f"a-{question.id}" if f"a-{question.id}" in self.fields else None
        if state == AnswerState.VALUE and (wrong := fault(question, value)):
            self.add_error(name, f"“{question.text}”: {wrong[:1].lower()}{wrong[1:]}")
        if state == AnswerState.NOT_APPLICABLE and not comment:
            self.add_error(f"c-{question.id}", f"“{question.text}” does not apply: say why.")

    def _faulty(self, question: Question) -> bool:
        ends = tuple(f"{kind}-{question.id}" for kind in "aoc")
        return any(name in ends or name.startswith(f"t-{question.id}-") for name in self.errors)

    @property
    def given(self) -> list[Given]:
        """What this person changed since their page was shown; without what cannot be kept."""
        shown = _read(self.cleaned_data.get("version") or "")
        found = []
        for question in self.part.questions:
            if self._faulty(question):
                continue
            version, mark = shown.get(question.id, (0, NOTHING_SHOWN))
            words = self._words(question)
            if mark_of(words) != mark:
                found.append(Given(question.id, version, *words))
        return found

    @property
    def said(self) -> dict[str, Words]:
        """All that stands in the form and can be kept, for somebody who writes alone."""
        return {each.id: self._words(each) for each in self.part.questions if not self._faulty(each)}

    def version_after(self, saved: list[Answer]) -> str:
        """What the page has before it once these were saved; of the others it still shows what it did."""
        shown = _read(self.cleaned_data.get("version") or "")
        shown |= {each.question: (each.version, mark_of(_words_of(each))) for each in saved}
        return _written(shown)

    def groups(self) -> list[dict[str, Any]]:
        """Question by question, for the page."""
        return [self._group(question) for question in self.part.questions]

    def _group(self, question: Question) -> dict[str, Any]:
        answer = self.part.answers.get(question.id)
        value = answer.value if answer and isinstance(answer.value, list) else []
        rows = rows_of(question, value) if question.kind == "table" else []
        return {
            "question": question,
            "answer": answer,
            "field": self._bound(f"a-{question.id}"),
            "other": self._bound(f"o-{question.id}"),
            "comment": self[f"c-{question.id}"],
            "rows": [(words, [self[f"t-{question.id}-{key}-{column.id}"] for column in question.columns])
                     for key, words, _ in rows],
        }  # fmt: skip

    def _bound(self, name: str) -> Any:
        return self[name] if name in self.fields else None

    def _words(self, question: Question) -> Words:
        comment = _plain(self.cleaned_data.get(f"c-{question.id}"))
        if chosen := self.cleaned_data.get(f"o-{question.id}"):
            return chosen[0], None, comment
        if question.kind == "file":
            before = self.part.answers.get(question.id)
            return (before.state, before.value, comment) if before else ("", None, comment)
        return _said(question, self._value(question), comment)

    def _value(self, question: Question) -> Any:
        if question.kind == "table":
            return self._rows(question)
        value = self.cleaned_data.get(f"a-{question.id}")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, list):
            return value
        text = _plain(value)
        return _number(text) if question.kind == "number" or (question.scale and question.scale.step) else text

    def _rows(self, question: Question) -> list[dict[str, str]]:
        rows = []
        prefix = f"t-{question.id}-"
        keys = dict.fromkeys(name[len(prefix) :].rpartition("-")[0] for name in self.fields if name.startswith(prefix))
        for key in keys:
            cells = {column.id: self._cell(f"{prefix}{key}-{column.id}", column.kind) for column in question.columns}
            if any(cells.values()):
                rows.append({"row": key, **cells} if question.rows else cells)
        return rows

    def _cell(self, name: str, kind: str) -> str:
        value = self.cleaned_data.get(name)
        if isinstance(value, date):
            return value.isoformat()
        return _number(str(value or "").strip()) if kind == "number" else str(value or "").strip()


def touched(part: Part, data: Any) -> Part:
    """The part with those questions alone that were not sent as the page showed them: a page that saves itself sends
    all of its section, of which somebody changed one."""
    shown = _read(data.get("version") or "")
    return replace(part, questions=tuple(each for each in part.questions if not _untouched(each, data, shown)))


def _untouched(question: Question, data: Any, shown: dict[str, tuple[int, str]]) -> bool:
    """Where one value says it all; everything else is read as a form before it is known."""
    if question.kind not in ONE_VALUE or f"o-{question.id}" in data:
        return False
    value, comment = (_plain(data.get(f"{kind}-{question.id}")) for kind in "ac")
    _, mark = shown.get(question.id, (0, NOTHING_SHOWN))
    return mark_of(_said(question, value, comment)) == mark


def _said(question: Question, value: Any, comment: str) -> Words:
    if is_chosen(question) and value in set(question.also):
        return value, None, comment
    return (AnswerState.VALUE, value, comment) if value else ("", None, comment)


def _plain(value: Any) -> str:
    return str(value or "").replace("\r\n", "\n").strip()


def versions(part: Part) -> str:
    here = [part.answers[each.id] for each in part.questions if each.id in part.answers]
    return _written({each.question: (each.version, mark_of(_words_of(each))) for each in here})


def mark_of(words: Words) -> str:
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:10]


NOTHING_SHOWN = mark_of(("", None, ""))


def _words_of(answer: Answer) -> Words:
    return answer.state, answer.value, answer.comment


def _written(shown: dict[str, tuple[int, str]]) -> str:
    return " ".join(f"{question}:{version}:{mark}" for question, (version, mark) in shown.items())


def _read(text: str) -> dict[str, tuple[int, str]]:
    found = {}
    for each in text.split():
        question, _, rest = each.partition(":")
        version, _, mark = rest.partition(":")
        if version.isdecimal() and len(version) < 9:
            found[question] = (int(version), mark)
    return found


def _number(text: str) -> str:
    """1,250 and £1,250.50 as people write them; what is no number stays as typed, and is refused."""
    bare = text.removeprefix("£").removesuffix("%").strip()
    return bare.replace(",", "") if THOUSANDS.fullmatch(bare) else bare
