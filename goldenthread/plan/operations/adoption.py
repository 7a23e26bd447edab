"""The Board adopts a plan: what was a draft becomes the baseline, and progress of the plan before is carried along."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import plural
from goldenthread.evidence.operations.screening import refuse_identifiers
from goldenthread.history.operations import record
from goldenthread.plan.models import (
    FOREVER,
    Action,
    ActionVersion,
    DeadlineKind,
    Delivery,
    EvidenceUse,
    MilestoneVersion,
    Occurrence,
    Origin,
    Outcome,
    OutcomeVersion,
    Owner,
    OwnerRole,
    Plan,
    PlanState,
    PriorityVersion,
    Serving,
)
from goldenthread.plan.operations.owing import bring_rounds_up_to_date
from goldenthread.plan.operations.versions import supersede
from goldenthread.plan.search import index_plan, unindex_plan

MOST_OCCURRENCES = 120
"""Ten years of months; a rule that gives more was misread."""

CARRIED = (
    "delivery",
    "actual_on",
    "forecast_on",
    "gate",
    "rung",
    "evidence_on",
    "evidence_expires_on",
    "last_word_on",
    "answered_on",
    "override_reason",
    "override_until",
)
CARRIED_BY_OUTCOMES = ("rung", "evidence_on", "impact_evidenced")


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What stands in the way of adoption. ``kind`` tells a page where it is put right."""

    kind: str
    sentence: str


def hindrances(plan: Plan) -> list[Hindrance]:
    found = []
    if not plan.is_draft:
        found.append(Hindrance("adopted", "This plan is adopted already."))
    if not plan.actions.exists():
        found.append(Hindrance("empty", "The plan has no action yet."))
    if plan.starts_on is None or plan.ends_on is None:
        found.append(Hindrance("period", "Say from when to when the plan runs."))
    unconfirmed = sum(
        items.filter(confirmed_at=None).count() for items in (plan.priorities, plan.outcomes, plan.actions)
    )
    if unconfirmed:
        found.append(Hindrance("unconfirmed", f"{plural(unconfirmed, 'item is', 'items are')} not confirmed yet."))
    unmatched = Owner.objects.filter(
        action__plan=plan, role__in=[OwnerRole.LEAD, OwnerRole.JOINT], body=None, organisation=None, post=None
    )
    if names := sorted(set(unmatched.values_list("text", flat=True))):
        found.append(Hindrance("names", f"Say who this is: {', '.join(names)}."))
    return found


def left_behind(plan: Plan) -> list[ActionVersion]:
    """Unfinished actions of the plan before that no action of this one continues."""
    if plan.supersedes_id is None:
        return []
    continued = plan.actions.exclude(carried_from=None).values("carried_from")
    versions = ActionVersion.objects.filter(plan=plan.supersedes_id, valid_to=FOREVER, removed=False)
    return list(
        versions.exclude(delivery=Delivery.DELIVERED)
        .exclude(action__in=continued)
        .select_related("action__priority", "action__plan__partnership")
    )


@transaction.atomic
def adopt_plan(
    plan: Plan, *, on: date, minute: str, by: User, closing_reason: str = "", answers: Mapping[str, str] | None = None
) -> Plan:
    """Record that the Board adopted the plan on a day, with the minute that says so.

    Dates as they stand become the first agreed dates. A plan that this one follows is closed; its actions that go on
    hand over their progress, the others are closed with the reason given for each, or else with ``closing_reason``.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if problems := hindrances(plan):
        raise ValidationError([problem.sentence for problem in problems])
    if on > clock.today():
        raise ValidationError({"on": "The Board's decision cannot lie in the future."})
    texts = {"minute": minute, "closing_reason": closing_reason}
    refuse_identifiers(plan, texts, partnership=plan.partnership, by=by, answers=answers)
    moment = clock.now()
    plan.state, plan.adopted_at, plan.adopted_on, plan.adopted_by, plan.minute = (
        PlanState.ADOPTED,
        moment,
        on,
        by,
        minute,
    )
    plan.full_clean()
    plan.save()
    _make_baseline(plan, moment)
    if plan.supersedes:
        _carry_over(plan, plan.supersedes, closing_reason=closing_reason.strip(), by=by)
    index_plan(plan)
    bring_rounds_up_to_date(plan.partnership)
    record(
        plan,
        "recorded that the Board adopted the plan",
        by=by,
        new={"on": on, "minute": minute, "actions": plan.actions.count()},
    )
    return plan


def _make_baseline(plan: Plan, moment: datetime) -> None:
    PriorityVersion.objects.filter(priority__plan=plan).update(valid_from=moment)
    OutcomeVersion.objects.filter(outcome__plan=plan).update(valid_from=moment)
    ActionVersion.objects.filter(plan=plan).update(valid_from=moment, agreed_due_on=F("due_on"))
    MilestoneVersion.objects.filter(action__plan=plan).update(valid_from=moment, agreed_due_on=F("due_on"))
    Owner.objects.filter(action__plan=plan).update(valid_from=moment)
    Serving.objects.filter(action__plan=plan).update(valid_from=moment)
    recurring = ActionVersion.objects.filter(plan=plan, deadline_kind=DeadlineKind.RECURRING).exclude(rrule="")
    for version in recurring.select_related("action", "plan"):
        _lay_out_occurrences(version)


def _lay_out_occurrences(version: ActionVersion) -> None:
    """Each time of an action that comes again within the plan's period; the first gives the action its next date."""
    plan = version.plan
    assert plan.starts_on
    assert plan.ends_on
    first = version.earliest_on or plan.starts_on
    begins, rows = first, []
    for number, end in enumerate(_ends_of_times(version.rrule, first, version.latest_on or plan.ends_on), start=1):
        rows.append(Occurrence(action=version.action, number=number, earliest_on=begins, due_on=end))
        begins = end + timedelta(days=1)
    Occurrence.objects.bulk_create(rows)
    if rows:
        version.due_on = version.agreed_due_on = rows[0].due_on
        version.save()


