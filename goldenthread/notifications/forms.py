from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from goldenthread.core.forms import DateField
from goldenthread.notifications import kinds
from goldenthread.notifications.models import Day, MailState

HOURS = [(hour, f"{time(hour):%-I}{'am' if hour < 12 else 'pm'}") for hour in range(6, 22)]


class MailFilterForm(forms.Form):
    state = forms.ChoiceField(required=False, choices=[("", "All"), *MailState.choices])
    hide_optional = True


class PlannedFilter(MailFilterForm):
    kind = forms.ChoiceField(label="Kind", required=False)
    q = forms.CharField(label="Name or subject", required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "All"), *kinds.choices()]  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    on = DateField(label="Day")
    hour = forms.TypedChoiceField(label="Time", choices=HOURS, coerce=int)

    @property
    def to(self) -> datetime:
        hour = time(self.cleaned_data["hour"])
        return datetime.combine(self.cleaned_data["on"], hour, tzinfo=timezone.get_current_timezone())


class WordsForm(forms.Form):
    subject = forms.CharField(label="Subject", max_length=200)
    text = forms.CharField(label="Words", max_length=4000, widget=forms.Textarea({"rows": 12}))


class ChoiceForm(forms.Form):
    """Which mails somebody gets."""

    hide_optional = True
    digest_day = forms.TypedChoiceField(
        label="On which day does your weekly digest come?",
        choices=Day.choices,
        coerce=lambda value: Day(int(value)),
        widget=forms.RadioSelect,
    )
    morning = forms.BooleanField(
        label="Also write on the morning on which something is due",
        help_text="On its last day, and on the day after. One mail for all of it, at seven.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["digest_day"].hints = {  # type: ignore[attr-defined]
            Day.NEVER: "While something that you answer for is overdue, it comes all the same, on Mondays."
        }
