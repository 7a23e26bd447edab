"""What people type about meetings, their series and the rules of quorum."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from goldenthread.core.forms import DateField
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.governance.models import Constituency, ItemKind, Meeting, QuorumRule, Series
from goldenthread.governance.models.meetings import Every
from goldenthread.governance.operations.meetings import ends_after

TIMES = ["%H:%M", "%H.%M", "%H", "%I:%M%p", "%I.%M%p", "%I%p", "%I:%M %p", "%I %p"]
SPARE_ROWS = 3
NO_ITEM = [("", "No item"), *ItemKind.choices]


class TimeField(forms.TimeField):
    """Accepts 14:30, 2.30pm and 2pm."""

    widget = forms.TimeInput(attrs={"class": "govuk-input--width-5"}, format="%H:%M")
    default_error_messages = {"invalid": "Enter a time, for example 14:30 or 2.30pm."}

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=TIMES, **options)


class EarlyForm(forms.Form):
    """Sent by somebody who has read that the meeting's day is yet to come."""

    early = forms.BooleanField(widget=forms.HiddenInput, initial=True)


class BodyForm(forms.Form):
    """A form that asks for one of the bodies whose meetings somebody arranges."""

    def __init__(self, *args: Any, bodies: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if bodies is not None:
            self.fields["body"] = forms.ModelChoiceField(bodies, label="Body", to_field_name="ref", empty_label=None)
            self.order_fields(["body"])


class SeriesForm(BodyForm):
    title = forms.CharField(label="Name of the series", max_length=200, help_text="For example: Executive Board.")
    every_months = forms.TypedChoiceField(label="How often?", choices=Every.choices, coerce=int, initial=Every.TWO)
    starts_at = TimeField(label="Usual time", initial="10:00")
    minutes_long = forms.IntegerField(label="Length in minutes", min_value=15, max_value=600, initial=120)
    place = forms.CharField(label="Usual place", max_length=300, required=False, help_text="A room, or a link.")
    papers_days = forms.IntegerField(label="Papers are due so many days before", min_value=0, max_value=60, initial=10)

    def __init__(self, *args: Any, series: Series | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if series is not None:
            self.initial = {name: getattr(series, name) for name in self.fields}


class PlanMeetingsForm(forms.Form):
    first_on = DateField(
        label="Day of the first one",
        help_text="The others fall on the same weekday of their month, for example the third Thursday.",
    )
    count = forms.IntegerField(label="How many?", min_value=1, max_value=24, initial=6)


class StandingItemsForm(forms.Form):
    """Rows of kind, title and minutes: those there are, and some more."""

    hide_optional = True

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(series.standing_items.all())
        self.fieldsets: dict[str, list[str]] = {}
        for number in range(1, len(rows) + SPARE_ROWS + 1):
            row = rows[number - 1] if number <= len(rows) else None
            names = [f"{name}_{number}" for name in ("title", "kind", "minutes")]
            self.fields[names[0]] = forms.CharField(
                label="Title", max_length=200, required=False, initial=row.title if row else ""
            )
            self.fields[names[1]] = forms.ChoiceField(
                label="Kind", choices=ItemKind.choices, initial=row.kind if row else ItemKind.DISCUSSION
            )
            self.fields[names[2]] = forms.IntegerField(
                label="Minutes", min_value=0, max_value=240, required=False, initial=row.minutes_planned if row else 10
            )
            self.fieldsets[f"Item {number}"] = names
        self.count = len(rows) + SPARE_ROWS

    @property
    def items(self) -> list[tuple[str, str, int]]:
        """Those with a title, in order. An item whose title was emptied is gone."""
        data = self.cleaned_data
        return [
            (data[f"kind_{number}"], data[f"title_{number}"].strip(), data[f"minutes_{number}"] or 0)
            for number in range(1, self.count + 1)
            if data[f"title_{number}"].strip()
        ]


class MeetingForm(BodyForm):
    title = forms.CharField(
        label="Title", max_length=200, required=False, help_text="Left empty: the body and the day."
    )
    on = DateField(label="Day")
    at = TimeField(label="Beginning", initial="10:00")
    minutes_long = forms.IntegerField(label="Length in minutes", min_value=15, max_value=600, initial=120)
    place = forms.CharField(label="Place", max_length=300, required=False, help_text="A room, or a link.")
    papers_due_on = DateField(label="Papers are due by", required=False)

    def __init__(self, *args: Any, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if meeting is not None:
            begins = timezone.localtime(meeting.starts_at)
            self.fields["title"].required = True
            self.fields["title"].help_text = ""
            self.initial = {
                "title": meeting.title, "on": begins.date(), "at": begins.time(), "place": meeting.place,
                "minutes_long": int((meeting.ends_at - meeting.starts_at).total_seconds() // 60),
                "papers_due_on": meeting.papers_due_on,
            }  # fmt: skip

    @property
    def values(self) -> dict[str, Any]:
        """As the operations take them."""
        data = self.cleaned_data
        starts_at, ends_at = ends_after(data["on"], data["at"], data["minutes_long"])
        named = {name: data[name] for name in ("title", "place", "papers_due_on")}
        return {**named, "starts_at": starts_at, "ends_at": ends_at}


class WhyForm(ScreenedForm):
    """One reason that others will read."""

    why = forms.CharField(label="Why?", max_length=300, widget=forms.Textarea({"rows": 3}))


class QuorumForm(forms.Form):
    """How many of whom: one number for all, one for each constituency; 0 asks for none."""

    hide_optional = True
    fieldsets = {
        "Voting members in all": ["all"],
        "At least, of each": [choice.value for choice in Constituency if choice is not Constituency.OTHER],
    }
    all = forms.IntegerField(label="In all", min_value=0, max_value=200, required=False)

    def __init__(self, *args: Any, rules: list[QuorumRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {rule.constituency or "all": rule.at_least for rule in rules}
        self.fields["all"].initial = known.get("all", 0)
        for constituency in Constituency:
            if constituency is not Constituency.OTHER:
                self.fields[constituency.value] = forms.IntegerField(
                    label=constituency.label, min_value=0, max_value=200, required=False,
                    initial=known.get(constituency.value, 0),
                )  # fmt: skip

    @property
    def numbers(self) -> dict[str, int]:
        return {"" if name == "all" else name: value or 0 for name, value in self.cleaned_data.items()}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        asked = sum(value or 0 for name, value in given.items() if name != "all")
        if (given.get("all") or 0) and asked > (given.get("all") or 0):
            raise ValidationError("The constituencies together ask for more members than the number in all.")
        return given
