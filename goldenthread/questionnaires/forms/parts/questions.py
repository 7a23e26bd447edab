"""One question in a form: the fields of its kind and those that every kind has."""

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.questionnaires import shipped
from goldenthread.questionnaires.format.outline import Part, said
from goldenthread.questionnaires.format.rules import BELONGS
from goldenthread.questionnaires.format.shape import OTHER_ANSWERS, QUESTION_KINDS
from goldenthread.questionnaires.forms.parts.applies import AppliesFields, codes_of_scale
from goldenthread.questionnaires.forms.parts.base import (
    Block,
    Identifier,
    PartForm,
    Words,
    languages_of,
    number,
    sources_hint,
)

KINDS = [(kind, said_so[0].upper() + said_so[1:]) for kind, said_so in QUESTION_KINDS.items()]
IN = "in-"
"""Begins the names of fields for words in another language."""
STAYS = "It stays for good, for answers belong to it. Keep it while the question is still the same one."
LISTS_OF_ANSWERS = (
    "One a line, such as “night: By night”. The word before the colon is its identifier and stays for good."
)


class KindForm(forms.Form):
    """What kind of question is added; its own fields follow."""

    kind = forms.ChoiceField(label="How is it answered?", choices=KINDS, widget=forms.RadioSelect)


class QuestionForm(PartForm):
    named_by = "text"
    text = Words("The question or standard in full", rows=3, required=True)
    kind = forms.ChoiceField(label="How it is answered", choices=KINDS)
    plain = Words("The same in plain language", help_text="For people who do not know the words of the field.")
    guidance = Words("Guidance", rows=3, help_text="What helps to answer.")
    fieldsets = {
        "The question": ["text", "kind", "plain", "guidance"],
        "Its answers": [],
        "What it rests on": ["law", "evidence", "weight"],
        "Who is asked": [],
        "Its identifier": ["id"],
    }  # type: ignore[var-annotated]

    def __init__(self, data: Any = None, *, part: Part | None, whole: Any, kind: str = "") -> None:
        self.of_kind = said(part.block, "kind") if part else kind
        super().__init__(data, part=part, whole=whole)
        if part is None:
            self.initial["kind"] = kind

    def build(self) -> None:
        fields = self.fields
        for name, made in self.answer_fields():
            fields[name] = made
        answers = [name for name in fields if name not in {"seen", "text", "kind", "plain", "guidance"}]
        for code, language in languages_of(self.whole.details.block).items():
            fields[IN + code] = Words(f"In {language}", rows=3)
        fields["law"] = Words("Law or guidance it rests on", help_text=sources_hint(self.whole))
        fields["evidence"] = Words("Evidence wanted", rows=3, help_text="What would show it. One a line.")
        fields["weight"] = number("Weight", "1 where it is left out. Of gaps alike the heavier comes first.")
        fields["id"] = Identifier(
            required=self.part is not None,
            help_text=STAYS if self.part else "Leave it out to have it made of the words.",
        )
        self.applies = AppliesFields(self)
        asked = [name for name in fields if name == "kinds" or name.startswith("when-")]
        self.fieldsets = self.fieldsets | {"Its answers": answers, "Who is asked": asked}
        if translated := [name for name in fields if name.startswith(IN)]:
            self.fieldsets |= {"In other languages": translated}

    def answer_fields(self) -> Iterable[tuple[str, forms.Field]]:
        """The fields that belong to its kind."""
        if self.of_kind == "scale":
            yield "scale", forms.ChoiceField(label="Scale", choices=self.scales())
        if self.of_kind in BELONGS["levels"]:
            for code, words in self.codes():
                yield f"level-{code}", Words(f"What one sees: {words}")
        if self.of_kind in BELONGS["options"]:
            yield "options", Words("Answers to choose from", rows=5, help_text=LISTS_OF_ANSWERS)
        if self.of_kind == "table":
            hint = "One a line, such as “boys: Boys | number”. Kinds: text, number, date, choice (then its choices)."
            yield "columns", Words("Columns", rows=4, help_text=hint)
            yield (
                "rows",
                Words("Rows", rows=4, help_text=f"Leave them out where people add their own. {LISTS_OF_ANSWERS}"),
            )
        if self.of_kind in BELONGS["at_most"]:
            most = {"text": "Longest text, in characters", "many": "How many may be chosen", "table": "Most rows"}
            yield "at_most", number(most[self.of_kind])
        if self.of_kind == "number":
            yield (
                "unit",
                forms.CharField(label="Of what", required=False, max_length=60, help_text="For example: people"),
            )
            yield "least", number("The least it can be")
            yield "most", number("The most it can be")
        yield "also", forms.MultipleChoiceField(
            label="Other answers that are allowed", choices=list(OTHER_ANSWERS.items()), required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        yield "optional", forms.BooleanField(label="It may be left out", required=False)

    def told(self, name: str) -> Any:
        if name.startswith("level-"):
            levels = self.block.get("levels")
            return said(levels, name.removeprefix("level-")) if isinstance(levels, dict) else ""
        if name == "kinds" or name.startswith("when-"):
            return self.applies.told(name)
        if name.startswith(IN):
            return said(self.translation(name), "text")
        return super().told(name)

    def translation(self, name: str) -> Block:
        known = self.block.get("translations")
        found = known.get(name.removeprefix(IN)) if isinstance(known, dict) else None
        return found if isinstance(found, dict) else {}

    def translations(self) -> Block | None:
        """The words that were typed; what the file says besides of a language, such as its answers, stays."""
        known = self.block.get("translations")
        made: Block = dict(known) if isinstance(known, dict) else {}
        for name in (each for each in self.fields if each.startswith(IN)):
            code, words = name.removeprefix(IN), self.cleaned_data.get(name)
            made.pop(code, None)
            if words:
                made[code] = self.translation(name) | {"text": words}
        return made or None

    def changes(self) -> Block:
        made = {name: value for name, value in super().changes().items() if not name.startswith(("level-", IN))}
        kind = self.cleaned_data["kind"]
        if any(name.startswith("level-") or name in {"scale", "kind"} for name in self.changed):
            made["levels"] = self.levels()
        if any(name.startswith(IN) for name in self.changed):
            made["translations"] = self.translations()
        if self.applies.is_changed():
            made["applies"] = self.applies.value()
        for key, kinds in BELONGS.items():
            if kind not in kinds and (key in self.block or key in made):
                made[key] = None
        return made

    def levels(self) -> Block | None:
        """Descriptors of levels that are still there."""
        given = self.cleaned_data
        still = {
            code for code, _ in codes_of_scale(given["kind"], given.get("scale", said(self.block, "scale")), self.whole)
        }
        written = {code: given.get(f"level-{code}", "") for code, _ in self.codes()}
        return {code: words for code, words in written.items() if words and code in still} or None

    def asks_more(self) -> bool:
        """Whether fields came in by what was saved, so that the form is shown again."""
        return bool({"kind", "scale"} & set(self.changed_data)) or any(
            name.startswith("when-") and name.count("-") == 1 and self.cleaned_data[name] for name in self.changed_data
        )

    def codes(self) -> list[tuple[str, str]]:
        return codes_of_scale(self.of_kind, said(self.block, "scale"), self.whole)

    def scales(self) -> list[tuple[str, str]]:
        own = [(part.id, said(part.block, "title")) for part in self.whole.scales]
        known = [(each.id, each.title) for each in shipped.scales()]
        stored = said(self.block, "scale")
        return own + known + ([(stored, f"“{stored}”, which is not there")] if stored not in dict(own + known) else [])
