"""What a list of actions can be narrowed down to. The address holds it all, so a view can be kept as a bookmark."""

from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet

from goldenthread.core.forms import DateField
from goldenthread.partnerships.models import Body, Organisation, Partnership, PartnershipMember, Post
from goldenthread.plan.as_at import PARAMETER
from goldenthread.plan.models import Delivery, Gate, Owner, OwnerRole, Plan, PriorityVersion
from goldenthread.plan.rating import needs_attention

LOOKS = {
    "attention": ("Needs somebody", needs_attention()),
    "overdue": ("Overdue", Q(is_late=True)),
    "silent": ("Silent for 60 days", Q(is_silent=True)),
    "slipped": ("Forecast later than agreed", Q(is_slipped=True)),
    "no_owner": ("No owner named", Q(is_unowned=True)),
    "stale": ("Evidence gone stale", Q(is_stale=True)),
    "unproven": ("Delivered without evidence", Q(unproven=True)),
    "awaiting": ("Awaiting approval", Q(waiting_since__isnull=False)),
}
SORTS = {
    "": "position",
    "due": "due_on",
    "rating": "shown",
    "word": "last_word_on",
    "rung": "rung",
    "action": "position",
}


class ActionFilter(forms.Form):
    """A GET form; what it does not understand it leaves out."""

    hide_optional = True
    q = forms.CharField(label="Words", required=False, max_length=100)
    priority = forms.ChoiceField(label="Priority", required=False)
    owner = forms.ChoiceField(label="Owner", required=False)
    rating = forms.ChoiceField(label="Rating", required=False, choices=[("", "Any"), *Delivery.choices])
    gate = forms.ChoiceField(label="Gate", required=False)
    look = forms.ChoiceField(
        label="Look for",
        required=False,
        choices=[("", "Everything"), *((key, text) for key, (text, _) in LOOKS.items())],
    )
    due_from = DateField(label="Due from", required=False)
    due_to = DateField(label="Due to", required=False)

    def __init__(self, data: Any, *, partnership: Partnership, plan: Plan) -> None:
        super().__init__(data)
        self.plan = plan
        for kept in ("plan", PARAMETER):
            self.fields[kept] = forms.CharField(required=False, widget=forms.HiddenInput)
        titles = PriorityVersion.objects.filter(priority__plan=plan).at().order_by("priority__position")
        named = titles.values_list("priority__ref", "priority__number", "title")
        known = [(ref, f"{number} {title}") for ref, number, title in named]
        self.fields["priority"].choices = [("", "Any"), *known]  # type: ignore[attr-defined]
        self.fields["gate"].choices = [("", "Any"), *((gate.value, gate.label) for gate in Gate if gate)]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", "Anybody"), *owner_choices(partnership)]  # type: ignore[attr-defined]

    def narrow(self, actions: "QuerySet[Any]", sort: str = "") -> "QuerySet[Any]":
        """``actions`` carry their standing (``rating.with_standing``)."""
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("q"):
            actions = actions.filter(Q(words__icontains=chosen["q"]) | Q(owner_text__icontains=chosen["q"]))
        if chosen.get("priority"):
            actions = actions.filter(priority__ref=chosen["priority"])
        if chosen.get("owner"):
            kind, _, ref = chosen["owner"].partition(":")
            owned = Owner.objects.at().filter(
                **{f"{kind}__ref": ref}, role__in=[OwnerRole.LEAD, OwnerRole.JOINT], action__plan=self.plan
            )
            actions = actions.filter(action__in=owned.values("action"))
        if chosen.get("rating"):
            actions = actions.filter(shown=chosen["rating"])
        if chosen.get("gate"):
            actions = actions.filter(gate=chosen["gate"])
        if chosen.get("look"):
            actions = actions.filter(LOOKS[chosen["look"]][1])
        if chosen.get("due_from"):
            actions = actions.filter(due_on__gte=chosen["due_from"])
        if chosen.get("due_to"):
            actions = actions.filter(due_on__lte=chosen["due_to"])
        column = F(SORTS.get(sort.removeprefix("-"), "position"))
        ordered = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
        return actions.order_by(ordered, "position")


def owner_choices(partnership: Partnership) -> list[tuple[str, list[tuple[str, str]]]]:
    """Bodies, posts and organisations as grouped choices whose values are ``kind:reference``. Three queries."""
    members = PartnershipMember.objects.filter(partnership=partnership).values("organisation")
    named = [
        ("Bodies", "body", Body.objects.filter(partnership=partnership).values_list("ref", "name")),
        ("Posts", "post", Post.objects.filter(partnership=partnership).values_list("ref", "title")),
        ("Organisations", "organisation", Organisation.objects.filter(pk__in=members).values_list("ref", "name")),
    ]
    return [(title, [(f"{kind}:{ref}", name) for ref, name in rows]) for title, kind, rows in named]
