"""A number as people write it."""

import re
from typing import Any

from django import forms

THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


class NumberField(forms.DecimalField):
    """Takes "1,250.50" as well as "1250.5". ``unit`` is a sign that may stand with it: "£1,250", "12%"."""

    def __init__(self, *args: Any, unit: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.unit = unit

    def to_python(self, value: Any) -> Any:
        return super().to_python(self._plain(value) if isinstance(value, str) else value)

    def _plain(self, text: str) -> str:
        bare = text.strip().removeprefix(self.unit).removesuffix(self.unit).strip()
        return bare.replace(",", "") if THOUSANDS.fullmatch(bare) else bare
