"""A file on a disk, read as what it says it is, with the doubts of somebody who reads it with care."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goldenthread.core.words import plural
from goldenthread.questionnaires.format.faults import Fault, Faulty
from goldenthread.questionnaires.format.reading import read_questionnaire
from goldenthread.questionnaires.format.things import Questionnaire, Scale


def text_of(path: Path) -> str:
    """The text; raises ``Faulty`` where it is none, ``OSError`` where it cannot be opened."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Faulty([Fault(1, "The file is no text in UTF-8. Save it as UTF-8.")]) from None


def questionnaire_in(path: Path, scales: tuple[Scale, ...]) -> Questionnaire:
    return read_questionnaire(text_of(path), scales)


@dataclass(frozen=True, slots=True)
class Doubt:
    """``question`` is empty where it concerns the whole."""

    sentence: str
    question: str = ""

    def __str__(self) -> str:
        return f'"{self.question}" {self.sentence}' if self.question else self.sentence


def doubts_about(questionnaire: Questionnaire) -> Iterator[Doubt]:
    """What is allowed, but worth a second look before anybody is asked."""
    if unverified := [source.title for source in questionnaire.sources if not source.verified]:
        yield Doubt(f"Nobody compared these with the source itself: {'; '.join(unverified)}.")
    for language, name in questionnaire.languages:
        missing = [each.id for each in questionnaire.questions if each.translated(language) is None]
        if missing:
            of, first = len(list(questionnaire.questions)), ", ".join(missing[:3])
            more = " …" if len(missing) > 3 else ""
            yield Doubt(f"{name}: {len(missing)} of {plural(of, 'question')} not translated ({first}{more}).")
    standards = [question for question in questionnaire.questions if question.kind == "scale"]
    for question in standards:
        if question.scale and question.scale.levels and not question.descriptors:
            yield Doubt("says of no level what one would see.", question.id)
        if not question.evidence:
            yield Doubt("does not say what would show it.", question.id)
    for question in questionnaire.questions:
        if question.kind == "scale" and not question.law and not _section_law(questionnaire, question.id):
            yield Doubt("does not say what it rests on.", question.id)


def _section_law(questionnaire: Questionnaire, name: str) -> bool:
    return any(section.law for section in questionnaire.sections if name in {each.id for each in section.questions})
