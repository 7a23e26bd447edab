from typing import Any

from django import forms

from goldenthread.core.forms import DateField, DatePicker


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
