"""What the JSON of a whole plan holds: which fields of which records, in the order in which they load back.

A field that is not named here does not leave; a new one is named here by whoever adds it, and in ``docs/plan-json.md``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet

from goldenthread.documents.models import StoredFile
from goldenthread.evidence.models import Evidence
from goldenthread.measures.models import Figure, Indicator
from goldenthread.partnerships.models import Body, Organisation, Post
from goldenthread.plan.models import (
    Action,
    ActionLink,
    ActionVersion,
    Doubt,
    EarlierApproval,
    EvidenceUse,
    GateDecision,
    ImpactStatement,
    Measuring,
    MilestoneVersion,
    Occurrence,
    Origin,
    Outcome,
    OutcomeVersion,
    Owner,
    Period,
    Plan,
    Priority,
    PriorityVersion,
    Return,
    Serving,
    Variation,
)

FORMAT = "goldenthread-plan/1"


def names(text: str) -> list[str]:
    return text.split()


VALID = "valid_from valid_to"
ITEM = "ref number position source confirmed_at confirmed_by created_at carried_from"
DEADLINE = "deadline_text deadline_kind deadline_role earliest_on latest_on due_on rrule"

PLAN = names(
    "ref title state starts_on ends_on period_basis published reporting introduction source supersedes "
    "created_at adopted_at adopted_on adopted_by minute closing_reasons closed_at invented"
)
"""Without ``public_since``: what is loaded is not public until somebody here switches it on."""

PERSON = ["ref", "name"]
HOLDERS: dict[str, tuple[type[Model], list[str]]] = {
    "organisations": (Organisation, names("ref name short_name kind outside_id")),
    "bodies": (Body, names("ref kind name short_name aliases purpose meets starts_on ends_on")),
    "posts": (Post, names("ref title role body organisation starts_on ends_on")),
}
FILE = names("ref name media_type size sha256 sent_by sent_at")


Rows = Callable[[Plan], "QuerySet[Any]"]
Fixed = Callable[[Plan], dict[str, Any]]


@dataclass(frozen=True)
class Part:
    """One list of the file: records of a model, flat, naming each other by their references."""

    key: str
    model: type[Model]
    said: str
    rows: Rows
    fixed: Fixed = field(default=lambda plan: {})
    """Values that every record gets where it is loaded."""

    @property
    def fields(self) -> list[str]:
        return names(self.said)


def _own(model: Any, path: str = "plan") -> Rows:
    """The rows of a model that belong to a plan, found by the path from one to the other."""
    return lambda plan: model.objects.filter(**{path: plan})


def _uses(plan: Plan) -> "QuerySet[EvidenceUse]":
    return EvidenceUse.objects.filter(Q(action__plan=plan) | Q(outcome__plan=plan))


def _links(plan: Plan) -> "QuerySet[ActionLink]":
    return ActionLink.objects.filter(action__plan=plan, other__plan=plan)


def _periods(plan: Plan) -> "QuerySet[Period]":
    """Those of its returns, and those that lie in the plan's time."""
    within = (
        Q(starts_on__gte=plan.starts_on, ends_on__lte=plan.ends_on) if plan.starts_on and plan.ends_on else Q(pk__in=[])
    )
    used = Q(pk__in=Return.objects.filter(action__plan=plan).values("period"))
    return Period.objects.filter(within | used, partnership=plan.partnership)


def evidence_of_plan(plan: Plan) -> "QuerySet[Evidence]":
    used = _uses(plan).values("evidence")
    claimed = ImpactStatement.objects.filter(plan=plan).exclude(evidence=None).values("evidence")
    return Evidence.objects.filter(Q(pk__in=used) | Q(pk__in=claimed))


def indicators_of_plan(plan: Plan) -> "QuerySet[Indicator]":
    """Those that measure its outcomes or claims, or once did."""
    measuring = Measuring.objects.filter(outcome__plan=plan).values("indicator")
    claimed = ImpactStatement.objects.filter(plan=plan).exclude(indicator=None).values("indicator")
    return Indicator.objects.filter(Q(pk__in=measuring) | Q(pk__in=claimed))


def _figures(plan: Plan) -> "QuerySet[Figure]":
    return Figure.objects.filter(indicator__in=indicators_of_plan(plan))


def files_of_plan(plan: Plan) -> "QuerySet[StoredFile]":
    proving = evidence_of_plan(plan).exclude(file=None).values("file")
    return StoredFile.objects.filter(Q(pk__in=proving) | Q(pk=plan.source_id))


def _in_plan(plan: Plan) -> dict[str, Any]:
    return {"plan": plan}


def _in_partnership(plan: Plan) -> dict[str, Any]:
    return {"partnership": plan.partnership}


