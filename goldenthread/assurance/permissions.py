"""Who may do what to a round and to the return of an organisation."""

from goldenthread.accounts.models import User
from goldenthread.assurance.models import GoodExample, Round, RoundPart, SelfAssessment, SelfAssessmentState
from goldenthread.partnerships.models import Network, Partnership, across
from goldenthread.partnerships.queries import may
from goldenthread.partnerships.rights import answered_for
from goldenthread.partnerships.roles import Right


def can_open_rounds(user: User, partnership: Partnership) -> bool:
    return may(user, Right.RUN_ROUNDS, partnership)


def can_run(user: User, asked: Round) -> bool:
    """In the partnership that leads it; the others of the network add their supplement and wait."""
    return asked.closed_at is None and may(user, Right.RUN_ROUNDS, asked.partnership)


def can_run_in_network(user: User, asked: Round) -> bool:
    return asked.closed_at is None and asked.network_id in across(user, Right.RUN_NETWORK_ROUNDS)


def can_compare_network(user: User, network: Network) -> bool:
    """Whoever reads the numbers of one of its partnerships sees those of the others beside them, there. With the whole
    as well, groups too small to be shown could be worked out."""
    reads = Partnership.objects.where(user, Right.READ_ROUND_REPORTS).filter(network=network)
    return network.pk in across(user, Right.READ_NETWORK_COMPARISON) and not reads.exists()


def can_take_edition(user: User, part: RoundPart, partnership: Partnership) -> bool:
    open_still = part.round.closed_at is None
    return open_still and asks_with(part, partnership) and may(user, Right.RUN_ROUNDS, partnership)


def asks_with(part: RoundPart, partnership: Partnership) -> bool:
    """The partnership that leads the round, or the one whose supplement it is."""
    return (part.partnership_id or part.round.partnership_id) == partnership.pk


def is_own(user: User, assessment: SelfAssessment) -> bool:
    return assessment.organisation_id in answered_for(user)


def can_answer(user: User, assessment: SelfAssessment) -> bool:
    """The organisation's lead and those of its people whom it named contributors, until it is signed off."""
    return assessment.is_open and assessment.round.closed_at is None and is_own(user, assessment)


def can_lead(user: User, assessment: SelfAssessment) -> bool:
    """Name who signs off, hand in, share."""
    return assessment.organisation_id in answered_for(user, Right.SUBMIT_FOR_ORGANISATION)


def can_sign_off(user: User, assessment: SelfAssessment) -> bool:
    """The named senior lead, and nobody in their place."""
    return can_answer(user, assessment) and assessment.senior_lead_id == user.pk


def can_submit(user: User, assessment: SelfAssessment) -> bool:
    return assessment.state == SelfAssessmentState.SIGNED_OFF and can_lead(user, assessment)


def can_reopen(user: User, assessment: SelfAssessment) -> bool:
    """Before it is handed in its organisation opens it again; after that the partnership that leads the round does."""
    if assessment.round.closed_at is not None:
        return False
    if assessment.state == SelfAssessmentState.SIGNED_OFF:
        return can_lead(user, assessment) or (is_own(user, assessment) and assessment.senior_lead_id == user.pk)
    handed_in = {SelfAssessmentState.SUBMITTED, SelfAssessmentState.QUERIED, SelfAssessmentState.AGREED}
    return assessment.state in handed_in and may(user, Right.RUN_ROUNDS, assessment.round.partnership)


IN_MODERATION = {SelfAssessmentState.SUBMITTED, SelfAssessmentState.QUERIED, SelfAssessmentState.AGREED}


def can_moderate(user: User, assessment: SelfAssessment, partnership: Partnership) -> bool:
    """Nobody moderates their own organisation. That the return is shared is asked where it is read."""
    moderating = assessment.state in IN_MODERATION and assessment.round.closed_at is None
    return moderating and may(user, Right.MODERATE, partnership) and not is_own(user, assessment)


def can_agree(user: User, assessment: SelfAssessment) -> bool:
    """The partnership that leads the round, once nothing waits any more."""
    open_still = assessment.state != SelfAssessmentState.AGREED
    return open_still and can_moderate(user, assessment, assessment.round.partnership)


def can_reply(user: User, assessment: SelfAssessment) -> bool:
    """Its people answer questions and say whether they agree, until the levels are agreed."""
    handed_in = {SelfAssessmentState.SUBMITTED, SelfAssessmentState.QUERIED}
    return assessment.state in handed_in and assessment.round.closed_at is None and is_own(user, assessment)


def can_correct(user: User, assessment: SelfAssessment) -> bool:
    """Whoever hands it in, and whoever signed it off: they answer for every word of it."""
    if assessment.state not in IN_MODERATION or assessment.round.closed_at is not None:
        return False
    return can_lead(user, assessment) or (is_own(user, assessment) and assessment.senior_lead_id == user.pk)


def can_moderate_in(user: User, partnership: Partnership) -> bool:
    return may(user, Right.MODERATE, partnership)


def can_end_example(user: User, example: GoodExample) -> bool:
    """Whoever proposes examples where it was proposed, and its organisation."""
    return may(user, Right.MODERATE, example.partnership) or can_lead(user, example.part.assessment)


def can_send_feedback(user: User, assessment: SelfAssessment, partnership: Partnership) -> bool:
    """Also after the round is closed, for that is when some send it."""
    return may(user, Right.MODERATE, partnership) and not is_own(user, assessment)
