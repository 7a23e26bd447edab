"""A date in three fields."""

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import DateField as DateColumn
from django.db.models import DateTimeField, Field

MONTHS = [month.lower() for month in calendar.month_name]
PARTS = ("day", "month", "year")


def date_parts(value: Any) -> list[str]:
    """What stands in the three fields: as typed, or from a date."""
    if isinstance(value, date):
        return [str(value.day), str(value.month), str(value.year)]
    if isinstance(value, str) and value.count("-") == 2:
        return [part.lstrip("0") for part in reversed(value.split("-"))]
    return list(value) if isinstance(value, list) else [str(value or ""), "", ""]


class DateInput(forms.DateInput):
    """Day, month and year; a single value like ``2022-03-31`` (an address, a program) is understood as well."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        if name in data:
            return data[name]
        parts = [str(data.get(f"{name}-{part}", "")).strip() for part in PARTS]
        return parts if any(parts) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}-{part}" in data for part in PARTS)


class DatePicker(forms.DateInput):
    """One field with the browser's own calendar, for filters, where three fields would be too much."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


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
        except (ValueError, OverflowError):
            raise ValidationError("Enter a real date, for example 31 3 2022.", "invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, data) if not isinstance(data, list) else data != date_parts(initial)


def formfield(column: "Field[Any, Any]", **options: Any) -> forms.Field | None:
    """``formfield_callback`` of a ModelForm's ``Meta``: its dates become our ``DateField``."""
    if isinstance(column, DateColumn) and not isinstance(column, DateTimeField):
        options["form_class"] = DateField
    return column.formfield(**options)


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    found = [number for number, name in enumerate(MONTHS) if len(text) >= 3 and name.startswith(text.lower())]
    if not found:
        raise ValueError(text)
    return found[0]


def _year(text: str) -> int:
    year = int(text)
    return year + 2000 if year < 100 else year
