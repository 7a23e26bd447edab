"""Lists in a field or a cell, there and back."""

import pytest

from goldenthread.questionnaires.format import cells


@pytest.mark.parametrize(
    ("words", "made"),
    [("How many staff are there?", "how-many-staff-are-there"), ("Église & école", "eglise-ecole"), ("???", "part"),
     ("The board's own lead", "the-boards-own-lead")],
)  # fmt: skip
def test_identifier_is_made_of_words(words, made) -> None:
    assert (cells.identifier(words), cells.is_identifier(made)) == (made, True)


def test_identifier_that_is_taken_gets_a_number() -> None:
    assert cells.identifier("Staff", ["staff", "staff-2"]) == "staff-3"


@pytest.mark.parametrize(
    ("read", "told", "lines"),
    [
        (cells.options, cells.options_told, "night: By night\nday: By day: early"),
        (cells.law, cells.law_told, "act: section 11\nguidance"),
        (cells.columns, cells.columns_told, "boys: Boys | number\nterm: Term | choice | a: Autumn, s: Spring"),
    ],
)
def test_lines_come_back_as_they_were(read, told, lines) -> None:
    assert told(read(lines)) == lines


def test_options_without_identifiers_get_them_and_no_two_the_same() -> None:
    assert cells.options("By night\n\nBy night!") == [
        {"code": "by-night", "words": "By night"}, {"code": "by-night-2", "words": "By night!"},
    ]  # fmt: skip


def test_columns_are_text_where_nothing_is_said() -> None:
    assert cells.columns("Name") == [{"id": "name", "title": "Name", "kind": "text"}]
