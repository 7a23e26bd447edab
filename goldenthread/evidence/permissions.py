"""Who may do what to a piece of evidence."""

from goldenthread.accounts.models import User
from goldenthread.evidence.models import Evidence
from goldenthread.partnerships.rights import answered_for, may
from goldenthread.partnerships.roles import Right


def can_open_file(user: User, evidence: Evidence) -> bool:
    """Until a file is screened and scanned only its sender opens it, and one with malware nobody."""
    if evidence.file is None or evidence.file.scan == "infected":
        return False
    return evidence.is_settled or (evidence.added_by_id == user.pk and evidence.file.may_be_served)


def can_correct(user: User, evidence: Evidence) -> bool:
    """Whoever brought it, and the business unit; of what an organisation keeps, its own people alone."""
    if evidence.organisation_id is not None:
        return evidence.organisation_id in answered_for(user)
    own = evidence.added_by_id == user.pk and may(user, Right.ADD_EVIDENCE, evidence.partnership)
    return own or may(user, Right.CHECK_RETURNS, evidence.partnership)


def can_settle(user: User, evidence: Evidence) -> bool:
    """Nobody answers for a file that they cannot open."""
    return can_correct(user, evidence) and can_open_file(user, evidence)


def can_publish(user: User, evidence: Evidence) -> bool:
    """Whether it may be shown to the public is for those who switch the public page on and off."""
    return evidence.organisation_id is None and may(user, Right.PUBLISH, evidence.partnership)