def _ends_of_times(rule: str, first: date, last: date) -> list[date]:
    """The last day of each time: with "twice yearly" from 1 April, 30 September and 31 March, and so on to ``last``."""
    starts: list[date] = []
    for start in rrulestr(rule, dtstart=datetime.combine(first, time())):
        if start.date() > last or len(starts) >= MOST_OCCURRENCES:
            break
        starts.append(start.date())
    return [*(start - timedelta(days=1) for start in starts[1:]), last] if starts else []


# --- what goes on from the plan before ------------------------------------------------------------------------------


def _carry_over(plan: Plan, before: Plan, *, closing_reason: str, by: User) -> None:
    for version in left_behind(plan):
        reason = plan.closing_reasons.get(version.action.ref) or closing_reason
        if not reason:
            raise ValidationError({"closing_reason": f"Say why {version.action} of the plan before does not go on."})
        supersede(version, removed=True, removed_why=reason)
        record(version.action, "closed the action with its plan", by=by, reason=reason)
    for action in plan.actions.exclude(carried_from=None).select_related("carried_from"):
        _carry_progress(action)
    for outcome in plan.outcomes.exclude(carried_from=None).select_related("carried_from"):
        _carry_proof(outcome)
    before.state, before.closed_at = PlanState.CLOSED, plan.adopted_at
    before.save(update_fields=["state", "closed_at"])
    unindex_plan(before)
    record(before, f"closed the plan: “{plan.title}” follows it", by=by)


def _carry_progress(action: Action) -> None:
    """What was reached, proved and first agreed goes on with the action in its new plan."""
    earlier = ActionVersion.objects.get(action=action.carried_from, valid_to=FOREVER)
    following = ActionVersion.objects.get(action=action, valid_to=FOREVER)
    for name in CARRIED:
        setattr(following, name, getattr(earlier, name))
    for origin in Origin.objects.filter(action=action.carried_from).at():
        origin.pk, origin.action, origin.valid_from = None, action, following.valid_from
        origin.save()
    following.agreed_due_on = earlier.agreed_due_on or following.agreed_due_on
    following.save()
    reached = MilestoneVersion.objects.filter(action=action.carried_from, valid_to=FOREVER, removed=False).exclude(
        actual_on=None
    )
    for step in reached:
        MilestoneVersion.objects.filter(action=action, words=step.words).update(
            actual_on=step.actual_on, agreed_due_on=step.agreed_due_on
        )
    _carry_evidence(action=action)


def _carry_proof(outcome: Outcome) -> None:
    earlier = OutcomeVersion.objects.get(outcome=outcome.carried_from, valid_to=FOREVER)
    proof = {name: getattr(earlier, name) for name in CARRIED_BY_OUTCOMES}
    OutcomeVersion.objects.filter(outcome=outcome, valid_to=FOREVER).update(**proof)
    _carry_evidence(outcome=outcome)


def _carry_evidence(**place: Action | Outcome) -> None:
    ((name, item),) = place.items()
    for use in EvidenceUse.objects.filter(**{name: item.carried_from}, ended_at=None):
        use.pk, use.made_return = None, None
        setattr(use, name, item)
        use.save()
