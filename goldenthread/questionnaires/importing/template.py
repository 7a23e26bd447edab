"""The list to fill in: empty, with an example, or with the questions of a questionnaire that there is."""

from goldenthread.documents.writing.report import Column as Heading
from goldenthread.documents.writing.report import Organisation as Owner
from goldenthread.documents.writing.report import Report, Section, Table
from goldenthread.partnerships.models import OrganisationKind, Partnership
from goldenthread.questionnaires.format.shape import OTHER_ANSWERS
from goldenthread.questionnaires.format.things import Question, Questionnaire
from goldenthread.questionnaires.format.things import Section as Part
from goldenthread.questionnaires.importing.columns import COLUMNS

EXAMPLES = (
    {"section": "Leading", "id": "board-lead", "text": "A named person at the top leads on safeguarding children.",
     "kind": "scale", "scale": "zero-to-three", "levels": "0: Nobody is named.\n1: Somebody is named.\n2: Staff know "
     "them.\n3: Decisions followed from what they brought.", "law": "Children Act 2004: section 11",
     "evidence": "The role as it is written down", "weight": "2"},
    {"text": "How many staff work with children?", "kind": "number", "unit": "people", "least": "0",
     "also": "nil; not known"},
    {"section": "Working", "text": "When are you open?", "options": "By day\nBy night",
     "kinds": "Health, Faith setting"},
)  # fmt: skip


def empty_list(partnership: Partnership) -> Report:
    return _report("A questionnaire to read in", [dict(each) for each in EXAMPLES], partnership)


def as_list(questionnaire: Questionnaire, partnership: Partnership) -> Report:
    """So that it is changed in a spreadsheet and read in again. Conditions on earlier answers are not in it."""
    rows = [_told(part, question) for part in questionnaire.sections for question in part.questions]
    return _report(str(questionnaire), rows, partnership)


def _told(part: Part, question: Question) -> dict[str, str]:
    law = "\n".join(": ".join(filter(None, [each.source.title, each.at])) for each in question.law or part.law)
    kinds = question.applies.kinds or part.applies.kinds
    numbers = {key: getattr(question, key) for key in ("weight", "least", "most", "at_most")}
    return {
        "section": part.title, "id": question.id, "text": question.text, "plain": question.plain, "kind": question.kind,
        "scale": question.scale.id if question.scale else "", "unit": question.unit, "guidance": question.guidance,
        "levels": "\n".join(f"{code}: {sees}" for code, sees in question.descriptors), "law": law,
        "options": "\n".join(f"{option.code}: {option.words}" for option in question.options),
        "rows": "\n".join(f"{row.code}: {row.words}" for row in question.rows),
        "columns": "\n".join(
            " | ".join(filter(None, [f"{each.id}: {each.title}", each.kind,
                                     ", ".join(f"{option.code}: {option.words}" for option in each.options)]))
            for each in question.columns
        ),
        "evidence": "\n".join(question.evidence), "optional": "yes" if question.optional else "",
        "also": "; ".join(OTHER_ANSWERS[code].split(",")[0].split(":")[0] for code in question.also),
        "kinds": "; ".join(str(OrganisationKind(kind).label) for kind in kinds),
        **{key: f"{value:f}" for key, value in numbers.items() if value is not None and (key, value) != ("weight", 1)},
    }  # fmt: skip


def _report(title: str, rows: list[dict[str, str]], partnership: Partnership) -> Report:
    table = Table(
        "Questions", [Heading(column.heading) for column in COLUMNS],
        [[row.get(column.key, "") for column in COLUMNS] for row in rows],
    )  # fmt: skip
    notes = [f"{column.heading}: {column.note}" for column in COLUMNS if column.note]
    return Report(
        title=title, organisation=Owner(partnership.name, partnership.colour),
        sections=[Section("Columns", blocks=[*notes, table])],
    )  # fmt: skip
