"""Django forms drawn with GOV.UK components: ``{{ form }}`` is a whole form, ``{{ form.name }}`` in a page one field.

What a form may say beyond Django:

``fieldsets = {"Legend": ["field", ...]}``   groups its fields; fields left out follow without a legend
``widget.attrs["rows"]``, ``["autocomplete"]``, ``["spellcheck"]``, ``["class"]``   go on the element
``max_length`` of a text area                becomes a character count
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import DateField as DateColumn
from django.db.models import DateTimeField, Field
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.datastructures import MultiValueDict
from markupsafe import Markup

Params = dict[str, Any]
Drawing = tuple[str, Params]
"""The name of a component and what it is given."""

MANY = 12
"""From this many checkboxes on, a field above them filters them."""


VERBS = ((forms.FileInput, "Choose"), (forms.CheckboxInput, "Select"), (forms.widgets.ChoiceWidget, "Select"))


class GovukRenderer(TemplatesSetting):
    form_template_name = "core/forms/form.html"
    formset_template_name = "core/forms/formset.html"
    field_template_name = "core/forms/field.html"


# --- a date in three fields -------------------------------------------------------------------------------------------

MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
PARTS = ("day", "month", "year")


class DateInput(forms.DateInput):
    """Day, month and year; a single value like ``2022-03-31`` (an address, a program) is understood as well."""

    def value_from_datadict(self, data: MultiValueDict[str, str], files: Any, name: str) -> Any:
        if name in data:
            return data[name]
        parts = [str(data.get(f"{name}-{part}", "")).strip() for part in PARTS]
        return parts if any(parts) else None

    def value_omitted_from_data(self, data: MultiValueDict[str, str], files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}-{part}" in data for part in PARTS)

    def parts(self, value: Any) -> list[str]:
        """What stands in the three fields: as typed, or from a date."""
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        if isinstance(value, str) and value.count("-") == 2:
            return [part.lstrip("0") for part in reversed(value.split("-"))]
        return list(value) if isinstance(value, list) else [str(value or ""), "", ""]


class DateField(forms.DateField):
    """Accepts 31 3 2022, 31 March 2022 and 31 mar 22; says which part is missing."""

    widget = DateInput

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, list):
            return super().to_python(value)
        missing = [part for part, typed in zip(PARTS, value, strict=True) if not typed]
        if missing:
            raise ValidationError(f"The date must include a {' and a '.join(missing)}.", "incomplete")
        try:
            return date(_year(value[2]), _month(value[1]), int(value[0]))
        except ValueError:
            raise ValidationError("Enter a real date, for example 31 3 2022.", "invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, data) if not isinstance(data, list) else data != self.widget.parts(initial)


def formfield(column: "Field[Any, Any]", **options: Any) -> forms.Field | None:
    """``formfield_callback`` of a ModelForm's ``Meta``: its dates become our ``DateField``."""
    if isinstance(column, DateColumn) and not isinstance(column, DateTimeField):
        options["form_class"] = DateField
    return column.formfield(**options)


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    found = [number for number, name in enumerate(MONTHS, 1) if len(text) >= 3 and name.startswith(text.lower())]
    if not found:
        raise ValueError(text)
    return found[0]


def _year(text: str) -> int:
    year = int(text)
    return year + 2000 if year < 100 else year


# --- fields to components ---------------------------------------------------------------------------------------------


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
    """The errors of a field; Django's "This field is required." says what to do instead."""
    verb = next((verb for kind, verb in VERBS if isinstance(field.field.widget, kind)), "Enter")
    default = forms.Field.default_error_messages["required"]
    label = str(field.label or "an answer")
    label = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    found = ((error, text) for error in field.errors.as_data() for text in error.messages)
    return [f"{verb} {label}." if error.message == default else text for error, text in found]


def _with_optional(field: BoundField, label: str) -> str:
    asked = field.field.required or isinstance(field.field.widget, forms.CheckboxInput)
    return label if asked or getattr(field.form, "hide_optional", False) else f"{label} (optional)"


