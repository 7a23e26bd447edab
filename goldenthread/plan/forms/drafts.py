"""What people type while they confirm or write a draft plan."""

from typing import Any

from dateutil.rrule import rrulestr
from django import forms
from django.core.exceptions import ValidationError

from goldenthread.core.forms import DateField
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.matching import Directory
from goldenthread.plan.models import Action, DeadlineKind, DeliverableKind, MilestoneVersion, Owner, OwnerRole, Plan
from goldenthread.plan.operations.building import owner_row
from goldenthread.plan.operations.drafting import DEADLINE_FIELDS
from goldenthread.plan.phrases import read_phrase
from goldenthread.plan.queries.owners import owner_choices

AREA = {"rows": 3}


RULES = [
    ("", "It does not come again"),
    ("FREQ=WEEKLY", "Every week"),
    ("FREQ=MONTHLY", "Every month"),
    ("FREQ=MONTHLY;INTERVAL=2", "Every two months"),
    ("FREQ=MONTHLY;INTERVAL=3", "Every quarter"),
    ("FREQ=MONTHLY;INTERVAL=6", "Twice a year"),
    ("FREQ=YEARLY", "Every year"),
]


PRINTED = "printed:"


SPARE_ROWS = 2


class PlanForm(forms.Form):
    """What the plan as a whole says; ``version`` is the edition that the person saw."""

    fieldsets = {"": ["title"], "Period": ["starts_on", "ends_on", "period_basis"]}
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="Title", max_length=300)
    starts_on = DateField(label="First day", required=False)
    ends_on = DateField(label="Last day", required=False)
    period_basis = forms.CharField(label="Where the period comes from", required=False, max_length=300)
    published = forms.CharField(
        label="Published", required=False, max_length=100, help_text="As printed, for example: April 2021."
    )
    reporting = forms.CharField(
        label="To whom progress is reported", required=False, max_length=2000, widget=forms.Textarea(AREA)
    )
    field_order = ["title", "starts_on", "ends_on", "period_basis", "published", "reporting", "supersedes"]

    def __init__(self, *args: Any, plans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if plans:
            self.fields["supersedes"] = forms.ModelChoiceField(
                plans,
                label="It follows the plan",
                required=False,
                to_field_name="ref",
                empty_label="None",
                help_text="It is closed when this one is adopted; progress goes on with the actions that continue.",
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", "The plan ends before it starts.")
        return cleaned


class ItemForm(forms.Form):
    """Base of the forms for one item; ``version`` is the edition that the person saw."""

    hide_optional = True
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(
        label="Number", required=False, max_length=20, widget=forms.TextInput({"class": "govuk-input--width-5"})
    )


class PriorityForm(ItemForm):
    title = forms.CharField(label="Title", max_length=500)
    text = forms.CharField(label="More about it", required=False, max_length=10_000, widget=forms.Textarea(AREA))

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("number", "title", "text")}


class OutcomeForm(ItemForm):
    words = forms.CharField(label="Words of the outcome", max_length=10_000, widget=forms.Textarea({"rows": 4}))

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("number", "words")}


