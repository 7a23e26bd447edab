"""The questions about a piece of evidence, wherever it is brought or corrected."""

from django import forms

from goldenthread.core.forms import DateField
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
