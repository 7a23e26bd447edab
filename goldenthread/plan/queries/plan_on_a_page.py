"""The plan on a page: totals, what needs the Board, priorities, and the time line, in a handful of queries.

Every total is counted by the database over the same rows that its link opens.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    ExpressionWrapper,
    F,
    Max,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from goldenthread.core.prepared import prepared
from goldenthread.core.words import day as in_words
from goldenthread.core.words import plural
from goldenthread.evidence.models import HELD_BACK, EvidenceKind
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import (
    ActionVersion,
    Delivery,
    EvidenceUse,
    ImpactState,
    ImpactStatement,
    MilestoneVersion,
    OutcomeVersion,
    Plan,
    Priority,
    PriorityVersion,
    Variation,
    VariationState,
)
from goldenthread.plan.models.tree import action_code
from goldenthread.plan.queries.actions import actions_of, as_listed, listed
from goldenthread.plan.queries.detail import told
from goldenthread.plan.rating import needs_attention, unanswered_since

SHOWN_LINES = 4
MOST_ROWS = 60
"""Lines of one kind on the page, and actions looked at to find them."""
ROOMY = 15
"""Priorities and outcomes that fit on two sheets of A4 beside everything else."""
RATINGS = [Delivery.DELIVERED, Delivery.ON_TRACK, Delivery.AT_RISK, Delivery.OFF_TRACK, Delivery.NOT_STARTED]
FLAGS = ("is_late", "is_silent", "is_slipped", "is_unowned", "is_stale", "unproven")
COUNTED = (*(rating.value for rating in RATINGS), *FLAGS, "awaiting", "only_off_track", "total")
"""``only_off_track`` are those whose owner says so, whatever the date."""


@dataclass
class PriorityOnPage:
    version: PriorityVersion
    counts: dict[str, int] = field(default_factory=dict)
    outcomes: list[OutcomeVersion] = field(default_factory=list)
    has_voice: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts.get(rating, 0) for rating in RATINGS)


def totals(plan: Plan, when: AsAt, priority: Priority | None = None) -> dict[int, dict[str, int]]:
    """Per priority: how many actions of each rating, and of each thing to look at. One query."""
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTED, 0))
    for above, shown, *flags, number in _mixed(plan=plan.pk, when=when, priority=priority.pk if priority else None):
        row = found[above]
        for name in (shown, *(name for name, is_so in zip((*FLAGS, "awaiting"), flags, strict=True) if is_so), "total"):
            row[name] += number
        row["only_off_track"] += number * (shown == Delivery.OFF_TRACK and not flags[0])
    return dict(found)


@prepared
def _mixed(*, plan: int, when: AsAt, priority: int | None) -> QuerySet[ActionVersion, Any]:
    actions = actions_of(plan, when)
    actions = actions.filter(priority=priority) if priority else actions
    return actions.order_by().values_list("priority_id", "shown", *FLAGS, "is_awaiting").annotate(Count("pk"))


def added_up(per_priority: dict[int, dict[str, int]]) -> dict[str, int]:
    return {name: sum(row[name] for row in per_priority.values()) for name in COUNTED}


def heard_priorities(partnership: int, moment: datetime | None) -> QuerySet[EvidenceUse, Any]:
    """Priorities behind which a child's voice stood on the day, as a sub-query; what is held back is no voice yet."""
    voices = EvidenceUse.objects.filter(evidence__partnership=partnership, evidence__kind=EvidenceKind.VOICE)
    voices = voices.exclude(evidence__screening__in=HELD_BACK)
    heard = voices.filter(accepted_at__isnull=False, ended_at=None, evidence__withdrawn_at=None)
    if moment:
        heard = voices.filter(
            Q(ended_at=None) | Q(ended_at__gt=moment),
            Q(evidence__withdrawn_at=None) | Q(evidence__withdrawn_at__gt=moment),
            accepted_at__lte=moment,
        )
    return heard.values_list(Coalesce("action__priority", "outcome__priority"))


def priorities(plan: Plan, when: AsAt, counted: dict[int, dict[str, int]]) -> list[PriorityOnPage]:
    """Priorities in the plan's order: totals, outcomes, and whether a child's voice is behind them. Two queries."""
    shown = {}
    for version in _priorities(plan=plan.pk, partnership=plan.partnership_id, moment=when.moment):
        version.priority.plan = plan
        counts = counted.get(version.priority_id, {})
        shown[version.priority_id] = PriorityOnPage(version, counts, has_voice=version.has_voice)
    for outcome in _outcomes(plan=plan.pk, moment=when.moment):
        outcome.outcome.plan = plan
        if outcome.outcome.priority_id in shown:
            shown[outcome.outcome.priority_id].outcomes.append(outcome)
    return list(shown.values())


@prepared
def _priorities(*, plan: int, partnership: int, moment: datetime | None) -> QuerySet[Any]:
    served = heard_priorities(partnership, moment)
    return (
        PriorityVersion.objects.filter(priority__plan=plan, removed=False)
        .at(moment)
        .annotate(has_voice=ExpressionWrapper(Q(priority__in=served), output_field=BooleanField()))
        .select_related("priority")
        .order_by("priority__position")
    )


