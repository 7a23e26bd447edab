"""What a comparison can be narrowed down to. The address holds it all."""

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.assurance.forms.rounds import KINDS, chosen
from goldenthread.assurance.models import RoundPart
from goldenthread.assurance.queries.comparison import Standard

WEAKEST = "weakest"


class ComparisonFilter(forms.Form):
    """A GET form; what it does not understand it leaves out."""

    part = forms.ChoiceField(label="Questionnaire", required=False)
    section = forms.ChoiceField(label="Section", required=False)
    kind = forms.ChoiceField(label="Kind of organisation", required=False, choices=[("", "All kinds"), *KINDS])
    order = forms.ChoiceField(
        label="Order", required=False, choices=[("", "As in the questionnaire"), (WEAKEST, "Least in place first")]
    )

    def __init__(self, data: Any, *, parts: Sequence[RoundPart]) -> None:
        super().__init__(data)
        self.known = {each.edition.ref: each for each in parts}
        chosen(self, "part").choices = [("", "The first"), *((ref, str(each)) for ref, each in self.known.items())]
        sections = [(each.id, each.title) for each in self.asked.edition.questionnaire.sections] if parts else []
        chosen(self, "section").choices = [("", "All sections"), *sections]
        if len(self.known) < 2:
            del self.fields["part"]
        self.is_valid()

    @property
    def asked(self) -> RoundPart:
        return self.known.get(self.data.get("part", "")) or next(iter(self.known.values()))

    def said(self, name: str) -> str:
        return str(self.cleaned_data.get(name, "") or "")

    def narrowed(self, standards: Sequence[Standard]) -> list[Standard]:
        section = self.said("section")
        return [each for each in standards if each.part == self.asked and section in {"", each.section.id}]


class RegionFilter(ComparisonFilter):
    """Of a whole network nobody is told apart by kind, and nothing is put in order by numbers that may be hidden."""

    kind = None  # type: ignore[assignment]
    order = None  # type: ignore[assignment]


class HeatFilter(ComparisonFilter):
    """Organisations: those of a kind, and those at some levels of one standard."""

    order = None  # type: ignore[assignment]
    question = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    level = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    """Codes with commas between them."""
