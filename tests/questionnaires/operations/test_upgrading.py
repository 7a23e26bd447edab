"""A new edition of what is being answered: nothing is overwritten, and what becomes of each answer is said before."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from goldenthread.history.models import Entry
from goldenthread.questionnaires.models import Answer, Edition, Sheet
from goldenthread.questionnaires.operations.answering import Given, confirm_answer, lock_sheets, save_answers
from goldenthread.questionnaires.operations.upgrading import upgrade_sheets
from goldenthread.questionnaires.queries.upgrading import outlook
from tests import factories as make
from tests.questionnaires.samples import TEXT

GIVEN = {"lead": "met", "trained": "yes", "staff": "3", "hours": "night", "groups": ["babies", "teens"],
         "proud": "Our choir"}  # fmt: skip


@pytest.fixture
def sheet(world) -> Sheet:
    edition = make.an_edition(world.partnership, world.manager)
    made = Sheet.objects.create(
        partnership=world.partnership, edition=edition, organisation=world.police, kind="health", asked=9
    )
    save_answers(made, [Given(name, 0, "value", value) for name, value in GIVEN.items()], by=world.police_lead)
    return made


def following(world, *changes: tuple[str, str]) -> Edition:
    text = TEXT.replace("edition: 2026", "edition: 2027")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return make.an_edition(world.partnership, world.manager, edition="2027", text=text)


def taken(world, sheet: Sheet, *changes: tuple[str, str]) -> dict[str, Answer]:
    """After the page has shown the same counts."""
    to, sheets = following(world, *changes), Sheet.objects.filter(pk=sheet.pk)
    shown = outlook(sheets, to).counts
    assert shown == upgrade_sheets(sheets, to=to, by=world.manager)
    sheet.refresh_from_db()
    assert (sheet.edition, sum(shown.values())) == (to, len(GIVEN))
    return {answer.question: answer for answer in sheet.answers.all()}


def values(answers: dict[str, Answer]) -> dict[str, Any]:
    return {name: answer.value for name, answer in answers.items()}


def test_guidance_place_and_a_new_question_keep_every_answer(world, sheet) -> None:
    new = ("      - {id: trained,", "      - {id: fresh, kind: text, text: What is new?}\n      - {id: trained,")
    answers = taken(world, sheet, ("weight: 2", "weight: 3\n        guidance: Think of deputies."), new)
    assert values(answers) == GIVEN
    assert not any(answer.is_unconfirmed for answer in answers.values())
    assert sheet.asked == sheet.answered + sheet.missing


def test_other_words_ask_again_and_count_only_when_confirmed(world, sheet) -> None:
    before = sheet.answered
    answers = taken(world, sheet, ("Somebody senior answers", "A director answers"))
    assert (values(answers), answers["lead"].is_unconfirmed) == (GIVEN, True)
    sheet.refresh_from_db()
    assert (sheet.to_confirm, sheet.answered) == (1, Sheet.objects.get().answered)
    confirm_answer(sheet, question="lead", by=world.police_lead)
    sheet.refresh_from_db()
    assert (sheet.to_confirm, sheet.answered >= before) == (0, True)


def test_question_that_is_gone_or_answered_otherwise_leaves_its_answer_to_be_read(world, sheet) -> None:
    answers = taken(world, sheet, ('{id: trained, kind: yes-no-partly', '{id: trained, kind: date'),
                    ("      - {id: proud, kind: text,", "      - {id: prouder, kind: text,"))  # fmt: skip
    assert set(GIVEN) - set(answers) == {"trained", "proud"}
    assert [(each["question"], each["said"], each["by"]) for each in sheet.left_out] == [
        ("trained", "Yes", "Police Lead"), ("proud", "Our choir", "Police Lead"),
    ]  # fmt: skip
    entry = Entry.objects.latest("pk")
    assert (entry.sentence, entry.old["proud"]) == ("took the answers over into a new edition", "Our choir")


def test_answer_that_is_no_longer_one_is_left_out_and_others_of_the_question_are_not(world, sheet) -> None:
    answers = taken(world, sheet, (", {code: teens, words: Teenagers}", ""), ("least: 0", "least: 2"))
    assert ("groups" in answers, "staff" in answers) == (False, True)


def test_kind_of_organisation_that_is_no_longer_asked(world, sheet) -> None:
    answers = taken(world, sheet, ("kinds: [education, health]", "kinds: [education]"))
    assert set(answers) == {"lead", "trained", "staff", "proud"}


def test_reworded_option_asks_only_those_again_who_chose_it(world, sheet) -> None:
    answers = taken(world, sheet, ("{code: day, words: By day}", "{code: day, words: In daylight}"))
    assert answers["hours"].is_unconfirmed is False


def test_sheet_that_is_locked_stays_with_its_edition(world, sheet) -> None:
    lock_sheets([sheet], by=world.manager, locked=True)
    to = following(world, ("Somebody senior answers", "A director answers"))
    assert upgrade_sheets(Sheet.objects.all(), to=to, by=world.manager).total() == 0
    sheet.refresh_from_db()
    assert sheet.edition.edition == "2026"


def test_other_questionnaire_and_withdrawn_edition_are_refused(world, sheet) -> None:
    text = TEXT.replace("id: sample", "id: other")
    other = make.an_edition(world.partnership, world.manager, name="other", text=text)
    with pytest.raises(ValidationError, match="another edition of the same"):
        upgrade_sheets(Sheet.objects.all(), to=other, by=world.manager)
    to = following(world)
    to.withdrawn_at = to.loaded_at
    with pytest.raises(ValidationError, match="was withdrawn"):
        upgrade_sheets(Sheet.objects.all(), to=to, by=world.manager)


def test_second_save_of_somebody_who_had_the_old_page_meets_the_change(world, sheet) -> None:
    old = sheet.answers.get(question="lead").version
    taken(world, sheet, ("Somebody senior answers", "A director answers"))
    done = save_answers(sheet, [Given("lead", old, "value", "not-met")], by=world.police_lead)
    assert [answer.question for answer in done.meanwhile] == ["lead"]
