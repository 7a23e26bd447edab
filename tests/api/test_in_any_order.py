"""The main writes in whatever order a program asks for them: each is done or refused as the state of the record says,
and nothing that was written is lost.

``Returns`` knows in a few lines what should be so; Hypothesis looks for an order in which it is not.
"""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, seed
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from goldenthread.api.views import writing
from goldenthread.history.models import Chain
from goldenthread.history.queries import faults_of
from goldenthread.plan.models import Return, Variation
from tests import factories as make
from tests.api.calling import Program

pytestmark = pytest.mark.slow
ORDERS, STEPS = 8, 12
WORDS = st.sampled_from(["Two events.", "Three events.", "Four events, one of them late."])
READY = {"rating": "off_track", "way_forward": "The others are booked."}
OPEN = {"draft", "sent_back"}


class Returns(RuleBasedStateMachine):
    """One return and one variation; a writer, a second one, and the Board."""

    world: Any
    period: Any
    programs: dict[str, Program]

    def __init__(self) -> None:
        super().__init__()
        self.before = transaction.savepoint()
        self.ref, self.state, self.edition, self.words, self.ready = "", "", 0, "", False
        self.asked, self.decided = "", False

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before)

    def post(self, who: str, path: str, **data: Any) -> Any:
        return self.programs[who].post(f"partnerships/{self.world.partnership.slug}/{path}", **data)

    # --- a return -----------------------------------------------------------------------------------------------------

    @rule()
    def begin(self) -> None:
        told = self.post("writer", f"actions/{self.world.action.ref}/returns", period=self.period.ref)
        assert told.status_code == 200
        if not self.ref:
            self.ref, self.state, self.edition = told.json()["ref"], "draft", told.json()["edition"]
        assert told.json()["ref"] == self.ref

    @precondition(lambda self: self.ref)
    @rule(words=WORDS, who=st.sampled_from(["writer", "second"]))
    def write(self, words: str, who: str) -> None:
        told = self.post(who, f"returns/{self.ref}", edition=self.edition, how_much=words, **READY)
        assert told.status_code == (200 if self.state in OPEN else 409)
        if told.status_code == 200:
            self.words, self.ready, self.edition = words, True, told.json()["edition"]

    @precondition(lambda self: self.edition > 1 and self.state in OPEN)
    @rule()
    def write_what_somebody_else_wrote_meanwhile(self) -> None:
        told = self.post("second", f"returns/{self.ref}", edition=self.edition - 1, how_much="None was held.")
        assert (told.status_code, told.json().get("theirs")) == (409, {"how_much": self.words})

    @precondition(lambda self: self.ref)
    @rule()
    def hand_in(self) -> None:
        told = self.post("writer", f"returns/{self.ref}/submit")
        done = self.state in OPEN and self.ready
        assert told.status_code == (200 if done else 422 if self.state in OPEN else 409)
        self.state = "submitted" if done else self.state

    @precondition(lambda self: self.ref)
    @rule()
    def approve(self) -> None:
        told = self.post("board", f"returns/{self.ref}/approve")
        assert (told.status_code == 200) == (self.state == "submitted")
        self.state = "approved" if told.status_code == 200 else self.state

    @precondition(lambda self: self.ref)
    @rule()
    def approve_ones_own(self) -> None:
        assert self.post("writer", f"returns/{self.ref}/approve").status_code == 403

    @precondition(lambda self: self.ref)
    @rule()
    def send_back(self) -> None:
        told = self.post("board", f"returns/{self.ref}/send-back", note="Say how many came.")
        assert told.status_code == (200 if self.state == "submitted" else 409)
        self.state = "sent_back" if told.status_code == 200 else self.state

    # --- a variation --------------------------------------------------------------------------------------------------

    @precondition(lambda self: not self.asked)
    @rule()
    def propose(self) -> None:
        said = {"summary": "Other words", "reason": "The Board asked.", "words": "Publish it in spring"}
        told = self.post("second", f"actions/{self.world.action.ref}/variations", **said)
        assert told.status_code == 200
        self.asked = told.json()["ref"]

    @precondition(lambda self: self.asked)
    @rule(who=st.sampled_from(["second", "board"]), decide=st.sampled_from(["approve", "decline"]))
    def decide(self, who: str, decide: str) -> None:
        told = self.post(who, f"variations/{self.asked}/decide", decide=decide, decision="As talked about.")
        may = who == "board" and not self.decided
        assert (told.status_code == 200, told.status_code in {200, 403, 409}) == (may, True)
        self.decided = self.decided or may

    # --- what is so whatever happened ---------------------------------------------------------------------------------

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        kept = list(Return.objects.values_list("ref", "state", "edition", "how_much"))
        assert kept == ([(self.ref, self.state, self.edition, self.words)] if self.ref else [])
        assert Variation.objects.count() == bool(self.asked)

    @invariant()
    def history_holds(self) -> None:
        assert [fault for chain in Chain.objects.all() for fault in faults_of(chain)] == []


def ask_in_any_order(world: Any, settings: Any) -> None:
    settings.API_A_MINUTE = {"read": 10**6, "write": 10**6}
    people = {"writer": world.quality_chair, "second": world.manager, "board": world.board_member}
    programs = {who: Program(person) for who, person in people.items()}
    facts = {"world": world, "period": make.a_period(world.partnership), "programs": programs}
    machine = seed(1)(type("Machine", (Returns,), facts))
    asked = how(
        max_examples=ORDERS, stateful_step_count=STEPS, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=asked)


def test_whatever_the_order_each_write_is_done_or_refused(world: Any, settings: Any) -> None:
    ask_in_any_order(world, settings)


def test_write_that_overwrites_unseen_is_found(world: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test of the test: whatever edition a program names is taken."""
    keep = writing.returns.save_return

    def overwrite(made: Return, *, edition: int, **values: Any) -> Return:
        made.refresh_from_db()
        return keep(made, edition=made.edition, **values)

    monkeypatch.setattr(writing.returns, "save_return", overwrite)
    with pytest.raises(AssertionError):
        ask_in_any_order(world, settings)
