"""Who is asked, in the form of a question or section: kinds of organisation, and earlier answers."""

from typing import Any

from django import forms

from goldenthread.partnerships.models import OrganisationKind
from goldenthread.questionnaires import shipped
from goldenthread.questionnaires.format.outline import Outline, Part, said
from goldenthread.questionnaires.format.shape import OTHER_ANSWERS
from goldenthread.questionnaires.format.things import YES_NO_PARTLY
from goldenthread.questionnaires.forms.parts.base import Block, PartForm, number

Codes = list[tuple[str, str]]
LOOKED_BACK_AT = {"scale", "yes-no-partly", "choice", "many", "number"}


class AppliesFields:
    """Who is asked: kinds of organisation, and earlier answers."""

    SPARE = 1

    def __init__(self, form: PartForm) -> None:
        self.form = form
        self.earlier = {part.id: part for part in earlier_than(form.part, form.whole) if part.id}
        applies = form.block.get("applies")
        self.stored: Block = applies if isinstance(applies, dict) else {}
        when = self.stored.get("when")
        self.when = [each for each in when if isinstance(each, dict)] if isinstance(when, list) else []
        self._add()

    def _add(self) -> None:
        fields = self.form.fields
        fields["kinds"] = forms.MultipleChoiceField(
            label="Kinds of organisation that are asked", choices=OrganisationKind.choices, required=False,
            widget=forms.CheckboxSelectMultiple, help_text="Everybody where you choose none.",
        )  # fmt: skip
        asked = [("", "No condition"), *((name, _short(part)) for name, part in self.earlier.items())]
        for number_of, condition in enumerate([*self.when, *([{}] * (self.SPARE if self.earlier else 0))]):
            known = said(condition, "question")
            choices = (
                asked if known in self.earlier or not known else [*asked, (known, f"“{known}”, which is not above")]
            )
            label = "Only after an earlier answer" if number_of == 0 else "And only after another earlier answer"
            fields[f"when-{number_of}"] = forms.ChoiceField(
                label=label, choices=choices, required=False,
                help_text="" if condition else "Choose the question and save; then choose its answers.",
            )  # fmt: skip
            if known in self.earlier:
                self._answers_of(number_of, self.earlier[known])

    def _answers_of(self, number_of: int, part: Part) -> None:
        if said(part.block, "kind") == "number":
            self.form.fields[f"when-{number_of}-least"] = number("The least that was answered to it")
            return
        self.form.fields[f"when-{number_of}-is"] = forms.MultipleChoiceField(
            label=f"One of these was answered to “{_short(part)}”", choices=codes_of(part, self.form.whole),
            required=False, widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip

    def told(self, name: str) -> Any:
        if name == "kinds":
            kinds = self.stored.get("kinds")
            return kinds if isinstance(kinds, list) else []
        index, _, what = name.removeprefix("when-").partition("-")
        condition = self.when[int(index)] if int(index) < len(self.when) else {}
        if what == "least":
            return said(condition, "at_least")
        return condition.get("is", []) if what == "is" else said(condition, "question")

    def value(self) -> Block | None:
        given, made = self.form.cleaned_data, []
        for index in range(len(self.when) + self.SPARE):
            name = given.get(f"when-{index}")
            if not name:
                continue
            condition: Block = {"question": name}
            same = index < len(self.when) and said(self.when[index], "question") == name
            if same and given.get(f"when-{index}-is"):
                condition["is"] = given[f"when-{index}-is"]
            if same and given.get(f"when-{index}-least") is not None:
                condition["at_least"] = str(given[f"when-{index}-least"])
            made.append(condition)
        applies = {"kinds": given.get("kinds"), "when": made}
        return {key: value for key, value in applies.items() if value} or None

    def is_changed(self) -> bool:
        return any(name == "kinds" or name.startswith("when-") for name in self.form.changed)


def _short(part: Part) -> str:
    text = said(part.block, "text")
    return text if len(text) <= 80 else f"{text[:77]}…"


def earlier_than(part: Part | None, whole: Outline) -> list[Part]:
    """Questions that stand before it; all of them for a part that is added at the end."""
    before = [each for each in whole.questions if part is None or each.path < part.path]
    return [each for each in before if said(each.block, "kind") in LOOKED_BACK_AT]


def codes_of(part: Part, whole: Outline) -> Codes:
    """What can be answered to an earlier question."""
    options, also = part.block.get("options"), part.block.get("also")
    found = codes_of_scale(said(part.block, "kind"), said(part.block, "scale"), whole)
    found += [(said(each, "code"), said(each, "words")) for each in options or [] if isinstance(each, dict)]
    return found + [(code, OTHER_ANSWERS[code]) for code in also or [] if code in OTHER_ANSWERS]


def codes_of_scale(kind: str, scale: str, whole: Outline) -> Codes:
    if kind == "yes-no-partly":
        return [(option.code, option.words) for option in YES_NO_PARTLY]
    for each in shipped.scales():
        if kind == "scale" and each.id == scale:
            return [(level.code, level.words) for level in each.levels]
    own = next((part.block for part in whole.scales if part.id == scale), {})
    levels = own.get("levels") if kind == "scale" else []
    return [(said(each, "code"), said(each, "words")) for each in levels or [] if isinstance(each, dict)]
