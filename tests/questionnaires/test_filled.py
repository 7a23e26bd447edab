"""A filled-in spreadsheet is read back by identifier, and each row says what it would do."""

import pytest

from goldenthread.documents.gate import check_file
from goldenthread.documents.sandbox import run_in_sandbox
from goldenthread.documents.writing.xlsx import write_xlsx
from goldenthread.questionnaires.answering.filled import READER, Filled, NoIdentifiers, Outcome, read_filled, to_fill_in
from goldenthread.questionnaires.models import Sheet
from goldenthread.questionnaires.operations.answering import Given, save_answers
from tests import factories as make

HEAD = ["Identifier", "Question", "Your answer", "Comment"]


@pytest.fixture
def sheet(world) -> Sheet:
    edition = make.an_edition(world.partnership, world.manager)
    return Sheet.objects.create(
        partnership=world.partnership, edition=edition, organisation=world.police, kind="health", asked=9
    )


def read(sheet: Sheet, *rows: tuple[str, str, str]) -> list[Filled]:
    cells = [[name, "", said, comment] for name, said, comment in rows]
    return read_filled([(number, row) for number, row in enumerate([HEAD, *cells], 1)], sheet)


def one(sheet: Sheet, name: str, said: str, comment: str = "") -> Filled:
    return read(sheet, (name, said, comment))[0]


@pytest.mark.parametrize(
    ("name", "said", "state", "value"),
    [
        ("lead", "Partly met", "value", "partly-met"), ("lead", "MET", "value", "met"),
        ("trained", "Yes", "value", "yes"),
        ("staff", "1,250", "value", "1250"), ("staff", "Nil", "nil", None), ("staff", "12.0", "value", "12"),
        ("reviewed", "1 September 2021", "value", "2021-09-01"), ("reviewed", "2021-09-01", "value", "2021-09-01"),
        ("reviewed", "01/09/2021", "value", "2021-09-01"),
        ("groups", "Babies\nTeenagers", "value", ["babies", "teens"]),
        ("proud", "Our choir", "value", "Our choir"), ("hours", "By night", "value", "night"),
    ],
)  # fmt: skip
def test_answers_are_understood_as_people_write_them(sheet, name, said, state, value) -> None:
    row = one(sheet, name, said)
    assert row.given is not None, row.why
    assert (row.outcome, row.given.state, row.given.value) == (Outcome.NEW, state, value)


@pytest.mark.parametrize(
    ("name", "said", "why"),
    [
        ("lead", "Excellent", "Choose one of the answers."), ("staff", "many", "Enter a number."),
        ("staff", "-1", "Enter a number from 0 to any."), ("lead", "Not applicable", "Say in the comment why"),
        ("reviewed", "soon", "date"), ("groups", "Adults", "Choose at least one"),
        ("night-staff", "Ann", "is not asked here"),
    ],
)  # fmt: skip
def test_what_is_no_answer_says_why(sheet, name, said, why) -> None:
    row = one(sheet, name, said)
    assert (row.outcome, why in row.why) == (Outcome.ERROR, True), row.why


def test_row_is_new_the_same_or_says_otherwise(sheet, world) -> None:
    save_answers(sheet, [Given("lead", 0, "value", "met", "Known"), Given("staff", 0, "value", "3")], by=world.manager)
    rows = read(sheet, ("lead", "Met", "Known"), ("staff", "4", ""), ("trained", "Yes", ""), ("proud", "", ""))
    assert [row.outcome for row in rows] == [Outcome.SAME, Outcome.CONFLICT, Outcome.NEW, Outcome.EMPTY]
    assert (rows[1].was, rows[1].given.version) == ("3", 1)


def test_question_that_stands_twice_is_no_row_to_take_over(sheet) -> None:
    rows = read(sheet, ("staff", "3", ""), ("staff", "4", ""))
    assert [row.outcome for row in rows] == [Outcome.NEW, Outcome.ERROR]


def test_file_that_goes_out_comes_back_the_same(sheet, world) -> None:
    given = {"lead": "met", "trained": "partly", "staff": "1250", "reviewed": "2021-09-01", "hours": "night",
             "groups": ["babies", "teens"], "proud": "Our choir\nand band"}  # fmt: skip
    save_answers(
        sheet, [Given(name, 0, "value", value, "So it is.") for name, value in given.items()], by=world.manager
    )
    checked = check_file(write_xlsx(to_fill_in(sheet)), "filled.xlsx", allowed=frozenset({"xlsx"}))
    rows = read_filled([(number, row) for number, row in run_in_sandbox(READER, file=checked)], sheet)
    outcomes = {row.question: row.outcome for row in rows}
    assert {name: outcomes[name] for name in given} == dict.fromkeys(given, Outcome.SAME)
    assert {outcomes[name] for name in outcomes.keys() - given.keys()} == {Outcome.EMPTY}


def test_file_without_the_columns_is_refused(sheet) -> None:
    with pytest.raises(NoIdentifiers):
        read_filled([(1, ["Name", "Town"])], sheet)