@prepared
def _outcomes(*, plan: int, moment: datetime | None) -> QuerySet[OutcomeVersion]:
    versions = OutcomeVersion.objects.filter(outcome__plan=plan, removed=False).at(moment)
    return versions.select_related("outcome__priority").order_by("outcome__position")


# --- what needs the Board ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that needs the Board: which action or outcome, why, and what one can do about it."""

    kind: str
    about: Any
    code: str
    words: str
    reason: str
    lead: str = ""


@dataclass(slots=True)
class Need:
    """Everything of one kind that needs the Board: how many, the worst of them, and the filter that opens them all."""

    kind: str
    count: int
    look: str
    lines: list[Line]


KINDS: list[tuple[str, str, str, Q | None]] = [
    ("awaiting", "awaiting", "awaiting", Q(is_awaiting=True)),
    ("variation", "", "", None),
    ("claim", "", "", None),
    ("overdue", "is_late", "overdue", Q(is_late=True)),
    ("off_track", "only_off_track", "", Q(shown=Delivery.OFF_TRACK)),
    ("no_owner", "is_unowned", "no_owner", Q(is_unowned=True)),
    ("slipped", "is_slipped", "slipped", Q(is_slipped=True)),
    ("broken", "unproven", "unproven", Q(unproven=True)),
    ("stale", "is_stale", "stale", Q(is_stale=True)),
    ("silent", "is_silent", "silent", Q(is_silent=True)),
]
"""Kind of need, most urgent first; the total that counts it; the filter of the list that opens it; its actions,
if it is about actions."""


def needs(plan: Plan, when: AsAt, total: dict[str, int], waiting: list[Line], *, most: int = SHOWN_LINES) -> list[Need]:
    """What needs the Board, by kind, most urgent first. An action stands under its most urgent kind, with every reason.

    One query, for the first few of each kind.
    """
    lines = waiting + [
        _line(version, when.day) for version in listed(worst_of_each_kind(most, plan=plan.pk, when=when), plan)
    ]
    found = []
    for kind, counted, look, _ in KINDS:
        own = [line for line in lines if line.kind == kind]
        count = total[counted] if counted else len(own)
        if count:
            found.append(Need(kind, count, look, own[:most]))
    return found


@prepared
def worst_of_each_kind(most: int, *, plan: int, when: AsAt) -> QuerySet[ActionVersion]:
    """Of the actions that need somebody, each under its most urgent kind, those that have needed it longest."""
    kind = Case(*(When(needs, then=Value(name)) for name, _, _, needs in KINDS if needs), output_field=CharField())
    order = [F("waiting_since").asc(nulls_last=True), F("due_on").asc(nulls_last=True), F("position").asc()]
    needing = actions_of(plan, when).filter(needs_attention()).annotate(need=kind)
    ranked = needing.annotate(rank=Window(RowNumber(), partition_by=F("need"), order_by=order))
    return as_listed(ranked.filter(rank__lte=most).order_by(*order))


def _line(version: ActionVersion, on: date) -> Line:
    reasons = list(reasons_of(version, on))
    return Line(
        kind=reasons[0][0],
        about=version.action,
        code=version.action.code,
        words=version.words,
        reason=" ".join(sentence for _, sentence in reasons),
        lead=str(version.lead or version.owner_text or ""),
    )


def reasons_of(version: Any, on: date) -> Iterator[tuple[str, str]]:
    """Why an action needs somebody, as (kind, sentence), the most urgent first. Needs ``with_standing``."""
    if version.waiting_since:
        yield "awaiting", f"A return awaits approval since {in_words(version.waiting_since)}."
    if version.is_late:
        ago = plural((on - version.due_on).days, "day")
        yield "overdue", f"It was due by {in_words(version.due_on)}, {ago} ago. {unanswered(version, on)}".strip()
    elif version.shown == Delivery.OFF_TRACK:
        yield "off_track", f"It is reported off track. {unanswered(version, on)}".strip()
    if version.is_unowned:
        yield "no_owner", "Nobody is named who owns it."
    if version.is_slipped:
        yield (
            "slipped",
            f"First agreed for {in_words(version.agreed_due_on)}, now forecast for {in_words(version.forecast_on)}.",
        )
    if version.unproven:
        yield "broken", "It is reported delivered, but no evidence proves it."
    if version.is_stale:
        yield "stale", _why_stale(version, on)
    if version.is_silent:
        yield "silent", f"No word about it was approved since {in_words(version.heard_on)}."


def unanswered(version: Any, on: date) -> str:
    """How long it has waited for an answer: the next approved return, or decided change."""
    since = unanswered_since(version, on)
    if since and since == version.due_on:
        return "No answer since."
    days = (on - since).days if since else 0
    return f"It has waited {plural(days, 'day')} for an answer." if days else ""


