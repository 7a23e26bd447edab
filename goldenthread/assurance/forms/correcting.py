"""A correction of one answer, with the fields of its question; and a gap that becomes an action."""

from typing import Any

from django import forms

from goldenthread.evidence.screened import ScreenedForm
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.queries.owners import owner_choices
from goldenthread.questionnaires.answering.fields import OPEN
from goldenthread.questionnaires.answering.form import SectionForm

AREA = {"rows": 3}


class CorrectForm(SectionForm):
    """The answer of one question and why it changes. ``sure`` is sent from the page that shows what would change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField):
                choices: Any = field.choices
                field.choices = [each for each in choices if each != OPEN]
        self.fields["reason"] = forms.CharField(
            label="Why is it corrected?", max_length=1000, widget=forms.Textarea(AREA),
            help_text="Every partnership that reads the answer reads the reason.",
        )  # fmt: skip


class GapForm(ScreenedForm):
    priority = forms.ChoiceField(label="Under which priority?")
    words = forms.CharField(label="Words of the action", max_length=4000, widget=forms.Textarea({"rows": 4}))
    owner = forms.ChoiceField(label="Whose is it?")
    deadline = forms.CharField(
        label="Deadline", required=False, max_length=200, help_text="For example: by March 2022."
    )

    def __init__(self, *args: Any, partnership: Partnership, priorities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.priorities = {row.priority.ref: row.priority for row in priorities}
        self.fields["priority"].choices = [  # type: ignore[attr-defined]
            (row.priority.ref, f"{row.priority.number} {row.title}") for row in priorities
        ]
        self.fields["owner"].choices = owner_choices(partnership)  # type: ignore[attr-defined]

    @property
    def owners(self) -> list[dict[str, str]]:
        kind, _, ref = self.cleaned_data["owner"].partition(":")
        return [{"kind": kind, "ref": ref, "role": "lead"}]
