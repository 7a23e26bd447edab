"""What people type to change an adopted plan. Empty answers to "new ..." mean that it stays as it is."""

from typing import Any

from django import forms

from goldenthread.core.forms import DateField
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import Plan, PriorityVersion
from goldenthread.plan.queries.owners import owner_choices

AREA = {"rows": 3}
REASON = "Why? The Board reads this."


def owner_field(partnership: Partnership, label: str, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=required, choices=[("", "Nobody"), *owner_choices(partnership)])


class VaryActionForm(ScreenedForm):
    fieldsets = {
        "What should change?": ["words", "deadline", "due_on", "lead", "joint", "removed"],
        "For the Board": ["summary", "reason"],
    }
    words = forms.CharField(label="Words of the action", max_length=4000, widget=forms.Textarea({"rows": 4}))
    deadline = forms.CharField(
        label="Deadline",
        required=False,
        max_length=200,
        help_text="As you would print it: “by March 2022”, “twice yearly”, “ongoing”.",
    )
    due_on = DateField(label="Late after", required=False, help_text="Leave it as it is where the words above say it.")
    removed = forms.BooleanField(label="Take this action out of the plan", required=False)
    summary = forms.CharField(label="What changes, in one line", max_length=300)
    reason = forms.CharField(label=REASON, max_length=2000, widget=forms.Textarea(AREA))

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"] = owner_field(partnership, "Lead")
        self.fields["joint"] = forms.MultipleChoiceField(
            label="Joint owners", required=False, widget=forms.CheckboxSelectMultiple,
            choices=[pair for _, group in owner_choices(partnership) for pair in group],
        )  # fmt: skip


class MilestoneChangeForm(ScreenedForm):
    """A milestone: its words and date. ``removed`` only where there is one already."""

    words = forms.CharField(label="What is done by then", max_length=500)
    deadline = forms.CharField(
        label="By when", required=False, max_length=200, help_text="As you would print it: “by March 2022”."
    )
    removed = forms.BooleanField(label="Take this milestone out of the plan", required=False)
    reason = forms.CharField(label=REASON, max_length=2000, widget=forms.Textarea(AREA))

    def __init__(self, *args: Any, new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if new:
            del self.fields["removed"]
            self.fields["deadline"].required = True


class VaryWordsForm(ScreenedForm):
    """For a priority or an outcome."""

    words = forms.CharField(label="Words", max_length=4000, widget=forms.Textarea(AREA))
    summary = forms.CharField(label="What changes, in one line", max_length=300)
    reason = forms.CharField(label=REASON, max_length=2000, widget=forms.Textarea(AREA))


class NewActionForm(ScreenedForm):
    """An action that the adopted plan does not have yet."""

    priority = forms.ChoiceField(label="Under which priority?")
    words = forms.CharField(label="Words of the action", max_length=4000, widget=forms.Textarea(AREA))
    deadline = forms.CharField(
        label="Deadline", required=False, max_length=200, help_text="For example: by March 2022."
    )
    reason = forms.CharField(label=REASON, max_length=2000, widget=forms.Textarea(AREA))

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = PriorityVersion.objects.filter(priority__plan=plan, removed=False).at().select_related("priority")
        known = [(v.priority.ref, f"{v.priority.number} {v.title}") for v in titles.order_by("priority__position")]
        self.fields["priority"].choices = known  # type: ignore[attr-defined]
        self.fields["lead"] = owner_field(plan.partnership, "Lead")
        self.order_fields(["priority", "words", "lead", "deadline", "reason"])


class DecideForm(ScreenedForm):
    decision = forms.CharField(
        label="Why?",
        help_text="Needed if it is declined.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(AREA),
    )
    minute = forms.CharField(label="Minute reference", required=False, max_length=200)
