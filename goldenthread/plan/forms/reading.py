"""Sending in a plan document."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from goldenthread.core.words import day
from goldenthread.documents.gate import CheckedFile
from goldenthread.documents.uploads import checked
from goldenthread.plan.models import Plan


class PlanChoice(forms.ModelChoiceField):
    """Two plans may have one title: the day of adoption tells them apart."""

    def label_from_instance(self, plan: Plan) -> str:  # type: ignore[override]
        return f"{plan.title}, adopted on {day(plan.adopted_on)}" if plan.adopted_on else plan.title


class SendForm(forms.Form):
    """The gate stands at the field: what it refuses is not kept."""

    file = forms.FileField(
        label="Plan document",
        help_text="Word (DOCX), PDF with selectable text, Excel, CSV, HTML, Markdown or text, up to 25 MB.",
    )
    next_of = PlanChoice(
        Plan.objects.none(),
        label="Is it the next version of a plan?",
        required=False,
        empty_label="No, it is a plan of its own",
        help_text="You then see what changed, and progress goes on with each action that continues.",
    )

    def __init__(self, *args: Any, plans: "QuerySet[Plan]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_of"].queryset = plans  # type: ignore[attr-defined]
        self.fields["next_of"].to_field_name = "ref"  # type: ignore[attr-defined]
        if not plans:
            del self.fields["next_of"]

    def clean_file(self) -> CheckedFile:
        return checked(self.cleaned_data["file"])
