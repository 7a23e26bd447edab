"""Two people change the same record: whoever saves second is told what the first one changed, and loses nothing."""

import json
from typing import Any, cast

from django import forms
from django.http import QueryDict


class MeanwhileForm(forms.Form):
    """Carries along what was shown. Where the record says something else by now, saving is asked for once more."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["seen"] = json.dumps({name: self._now(name) for name in self.initial if name in self.fields})

    def _now(self, name: str) -> str:
        field = self.fields[name]
        return str(field.prepare_value(self.initial.get(name)) or "")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        seen = self._seen(given.pop("seen", ""))
        changed = [name for name, value in seen.items() if name in self.fields and value != self._now(name)]
        for name in changed:
            self.add_error(
                name, f"Somebody changed this meanwhile to “{self._shown(name)}”. Save again to keep what stands here."
            )
        if changed:
            typed = cast(QueryDict, self.data).copy()
            typed["seen"] = self.initial["seen"]
            self.data = typed
        return given

    def _seen(self, text: str) -> dict[str, str]:
        """Whoever sends something else in this field has seen nothing."""
        try:
            seen = json.loads(text)
        except (ValueError, RecursionError):
            return {}
        return seen if isinstance(seen, dict) else {}

    def _shown(self, name: str) -> str:
        field, value = self.fields[name], self._now(name)
        choices = {str(key): str(label) for key, label in getattr(field, "choices", [])}
        return choices.get(value, value) or "nothing"
