"""What is wrong or doubtful stands beside the part it concerns."""

from goldenthread.questionnaires.format.outline import Outline, outline
from goldenthread.questionnaires.shipped import questionnaires, scales
from tests.questionnaires.samples import TEXT


def of(*changes: tuple[str, str]) -> Outline:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return outline(text, scales())


def told(found: Outline) -> dict[str, list[str]]:
    return {part.name: part.faults for part in found.parts() if part.faults}


def test_parts_of_every_set_are_found_in_their_order() -> None:
    for whole in questionnaires():
        found = outline(whole.text, scales())
        assert [part.id for part in found.questions] == [question.id for question in whole.questions]
        assert [part.id for part in found.sections] == [section.id for section in whole.sections]
        assert (found.faults, found.whole) == (0, whole)


def test_fault_stands_beside_its_question_section_source_or_the_details() -> None:
    assert told(of(("kind: date", "kind: day"))).keys() == {"section-1-question-4"}
    assert told(of(("title: Working", "name: Working"))).keys() == {"section-2"}
    assert told(of(("title: An Act, ", ""))).keys() == {"source-1"}
    assert told(of(("purpose: self-assessment", "purpose: sport"))).keys() == {"details"}


def test_fault_in_the_last_line_of_a_question_is_not_the_next_one_s() -> None:
    assert told(of(("met: Everybody knows who it is.", "best: Everybody knows."))).keys() == {"section-1-question-1"}


def test_doubts_stand_beside_what_they_are_about() -> None:
    found = of(("        evidence: [A job description]\n", ""))
    assert {part.name: part.doubts for part in found.parts() if part.doubts} == {
        "section-1-question-1": ["It does not say what would show it."],
        "details": ["Nobody compared these with the source itself: An Act."],
    }


def test_what_is_no_yaml_or_no_questionnaire_has_no_parts() -> None:
    for text in ("title: [", "- a\n- b", "words", ""):
        found = outline(text, scales())
        assert (len(found.unreadable), found.sections, found.whole) == (1, [], None)


def test_values_of_any_shape_do_not_break_it() -> None:
    for text in ("sections: no", "sections: [no, {questions: [no]}]", "sections: [{questions: {a: b}}]", "scales: [a]"):
        assert outline(text, scales()).faults > 0