def _why_stale(version: Any, on: date) -> str:
    if version.evidence_expires_on and version.evidence_expires_on < on:
        return f"Its best evidence was valid until {in_words(version.evidence_expires_on)}."
    age = plural((on - version.evidence_on).days, "day")
    return f"Its best evidence is of {in_words(version.evidence_on)}, {age} old."


def _waited(since: datetime, on: date) -> str:
    days = (on - timezone.localdate(since)).days
    return f"{plural(days, 'day')} ago" if days else "today"


def decisions_waiting(plan: Plan, when: AsAt) -> list[Line]:
    """Variations and claims of impact that waited for a decision on the day, oldest first. Two queries."""
    lines = [
        Line(
            "variation",
            each,
            each.action.code if each.action else "Plan",
            each.summary,
            f"Proposed {_waited(each.proposed_at, when.day)}: {each.reason}",
        )
        for each in told(_asked(plan=plan.pk, moment=when.moment), plan=plan)
    ]
    return lines + [
        Line(
            "claim",
            each,
            each.action.code if each.action else str(each.outcome),
            each.claim,
            f"Impact was claimed {_waited(each.claimed_at, when.day)} and waits to be judged.",
        )
        for each in told(_claimed(plan=plan.pk, moment=when.moment), plan=plan)
    ]


@prepared
def _asked(*, plan: int, moment: datetime | None) -> QuerySet[Variation]:
    waiting = Q(state=VariationState.PROPOSED)
    if moment:
        waiting = Q(proposed_at__lte=moment) & (waiting | Q(decided_at__gt=moment))
    found = Variation.objects.filter(waiting, plan=plan).select_related("action__priority")
    return found.order_by("proposed_at")[:MOST_ROWS]


@prepared
def _claimed(*, plan: int, moment: datetime | None) -> QuerySet[ImpactStatement]:
    waiting = Q(state=ImpactState.PROPOSED)
    if moment:
        waiting = Q(claimed_at__lte=moment) & (waiting | Q(judged_at__gt=moment))
    found = ImpactStatement.objects.filter(waiting, plan=plan).select_related("action__priority", "outcome__priority")
    return found.order_by("claimed_at")[:MOST_ROWS]


def is_crowded(shown: list[PriorityOnPage]) -> bool:
    """Whether each outcome must keep to a line and each need to one on paper, so that two sheets are enough."""
    return sum(1 + len(item.outcomes) for item in shown) > ROOMY


def broken_threads(shown: list[PriorityOnPage]) -> list[tuple[str, list[Line]]]:
    """Arrows of the thread that are missing above the actions: priorities without a voice, outcomes without impact."""
    silent = [
        Line("broken", item.version.priority, f"Priority {item.version.priority.number}", item.version.title, "")
        for item in shown
        if not item.has_voice
    ]
    without = [
        Line("broken", outcome.outcome, str(outcome.outcome), outcome.words, "")
        for item in shown
        for outcome in item.outcomes
        if not outcome.impact_evidenced
    ]
    found = [
        ("No child's voice is among the evidence of", silent),
        ("No impact is evidenced yet for", without),
    ]
    return [(sentence, lines) for sentence, lines in found if lines]


# --- the time line ----------------------------------------------------------------------------------------------------


def timeline(plan: Plan, when: AsAt) -> list[dict[str, Any]]:
    """What is due when: per priority and quarter the dated actions and milestones. Two queries."""
    marks = [
        _mark(priority, dates, agreed, f"{action_code(above, number)} {words}", shown)
        for priority, shown, *dates, agreed, words, number, above in _dated(plan=plan.pk, when=when)
    ]
    return marks + [
        _mark(
            priority, dates, agreed, f"{action_code(above, number)} milestone: {words}",
            Delivery.DELIVERED if dates[0] else "milestone",
        )
        for priority, *dates, agreed, words, number, above in _steps(plan=plan.pk, moment=when.moment)
    ]  # fmt: skip


DATED = ("actual_on", "forecast_on", "due_on", "agreed_due_on", "words", "action__number", "action__priority__number")


@prepared
def _dated(*, plan: int, when: AsAt) -> QuerySet[ActionVersion, Any]:
    dated = actions_of(plan, when).exclude(due_on=None).order_by("priority__position", "due_on")
    return dated.values_list("priority_id", "shown", *DATED)


@prepared
def _steps(*, plan: int, moment: datetime | None) -> QuerySet[MilestoneVersion, Any]:
    steps = MilestoneVersion.objects.filter(action__plan=plan, removed=False).at(moment).exclude(due_on=None)
    return steps.values_list("action__priority_id", *DATED)


def _mark(priority: int, dates: list[date | None], agreed: date | None, label: str, tone: str) -> dict[str, Any]:
    """``dates`` are the actual, the forecast and the printed one: the first that is known counts."""
    return {"priority": priority, "on": next(filter(None, dates)), "agreed": agreed, "label": label, "tone": tone}


def heard_last(plan: Plan, when: AsAt) -> date | None:
    """The day of the newest approved word."""
    return ActionVersion.objects.filter(plan=plan).at(when.moment).aggregate(last=Max("last_word_on"))["last"]  # type: ignore[no-any-return]