PARTS = [
    Part(
        "periods",
        Period,
        "ref name starts_on ends_on returns_due_on opened_at locked_at to_board_by to_board_at",
        _periods,
        _in_partnership,
    ),
    Part("priorities", Priority, ITEM, _own(Priority), _in_plan),
    Part(
        "priority_versions",
        PriorityVersion,
        f"priority {VALID} title text removed",
        _own(PriorityVersion, "priority__plan"),
    ),
    Part("outcomes", Outcome, f"{ITEM} priority", _own(Outcome), _in_plan),
    Part(
        "outcome_versions",
        OutcomeVersion,
        f"outcome {VALID} words rung evidence_on impact_evidenced removed",
        _own(OutcomeVersion, "outcome__plan"),
    ),
    Part(
        "actions",
        Action,
        f"{ITEM} priority kind high documents success_measure reported",
        _own(Action),
        _in_plan,
    ),
    Part(
        "origins",
        Origin,
        f"action {VALID} kind label address record_type record_ref added_by",
        _own(Origin, "action__plan"),
    ),
    Part("serves", Serving, f"action outcome {VALID}", _own(Serving, "action__plan")),
    Part(
        "action_versions",
        ActionVersion,
        f"action {VALID} priority position words owner_text lead_body lead_organisation lead_post {DEADLINE} "
        "agreed_due_on forecast_on actual_on delivery override_reason override_until gate rung evidence_on "
        "evidence_expires_on last_word_on answered_on waiting_since removed removed_why",
        _own(ActionVersion),
        _in_plan,
    ),
    Part("owners", Owner, f"action {VALID} role position body organisation post text", _own(Owner, "action__plan")),
    Part(
        "milestone_versions",
        MilestoneVersion,
        f"ref action {VALID} position words {DEADLINE} agreed_due_on forecast_on actual_on removed",
        _own(MilestoneVersion, "action__plan"),
    ),
    Part("occurrences", Occurrence, "action number earliest_on due_on actual_on", _own(Occurrence, "action__plan")),
    Part(
        "returns",
        Return,
        "ref action period occurrence state rating suggested suggested_why override_reason how_much "
        "how_well difference challenges way_forward forecast_on actual_on edition written_by written_at submitted_by "
        "submitted_at sent_back_by sent_back_at sent_back_note approved_by approved_at",
        _own(Return, "action__plan"),
    ),
    Part(
        "earlier_approvals",
        EarlierApproval,
        "made_return said written_by written_at submitted_by submitted_at approved_by approved_at replaced_at",
        _own(EarlierApproval, "made_return__action__plan"),
    ),
    Part(
        "evidence",
        Evidence,
        "ref title kind rung shows evidence_on expires_on file link screening hits public added_by added_at "
        "withdrawn_at withdrawn_why",
        evidence_of_plan,
        _in_partnership,
    ),
    Part(
        "uses",
        EvidenceUse,
        "evidence action outcome made_return added_by added_at accepted_by accepted_at ended_at",
        _uses,
    ),
    Part(
        "indicators",
        Indicator,
        "ref name counts source unit unit_words direction baseline baseline_on target target_on body organisation "
        "edition created_by created_at closed_at",
        indicators_of_plan,
        _in_partnership,
    ),
    Part(
        "figures",
        Figure,
        "ref indicator starts_on ends_on value missing_why source note entered_by entered_at replaced_at",
        _figures,
    ),
    Part("measurings", Measuring, f"outcome indicator {VALID} added_by", _own(Measuring, "outcome__plan")),
    Part("gates", GateDecision, "action gate reason decided_on decided_by at", _own(GateDecision, "action__plan")),
    Part(
        "impact",
        ImpactStatement,
        "ref action outcome claim measure indicator source strength against observed_on evidence state claimed_by "
        "claimed_at judged_by judged_at judgement",
        _own(ImpactStatement),
        _in_plan,
    ),
    Part(
        "variations",
        Variation,
        "ref action outcome priority summary old new reason state proposed_by proposed_at decided_by decided_at "
        "decision minute",
        _own(Variation),
        _in_plan,
    ),
    Part("links", ActionLink, "action other kind made_by made_at ended_at", _links),
    Part("doubts", Doubt, "priority outcome action other code sentence resolved_at resolved_by", _own(Doubt), _in_plan),
]

LISTS = ("people", *HOLDERS, "files", *(part.key for part in PARTS), "history")
"""Every list of the file, in order; beside them stand ``format``, ``partnership`` and ``plan``."""


def key_of(row: Any) -> str:
    """How other records of the file name this one."""
    return f"{row.action.ref}/{row.number}" if isinstance(row, Occurrence) else str(row.ref)
