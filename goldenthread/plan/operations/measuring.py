"""Which indicators measure an outcome."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history.operations import record
from goldenthread.plan.models import FOREVER, Measuring, Outcome, PlanState
from goldenthread.plan.operations.versions import lock_row
from goldenthread.plan.queries.measuring import indicators_to_choose


@transaction.atomic
def set_indicators_of_outcome(outcome: Outcome, *, refs: Iterable[str], by: User) -> Outcome:
    """From now on these measure it. The pages of earlier days go on showing those of then."""
    if outcome.plan.state == PlanState.CLOSED:
        raise ValidationError("This plan is closed.")
    lock_row(outcome)
    moment, chosen = clock.now(), set(indicators_to_choose(outcome).filter(ref__in=list(refs)))
    present = {row.indicator: row for row in outcome.measurings.at().select_related("indicator")}
    ending = [row.pk for indicator, row in present.items() if indicator not in chosen]
    Measuring.objects.filter(pk__in=ending, valid_to=FOREVER).update(valid_to=moment)
    Measuring.objects.bulk_create(
        Measuring(outcome=outcome, indicator=each, valid_from=moment, added_by=by) for each in chosen - present.keys()
    )
    if chosen != present.keys():
        old, new = ({"indicators": sorted(map(str, each))} for each in (present, chosen))
        record(outcome, "chose the indicators that measure it", by=by, old=old, new=new)
    return outcome
