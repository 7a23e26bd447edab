"""What everybody may read of a plan, once it was switched on: named here field by field, so that nothing else leaks.

No person's name, no text of a return, no reason, no variation, no evidence that was not marked for the public.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from goldenthread.documents.models import Scan
from goldenthread.evidence.models import Evidence, Screening
from goldenthread.plan.models import (
    ActionVersion,
    Delivery,
    EvidenceUse,
    OutcomeVersion,
    Owner,
    OwnerRole,
    Plan,
    PlanState,
    PriorityVersion,
)

RATINGS = [Delivery.DELIVERED, Delivery.ON_TRACK, Delivery.AT_RISK, Delivery.OFF_TRACK, Delivery.NOT_STARTED]


@dataclass(frozen=True)
class PublicEvidence:
    """``address`` is that of a page elsewhere; a file is reached by ``ref``."""

    ref: str
    title: str
    kind: str
    on: date
    address: str


@dataclass
class PublicAction:
    """``rating`` is the Board's last word, of ``rated_on``; both are empty where it has not spoken yet."""

    code: str
    words: str
    deadline: str
    rating: str
    rated_on: date | None
    owners: list[str] = field(default_factory=list)
    evidence: list[PublicEvidence] = field(default_factory=list)


@dataclass
class PublicOutcome:
    words: str
    evidence: list[PublicEvidence] = field(default_factory=list)


@dataclass
class PublicPriority:
    number: str
    title: str
    text: str
    outcomes: list[PublicOutcome] = field(default_factory=list)
    actions: list[PublicAction] = field(default_factory=list)


def public_plans() -> QuerySet[Plan]:
    return Plan.objects.filter(public_since__isnull=False, state=PlanState.ADOPTED).select_related("partnership__logo")


def public_plan(slug: str) -> Plan | None:
    """The adopted plan that a partnership shows to everybody; None where there is none, or no such partnership."""
    return public_plans().filter(partnership__slug=slug).order_by("-adopted_at").first()


def priorities_shown(plan: Plan) -> list[PublicPriority]:
    """The plan for everybody, as it is now. Five queries."""
    shown = {
        version.priority_id: PublicPriority(version.priority.number, version.title, version.text)
        for version in PriorityVersion.objects.filter(priority__plan=plan, removed=False)
        .at()
        .select_related("priority")
        .order_by("priority__position")
    }
    proofs = _evidence_of(plan)
    outcomes = OutcomeVersion.objects.filter(outcome__plan=plan, removed=False).at().select_related("outcome")
    for outcome in outcomes.order_by("outcome__position"):
        if outcome.outcome.priority_id in shown:
            told = PublicOutcome(outcome.words, proofs.get((None, outcome.outcome_id), []))
            shown[outcome.outcome.priority_id].outcomes.append(told)
    owners = _owners_of(plan)
    for version in (
        ActionVersion.objects.filter(plan=plan, removed=False)
        .at()
        .select_related("action__priority")
        .order_by("position")
    ):
        if version.priority_id in shown:
            told_action = _action(version)
            told_action.owners = owners.get(version.action_id, [])
            told_action.evidence = proofs.get((version.action_id, None), [])
            shown[version.priority_id].actions.append(told_action)
    return list(shown.values())


def counted(shown: list[PublicPriority]) -> list[tuple[str, int]]:
    """How many promises have which rating, the best first; "" stands for those of which nothing was agreed yet."""
    found = Counter(action.rating for priority in shown for action in priority.actions)
    return [(rating, found[rating]) for rating in (*RATINGS, "") if found[rating]]


def _action(version: ActionVersion) -> PublicAction:
    spoken = version.last_word_on is not None
    return PublicAction(
        version.action.code,
        version.words,
        version.deadline_text,
        version.delivery if spoken else "",
        version.last_word_on,
    )


def _owners_of(plan: Plan) -> dict[int, list[str]]:
    """Names of bodies, organisations and posts; a printed name that was matched to none of them stays inside."""
    found: dict[int, list[str]] = {}
    rows = Owner.objects.filter(action__plan=plan, role__in=[OwnerRole.LEAD, OwnerRole.JOINT]).at()
    for owner in rows.select_related("body", "organisation", "post").order_by("role", "position"):
        if owner.holder:
            found.setdefault(owner.action_id, []).append(str(owner.holder))
    return found


def _fit_for_the_public(prefix: str = "") -> Q:
    """Marked for the public by a person, not withdrawn, screened for identifiers and scanned."""
    may_be_served = Q(**{f"{prefix}file": None}) | Q(**{f"{prefix}file__scan__in": [Scan.NOT_NEEDED, Scan.CLEAN]})
    return may_be_served & Q(
        **{
            f"{prefix}public": True,
            f"{prefix}withdrawn_at": None,
            f"{prefix}screening__in": [Screening.CLEAR, Screening.LOOKED],
        }
    )


def _uses(plan: Plan) -> QuerySet[EvidenceUse]:
    """Uses that count, of evidence that everybody may see."""
    in_plan = Q(action__plan=plan) | Q(outcome__plan=plan)
    return EvidenceUse.objects.filter(
        in_plan, _fit_for_the_public("evidence__"), accepted_at__isnull=False, ended_at=None
    )


def _evidence_of(plan: Plan) -> dict[tuple[int | None, int | None], list[PublicEvidence]]:
    found: dict[tuple[int | None, int | None], list[PublicEvidence]] = {}
    for use in _uses(plan).select_related("evidence").order_by("-evidence__evidence_on", "pk"):
        piece = use.evidence
        told = PublicEvidence(piece.ref, piece.title, piece.get_kind_display(), piece.evidence_on, piece.link)
        found.setdefault((use.action_id, use.outcome_id), []).append(told)
    return found


def public_file(slug: str, ref: str) -> Evidence | None:
    """A piece of evidence with a file that stands on the public page."""
    plan = public_plan(slug)
    if plan is None:
        return None
    used = Evidence.objects.filter(ref=ref, file__isnull=False, pk__in=_uses(plan).values("evidence"))
    return used.select_related("file").first()
