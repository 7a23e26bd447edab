"""Forms for lists from a spreadsheet."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.documents.errors import Refused
from goldenthread.documents.gate import check_file
from goldenthread.documents.sandbox import run_in_sandbox
from goldenthread.partnerships.importing.columns import Mapped, What, map_rows
from goldenthread.partnerships.operations import OnConflict

KINDS = frozenset({"csv", "xlsx"})
MOST_ROWS = 10_000


class ImportForm(forms.Form):
    what = forms.ChoiceField(
        label="What the list holds",
        choices=[(what.value, what.value.capitalize()) for what in What],
        widget=forms.RadioSelect,
    )
    file = forms.FileField(label="The list", help_text="A CSV or Excel (.xlsx) file. Its first row names the columns.")
    mapped: Mapped
    """What was read, after ``is_valid``."""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "file" in given and "what" in given:
            try:
                self.mapped = self._read(given["file"], What(given["what"]))
            except (Refused, ValidationError) as problem:
                self.add_error("file", str(problem) if isinstance(problem, Refused) else problem)
        return given

    def _read(self, upload: Any, what: What) -> Mapped:
        checked = check_file(upload.read(), upload.name, allowed=KINDS)
        rows = run_in_sandbox("goldenthread.partnerships.importing.sheet.cells", file=checked)
        if len(rows) > MOST_ROWS:
            raise ValidationError(f"The list has more than {MOST_ROWS:,} rows. Send it in parts.")
        mapped = map_rows(rows, what)
        if not mapped.lines:
            raise ValidationError("The list names its columns, but has no row under them.")
        return mapped


class ConflictForm(forms.Form):
    on_conflict = forms.ChoiceField(
        label="What should happen to rows that differ from what is here?",
        choices=[
            (OnConflict.STOP.value, "Stop: import nothing while there are such rows"),
            (OnConflict.SKIP.value, "Skip them: what is here stays"),
            (OnConflict.UPDATE.value, "Update: take over what the list says"),
        ],
        widget=forms.RadioSelect,
        initial=OnConflict.STOP.value,
    )
