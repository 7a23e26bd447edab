"""A questionnaire as it was read: frozen, whole and without faults."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    title: str
    verified: bool
    publisher: str = ""
    published: str = ""
    address: str = ""
    checked_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Where in a source something stands."""

    source: Source
    at: str = ""

    def __str__(self) -> str:
        return f"{self.source.title}, {self.at}" if self.at else self.source.title


@dataclass(frozen=True, slots=True)
class Level:
    code: str
    words: str
    symbol: str
    colour: str
    means: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Named levels, the lowest first; or percent in steps; or none, where a standard is answered in words alone."""

    id: str
    title: str
    valid_from: date
    source: str
    verified: bool
    levels: tuple[Level, ...] = ()
    valid_to: date | None = None
    step: Decimal | None = None

    def __hash__(self) -> int:
        """By its name alone: what is remembered of a scale is looked up for each standard of a page."""
        return hash(self.id)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(level.code for level in self.levels)

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    words: str


@lru_cache(maxsize=100)
def levels_of(scale: Scale) -> tuple[Option, ...]:
    """What may be chosen of it. A page asks this of each of its standards, several times."""
    return tuple(Option(level.code, level.words) for level in scale.levels)


@dataclass(frozen=True, slots=True)
class Column:
    id: str
    title: str
    kind: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """An earlier answer that must have been given: one of ``answers``, or a number of at least ``at_least``."""

    question: str
    answers: tuple[str, ...] = ()
    at_least: Decimal | None = None

    def holds(self, given: str) -> bool:
        """``given`` is the earlier answer as text; of several chosen, separated by blanks, one is enough."""
        if self.at_least is None:
            return bool(set(self.answers) & set(given.split()))
        try:
            return Decimal(given) >= self.at_least
        except ArithmeticError:
            return False


@dataclass(frozen=True, slots=True)
class Figure:
    """That a number bears a standard out, where it is at least so much."""

    standard: str
    at_least: Decimal


@dataclass(frozen=True, slots=True)
class Applies:
    kinds: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()

    def to_kind(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds

    def given(self, answers: dict[str, str]) -> bool:
        return all(condition.holds(answers.get(condition.question, "")) for condition in self.when)


@dataclass(frozen=True, slots=True)
class Translation:
    """Of a question, or of a section; ``language`` is its code, such as "cy"."""

    language: str
    text: str
    intro: str = ""
    guidance: str = ""
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    kind: str
    text: str
    plain: str = ""
    guidance: str = ""
    law: tuple[Reference, ...] = ()
    evidence: tuple[str, ...] = ()
    weight: Decimal = Decimal(1)
    applies: Applies = Applies()
    optional: bool = False
    also: tuple[str, ...] = ()
    scale: Scale | None = None
    descriptors: tuple[tuple[str, str], ...] = ()
    options: tuple[Option, ...] = ()
    at_most: Decimal | None = None
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    bears_out: Figure | None = None
    columns: tuple[Column, ...] = ()
    rows: tuple[Option, ...] = ()
    translations: tuple[Translation, ...] = ()
    language: str = ""
    """In which its words stand, where that is not the one it was written in (``shown_in``)."""

    @property
    def answers(self) -> tuple[Option, ...]:
        """What may be chosen, by its permanent code; nothing for a question that is answered with a value."""
        said = self.translated(self.language) if self.language else None
        if said is None:
            return self._answers()
        words = dict(said.answers)
        return tuple(Option(each.code, words.get(each.code, each.words)) for each in self._answers())

    def _answers(self) -> tuple[Option, ...]:
        if self.scale:
            return levels_of(self.scale)
        return YES_NO_PARTLY if self.kind == "yes-no-partly" else self.options

    def translated(self, language: str) -> Translation | None:
        return next((each for each in self.translations if each.language == language), None)

    def descriptor(self, code: str) -> str:
        return dict(self.descriptors).get(code, "")


YES_NO_PARTLY = (Option("no", "No"), Option("partly", "Partly"), Option("yes", "Yes"))


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    questions: tuple[Question, ...]
    intro: str = ""
    plain: str = ""
    guidance: str = ""
    law: tuple[Reference, ...] = ()
    applies: Applies = Applies()
    translations: tuple[Translation, ...] = ()

    def translated(self, language: str) -> Translation | None:
        return next((each for each in self.translations if each.language == language), None)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One edition. ``text`` is the file to the letter; whatever was answered refers to it for good."""

    id: str
    edition: str
    title: str
    purpose: str
    valid_from: date
    wording: str
    sources: tuple[Source, ...]
    sections: tuple[Section, ...]
    scales: tuple[Scale, ...] = ()
    intro: str = ""
    plain: str = ""
    minutes: Decimal | None = None
    valid_to: date | None = None
    languages: tuple[tuple[str, str], ...] = ()
    text: str = ""

    @property
    def questions(self) -> Iterator[Question]:
        return (question for section in self.sections for question in section.questions)

    def asked_of(self, kind: str) -> Iterator[tuple[Section, tuple[Question, ...]]]:
        """What this kind of organisation is asked; what hangs on earlier answers is among it."""
        for section in self.sections:
            asked = tuple(question for question in section.questions if question.applies.to_kind(kind))
            if asked and section.applies.to_kind(kind):
                yield section, asked

    def __str__(self) -> str:
        return f"{self.title}, edition {self.edition}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two questions that belong together. "part": the first is a part of the second."""

    one: str
    other: str
    how: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """How the questions of two editions belong together. ``one`` and ``other`` are (questionnaire, edition)."""

    id: str
    one: tuple[str, str]
    other: tuple[str, str]
    wording: str
    pairs: tuple[Pair, ...]
