"""A questionnaire as a paper to read (DOCX, PDF) and as a table, a question a row (XLSX, CSV)."""

from goldenthread.documents.writing.report import Block, Column, Note, Report, Section, Table
from goldenthread.documents.writing.report import Organisation as Sender
from goldenthread.partnerships.models import Partnership
from goldenthread.questionnaires.format.things import Question, Questionnaire
from goldenthread.questionnaires.format.things import Section as Part
from goldenthread.questionnaires.wording import by_id, how_answered, levels, other_answers, verified, who_is_asked

Parts = list[tuple[Part, tuple[Question, ...]]]
TITLES = [
    "Identifier", "Section", "Question", "In plain words", "How it is answered", "Levels or options", "Other answers",
    "Who is asked", "Guidance", "Evidence wanted", "Rests on", "Weight",
]  # fmt: skip


def as_table(questionnaire: Questionnaire, parts: Parts, partnership: Partnership) -> Report:
    questions = by_id(questionnaire)
    rows = [
        [
            question.id, part.title, question.text, question.plain, how_answered(question), _levels(question),
            other_answers(question), who_is_asked(question.applies, questions), question.guidance,
            "; ".join(question.evidence), "; ".join(map(str, question.law or part.law)), str(question.weight),
        ]
        for part, asked in parts
        for question in asked
    ]  # fmt: skip
    table = Table("Questions", [Column(title) for title in TITLES], rows)
    return _report(questionnaire, [Section("Questions", blocks=[table])], partnership)


def as_paper(questionnaire: Questionnaire, parts: Parts, partnership: Partnership) -> Report:
    questions = by_id(questionnaire)
    sections = [Section("Before you begin", blocks=[*filter(None, [questionnaire.intro, questionnaire.wording])])]
    for part, asked in parts:
        sections.append(Section(part.title, blocks=[*filter(None, [part.intro, part.guidance])]))
        sections += [Section(question.text, 2, _blocks(question, questions)) for question in asked]
    sources = [f"{source.title}. {verified(source)}. {source.note}".strip() for source in questionnaire.sources]
    return _report(questionnaire, [*sections, Section("Sources", blocks=sources)], partnership)


def _blocks(question: Question, questions: dict[str, Question]) -> list[Block]:
    blocks: list[Block] = [Note(question.plain)] if question.plain else []
    if asked := who_is_asked(question.applies, questions):
        blocks.append(f"Asked of: {asked}.")
    blocks.append(f"Answered with {how_answered(question)}.")
    blocks += [question.guidance] if question.guidance else []
    if told := levels(question):
        rows = [[f"{symbol} {words}".strip(), sees] for symbol, words, _, sees in told]
        blocks.append(Table(f"Answers to {question.id}", [Column("Answer"), Column("What one sees")], rows))
    if question.evidence:
        blocks.append(f"Evidence wanted: {'; '.join(question.evidence)}.")
    if question.law:
        blocks.append(f"Rests on: {'; '.join(map(str, question.law))}.")
    return blocks


def _levels(question: Question) -> str:
    told = "\n".join(f"{words}: {sees}" if sees else words for _, words, _, sees in levels(question))
    return told or "\n".join(column.title for column in question.columns)


def _report(questionnaire: Questionnaire, sections: list[Section], partnership: Partnership) -> Report:
    return Report(
        title=str(questionnaire), subtitle=partnership.name,
        organisation=Sender(partnership.name, partnership.colour), sections=sections,
    )  # fmt: skip