class DeadlineForm(forms.Form):
    """The printed phrase and how it is read. A changed phrase is read again unless the dates were changed as well."""

    deadline_text = forms.CharField(
        label="Deadline as printed",
        required=False,
        max_length=200,
        help_text="For example: by March 2022, twice yearly, ongoing.",
    )
    due_on = DateField(label="Late after", required=False)
    earliest_on = DateField(label="Earliest", required=False)
    latest_on = DateField(label="Latest", required=False)
    rrule = forms.ChoiceField(label="Does it come again?", required=False)

    DATES = ("due_on", "earliest_on", "latest_on", "rrule")

    def __init__(self, *args: Any, plan: Plan, said: Any = None, **kwargs: Any) -> None:
        self.plan, self.said = plan, said
        kwargs["initial"] = (
            {name: getattr(said, name) for name in ("deadline_text", *self.DATES)} | kwargs.get("initial", {})
            if said
            else kwargs.get("initial")
        )
        super().__init__(*args, **kwargs)
        rule = said.rrule if said else ""
        choices = RULES if rule in dict(RULES) else [*RULES, (rule, f"As read: {rule}")]
        self.fields["rrule"].choices = choices  # type: ignore[attr-defined]
        self.doubts: list[str] = []

    def clean_rrule(self) -> str:
        rule: str = self.cleaned_data["rrule"]
        try:
            if rule:
                rrulestr(rule)
        except ValueError:
            raise ValidationError("This rule cannot be read.") from None
        return rule

    @property
    def deadline(self) -> dict[str, Any]:
        phrase = self.cleaned_data["deadline_text"].strip()
        typed = {name: self.cleaned_data[name] for name in self.DATES}
        before = (
            {name: getattr(self.said, name) for name in self.DATES}
            if self.said
            else dict.fromkeys(self.DATES) | {"rrule": ""}
        )
        was = self.said.deadline_text if self.said else ""
        if typed == before and phrase != was:
            fields, self.doubts = read_phrase(phrase, self.plan)
            return fields
        kept = (
            {name: getattr(self.said, name) for name in DEADLINE_FIELDS}
            if self.said
            else read_phrase(phrase, self.plan)[0]
        )
        return kept | typed | {"deadline_text": phrase, "deadline_kind": _kind(kept["deadline_kind"], phrase, typed)}


def _kind(before: str, phrase: str, typed: dict[str, Any]) -> str:
    """What sort of deadline it is once a person has set its dates."""
    if typed["rrule"]:
        return DeadlineKind.RECURRING
    if not phrase and not any(typed.values()):
        return DeadlineKind.NONE
    return DeadlineKind.DATE if before in {DeadlineKind.NONE, DeadlineKind.RECURRING} and typed["due_on"] else before


