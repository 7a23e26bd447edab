"""What people type into a report."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from goldenthread.core import clock
from goldenthread.core.forms import DateField, NumberField
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.partnerships.models import Body, Organisation
from goldenthread.plan.models import Period
from goldenthread.reports.headings import HeadingList
from goldenthread.reports.models.content import ContributionKind

AREA = {"rows": 10}


class HighlightForm(forms.Form):
    body = forms.ModelChoiceField(
        label="Whose report?", queryset=Body.objects.none(), to_field_name="ref", empty_label=None
    )
    period = forms.ModelChoiceField(
        label="For which period?", queryset=Period.objects.none(), to_field_name="ref", empty_label=None
    )

    def __init__(self, *args: Any, bodies: "QuerySet[Body]", periods: "QuerySet[Period]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset, self.fields["period"].queryset = bodies, periods  # type: ignore[attr-defined]


class YearForm(forms.Form):
    hide_optional = True
    title = forms.CharField(label="Title", max_length=200)
    starts_on = DateField(label="First day of the year")
    ends_on = DateField(label="Last day of the year")


class ListsForm(forms.Form):
    lists = forms.MultipleChoiceField(label="Which lists of headings?", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, lists: list[HeadingList], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["lists"]
        field.choices = [(each.key, each.name) for each in lists]
        field.initial = [each.key for each in lists]
        field.hints = {
            each.key: each.source + ("" if each.verified else " Not checked against the text itself.") for each in lists
        }


class PartForm(ScreenedForm):
    words = forms.CharField(
        label="Words", required=False, max_length=20000, widget=forms.Textarea(AREA),
        help_text="The figures stand beside them and cannot be typed.",
    )  # fmt: skip
    edition = forms.IntegerField(widget=forms.HiddenInput)
    hide_optional = True


class ChildrenForm(ScreenedForm):
    children_words = forms.CharField(
        label="The same in words for children", required=False, max_length=10000, widget=forms.Textarea({"rows": 6}),
        help_text="Short words, short sentences. What happened, what got better, what did not.",
    )  # fmt: skip
    edition = forms.IntegerField(widget=forms.HiddenInput)
    hide_optional = True


class ContributionForm(ScreenedForm):
    kind = forms.ChoiceField(label="What is it?", choices=ContributionKind.choices)
    organisation = forms.ModelChoiceField(
        label="Who gave it?", queryset=Organisation.objects.none(), to_field_name="ref", required=False
    )
    what = forms.CharField(label="For what?", max_length=200)
    pounds = NumberField(label="Pounds", required=False, max_digits=12, decimal_places=2, min_value=0, unit="£")
    days = NumberField(label="Days", required=False, max_digits=8, decimal_places=1, min_value=0)
    source = forms.CharField(label="Where does the figure come from?", max_length=200)

    def __init__(self, *args: Any, organisations: "QuerySet[Organisation]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class ReasonForm(ScreenedForm):
    why = forms.CharField(label="Why?", max_length=2000, widget=forms.Textarea({"rows": 3}))


class PresentForm(forms.Form):
    body = forms.ModelChoiceField(
        label="To whom?", queryset=Body.objects.none(), to_field_name="ref", empty_label="Choose"
    )
    sent_on = DateField(label="Sent on", initial=clock.today)
    meets_on = DateField(label="Presented at the meeting of", required=False)
    minute = forms.CharField(label="Minute reference", required=False, max_length=200)

    def __init__(self, *args: Any, bodies: "QuerySet[Body]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class QuestionForm(ScreenedForm):
    question = forms.CharField(label="What was asked?", max_length=4000, widget=forms.Textarea({"rows": 3}))
    answer = forms.CharField(
        label="What was answered?", max_length=4000, required=False, widget=forms.Textarea({"rows": 4})
    )


class AnswerForm(ScreenedForm):
    answer = forms.CharField(label="What was answered?", max_length=4000, widget=forms.Textarea({"rows": 4}))
