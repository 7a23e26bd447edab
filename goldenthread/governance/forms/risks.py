"""What people type about risks, issues and strategies owned elsewhere."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from goldenthread.core.forms import DateField
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.governance.models import RiskKind
from goldenthread.governance.models.meetings import Every
from goldenthread.governance.queries.holders import Choices
from goldenthread.governance.scales import Scale
from goldenthread.partnerships.models import Body
from goldenthread.plan.models import Delivery

AREA = {"rows": 3}


def _numbered(words: list[str]) -> list[tuple[int, str]]:
    return [(number, f"{number}: {word}") for number, word in enumerate(words, 1)]


class RiskForm(ScreenedForm):
    """A new risk, or the review of one. ``version``: the row that was known when the page was opened."""

    hide_optional = True
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="In a few words", max_length=200)
    words = forms.CharField(
        label="Cause, event and effect", max_length=4000, widget=forms.Textarea(AREA),
        help_text="Because of ..., it may happen that ..., and then children ...",
    )  # fmt: skip
    owner = forms.ChoiceField(label="Who owns it?")
    likelihood = forms.TypedChoiceField(label="How likely is it?", coerce=int, widget=forms.RadioSelect)
    impact = forms.TypedChoiceField(label="How grave would it be?", coerce=int, widget=forms.RadioSelect)
    controls = forms.CharField(
        label="What holds it down already?", max_length=4000, required=False, widget=forms.Textarea(AREA)
    )
    further = forms.CharField(
        label="What else will be done?", max_length=4000, required=False, widget=forms.Textarea(AREA)
    )
    review_on = DateField(label="To be reviewed by")
    note = forms.CharField(label="What the review found", max_length=4000, required=False, widget=forms.Textarea(AREA))

    def __init__(self, *args: Any, holders: Choices, scale: Scale, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Choose"), *holders]  # type: ignore[attr-defined]
        self.fields["likelihood"].choices = _numbered(scale.likelihood)  # type: ignore[attr-defined]
        self.fields["impact"].choices = _numbered(scale.impact)  # type: ignore[attr-defined]
        if new:
            del self.fields["note"]
            kind = forms.ChoiceField(
                label="Which is it?", choices=RiskKind.choices, widget=forms.RadioSelect, initial=RiskKind.RISK,
                help_text="A risk may happen. An issue has happened.",
            )  # fmt: skip
            self.fields = {"kind": kind, **self.fields}


class WhyForm(ScreenedForm):
    why = forms.CharField(label="Why?", max_length=2000, widget=forms.Textarea(AREA))


class RiskFilter(forms.Form):
    """A GET form; what it does not understand it leaves out."""

    hide_optional = True
    q = forms.CharField(label="Words", required=False, max_length=100)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Both"), *RiskKind.choices])
    owner = forms.ChoiceField(label="Owner", required=False)
    state = forms.ChoiceField(
        label="State", required=False,
        choices=[("", "Open"), ("due", "Review overdue"), ("closed", "Closed"), ("all", "All")],
    )  # fmt: skip

    def __init__(self, data: Any, *, holders: Choices) -> None:
        super().__init__(data)
        self.fields["owner"].choices = [("", "Anybody"), *holders]  # type: ignore[attr-defined]
        self.fields["as-at"] = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class StrategyForm(ScreenedForm):
    hide_optional = True
    title = forms.CharField(label="Name of the strategy", max_length=200)
    owner = forms.ModelChoiceField(
        label="Whose is it?", queryset=Body.objects.none(), to_field_name="ref",
        help_text="Bodies outside the partnership are added under Who we are.",
    )  # fmt: skip
    purpose = forms.CharField(
        label="Why does it matter here?", max_length=2000, required=False, widget=forms.Textarea(AREA)
    )
    every_months = forms.TypedChoiceField(label="How often does its owner report?", choices=Every.choices, coerce=int)
    next_update_on = DateField(label="Next update due by")
    actions = forms.MultipleChoiceField(
        label="Actions of the plan that depend on it", required=False, widget=forms.CheckboxSelectMultiple
    )
    outcomes = forms.MultipleChoiceField(
        label="Outcomes that it serves", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, bodies: "QuerySet[Body]", actions: list[tuple[str, str]], outcomes: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["actions"].choices, self.fields["outcomes"].choices = actions, outcomes  # type: ignore[attr-defined]


class UpdateForm(ScreenedForm):
    """``version``: the row of the last update when the page was opened, 0 for none."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    said_on = DateField(label="When was it said?")
    rating = forms.ChoiceField(
        label="How does it stand, in the owner's view?", choices=Delivery.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label="What does the owner say?", max_length=4000, widget=forms.Textarea({"rows": 5}))
    source = forms.CharField(
        label="How do we know?", max_length=200, help_text="For example: report to the Board, 16 September 2021."
    )


class MilestoneForm(ScreenedForm):
    words = forms.CharField(label="What shall be reached?", max_length=300)
    due_on = DateField(label="By when?")


class ReachedForm(forms.Form):
    reached_on = DateField(label="When was it reached?")
