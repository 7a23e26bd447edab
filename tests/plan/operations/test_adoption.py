"""The Board adopts a plan: what hinders it, what it makes, and what goes on from the plan before."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError

from goldenthread.evidence.models import Rung
from goldenthread.history.queries import history_of
from goldenthread.plan.models import EvidenceUse, Owner, PlanState
from goldenthread.plan.operations import confirming, drafting
from goldenthread.plan.operations.adoption import adopt_plan, hindrances
from goldenthread.plan.operations.continuing import say_why_closed
from goldenthread.plan.operations.naming import Who, say_who
from goldenthread.plan.operations.versions import current
from tests import factories as make
from tests.plan.papers import NEXT_PLAN, PLAN, a_draft

ON = {"on": date(2022, 4, 22), "minute": "Board, 22 April 2022, item 4"}


@pytest.fixture(autouse=True)
def october() -> Iterator[None]:
    """Here it is June 2024: the Board has adopted one plan, and then the next."""
    with time_machine.travel(datetime.fromisoformat("2024-06-01T10:00:00+00:00")):
        yield


def ready(world, text=PLAN, **more):
    """A draft on which nothing is open."""
    plan = a_draft(world, text, **more)
    say_who(plan, "Learning Sub-Group", Who.parse("new-body:sub_group"), by=world.manager)
    for items in (plan.priorities, plan.outcomes, plan.actions):
        for item in items.all():
            confirming.confirm(item, by=world.manager)
    return plan


def action(plan, code):
    return next(each for each in plan.actions.select_related("priority") if each.code == code)


def test_what_hinders_adoption_is_told_in_full(world):
    plan = a_draft(
        world, PLAN.replace("This plan runs from 1 April 2022 to 31 March 2024.", "").replace(" 2022-24", "")
    )
    assert [each.sentence for each in hindrances(plan)] == [
        "Say from when to when the plan runs.",
        "7 items are not confirmed yet.",
        "Say who this is: Learning Sub-Group.",
    ]


def test_plan_without_actions_is_not_adopted(world):
    plan = drafting.start_plan(
        world.partnership, title="Plan", starts_on=date(2022, 4, 1), ends_on=date(2024, 3, 31), by=world.manager
    )
    assert [each.sentence for each in hindrances(plan)] == ["The plan has no action yet."]


def test_partner_who_is_not_matched_does_not_hinder(world):
    plan = ready(world)
    drafting.edit_item(action(plan, "1.1"), owners=[Owner(role="partner", text="Housing")], by=world.manager)
    assert hindrances(plan) == []


def test_adoption_is_refused_while_something_hinders_it(world):
    with pytest.raises(ValidationError, match="7 items are not confirmed yet"):
        adopt_plan(a_draft(world), **ON, by=world.manager)


def test_decision_of_tomorrow_is_refused(world):
    with pytest.raises(ValidationError, match="cannot lie in the future"):
        adopt_plan(ready(world), on=date(2999, 1, 1), minute="Board", by=world.manager)


def test_adopted_plan_is_the_baseline(world):
    plan = adopt_plan(ready(world), **ON, by=world.manager)
    said = current(action(plan, "1.1"))
    assert (plan.state, plan.adopted_on, plan.adopted_by, plan.minute) == (
        PlanState.ADOPTED,
        ON["on"],
        world.manager,
        ON["minute"],
    )
    assert (said.agreed_due_on, said.valid_from, said.action.owners.get().valid_from) == (
        date(2022, 7, 31),
        plan.adopted_at,
        plan.adopted_at,
    )
    assert history_of(plan)[0].sentence == "recorded that the Board adopted the plan"


def test_draft_that_was_corrected_often_is_adopted(world):
    plan = ready(world)
    for words in ("One", "Two"):
        drafting.edit_item(
            action(plan, "1.1"), words=words, owners=[Owner(role="lead", organisation=world.police)], by=world.manager
        )
    adopt_plan(plan, **ON, by=world.manager)
    assert (current(action(plan, "1.1")).words, current(action(plan, "1.1")).lead) == ("Two", world.police)


def test_plan_is_adopted_once(world):
    plan = adopt_plan(ready(world), **ON, by=world.manager)
    with pytest.raises(ValidationError, match="adopted already"):
        adopt_plan(plan, **ON, by=world.manager)


def test_action_that_comes_again_has_its_times(world):
    report = action(adopt_plan(ready(world), **ON, by=world.manager), "2.2")
    times = [(time.earliest_on, time.due_on) for time in report.occurrences.all()]
    assert times[:2] == [(date(2022, 4, 1), date(2022, 6, 30)), (date(2022, 7, 1), date(2022, 9, 30))]
    assert (len(times), times[-1][1]) == (8, date(2024, 3, 31))
    assert (current(report).due_on, current(report).agreed_due_on) == (date(2022, 6, 30), date(2022, 6, 30))


# --- the plan before --------------------------------------------------------------------------------------------------


@pytest.fixture
def before(world):
    """Adopted, with progress on its first action."""
    plan = adopt_plan(ready(world), **ON, by=world.manager)
    make.a_plan(world.partnership, adopted=False)
    strategy = action(plan, "1.1")
    strategy.versions.update(delivery="at_risk", forecast_on=date(2022, 9, 30), rung=Rung.choices[2][0])
    EvidenceUse.objects.create(
        evidence=make.some_evidence(world.partnership, world.manager), action=strategy, added_by=world.manager
    )
    return plan


@pytest.fixture
def following(world, before):
    return ready(world, NEXT_PLAN, next_of=before)


def adopt_next(world, plan, **more):
    return adopt_plan(plan, on=date(2024, 4, 22), minute="Board, 22 April 2024", by=world.manager, **more)


def test_progress_and_evidence_go_on_with_the_action(world, before, following):
    adopt_next(world, following, closing_reason="Not a priority any more")
    strategy = action(following, "1.1")
    said = current(strategy)
    assert (said.delivery, said.forecast_on, said.rung) == ("at_risk", date(2022, 9, 30), Rung.choices[2][0])
    assert (said.due_on, said.agreed_due_on) == (date(2024, 7, 31), date(2022, 7, 31))
    assert [use.evidence.title for use in strategy.evidence_uses.all()] == ["Minutes of the Board"]


def test_plan_before_is_closed(world, before, following):
    plan = adopt_next(world, following, closing_reason="Not a priority any more")
    before.refresh_from_db()
    assert (before.state, before.closed_at) == (PlanState.CLOSED, plan.adopted_at)


def test_what_does_not_go_on_is_closed_with_its_reason(world, before, following):
    say_why_closed(following, action(before, "1.2"), reason="Held by the region", by=world.manager)
    adopt_next(world, following, closing_reason="Not a priority any more")
    said = {code: current(action(before, code)) for code in ("1.1", "1.2", "2.1")}
    assert {code: (each.removed, each.removed_why) for code, each in said.items()} == {
        "1.1": (False, ""),
        "1.2": (True, "Held by the region"),
        "2.1": (True, "Not a priority any more"),
    }


def test_adoption_asks_why_unfinished_actions_do_not_go_on(world, before, following):
    with pytest.raises(ValidationError, match=r"Say why Action 1\.2 of the plan before does not go on"):
        adopt_next(world, following)
    before.refresh_from_db()
    assert before.state == PlanState.ADOPTED


def test_delivered_action_needs_no_reason(world, before, following):
    for code in ("1.2", "2.1"):
        action(before, code).versions.update(delivery="delivered", actual_on=date(2022, 12, 1))
    adopt_next(world, following)
    assert current(action(before, "1.2")).removed is False
