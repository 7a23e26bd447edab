"""What is typed in the room, about decisions, minutes and written procedures."""

from typing import Any

from django import forms

from goldenthread.accounts.models import User
from goldenthread.core.forms import DateField
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.governance.models import (
    AgendaItem,
    Answer,
    Attendance,
    Constituency,
    Decision,
    ItemState,
    Part,
    Presence,
)
from goldenthread.partnerships.models import Body, BodyKind, Organisation, Partnership, Post, running

MOST_CHOICES = 200
"""Pieces of evidence that a form offers, the newest."""
AREA = {"rows": 4}


class NotesForm(ScreenedForm):
    """The minute of an item. ``version``: its edition when the page was opened."""

    hide_optional = True
    notes = forms.CharField(
        label="Minute", required=False, max_length=20000, widget=forms.Textarea({"rows": 8}),
        help_text="What was said and agreed, without names or details of children.",
    )  # fmt: skip
    state = forms.ChoiceField(label="How does it stand?", choices=ItemState.choices, widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        initial = {"notes": item.notes, "state": item.state, "version": item.edition}
        super().__init__(*args, **{**kwargs, "initial": initial})


class AttendForm(ScreenedForm):
    """Somebody who was not expected, or how somebody takes part."""

    hide_optional = True
    person = forms.ModelChoiceField(
        User.objects.none(), label="Who?", required=False, to_field_name="ref", empty_label="Somebody else"
    )
    name = forms.CharField(label="Name, if it is somebody else", max_length=200, required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="For which organisation?",
        required=False,
        to_field_name="ref",
        empty_label="None",
    )
    part = forms.ChoiceField(label="As what?", choices=Part.choices, initial=Part.DEPUTY)
    deputy_of = forms.ModelChoiceField(
        Attendance.objects.none(), label="Deputy of whom?", required=False, empty_label="Nobody"
    )
    votes = forms.BooleanField(label="Has a vote", required=False)
    presence = forms.ChoiceField(label="Is", choices=Presence.choices, initial=Presence.PRESENT)

    def __init__(self, *args: Any, people: Any, organisations: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["deputy_of"].queryset = others  # type: ignore[attr-defined]


class SeatForm(forms.Form):
    """For whom somebody on the list sits there, and whether they vote."""

    hide_optional = True
    part = forms.ChoiceField(label="Takes part as", choices=Part.choices)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="For which organisation?", required=False, to_field_name="ref",
        empty_label="None",
    )  # fmt: skip
    constituency = forms.ChoiceField(label="Counts for", choices=Constituency.choices)
    votes = forms.BooleanField(label="Has a vote", required=False)

    def __init__(self, *args: Any, row: Attendance, organisations: Any, **kwargs: Any) -> None:
        initial = {"part": row.part, "constituency": row.constituency, "votes": row.votes}
        initial["organisation"] = row.organisation.ref if row.organisation else ""
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class MarkForm(ScreenedForm):
    """What is noted in the attendance, asked again where the reason for apologies may identify a child."""

    do = forms.CharField(widget=forms.HiddenInput)
    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    row = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput, required=False)
    reason = forms.CharField(label="Reason for apologies", required=False, max_length=200)

    def __init__(self, *args: Any, rows: list[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row"].choices = [(str(row.pk), row.name) for row in rows]  # type: ignore[attr-defined]


class ComingForm(ScreenedForm):
    hide_optional = True
    comes = forms.ChoiceField(
        label="Will you come?", choices=[("yes", "Yes"), ("no", "No, I send apologies")], widget=forms.RadioSelect
    )
    reason = forms.CharField(label="If not: why, in a few words", required=False, max_length=100)
    deputy = forms.CharField(
        label="If not: who comes in your place?",
        required=False,
        max_length=200,
        help_text="Their name, if somebody does.",
    )


class NoteForm(ScreenedForm):
    note = forms.CharField(label="What should be changed?", max_length=2000, widget=forms.Textarea(AREA))


class ReasonForm(ScreenedForm):
    reason = forms.CharField(label="Why are they re-opened?", max_length=2000, widget=forms.Textarea(AREA))


class VariationForm(ScreenedForm):
    decision = forms.CharField(
        label="Why?", help_text="Needed if it is declined.", required=False, max_length=2000,
        widget=forms.Textarea(AREA),
    )  # fmt: skip


class DecisionForm(ScreenedForm):
    """``version``: the edition when it was opened."""

    fieldsets = {
        "The decision": ["words", "options", "reasons"],
        "What it relies on": ["relied_on", "evidence"],
        "Votes, if they were counted": ["votes_for", "votes_against", "abstained"],
        "Coming back": ["review_on"],
    }
    words = forms.CharField(label="What is decided?", max_length=4000, widget=forms.Textarea(AREA))
    options = forms.CharField(
        label="What else was considered?", required=False, max_length=4000, widget=forms.Textarea({"rows": 3})
    )
    reasons = forms.CharField(label="Why this?", required=False, max_length=4000, widget=forms.Textarea({"rows": 3}))
    relied_on = forms.CharField(
        label="Evidence relied on", required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    votes_for = forms.IntegerField(label="For", required=False, min_value=0, max_value=999)
    votes_against = forms.IntegerField(label="Against", required=False, min_value=0, max_value=999)
    abstained = forms.IntegerField(label="Abstained", required=False, min_value=0, max_value=999)
    review_on = DateField(label="When does it come back?", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    NAMES = ("words", "options", "reasons", "relied_on", "votes_for", "votes_against", "abstained", "review_on")

    def __init__(self, *args: Any, evidence: Any, decision: Decision | None = None, **kwargs: Any) -> None:
        if decision is not None:
            known = {name: getattr(decision, name) for name in self.NAMES}
            used = list(decision.evidence.values_list("ref", flat=True))
            kwargs["initial"] = known | {"version": decision.edition, "evidence": used}
        super().__init__(*args, **kwargs)
        self.fields["evidence"] = forms.ModelMultipleChoiceField(
            evidence, label="Evidence that is here", required=False, to_field_name="ref",
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        newest = [(piece.ref, str(piece)) for piece in evidence[:MOST_CHOICES]]
        self.fields["evidence"].choices = newest  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.NAMES}


class DissentForm(ScreenedForm):
    who = forms.ChoiceField(label="Who?")
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="For which organisation?", required=False, to_field_name="ref",
        empty_label="None",
    )  # fmt: skip
    words = forms.CharField(
        label="What did they hold?", help_text="In their own words, as far as possible.", max_length=2000,
        widget=forms.Textarea(AREA),
    )  # fmt: skip

    def __init__(self, *args: Any, names: list[str], organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """``later``: decisions that may take its place."""

    hide_optional = True
    reviewed_by = forms.ModelChoiceField(
        Decision.objects.none(), label="Does another decision take its place?", required=False, to_field_name="ref",
        empty_label="No, it stands", help_text="Write that decision first, under the item; it is offered once taken.",
    )  # fmt: skip
    next_on = DateField(label="If it stands: when does it come back again?", required=False)

    def __init__(self, *args: Any, later: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reviewed_by"]
        field.queryset = later
        field.label_from_instance = lambda decision: f"{decision.number}: {decision.words}"[:100]


class FollowForm(ScreenedForm):
    """An action that the plan has already."""

    nothing = "Choose"
    action = forms.ChoiceField(label="Action of the plan")

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(row.action.ref, f"{row.action.code} {row.words}"[:120]) for row in versions]
        self.fields["action"].choices = [("", self.nothing), *known]  # type: ignore[attr-defined]


class LinkActionForm(FollowForm):
    """An action that the plan has already, or why none follows."""

    hide_optional = True
    nothing = "None"
    action = forms.ChoiceField(label="Action of the plan", required=False)
    why = forms.CharField(label="If it needs no action: why?", required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("action") and not given.get("why"):
            self.add_error("action", "Choose an action, or say why none is needed.")
        return given


class AskForActionForm(ScreenedForm):
    """An action that the plan does not have yet."""

    priority = forms.ChoiceField(label="Under which priority?")
    words = forms.CharField(label="Words of the action", max_length=4000, widget=forms.Textarea(AREA))
    owner = forms.ChoiceField(label="Whose is it?")
    deadline = forms.CharField(
        label="Deadline", required=False, max_length=200, help_text="For example: by March 2022."
    )

    def __init__(self, *args: Any, partnership: Partnership, priorities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority"].choices = [  # type: ignore[attr-defined]
            (row.priority.ref, f"{row.priority.number} {row.title}") for row in priorities
        ]
        self.fields["owner"].choices = owner_choices(partnership)  # type: ignore[attr-defined]

    @property
    def owners(self) -> list[dict[str, str]]:
        kind, _, ref = self.cleaned_data["owner"].partition(":")
        return [{"kind": kind, "ref": ref, "role": "lead"}]


def owner_choices(partnership: Partnership) -> list[tuple[str, list[tuple[str, str]]]]:
    """Bodies, posts and organisations of today, as ``kind:reference``."""
    bodies = Body.objects.filter(running(), partnership=partnership).exclude(kind=BodyKind.PARTNERSHIP)
    posts = Post.objects.filter(running(), partnership=partnership)
    agencies = Organisation.objects.filter(partnerships__in=partnership.members.filter(running()))
    return [
        ("Body", [(f"body:{each.ref}", each.name) for each in bodies]),
        ("Post", [(f"post:{each.ref}", each.title) for each in posts]),
        ("Organisation", [(f"organisation:{each.ref}", each.name) for each in agencies]),
    ]


class ProcedureForm(ScreenedForm):
    title = forms.CharField(label="Title", max_length=200)
    words = forms.CharField(label="What is to be decided?", max_length=4000, widget=forms.Textarea(AREA))
    why_now = forms.CharField(
        label="Why can it not wait for a meeting?", max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    options = forms.CharField(
        label="What else was considered?", required=False, max_length=4000, widget=forms.Textarea({"rows": 3})
    )
    reasons = forms.CharField(label="Why this?", required=False, max_length=4000, widget=forms.Textarea({"rows": 3}))
    about = forms.URLField(
        label="Where to read about it", required=False, max_length=500, assume_scheme="https",
        help_text="The address of a page, here or elsewhere.",
    )  # fmt: skip
    closes_on = DateField(label="Answers are due by")

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = forms.ModelChoiceField(bodies, label="Body", to_field_name="ref", empty_label=None)
        self.order_fields(["body"])


class AnswerForm(ScreenedForm):
    answer = forms.ChoiceField(label="Your answer", choices=Answer.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Your reasons", required=False, max_length=2000, widget=forms.Textarea(AREA),
        help_text="Needed if you do not agree; they stand with the decision.",
    )  # fmt: skip


class RegisterFilter(forms.Form):
    """The register of decisions."""

    hide_optional = True
    q = forms.CharField(label="Words", required=False, max_length=100)
    body = forms.ModelChoiceField(
        Body.objects.none(), label="Body", required=False, to_field_name="ref", empty_label="Any"
    )
    state = forms.ChoiceField(
        label="State", required=False,
        choices=[("", "Any"), ("taken", "Decided"), ("proposed", "Not yet decided"), ("not_agreed", "Not agreed"),
                 ("back", "Comes back"), ("dissent", "With dissent")],
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
