"""What a second edition changes, and what becomes of answers that were given under the first."""

import pytest

from goldenthread.questionnaires.format.comparing import Effect, NotComparable, compare, touched
from tests.questionnaires.samples import edition, second

LEVELS = (
    "          not-met: Nobody is named.\n          partly-met: Somebody is named, and few know it.\n"
    "          met: Everybody knows who it is.\n"
)
TRAINED = '      - {id: trained, kind: yes-no-partly, text: "Is the lead trained?"}\n'


def changes(*put: tuple[str, str]) -> list[tuple[str, str, Effect]]:
    return [(each.question, each.sentence, each.effect) for each in compare(edition(), second(*put))]


def test_edition_that_only_has_another_name_touches_no_answer() -> None:
    assert changes() == []


@pytest.mark.parametrize(
    ("old", "new", "question", "sentence", "effect"),
    [
        ("Somebody senior answers", "A board member answers", "lead", "The words are different.", Effect.CONFIRM),
        ("met: Everybody knows who it is.", "met: All staff can name them.", "lead",
         "The descriptor of “Met” is different.", Effect.CONFIRM),
        ("One person is in charge of", "One person looks after", "lead",
         "Around it is different: plain words.", Effect.KEPT),
        ("weight: 2", "weight: 3", "lead", "It weighed 2, now 3; gaps may come in another order.", Effect.KEPT),
        ("        also: [not-applicable]\n", "", "lead",
         "“Not applicable, with the reason” is no answer any more.", Effect.SOME),
        ("kind: yes-no-partly", "kind: text", "trained", "It was answered with yes-no-partly, now with text.",
         Effect.DROPPED),
        ("least: 0,", "least: 1,", "staff", "What may be answered is narrower.", Effect.CONFIRM),
        ("least: 0, ", "", "staff", "What may be answered is wider.", Effect.KEPT),
        ("unit: people", "unit: full posts", "staff", "It was counted in “people”, now in “full posts”.",
         Effect.CONFIRM),
        ("optional: true", "optional: false", "proud", "It must be answered now.", Effect.KEPT),
        ("{code: babies, words: Babies}, ", "", "groups", "No longer an answer: “Babies”.", Effect.SOME),
        ("words: Teenagers}", "words: Teenagers}, {code: both, words: Both}", "groups",
         "A new answer: “Both”.", Effect.KEPT),
        ("words: Teenagers", "words: Children of 13 to 17", "groups", "An answer has other words.", Effect.CONFIRM),
        ("is: [night]", "is: [day]", "night-staff", "Which earlier answers lead to it is different.", Effect.CONFIRM),
        ("{code: autumn, words: Autumn}, ", "", "terms", "The row “Autumn” is gone.", Effect.SOME),
        ("title: Referrals, kind: number", "title: Referrals, kind: text", "terms",
         "The column “Referrals” is answered in another way.", Effect.SOME),
    ],
)  # fmt: skip
def test_change_says_what_it_does_to_answers(old: str, new: str, question: str, sentence: str, effect: Effect) -> None:
    assert changes((old, new)) == [(question, sentence, effect)]


def test_added_question_is_to_be_answered_and_a_removed_one_is_shown() -> None:
    added = TRAINED + "      - {id: deputy, kind: text, text: Say who stands in}\n"
    assert changes((TRAINED, added)) == [("deputy", "The question is new.", Effect.ASKED)]
    assert changes((TRAINED, "")) == [("trained", "The question is gone.", Effect.DROPPED)]


def test_same_words_under_another_identifier_are_pointed_out() -> None:
    gone, added = changes(("id: trained", "id: training"))
    assert gone == ("trained", "The question is gone.", Effect.DROPPED)
    assert added[1].endswith('It says what "trained" said: an identifier is kept for good, so keep that one.')


def test_question_that_moved_to_another_section_keeps_its_answers() -> None:
    moved = [(TRAINED, ""), ("    questions:\n      - id: hours", f"    questions:\n{TRAINED}      - id: hours")]
    found = changes(*moved)
    assert ("trained", "It moved from “Leading” to “Working”.", Effect.KEPT) in found
    assert {question for question, _, _ in found} == {"trained"}


def test_only_the_question_that_was_moved_counts_as_moved() -> None:
    after = '      - {id: reviewed, kind: date, text: "When was the policy last looked at?"}\n'
    assert changes((TRAINED, ""), (after, after + TRAINED)) == [
        ("trained", "The question stands elsewhere in its section.", Effect.KEPT)
    ]


def test_another_scale_asks_for_every_answer_again_and_drops_levels_that_are_gone() -> None:
    found = changes(("scale: met-partly-not", "scale: red-amber-green"), ("        levels:\n" + LEVELS, ""))
    assert found == [
        ("lead", "The scale was “Met, partly met, not met”, now it is “Red, amber, green”.", Effect.CONFIRM),
        ("lead", "No longer an answer: “Not met”, “Partly met”, “Met”.", Effect.SOME),
        ("lead", "A new answer: “Red”, “Amber”, “Green”.", Effect.KEPT),
    ]


def test_scale_of_levels_and_percent_have_no_answer_in_common() -> None:
    found = changes(("scale: met-partly-not", "scale: percent"), ("        levels:\n" + LEVELS, ""))
    assert found[-1] == ("lead", "An answer of the one has no place in the other.", Effect.DROPPED)


def test_those_who_are_not_asked_any_more_are_named() -> None:
    found = compare(edition(), second(("kinds: [education, health]", "kinds: [education, police]")))
    first = [(each.sentence, each.kinds) for each in found if each.question == "hours"]
    assert first == [("No longer asked: health.", ("health",)), ("Asked as well: police.", ("police",))]


def test_every_question_is_counted_once_under_the_gravest_effect() -> None:
    old, new = edition(), second(("weight: 2", "weight: 3"), ("Somebody senior", "A director"), (TRAINED, ""))
    assert touched(old, new, compare(old, new)) == {Effect.KEPT: 8, Effect.CONFIRM: 1, Effect.DROPPED: 1}


def test_days_between_which_an_edition_holds_are_told_in_words() -> None:
    (change,) = compare(edition(), second(("valid_from: 2026-09-01", "valid_from: 2027-09-01")))
    assert (change.sentence, change.before, change.after) == (
        "The first day is different.", "1 September 2026", "1 September 2027",
    )  # fmt: skip


def test_two_questionnaires_or_one_edition_with_two_texts_are_not_compared() -> None:
    with pytest.raises(NotComparable, match="two questionnaires"):
        compare(edition(), second(("id: sample", "id: other")))
    with pytest.raises(NotComparable, match="Both files say edition 2026, but differ"):
        compare(edition(), edition(("weight: 2", "weight: 3")))
