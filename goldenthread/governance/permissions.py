"""Who may do what with meetings, papers and decisions; with challenges, risks and strategies. State is asked in
operations; here only who."""

from goldenthread.accounts.models import User
from goldenthread.governance.models import AgendaItem, Challenge, Paper, PaperVersion, Risk, Strategy, WrittenProcedure
from goldenthread.governance.models.meetings import LED_BY_BOARD_CHAIR
from goldenthread.partnerships.models import Body, Partnership
from goldenthread.partnerships.rights import Holder, acts_for, may
from goldenthread.partnerships.roles import Right


def can_arrange(user: User, body: Body) -> bool:
    """Arrange, minute and close the meetings of the body: the business unit those of all, a chair their own."""
    return may(user, Right.ARRANGE_ALL_MEETINGS, body.partnership) or can_chair(user, body)


def can_chair(user: User, body: Body) -> bool:
    """Check the minutes, judge interests: the chair of the body; for Board and assembly the independent chair."""
    if acts_for(user, body, Right.ARRANGE_MEETINGS):
        return True
    return body.kind in LED_BY_BOARD_CHAIR and may(user, Right.CHAIR_BOARD, body.partnership)


def can_keep_plan(user: User, partnership: Partnership) -> bool:
    """Keep the forward plan of every body, and the rules of quorum."""
    return may(user, Right.ARRANGE_ALL_MEETINGS, partnership)


def can_name_readers(user: User, thing: AgendaItem | Paper) -> bool:
    """Open something closed to others, or take it back: only who may read it and arranges the meeting."""
    item = thing.item if isinstance(thing, Paper) else thing
    return can_arrange(user, item.meeting.body)


def can_bring_version(user: User, paper: Paper) -> bool:
    return paper.author_id == user.pk or can_arrange(user, paper.item.meeting.body)


def can_open_file(user: User, version: PaperVersion) -> bool:
    """Until a file is screened and scanned only its sender opens it, and one with malware nobody."""
    if version.file is None or version.file.scan == "infected":
        return False
    return version.is_settled or (version.added_by_id == user.pk and version.file.may_be_served)


def can_close_procedure(user: User, procedure: WrittenProcedure) -> bool:
    return can_arrange(user, procedure.body)


# --- challenges, risks, strategies ------------------------------------------------------------------------------------


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
