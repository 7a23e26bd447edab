"""A filled-in spreadsheet: the file, and what becomes of answers that differ from those that are here."""

from enum import StrEnum
from typing import Any

from django import forms

from goldenthread.documents.errors import Refused
from goldenthread.documents.gate import check_file
from goldenthread.documents.sandbox import run_in_sandbox
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.questionnaires.answering.filled import READER, NoIdentifiers, read_filled
from goldenthread.questionnaires.models import Sheet


class OnConflict(StrEnum):
    STOP = "stop"
    SKIP = "skip"
    UPDATE = "update"


class FilledForm(forms.Form):
    file = forms.FileField(label="The filled-in file", help_text="Excel (.xlsx) or CSV, as it was taken from here.")

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet

    def clean_file(self) -> list[tuple[int, list[str]]]:
        """The rows, of which at least one names a question."""
        upload = self.cleaned_data["file"]
        try:
            checked = check_file(upload.read(), upload.name, allowed=frozenset({"csv", "xlsx"}))
            rows = [(number, row) for number, row in run_in_sandbox(READER, file=checked)]
            found = read_filled(rows, self.sheet)
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from None
        except NoIdentifiers:
            raise forms.ValidationError("No row names the columns “Identifier” and “Your answer”.") from None
        if not found:
            raise forms.ValidationError("No row of this file names a question.")
        return rows


class TakeOverForm(ScreenedForm):
    on_conflict = forms.ChoiceField(
        label="What should happen to answers that differ from what is here?",
        choices=[
            (OnConflict.STOP.value, "Stop: take nothing over while there are such answers"),
            (OnConflict.SKIP.value, "Skip them: what is here stays"),
            (OnConflict.UPDATE.value, "Update: take over what the file says"),
        ],
        widget=forms.RadioSelect,
        initial=OnConflict.STOP.value,
    )
