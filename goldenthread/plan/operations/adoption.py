"""The Board adopts a plan: what was a draft becomes the baseline, and progress of the plan before is carried along."""

from datetime import date, datetime, time

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history.operations import record
from goldenthread.plan.models import (
    FOREVER,
    Action,
    ActionVersion,
    EvidenceUse,
    MilestoneVersion,
    Occurrence,
    OutcomeVersion,
    Owner,
    OwnerRole,
    Plan,
    PlanState,
    PriorityVersion,
)
from goldenthread.plan.operations.versions import supersede
from goldenthread.plan.search import index_plan, unindex_plan

MOST_OCCURRENCES = 120
"""Ten years of months; a rule that gives more was misread."""

CARRIED = (
    "delivery", "actual_on", "forecast_on", "gate", "rung", "evidence_on", "evidence_expires_on", "last_word_on",
    "override_reason", "override_until",
)  # fmt: skip


def hindrances(plan: Plan) -> list[str]:
    """What stands in the way of adoption, one sentence each."""
    found = []
    if not plan.is_draft:
        found.append("This plan is adopted already.")
    if not plan.actions.exists():
        found.append("The plan has no action yet.")
    if plan.starts_on is None or plan.ends_on is None:
        found.append("Say from when to when the plan runs.")
    unconfirmed = sum(items.filter(confirmed_at=None).count() for items in (plan.priorities, plan.outcomes, plan.actions))
    if unconfirmed:
        found.append(f"{unconfirmed} {'item is' if unconfirmed == 1 else 'items are'} not confirmed yet.")
    unmatched = Owner.objects.filter(action__plan=plan, role__in=[OwnerRole.LEAD, OwnerRole.JOINT], body=None, organisation=None, post=None)
    if names := sorted(set(unmatched.values_list("text", flat=True))):
        found.append(f"Say who this is: {', '.join(names)}.")
    return found


@transaction.atomic
def adopt_plan(plan: Plan, *, on: date, minute: str, by: User, closing_reason: str = "") -> Plan:
    """Record that the Board adopted the plan on a day, with the minute that says so.

    Dates as they stand become the first agreed dates. A plan that this one follows is closed; its actions that go on
    hand over their progress, the others are closed with ``closing_reason``.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if problems := hindrances(plan):
        raise ValidationError(problems)
    if on > clock.today():
        raise ValidationError({"on": "The Board's decision cannot lie in the future."})
    moment = clock.now()
    plan.state, plan.adopted_at, plan.adopted_on, plan.adopted_by, plan.minute = PlanState.ADOPTED, moment, on, by, minute
    plan.full_clean()
    plan.save()
    _make_baseline(plan, moment)
    if plan.supersedes:
        _carry_over(plan, closing_reason=closing_reason, by=by)
    index_plan(plan)
    record(plan, "recorded that the Board adopted the plan", by=by, new={"on": on, "minute": minute, "actions": plan.actions.count()})
    return plan


def _make_baseline(plan: Plan, moment: datetime) -> None:
    PriorityVersion.objects.filter(priority__plan=plan).update(valid_from=moment)
    OutcomeVersion.objects.filter(outcome__plan=plan).update(valid_from=moment)
    ActionVersion.objects.filter(plan=plan).update(valid_from=moment, agreed_due_on=F("due_on"))
    MilestoneVersion.objects.filter(action__plan=plan).update(valid_from=moment, agreed_due_on=F("due_on"))
    Owner.objects.filter(action__plan=plan).update(valid_from=moment)
    for version in ActionVersion.objects.filter(plan=plan).exclude(rrule="").select_related("action__plan"):
        _lay_out_occurrences(version)


def _lay_out_occurrences(version: ActionVersion) -> None:
    """Each time of an action that comes again within the plan's period; the first gives the action its next date."""
    plan = version.plan
    assert plan.starts_on and plan.ends_on  # noqa: S101 - adoption refused it otherwise
    first = version.earliest_on or plan.starts_on
    ends = _ends_of_times(version.rrule, first, version.latest_on or plan.ends_on)
    rows, begins = [], first
    for number, end in enumerate(ends, start=1):
        rows.append(Occurrence(action=version.action, number=number, earliest_on=begins, due_on=end))
        begins = end
    Occurrence.objects.bulk_create(rows)
    if rows:
        version.due_on = version.agreed_due_on = rows[0].due_on
        version.save()


def _ends_of_times(rule: str, first: date, last: date) -> list[date]:
    """The last day of each time: with "twice yearly" from 1 April, 30 September and 31 March, and so on to ``last``."""
    starts = _starts(rule, first, last)
    return [*(date.fromordinal(start.toordinal() - 1) for start in starts[1:]), last]


def _starts(rule: str, first: date, last: date) -> list[date]:
    found: list[date] = []
    for start in rrulestr(rule, dtstart=datetime.combine(first, time())):
        if start.date() > last or len(found) >= MOST_OCCURRENCES:
            break
        found.append(start.date())
    return found or [first]


def _carry_over(plan: Plan, *, closing_reason: str, by: User) -> None:
    before = plan.supersedes
    assert before is not None  # noqa: S101 - the caller looked
    going_on = {action.carried_from_id: action for action in plan.actions.exclude(carried_from=None)}
    for version in ActionVersion.objects.filter(plan=before, valid_to=FOREVER, removed=False).select_related("action__plan"):
        if version.action_id in going_on:
            _carry_progress(version, going_on[version.action_id])
        elif version.delivery != "delivered":
            if not closing_reason.strip():
                raise ValidationError({"closing_reason": f"Say why {version.action} and others like it do not go on in this plan."})
            supersede(version, removed=True, removed_why=closing_reason.strip())
            record(version.action, "closed the action with its plan", by=by, reason=closing_reason)
    before.state, before.closed_at = PlanState.CLOSED, plan.adopted_at
    before.save()
    unindex_plan(before)
    record(before, f"closed the plan: “{plan.title}” follows it", by=by)


def _carry_progress(version: ActionVersion, action: Action) -> None:
    """What was reached, proved and first agreed goes on with the action in its new plan."""
    following = ActionVersion.objects.get(action=action, valid_to=FOREVER)
    for name in CARRIED:
        setattr(following, name, getattr(version, name))
    following.agreed_due_on = version.agreed_due_on or following.agreed_due_on
    following.save()
    for use in EvidenceUse.objects.filter(action=version.action, ended_at=None):
        use.pk, use.action, use.made_return = None, action, None
        use.save()
