"""What owners, the business unit and the Board type about returns and periods."""

from typing import Any

from django import forms

from goldenthread.core.forms import DateField
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.plan.models import Delivery, Gate, Return

AREA = {"rows": 4}


def _text(field: str, hint: str = "") -> forms.CharField:
    column = Return._meta.get_field(field)
    label = str(column.verbose_name)  # type: ignore[union-attr]
    return forms.CharField(
        label=label[:1].upper() + label[1:],
        help_text=hint,
        required=False,
        max_length=4000,
        widget=forms.Textarea(AREA),
    )


class ReturnForm(ScreenedForm):
    """A return, finished or not: nothing is required until it is submitted. ``version``: its edition when opened."""

    hide_optional = True
    fieldsets = {
        "How it stands": ["rating", "override_reason", "forecast_on", "actual_on"],
        "What was done and what came of it": ["how_much", "how_well", "difference"],
        "What comes next": ["challenges", "way_forward"],
    }
    rating = forms.ChoiceField(label="Rating", choices=Delivery.choices, widget=forms.RadioSelect, required=False)
    override_reason = _text("override_reason", "Only where you choose another rating than the rule suggests.")
    forecast_on = DateField(
        label="When will it be done?", required=False, help_text="Your forecast, if it is not done yet."
    )
    actual_on = DateField(label="When was it done?", required=False, help_text="Only if it is delivered.")
    how_much = _text("how_much", "What was done since the last return: numbers, events, documents.")
    how_well = _text("how_well", "What do you know about its quality?")
    difference = _text("difference", "What changed for children and families, and how do you know?")
    challenges = _text("challenges")
    way_forward = _text("way_forward", "Who does what next, and by when?")
    version = forms.IntegerField(widget=forms.HiddenInput)

    FIELDS = (
        "rating",
        "override_reason",
        "forecast_on",
        "actual_on",
        "how_much",
        "how_well",
        "difference",
        "challenges",
        "way_forward",
    )

    def __init__(self, *args: Any, made: Return, **kwargs: Any) -> None:
        initial = {name: getattr(made, name) for name in self.FIELDS} | {"version": made.edition}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.fields["rating"].help_text = f"The rule suggests “{made.get_suggested_display()}”: {made.suggested_why}"

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in self.FIELDS} | {
            "rating": self.cleaned_data.get("rating") or ""
        }


class NoteForm(ScreenedForm):
    """One text that somebody else will read: why a return is sent back, a gate decided, a return re-opened."""

    note = forms.CharField(label="What should be changed?", max_length=2000, widget=forms.Textarea(AREA))


class ReopenForm(ScreenedForm):
    reason = forms.CharField(label="Why is it re-opened?", max_length=2000, widget=forms.Textarea(AREA))


class GateForm(ScreenedForm):
    hide_optional = True
    gate = forms.ChoiceField(
        label="Gate", choices=[(gate.value, gate.label) for gate in Gate], widget=forms.RadioSelect, required=False
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Name the evidence that the Board relied on.",
        max_length=2000,
        widget=forms.Textarea(AREA),
    )


class PeriodForm(forms.Form):
    name = forms.CharField(label="Name", help_text="For example: July to September 2021.", max_length=100)
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day")
    returns_due_on = DateField(label="Returns are due by")


class MilestoneForm(forms.Form):
    on = DateField(label="When was it reached?")
