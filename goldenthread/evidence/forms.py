"""What people type about evidence that is here."""

from django import forms

from goldenthread.evidence.facts import RUNGS
from goldenthread.evidence.models import EvidenceKind
from goldenthread.evidence.screened import ScreenedForm


class ReasonForm(ScreenedForm):
    reason = forms.CharField(label="Why?", max_length=300, widget=forms.Textarea({"rows": 3}))


class LookedForm(ScreenedForm):
    reason = forms.CharField(
        label="What did you look at, and why does it identify no child?",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )


class PublicForm(forms.Form):
    public = forms.BooleanField(label="Show this evidence on the public page of the plan", required=False)


class EvidenceFilter(forms.Form):
    hide_optional = True
    q = forms.CharField(label="Words", required=False, max_length=100)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Any"), *EvidenceKind.choices])
    rung = forms.ChoiceField(label="At least", required=False, choices=[("", "Any strength"), *RUNGS])
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[
            ("", "Any"),
            ("open", "To be looked at"),
            ("expired", "Expired"),
            ("old", "Older than a year"),
            ("withdrawn", "Withdrawn"),
        ],
    )
