"""What somebody wants to take away."""

from typing import Any

from django import forms

from goldenthread.plan.export.choice import FORMATS, What

LABELS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "csv": "CSV", "ics": "Calendar", "json": "JSON"}


class ExportForm(forms.Form):
    """Each button of the page is one choice: what and in which format, as "whole pdf"."""

    choice = forms.ChoiceField(choices=[(f"{what} {each}", LABELS[each]) for what in What for each in FORMATS[what]])

    def clean(self) -> dict[str, Any]:
        what, _, each = self.cleaned_data.get("choice", "").partition(" ")
        return self.cleaned_data | {"what": what, "format": each}
