"""The hub: a plan of priorities, outcomes and actions; what was reported, proved and decided about them.

``tree`` holds what the plan says, ``versions`` every version of it; ``progress`` what was done and how it was judged;
``changes`` how its words, owners and dates are altered after adoption; ``reading`` documents read in; ``exports`` files
of it.
"""

from goldenthread.plan.models.changes import ActionLink, LinkKind, Variation, VariationState
from goldenthread.plan.models.escalating import Escalation
from goldenthread.plan.models.exports import Export, ExportState, LoadedPlan, RegularExport, Rhythm
from goldenthread.plan.models.measuring import Measuring
from goldenthread.plan.models.origins import Origin, OriginKind
from goldenthread.plan.models.progress import (
    EarlierApproval,
    EvidenceUse,
    GateDecision,
    ImpactState,
    ImpactStatement,
    Occurrence,
    OwedReturn,
    Period,
    Return,
    ReturnState,
)
from goldenthread.plan.models.reading import Doubt, Reading, ReadingState
from goldenthread.plan.models.serving import Serving
from goldenthread.plan.models.tree import (
    FOREVER,
    Action,
    DeliverableKind,
    Outcome,
    Plan,
    PlanState,
    Priority,
    Sight,
    sight_of,
)
from goldenthread.plan.models.versions import (
    ActionVersion,
    DeadlineKind,
    Delivery,
    Gate,
    MilestoneVersion,
    OutcomeVersion,
    Owner,
    OwnerRole,
    Precision,
    PriorityVersion,
    Version,
)

__all__ = [
    "FOREVER",
    "Action",
    "ActionLink",
    "ActionVersion",
    "DeadlineKind",
    "DeliverableKind",
    "Delivery",
    "Doubt",
    "EarlierApproval",
    "Escalation",
    "EvidenceUse",
    "Export",
    "ExportState",
    "Gate",
    "GateDecision",
    "ImpactState",
    "ImpactStatement",
    "LinkKind",
    "LoadedPlan",
    "Measuring",
    "MilestoneVersion",
    "Occurrence",
    "Origin",
    "OriginKind",
    "Outcome",
    "OutcomeVersion",
    "OwedReturn",
    "Owner",
    "OwnerRole",
    "Period",
    "Plan",
    "PlanState",
    "Precision",
    "Priority",
    "PriorityVersion",
    "Reading",
    "ReadingState",
    "RegularExport",
    "Return",
    "ReturnState",
    "Rhythm",
    "Serving",
    "Sight",
    "Variation",
    "VariationState",
    "Version",
    "sight_of",
]
