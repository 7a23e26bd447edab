"""Which two days of a plan are compared."""

from datetime import date
from typing import Any

from django import forms

from goldenthread.core import clock
from goldenthread.core.forms import DateField
from goldenthread.core.forms.dates import DatePicker
from goldenthread.plan.models import Plan


class CompareForm(forms.Form):
    """A GET form. A day that is not given is the one proposed; ``show`` is the group whose rows are open."""

    hide_optional = True

    def __init__(self, data: Any, *, plan: Plan, proposed: date) -> None:
        super().__init__({"from": proposed.isoformat(), "to": clock.today().isoformat(), **data.dict()})
        self.fields["plan"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields["from"] = DateField(label="From", widget=DatePicker)
        self.fields["to"] = DateField(label="To", widget=DatePicker)

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if last and last > clock.today():
            self.add_error("to", "This day is still to come.")
        elif first and last and first >= last:
            self.add_error("from", "The first day must be before the second.")
        return self.cleaned_data
