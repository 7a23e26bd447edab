"""The details of a draft, its sections, sources and scales of its own, each in a form."""

from typing import Any

from django import forms

from goldenthread.core.forms import DateField
from goldenthread.questionnaires.format.cells import lines, options
from goldenthread.questionnaires.format.outline import said
from goldenthread.questionnaires.format.shape import PURPOSES
from goldenthread.questionnaires.forms.parts.applies import AppliesFields
from goldenthread.questionnaires.forms.parts.base import (
    Block,
    Identifier,
    PartForm,
    Words,
    languages_of,
    number,
    sources_hint,
)

SIGNS = ("✗", "◐", "●", "✓", "★")
COLOURS = ("red", "amber", "blue", "green", "grey")


class DetailsForm(PartForm):
    title = forms.CharField(label="Title", max_length=300)
    id = Identifier(help_text="It stays for good; all editions share it.")
    edition = Identifier(help_text="For example 2026. Each edition has one of its own.")
    purpose = forms.ChoiceField(label="Purpose", choices=list(PURPOSES.items()))
    intro = Words("What the person who answers should know first", rows=4)
    plain = Words("The same in plain language")
    languages = Words(
        "Languages it is translated into",
        help_text="One a line, such as “cy: Cymraeg”: the code and the language's own name. Each question then asks "
        "for its words in them.",
    )
    minutes = number("How many minutes it takes, about")
    valid_from = DateField(label="First day")
    valid_to = DateField(label="Last day", required=False)
    wording = Words("Whose words these are, and how they may be used", required=True)

    def build(self) -> None:
        self.fields["edition"].label = "Edition"

    def told(self, name: str) -> Any:
        if name != "languages":
            return super().told(name)
        return "\n".join(f"{code}: {said_so}" for code, said_so in languages_of(self.block).items())

    def value(self, name: str) -> Any:
        if name != "languages":
            return super().value(name)
        pairs = (line.partition(":") for line in lines(self.cleaned_data["languages"]))
        return {code.strip(): words.strip() or code.strip() for code, _, words in pairs} or None


class SectionForm(PartForm):
    title = forms.CharField(label="Title", max_length=300)
    intro = Words("What the section is about")
    plain = Words("The same in plain language")
    guidance = Words("Guidance")

    def build(self) -> None:
        self.fields["law"] = Words("Law or guidance it rests on", help_text=sources_hint(self.whole))
        self.fields["id"] = Identifier(
            required=self.part is not None,
            help_text="It stays for good." if self.part else "Leave it out to have it made.",
        )
        self.applies = AppliesFields(self)

    def told(self, name: str) -> Any:
        if name == "kinds" or name.startswith("when-"):
            return self.applies.told(name)
        return super().told(name)

    def changes(self) -> Block:
        return super().changes() | ({"applies": self.applies.value()} if self.applies.is_changed() else {})


class SourceForm(PartForm):
    title = forms.CharField(label="Title", max_length=300)
    publisher = forms.CharField(label="Publisher", required=False, max_length=200)
    published = Identifier(required=False, help_text="The year, or a date such as 2026-09-01.")
    address = forms.URLField(label="Web address", required=False, max_length=500, assume_scheme="https")
    verified = forms.BooleanField(label="Somebody compared it with the source itself", required=False)
    checked_on = DateField(label="On which day", required=False)
    note = Words("What one should know about it")

    def build(self) -> None:
        self.fields["published"].label = "When it was published"
        self.fields["id"] = Identifier(required=self.part is not None, help_text="References name it.")


class ScaleForm(PartForm):
    """A scale of its own. A level is a line; where colours and signs are left out, they go from red to green."""

    title = forms.CharField(label="Title", max_length=300)
    levels = Words(
        "Levels, the lowest first", rows=5,
        help_text="One a line, such as “2: Sound | ● | blue | meaning”. Colours: red, amber, green, blue, grey.",
    )  # fmt: skip
    valid_from = DateField(label="First day on which it may be used")
    valid_to = DateField(label="Last day", required=False)
    source = forms.CharField(label="Where it comes from", max_length=500)
    verified = forms.BooleanField(label="Somebody compared it with the source itself", required=False)

    def build(self) -> None:
        self.fields["id"] = Identifier(required=self.part is not None, help_text="Questions name it.")

    def told(self, name: str) -> Any:
        if name != "levels":
            return super().told(name)
        levels = self.block.get("levels")
        entries = [each for each in levels if isinstance(each, dict)] if isinstance(levels, list) else []
        return "\n".join(
            " | ".join(filter(None, [f"{said(each, 'code')}: {said(each, 'words')}", said(each, "symbol"),
                                     said(each, "colour"), said(each, "means")]))
            for each in entries
        )  # fmt: skip

    def value(self, name: str) -> Any:
        if name == "levels":
            return [_level(place, line) for place, line in enumerate(lines(self.cleaned_data["levels"]))] or None
        return super().value(name)


def _level(place: int, line: str) -> Block:
    words, symbol, colour, means = ([part.strip() for part in line.split("|", 3)] + ["", "", ""])[:4]
    level = options(words)[0]
    level |= {"symbol": symbol or SIGNS[place % len(SIGNS)], "colour": colour or COLOURS[place % len(COLOURS)]}
    return level | ({"means": means} if means else {})
