"""The questions about a piece of evidence, wherever it is brought or corrected."""

from typing import Any

from django import forms

from goldenthread.core.forms import DateField
from goldenthread.documents.gate.kinds import EVIDENCE
from goldenthread.documents.uploads import checked
from goldenthread.evidence.models import EvidenceKind, Rung
from goldenthread.evidence.screened import ScreenedForm

RUNGS = [(str(rung.value), f"{rung.value}: {rung.label}") for rung in Rung if rung]


class FactsForm(ScreenedForm):
    """What a piece of evidence is, without the piece itself."""

    title = forms.CharField(
        label="What is it?", help_text="For example: minutes of the Board, 14 September 2021.", max_length=200
    )
    kind = forms.ChoiceField(label="Kind", choices=EvidenceKind.choices)
    rung = forms.TypedChoiceField(
        label="How strong is it?",
        choices=RUNGS,
        coerce=int,
        widget=forms.RadioSelect,
        help_text="Assurance is evidence that something works; somebody saying so is rung 1.",
    )
    evidence_on = DateField(label="Date of the evidence", help_text="The day it speaks of, not today.")
    expires_on = DateField(label="No longer valid after", required=False)
    shows = forms.CharField(
        label="What does it show?", required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )


class EvidenceForm(FactsForm):
    """A new piece: a file or a link, one of the two."""

    fieldsets = {
        "The evidence": ["file", "link"],
        "About it": ["title", "kind", "rung", "evidence_on", "expires_on", "shows"],
    }
    file = forms.FileField(
        label="File", required=False, help_text="PDF, Word, Excel, PowerPoint, CSV, text, PNG or JPEG, up to 25 MB."
    )
    link = forms.URLField(label="Or a link", required=False, max_length=500, assume_scheme="https")

    def clean_file(self) -> Any:
        sent = self.cleaned_data.get("file")
        if not sent:
            return None
        return checked(sent, EVIDENCE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = bool(cleaned.get("file")), bool(cleaned.get("link"))
        if "file" not in self.errors and "link" not in self.errors and given[0] == given[1]:
            self.add_error("file", "Give a file or a link, one of the two.")
        return cleaned
