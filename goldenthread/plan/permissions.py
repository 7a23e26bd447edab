"""Who may do what to a plan, an action, a return. State is asked in operations; here only who."""

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.queries import acts_for, may
from goldenthread.partnerships.rights import Holder
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models import FOREVER, Action, ImpactStatement, OwnerRole, Plan, Return, Variation

OWNING = [OwnerRole.LEAD, OwnerRole.JOINT]


def can_prepare(user: User, partnership: Partnership) -> bool:
    """Read documents in, edit drafts, propose variations."""
    return may(user, Right.PREPARE_PLAN, partnership)


def can_adopt(user: User, plan: Plan) -> bool:
    return may(user, Right.ADOPT_PLAN, plan.partnership)


def can_check_returns(user: User, partnership: Partnership) -> bool:
    """Send returns back, open and lock periods, send reminders."""
    return may(user, Right.CHECK_RETURNS, partnership)


def can_decide(user: User, partnership: Partnership) -> bool:
    return may(user, Right.DECIDE, partnership)


def _acts_for_owner(user: User, action: Action, right: Right) -> bool:
    owners = action.owners.filter(valid_to=FOREVER, role__in=OWNING).select_related("body", "organisation", "post")
    return any(acts_for(user, owner.holder, right, action.plan.partnership) for owner in owners)


def can_write_return(user: User, action: Action) -> bool:
    """The owner's people; the business unit on behalf of any owner."""
    return may(user, Right.WRITE_ALL_RETURNS, action.plan.partnership) or _acts_for_owner(
        user, action, Right.WRITE_RETURNS
    )


def can_submit_return(user: User, action: Action) -> bool:
    partnership = action.plan.partnership
    if may(user, Right.WRITE_ALL_RETURNS, partnership) and may(user, Right.SUBMIT_RETURNS, partnership):
        return True
    return _acts_for_owner(user, action, Right.SUBMIT_RETURNS)


def can_write_for(user: User, holder: Holder, partnership: Partnership) -> bool:
    """The returns that one owner owes."""
    return may(user, Right.WRITE_ALL_RETURNS, partnership) or acts_for(user, holder, Right.WRITE_RETURNS, partnership)


def can_submit_for(user: User, holder: Holder, partnership: Partnership) -> bool:
    whole = may(user, Right.WRITE_ALL_RETURNS, partnership) and may(user, Right.SUBMIT_RETURNS, partnership)
    return whole or acts_for(user, holder, Right.SUBMIT_RETURNS, partnership)


def can_approve(user: User, made: Return) -> bool:
    """The Board decides, but nobody on what they wrote or submitted themselves."""
    return can_decide(user, made.action.plan.partnership) and user.pk not in {made.written_by_id, made.submitted_by_id}


def can_decide_variation(user: User, variation: Variation) -> bool:
    return can_decide(user, variation.plan.partnership) and user.pk != variation.proposed_by_id


def can_add_evidence(user: User, partnership: Partnership) -> bool:
    return may(user, Right.ADD_EVIDENCE, partnership)


def can_judge(user: User, claim: ImpactStatement) -> bool:
    """Whoever may judge impact, but nobody judges their own claim."""
    return may(user, Right.JUDGE_IMPACT, claim.plan.partnership) and user.pk != claim.claimed_by_id


def can_publish(user: User, partnership: Partnership) -> bool:
    return may(user, Right.PUBLISH, partnership)


def can_take_away(user: User, plan: Plan, format: str) -> bool:
    """Whoever reads the plan may take what they see away; the whole of it needs a right of its own."""
    return format != "json" or may(user, Right.EXPORT_ALL, plan.partnership)


def can_challenge(user: User, partnership: Partnership) -> bool:
    """Put a challenge about something of the plan; the business unit writes down what others put."""
    return may(user, Right.CHALLENGE, partnership) or may(user, Right.KEEP_REGISTERS, partnership)
