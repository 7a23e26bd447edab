"""Following a strategy that somebody else owns."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.governance.models import Strategy, StrategyMilestone, StrategyUpdate
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Body, Partnership
from goldenthread.partnerships.search import index
from goldenthread.plan.models import Action, Outcome
from goldenthread.plan.operations.refusals import EditedMeanwhile

Answers = dict[str, str] | None


@transaction.atomic
def add_strategy(
    partnership: Partnership, *, title: str, owner: Body, purpose: str, every_months: int, next_update_on: date,
    by: User, actions: Iterable[Action] = (), outcomes: Iterable[Outcome] = (), answers: Answers = None,
) -> Strategy:  # fmt: skip
    strategy = Strategy(
        partnership=partnership, title=title.strip(), owner=owner, purpose=purpose.strip(), every_months=every_months,
        next_update_on=next_update_on,
    )  # fmt: skip
    refuse_identifiers(strategy, {"title": title, "purpose": purpose}, partnership=partnership, by=by, answers=answers)
    strategy.full_clean()
    strategy.save()
    strategy.actions.set(actions)
    strategy.outcomes.set(outcomes)
    index(strategy, title=strategy.title, text=f"{owner}\n{purpose}")
    record(strategy, "began to follow the strategy", by=by, new={"owner": str(owner), "next_update_on": next_update_on})
    return strategy


@transaction.atomic
def add_strategy_milestone(
    strategy: Strategy, *, words: str, due_on: date, by: User, answers: Answers = None
) -> StrategyMilestone:
    strategy = _locked(strategy)
    refuse_identifiers(strategy, {"words": words}, partnership=strategy.partnership, by=by, answers=answers)
    step = StrategyMilestone.objects.create(strategy=strategy, words=words.strip(), due_on=due_on)
    record(strategy, f"added the milestone “{step}”", by=by, new={"due_on": due_on})
    return step


@transaction.atomic
def reach_strategy_milestone(step: StrategyMilestone, *, reached_on: date, by: User) -> StrategyMilestone:
    strategy = _locked(step.strategy)
    if reached_on > clock.today():
        raise ValidationError({"reached_on": "This day is still to come."})
    step.reached_on = reached_on
    step.save()
    record(strategy, f"noted that “{step}” was reached", by=by, new={"reached_on": reached_on})
    return step


@transaction.atomic
def update_strategy(
    strategy: Strategy, *, said_on: date, by: User, seen: int | None = None, answers: Answers = None, **values: Any
) -> StrategyUpdate:
    """What its owner says. The next word is due so many months after this one. ``seen`` is the row of the last update
    that the person knew, 0 for none. Raises EditedMeanwhile where somebody recorded another since."""
    strategy = _locked(strategy)
    last = strategy.updates.select_related("by").order_by("-pk").first()
    if seen is not None and last is not None and last.pk > seen:
        raise EditedMeanwhile(str(last.by), _said(last))
    if said_on > clock.today():
        raise ValidationError({"said_on": "This day is still to come."})
    update = StrategyUpdate(strategy=strategy, said_on=said_on, by=by, at=clock.now(), **values)
    texts = {name: getattr(update, name) for name in ("words", "source")}
    refuse_identifiers(strategy, texts, partnership=strategy.partnership, by=by, answers=answers)
    update.full_clean()
    update.save()
    strategy.next_update_on = said_on + relativedelta(months=strategy.every_months)
    strategy.save(update_fields=["next_update_on"])
    new = {"rating": update.get_rating_display(), "next_update_on": strategy.next_update_on}
    record(strategy, f"recorded what {strategy.owner} says", by=by, new=new, reason=update.words)
    return update


def _said(update: StrategyUpdate) -> dict[str, object]:
    words, source = update.words, update.source
    return {"said_on": update.said_on, "rating": update.get_rating_display(), "words": words, "source": source}


@transaction.atomic
def end_strategy(strategy: Strategy, *, why: str, by: User, answers: Answers = None) -> Strategy:
    strategy = _locked(strategy)
    if not why.strip():
        raise ValidationError({"why": "Say why it is no longer followed."})
    refuse_identifiers(strategy, {"why": why}, partnership=strategy.partnership, by=by, answers=answers)
    strategy.ended_at, strategy.ended_why = clock.now(), why.strip()
    strategy.save()
    record(strategy, "stopped following the strategy", by=by, reason=why)
    return strategy


def _locked(strategy: Strategy) -> Strategy:
    rows = Strategy.objects.select_for_update(of=("self",)).select_related("partnership", "owner")
    found = rows.get(pk=strategy.pk)
    if found.ended_at:
        raise ValidationError("This strategy is no longer followed.")
    return found
