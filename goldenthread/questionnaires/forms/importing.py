"""A questionnaire that is read from a spreadsheet."""

from typing import Any

from django import forms

from goldenthread.documents.errors import Refused
from goldenthread.documents.gate import check_file
from goldenthread.documents.sandbox import run_in_sandbox
from goldenthread.questionnaires.importing.reading import NoHeadings, Read, read_rows

KINDS = frozenset({"csv", "xlsx"})
READER = "goldenthread.questionnaires.importing.sheet.cells"


class SheetForm(forms.Form):
    file = forms.FileField(
        label="The spreadsheet", help_text="Excel (.xlsx) or CSV. A row names the columns; a question a row."
    )
    read: Read
    """What was read, after ``is_valid``."""

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        try:
            checked = check_file(upload.read(), upload.name, allowed=KINDS)
            self.read = read_rows([(number, row) for number, row in run_in_sandbox(READER, file=checked)])
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from None
        except NoHeadings:
            raise forms.ValidationError(
                "No row names a column “Question”. Take the template, or name the columns as it does."
            ) from None
        if not self.read.questions:
            raise forms.ValidationError("There is no question under the names of the columns.")
        return upload
