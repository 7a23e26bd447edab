"""Challenges: put, answered, taken further, closed; whose they are; nobody is asked twice."""

from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core import clock
from goldenthread.governance.models import Challenge, ChallengeState
from goldenthread.governance.operations import challenges as operations
from goldenthread.governance.queries.challenges import step_of
from goldenthread.history.queries import history_of
from goldenthread.notifications.models import Mail, MailState
from goldenthread.notifications.operations import send_waiting_mail
from goldenthread.notifications.topics import TOPICS, Rhythm
from goldenthread.partnerships.models import SearchRow
from goldenthread.partnerships.roles import Role
from goldenthread.reports.queries.my_work import registers
from tests import factories as make

NOVEMBER = datetime.fromisoformat("2021-11-09T10:00:00+00:00")
TEXTS = {"title": "Trainers", "words": "When are they released?", "grounds": "84 of 300 by September."}


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOVEMBER, tick=False)


@pytest.fixture
def challenge(world):
    return operations.raise_challenge(
        world.partnership, challenger=world.chair, to=world.quality, by=world.chair, action=world.action, **TEXTS
    )


def test_challenge_is_numbered_dated_told_and_found(world, challenge):
    assert (challenge.number, challenge.due_on, challenge.state) == (1, date(2021, 12, 7), ChallengeState.OPEN)
    assert [(mail.person.name, mail.about) for mail in Mail.objects.all()] == [
        ("Quality Chair", challenge.get_absolute_url())
    ]
    assert "released" not in Mail.objects.get().text
    assert SearchRow.objects.get(record_ref=challenge.ref).title == "Challenge 1: Trainers"
    assert history_of(challenge)[0].sentence == "challenged Quality Sub-Group for Independent Chair"


def test_nobody_challenges_themselves(world):
    with pytest.raises(ValidationError, match="Nobody challenges themselves"):
        operations.raise_challenge(
            world.partnership, challenger=world.quality, to=world.quality, by=world.quality_chair, **TEXTS
        )


def test_words_that_may_identify_a_child_are_asked_about(world):
    with pytest.raises(ValidationError, match="943 476 5919"):
        operations.raise_challenge(
            world.partnership, challenger=world.chair, to=world.quality, by=world.chair,
            **TEXTS | {"grounds": "NHS number 943 476 5919"},
        )  # fmt: skip


def test_reply_goes_back_to_whoever_put_it(world, challenge):
    replied = operations.reply_to_challenge(challenge, reply="In December.", by=world.quality_chair)
    assert (replied.state, step_of(replied).reply) == (ChallengeState.REPLIED, "In December.")
    (line,) = TOPICS["replies"].lines(Rhythm.DIGEST, clock.today(), world.chair)
    assert line.text == "MSCP: Challenge 1: it was replied to; is that enough?"


def test_nobody_replies_to_their_own_challenge(world, challenge):
    with pytest.raises(ValidationError, match="Somebody else must reply"):
        operations.reply_to_challenge(challenge, reply="Fine.", by=world.chair)


def test_challenge_is_taken_further_only_when_the_reply_is_late_or_there(world, challenge, time_machine):
    with pytest.raises(ValidationError, match="not late"):
        operations.escalate_challenge(challenge, to=world.board, why="Silence.", by=world.chair)
    time_machine.move_to(NOVEMBER + timedelta(days=29))
    further = operations.escalate_challenge(challenge, to=world.board, why="Silence.", by=world.chair)
    steps = [(step.holder, step.due_on, step.ended_at is None) for step in further.steps.all()]
    assert steps == [(world.quality, date(2021, 12, 7), False), (world.board, date(2021, 12, 22), True)]
    assert (further.state, further.due_on) == (ChallengeState.OPEN, date(2021, 12, 22))


def test_chair_of_the_board_is_told_of_what_is_put_to_the_board(world):
    operations.raise_challenge(
        world.partnership, challenger=world.quality, to=world.board, by=world.quality_chair, **TEXTS
    )
    assert [mail.person for mail in Mail.objects.all()] == [world.chair]


def test_closing_needs_a_reply_or_says_that_there_was_none(world, challenge):
    with pytest.raises(ValidationError, match="Nobody has replied"):
        operations.close_challenge(challenge, result="changed", came_of_it="Four named.", impact="", by=world.chair)
    operations.reply_to_challenge(challenge, reply="In December.", by=world.quality_chair)
    closed = operations.close_challenge(
        challenge, result="changed", came_of_it="Four named.", impact="", by=world.chair
    )
    assert (closed.state, closed.closed_by, closed.result) == (ChallengeState.CLOSED, world.chair, "changed")
    for late in (operations.close_challenge, operations.escalate_challenge):
        values = {"result": "changed", "came_of_it": "x", "impact": ""} if late is operations.close_challenge else {}
        values = values or {"to": world.board, "why": "x"}
        with pytest.raises(ValidationError, match="closed"):
            late(closed, by=world.chair, **values)


def test_reply_that_is_due_stands_in_the_digest_and_comes_on_the_day(world, challenge):
    def told(person, rhythm, day):
        return TOPICS["challenges"].lines(rhythm, day, person)

    assert [line.text for line in told(world.quality_chair, Rhythm.DIGEST, date(2021, 12, 1))] == [
        "MSCP: Challenge 1: a reply is due by 7 December 2021"
    ]
    days = [date(2021, 12, day) for day in (6, 7, 8, 9)]
    assert [len(told(world.quality_chair, Rhythm.MORNING, day)) for day in days] == [0, 1, 1, 0]
    assert told(world.chair, Rhythm.DIGEST, date(2021, 12, 1)) == []
    operations.reply_to_challenge(challenge, reply="In December.", by=world.quality_chair)
    assert told(world.quality_chair, Rhythm.DIGEST, date(2021, 12, 8)) == []
    assert [line.text for line in TOPICS["replies"].lines(Rhythm.DIGEST, date(2021, 12, 8), world.chair)] == [
        "MSCP: Challenge 1: it was replied to; is that enough?"
    ]


