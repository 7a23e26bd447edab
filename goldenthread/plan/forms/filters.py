"""What a list of actions can be narrowed down to. The address holds it all, so a view can be kept as a bookmark."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from goldenthread.core.forms import DateField
from goldenthread.core.prepared import prepared
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.as_at import PARAMETER
from goldenthread.plan.models import Delivery, Gate, Plan, PriorityVersion
from goldenthread.plan.queries.narrowing import Chosen, Look
from goldenthread.plan.queries.owners import owner_choices


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
        choices=[("", "Everything"), *Look.choices],
    )
    due_from = DateField(label="Due from", required=False)
    due_to = DateField(label="Due to", required=False)

    def __init__(self, data: Any, *, partnership: Partnership, plan: Plan) -> None:
        super().__init__(data)
        self.plan = plan
        for kept in ("plan", PARAMETER):
            self.fields[kept] = forms.CharField(required=False, widget=forms.HiddenInput)
        known = [(ref, f"{number} {title}") for ref, number, title in _titles(plan=plan.pk)]
        self.fields["priority"].choices = [("", "Any"), *known]  # type: ignore[attr-defined]
        self.fields["gate"].choices = [("", "Any"), *((gate.value, gate.label) for gate in Gate if gate)]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", "Anybody"), *owner_choices(partnership)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Chosen:
        self.is_valid()
        said: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        kind, _, owner = said.get("owner", "").partition(":")
        return Chosen(
            words=said.get("q"),
            priority=said.get("priority"),
            rating=Delivery(said["rating"]) if "rating" in said else None,
            gate=Gate(said["gate"]) if "gate" in said else None,
            look=Look(said["look"]) if "look" in said else None,
            due_from=said.get("due_from"),
            due_to=said.get("due_to"),
            **({kind: owner} if owner else {}),
        )


@prepared
def _titles(*, plan: int) -> QuerySet[PriorityVersion, Any]:
    titles = PriorityVersion.objects.filter(priority__plan=plan).at().order_by("priority__position")
    return titles.values_list("priority__ref", "priority__number", "title")
