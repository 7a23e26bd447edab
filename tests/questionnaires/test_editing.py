"""A change touches its own lines of the file and no others."""

from difflib import ndiff
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from goldenthread.questionnaires.format.editing import amend, at, insert, remove, swap
from goldenthread.questionnaires.format.tree import tree
from goldenthread.questionnaires.format.writing import raw_of
from goldenthread.questionnaires.shipped import questionnaires
from tests.questionnaires.samples import TEXT

FIRST = ("sections", 0, "questions", 0)
QUESTIONS = ("sections", 0, "questions")
NEW = {"id": "new", "kind": "text", "text": "What is new?"}


def changed(old: str, new: str) -> list[str]:
    return [line for line in ndiff(old.splitlines(), new.splitlines()) if line[0] in "+-"]


def ids(text: str) -> list[str]:
    whole: Any = raw_of(tree(text))
    return [question["id"] for section in whole["sections"] for question in section["questions"]]


def test_other_words_change_their_line_alone_and_keep_remarks() -> None:
    text = TEXT.replace("        weight: 2\n", "        weight: 2  # agreed in March\n        # a remark\n")
    assert changed(text, amend(text, FIRST, {"text": "A director answers.", "kind": "scale"})) == [
        "-         text: Somebody senior answers for safeguarding.",
        "+         text: A director answers.",
    ]


def test_what_is_added_stands_where_the_shape_has_it() -> None:
    assert changed(TEXT, amend(TEXT, FIRST, {"guidance": "Think of deputies.", "optional": "true"})) == [
        "+         guidance: Think of deputies.",
        "+         optional: true",
    ]


def test_what_is_taken_out_leaves_the_rest() -> None:
    assert changed(TEXT, amend(TEXT, FIRST, {"weight": None, "evidence": None})) == [
        "-         evidence: [A job description]",
        "-         weight: 2",
    ]


def test_question_comes_in_between_and_goes_again() -> None:
    longer = insert(TEXT, QUESTIONS, 1, NEW)
    assert changed(TEXT, longer) == ["+       - id: new", "+         kind: text", "+         text: What is new?"]
    assert remove(longer, QUESTIONS, 1) == TEXT


def test_question_comes_first_last_and_into_an_empty_section() -> None:
    assert ids(insert(TEXT, QUESTIONS, 0, NEW))[:2] == ["new", "lead"]
    assert ids(insert(TEXT, QUESTIONS, 5, NEW))[4:6] == ["proud", "new"]
    empty = insert(TEXT, ("sections",), 0, {"id": "more", "title": "More"})
    assert ids(insert(empty, QUESTIONS, 0, NEW))[:2] == ["new", "lead"]


def test_last_question_of_a_section_leaves_an_empty_list() -> None:
    text = TEXT
    for _ in range(5):
        text = remove(text, QUESTIONS, 0)
    assert at(raw_of(tree(text)), QUESTIONS) == []


def test_two_questions_change_places_and_back() -> None:
    moved = swap(TEXT, QUESTIONS, 0)
    assert ids(moved)[:3] == ["trained", "lead", "staff"]
    assert swap(moved, QUESTIONS, 0) == TEXT


def test_text_that_cannot_be_mended_in_place_says_the_same_afterwards() -> None:
    text = "id: a\nsections: [{id: b, questions: [{id: c, text: One}, {id: d, text: Two}]}]\n"
    whole: Any = raw_of(tree(text))
    whole["sections"][0]["questions"][1]["text"] = "Three: four"
    assert raw_of(tree(amend(text, ("sections", 0, "questions", 1), {"text": "Three: four"}))) == whole


@pytest.mark.parametrize("text", [each.text for each in questionnaires()], ids=lambda text: text[80:120])
def test_any_question_of_the_sets_can_be_changed_moved_and_removed_in_place(text: str) -> None:
    whole: Any = raw_of(tree(text))
    for place, section in enumerate(whole["sections"]):
        path = ("sections", place, "questions")
        for number, question in enumerate(section["questions"]):
            new = amend(text, (*path, number), {"text": "Other: words"})
            lines = changed(text, new)
            assert [line for line in lines if line[0] == "+"] == ['+         text: "Other: words"'], question["id"]
            assert len(lines) <= 5
        if len(section["questions"]) > 1:
            assert swap(swap(text, path, 0), path, 0) == text
            assert remove(insert(text, path, 1, NEW), path, 1) == text


LINES = some.text("abc: #-'\"\n[]{},\t é", max_size=60).filter(str.strip)


@settings(max_examples=150, deadline=None)
@given(changes=some.dictionaries(some.sampled_from(["text", "plain", "guidance", "weight"]), LINES | some.none()))
def test_any_words_at_any_key_are_there_afterwards_and_nothing_else_is_different(changes: Any) -> None:
    whole: Any = raw_of(tree(TEXT))
    question = whole["sections"][0]["questions"][0]
    for key, value in changes.items():
        question[key] = value
    whole["sections"][0]["questions"][0] = {key: value for key, value in question.items() if value is not None}
    assert raw_of(tree(amend(TEXT, FIRST, changes))) == whole
