"""What people type when they bring evidence, claim impact, or judge either."""

from typing import Any

from django import forms

from goldenthread.core.forms import DateField
from goldenthread.evidence.models import Evidence, Rung
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.measures.models import Indicator

AREA = {"rows": 3}


class ClaimForm(ScreenedForm):
    """A claim of impact: it cannot be made without measure, source, strength and what speaks against it."""

    claim = forms.CharField(label="What changed for children?", max_length=2000, widget=forms.Textarea(AREA))
    measure = forms.CharField(label="How was it measured?", max_length=1000, widget=forms.Textarea(AREA))
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(), label="Indicator that shows it", required=False, empty_label="None of them"
    )
    source = forms.CharField(label="Where does that come from?", max_length=1000, widget=forms.Textarea(AREA))
    strength = forms.TypedChoiceField(
        label="How strong is that?",
        choices=[(str(rung.value), f"{rung.value}: {rung.label}") for rung in Rung if rung],
        coerce=int,
        widget=forms.RadioSelect,
    )
    against = forms.CharField(
        label="What speaks against it?",
        help_text="Other reasons for the change, small numbers, what you do not know.",
        max_length=2000,
        widget=forms.Textarea(AREA),
    )
    observed_on = DateField(label="Date of what was observed")
    evidence = forms.ModelChoiceField(
        Evidence.objects.none(), label="Evidence", required=False, empty_label="None chosen"
    )

    def __init__(self, *args: Any, evidence: Any, indicators: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = evidence  # type: ignore[attr-defined]
        self.fields["indicator"].queryset = indicators  # type: ignore[attr-defined]


class JudgeForm(ScreenedForm):
    stands = forms.TypedChoiceField(
        label="Does the claim stand?",
        choices=[("yes", "It stands"), ("no", "It does not stand")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label="Why?", max_length=2000, widget=forms.Textarea(AREA))


class UseForm(ScreenedForm):
    """Accept a piece of evidence for what it is used for, or take it away."""

    do = forms.ChoiceField(
        label="Does it prove what it is used for?",
        choices=[("accept", "Accept it: it counts from now on"), ("end", "Take it away: it does not serve here")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Needed if you take it away.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(AREA),
    )


class ReuseForm(forms.Form):
    """Evidence that the partnership holds already."""

    existing = forms.ModelChoiceField(
        Evidence.objects.none(), label="Evidence that is here already", empty_label="Choose"
    )

    def __init__(self, *args: Any, evidence: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["existing"].queryset = evidence  # type: ignore[attr-defined]


class ServeForm(forms.Form):
    """Which actions serve an outcome."""

    actions = forms.MultipleChoiceField(label="Actions", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actions"].choices = choices  # type: ignore[attr-defined]


class MeasureForm(forms.Form):
    """Which indicators measure an outcome."""

    indicators = forms.MultipleChoiceField(label="Indicators", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicators"].choices = choices  # type: ignore[attr-defined]


class LinkForm(forms.Form):
    kind = forms.ChoiceField(
        label="How do they hang together?",
        choices=[("duplicate", "They are the same deliverable"), ("depends_on", "This one waits for the other")],
        widget=forms.RadioSelect,
    )
    other = forms.ChoiceField(label="Other action")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", "Choose"), *choices]  # type: ignore[attr-defined]
