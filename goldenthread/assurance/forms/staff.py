"""Asking staff: which standards, until when; and what one of them says."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html

from goldenthread.assurance.forms.rounds import chosen
from goldenthread.assurance.models import StaffSays
from goldenthread.core.forms import DateField
from goldenthread.questionnaires.format.things import Question


class OpenSurveyForm(forms.Form):
    questions = forms.MultipleChoiceField(
        label="Which standards?", widget=forms.CheckboxSelectMultiple, help_text="Ten at most: it takes three minutes."
    )
    closes_on = DateField(label="Until when?", help_text="What staff said shows on the day after.")

    def __init__(self, *args: Any, standards: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen(self, "questions").choices = [(each.id, each.text) for each in standards]


def _label(question: Question) -> str:
    if not question.language:
        return question.text
    return format_html('<span lang="{}">{}</span>', question.language, question.text)


class StaffForm(forms.Form):
    """One question each, in the words that were chosen."""

    hide_optional = True

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[f"q-{question.id}"] = forms.ChoiceField(
                label=_label(question), choices=StaffSays.choices, widget=forms.RadioSelect,
                required=False,
            )  # fmt: skip

    @property
    def said(self) -> dict[str, str]:
        return {name.removeprefix("q-"): says for name, says in self.cleaned_data.items() if says}
