"""A part of a draft in a form. What the form does not change is left as it stands in the file."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from goldenthread.core.forms import DateField, NumberField
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.questionnaires.format import cells
from goldenthread.questionnaires.format.outline import Outline, Part, said
from goldenthread.questionnaires.format.types import LONGEST_TEXT
from goldenthread.questionnaires.models.drafts import digest
from goldenthread.questionnaires.operations.drafts import own

Block = dict[str, Any]
LISTED: dict[str, tuple[Callable[[str], list[Any]], Callable[[Any], str]]] = {
    "evidence": (cells.lines, lambda values: "\n".join(each for each in values if isinstance(each, str))),
    "options": (cells.options, cells.options_told),
    "rows": (cells.options, cells.options_told),
    "law": (cells.law, cells.law_told),
    "columns": (cells.columns, cells.columns_told),
    "also": (list, list),  # type: ignore[dict-item]
}
"""Values that are lists: from what is typed, and back."""


class Words(forms.CharField):
    """Several lines, with the ends of lines that files have."""

    def __init__(self, label: str, *, rows: int = 2, required: bool = False, help_text: str = "") -> None:
        super().__init__(
            label=label, required=required, help_text=help_text, validators=[MaxLengthValidator(LONGEST_TEXT)],
            widget=forms.Textarea({"rows": rows}),
        )  # fmt: skip

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class Identifier(forms.CharField):
    def __init__(self, *, required: bool = True, help_text: str = "") -> None:
        super().__init__(label="Identifier", max_length=60, required=required, help_text=help_text)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not cells.is_identifier(value):
            raise forms.ValidationError("Use small letters, digits and hyphens, for example “board-lead”.")


class SeenForm(ScreenedForm):
    """``seen`` is the digest of what the person has before them, so that nobody's words are written over unseen."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def see(self, digest: str) -> None:
        """The page shows what stands there now, so the next save is made knowing it."""
        self.data: Any = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = digest


class PartForm(SeenForm):
    """``part`` is what stands in the draft; None for one that is added, and takes its identifier from its words."""

    hide_optional = True
    named_by = "title"

    def __init__(self, data: Any = None, *, part: Part | None, whole: Outline) -> None:
        self.part, self.whole = part, whole
        self.block = own(part) if part else {}
        super().__init__(data)
        self.build()
        self.initial = {name: self.told(name) for name in self.fields} | {"seen": digest(self.block)}

    def build(self) -> None:
        """Fields that depend on the draft."""

    def told(self, name: str) -> Any:
        """What a field shows of the block."""
        field, value = self.fields[name], self.block.get(name)
        if name in LISTED:
            return LISTED[name][1](value if isinstance(value, list) else [])
        if isinstance(field, forms.BooleanField):
            return said(self.block, name) == "true"
        if isinstance(field, DateField):
            return day_of(said(self.block, name))
        if isinstance(field, NumberField):
            return figure_of(said(self.block, name))
        return said(self.block, name)

    def value(self, name: str) -> Any:
        """What goes into the block; None takes the key out."""
        given = self.cleaned_data.get(name)
        if name == "verified":
            return "true" if given else "false"
        if name in LISTED:
            return LISTED[name][0](given) if given else None
        if given is True:
            return "true"
        if isinstance(given, date):
            return given.isoformat()
        return None if given is None or given is False or given == "" else str(given)

    def keys(self) -> Iterable[str]:
        return (name for name in self.fields if name != "seen" and not name.startswith(("answer-", "kinds", "when-")))

    def changes(self) -> Block:
        """Keys whose fields say something else than before."""
        return {name: self.value(name) for name in self.keys() if name in self.changed}

    @property
    def changed(self) -> set[str]:
        """Fields that say something else than before; all of them for a part that is added."""
        return set(self.changed_data if self.part else self.fields)

    def added(self) -> Block:
        """A whole new block."""
        made = {name: value for name, value in self.changes().items() if value is not None}
        if "verified" in self.fields:
            made["verified"] = self.value("verified")
        if not made.get("id") and "id" in self.fields:
            made["id"] = cells.identifier(str(made.get(self.named_by, "")), self.taken())
        return made

    def taken(self) -> list[str]:
        return [part.id for part in self.whole.parts()]


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def figure_of(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def number(label: str, help_text: str = "") -> NumberField:
    return NumberField(label=label, required=False, max_digits=12, decimal_places=4, help_text=help_text)


def languages_of(block: Block) -> dict[str, str]:
    """Code and name of each language of the whole, as far as they can be read."""
    told = block.get("languages")
    return {code: name for code, name in told.items() if isinstance(name, str)} if isinstance(told, dict) else {}


def sources_hint(whole: Outline) -> str:
    names = "; ".join(f"{part.id} ({said(part.block, 'title')})" for part in whole.sources)
    return f"One a line: a source, a colon, and where. Sources: {names}." if names else "Add a source first."
