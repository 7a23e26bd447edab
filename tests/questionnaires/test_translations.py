"""Questions in other languages and in plain words: the file, its faults and doubts, the diff, while answering."""

from goldenthread.questionnaires.answering.shown_in import choices, question_in, section_in
from goldenthread.questionnaires.format.comparing import Effect, compare
from goldenthread.questionnaires.format.files import doubts_about
from goldenthread.questionnaires.format.tree import tree
from goldenthread.questionnaires.format.writing import raw_of, write
from tests.questionnaires.samples import TEXT, edition, faults, question

WHOLE = ("valid_from: 2026-09-01", "languages: {cy: Cymraeg}\nvalid_from: 2026-09-01")
CY = """\
        translations:
          cy:
            text: Mae rhywun uwch yn gyfrifol am ddiogelu.
            answers: {met: Cyflawnwyd, partly-met: Yn rhannol}
"""
LEAD = ("        law: [{source: act, at: section 1}]\n", "        law: [{source: act, at: section 1}]\n" + CY)
SECTION = ("    title: Leading\n", "    title: Leading\n    translations: {cy: {text: Arwain}}\n")


def welsh():
    return edition(WHOLE, LEAD, SECTION)


def test_a_question_is_read_in_another_language_with_its_answers() -> None:
    lead = question_in(question("lead", welsh()), "cy")
    assert (lead.text, lead.language, lead.plain) == ("Mae rhywun uwch yn gyfrifol am ddiogelu.", "cy", "")
    assert [(each.code, each.words) for each in lead.answers] == [
        ("not-met", "Not met"), ("partly-met", "Yn rhannol"), ("met", "Cyflawnwyd"),
    ]  # fmt: skip
    assert section_in(welsh().sections[0], "cy").title == "Arwain"


def test_in_plain_words_the_full_ones_stand_below_and_what_has_none_stays() -> None:
    lead = question_in(question("lead"), "plain")
    assert lead.text == "One person is in charge of keeping children safe."
    assert lead.plain == "In full: Somebody senior answers for safeguarding."
    assert question_in(question("staff"), "plain") == question("staff")
    assert question_in(question("staff", welsh()), "cy").text == "How many staff are there?"


def test_words_of_levels_are_translated_once_for_all_questions() -> None:
    shared = (WHOLE[0], f"answers: {{cy: {{met: Wedi ei fodloni, not-met: Heb ei fodloni}}}}\n{WHOLE[1]}")
    lead = question_in(question("lead", edition(shared, LEAD, SECTION)), "cy")
    assert [each.words for each in lead.answers] == ["Heb ei fodloni", "Yn rhannol", "Cyflawnwyd"]
    wrong = (WHOLE[0], f"answers: {{cy: {{best: Gorau}}, pl: {{met: tak}}}}\n{WHOLE[1]}")
    assert sorted(sentence for _, sentence in faults(wrong, LEAD, SECTION)) == [
        '"pl" is not among the languages of this questionnaire.', 'There is no answer "best" to translate.'
    ]  # fmt: skip


def test_there_is_a_choice_only_where_the_questionnaire_has_other_words() -> None:
    assert [code for code, _ in choices(welsh())] == ["", "plain", "cy"]
    assert choices(edition(("        plain: One person is in charge of keeping children safe.\n", ""))) == []


def test_lint_finds_an_unknown_language_and_an_answer_that_is_none() -> None:
    assert [sentence for _, sentence in faults(LEAD)] == ['"cy" is not among the languages of this questionnaire.']
    assert [sentence for _, sentence in faults((WHOLE[0], WHOLE[1].replace("cy:", "Welsh:")))] == [
        '"Welsh" is no code of a language, such as cy, pl or zh-hant.'
    ]
    wrong = (LEAD[0], LEAD[1].replace("met: Cyfl", "best: Cyfl"))
    assert [sentence for _, sentence in faults(WHOLE, wrong)] == ['There is no answer "best" to translate.']


def test_lint_doubts_a_translation_that_is_not_whole() -> None:
    said = [str(each) for each in doubts_about(welsh())]
    assert "Cymraeg: 9 of 10 questions not translated (trained, staff, reviewed …)." in said


def test_another_translation_keeps_answers() -> None:
    new = edition(
        ("edition: 2026", "edition: 2027"), WHOLE, (LEAD[0], LEAD[1].replace("uwch", "arall")), SECTION
    )  # fmt: skip
    found = {(each.sentence, each.effect) for each in compare(welsh(), new)}
    assert found == {("Around it is different: translations.", Effect.KEPT)}


def test_what_is_written_is_read_back() -> None:
    again = edition(text=write(raw_of(tree(welsh().text))))
    assert again.languages == (("cy", "Cymraeg"),)
    assert question("lead", again).translations == question("lead", welsh()).translations
    assert welsh().text != TEXT
