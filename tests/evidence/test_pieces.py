"""Evidence is added, screened, settled, corrected and withdrawn; each leaves its sentence in the history."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from goldenthread.core import clock
from goldenthread.documents.gate import check_file
from goldenthread.documents.screening import find_identifiers
from goldenthread.evidence import operations
from goldenthread.evidence.models import Evidence, Screening, ScreeningAnswer
from goldenthread.evidence.operations.pieces import half_hidden, note_screening
from goldenthread.evidence.operations.screening import key_of
from goldenthread.history.queries import history_of
from goldenthread.partnerships.search import find

FACTS = {"title": "Minutes of the Board", "kind": "minutes", "rung": 2, "evidence_on": date(2021, 9, 14)}
NUMBER = "NHS number 943 476 5919"


def add(world, **values):
    given = {**FACTS, "link": "https://example.org/minutes", **values}
    return operations.add_evidence(world.partnership, by=world.manager, **given)


def a_file(world, text=b"Minutes", name="minutes.txt"):
    return add(world, link="", file=check_file(text, name))


def did(piece):
    return [entry.sentence for entry in history_of(piece)]


def test_link_is_kept_and_found(world):
    piece = add(world, shows="The strategy was agreed")
    assert (piece.screening, piece.is_settled, did(piece)) == (Screening.CLEAR, True, ["added the evidence"])
    assert [hit.title for hit in find(world.manager, world.partnership, "strategy agreed")] == [piece.title]


def test_file_waits_for_the_screening(world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        piece = a_file(world)
    assert (piece.screening, piece.is_settled, len(callbacks)) == (Screening.WAITING, False, 1)
    assert len(piece.file.sha256) == 64


def test_file_is_screened_by_the_worker(world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        clear, hit = a_file(world), a_file(world, f"Seen with {NUMBER}".encode(), "notes.txt")
    states = {each.pk: each.screening for each in Evidence.objects.all()}
    assert states == {clear.pk: Screening.CLEAR, hit.pk: Screening.HITS}
    hit.refresh_from_db()
    assert [(found["kind"], found["words"]) for found in hit.hits] == [("nhs_number", "94… …19")]


def test_file_and_link_are_one_of_two(world):
    with pytest.raises(ValidationError, match="Give a file or a link, one of the two"):
        add(world, link="")
    with pytest.raises(ValidationError, match="Give a file or a link, one of the two"):
        add(world, file=check_file(b"Minutes", "minutes.txt"))


def test_day_to_come_is_refused_in_adding_and_correcting(world):
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(ValidationError, match="still to come"):
        add(world, evidence_on=tomorrow)
    with pytest.raises(ValidationError, match="still to come"):
        operations.correct_evidence(add(world), by=world.manager, evidence_on=tomorrow)


@pytest.mark.parametrize("field", ["title", "shows"])
def test_words_are_screened_before_they_are_kept(world, field):
    with pytest.raises(operations.IdentifiersFound):
        add(world, **{field: NUMBER})
    piece = add(world)
    with pytest.raises(operations.IdentifiersFound):
        operations.correct_evidence(piece, by=world.manager, **{field: NUMBER})
    assert (Evidence.objects.count(), ScreeningAnswer.objects.count()) == (1, 0)


def test_name_of_a_file_is_screened(world):
    with pytest.raises(operations.IdentifiersFound):
        add(world, link="", file=check_file(b"Minutes", "NHS 943 476 5919.txt"))


def test_answer_is_kept_with_the_person_and_not_asked_for_again(world):
    key = key_of("nhs_number", "943 476 5919")
    add(world, shows=NUMBER, answers={key: "not_a_child"})
    add(world, shows=NUMBER)
    answer = ScreeningAnswer.objects.get()
    assert (answer.by, answer.text_hash, answer.resolution) == (world.manager, key, "not_a_child")


def test_answer_of_one_partnership_does_not_count_in_another(world):
    add(world, shows=NUMBER, answers={key_of("nhs_number", "943 476 5919"): "not_a_child"})
    with pytest.raises(operations.IdentifiersFound):
        operations.add_evidence(world.elsewhere, by=world.outsider, **FACTS, link="https://example.org/", shows=NUMBER)


def test_saying_that_one_will_take_it_out_saves_nothing(world):
    with pytest.raises(operations.IdentifiersFound):
        add(world, shows=NUMBER, answers={key_of("nhs_number", "943 476 5919"): "leave"})


def test_what_was_answered_is_not_asked_of_the_file(world):
    add(world, shows=NUMBER, answers={key_of("nhs_number", "943 476 5919"): "not_a_child"})
    piece = note_screening(a_file(world), find_identifiers(NUMBER))
    assert (piece.screening, piece.hits) == (Screening.CLEAR, [])


@pytest.mark.parametrize(
    ("words", "shown"),
    [("943 476 5919", "94… …19"), ("Amina Rashid", "Am… …id"), ("Amina", "…"), ("B1 1AA", "B1… …AA")],
)
def test_words_that_may_identify_are_shown_half(words, shown):
    assert half_hidden(words) == shown


@pytest.mark.parametrize("hits", [None, "found"])
def test_person_answers_for_a_file_with_a_reason(world, hits):
    piece = note_screening(a_file(world), hits and find_identifiers(NUMBER))
    with pytest.raises(ValidationError, match="Say what you looked at"):
        operations.say_it_identifies_nobody(piece, reason=" ", by=world.manager)
    settled = operations.say_it_identifies_nobody(piece, reason="It is the unit's own number", by=world.manager)
    assert (settled.screening, settled.is_settled, history_of(piece)[0].reason) == (
        Screening.LOOKED,
        True,
        "It is the unit's own number",
    )


def test_file_without_a_question_has_nothing_to_settle(world):
    with pytest.raises(ValidationError, match="nothing to settle"):
        operations.say_it_identifies_nobody(add(world), reason="Why not", by=world.manager)


def test_correction_keeps_old_and_new(world):
    piece = operations.correct_evidence(add(world), by=world.manager, title="Minutes of 14 September", rung=3)
    entry = history_of(piece)[0]
    assert (piece.title, entry.old, entry.new) == (
        "Minutes of 14 September",
        {"title": "Minutes of the Board", "rung": 2},
        {"title": "Minutes of 14 September", "rung": 3},
    )


def test_correcting_nothing_writes_nothing(world):
    piece = add(world)
    operations.correct_evidence(piece, by=world.manager, title=piece.title, rung=2)
    assert did(piece) == ["added the evidence"]


def test_withdrawn_evidence_says_why_is_no_longer_found_and_stays_as_it_was(world):
    piece = operations.withdraw_evidence(add(world), reason="It was a draft", by=world.manager)
    assert (piece.withdrawn_why, did(piece)[0]) == ("It was a draft", "withdrew the evidence")
    assert find(world.manager, world.partnership, "Minutes") == []
    with pytest.raises(ValidationError, match="withdrawn and stays as it was"):
        operations.correct_evidence(piece, by=world.manager, title="Other")
    with pytest.raises(ValidationError, match="withdrawn already"):
        operations.withdraw_evidence(piece, reason="Again", by=world.manager)


@pytest.mark.parametrize(("reason", "said"), [(" ", "Say why"), (NUMBER, "NHS number")])
def test_withdrawal_needs_a_reason_that_identifies_nobody(world, reason, said):
    piece = add(world)
    with pytest.raises(ValidationError, match=said):
        operations.withdraw_evidence(piece, reason=reason, by=world.manager)
    piece.refresh_from_db()
    assert piece.withdrawn_at is None


def test_same_bytes_lie_on_the_disk_once(world):
    first, second = a_file(world), a_file(world, name="again.txt")
    assert first.file.content.name == second.file.content.name
    assert first.file.pk != second.file.pk
    assert Evidence.objects.count() == 2
