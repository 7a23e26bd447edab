"""What a partnership's bodies do together: meetings and decisions, challenges, risks, strategies owned elsewhere."""

from goldenthread.governance.models.agenda import AgendaItem, Interest, ItemKind, ItemState, StandingItem
from goldenthread.governance.models.attendance import Attendance, Constituency, Part, Presence, QuorumRule
from goldenthread.governance.models.challenges import Challenge, ChallengeResult, ChallengeState, ChallengeStep
from goldenthread.governance.models.decisions import Decision, DecisionState, Dissent, Settled, Settlement
from goldenthread.governance.models.forward_plan import Forwarding, ForwardItem, ForwardKind
from goldenthread.governance.models.meetings import Meeting, MeetingState, Series
from goldenthread.governance.models.minutes import Minutes, MinutesState, Reopening
from goldenthread.governance.models.packs import Pack, PackState
from goldenthread.governance.models.papers import Paper, PaperVersion
from goldenthread.governance.models.procedure import Answer, WrittenProcedure, WrittenVote
from goldenthread.governance.models.risks import Risk, RiskKind, RiskVersion
from goldenthread.governance.models.strategies import Strategy, StrategyMilestone, StrategyUpdate
from goldenthread.governance.models.suggestions import Suggestion

__all__ = [
    "AgendaItem",
    "Answer",
    "Attendance",
    "Challenge",
    "ChallengeResult",
    "ChallengeState",
    "ChallengeStep",
    "Constituency",
    "Decision",
    "DecisionState",
    "Dissent",
    "ForwardItem",
    "ForwardKind",
    "Forwarding",
    "Interest",
    "ItemKind",
    "ItemState",
    "Meeting",
    "MeetingState",
    "Minutes",
    "MinutesState",
    "Pack",
    "PackState",
    "Paper",
    "PaperVersion",
    "Part",
    "Presence",
    "QuorumRule",
    "Reopening",
    "Risk",
    "RiskKind",
    "RiskVersion",
    "Series",
    "Settled",
    "Settlement",
    "StandingItem",
    "Strategy",
    "StrategyMilestone",
    "StrategyUpdate",
    "Suggestion",
    "WrittenProcedure",
    "WrittenVote",
]
