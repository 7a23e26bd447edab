"""Gates, claims of impact and their judgement, links between actions."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.models import Rung
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history.operations import record
from goldenthread.plan.models import (
    FOREVER,
    Action,
    ActionLink,
    Delivery,
    Gate,
    GateDecision,
    ImpactState,
    ImpactStatement,
    LinkKind,
    Outcome,
    OutcomeVersion,
)
from goldenthread.plan.operations.reminders import tell_claimant
from goldenthread.plan.operations.versions import current, lock_row, supersede

CLAIM_TEXTS = ("claim", "measure", "source", "against")


@transaction.atomic
def pass_gate(
    action: Action, *, gate: Gate, reason: str, by: User, answers: dict[str, str] | None = None
) -> GateDecision:
    """The Board takes an action through a gate, or back through one, and says why.

    Embedded needs evidence of changed practice (rung 4); impact evidenced needs a claim of impact that stands.
    """
    version = current(action, lock=True)
    if action.plan.state != "adopted" or version.removed:
        raise ValidationError("A gate is decided on an action of the plan that is in force.")
    if gate == version.gate:
        raise ValidationError({"gate": "It stands there already."})
    if not reason.strip():
        raise ValidationError({"reason": "Say why."})
    refuse_identifiers(action, {"reason": reason}, partnership=action.plan.partnership, by=by, answers=answers)
    if gate != Gate.NONE and version.delivery != Delivery.DELIVERED:
        raise ValidationError("It must be delivered first, by an approved return.")
    if gate == Gate.EMBEDDED and version.rung < Rung.PRACTICE:
        raise ValidationError(
            "Embedded means that practice changed: accept an audit or data that shows it first (rung 4 or 5)."
        )
    if gate == Gate.IMPACT and not ImpactStatement.objects.filter(action=action, state=ImpactState.ACCEPTED).exists():
        raise ValidationError("Impact is evidenced only by a claim of impact that was judged to stand.")
    decision = GateDecision.objects.create(
        action=action, gate=gate, reason=reason.strip(), decided_on=clock.today(), decided_by=by, at=clock.now()
    )
    supersede(version, gate=gate)
    record(
        action,
        f"decided the gate: {decision.get_gate_display().lower()}",
        by=by,
        old={"gate": version.gate},
        new={"gate": gate},
        reason=reason,
    )
    return decision


@transaction.atomic
def claim_impact(
    target: Action | Outcome, *, by: User, answers: dict[str, str] | None = None, **values: Any
) -> ImpactStatement:
    """Say what changed for children. Measure, source, strength and what speaks against it are all needed."""
    if target.plan.state != "adopted":
        raise ValidationError("Impact is claimed on a plan that is in force.")
    own = {str(target._meta.model_name): target}
    claim = ImpactStatement(plan=target.plan, claimed_by=by, claimed_at=clock.now(), **own, **values)
    claim.full_clean()
    if claim.observed_on > clock.today():
        raise ValidationError({"observed_on": "This day is still to come."})
    texts = {name: getattr(claim, name) for name in CLAIM_TEXTS}
    refuse_identifiers(claim, texts, partnership=target.plan.partnership, by=by, answers=answers)
    claim.save()
    record(target, "claimed impact", by=by, new={"claim": claim.claim, "strength": claim.strength})
    return claim


@transaction.atomic
def judge_impact(
    claim: ImpactStatement, *, stands: bool, why: str, by: User, answers: dict[str, str] | None = None
) -> ImpactStatement:
    """Somebody else finds that the claim stands or does not."""
    claim = (
        ImpactStatement.objects.select_for_update(of=("self",))
        .select_related("plan__partnership", "action__plan", "outcome__plan")
        .get(pk=claim.pk)
    )
    if claim.state != ImpactState.PROPOSED:
        raise ValidationError("This claim is judged already.")
    if claim.claimed_by_id == by.pk:
        raise ValidationError("Nobody judges their own claim. Somebody else must.")
    if not why.strip():
        raise ValidationError({"why": "Say why."})
    refuse_identifiers(claim, {"why": why}, partnership=claim.plan.partnership, by=by, answers=answers)
    claim.state = ImpactState.ACCEPTED if stands else ImpactState.DECLINED
    claim.judged_by, claim.judged_at, claim.judgement = by, clock.now(), why.strip()
    claim.save()
    if stands and claim.outcome:
        lock_row(claim.outcome)
        supersede(
            OutcomeVersion.objects.get(outcome=claim.outcome, valid_to=FOREVER),
            impact_evidenced=True,
        )
    target = claim.action or claim.outcome
    record(target, "found that a claim of impact " + ("stands" if stands else "does not stand"), by=by, reason=why)  # type: ignore[arg-type]
    tell_claimant(claim, by=by)
    return claim


@transaction.atomic
def link_actions(action: Action, other: Action, *, kind: LinkKind, by: User) -> ActionLink:
    """Note that two actions are the same deliverable, or that one waits for the other. Nothing is merged."""
    if action.pk == other.pk or action.plan.partnership_id != other.plan.partnership_id:
        raise ValidationError("Choose another action of this partnership.")
    for each in sorted([action, other], key=lambda each: each.pk):
        lock_row(each)
    if (
        kind == LinkKind.DEPENDS_ON
        and ActionLink.objects.filter(action=other, other=action, kind=kind, ended_at=None).exists()
    ):
        raise ValidationError(f"{other} already waits for {action}: they cannot wait for each other.")
    if (
        kind == LinkKind.DUPLICATE
        and ActionLink.objects.filter(action=other, other=action, kind=kind, ended_at=None).exists()
    ):
        raise ValidationError("These two are linked already.")
    link, made = ActionLink.objects.get_or_create(
        action=action, other=other, kind=kind, ended_at=None, defaults={"made_by": by, "made_at": clock.now()}
    )
    if made:
        record(action, f"noted that it {link.get_kind_display()} {other}", by=by)
    return link


@transaction.atomic
def end_link(link: ActionLink, *, by: User) -> ActionLink:
    link = ActionLink.objects.select_for_update(of=("self",)).select_related("action__plan", "other").get(pk=link.pk)
    if link.ended_at is None:
        link.ended_at = clock.now()
        link.save()
        record(link.action, f"took back that it {link.get_kind_display()} {link.other}", by=by)
    return link
