"""A section handed over: its link opens that section alone, and what was said counts once somebody takes it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from goldenthread.assurance.models import HandOver
from goldenthread.assurance.operations import handing
from goldenthread.core import clock
from goldenthread.questionnaires.models import Answer

SAID = {"lead": ("value", "met", "The policy says so."), "trained": ("value", "yes", "")}


@pytest.fixture
def made(asking) -> tuple[HandOver, str]:
    part = asking.assessment.parts.select_related("assessment__round__partnership", "sheet__partnership").first()
    return handing.hand_over(part, section="leading", colleague="Kim Abara", by=asking.lead)


def given_back(made: HandOver) -> HandOver:
    accepted = handing.accept_hand_over(made, by="Kim Abara")
    handing.keep_said(accepted, SAID, by="Kim Abara")
    return handing.give_back(accepted, by="Kim Abara")


def test_the_secret_is_kept_nowhere_and_opens_nothing_else(made) -> None:
    row, token = made
    assert token not in str(HandOver.objects.values().get())
    assert handing.find_hand_over(row.ref, token) == row
    assert handing.find_hand_over(row.ref, token + "x") is None
    assert handing.find_hand_over("another", token) is None


def test_a_link_that_has_run_out_opens_nothing(made) -> None:
    with time_machine.travel(clock.now() + timedelta(days=15)):
        assert handing.find_hand_over(made[0].ref, made[1]) is None
        with pytest.raises(ValidationError, match="has run out"):
            handing.accept_hand_over(made[0], by="Kim Abara")


def test_nothing_is_said_before_it_is_accepted_by_name(made) -> None:
    with pytest.raises(ValidationError, match="with your name"):
        handing.keep_said(made[0], SAID, by="Kim Abara")
    with pytest.raises(ValidationError, match="first and last name"):
        handing.accept_hand_over(made[0], by=" K ")


def test_what_was_said_counts_when_it_is_taken_and_only_that(made, asking) -> None:
    row = given_back(made[0])
    assert not Answer.objects.exists()
    handing.take_answers(row, questions=["lead"], by=asking.lead)
    assert list(Answer.objects.values_list("question", "value", "answered_by__name")) == [
        ("lead", "met", "Police Lead")
    ]
    with pytest.raises(ValidationError, match="nothing to take"):
        handing.take_answers(row, questions=["trained"], by=asking.lead)


def test_after_it_was_given_back_or_taken_back_the_link_is_dead(made, asking) -> None:
    given_back(made[0])
    assert handing.find_hand_over(*(made[0].ref, made[1])) is None
    handing.take_back(made[0], by=asking.lead)
    assert not Answer.objects.exists()


def test_what_may_identify_a_child_must_be_taken_out(made) -> None:
    accepted = handing.accept_hand_over(made[0], by="Kim Abara")
    with pytest.raises(ValidationError, match="Take it out"):
        handing.keep_said(accepted, {"lead": ("value", "met", "NHS number 943 476 5919")}, by="Kim Abara")
    accepted.refresh_from_db()
    assert accepted.answers == {}
