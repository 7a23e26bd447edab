"""A partnership in which every text holds a canary, and addresses that lead to something of its own."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.api.models import Token, Webhook
from goldenthread.assurance.models import Round, SelfAssessment
from goldenthread.assurance.operations.handing import hand_over
from goldenthread.core import clock
from goldenthread.core.rules import TOKEN, routes, rule_of
from goldenthread.documents.gate import check_file
from goldenthread.documents.operations import keep_file
from goldenthread.notifications.models import Mail, MailState
from goldenthread.partnerships.models import (
    Appointment,
    Archive,
    Body,
    Invitation,
    Membership,
    Network,
    Organisation,
    Partnership,
    PartnershipMember,
)
from goldenthread.partnerships.roles import DUTIES, Place, Role
from goldenthread.plan.models import (
    ActionLink,
    Doubt,
    EvidenceUse,
    Export,
    ImpactStatement,
    MilestoneVersion,
    OwedReturn,
    Reading,
    ReturnState,
    Variation,
)
from goldenthread.questionnaires.models import Edition
from goldenthread.reports.models import Presentation
from tests import factories as make
from tests.access import governance

CANARY = "Xylocarp"
"""A word that no page says of itself."""

OF_A_MAIL = [f"notifications:{name}" for name in ("planned_mail", "move", "words", "cancel", "resend", "leave")]

OWN_RETURN = ("own", "own_answers", "compared", "senior_lead", "sign_off", "submit", "sharing", "own_reopen")
ELSEWHERE = {"core", "account", "mfa", "usersessions", "openid_connect", "socialaccount"}


@dataclass
class Estate:
    """``kwargs`` by route name: what fills its address so that it leads to something of the partnership.

    ``theirs`` is the same for the other partnership, where somebody furnished it as well; ``closed`` the same for what
    only some may read (``governance.READERS``).
    """

    partnership: Partnership
    people: dict[str, User]
    outsider: User
    suspended: User
    kwargs: dict[str, dict[str, Any]]
    elsewhere: Partnership
    theirs: dict[str, dict[str, Any]] = field(default_factory=dict)
    closed: dict[str, dict[str, Any]] = field(default_factory=dict)


def build() -> Estate:
    home, elsewhere = make.a_partnership(), make.a_partnership("elmshire")
    people, kwargs, closed = _furnished(home)
    outsider = make.a_member(Role.MANAGER, elsewhere, name="Elmshire Manager")
    suspended = make.a_member(Role.MANAGER, home, name="Suspended Manager")
    suspended.is_active, suspended.suspended_at = False, clock.now()
    suspended.save()
    return Estate(home, people, outsider, suspended, kwargs, elsewhere, closed=closed)


def furnish_elsewhere(estate: Estate) -> None:
    """The other partnership gets one of everything too."""
    estate.theirs = _furnished(estate.elsewhere)[1]


def _furnished(place: Partnership) -> tuple[dict[str, User], dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    place.network = Network.objects.create(slug=f"{place.slug}-region", name=f"The Region of {place.area}")
    place.save()
    board = make.a_body(place, f"{CANARY} Board", "board", purpose=CANARY)
    agency = make.an_organisation(f"{CANARY} Police of {place.area}", place)
    people = {role: _somebody(role, place, board, agency) for role in Role}
    kwargs, closed = _kwargs(place, board, agency, people)
    return people, kwargs, {name: {"partnership": place.slug, **rest} for name, rest in closed.items()}


def _somebody(role: Role, home: Partnership, board: Body, agency: Organisation) -> User:
    place = DUTIES[role].place
    where: dict[str, Any] = {
        Place.PARTNERSHIP: {"partnership": home},
        Place.BODY: {"body": board},
        Place.ORGANISATION: {"organisation": agency},
        Place.NETWORK: {"network": home.network},
        Place.INSTALLATION: {},
    }[place]
    return make.a_member(role, name=f"{home.area} {role.label}", **where)


def _kwargs(
    home: Partnership, board: Body, agency: Organisation, people: dict[str, User]
) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    manager = people[Role.MANAGER]
    plan = make.a_plan(home, title=f"{CANARY} plan", introduction=CANARY)
    priority = make.a_priority(plan, f"{CANARY} priority")
    outcome = make.an_outcome(priority, f"{CANARY} outcome")
    action = make.an_action(priority, f"{CANARY} action", owner=board, due_on=date(2021, 10, 31), deadline_text=CANARY)
    other = make.an_action(priority, f"{CANARY} other", owner=board)
    draft = make.a_plan(home, adopted=False, title=f"{CANARY} draft", supersedes=plan)
    first = make.a_priority(draft, f"{CANARY} drafted")
    drafted = make.an_action(first, f"{CANARY} drafted action")
    doubt = Doubt.objects.create(plan=draft, action=drafted, code="no_owner", sentence=CANARY)
    milestone = MilestoneVersion.objects.create(action=action, words=CANARY, valid_from=make.LONG_AGO)
    period = make.a_period(home, name=f"{CANARY} quarter")
    OwedReturn.objects.create(period=period, action=action, body=board)
    made = make.a_return(
        action,
        period,
        people[Role.BODY_CHAIR],
        state=ReturnState.SUBMITTED,
        how_much=CANARY,
        rating="on_track",
        submitted_at=clock.now(),
    )
    file = keep_file(check_file(CANARY.encode(), f"{CANARY}.txt"), chain=home.slug, by=manager)
    evidence = make.some_evidence(home, manager, f"{CANARY} evidence", shows=CANARY)
    filed = make.some_evidence(home, manager, f"{CANARY} file", link="", file=file)
    use = EvidenceUse.objects.create(evidence=evidence, action=action, added_by=manager)
    claim = ImpactStatement.objects.create(
        plan=plan,
        action=action,
        claim=CANARY,
        measure=CANARY,
        source=CANARY,
        strength=3,
        against=CANARY,
        observed_on=date(2021, 9, 1),
        claimed_by=manager,
    )
    variation = Variation.objects.create(
        plan=plan, action=action, summary=CANARY, reason=CANARY, new={"words": CANARY}, proposed_by=manager
    )
    link = ActionLink.objects.create(action=action, other=other, kind="duplicate", made_by=manager)
    indicator = make.an_indicator(home, manager, f"{CANARY} indicator", counts=CANARY, body=board)
    figure = make.a_figure(indicator, manager, note=CANARY)
    origin = make.an_origin(action, manager, CANARY)
    asked_with = make.an_edition(home, manager, title=f"{CANARY} questionnaire")
    asking = make.a_draft(home, manager, title=f"{CANARY} questionnaire")
    asked_round = make.a_round(home, manager, asked_with, title=f"{CANARY} round", about=CANARY)
    offered = make.an_edition(home, manager, f"{CANARY} offered", name="offered", network=home.network)
    of_network = make.a_round(home, manager, offered, title=f"{CANARY} of the region", whole_network=True)
    self_assessed = asked_round.assessments.get(organisation=agency)
    answered = self_assessed.parts.get().sheet
    lead = people[Role.AGENCY_LEAD]
    answered.answers.create(question="proud", state="value", value=CANARY, comment=CANARY, answered_by=lead)
    sited = make.an_edition(home, manager, title=f"{CANARY} by site", name="sited")
    by_site = asked_round.parts.create(edition=sited, due_on=asked_round.due_on, per_site=True, position=9)
    kept = make.some_evidence(home, lead, f"{CANARY} kept", organisation=agency, shows=CANARY)
    answered.answers.get().evidence.create(evidence=kept, added_by=lead)
    handed, _ = hand_over(self_assessed.parts.get(), section="leading", colleague=CANARY, note=CANARY, by=lead)
    moderated = make.a_moderated_return(home, agency, asked_with, lead, manager, words=CANARY)
    sent = keep_file(check_file(CANARY.encode(), f"{CANARY}.txt"), chain=home.slug, by=manager)
    reading = Reading.objects.create(partnership=home, file=sent, file_name=CANARY, sent_by=manager)
    export = Export.objects.create(plan=plan, what="list", format="csv", name=CANARY, asked_by=manager)
    texts = dict.fromkeys(("title", "words", "grounds"), CANARY)
    challenge = make.a_challenge(home, board, people[Role.SCRUTINEER], action=action, **texts)
    texts = dict.fromkeys(("title", "words", "controls", "further"), CANARY)
    risk = make.a_risk(home, board, people[Role.MANAGER], **texts)
    strategy = make.a_strategy(home, board, people[Role.MANAGER], title=CANARY, purpose=CANARY)
    step = strategy.milestones.create(words=CANARY, due_on=clock.today())
    strategy.updates.create(said_on=clock.today(), rating="at_risk", words=CANARY, source=CANARY, by=manager)
    report = make.a_yearly_report(home, manager, title=f"{CANARY} report")
    part = report.parts.first()
    layout = make.a_layout(home, manager, name=f"{CANARY} version", introduction=CANARY)
    part.words = part.children_words = CANARY
    part.save()
    part.insertions.create(kind="voice", text=CANARY, href="/", record_ref="x", taken_by=manager)
    make.some_terms(board, manager, words=CANARY)
    shown = Presentation.objects.create(report=report, body=board, sent_on=clock.today())
    asked = shown.questions.create(question=CANARY)
    post = make.a_post(home, f"Chair, {CANARY} Board", body=board)
    appointment: Appointment = make.an_appointment(post, people[Role.BODY_CHAIR])
    held = Membership.objects.filter(partnership=home, role=Role.OFFICER).get()
    member = PartnershipMember.objects.get(organisation=agency)
    invitation = Invitation.objects.create(
        partnership=home,
        person=people[Role.OFFICER],
        token_hash=hashlib.sha256(home.slug.encode()).hexdigest(),
        sent_by=manager,
        expires_at=clock.now() + timedelta(days=7),
    )
    archive = Archive.objects.create(partnership=home, asked_by=manager)
    webhook = Webhook.objects.create(
        partnership=home, address=f"https://{CANARY}.example/", kinds=["actions"], made_by=manager, last_told=10**9
    )
    mail = Mail.objects.create(
        key=f"{CANARY} {home.slug}",
        partnership=home,
        person=manager,
        kind="reminder",
        subject=CANARY,
        text=CANARY,
        state=MailState.DOUBTFUL,
        message_id=f"{CANARY} {home.slug}",
    )
    token = Token.objects.create(
        person=manager,
        name=CANARY,
        digest=hashlib.sha256(home.slug.encode()).hexdigest(),
        rights=[],
        expires_at=clock.now() + timedelta(days=30),
    )
    here = {"partnership": home.slug}
    governed, governed_otherwise, closed = governance.records(home, board, people, CANARY)
    refs = {
        "plan:plan": plan,
        "plan:vary": plan,
        "plan:export": plan,
        "plan:export_regularly": plan,
        "plan:publish": plan,
        "plan:public_preview": plan,
        "plan:action": action,
        "plan:start_return": action,
        "plan:remind": action,
        "plan:gate": action,
        "plan:link": action,
        "plan:vary_action": action,
        "plan:new_milestone": action,
        "plan:origins": action,
        "plan:importance": action,
        "plan:vary_milestone": milestone,
        "plan:priority": priority,
        "plan:vary_priority": priority,
        "plan:outcome": outcome,
        "plan:vary_outcome": outcome,
        "plan:serve": outcome,
        "plan:measure": outcome,
        "measures:indicator": indicator,
        "measures:correct": indicator,
        "measures:close": indicator,
        "measures:enter": indicator,
        "measures:figure": figure,
        "questionnaires:draft": asking,
        "questionnaires:draft_file": asking,
        "questionnaires:draft_preview": asking,
        "questionnaires:draft_changes": asking,
        "questionnaires:publish": asking,
        "questionnaires:discard": asking,
        "questionnaires:edition": asked_with,
        "questionnaires:changes": asked_with,
        "questionnaires:withdraw": asked_with,
        "assurance:round": asked_round,
        "assurance:add_part": asked_round,
        "assurance:ask_newcomers": asked_round,
        "assurance:close_round": asked_round,
        "assurance:comparison": asked_round,
        "assurance:organisations": asked_round,
        "assurance:self_and_moderated": asked_round,
        "assurance:round_report": asked_round,
        "assurance:reported_returns": asked_round,
        "assurance:shared": self_assessed,
        "assurance:reopen": self_assessed,
        "assurance:moderation_queue": moderated.round,
        "assurance:checks": moderated.round,
        "assurance:moderation": moderated,
        "assurance:agree": moderated,
        "assurance:letter": moderated,
        "plan:return": made,
        "plan:approve_return": made,
        "plan:send_back_return": made,
        "plan:reopen_return": made,
        "plan:milestone": milestone,
        "plan:period": period,
        "reports:report": report,
        "reports:layout": layout,
        "reports:report_back": report,
        "reports:report_release": report,
        "reports:report_records": report,
        "reports:report_ledger": report,
        "reports:report_contributions": report,
        "reports:report_present": report,
        "reports:published": report,
        "governance:risk": risk,
        "governance:risk_review": risk,
        "governance:risk_close": risk,
        "governance:risk_action": risk,
        "governance:strategy": strategy,
        "governance:strategy_update": strategy,
        "governance:strategy_milestone": strategy,
        "governance:strategy_end": strategy,
        "governance:challenge": challenge,
        "governance:challenge_reply": challenge,
        "governance:challenge_escalate": challenge,
        "governance:challenge_close": challenge,
        "governance:challenge_action": challenge,
        "plan:impact": claim,
        "plan:variation": variation,
        "plan:reading": reading,
        "plan:read_again": reading,
        "plan:discard": reading,
        "plan:export_wait": export,
        "plan:export_file": export,
        "plan:public_evidence": evidence,
        "evidence:evidence": evidence,
        "evidence:file": filed,
        "evidence:correct": evidence,
        "evidence:withdraw": evidence,
        "evidence:settle": evidence,
        "evidence:publish": evidence,
        "partnerships:body_edit": board,
        "partnerships:body_close": board,
        "partnerships:body_terms": board,
        "reports:body": board,
        "partnerships:post_edit": post,
        "partnerships:post_close": post,
        "partnerships:appoint": post,
        "reports:post": post,
        "partnerships:appointment_end": appointment,
        "partnerships:organisation_edit": agency,
        "partnerships:organisation_rename": agency,
        "partnerships:organisation_close": agency,
        "partnerships:person": people[Role.OFFICER],
        "partnerships:role_give": people[Role.OFFICER],
        "partnerships:person_correct": people[Role.OFFICER],
        "partnerships:person_invite": people[Role.OFFICER],
        "partnerships:hand_over": people[Role.OFFICER],
        "partnerships:membership_end": held,
        "partnerships:invitation_revoke": invitation,
        "partnerships:archive_file": archive,
        "api:webhook": webhook,
        "api:webhook_change": webhook,
        "api:webhook_remove": webhook,
        **dict.fromkeys(OF_A_MAIL, mail),
    }
    drafts = [
        "draft",
        "draft_facts",
        "draft_names",
        "draft_unused",
        "draft_accept",
        "draft_cancel",
        "adopt",
        "draft_changes",
    ]
    items = ["item", "do", "remove", "split", "join", "milestone"]
    one = {**here, "ref": draft.ref, "kind": "action", "item": drafted.ref}
    kwargs = {
        **{name: {**here, "ref": record.ref} for name, record in (refs | governed).items()},
        **{name: {**here, **rest} for name, rest in governed_otherwise.items()},
        **{f"plan:{name}": {**here, "ref": draft.ref} for name in drafts},
        **{f"plan:draft_{name}": one for name in items},
        "plan:draft_add": {**here, "ref": draft.ref, "kind": "action"},
        "plan:draft_doubt": {**here, "ref": draft.ref, "pk": doubt.pk},
        "plan:draft_continues": {**here, "ref": draft.ref, "item": drafted.ref},
        "plan:draft_closes": {**here, "ref": draft.ref, "item": action.ref},
        "governance:strategy_reached": {**here, "ref": strategy.ref, "step": step.ref},
        "questionnaires:part": {**here, "ref": asking.ref, "part": "section-1-question-1"},
        "questionnaires:part_move": {**here, "ref": asking.ref, "part": "section-1-question-1"},
        "questionnaires:part_remove": {**here, "ref": asking.ref, "part": "section-1-question-1"},
        "questionnaires:mapping": {**here, "one": "voluntary-faith", "other": "section-11"},
        "questionnaires:sheet": {**here, "ref": "x"},
        "questionnaires:part_add": {**here, "ref": asking.ref, "what": "section-1"},
        "reports:report_part": {**here, "ref": report.ref, "key": part.key},
        "reports:report_question": {**here, "ref": report.ref, "shown": shown.ref},
        "reports:report_answer": {**here, "ref": report.ref, "question": asked.ref},
        "plan:round_owner": {**here, "ref": period.ref, "kind": "body", "owner": board.ref},
        "plan:accept_evidence": {**here, "pk": use.pk},
        "plan:end_origin": {**here, "ref": action.ref, "pk": origin.pk},
        "plan:end_link": {**here, "ref": action.ref, "pk": link.pk},
        "partnerships:organisation_part": {**here, "ref": agency.ref, "number": member.pk},
        "partnerships:receipt": {**here, "number": 1},
        "api:webhook_again": {**here, "ref": webhook.ref, "number": 1},
        "api:webhook_step": {**here, "ref": webhook.ref, "step": "pause"},
        "partnerships:import_template": {**here, "what": "people", "format": "csv"},
        "partnerships:import_preview": {**here, "ref": "x"},
        "partnerships:invitation_arrive": {"ref": invitation.ref, "token": "x"},
        "plan:public_data_as": {**here, "format": "json"},
        "partnerships:brand": {"slug": home.slug},
        "partnerships:logo": {"slug": home.slug},
        "notifications:outbox_mail": {"ref": mail.ref},
        "notifications:mail_to_me": {"ref": mail.ref},
        "notifications:feed": {"token": "x"},
        "notifications:send_again": {"ref": mail.ref},
        "notifications:leave_unsent": {"ref": mail.ref},
        "reports:organisation": {"ref": agency.ref},
        **{f"assurance:{name}": {"ref": self_assessed.ref} for name in OWN_RETURN},
        **_of_network(of_network, offered),
        **_moderation(moderated, home),
        "assurance:own_file": {"ref": self_assessed.ref, "evidence": kept.ref},
        "assurance:shared_file": {**here, "ref": self_assessed.ref, "evidence": kept.ref},
        "assurance:spread": {"ref": self_assessed.ref, "sheet": answered.ref, "evidence": kept.ref},
        "assurance:sites": {"ref": self_assessed.ref, "part": by_site.pk},
        "assurance:attach": {"ref": self_assessed.ref, "sheet": answered.ref, "question": "lead"},
        "assurance:hand_over": {"ref": self_assessed.ref, "made": handed.ref},
        "assurance:bring_forward": {"ref": self_assessed.ref, "sheet": answered.ref},
        "assurance:hand_section": {"ref": self_assessed.ref, "sheet": answered.ref, "section": "leading"},
        "assurance:staff": {"ref": self_assessed.ref, "sheet": answered.ref},
        "assurance:staff_survey": {"ref": "x", "token": "x"},
        "assurance:handed_arrive": {"ref": handed.ref, "token": "x"},
        "assurance:fill_in": {"ref": self_assessed.ref, "sheet": answered.ref},
        "assurance:filled": {"ref": self_assessed.ref, "sheet": answered.ref, "sent": "x"},
        "assurance:take_edition": {**here, "ref": asked_round.ref, "part": asked_round.parts.first().pk},
        **{
            f"assurance:{name}": {**here, "ref": asked_round.ref, "edition": answered.edition.ref, "question": "lead"}
            for name in ("compared_standard", "moderated_standard", "reported_standard")
        },
        "assurance:section": {"ref": self_assessed.ref, "sheet": answered.ref, "section": "leading"},
        "reports:help_page": {"page": "accessibility"},
        "accounts:sign_in_link": {"token": "x"},
        "api:token_revoke": {"ref": token.ref},
    }
    return kwargs, closed


def _of_network(opened: Round, edition: Edition) -> dict[str, dict[str, str]]:
    here = {"network": str(opened.network.slug)}
    one = here | {"ref": opened.ref}
    of_one = ("network_round", "add_network_part", "ask_network_newcomers", "close_network_round", "network_comparison")
    return {
        **{f"assurance:{name}": here for name in ("network", "open_network_round")},
        **{f"assurance:{name}": one for name in of_one},
        "assurance:network_standard": one | {"edition": edition.ref, "question": "lead"},
    }


def _moderation(moderated: SelfAssessment, home: Partnership) -> dict[str, dict[str, str]]:
    """Addresses of one standard of a return that was handed in, and of what was said of it."""
    part = moderated.parts.get()
    own = {"ref": moderated.ref}
    standard = {**own, "sheet": part.sheet.ref, "question": "lead"}
    here = {"partnership": home.slug, **standard}
    return {
        **{f"assurance:{name}": here for name in ("judge", "panel_day", "ask_back", "gap_action", "propose_example")},
        **{f"assurance:{name}": standard for name in ("own_reply", "own_correct")},
        "assurance:own_moderation": own,
        "assurance:own_example": {**own, "example": part.examples.get().ref},
        **{
            f"assurance:{name}": {"partnership": home.slug, "ref": part.examples.get().ref}
            for name in ("example", "withdraw_example")
        },
        "assurance:own_answer": {**own, "returned": part.queries.get().ref},
        "assurance:own_letter": {**own, "letter": moderated.letters.get().ref},
    }


def our_routes() -> list[tuple[str, Any]]:
    """Name and pattern of every route of ours; allauth's own pages hold nothing of a partnership."""
    return [
        (name, pattern)
        for _, name, pattern in routes()
        if name
        and not name.startswith(tuple(ELSEWHERE - {"account"}))
        and (":" in name or not name.startswith("account"))
    ]


def pages() -> list[tuple[str, Any]]:
    """Those that a person opens in a browser; programs come with a token (``test_programs.py``)."""
    return [(name, pattern) for name, pattern in our_routes() if rule_of(pattern, name) != TOKEN]
