"""Every address that can be opened: each route filled with records of one partnership, found through the models."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.urls.exceptions import NoReverseMatch

from goldenthread.api.models import Token, Webhook
from goldenthread.assurance.models import (
    AssessmentPart,
    GoodExample,
    HandOver,
    Judgement,
    Letter,
    ReturnedQuestion,
    Round,
    RoundPart,
    SelfAssessment,
    StaffSurvey,
)
from goldenthread.assurance.queries.levels import has_levels
from goldenthread.assurance.queries.staff import token_of
from goldenthread.core.rules import routes
from goldenthread.evidence.models import Evidence
from goldenthread.governance.models import Challenge, Risk, Strategy, StrategyMilestone
from goldenthread.measures.models import Figure, Indicator
from goldenthread.notifications.models import Mail
from goldenthread.partnerships.models import Appointment, Body, Membership, Organisation, Partnership, Post
from goldenthread.partnerships.queries import receipts
from goldenthread.plan.models import (
    FOREVER,
    Action,
    ActionLink,
    ActionVersion,
    Doubt,
    EvidenceUse,
    Export,
    ImpactStatement,
    MilestoneVersion,
    Origin,
    Outcome,
    OwedReturn,
    Period,
    Plan,
    PlanState,
    Priority,
    Reading,
    Return,
    Variation,
)  # fmt: skip
from goldenthread.plan.operations.adoption import left_behind
from goldenthread.questionnaires.models import Draft, Edition
from goldenthread.reports.models import Layout, Presentation, Question, Report, ReportPart
from tests.browser import governance

Filled = dict[str, Any]
WRITTEN = ["section-1-question-1", "section-1-question-2", "section-2-question-1", "section-10-question-1", "source-1"]
"""Parts of the draft of the demonstration that are written in forms of their own."""
HELP = ["accessibility", "business-manager", "glossary", "ratings", "roles"]
SAME_EVERYWHERE: dict[str, list[Filled]] = {
    "reports:help_page": [{"page": page} for page in HELP],
    "accounts:sign_in_link": [{"token": "used-long-ago"}],
    "partnerships:import_template": [],
}
QUERIES = {
    "plan:home": ["", "?as-at=2021-09-30"],
    "plan:actions": ["", "?rating=off_track&sort=-due", "?q=nothing+like+this"],
    "plan:waits": ["", "?show=answered", "?as-at=2021-09-30"],
    "measures:list": ["", "?as-at=2021-09-30"],
    "questionnaires:edition": ["", "?kind=police", "?kind=education"],
    "questionnaires:start": ["", "?which=nothing", "?which=prevent"],
    "questionnaires:part_add": ["", "?kind=table", "?kind=scale"],
    "questionnaires:draft_preview": ["", "?kind=police&q-commissions=no"],
    "plan:compare": ["", "?from=2021-09-30&to=2021-11-30"],
    "plan:draft": ["", "?show=all"],
    "governance:risks": ["", "?state=all&sort=-score", "?as-at=2021-09-30"],
    "governance:challenges": ["", "?state=overdue&sort=-due", "?q=nothing+like+this"],
    "reports:attendance": ["", "?year=2020"],
    "reports:layout_add": ["", "?kind=yearly&audience=board", "?kind=highlight&audience=other"],
    "reports:report": ["", "?for=board"],
    "reports:threads": ["", "?kind=no_impact&sort=-age", "?as-at=2021-09-30"],
    "reports:search": ["", "?q=neglect", "?q=neglcet", "?q=zzzz"],
    "evidence:list": ["", "?rung=3"],
}
"""Routes that show something else under a query."""


def first_of_each(records: QuerySet[Any], field: str) -> list[Any]:
    """A record of each kind, so that each way in which a page looks is looked at."""
    found: dict[Any, Any] = {}
    for record in records.order_by("pk"):
        found.setdefault(getattr(record, field), record)
    return list(found.values())


def records_of(place: Partnership) -> dict[str, list[Any]]:
    """Routes by the records that their pages are about."""
    adopted = Plan.objects.filter(partnership=place, state=PlanState.ADOPTED)[:1]
    drafts = Plan.objects.filter(partnership=place, state=PlanState.DRAFT)[:1]
    plans = Plan.objects.filter(partnership=place)
    versions = ActionVersion.objects.filter(plan__in=adopted, valid_to=FOREVER).select_related("action")
    actions = [version.action for version in first_of_each(versions, "delivery")]
    evidence = Evidence.objects.filter(partnership=place)
    mails = Mail.objects.filter(partnership=place)
    filed = [each for each in evidence if each.file_id][:1]
    withdrawn = [each for each in evidence if each.withdrawn_at][:1]
    people = [held.person for held in Membership.objects.filter(partnership=place).select_related("person")]
    made = first_of_each(Return.objects.filter(action__plan__in=plans), "state")
    variations = first_of_each(Variation.objects.filter(plan__in=plans), "state")
    assessed = SelfAssessment.objects.filter(round__partnership=place)
    moderated = assessed.exclude(letters=None)[:1]
    pages = {
        ("plan:plan", "plan:vary", "plan:export", "plan:publish", "plan:public_preview"): list(adopted),
        ("plan:action",): actions,
        ("plan:start_return", "plan:remind", "plan:gate", "plan:link", "plan:vary_action"): actions[:1],
        ("measures:indicator",): list(Indicator.objects.filter(partnership=place)),
        ("measures:correct", "measures:close", "measures:enter"): list(Indicator.objects.filter(partnership=place)[:1]),
        ("questionnaires:edition", "questionnaires:changes", "questionnaires:withdraw"): list(
            Edition.objects.filter(partnership=place)
        ),
        (
            "questionnaires:draft", "questionnaires:draft_file", "questionnaires:draft_preview",
            "questionnaires:draft_changes", "questionnaires:publish", "questionnaires:discard",
        ): list(Draft.objects.filter(partnership=place)),
        ("assurance:round", "assurance:add_part", "assurance:ask_newcomers", "assurance:close_round"): list(
            Round.objects.filter(partnership=place)[:1]
        ),
        ("assurance:shared",): first_of_each(assessed, "state"),
        ("assurance:moderation_queue", "assurance:checks"): list(Round.objects.filter(partnership=place)[:1]),
        ("assurance:moderation", "assurance:letter", "assurance:agree"): list(moderated),
        ("assurance:own_moderation",): list(moderated),
        ("assurance:reopen",): list(assessed.filter(state__in=["submitted", "queried"])),
        ("assurance:own", "assurance:own_answers"): list(assessed.exclude(state="draft")),
        ("assurance:senior_lead", "assurance:sign_off"): list(assessed.filter(state="in_progress")),
        ("assurance:submit",): list(assessed.filter(state="signed_off")),
        ("assurance:sharing",): list(assessed.filter(state__in=["submitted", "queried"])),
        ("assurance:own_reopen",): list(assessed.filter(state="signed_off")),
        (
            "assurance:comparison", "assurance:organisations", "assurance:self_and_moderated", "assurance:round_report",
            "assurance:reported_returns",
        ): list(Round.objects.filter(partnership=place)),
        ("assurance:compared",): first_of_each(assessed, "state"),
        ("measures:figure",): list(Figure.objects.filter(indicator__partnership=place)[:1]),
        ("plan:new_milestone", "plan:origins", "plan:importance"): actions[:1],
        ("plan:priority", "plan:vary_priority"): list(Priority.objects.filter(plan__in=adopted)[:1]),
        ("plan:outcome", "plan:vary_outcome", "plan:serve", "plan:measure"): list(
            Outcome.objects.filter(plan__in=adopted)[:1]
        ),
        ("plan:return", "plan:approve_return", "plan:send_back_return", "plan:reopen_return"): made,
        ("plan:milestone", "plan:vary_milestone"): list(
            MilestoneVersion.objects.filter(action__plan__in=adopted, actual_on=None)[:1]
        ),
        ("plan:period",): first_of_each(Period.objects.filter(partnership=place), "locked_at"),
        ("reports:layout",): list(Layout.objects.filter(partnership=place)[:1]),
        ("reports:report",): list(Report.objects.filter(partnership=place)),
        ("reports:report_records", "reports:report_ledger", "reports:report_contributions"): list(
            Report.objects.filter(partnership=place, kind="yearly")[:1]
        ),
        ("reports:report_back",): list(Report.objects.filter(partnership=place, kind="highlight")[:1]),
        ("reports:report_release",): list(
            Report.objects.filter(partnership=place, kind="yearly", state="submitted")[:1]
        ),
        ("reports:report_present", "reports:published"): list(
            Report.objects.filter(partnership=place, state="released")[:1]
        ),
        ("governance:risk",): list(Risk.objects.filter(partnership=place)),
        ("governance:risk_review", "governance:risk_close", "governance:risk_action"): list(
            Risk.objects.filter(partnership=place)[:1]
        ),
        (
            "governance:strategy",
            "governance:strategy_update",
            "governance:strategy_milestone",
            "governance:strategy_end",
        ): list(Strategy.objects.filter(partnership=place)[:1]),
        ("governance:challenge",): first_of_each(Challenge.objects.filter(partnership=place), "state"),
        (
            "governance:challenge_reply",
            "governance:challenge_escalate",
            "governance:challenge_close",
            "governance:challenge_action",
        ): list(Challenge.objects.filter(partnership=place)[:1]),
        ("plan:impact",): first_of_each(ImpactStatement.objects.filter(plan__in=plans), "state"),
        ("plan:variation",): variations,
        ("plan:reading", "plan:discard", "plan:read_again"): list(Reading.objects.filter(partnership=place, plan=None)),
        ("plan:export_wait", "plan:export_file"): list(Export.objects.filter(plan__in=plans)),
        ("plan:draft", "plan:draft_facts", "plan:draft_names", "plan:draft_unused"): list(drafts),
        ("plan:draft_accept", "plan:draft_cancel", "plan:adopt", "plan:draft_changes"): list(drafts),
        ("plan:public_evidence",): [each for each in evidence if each.public][:1],
        ("evidence:evidence",): [*evidence[:1], *filed, *withdrawn],
        ("evidence:correct", "evidence:withdraw", "evidence:publish"): list(evidence[:1]),
        ("evidence:settle", "evidence:file"): filed,
        ("partnerships:body_edit", "partnerships:body_close", "partnerships:body_terms"): list(
            Body.objects.filter(partnership=place)[1:2]
        ),
        ("reports:body",): first_of_each(Body.objects.filter(partnership=place), "kind"),
        ("partnerships:post_edit", "partnerships:post_close", "partnerships:appoint"): list(
            Post.objects.filter(partnership=place)[:1]
        ),
        ("reports:post",): first_of_each(Post.objects.filter(partnership=place), "role"),
        ("partnerships:appointment_end",): list(Appointment.objects.filter(post__partnership=place)[:1]),
        ("partnerships:membership_end",): list(Membership.objects.filter(partnership=place, appointment=None)[:1]),
        (
            "partnerships:organisation_edit",
            "partnerships:organisation_rename",
            "partnerships:organisation_close",
            "reports:organisation",
        ): list(Organisation.objects.filter(partnerships__partnership=place)[:1]),
        ("partnerships:person",): [*people[:1], *people[-2:]],
        ("partnerships:role_give", "partnerships:hand_over"): people[1:2],
        ("partnerships:person_correct", "partnerships:person_invite"): people[-1:],
        ("notifications:planned_mail", "notifications:outbox_mail"): first_of_each(mails, "state"),
        ("notifications:move", "notifications:words"): list(mails.filter(state="planned")[:1]),
        ("api:webhook", "api:webhook_change", "api:webhook_remove"): list(Webhook.objects.filter(partnership=place)),
        ("api:token_revoke",): list(Token.objects.filter(revoked_at=None)[:1]),
        ("notifications:mail_to_me",): list(mails.filter(state="sent")[:1]),
    }  # fmt: skip
    pages |= governance.records_of(place)
    return {route: records for names, records in pages.items() for route in names}


def moderation_of(place: Partnership) -> dict[str, list[Filled]]:
    """One standard that was judged, and what was said of it."""
    judged = (
        Judgement.objects.filter(partnership=place, stage="moderated")
        .exclude(part__assessment__letters=None)
        .select_related("part__assessment")[:1]
    )
    standards = [
        {"ref": each.part.assessment.ref, "sheet": each.part.sheet.ref, "question": each.question} for each in judged
    ]
    names = ("judge", "panel_day", "ask_back", "gap_action", "propose_example", "own_reply", "own_correct")
    asked = ReturnedQuestion.objects.filter(partnership=place, replied_at=None).exclude(part__assessment__letters=None)[
        :1
    ]
    examples = GoodExample.objects.filter(partnership=place).select_related("part__assessment")
    letters = Letter.objects.filter(partnership=place)[:1]
    return {
        **{f"assurance:{name}": standards for name in names},
        "assurance:own_example": [{"ref": each.part.assessment.ref, "example": each.ref} for each in examples],
        "assurance:example": [{"ref": each.ref} for each in examples],
        "assurance:withdraw_example": [{"ref": each.ref} for each in examples],
        "assurance:own_answer": [{"ref": each.part.assessment.ref, "returned": each.ref} for each in asked],
        "assurance:own_letter": [{"ref": each.assessment.ref, "letter": each.ref} for each in letters],
    }


def others_of(place: Partnership) -> dict[str, list[Filled]]:
    """Routes whose addresses need more than one reference, or none that is a record's."""
    draft = Plan.objects.filter(partnership=place, state=PlanState.DRAFT).first()
    assessed = SelfAssessment.objects.filter(organisation__name="West Midlands Police")
    link = ActionLink.objects.filter(action__plan__partnership=place).select_related("action").first()
    origin = Origin.objects.at().filter(action__plan__partnership=place).select_related("action").first()
    use = EvidenceUse.objects.filter(evidence__partnership=place, accepted_at=None).first()
    asking = Draft.objects.filter(partnership=place).first()
    member = place.members.select_related("organisation").first()
    receipt = receipts(place).first()
    owed = OwedReturn.objects.filter(period__partnership=place).exclude(body=None).select_related("period", "body")
    kinds = ["priority", "outcome", "action"]
    here: dict[str, list[Filled]] = {
        "plan:accept_evidence": [{"pk": use.pk}] if use else [],
        "governance:strategy_reached": [
            {"ref": step.strategy.ref, "step": step.ref}
            for step in StrategyMilestone.objects.filter(strategy__partnership=place).select_related("strategy")[:1]
        ],
        "questionnaires:part": [
            {"ref": asking.ref, "part": part} for part in (*WRITTEN, "details", "section-2", "section-3") if asking
        ],
        "questionnaires:mapping": [
            {"one": "voluntary-faith", "other": "section-11"},
            {"one": "prevent", "other": "section-175"},
            {"one": "health-check", "other": "prevent"},
        ],
        "questionnaires:part_remove": [{"ref": asking.ref, "part": "section-2-question-1"}] if asking else [],
        "questionnaires:part_add": [
            {"ref": asking.ref, "what": what} for what in ("section", "source", "scale", "section-2") if asking
        ],
        "reports:report_part": [
            {"ref": part.report.ref, "key": part.key}
            for part in ReportPart.objects.filter(report__partnership=place).select_related("report")
            if part.key in {"short", "stands", "wt2018-impact", "wt2018-little-progress"}
        ],
        "reports:report_question": [
            {"ref": shown.report.ref, "shown": shown.ref}
            for shown in Presentation.objects.filter(report__partnership=place).select_related("report")[:1]
        ],
        "reports:report_answer": [
            {"ref": asked.presentation.report.ref, "question": asked.ref}
            for asked in Question.objects.filter(presentation__report__partnership=place).select_related(
                "presentation__report"
            )[:1]
        ],
        "plan:round_owner": [
            {"ref": each.period.ref, "kind": "body", "owner": each.body.ref} for each in owed.order_by("-period")[:1]
        ],
        "assurance:take_edition": [
            {"ref": part.round.ref, "part": part.pk}
            for part in RoundPart.objects.filter(round__partnership=place).select_related("round")[:1]
        ],
        "assurance:section": [
            {"ref": part.assessment.ref, "sheet": part.sheet.ref, "section": section.id}
            for part in AssessmentPart.objects.filter(
                assessment__state="in_progress", part__round__network__isnull=False
            )
            for section in part.sheet.edition.questionnaire.sections
        ],
        "assurance:sites": [
            {"ref": assessed.get(state="in_progress", round=part.round).ref, "part": part.pk}
            for part in RoundPart.objects.filter(per_site=True).select_related("round")
        ],
        "assurance:attach": [
            {"ref": part.assessment.ref, "sheet": part.sheet.ref, "question": question}
            for part in AssessmentPart.objects.filter(assessment__state="in_progress", part__partnership=None)[:1]
            for question in ("policy", "attachments")
        ],
        "assurance:hand_section": [
            {
                "ref": part.assessment.ref,
                "sheet": part.sheet.ref,
                "section": "policy" if part.part.partnership else "about",
            }
            for part in AssessmentPart.objects.filter(assessment__state="in_progress").select_related("part", "sheet")[
                :1
            ]
        ],
        "assurance:fill_in": [
            {"ref": part.assessment.ref, "sheet": part.sheet.ref}
            for part in AssessmentPart.objects.filter(assessment__state="in_progress")[:1]
        ],
        **moderation_of(place),
        "assurance:bring_forward": [
            {"ref": part.assessment.ref, "sheet": part.sheet.ref}
            for part in AssessmentPart.objects.filter(assessment__state="in_progress")[:1]
        ],
        "assurance:hand_over": [
            {"ref": made.part.assessment.ref, "made": made.ref}
            for made in HandOver.objects.select_related("part__assessment")
        ],
        "assurance:compared_standard": standards_of(place),
        "assurance:moderated_standard": standards_of(place),
        "assurance:reported_standard": standards_of(place),
        "assurance:staff": [
            {"ref": part.assessment.ref, "sheet": part.sheet.ref}
            for part in AssessmentPart.objects.filter(assessment__answered__gt=0).select_related("assessment", "sheet")
        ],
        "assurance:staff_survey": [
            {"ref": each.ref, "token": token_of(each)} for each in StaffSurvey.objects.all() if each.is_open
        ],
        "plan:end_origin": [{"ref": origin.action.ref, "pk": origin.pk}] if origin else [],
        "plan:end_link": [{"ref": link.action.ref, "pk": link.pk}] if link else [],
        "partnerships:receipt": [{"number": receipt.number}] if receipt else [],
        "partnerships:organisation_part": [{"ref": member.organisation.ref, "number": member.pk}] if member else [],
    }
    here |= governance.others_of(place)
    if draft is None:
        return here
    drafted = Action.objects.filter(plan=draft)
    doubtful = drafted.filter(pk__in=Doubt.objects.filter(resolved_at=None).values("action"))
    items = {
        "priority": Priority.objects.filter(plan=draft)[:1],
        "outcome": Outcome.objects.filter(plan=draft)[:1],
        "action": [*drafted[:1], *doubtful[:1]],
    }
    one = [{"ref": draft.ref, "kind": kind, "item": item.ref} for kind in kinds for item in items[kind]]
    of_action = [each for each in one if each["kind"] == "action"][:1]
    return here | {
        "plan:draft_add": [{"ref": draft.ref, "kind": kind} for kind in kinds],
        "plan:draft_item": one,
        "plan:draft_remove": one,
        "plan:draft_split": of_action,
        "plan:draft_join": of_action,
        "plan:draft_milestone": of_action,
        "plan:draft_continues": [{"ref": draft.ref, "item": drafted.latest("pk").ref}],
        "plan:draft_closes": [{"ref": draft.ref, "item": left.action.ref} for left in left_behind(draft)[:1]],
    }


