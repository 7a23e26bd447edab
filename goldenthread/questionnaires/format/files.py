"""A file on a disk, read as what it says it is, with the doubts of somebody who reads it with care."""

from collections.abc import Iterator
from pathlib import Path

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


def doubts_about(questionnaire: Questionnaire) -> Iterator[str]:
    """What is allowed, but worth a second look before anybody is asked."""
    if unverified := [source.title for source in questionnaire.sources if not source.verified]:
        yield f"Nobody compared these with the source itself: {'; '.join(unverified)}."
    standards = [question for question in questionnaire.questions if question.kind == "scale"]
    for question in standards:
        if question.scale and question.scale.levels and not question.descriptors:
            yield f'"{question.id}" says of no level what one would see.'
        if not question.evidence:
            yield f'"{question.id}" does not say what would show it.'
    for question in questionnaire.questions:
        if question.kind == "scale" and not question.law and not _section_law(questionnaire, question.id):
            yield f'"{question.id}" does not say what it rests on.'


def _section_law(questionnaire: Questionnaire, name: str) -> bool:
    return any(section.law for section in questionnaire.sections if name in {each.id for each in section.questions})
