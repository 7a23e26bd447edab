"""The file of a questionnaire: what it can say, and one clear sentence, with its line, for everything that is wrong."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.partnerships.models import OrganisationKind
from goldenthread.questionnaires.format.faults import Faulty
from goldenthread.questionnaires.format.reading import read_scales
from goldenthread.questionnaires.format.shape import OTHER_ANSWERS, QUESTION_KINDS, RESPONDENTS
from tests.questionnaires.samples import TEXT, edition, faults, question


def test_questionnaire_says_who_it_is_and_from_when_it_holds() -> None:
    sample = edition()
    assert (sample.id, sample.edition, sample.valid_from) == ("sample", "2026", date(2026, 9, 1))
    assert [section.title for section in sample.sections] == ["Leading", "Working"]
    assert sample.text == TEXT


def test_every_kind_of_question_can_be_asked() -> None:
    assert {each.kind for each in edition().questions} == set(QUESTION_KINDS)


def test_standard_has_levels_with_descriptors_law_evidence_weight_and_plain_words() -> None:
    lead = question("lead")
    assert [option.words for option in lead.answers] == ["Not met", "Partly met", "Met"]
    assert lead.descriptor("met") == "Everybody knows who it is."
    assert [str(reference) for reference in lead.law] == ["An Act, section 1"]
    assert (lead.evidence, lead.weight) == (("A job description",), Decimal(2))
    assert lead.plain == "One person is in charge of keeping children safe."


def test_not_applicable_nil_and_not_known_are_three_answers_that_each_question_allows_or_not() -> None:
    assert list(OTHER_ANSWERS) == ["not-applicable", "nil", "not-known"]
    assert "reason" in OTHER_ANSWERS["not-applicable"]
    assert question("staff").also == ("nil", "not-known")
    assert question("hours").also == ()


def test_yes_and_no_stay_words_and_a_level_may_be_a_number() -> None:
    sample = edition(("scale: met-partly-not", "scale: zero-to-three"), ("not-met:", "0:"), ("partly-met:", "1:"),
                     ("met: Everybody", "2: Everybody knows who it is.\n          3: Everybody"))  # fmt: skip
    assert [option.code for option in question("lead", sample).answers] == ["0", "1", "2", "3"]
    assert [option.code for option in question("trained").answers] == ["no", "partly", "yes"]


def test_kinds_of_organisation_are_those_of_the_register() -> None:
    assert list(RESPONDENTS) == list(OrganisationKind)


def test_school_is_asked_what_a_police_force_is_not() -> None:
    asked = {kind: [section.id for section, _ in edition().asked_of(kind)] for kind in ("education", "police")}
    assert asked == {"education": ["leading", "working"], "police": ["leading"]}


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({"hours": "night", "staff": "5"}, True),
        ({"hours": "night", "staff": "4"}, False),
        ({"hours": "day", "staff": "9"}, False),
        ({"hours": "night"}, False),
        ({"hours": "night", "staff": "not-known"}, False),
    ],
)
def test_question_hangs_on_earlier_answers(answers: dict[str, str], asked: bool) -> None:
    assert question("night-staff").applies.given(answers) == asked


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("edition: 2026\n", "", 1, 'The questionnaire must have "edition": which edition this is, for example 2026.'),
        ("valid_from: 2026-09-01", "valid_from: 1 September", 6,
         '"valid_from" must be a date such as 2026-09-01, not "1 September".'),
        ("valid_from: 2026-09-01", "valid_from: 2026-09-01\nvalid_to: 2026-01-01", 7,
         "The last day is before the first day."),
        ("id: act,", "id: The Act,", 9,
         '"id" must be an identifier of small letters, digits and hyphens, not "The Act".'),
        ("verified: false", "verified: perhaps", 9, '"verified" must be true or false, not "perhaps".'),
        ("verified: false", "verified: true", 9,
         'A source that is verified says when ("checked_on") and where it was read ("address").'),
        ("weight: 2", "weigth: 2", 21, 'A question has no "weigth".'),
        ("weight: 2", "weight: -2", 21, "A weight cannot be less than 0."),
        ("scale: met-partly-not", "scale: colours", 16, 'There is no scale "colours".'),
        ("source: act", "source: acts", 19, 'There is no source "acts" in this file.'),
        ("          met: Everybody knows who it is.\n", "", 24, "A descriptor is missing for: met."),
        ("          met: Every", "          mett: Every", 26, 'There is no level "mett".'),
        ("id: trained", "id: lead", 27, 'There is a question "lead" already, in line 14.'),
        ("kind: date", "kind: day", 29, '"kind" must be one of scale, yes-no-partly, number'),
        ("kind: date", "kind: date, unit: days", 29, '"unit" does not belong to a question of the kind "date".'),
        ("least: 0", "least: 9, most: 3", 28, "The most is less than the least."),
        ("at_most: 2000", "at_most: 0", 30, '"at_most" must be a whole number of at least 1.'),
        ("kinds: [education, health]", "kinds: [schools]", 33, '"kinds" must be one of council, health'),
        ("code: day,", "code: not-known,", 38, 'No option can be called "not-known": that is an answer of its own.'),
        ("is: [night]", "is: [dusk]", 46, '"hours" cannot be answered with "dusk".'),
        ("question: hours", "question: policy", 46, 'No question "policy" stands before this one.'),
        ("question: staff", "question: lead", 46, '"lead" is not answered with a number.'),
        ("is: [night]", "is: [night], at_least: 2", 46, 'A condition has either "is" or "at_least".'),
        ("        columns: [{id: referrals, title: Referrals, kind: number}]\n", "", 47,
         'A question of the kind "table" must have "columns".'),
        ("kind: number}]\n", "kind: choice}]\n", 50, 'A column has "options" where its kind is "choice"'),
        ("title: A sample", "title: A sample\ntitle: Another", 5, '"title" stands twice in this block.'),
        ("title: A sample", "title: [A, sample]", 4, '"title" must be a text of at most 5,000 characters, not a list'),
        ("title: A sample", 'title: ""', 4, '"title" must be a text of at most 5,000 characters.'),
        ("title: A sample", "title: &name A sample", 4, "Anchors (& and *) are not allowed. Write the text out."),
        ("title: A sample", "title: A: sample", 4, "This is not YAML: mapping values are not allowed here."),
    ],
)  # fmt: skip
def test_fault_is_told_in_one_sentence_with_its_line(old: str, new: str, line: int, sentence: str) -> None:
    found = faults((old, new))
    assert [(at, said[: len(sentence)]) for at, said in found] == [(line, sentence)]
    assert found[0][1].endswith(".")


def test_everything_wrong_is_told_at_once_from_top_to_bottom() -> None:
    found = faults(("edition: 2026\n", ""), ("weight: 2", "weight: much"), ("kind: date", "kind: day"))
    assert [line for line, _ in found] == [1, 20, 28]


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "- a\n- list\n", "just words", "a: b: c", "\x00", "[" * 50, "a: *b"]
)
def test_what_is_no_questionnaire_at_all_is_told_in_one_sentence(text: str) -> None:
    assert len(faults(text=text)) == 1


PUT = [*"-:[]{}&*!|>'\"#\n \t09", "id: x", ""]
CUTS = st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, 30), st.sampled_from(PUT)), min_size=1, max_size=6)


@given(CUTS)
@settings(max_examples=150, deadline=None)
def test_file_that_was_damaged_anywhere_is_read_or_told_in_sentences(cuts: list[tuple[int, int, str]]) -> None:
    text = TEXT
    for at, length, put in cuts:
        text = text[:at] + put + text[at + length :]
    assert all(line >= 1 and sentence.endswith(".") for line, sentence in faults(text=text))


def test_scale_that_does_not_hold_yet_cannot_be_used() -> None:
    found = faults(("scale: met-partly-not", "scale: ofsted-school-2025"), ("valid_from: 2026", "valid_from: 2025"),
                   ("        levels:\n", ""), ("          not-met: Nobody is named.\n", ""),
                   ("          partly-met: Somebody is named, and few know it.\n", ""),
                   ("          met: Everybody knows who it is.\n", ""))  # fmt: skip
    assert found == [(16, 'The scale "ofsted-school-2025" does not hold on all days of this edition.')]


def test_questionnaire_may_bring_a_scale_of_its_own_but_not_another_of_a_known_name() -> None:
    own = """scales:
  - id: light
    title: Light
    valid_from: 2020-01-01
    source: Ours
    verified: true
    levels:
      - {code: dark, words: Dark, symbol: "-", colour: grey}
      - {code: light, words: Light, symbol: "+", colour: green}
sections:"""
    levels = ("          not-met: Nobody is named.\n          partly-met: Somebody is named, and few know it.\n"
              "          met: Everybody knows who it is.\n")  # fmt: skip
    mine = [("sections:", own), (levels, "          dark: Nobody.\n          light: Somebody.\n")]
    assert [option.words for option in question("lead", edition(("met-partly-not", "light"), *mine)).answers] == [
        "Dark", "Light",
    ]  # fmt: skip
    assert 'There is a scale "percent" already' in faults(mine[0], ("id: light", "id: percent"))[0][1]


def test_scale_in_percent_has_a_step_and_no_levels() -> None:
    scale = "{id: p, title: P, valid_from: 2020-01-01, source: S, verified: true, step: 0}"
    text = f"format: goldenthread-scales/1\nscales:\n  - {scale}\n"
    with pytest.raises(Faulty, match="line 3: A scale in percent has a step from 1 to 100 and no levels"):
        read_scales(text)
