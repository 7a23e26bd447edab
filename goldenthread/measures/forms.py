"""What people type about indicators and figures."""

from typing import Any

from django import forms

from goldenthread.core.forms import DateField, NumberField
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.measures.models import Direction, Indicator, Unit
from goldenthread.partnerships.models import Body, Organisation, Partnership, PartnershipMember

AREA = {"rows": 3}


def _number(label: str, hint: str = "") -> NumberField:
    return NumberField(
        label=label, help_text=hint, required=False, max_digits=14, decimal_places=2,
        widget=forms.TextInput({"inputmode": "decimal", "class": "govuk-input--width-10"}),
    )  # fmt: skip


class IndicatorForm(ScreenedForm):
    fieldsets = {
        "What is counted": ["name", "counts", "source", "unit", "unit_words", "direction"],
        "Where it began and where it should be": ["baseline", "baseline_on", "target", "target_on"],
        "Who answers for it": ["owner"],
    }
    FACTS = (
        "name",
        "counts",
        "source",
        "unit",
        "unit_words",
        "direction",
        "baseline",
        "baseline_on",
        "target",
        "target_on",
    )

    name = forms.CharField(label="Name", max_length=200)
    counts = forms.CharField(
        label="What does it count?", help_text="In plain words: who or what is in it, and who is not.",
        max_length=2000, widget=forms.Textarea(AREA),
    )  # fmt: skip
    source = forms.CharField(label="Where does it come from?", max_length=300)
    unit = forms.ChoiceField(label="Unit", choices=Unit.choices, widget=forms.RadioSelect, initial=Unit.NUMBER)
    unit_words = forms.CharField(
        label="Of what?", help_text="Stands behind the figure: “children”, “days”, “per 10,000 children”.",
        max_length=60, required=False,
    )  # fmt: skip
    direction = forms.ChoiceField(
        label="Which way is better?", choices=Direction.choices, widget=forms.RadioSelect, initial=Direction.UP
    )
    baseline = _number("Baseline", "What it was when the work began.")
    baseline_on = DateField(label="Date of the baseline", required=False)
    target = _number("Target")
    target_on = DateField(label="Target by", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, partnership: Partnership, indicator: Indicator | None = None, **kwargs: Any) -> None:
        if indicator:
            kwargs["initial"] = {name: getattr(indicator, name) for name in self.FACTS} | {
                "version": indicator.edition, "owner": _chosen(indicator),
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["owner"] = forms.ChoiceField(
            label="Owner", help_text="Its people may enter figures.", required=False, choices=_owners(partnership)
        )
        self.partnership = partnership

    @property
    def facts(self) -> dict[str, Any]:
        kind, _, ref = self.cleaned_data["owner"].partition(":")
        body = Body.objects.filter(partnership=self.partnership, ref=ref).first() if kind == "body" else None
        organisation = Organisation.objects.filter(ref=ref).first() if kind == "organisation" else None
        plain = {name: self.cleaned_data[name] for name in self.FACTS}
        return plain | {"body": body, "organisation": organisation}


def _owners(partnership: Partnership) -> list[Any]:
    members = PartnershipMember.objects.filter(partnership=partnership).values("organisation")
    bodies = Body.objects.filter(partnership=partnership).values_list("ref", "name")
    organisations = Organisation.objects.filter(pk__in=members).values_list("ref", "name")
    return [
        ("", "Nobody named"),
        ("Bodies", [(f"body:{ref}", name) for ref, name in bodies]),
        ("Organisations", [(f"organisation:{ref}", name) for ref, name in organisations]),
    ]


def _chosen(indicator: Indicator) -> str:
    owner = indicator.owner
    return f"{owner._meta.model_name}:{owner.ref}" if owner else ""


class FigureForm(ScreenedForm):
    """A figure of a period. With ``correcting`` its day stands, and a reason is asked for."""

    SAID = ("starts_on", "value", "missing_why", "source", "note")

    starts_on = DateField(
        label="First day of the period", help_text="Leave it empty for a count on one day.", required=False
    )
    ends_on = DateField(label="Last day of the period")
    value = _number("Figure")
    missing_why = forms.CharField(
        label="If there is no figure: why was it not supplied?", max_length=300, required=False
    )
    source = forms.CharField(
        label="Where does this figure come from?", help_text="If it differs from the indicator's own source.",
        max_length=300, required=False,
    )  # fmt: skip
    note = forms.CharField(
        label="What should one know about it?", help_text="Small numbers, a change of system, a lockdown.",
        max_length=2000, required=False, widget=forms.Textarea(AREA),
    )  # fmt: skip

    def __init__(self, *args: Any, indicator: Indicator, correcting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = "Percent" if indicator.unit == Unit.PERCENT else indicator.unit_words or indicator.get_unit_display()
        self.fields["value"].help_text = f"{unit}."
        self.fields["value"].unit = "%" if indicator.unit == Unit.PERCENT else ""  # type: ignore[attr-defined]
        if correcting:
            del self.fields["ends_on"]
            self.fields["reason"] = forms.CharField(
                label="Why is it corrected?", max_length=1000, widget=forms.Textarea(AREA)
            )

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.SAID}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("value") is None and not given.get("missing_why") and "value" not in self.errors:
            self.add_error("value", "Give the figure, or say why it was not supplied.")
        if given.get("value") is not None and given.get("missing_why"):
            self.add_error("missing_why", "Leave this empty where there is a figure.")
        return given


class ReasonForm(ScreenedForm):
    reason = forms.CharField(label="Why?", max_length=1000, widget=forms.Textarea(AREA))