def test_mail_about_a_closed_challenge_stays_here(world, challenge):
    operations.close_challenge(challenge, result="withdrawn", came_of_it="Answered before.", impact="", by=world.chair)
    Mail.objects.update(state=MailState.PLANNED)
    send_waiting_mail()
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.CANCELLED}


def test_my_work_shows_what_to_answer_and_what_to_follow(world, challenge):
    def asked(person, of):
        return [task.text for task in of(registers.lines(person))]

    assert asked(world.quality_chair, registers.to_answer) == ["Challenge 1: Trainers"]
    assert asked(world.chair, registers.to_answer) == asked(world.chair, registers.to_follow) == []
    operations.reply_to_challenge(challenge, reply="In December.", by=world.quality_chair)
    assert [task.act for task in registers.to_follow(registers.lines(world.chair))] == ["Is that enough?"]
    assert asked(world.quality_chair, registers.to_answer) == []


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def titles(world, signed_in):
    def shown(person, query=""):
        page = BeautifulSoup(signed_in(person).get(f"/p/marlshire/challenges/{query}").content, "html5lib")
        return [row.a.get_text() for row in page.select("tbody th")]

    return shown


def test_log_shows_the_board_all_and_others_their_own(world, challenge, titles):
    make.a_challenge(world.partnership, world.police, world.board_member, title="Data")
    both = ["2 Data", "1 Trainers"]
    assert titles(world.board_member) == both
    assert (titles(world.chair, "?view=mine"), titles(world.board_member, "?view=mine")) == (["1 Trainers"], ["2 Data"])
    assert (titles(world.quality_chair, "?view=to_us"), titles(world.police_lead, "?view=to_us")) == (
        ["1 Trainers"], ["2 Data"],
    )  # fmt: skip
    assert titles(world.manager, f"?action={world.action.ref}") == ["1 Trainers"]
    assert titles(world.manager, f"?to=body:{world.quality.ref}&state=open") == ["1 Trainers"]


def test_scrutineer_puts_a_challenge_about_an_action(world, signed_in):
    scrutineer = make.a_member(Role.SCRUTINEER, world.partnership, name="Scrutineer")
    address = f"/p/marlshire/challenges/put/?action={world.action.ref}"
    values = {**TEXTS, "challenger": "person:me", "to": f"body:{world.quality.ref}"}
    signed_in(scrutineer).post(address, values)
    made = Challenge.objects.get()
    assert (made.challenger, made.action, step_of(made).holder) == (scrutineer, world.action, world.quality)


def test_member_cannot_speak_for_a_body_that_is_not_theirs(world, signed_in):
    values = {**TEXTS, "challenger": f"body:{world.board.ref}", "to": f"organisation:{world.police.ref}"}
    assert signed_in(world.quality_chair).post("/p/marlshire/challenges/put/", values).status_code == 422
    assert not Challenge.objects.exists()


@pytest.mark.parametrize(
    ("who", "may"), [("quality_chair", True), ("police_lead", False), ("chair", False), ("manager", False)]
)
def test_only_who_is_asked_replies(world, challenge, signed_in, who, may):
    address = f"{challenge.get_absolute_url()}reply/"
    status = signed_in(getattr(world, who)).post(address, {"reply": "In December."}).status_code
    challenge.refresh_from_db()
    assert (status, challenge.state) == ((302, "replied") if may else (403, "open"))


@pytest.mark.parametrize(("who", "status"), [("chair", 302), ("manager", 302), ("quality_chair", 403)])
def test_only_who_put_it_and_the_unit_close_it(world, challenge, signed_in, who, status):
    values = {"result": "withdrawn", "came_of_it": "Answered before."}
    assert signed_in(getattr(world, who)).post(f"{challenge.get_absolute_url()}close/", values).status_code == status


def test_page_of_a_challenge_tells_its_steps_and_history(world, challenge, signed_in):
    page = signed_in(world.police_lead).get(challenge.get_absolute_url()).content.decode()
    assert "When are they released?" in page
    assert "Our default, 2021" in page
    assert "not checked against a source" in page


def test_list_costs_the_same_for_one_and_three_and_can_be_taken_away(world, challenge, signed_in):
    client, costs = signed_in(world.board_member), []
    client.get("/p/marlshire/challenges/")
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get("/p/marlshire/challenges/")
        costs.append(len(asked))
        for holder in (world.police, world.board):
            make.a_challenge(world.partnership, holder, world.manager, due_on=clock.today())
    assert (costs[0], costs[0] <= 20) == (costs[1], True)
    text = client.get("/p/marlshire/challenges/?format=csv").content.decode("utf-8-sig")
    assert "1,Trainers,Independent Chair,Quality Sub-Group,When are they released?" in text


def test_nobody_elsewhere_sees_it(world, challenge, signed_in):
    assert signed_in(world.outsider).get(challenge.get_absolute_url()).status_code == 404
    assert b"Trainers" not in signed_in(world.outsider).get("/p/elmshire/challenges/").content
