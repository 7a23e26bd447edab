"""What is read from the rows of a spreadsheet, and what is said of the rest."""

from typing import Any

import pytest

from goldenthread.documents.gate import check_file
from goldenthread.documents.sandbox import run_in_sandbox
from goldenthread.documents.writing.xlsx import write_xlsx
from goldenthread.questionnaires.format.reading import read_questionnaire
from goldenthread.questionnaires.format.things import Question, Questionnaire
from goldenthread.questionnaires.format.writing import write
from goldenthread.questionnaires.forms.importing import READER
from goldenthread.questionnaires.importing.reading import NoHeadings, Read, read_rows
from goldenthread.questionnaires.importing.template import as_list, empty_list
from goldenthread.questionnaires.shipped import questionnaires, scales

HEAD = ["Section", "Identifier", "Question", "Type", "Scale", "Levels", "Options", "Asked of", "Weight", "Colour"]
DETAILS = {"format": "goldenthread-questionnaire/1", "id": "a", "edition": "1", "title": "A", "purpose": "survey",
           "valid_from": "2026-01-01", "wording": "Ours"}  # fmt: skip


def read(*rows: list[str]) -> Read:
    return read_rows([(number, row + [""] * (len(HEAD) - len(row))) for number, row in enumerate([HEAD, *rows], 1)])


def questions(found: Read) -> list[dict[str, Any]]:
    return [question for section in found.sections for question in section["questions"]]


def of_file(content: bytes) -> Read:
    checked = check_file(content, "list.xlsx", allowed=frozenset({"xlsx"}))
    return read_rows([(number, row) for number, row in run_in_sandbox(READER, file=checked)])


def told(question: Question) -> tuple[Any, ...]:
    """A question but for conditions, and for where its law stands."""
    return (question.id, question.kind, question.text, question.plain, question.guidance, question.evidence,
            question.weight, question.optional, question.also, question.scale, question.descriptors, question.options,
            question.unit, question.least, question.most, question.at_most, question.columns,
            question.rows)  # fmt: skip


@pytest.mark.parametrize("whole", questionnaires(), ids=lambda whole: whole.id)
def test_list_of_a_set_is_read_back_as_the_same_questions(whole: Questionnaire, world) -> None:
    found = of_file(write_xlsx(as_list(whole, world.partnership)))
    text = write({**DETAILS, "sources": found.sources, "sections": found.sections})
    again = read_questionnaire(text, scales())
    assert found.left == []
    assert [told(question) for question in again.questions] == [told(question) for question in whole.questions]
    assert [section.title for section in again.sections] == [section.title for section in whole.sections]


def test_template_is_read_without_a_word(world) -> None:
    found = of_file(write_xlsx(empty_list(world.partnership)))
    assert (found.questions, found.left, found.unused) == (3, [], [])
    read_questionnaire(write({**DETAILS, "sources": found.sources, "sections": found.sections}), scales())


def test_section_of_the_row_above_holds_and_identifiers_are_made() -> None:
    found = read(["Leading", "", "Who leads?"], ["", "lead", "Are they known?"], ["Working", "", "Who leads?"])
    assert [(section["title"], len(section["questions"])) for section in found.sections] == [
        ("Leading", 2),
        ("Working", 1),
    ]
    assert [question["id"] for question in questions(found)] == ["who-leads", "lead", "who-leads-2"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["", "a", ""], "It has no question, so it was not read."),
        (["", "", "Words", "smell"], "“smell” is no way of answering, so it was not read."),
        (["", "A 1", "Words"], "The identifier “A 1” became “a-1”."),
        (["", "", "Words", "scale", "stars"], "There is no scale “stars”; choose one in the draft."),
        (["", "", "Words", "", "none", "a: B"], "“a: B” says of no level what one sees, so that line was not read."),
        (["", "", "Words", "", "", "", "", "Pirates"], "“Pirates” is not known here, so it was not read."),
        (["", "", "Words", "", "", "", "", "", "heavy"], "“heavy” is no number, so it was not read."),
    ],
)  # fmt: skip
def test_what_is_not_read_as_it_stands_is_said_with_its_row(row, sentence) -> None:
    assert read(["", "", "First"], row).left == [(3, sentence)]


def test_columns_that_nobody_knows_are_named() -> None:
    assert read(["", "", "Words"]).unused == ["Colour"]


def test_kind_follows_from_what_stands_beside_it() -> None:
    found = read(
        ["", "", "A", "", "from 0 to 3"], ["", "", "B", "", "", "", "X\nY"], ["", "", "C"], ["", "", "D", "Yes/No"]
    )
    assert [question["kind"] for question in questions(found)] == ["scale", "choice", "text", "yes-no-partly"]
    assert questions(found)[0]["scale"] == "zero-to-three"


def test_list_without_a_column_for_questions_is_refused() -> None:
    with pytest.raises(NoHeadings):
        read_rows([(1, ["Name", "Town"]), (2, ["A", "B"])])
