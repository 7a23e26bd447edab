"""What people type about challenges."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from goldenthread.core.forms import DateField
from goldenthread.evidence.models import Evidence
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.governance.models import ChallengeResult, ChallengeState
from goldenthread.governance.queries.holders import Choices

AREA = {"rows": 4}


class ChallengeForm(ScreenedForm):
    fieldsets = {
        "Who challenges whom": ["challenger", "to"],
        "What is asked": ["title", "words", "grounds", "evidence"],
        "When a reply is due": ["due_on"],
    }
    challenger = forms.ChoiceField(label="For whom is the challenge put?")
    to = forms.ChoiceField(label="Who must answer?")
    title = forms.CharField(label="In a few words", max_length=200)
    words = forms.CharField(
        label="What is asked", max_length=4000, widget=forms.Textarea(AREA),
        help_text="One question that can be answered. No names of children, and nothing that could identify one.",
    )  # fmt: skip
    grounds = forms.CharField(
        label="On what evidence", max_length=4000, widget=forms.Textarea(AREA),
        help_text="What you saw, heard or read, with its date.",
    )  # fmt: skip
    evidence = forms.ModelMultipleChoiceField(
        label="Pieces of evidence that are here already", queryset=Evidence.objects.none(), required=False,
        to_field_name="ref", widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    due_on = DateField(label="Reply due by", required=False)

    def __init__(
        self, *args: Any, challengers: list[tuple[str, str]] | Choices, holders: Choices,
        evidence: "QuerySet[Evidence]", days: int, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["challenger"].choices = challengers  # type: ignore[attr-defined]
        self.fields["to"].choices = [("", "Choose"), *holders]  # type: ignore[attr-defined]
        self.fields["evidence"].queryset = evidence  # type: ignore[attr-defined]
        self.fields["due_on"].help_text = f"Left empty, it is {days} days from today."


class ReplyForm(ScreenedForm):
    reply = forms.CharField(
        label="Your reply", max_length=6000, widget=forms.Textarea({"rows": 8}),
        help_text="What you found, what you will change and by when. Say so if you do not agree, and why.",
    )  # fmt: skip


class EscalateForm(ScreenedForm):
    to = forms.ChoiceField(label="Who must answer now?")
    why = forms.CharField(label="Why is it taken further?", max_length=2000, widget=forms.Textarea(AREA))
    due_on = DateField(label="Reply due by", required=False)

    def __init__(self, *args: Any, holders: Choices, usual: str, days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "Choose"), *holders]  # type: ignore[attr-defined]
        self.fields["to"].help_text = f"Usually {usual}."
        self.fields["due_on"].help_text = f"Left empty, it is {days} days from today."


class CloseForm(ScreenedForm):
    result = forms.ChoiceField(label="Outcome", choices=ChallengeResult.choices, widget=forms.RadioSelect)
    came_of_it = forms.CharField(label="What came of it?", max_length=4000, widget=forms.Textarea(AREA))
    impact = forms.CharField(
        label="What difference did it make for children?", max_length=4000, required=False, widget=forms.Textarea(AREA),
        help_text="Leave this empty rather than guess.",
    )  # fmt: skip


class ChallengeFilter(forms.Form):
    """A GET form; what it does not understand it leaves out."""

    hide_optional = True
    q = forms.CharField(label="Words", required=False, max_length=100)
    view = forms.ChoiceField(
        label="Whose", required=False,
        choices=[("", "All"), ("mine", "Put by me or mine"), ("to_us", "Put to my places")],
    )  # fmt: skip
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Any"), ("overdue", "Reply overdue"), *ChallengeState.choices]
    )
    to = forms.ChoiceField(label="Challenged", required=False)
    action = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, holders: Choices) -> None:
        super().__init__(data)
        self.fields["to"].choices = [("", "Anybody"), *holders]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
