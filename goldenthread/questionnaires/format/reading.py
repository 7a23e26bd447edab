"""From the text of a file to a questionnaire, or to everything that is wrong with it.

The shape says which values stand where (``shape``). What hangs together is looked at in ``rules``, only where the shape
is right: else one slip would be told five times.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from goldenthread.questionnaires.format import rules, shape
from goldenthread.questionnaires.format.faults import Fault, Faulty
from goldenthread.questionnaires.format.things import (
    Applies,
    Column,
    Condition,
    Figure,
    Level,
    Mapping,
    Option,
    Pair,
    Question,
    Questionnaire,
    Reference,
    Scale,
    Section,
    Source,
    Translation,
)
from goldenthread.questionnaires.format.tree import tree
from goldenthread.questionnaires.format.types import Block, Told

Scales = dict[str, Scale]
Answers = dict[str, dict[str, str]]
"""Words of answers by language and code."""


def read_questionnaire(text: str, known: Iterable[Scale] = ()) -> Questionnaire:
    """``known`` are scales that every questionnaire may use. Raises ``Faulty``."""
    told = _shaped(text, shape.WHOLE, "the questionnaire")
    scales = {scale.id: scale for scale in known}
    own = tuple(map(_scale, told.get("scales", ())))
    faults = rules.faults_of(told, scales)
    if faults:
        raise Faulty(faults)
    scales |= {scale.id: scale for scale in own}
    sources = {each["id"]: Source(**each) for each in told["sources"]}
    sections = tuple(_section(each, sources, scales, told.get("answers", {})) for each in told["sections"])
    apart = {"format", "sources", "sections", "scales", "languages", "answers"}
    rest = {key: value for key, value in told.items() if key not in apart}
    return Questionnaire(
        text=text, sources=tuple(sources.values()), sections=sections, scales=own,
        languages=tuple(told.get("languages", {}).items()), **rest,
    )  # fmt: skip


def read_scales(text: str) -> tuple[Scale, ...]:
    told = _shaped(text, shape.SCALE_FILE, "the file")
    if faults := rules.faults_of_scales(told["scales"], set()):
        raise Faulty(faults)
    return tuple(map(_scale, told["scales"]))


def read_mapping(text: str, known: Iterable[Questionnaire]) -> Mapping:
    """``known`` are the editions that a mapping may speak of. Raises ``Faulty``."""
    told = _shaped(text, shape.MAPPING_FILE, "the mapping")
    if faults := rules.faults_of_mapping(told, {(each.id, each.edition): each for each in known}):
        raise Faulty(faults)
    sides = [(side["questionnaire"], side["edition"]) for side in (told["from"], told["to"])]
    pairs = tuple(Pair(pair["from"], pair["to"], pair["how"], pair["reason"]) for pair in told["pairs"])
    return Mapping(told["id"], sides[0], sides[1], told["wording"], pairs)


def _shaped(text: str, block: Block, name: str) -> Told:
    faults: list[Fault] = []
    told = block.read(tree(text), name, faults)
    if faults or told is None:
        raise Faulty(faults)
    return told


def _scale(told: Told) -> Scale:
    rest = {key: value for key, value in told.items() if key != "levels"}
    return Scale(levels=tuple(Level(**level) for level in told.get("levels", ())), **rest)


def _section(told: Told, sources: dict[str, Source], scales: Scales, answers: Answers) -> Section:
    rest = {key: told[key] for key in ("id", "title", "intro", "plain", "guidance") if key in told}
    questions = tuple(_question(each, sources, scales, answers) for each in told["questions"])
    return Section(
        questions=questions, law=_law(told, sources), applies=_applies(told), translations=_translations(told), **rest
    )


def _translations(told: Told, answers: Answers | None = None) -> tuple[Translation, ...]:
    """``answers``: of the whole questionnaire, where a question has no other words for one of its own."""
    shared = answers or {}
    return tuple(
        Translation(
            language, **{**words, "answers": tuple((shared.get(language, {}) | words.get("answers", {})).items())}
        )
        for language, words in told.get("translations", {}).items()
    )


def _question(told: Told, sources: dict[str, Source], scales: Scales, answers: Answers) -> Question:
    made: dict[str, Any] = {
        key: value
        for key, value in told.items()
        if key not in {"law", "applies", "scale", "levels", "translations", "bears_out"}
    }
    for key in ("evidence", "also"):
        made[key] = tuple(told.get(key, ()))
    for key in ("options", "rows"):
        made[key] = _options(told.get(key, ()))
    columns = ({**each, "options": _options(each.get("options", ()))} for each in told.get("columns", ()))
    made |= {
        "columns": tuple(Column(**column) for column in columns),
        "weight": told.get("weight", Decimal(1)),
        "scale": scales[told["scale"]] if "scale" in told else None,
        "descriptors": tuple(told.get("levels", {}).items()),
        "translations": _translations(told, answers),
        "bears_out": Figure(**told["bears_out"]) if "bears_out" in told else None,
    }
    return Question(law=_law(told, sources), applies=_applies(told), **made)


def _options(told: Iterable[Told]) -> tuple[Option, ...]:
    return tuple(Option(**option) for option in told)


def _law(told: Told, sources: dict[str, Source]) -> tuple[Reference, ...]:
    return tuple(Reference(sources[each["source"]], each.get("at", "")) for each in told.get("law", ()))


def _applies(told: Told) -> Applies:
    said = told.get("applies", {})
    conditions = (
        Condition(each["question"], tuple(each.get("is", ())), each.get("at_least")) for each in said.get("when", ())
    )
    return Applies(tuple(said.get("kinds", ())), tuple(conditions))
