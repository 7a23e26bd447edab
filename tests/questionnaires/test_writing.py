"""What the writer writes is read back as the same, whatever somebody typed."""

import json
import string
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as some

from goldenthread.questionnaires.format.reading import read_questionnaire
from goldenthread.questionnaires.format.tree import tree
from goldenthread.questionnaires.format.writing import raw_of, write
from goldenthread.questionnaires.shipped import questionnaires, scales
from tests.questionnaires.samples import TEXT

WORDS = some.text(some.characters(exclude_categories=["Cs"]), max_size=200) | some.sampled_from(
    ["no", "yes", "true", "null", "~", "2026", "0x1f", "1e3", "2026-09-01", "- a", "a: b", "a #b", "#a", "'", '"', "|",
     "&a", "*a", "{a}", "[a]", "a,b", "%a", "@a", "`a", "a:", "\n", "a\n", "a\n\nb", " a", "a ", "\ta", "a\r\nb",
     "a\x85b", "a  b " * 40, "word " * 60, "one\n two\nthree\n"]
)  # fmt: skip
KEYS = some.sampled_from(["id", "text", "title", "guidance", "kind", "levels", "weight", "options", "unheard-of", "0"])
VALUES = some.recursive(
    WORDS, lambda inner: some.lists(inner, max_size=4) | some.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)


@settings(max_examples=300, deadline=None)
@given(some.dictionaries(KEYS, VALUES, min_size=1, max_size=5))
def test_anything_that_is_written_is_read_back_as_the_same(whole: Any) -> None:
    assert raw_of(tree(write(whole))) == whole


@settings(max_examples=200, deadline=None)
@given(text=WORDS.filter(str.strip), guidance=WORDS.filter(str.strip), code=some.text(string.digits, min_size=1))
def test_question_with_any_words_is_read_back_as_the_same(text: str, guidance: str, code: str) -> None:
    question = {"id": "lead", "kind": "choice", "text": text, "guidance": guidance, "weight": "2", "options": [
                {"code": code[:50], "words": text}], "law": [{"source": "act", "at": guidance}]}  # fmt: skip
    whole: Any = raw_of(tree(TEXT))
    whole["sections"][0]["questions"][0] = question
    assert raw_of(tree(write(whole))) == whole


@pytest.mark.parametrize("text", [*(each.text for each in questionnaires()), TEXT], ids=lambda text: text[80:120])
def test_sets_are_the_same_after_they_were_written_anew(text: str) -> None:
    whole = raw_of(tree(text))
    again = write(whole)
    assert raw_of(tree(again)) == whole
    was, now = read_questionnaire(text, scales()), read_questionnaire(again, scales())
    assert (was.sections, was.sources, str(was)) == (now.sections, now.sources, str(now))
    assert write(raw_of(tree(again))) == again


def test_other_programs_read_texts_as_texts_and_numbers_as_numbers() -> None:
    whole = {"title": "2026", "edition": "2026", "minutes": "10", "valid_from": "2026-09-01",
             "sections": [{"title": "no", "questions": [{"text": "1.5", "optional": "true", "options": [
                 {"code": "no", "words": "No"}, {"code": "3", "words": "3"}]}]}]}  # fmt: skip
    read = yaml.safe_load(write(whole))
    question = read["sections"][0]["questions"][0]
    assert (read["title"], read["edition"], read["minutes"]) == ("2026", 2026, 10)
    assert json.loads(json.dumps(question)) == {
        "text": "1.5", "optional": True, "options": [{"code": "no", "words": "No"}, {"code": 3, "words": "3"}],
    }  # fmt: skip


def test_written_file_is_laid_out_for_people() -> None:
    long = " ".join(["word"] * 30)
    question = {"id": "lead", "kind": "choice", "text": long, "evidence": ["A policy", "A list"],
                "options": [{"code": "yes", "words": "Yes"}, {"code": "b", "words": "Perhaps"}],
                "law": [{"source": "act", "at": "section 1"}]}  # fmt: skip
    lines = write({"sections": [{"id": "a", "title": "A", "questions": [question]}]}).splitlines()
    assert lines == [
        "sections:",
        "  - id: a",
        "    title: A",
        "    questions:",
        "      - id: lead",
        "        kind: choice",
        "        text: >-",
        "          " + " ".join(["word"] * 22),
        "          " + " ".join(["word"] * 8),
        "        law: [{source: act, at: section 1}]",
        "        evidence: [A policy, A list]",
        "        options:",
        '          - {code: "yes", words: "Yes"}',
        "          - {code: b, words: Perhaps}",
    ]
