from typing import Any

from django import forms

from goldenthread.core.forms import DateField, DatePicker
from goldenthread.plan.as_at import PARAMETER
from goldenthread.reports.queries.threads import KINDS


class HistoryFilter(forms.Form):
    """A GET form; what it does not understand it leaves out."""

    hide_optional = True
    person = forms.CharField(label="Person", required=False, max_length=100)
    record = forms.CharField(label="Record", help_text="For example: Action 1.5", required=False, max_length=100)
    words = forms.CharField(label="Words", required=False, max_length=100)
    since = DateField(label="From", required=False, widget=DatePicker)
    until = DateField(label="To", required=False, widget=DatePicker)

    @property
    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class ThreadFilter(forms.Form):
    """A GET form; what it does not understand it leaves out."""

    hide_optional = True
    kind = forms.ChoiceField(
        label="What is missing",
        required=False,
        choices=[("", "Anything"), *((name, kind.name) for name, kind in KINDS.items())],
    )
    owner = forms.ChoiceField(label="Owner", required=False)

    def __init__(self, data: Any, *, owners: list[tuple[str, str]]) -> None:
        super().__init__(data)
        for kept in ("plan", PARAMETER):
            self.fields[kept] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields["owner"].choices = [("", "Anybody"), *owners]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
