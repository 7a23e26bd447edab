"""Indicators of outcomes as they stood on a day, and the outcomes of an indicator."""

from django.db.models import Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.core.as_at import AsAt
from goldenthread.measures.models import Indicator
from goldenthread.measures.queries import as_they_were, with_latest
from goldenthread.measures.users import Use
from goldenthread.plan.models import Measuring, Outcome, OutcomeVersion, Plan


def indicators_of(outcome: Outcome, when: AsAt) -> list[Indicator]:
    """With their latest figures. One query, and one more for a past day."""
    measuring = outcome.measurings.at(when.moment).values("indicator")
    found = Indicator.objects.filter(pk__in=measuring).select_related("partnership", "body", "organisation")
    return as_they_were(with_latest(found, when), when)


def measurings_of(plan: Plan, when: AsAt) -> list[Measuring]:
    """Of a whole plan, in its order, each with its indicator and that one's latest figure. Two queries, or three."""
    rows = Measuring.objects.filter(outcome__plan=plan).at(when.moment).select_related("outcome__priority")
    found = list(rows.order_by("outcome__position", "pk"))
    asked = with_latest(Indicator.objects.filter(pk__in={row.indicator_id for row in found}), when)
    known = {each.pk: each for each in as_they_were(asked.select_related("body", "organisation"), when)}
    for row in found:
        row.indicator = known[row.indicator_id]
    return found


def indicators_to_choose(outcome: Outcome) -> QuerySet[Indicator]:
    """Those that are not closed, and those that measure it already."""
    present = outcome.measurings.at().values("indicator")
    return Indicator.objects.filter(
        Q(closed_at=None) | Q(pk__in=present), partnership=outcome.plan.partnership_id
    ).order_by("name")


def outcomes_measured(indicator: Indicator, user: User, when: AsAt) -> list[Use]:
    """For ``measures/users.py``: the outcomes that it measures on the day, as far as the person may see them."""
    measured = indicator.measurings.at(when.moment).values("outcome")
    versions = OutcomeVersion.objects.visible_to(user).at(when.moment).filter(outcome__in=measured, removed=False)
    found = versions.select_related("outcome__priority", "outcome__plan__partnership").order_by("outcome__position")
    return [Use(str(each.outcome), each.words, each.outcome.get_absolute_url() + when.query) for each in found]
