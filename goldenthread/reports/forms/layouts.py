"""A version of a report for an audience: words around it, and a place for each part."""

from typing import Any

from django import forms

from goldenthread.evidence.screened import ScreenedForm
from goldenthread.reports.models import Audience, Depth, Layout, ReportKind
from goldenthread.reports.versions import FIELDS, Version, parts_known

PLACE = "place-"
FILLED = f"Filled in where you write them: {', '.join(FIELDS)}."


class LayoutForm(ScreenedForm):
    """``version``: what it begins with."""

    hide_optional = True
    name = forms.CharField(label="What is it called?", max_length=100)
    cover_line = forms.CharField(
        label="Line on the cover", max_length=200, required=False, help_text=f"Under the title. {FILLED}"
    )
    introduction = forms.CharField(
        label="Introduction", max_length=5000, required=False, widget=forms.Textarea({"rows": 5}), help_text=FILLED
    )
    closing = forms.CharField(
        label="Words at the end", max_length=5000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="For example whom to ask.",
    )  # fmt: skip
    depth = forms.ChoiceField(label="What stands in it?", choices=Depth.choices, widget=forms.RadioSelect)
    on_public_page = forms.BooleanField(label="Offer it on the public page of a released report", required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, version: Version, layout: Layout | None = None, **kwargs: Any) -> None:
        known = list(parts_known(kind))
        kwargs["initial"] = _now(version, layout) | _places(version, known)
        super().__init__(*args, **kwargs)
        self.fieldsets = {"": [field.name for field in self.visible_fields()]}
        for legend, parts in known:
            for key, heading, _ in parts:
                self.fields[PLACE + key] = forms.IntegerField(
                    label=heading, required=False, min_value=1, max_value=99, widget=forms.NumberInput({"size": 2})
                )
            self.fieldsets[f"Order of the parts: {legend}"] = [PLACE + key for key, *_ in parts]
        if kind == ReportKind.HIGHLIGHT:
            del self.fields["on_public_page"]

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        own = {name: data[name] for name in ("name", "cover_line", "introduction", "closing", "depth")}
        placed = [(data[name], name) for name in self.fields if name.startswith(PLACE) and data.get(name)]
        parts = [name.removeprefix(PLACE) for _, name in sorted(placed, key=lambda each: each[0])]
        return own | {"on_public_page": data.get("on_public_page", False), "parts": parts}


def _now(version: Version, layout: Layout | None) -> dict[str, Any]:
    names = ("name", "cover_line", "introduction", "closing", "depth", "on_public_page")
    return {name: getattr(version, name) for name in names} | {"edition": layout.edition if layout else 0}


def _places(version: Version, known: list[Any]) -> dict[str, int]:
    every = [(key, offers) for _, parts in known for key, _, offers in parts]
    if version.parts:
        order = list(version.parts)
    elif version.offers:
        wanted = [(min((version.offers.index(o) for o in offers if o in version.offers), default=99), key)
                  for key, offers in every]  # fmt: skip
        order = [key for first, key in sorted(wanted, key=lambda each: each[0]) if first < 99]
    else:
        order = [key for key, _ in every]
    return {PLACE + key: place for place, key in enumerate(order, 1)}


class BeginForm(forms.Form):
    """Asked first: the rest begins with what comes along for them."""

    kind = forms.ChoiceField(label="For which reports?", choices=ReportKind.choices, initial=ReportKind.YEARLY)
    audience = forms.ChoiceField(label="For whom?", choices=Audience.choices)