def _attributes(field: BoundField) -> Params:
    """The widget's own attributes, split into those a component names and the rest."""
    attrs = field.field.widget.attrs | field.build_widget_attrs({})
    named = {"autocomplete": "autocomplete", "inputmode": "inputmode", "spellcheck": "spellcheck", "class": "classes", "rows": "rows"}
    drop = {"maxlength", "minlength", "min", "max", "step", "required", "cols", "aria-describedby", "aria-invalid", "disabled"}
    params: Params = {named[name]: value for name, value in attrs.items() if name in named}
    rest = {name: "" if value is True else value for name, value in attrs.items() if name not in {*named, *drop} and value is not False}
    return params | {"attributes": rest, "disabled": field.field.disabled}


def _value(field: BoundField) -> str:
    value = field.value()
    return "" if value is None else str(field.field.widget.format_value(value) or "")


def _input(field: BoundField) -> Drawing:
    widget = field.field.widget
    kind = "text" if isinstance(widget, forms.NumberInput) else widget.input_type
    params = _common(field) | {"value": _value(field), "type": kind} | _attributes(field)
    if isinstance(widget, forms.NumberInput):
        whole = isinstance(field.field, forms.IntegerField) and not isinstance(field.field, forms.FloatField | forms.DecimalField)
        params = {"inputmode": "numeric" if whole else "decimal", "classes": "govuk-input--width-5", **params}
    return "input", params


def _password(field: BoundField) -> Drawing:
    return "password_input", {"autocomplete": "current-password"} | _common(field) | _attributes(field)


def _textarea(field: BoundField) -> Drawing:
    params = _common(field) | {"value": _value(field)} | _attributes(field)
    limit = getattr(field.field, "max_length", None)
    return ("character_count", params | {"maxlength": limit}) if limit else ("textarea", params)


def _date(field: BoundField) -> Drawing:
    common = _common(field)
    widths = {"day": "2", "month": "2", "year": "4"}
    values = field.field.widget.parts(field.value())
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
    return "date_input", _in_fieldset(common) | {"id": f"{field.auto_id}-date", "namePrefix": field.html_name, "items": items}


def _in_fieldset(params: Params) -> Params:
    legend = params.pop("label") | {"classes": "govuk-fieldset__legend--s"}
    return params | {"fieldset": {"legend": legend}, "idPrefix": params["id"]}


def _choices(field: BoundField) -> list[Params]:
    """The choices of a select, radios or checkboxes in one list; a group's name comes before its choices' names."""
    chosen = field.field.widget.format_value(field.value())
    items: list[Params] = []
    for group, options, _ in field.field.widget.optgroups(field.html_name, chosen or []):
        for option in options:
            text = f"{group}: {option['label']}" if group else str(option["label"])
            hint = getattr(field.field, "hints", {}).get(option["value"])
            items.append({"value": option["value"], "text": text, "selected": option["selected"], "checked": option["selected"]})
            items[-1] |= {"hint": {"text": hint}} if hint else {}
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
    attributes = _attributes(field)
    attributes["attributes"] |= {"multiple": ""} if getattr(field.field.widget, "allow_multiple_selected", False) else {}
    return "file_upload", _common(field) | attributes


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


# --- a whole form -------------------------------------------------------------------------------------------------------


def field_groups(form: forms.BaseForm) -> list[tuple[str, list[BoundField]]]:
    """(legend, visible fields) of a form, in order; fields that no fieldset names come last."""
    fieldsets: dict[str, Sequence[str]] = getattr(form, "fieldsets", {})
    groups = [(legend, [form[name] for name in names if name in form.fields]) for legend, names in fieldsets.items()]
    grouped = {name for names in fieldsets.values() for name in names}
    rest = [field for field in form.visible_fields() if field.name not in grouped]
    return [group for group in [*groups, ("", rest)] if group[1]]


def error_links(shown: Iterable[forms.BaseForm]) -> list[Params]:
    """What the error summary lists: each error once, linked to the field it is about."""
    links: list[Params] = []
    for form in shown:
        for name, errors in form.errors.items():
            field = form[name] if name in form.fields else None
            href = f"#{field.auto_id}" if field and not field.is_hidden else ""
            links += [{"text": text, "href": href} for text in (sentences(field) if field else errors)]
    return links
