"""What the business unit types about where an action comes from."""

from django import forms

from goldenthread.evidence.screened import ScreenedForm
from goldenthread.plan.models import OriginKind

AREA = {"rows": 3}
CHOICES = [choice for choice in OriginKind.choices if choice[0] != OriginKind.VARIATION]


class OriginForm(ScreenedForm):
    FIELDS = ("kind", "label", "address")

    kind = forms.ChoiceField(label="What kind of source is it?", choices=CHOICES, widget=forms.RadioSelect)
    label = forms.CharField(
        label="Which one?",
        help_text="For example: Section 11 self-assessment 2020, standard 4; or Board of 12 May 2021, item 6.",
        max_length=300,
    )
    address = forms.URLField(
        label="Where can it be read?", help_text="A link, if there is one.", required=False, max_length=500,
        assume_scheme="https",
    )  # fmt: skip


class EndOriginForm(ScreenedForm):
    reason = forms.CharField(label="Why?", max_length=1000, widget=forms.Textarea(AREA))


class HighPriorityForm(ScreenedForm):
    high = forms.TypedChoiceField(
        label="High priority",
        help_text="What is of high priority can only be reported delivered with a file that proves it.",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="Why?", max_length=1000, widget=forms.Textarea(AREA))