def standards_of(place: Partnership) -> list[Filled]:
    return [
        {"ref": part.round.ref, "edition": part.edition.ref, "question": question.id}
        for part in RoundPart.objects.filter(round__partnership=place).select_related("round", "edition")[:1]
        for question in [each for each in part.edition.questionnaire.questions if has_levels(each)][:2]
    ]


def addresses(place: Partnership) -> dict[str, list[str]]:
    """Addresses by route. A route of which the partnership has no record has none."""
    records, others = records_of(place), others_of(place) | SAME_EVERYWHERE
    found: dict[str, list[str]] = {}
    for _, name, _ in routes():
        filled = [{"ref": record.ref} for record in records.get(name, [])] or others.get(name, [{}])
        bare = [address for each in filled if (address := _address(name, place, each))]
        found[name] = [address + query for address in bare for query in QUERIES.get(name, [""])]
    action = Action.objects.filter(plan__partnership=place, plan__state=PlanState.ADOPTED).first()
    if action:
        found["plan:claim_impact"] = [f"{found['plan:claim_impact'][0]}?action={action.ref}"]
    return found


def _address(name: str, place: Partnership, filled: Filled) -> str:
    for more in ({"partnership": place.slug}, {}, {"slug": place.slug}):
        try:
            return reverse(name, kwargs=filled | more)
        except NoReverseMatch:
            continue
    return ""
