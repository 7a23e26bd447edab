"""Which GOV.UK component draws a field, and what it is told."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from markupsafe import Markup

from goldenthread.core.forms.asking import EMPTY_FILE, asked_for
from goldenthread.core.forms.dates import PARTS, DateInput, date_parts

Params = dict[str, Any]
Drawing = tuple[str, Params]
"""The name of a component and what it is given."""

MANY = 12
"""From this many checkboxes on, a field above them filters them."""

NAMED = {name: name for name in ("autocomplete", "inputmode", "spellcheck", "rows")} | {"class": "classes"}
"""Attributes of a widget for which a component has a parameter."""
DROPPED = {
    "maxlength",
    "minlength",
    "min",
    "max",
    "step",
    "required",
    "cols",
    "aria-describedby",
    "aria-invalid",
    "disabled",
    "placeholder",
}
"""Attributes that a component sets itself, or that would stop a form before we can say what is wrong."""


def component(field: BoundField) -> Drawing:
    """The component that draws a field, and its parameters."""
    widget = field.field.widget
    return next(draw for kind, draw in DRAWERS if isinstance(widget, kind))(field)


def _common(field: BoundField) -> Params:
    """What every component is told: label, hint, error."""
    label = str(field.label or "")
    params: Params = {"id": field.auto_id, "name": field.html_name, "label": {"text": _with_optional(field, label)}}
    if field.help_text:
        params["hint"] = {"html": field.help_text} if isinstance(field.help_text, Markup) else {"text": field.help_text}
    if field.errors:
        params["errorMessage"] = {"text": " ".join(sentences(field))}
    return params


def sentences(field: BoundField) -> list[str]:
    """The errors of a field; where Django says no more than that something is missing, ours say what to do."""
    ours = {
        forms.Field.default_error_messages["required"]: asked_for(field),
        forms.FileField.default_error_messages["empty"]: EMPTY_FILE,
    }
    found = ((error, text) for error in field.errors.as_data() for text in error.messages)
    return [ours.get(error.message, text) for error, text in found]


def _with_optional(field: BoundField, label: str) -> str:
    asked = field.field.required or isinstance(field.field.widget, forms.CheckboxInput)
    return label if asked or getattr(field.form, "hide_optional", False) else f"{label} (optional)"


def _attributes(field: BoundField) -> Params:
    """The widget's own attributes, split into those a component names and the rest."""
    attrs = field.field.widget.attrs | field.build_widget_attrs({})
    params: Params = {NAMED[name]: value for name, value in attrs.items() if name in NAMED}
    rest = {
        name: "" if value is True else value
        for name, value in attrs.items()
        if name not in NAMED and name not in DROPPED and value is not False
    }
    return params | {"attributes": rest, "disabled": field.field.disabled}


def _value(field: BoundField) -> str:
    value = field.value()
    return "" if value is None else str(field.field.widget.format_value(value) or "")


def _input(field: BoundField) -> Drawing:
    widget = field.field.widget
    kind = "text" if isinstance(widget, forms.NumberInput) else widget.input_type
    params = _common(field) | {"value": _value(field), "type": kind} | _attributes(field)
    if isinstance(widget, forms.NumberInput):
        decimal = isinstance(field.field, forms.FloatField | forms.DecimalField)
        params = {"inputmode": "decimal" if decimal else "numeric", "classes": "govuk-input--width-5", **params}
    return "input", params


def _password(field: BoundField) -> Drawing:
    return "password_input", {"autocomplete": "current-password"} | _common(field) | _attributes(field)


def _textarea(field: BoundField) -> Drawing:
    params = _common(field) | {"value": _value(field)} | _attributes(field)
    limit = getattr(field.field, "max_length", None)
    return "textarea", params | ({"maxlength": limit} if limit else {})


def _date(field: BoundField) -> Drawing:
    common = _common(field)
    widths = {"day": "2", "month": "2", "year": "4"}
    values = date_parts(field.value())
    items = [
        {
            "id": field.auto_id if part == "day" else f"{field.auto_id}-{part}",
            "name": part,
            "value": value,
            "classes": f"govuk-input--width-{widths[part]}" + (" govuk-input--error" if field.errors else ""),
            "inputmode": "text" if part == "month" else "numeric",
        }
        for part, value in zip(PARTS, values, strict=True)
    ]
    params = {"id": f"{field.auto_id}-date", "namePrefix": field.html_name, "items": items}
    return "date_input", _in_fieldset(common) | params


def _in_fieldset(params: Params) -> Params:
    legend = params.pop("label") | {"classes": "govuk-fieldset__legend--s"}
    return params | {"fieldset": {"legend": legend}, "idPrefix": params["id"]}


def _choices(field: BoundField) -> list[Params]:
    """The choices of a select, radios or checkboxes in one list; a group's name comes before its choices' names."""
    chosen = field.field.widget.format_value(field.value())
    items: list[Params] = []
    for group, options, _ in field.field.widget.optgroups(field.html_name, chosen or []):
        for option in options:
            value, on = option["value"], option["selected"]
            text = f"{group}: {option['label']}" if group else str(option["label"])
            hint = getattr(field.field, "hints", {}).get(value)
            hinted = {"hint": {"text": hint}} if hint else {}
            items.append({"value": value, "text": text, "selected": on, "checked": on} | hinted)
    return items


def _select(field: BoundField) -> Drawing:
    return "select", _common(field) | {"items": _choices(field)} | _attributes(field)


def _radios(field: BoundField) -> Drawing:
    items = [item for item in _choices(field) if item["value"] != "" or not field.field.required]
    return "radios", _in_fieldset(_common(field)) | {"items": items}


def _checkboxes(field: BoundField) -> Drawing:
    items = _choices(field)
    params = _in_fieldset(_common(field)) | {"items": items}
    return ("checkboxes_many" if len(items) >= MANY else "checkboxes"), params


def _checkbox(field: BoundField) -> Drawing:
    """One box: its label stands beside it, so there is no legend."""
    common = _common(field)
    item = {"value": "on", "text": common["label"]["text"], "checked": bool(field.value())}
    hint = common.pop("hint", None)
    return "checkboxes", common | {"idPrefix": field.auto_id, "items": [item | ({"hint": hint} if hint else {})]}


def _file(field: BoundField) -> Drawing:
    several = getattr(field.field.widget, "allow_multiple_selected", False)
    return "file_upload", _common(field) | _attributes(field) | {"multiple": several}


def _hidden(field: BoundField) -> Drawing:
    return "hidden", {}


DRAWERS = (
    (forms.HiddenInput, _hidden),
    (forms.PasswordInput, _password),
    (DateInput, _date),
    (forms.FileInput, _file),
    (forms.CheckboxInput, _checkbox),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.SelectMultiple, _checkboxes),
    (forms.Select, _select),
    (forms.Textarea, _textarea),
    (forms.widgets.Input, _input),
)
"""The first kind that fits draws the field."""
