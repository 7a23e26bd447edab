"""Who may do what with challenges, risks and strategies. State is asked in operations; here only who."""

from goldenthread.accounts.models import User
from goldenthread.governance.models import Challenge, Risk, Strategy
from goldenthread.governance.models.meetings import LED_BY_BOARD_CHAIR
from goldenthread.partnerships.models import Body, Partnership
from goldenthread.partnerships.rights import Holder, acts_for, may
from goldenthread.partnerships.roles import Right


def can_keep_registers(user: User, partnership: Partnership) -> bool:
    return may(user, Right.KEEP_REGISTERS, partnership)


def can_reply(user: User, challenge: Challenge, holder: Holder) -> bool:
    """Whoever acts for the one who is asked (the Board's chair for the Board), but never who put it."""
    if user.pk in {challenge.raised_by_id, challenge.from_person_id}:
        return False
    place = challenge.partnership
    if isinstance(holder, Body) and holder.kind in LED_BY_BOARD_CHAIR and may(user, Right.CHAIR_BOARD, place):
        return True
    return acts_for(user, holder, Right.ANSWER_CHALLENGES, place)


def can_follow(user: User, challenge: Challenge) -> bool:
    """Take it further or close it: who put it, their place's people, and the business unit."""
    if user.pk in {challenge.raised_by_id, challenge.from_person_id}:
        return True
    place = challenge.partnership
    holder = challenge.from_body or challenge.from_organisation or challenge.from_post
    return can_keep_registers(user, place) or acts_for(user, holder, Right.CHALLENGE, place)


def can_review(user: User, risk: Risk, holder: Holder) -> bool:
    """Its owner's people, and whoever keeps the register."""
    return can_keep_registers(user, risk.partnership) or acts_for(
        user, holder, Right.ANSWER_CHALLENGES, risk.partnership
    )


def can_tell_of(user: User, strategy: Strategy) -> bool:
    """Record what its owner says: the owner's people, and whoever keeps the registers."""
    return can_keep_registers(user, strategy.partnership) or acts_for(
        user, strategy.owner, Right.ANSWER_CHALLENGES, strategy.partnership
    )
