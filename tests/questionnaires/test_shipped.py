"""What comes with Golden Thread: each set is whole, in its own right and beside the others."""

import pytest

from goldenthread.questionnaires.format.files import doubts_about
from goldenthread.questionnaires.format.reading import read_mapping
from goldenthread.questionnaires.format.things import Mapping, Questionnaire
from goldenthread.questionnaires.shipped import DATA, mappings, questionnaires, scales

FEATURES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
DUTIES = {
    "line", "board-lead", "listening", "whistleblowing", "escalation", "sharing", "designated", "recruitment-checks",
    "supervision", "induction", "culture", "allegations",
}  # fmt: skip
"""The organisational duties of Working Together, by the standard that asks about each."""


def shipped(name: str) -> Questionnaire:
    return next(each for each in questionnaires() if each.id == name)


def said_to_be(name: str) -> Mapping:
    return next(each for each in mappings() if each.id == name)


def test_six_sets_are_shipped() -> None:
    assert [each.id for each in questionnaires()] == [
        "exploitation", "health-check", "prevent", "section-11", "section-175", "voluntary-faith",
    ]  # fmt: skip


def test_scales_of_the_field_are_there_with_symbols_beside_colours() -> None:
    assert [scale.id for scale in scales()] == [
        "zero-to-three", "one-to-four", "percent", "met-partly-not", "red-amber-green", "ofsted-four",
        "ofsted-school-2025", "none",
    ]  # fmt: skip
    assert all(level.symbol and level.words for scale in scales() for level in scale.levels)


def test_section_11_has_the_eight_features_and_the_duties_of_working_together() -> None:
    whole = shipped("section-11")
    named = [str(reference) for section in whole.sections for reference in section.law]
    assert [feature for feature in FEATURES if any(f"{feature} key feature" in said for said in named)] == list(
        FEATURES
    )
    resting = {
        question.id
        for question in whole.questions
        if any(reference.source.id == "working-together-2023" for reference in question.law)
    }
    assert resting >= DUTIES


@pytest.mark.parametrize("whole", questionnaires(), ids=lambda each: each.id)
def test_every_standard_says_what_one_sees_at_each_level_what_shows_it_and_what_it_rests_on(whole) -> None:
    assert [doubt for doubt in doubts_about(whole) if "compared" not in doubt.sentence] == []


@pytest.mark.parametrize("whole", questionnaires(), ids=lambda each: each.id)
def test_evidence_is_a_list_of_things_and_not_one_cut_at_its_commas(whole) -> None:
    assert [said for question in whole.questions for said in question.evidence if not said[0].isupper()] == []


def test_short_version_takes_ten_minutes_and_asks_nothing_that_the_full_one_does_not_know() -> None:
    short = shipped("voluntary-faith")
    standards = {question.id for question in short.questions if question.kind == "scale"}
    mapped = {pair.one for pair in said_to_be("voluntary-faith-to-section-11").pairs}
    assert (short.minutes, len(standards) <= 12, standards - mapped) == (10, True, set())


def test_mappings_say_how_and_why() -> None:
    assert {pair.how for mapping in mappings() for pair in mapping.pairs} == {"equal", "part", "overlap"}
    assert all(pair.reason for mapping in mappings() for pair in mapping.pairs)


def test_mapping_to_a_question_that_is_not_there_is_refused() -> None:
    text = (DATA / "mappings" / "prevent-to-section-11.yaml").read_text().replace("to: early-help", "to: late-help")
    with pytest.raises(Exception, match='"section-11", edition 2026, has no question "late-help"'):
        read_mapping(text, questionnaires())


def test_inspection_style_set_is_answered_without_a_grade() -> None:
    kinds = {question.scale.id for question in shipped("exploitation").questions if question.scale}
    assert kinds == {"none"}


def test_school_is_asked_about_nights_only_where_children_stay() -> None:
    boarding = next(each for each in shipped("section-175").questions if each.id == "boarding")
    assert [boarding.applies.given({"boards": said}) for said in ("yes", "partly", "no")] == [True, True, False]
