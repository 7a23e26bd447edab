"""What members type when they suggest an item."""

from typing import Any

from django import forms

from goldenthread.evidence.screened import ScreenedForm


class SuggestionForm(ScreenedForm):
    hide_optional = True
    title = forms.CharField(label="What should the meeting talk about?", max_length=200)
    purpose = forms.CharField(
        label="What is asked of the meeting?", required=False, max_length=2000, widget=forms.Textarea({"rows": 4}),
        help_text="For example: decide which of two bids is made.",
    )  # fmt: skip
    minutes_planned = forms.IntegerField(label="How many minutes does it need?", min_value=1, max_value=240, initial=10)

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = forms.ModelChoiceField(bodies, label="Which body?", to_field_name="ref", empty_label=None)
        self.order_fields(["body"])