class ActionForm(ItemForm, DeadlineForm):
    """Every field of an action. Owners are rows of who and as what; a row without "who" is left out."""

    words = forms.CharField(label="Words of the action", max_length=10_000, widget=forms.Textarea({"rows": 4}))
    owner_text = forms.CharField(label="Owner as printed", required=False, max_length=300)
    somebody = forms.CharField(
        label="Somebody who is not in the lists",
        required=False,
        max_length=200,
        help_text="As printed. You say who it is on the page of names.",
    )
    kind = forms.ChoiceField(
        label="Kind of deliverable", required=False, choices=[("", "Not said"), *DeliverableKind.choices]
    )
    high = forms.BooleanField(label="High priority: closing it needs a file as evidence", required=False)
    success_measure = forms.CharField(
        label="Success measure", required=False, max_length=4000, widget=forms.Textarea(AREA)
    )
    documents = forms.CharField(
        label="Documents it names", required=False, help_text="One a line.", widget=forms.Textarea({"rows": 2})
    )

    def __init__(
        self, *args: Any, plan: Plan, owners: list[Owner] | None = None, priorities: Any, outcomes: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.fields["priority"] = forms.ModelChoiceField(
            plan.priorities.all(), label="Priority", to_field_name="ref", empty_label=None
        )
        self.fields["priority"].choices = priorities  # type: ignore[attr-defined]
        if outcomes:
            self.fields["outcomes"] = forms.ModelMultipleChoiceField(
                plan.outcomes.all(),
                label="Outcomes it serves",
                required=False,
                to_field_name="ref",
                widget=forms.CheckboxSelectMultiple,
            )
            self.fields["outcomes"].choices = outcomes  # type: ignore[attr-defined]
        self._add_owner_rows(plan.partnership, owners or [])
        self.owner_fields = [(self[f"who_{n}"], self[f"role_{n}"]) for n in range(self.rows)]

    def _add_owner_rows(self, partnership: Partnership, owners: list[Owner]) -> None:
        self.owners = owners
        self.rows = len(owners) + (SPARE_ROWS if len(owners) > 1 else SPARE_ROWS + 1 - len(owners))
        unmatched = [
            (f"{PRINTED}{owner.text}", f"{owner.text} (as printed)") for owner in owners if owner.holder is None
        ]
        choices = [("", "Nobody"), *unmatched, *owner_choices(partnership)]
        for n in range(self.rows):
            owner = owners[n] if n < len(owners) else None
            self.fields[f"who_{n}"] = forms.ChoiceField(
                label=f"Who {n + 1}", required=False, choices=choices, initial=_who(owner) if owner else ""
            )
            self.fields[f"role_{n}"] = forms.ChoiceField(
                label=f"Who {n + 1} is",
                required=False,
                choices=OwnerRole.choices,
                initial=owner.role if owner else (OwnerRole.LEAD if n == 0 else OwnerRole.JOINT),
            )

    @property
    def owner_rows(self) -> list[Owner]:
        """The owners as typed, unsaved; the first owner leads where nobody was made the lead."""
        texts = {_who(owner): owner.text for owner in self.owners}
        holders = {
            f"{holder._meta.model_name}:{holder.ref}": holder for holder in Directory(self.plan.partnership).holders
        }
        rows = []
        for n in range(self.rows):
            who, role = self.cleaned_data[f"who_{n}"], self.cleaned_data[f"role_{n}"] or OwnerRole.JOINT
            if who:
                rows.append(
                    owner_row(
                        texts.get(who, who.removeprefix(PRINTED) if who.startswith(PRINTED) else ""),
                        role,
                        holders.get(who),
                    )
                )
        if somebody := self.cleaned_data["somebody"].strip():
            rows.append(owner_row(somebody, OwnerRole.JOINT, None))
        owning = [row for row in rows if row.role in {OwnerRole.LEAD, OwnerRole.JOINT}]
        if owning and all(row.role != OwnerRole.LEAD for row in owning):
            owning[0].role = OwnerRole.LEAD
        return rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        leads = [n for n in range(self.rows) if cleaned.get(f"who_{n}") and cleaned.get(f"role_{n}") == OwnerRole.LEAD]
        if len(leads) > 1:
            self.add_error(f"role_{leads[1]}", "Only one can lead. Make the others joint owners.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        plain = {
            name: data[name]
            for name in ("number", "words", "owner_text", "kind", "high", "success_measure", "priority")
        }
        lines = [line.strip() for line in data["documents"].splitlines()]
        plain |= {"documents": list(filter(None, lines))} | self.deadline
        return plain | ({"outcomes": list(data["outcomes"])} if "outcomes" in data else {})


def _who(owner: Owner) -> str:
    holder = owner.holder
    return f"{holder._meta.model_name}:{holder.ref}" if holder else f"{PRINTED}{owner.text}"


def action_initial(action: Action, said: Any) -> dict[str, Any]:
    return {
        "number": action.number,
        "words": said.words,
        "owner_text": said.owner_text,
        "kind": action.kind,
        "high": action.high,
        "success_measure": action.success_measure,
        "documents": "\n".join(action.documents),
        "priority": action.priority.ref,
        "outcomes": [outcome.ref for outcome in action.outcomes.all()],
    }


class MilestoneForm(DeadlineForm):
    words = forms.CharField(label="What is done by then", max_length=500)
    field_order = ["words", "deadline_text", "due_on", "earliest_on", "latest_on", "rrule"]

    def __init__(self, *args: Any, milestone: MilestoneVersion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, said=milestone, initial={"words": milestone.words} if milestone else {}, **kwargs)


class SplitForm(forms.Form):
    first = forms.CharField(label="First action", max_length=10_000, widget=forms.Textarea({"rows": 4}))
    second = forms.CharField(label="Second action", max_length=10_000, widget=forms.Textarea({"rows": 4}))


class ChooseForm(forms.Form):
    """One of several actions."""

    other = forms.ChoiceField()

    def __init__(self, *args: Any, label: str, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].label = label
        self.fields["other"].choices = [("", "Choose"), *choices]  # type: ignore[attr-defined]


class AdoptForm(ScreenedForm):
    on = DateField(label="When did the Board adopt it?")
    minute = forms.CharField(
        label="Minute reference", max_length=200, help_text="For example: Executive Board, 22 April 2021, item 4."
    )

    def __init__(self, *args: Any, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_reason:
            self.fields["closing_reason"] = forms.CharField(
                label="Why do the other actions of the plan before not go on?",
                max_length=2000,
                widget=forms.Textarea(AREA),
            )


class ReasonForm(ScreenedForm):
    reason = forms.CharField(label="Why does it not go on?", max_length=1000, widget=forms.Textarea(AREA))


class CancelForm(forms.Form):
    discard = forms.BooleanField(label="Discard the document as well", required=False)
