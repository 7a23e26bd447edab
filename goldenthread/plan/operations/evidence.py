"""Using evidence for actions and outcomes; accepting it; taking it away; and what the plan shows of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.documents.models import Scan
from goldenthread.evidence.models import HELD_BACK, Evidence, Rung
from goldenthread.evidence.operations import add_evidence, refuse_identifiers
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import (
    FOREVER,
    Action,
    EvidenceUse,
    Outcome,
    OutcomeVersion,
    PlanState,
    Return,
    ReturnState,
)
from goldenthread.plan.operations.versions import current, lock_row, supersede

WHAT_WAS_ACCEPTED = {"rung", "evidence_on", "expires_on"}


@transaction.atomic
def bring_evidence(
    partnership: Partnership, *, by: User, place: dict[str, Any], answers: dict[str, str] | None = None, **facts: Any
) -> Evidence:
    """Keep a new piece and let it serve in its place (``action``, ``outcome``, ``made_return``): both or none."""
    piece = add_evidence(partnership, by=by, answers=answers, **facts)
    if place:
        use_evidence(piece, by=by, **place)
    return piece


@transaction.atomic
def use_evidence(
    evidence: Evidence,
    *,
    by: User,
    action: Action | None = None,
    outcome: Outcome | None = None,
    made_return: Return | None = None,
) -> EvidenceUse:
    """Let evidence serve an action or an outcome. It counts once somebody else accepts it, or approves the return."""
    target = action or outcome
    if target is None or (action and outcome):
        raise ValidationError("Choose one action or one outcome.")
    if evidence.partnership_id != target.plan.partnership_id:
        raise ValidationError("This evidence belongs to another partnership.")
    if evidence.organisation_id is not None:
        raise ValidationError("An organisation keeps this for its own return. Bring it to the plan as another piece.")
    if target.plan.state == PlanState.CLOSED:
        raise ValidationError("This plan is closed.")
    if evidence.withdrawn_at:
        raise ValidationError("This evidence was withdrawn.")
    if made_return and made_return.state not in {ReturnState.DRAFT, ReturnState.SENT_BACK}:
        raise ValidationError("This return can no longer be changed. Add the evidence to the action instead.")
    lock_row(target)
    found = EvidenceUse.objects.filter(evidence=evidence, action=action, outcome=outcome, ended_at=None).first()
    if found:
        return found
    use = EvidenceUse.objects.create(
        evidence=evidence, action=action, outcome=outcome, made_return=made_return, added_by=by, added_at=clock.now()
    )
    record(
        target, f"added the evidence “{evidence.title}”", by=by, new={"evidence": evidence.title, "rung": evidence.rung}
    )
    return use


@transaction.atomic
def accept_evidence(use: EvidenceUse, *, by: User) -> EvidenceUse:
    """Somebody other than the one who brought it finds that it proves what it is used for; from now on it counts."""
    use = _locked(use)
    if use.accepted_at or use.ended_at or use.evidence.withdrawn_at:
        raise ValidationError("This evidence does not wait to be accepted.")
    if use.added_by_id == by.pk:
        raise ValidationError("Somebody else must accept evidence that you brought yourself.")
    if not (use.evidence.is_settled or use.evidence.came_without_file):
        raise ValidationError("Its file is not screened yet, so nobody else has seen it.")
    use.accepted_by, use.accepted_at = by, clock.now()
    use.save()
    _summarise(use)
    record(use.action or use.outcome, f"accepted the evidence “{use.evidence.title}”", by=by)  # type: ignore[arg-type]
    return use


@transaction.atomic
def end_use(use: EvidenceUse, *, by: User, reason: str, answers: dict[str, str] | None = None) -> EvidenceUse:
    """It no longer serves here. The pages of earlier days go on showing it."""
    use = _locked(use)
    if use.ended_at:
        raise ValidationError("This evidence was taken away already.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why it no longer serves."})
    target: Action | Outcome = use.action or use.outcome  # type: ignore[assignment]
    refuse_identifiers(target, {"reason": reason}, partnership=use.evidence.partnership, by=by, answers=answers)
    use.ended_at = clock.now()
    use.save()
    _summarise(use)
    record(target, f"took away the evidence “{use.evidence.title}”", by=by, reason=reason)
    return use


def _locked(use: EvidenceUse) -> EvidenceUse:
    rows = EvidenceUse.objects.select_for_update(of=("self",))
    return rows.select_related("evidence__file", "evidence__partnership", "action__plan", "outcome__plan").get(
        pk=use.pk
    )


def _summarise(use: EvidenceUse) -> None:
    if use.action:
        summarise_evidence(use.action)
    elif use.outcome:
        summarise_outcome(use.outcome)


def counting(uses: "QuerySet[EvidenceUse]") -> "QuerySet[EvidenceUse]":
    """Those that count: accepted, not ended, not withdrawn, without malware, and settled as identifying no child."""
    standing = uses.filter(accepted_at__isnull=False, ended_at=None, evidence__withdrawn_at=None)
    return standing.exclude(evidence__file__scan=Scan.INFECTED).exclude(evidence__screening__in=HELD_BACK)


def _best(uses: "QuerySet[EvidenceUse]") -> Evidence | None:
    """The strongest, and of these the newest."""
    use = counting(uses).select_related("evidence").order_by("-evidence__rung", "-evidence__evidence_on").first()
    return use.evidence if use else None


def summarise_evidence(action: Action) -> None:
    """Write the strongest evidence that counts into the action's version, and into those of the outcomes it serves."""
    best = _best(EvidenceUse.objects.filter(action=action))
    supersede(
        current(action, lock=True),
        rung=best.rung if best else Rung.NONE,
        evidence_on=best.evidence_on if best else None,
        evidence_expires_on=best.expires_on if best else None,
    )
    for outcome in action.outcomes.all():
        summarise_outcome(outcome)


def summarise_outcome(outcome: Outcome) -> None:
    """The same for an outcome: its own evidence and that of the actions that serve it."""
    own = EvidenceUse.objects.filter(outcome=outcome) | EvidenceUse.objects.filter(action__in=outcome.actions.all())
    best = _best(own.distinct())
    lock_row(outcome)
    supersede(
        OutcomeVersion.objects.get(outcome=outcome, valid_to=FOREVER),
        rung=best.rung if best else Rung.NONE,
        evidence_on=best.evidence_on if best else None,
    )


def summarise_everything_served_by(evidence: Evidence, changed: frozenset[str] = frozenset()) -> None:
    """After a piece of evidence was changed or withdrawn. Another strength or date must be accepted anew."""
    for use in EvidenceUse.objects.filter(evidence=evidence, ended_at=None).select_related("action", "outcome"):
        if use.accepted_at and changed & WHAT_WAS_ACCEPTED:
            _ask_again(use)
        _summarise(use)


def _ask_again(use: EvidenceUse) -> None:
    """End the accepted use, which pages of earlier days show, and begin one that waits."""
    moment = clock.now()
    EvidenceUse.objects.filter(pk=use.pk).update(ended_at=moment)
    use.pk, use.accepted_by, use.accepted_at, use.added_at = None, None, None, moment
    use.save(force_insert=True)
