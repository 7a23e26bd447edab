"""Good practice: what is proposed, and what its organisation says to that."""

from django import forms

from goldenthread.evidence.screened import ScreenedForm


class ExampleForm(ScreenedForm):
    title = forms.CharField(label="Title", max_length=200)
    text = forms.CharField(
        label="What is done, and what came of it?", max_length=4000, widget=forms.Textarea({"rows": 8}),
        help_text="So that another organisation could do the same. No names of people, nothing about a child.",
    )  # fmt: skip


class ConsentForm(ScreenedForm):
    says = forms.ChoiceField(
        label="May it be published?",
        choices=[("named", "Yes, with our name"), ("unnamed", "Yes, without our name"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label="Why not?", required=False, max_length=500, help_text="You need not say.")
