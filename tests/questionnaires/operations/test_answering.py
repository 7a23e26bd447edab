"""Answers: kept with their version, brought forward unconfirmed, counted only when they count."""

import pytest
from django.core.exceptions import ValidationError

from goldenthread.evidence.operations import IdentifiersFound
from goldenthread.questionnaires.models import Answer, Sheet
from goldenthread.questionnaires.operations import answering
from goldenthread.questionnaires.operations.answering import Given
from tests import factories as make
from tests.questionnaires.samples import TEXT


def a_sheet(world, edition=None, **values) -> Sheet:
    edition = edition or make.an_edition(world.partnership, world.manager)
    known = {"organisation": world.police, "kind": "health", "asked": 8}
    return Sheet.objects.create(partnership=world.partnership, edition=edition, **known | values)


@pytest.fixture
def sheet(world) -> Sheet:
    return a_sheet(world)


def answer(sheet: Sheet, world, question: str, value, version: int = 0, state: str = "value", comment: str = ""):
    return answering.save_answer(sheet, Given(question, version, state, value, comment), by=world.police_lead)


def test_an_answer_is_kept_and_counted(sheet, world) -> None:
    kept = answer(sheet, world, "lead", "met")
    sheet.refresh_from_db()
    assert (kept.value, kept.version, kept.answered_by) == ("met", 1, world.police_lead)
    assert (sheet.answered, sheet.asked) == (1, 8)


def test_counts_moved_by_an_answer_are_those_of_a_recount(sheet, world) -> None:
    said = [("lead", "value", "met"), ("trained", "value", "yes"), ("lead", "value", "not-met"), ("lead", "", None)]
    for version, (question, state, value) in zip((0, 0, 1, 2), said, strict=True):
        answer(sheet, world, question, value, version=version, state=state)
        moved = Sheet.objects.get(pk=sheet.pk)
        counted = Sheet.objects.get(pk=sheet.pk)
        answering.summarise_sheet(counted)
        assert (moved.asked, moved.answered, moved.to_confirm) == (counted.asked, counted.answered, counted.to_confirm)


def test_the_same_again_is_no_new_version(sheet, world) -> None:
    answer(sheet, world, "lead", "met")
    assert answer(sheet, world, "lead", "met", version=0).version == 1


def test_what_was_kept_but_not_heard_of_is_sent_again_without_a_conflict(sheet, world) -> None:
    answer(sheet, world, "lead", "met")
    done = answering.save_answers(sheet, [Given("lead", 0, "value", "met")], by=world.police_lead)
    assert ([each.version for each in done.already], done.answers, done.meanwhile) == ([1], [], [])


def test_of_two_who_answer_at_once_the_first_stands_and_both_texts_are_there(sheet, world) -> None:
    answer(sheet, world, "lead", "met")
    done = answering.save_answers(sheet, [Given("lead", 0, "value", "not-met")], by=world.manager)
    assert ([each.value for each in done.meanwhile], done.answers) == (["met"], [])
    assert Answer.objects.get().value == "met"


@pytest.mark.parametrize(
    ("question", "value"),
    [("lead", "excellent"), ("trained", "maybe"), ("staff", "-1"), ("staff", "many"), ("reviewed", "2021-02-30"),
     ("groups", ["adults"]), ("proud", "x" * 2001), ("terms", [{"row": "autumn", "referrals": "lots"}]),
     ("staff", "NaN")],
)  # fmt: skip
def test_what_is_no_answer_is_refused(sheet, world, question, value) -> None:
    with pytest.raises(ValidationError):
        answer(sheet, world, question, value)
    assert not Answer.objects.exists()


def test_not_applicable_needs_a_reason_and_must_be_allowed(sheet, world) -> None:
    with pytest.raises(ValidationError, match="say why"):
        answer(sheet, world, "lead", None, state="not-applicable")
    with pytest.raises(ValidationError, match="does not take this answer"):
        answer(sheet, world, "trained", None, state="not-applicable", comment="We have none.")
    answer(sheet, world, "lead", None, state="not-applicable", comment="We are volunteers.")
    sheet.refresh_from_db()
    assert sheet.answered == 1


