"""Roles and what each may do: one table, for a data-protection officer to read and for the tests to hold us to.

A right is given for a partnership (or, by an organisation's people, for every partnership that the organisation is a
member of). Those of a network are given for what its partnerships do together, and for nothing of any one of them. What
concerns one record further (its owner, its state, who wrote it) is in each app's ``permissions.py``.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models


class Right(StrEnum):
    """What somebody may do in a partnership. The value is how the application says it."""

    READ_PLAN = "read the plan, its returns, evidence and bodies"
    PREPARE_PLAN = "read plan documents in, edit draft plans, propose variations"
    ADOPT_PLAN = "record that the Board adopted a plan"
    WRITE_RETURNS = "write returns for what their body, post or organisation owns"
    SUBMIT_RETURNS = "submit returns for what their body, post or organisation owns"
    WRITE_ALL_RETURNS = "write returns for any owner of the partnership"
    CHECK_RETURNS = "send returns back, open and lock periods, send reminders"
    DECIDE = "approve returns, variations and gates for the Board"
    JUDGE_IMPACT = "judge whether a claim of impact stands"
    ADD_EVIDENCE = "add evidence and claims of impact"
    KEEP_INDICATORS = "say what is counted, its target, and enter figures"
    KEEP_QUESTIONNAIRES = "load and withdraw questionnaires, and offer them to the network"
    RUN_ROUNDS = "open rounds of self-assessment, and see how far every organisation is"
    MODERATE = "judge self-assessments that were shared with the partnership, never those of one's own organisation"
    READ_SELF_ASSESSMENTS = "read the self-assessments that organisations shared with the partnership"
    READ_ROUND_REPORTS = "read the report over a round of self-assessments: who has not answered, and what is in place"
    RUN_NETWORK_ROUNDS = "open rounds of self-assessment throughout a network, and see how far every organisation is"
    READ_NETWORK_COMPARISON = "read how the organisations of a network compare, without names and without small groups"
    ANSWER_FOR_ORGANISATION = "answer what their organisation is asked"
    SUBMIT_FOR_ORGANISATION = (
        "hand in their organisation's answers, say who signs them off and with whom they are shared"
    )
    PUBLISH = "switch the public page of the plan on and off"
    ARRANGE_MEETINGS = "arrange, minute and close the meetings of their own body"
    ARRANGE_ALL_MEETINGS = "arrange, minute and close the meetings of any body, keep the forward plan and quorum rules"
    CHAIR_BOARD = "chair the Board and the assembly: check their minutes, declare and end recusals"
    CHALLENGE = "put a challenge for themselves or their body, post or organisation; take it further; close it"
    ANSWER_CHALLENGES = "reply to challenges that are put to their body, post or organisation"
    KEEP_REGISTERS = "keep the challenge log, the register of risks and issues, and strategies owned elsewhere"
    WRITE_REPORTS = "put highlight, accountability and yearly reports together"
    RELEASE_REPORTS = "release a report as the second person, never one that they wrote in"
    MANAGE = "manage bodies, posts, people, invitations, imports and settings"
    INVITE_COLLEAGUES = "invite people of their own organisation or body"
    READ_HISTORY = "read the whole history of the partnership"
    EXPORT_ALL = "take the whole plan away in one file"
    OPERATE = "see the state of the installation and its outgoing mail"


class Place(models.TextChoices):
    """What a role is held in."""

    PARTNERSHIP = "partnership", "the partnership"
    BODY = "body", "a body"
    ORGANISATION = "organisation", "an organisation"
    NETWORK = "network", "the network"
    INSTALLATION = "installation", "the installation"


class Role(models.TextChoices):
    MANAGER = "manager", "Business manager"
    OFFICER = "officer", "Business officer"
    INDEPENDENT_CHAIR = "independent_chair", "Independent chair"
    SCRUTINEER = "scrutineer", "Independent scrutineer"
    BOARD_MEMBER = "board_member", "Board member"
    BODY_CHAIR = "body_chair", "Chair of a body"
    BODY_MEMBER = "body_member", "Member of a body"
    AGENCY_LEAD = "agency_lead", "Agency lead"
    AGENCY_CONTRIBUTOR = "agency_contributor", "Agency contributor"
    PRACTITIONER = "practitioner", "Practitioner"
    COORDINATOR = "coordinator", "Regional co-ordinator"
    AUDITOR = "auditor", "Information governance auditor"
    OPERATOR = "operator", "System operator"


@dataclass(frozen=True, slots=True)
class Duty:
    """What a role is for, where it is held, and its rights."""

    place: Place
    purpose: str
    rights: frozenset[Right] = frozenset()


def _duty(place: Place, purpose: str, *rights: Right) -> Duty:
    return Duty(place, purpose, frozenset(rights))


R = Right
DUTIES: dict[Role, Duty] = {
    Role.MANAGER: _duty(
        Place.PARTNERSHIP,
        "Runs the partnership's business: prepares plans, chases and checks returns, keeps bodies and people in order.",
        R.READ_PLAN, R.PREPARE_PLAN, R.ADOPT_PLAN, R.WRITE_RETURNS, R.SUBMIT_RETURNS, R.WRITE_ALL_RETURNS,
        R.CHECK_RETURNS, R.ADD_EVIDENCE, R.PUBLISH, R.ARRANGE_MEETINGS, R.ARRANGE_ALL_MEETINGS, R.MANAGE,
        R.READ_HISTORY, R.EXPORT_ALL,
        R.KEEP_REGISTERS, R.ANSWER_CHALLENGES, R.WRITE_REPORTS, R.RELEASE_REPORTS, R.KEEP_INDICATORS,
        R.KEEP_QUESTIONNAIRES, R.RUN_ROUNDS, R.MODERATE, R.READ_SELF_ASSESSMENTS, R.READ_ROUND_REPORTS,
    ),
    Role.OFFICER: _duty(
        Place.PARTNERSHIP,
        "Works for the business manager: prepares plans and keeps them up to date; does not adopt, publish or invite.",
        R.READ_PLAN, R.PREPARE_PLAN, R.WRITE_RETURNS, R.WRITE_ALL_RETURNS, R.CHECK_RETURNS, R.ADD_EVIDENCE,
        R.ARRANGE_MEETINGS, R.ARRANGE_ALL_MEETINGS, R.READ_HISTORY,
        R.KEEP_REGISTERS, R.WRITE_REPORTS, R.KEEP_INDICATORS, R.KEEP_QUESTIONNAIRES,
        R.RUN_ROUNDS, R.MODERATE, R.READ_SELF_ASSESSMENTS, R.READ_ROUND_REPORTS,
    ),
    Role.INDEPENDENT_CHAIR: _duty(
        Place.PARTNERSHIP,
        "Chairs the Board, supports and challenges; decides for the Board, but never on what they wrote themselves.",
        R.READ_PLAN, R.ADOPT_PLAN, R.DECIDE, R.JUDGE_IMPACT, R.ARRANGE_MEETINGS, R.CHAIR_BOARD, R.READ_HISTORY,
        R.EXPORT_ALL,
        R.CHALLENGE, R.ANSWER_CHALLENGES, R.WRITE_REPORTS, R.RELEASE_REPORTS, R.READ_ROUND_REPORTS,
    ),
    Role.SCRUTINEER: _duty(
        Place.PARTNERSHIP,
        "Tests the evidence independently of those who deliver; judges impact, decides nothing.",
        R.READ_PLAN, R.JUDGE_IMPACT, R.READ_HISTORY, R.EXPORT_ALL,
        R.CHALLENGE, R.WRITE_REPORTS, R.MODERATE, R.READ_SELF_ASSESSMENTS, R.READ_ROUND_REPORTS,
    ),
    Role.BOARD_MEMBER: _duty(
        Place.PARTNERSHIP,
        "Sits on the Board and decides with it; judges impact, but never of what they wrote themselves.",
        R.READ_PLAN, R.DECIDE, R.JUDGE_IMPACT, R.EXPORT_ALL,
        R.CHALLENGE, R.RELEASE_REPORTS, R.READ_ROUND_REPORTS,
    ),
    Role.BODY_CHAIR: _duty(
        Place.BODY,
        "Chairs a sub-group or other body and answers for what it owns.",
        R.READ_PLAN, R.WRITE_RETURNS, R.SUBMIT_RETURNS, R.ADD_EVIDENCE, R.ARRANGE_MEETINGS, R.INVITE_COLLEAGUES,
        R.CHALLENGE, R.ANSWER_CHALLENGES,
    ),
    Role.BODY_MEMBER: _duty(
        Place.BODY,
        "Sits on a body; helps to write its returns and brings evidence.",
        R.READ_PLAN, R.WRITE_RETURNS, R.ADD_EVIDENCE,
    ),
    Role.AGENCY_LEAD: _duty(
        Place.ORGANISATION,
        "Answers for one organisation: submits what it owes, and brings its colleagues in.",
        R.READ_PLAN, R.WRITE_RETURNS, R.SUBMIT_RETURNS, R.ADD_EVIDENCE, R.INVITE_COLLEAGUES,
        R.CHALLENGE, R.ANSWER_CHALLENGES, R.ANSWER_FOR_ORGANISATION, R.SUBMIT_FOR_ORGANISATION,
    ),
    Role.AGENCY_CONTRIBUTOR: _duty(
        Place.ORGANISATION,
        "Helps to write what their organisation owes; the lead submits it.",
        R.READ_PLAN, R.WRITE_RETURNS, R.ADD_EVIDENCE, R.ANSWER_FOR_ORGANISATION,
    ),
    Role.PRACTITIONER: _duty(
        Place.ORGANISATION,
        "Works with children and families; sees what is public, and their own account.",
    ),
    Role.COORDINATOR: _duty(
        Place.NETWORK,
        "Runs what the partnerships of a network ask together; sees no plan, no answer and no record of any of them.",
        R.RUN_NETWORK_ROUNDS, R.READ_NETWORK_COMPARISON,
    ),
    Role.AUDITOR: _duty(
        Place.PARTNERSHIP,
        "Checks how information is handled; reads, changes nothing.",
        R.READ_PLAN, R.READ_HISTORY, R.READ_SELF_ASSESSMENTS, R.READ_ROUND_REPORTS,
    ),
    Role.OPERATOR: _duty(
        Place.INSTALLATION,
        "Keeps the server running; sees its state, and on a demonstration its mails, but no partnership's records.",
        R.OPERATE,
    ),
}  # fmt: skip

SECOND_FACTOR_RIGHTS = frozenset(Right) - {R.INVITE_COLLEAGUES}
"""Whoever holds one of these sees records of others that are not public, and must sign in with a second factor."""


def roles_with(right: Right) -> list[Role]:
    return [role for role, duty in DUTIES.items() if right in duty.rights]