def test_a_comment_alone_is_no_answer(sheet, world) -> None:
    answer(sheet, world, "lead", None, state="", comment="To be asked.")
    sheet.refresh_from_db()
    assert sheet.answered == 0


def test_an_earlier_answer_opens_a_later_question(sheet, world) -> None:
    answer(sheet, world, "hours", "night")
    answer(sheet, world, "staff", "5")
    sheet.refresh_from_db()
    assert sheet.asked == 9
    answer(sheet, world, "staff", "4", version=1)
    sheet.refresh_from_db()
    assert sheet.asked == 8


def test_what_may_identify_a_child_is_asked_about(sheet, world) -> None:
    with pytest.raises(IdentifiersFound) as hits:
        answer(sheet, world, "lead", "met", comment="The NHS number is 943 476 5919.")
    assert hits.value.found[0].field == "c-lead"
    assert not Answer.objects.exists()


def test_a_locked_sheet_takes_nothing(sheet, world) -> None:
    answering.lock_sheets([sheet], by=world.police_lead, locked=True)
    with pytest.raises(ValidationError, match="locked"):
        answer(sheet, world, "lead", "met")


def brought(world, *changes: tuple[str, str]) -> tuple[Sheet, Sheet]:
    """An earlier sheet with two answers, and a new one of another edition that they were brought to."""
    earlier = a_sheet(world)
    answer(earlier, world, "lead", "met")
    answer(earlier, world, "trained", "yes")
    text = TEXT.replace("edition: 2026", "edition: 2027")
    for old, new in changes:
        text = text.replace(old, new)
    later = a_sheet(world, make.an_edition(world.partnership, world.manager, "Later", edition="2027", text=text))
    answering.bring_forward(later, earlier=earlier, by=world.police_lead)
    later.refresh_from_db()
    return earlier, later


def test_earlier_answers_come_forward_unconfirmed_and_do_not_count(world) -> None:
    _, later = brought(world)
    assert (later.answered, later.to_confirm) == (0, 2)
    assert [each.is_unconfirmed for each in later.answers.all()] == [True, True]


def test_a_confirmed_answer_counts_and_keeps_the_day_on_which_it_was_first_given(world) -> None:
    earlier, later = brought(world)
    first = earlier.answers.get(question="lead").first_answered_at
    answering.confirm_answer(later, question="lead", by=world.police_lead)
    later.refresh_from_db()
    assert (later.answered, later.to_confirm) == (1, 1)
    assert later.answers.get(question="lead").first_answered_at == first


def test_changing_an_earlier_answer_confirms_it_and_its_age_begins_anew(world) -> None:
    _, later = brought(world)
    changed = answer(later, world, "lead", "not-met", version=1)
    assert (changed.is_unconfirmed, changed.first_answered_at == changed.answered_at) == (False, True)
    later.refresh_from_db()
    assert (later.answered, later.to_confirm) == (1, 1)


def test_a_dropped_answer_leaves_the_question_open(world) -> None:
    _, later = brought(world)
    answering.drop_answer(later, question="lead", by=world.police_lead)
    later.refresh_from_db()
    assert (later.answers.count(), later.to_confirm) == (1, 1)


def test_what_the_new_edition_does_not_take_stays_behind(world) -> None:
    another = ("          met: Everybody", "          2: Half do.\n          3: Everybody")
    _, later = brought(world, ("scale: met-partly-not", "scale: zero-to-three"), ("not-met: Nobody", "0: Nobody"),
                       ("partly-met: Somebody", "1: Somebody"), another)  # fmt: skip
    assert [each.question for each in later.answers.all()] == ["trained"]


def test_bringing_forward_never_overwrites(world) -> None:
    earlier, later = brought(world)
    answer(later, world, "lead", "not-met", version=1)
    assert answering.bring_forward(later, earlier=earlier, by=world.police_lead) == []
    assert later.answers.get(question="lead").value == "not-met"


def test_answers_of_another_organisation_do_not_come_forward(world) -> None:
    other = a_sheet(world, organisation=make.an_organisation("Another", world.partnership))
    here = a_sheet(world, other.edition)
    with pytest.raises(ValidationError, match="same organisation"):
        answering.bring_forward(here, earlier=other, by=world.police_lead)
