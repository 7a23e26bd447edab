"""Builders of records for tests: short to call, nothing random that a test would have to know."""

from datetime import date, datetime, timedelta
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.assurance.models import (
    Correction,
    Judgement,
    ReturnedQuestion,
    Round,
    SelfAssessment,
    SelfAssessmentState,
)
from goldenthread.assurance.operations.rounds import Asked, open_round
from goldenthread.core import clock
from goldenthread.evidence.models import Evidence
from goldenthread.governance.models import Challenge, ChallengeStep, Risk, Strategy
from goldenthread.governance.operations import risks, strategies
from goldenthread.measures.models import Figure, Indicator
from goldenthread.partnerships.models import (
    Appointment,
    Body,
    BodyKind,
    Membership,
    Organisation,
    Partnership,
    PartnershipMember,
    Post,
    TermsOfReference,
)
from goldenthread.partnerships.roles import Role
from goldenthread.plan.models import (
    Action,
    ActionVersion,
    Measuring,
    Origin,
    Outcome,
    OutcomeVersion,
    Owner,
    Period,
    Plan,
    PlanState,
    Priority,
    PriorityVersion,
    Return,
    Serving,
)
from goldenthread.questionnaires.models import Draft, Edition
from goldenthread.reports.headings import lists_on
from goldenthread.reports.models import Layout, Report, ReportKind
from goldenthread.reports.operations.writing import start_report
from tests.questionnaires import samples

LONG_AGO = datetime.fromisoformat("2021-04-01T09:00:00+00:00")


def a_person(name: str = "Sam Example", email: str = "") -> User:
    return User.objects.create_person(email or f"{name.lower().replace(' ', '.')}@example.org", name)


def a_partnership(slug: str = "marlshire", **values: Any) -> Partnership:
    known = {
        "name": f"{slug.title()} Safeguarding Children Partnership",
        "short_name": f"{slug[0].upper()}SCP",
        "area": slug.title(),
    }
    return Partnership.objects.create(slug=slug, **known | values)


def an_organisation(name: str = "Marlshire Police", *partnerships: Partnership, **values: Any) -> Organisation:
    organisation = Organisation.objects.create(name=name, **values)
    for partnership in partnerships:
        PartnershipMember.objects.create(partnership=partnership, organisation=organisation)
    return organisation


def a_body(
    partnership: Partnership, name: str = "Quality Sub-Group", kind: str = BodyKind.SUB_GROUP, **values: Any
) -> Body:
    return Body.objects.create(partnership=partnership, name=name, kind=kind, **values)


def a_post(
    partnership: Partnership, title: str = "Chair, Quality Sub-Group", role: str = Role.BODY_CHAIR, **values: Any
) -> Post:
    return Post.objects.create(partnership=partnership, title=title, role=role, **values)


def a_member(
    role: Role, partnership: Partnership | None = None, *, name: str = "", body: Body | None = None,
    organisation: Organisation | None = None, person: User | None = None, **values: Any,
) -> User:  # fmt: skip
    """A person with one role; the person is returned, not the membership."""
    person = person or a_person(name or f"{role.label} {User.objects.count()}")
    Membership.objects.create(
        person=person, role=role, partnership=partnership or (body.partnership if body else None), body=body,
        organisation=organisation, starts_on=date(2020, 1, 1), **values,
    )  # fmt: skip
    return person


def an_appointment(post: Post, person: User, starts_on: date = date(2020, 1, 1), **values: Any) -> Appointment:
    appointment = Appointment.objects.create(post=post, person=person, starts_on=starts_on, **values)
    Membership.objects.create(
        person=person, role=post.role, partnership=post.partnership, body=post.body, organisation=post.organisation,
        appointment=appointment, starts_on=starts_on,
    )  # fmt: skip
    return appointment


def a_plan(partnership: Partnership, *, adopted: bool = True, **values: Any) -> Plan:
    known: dict[str, Any] = {
        "title": "Business Plan 2021-23",
        "starts_on": date(2021, 4, 1),
        "ends_on": date(2023, 3, 31),
    }
    if adopted:
        known |= {"state": PlanState.ADOPTED, "adopted_at": LONG_AGO, "adopted_on": LONG_AGO.date()}
    return Plan.objects.create(partnership=partnership, **known | values)


def a_priority(plan: Plan, title: str = "Neglect", number: str = "1") -> Priority:
    priority = Priority.objects.create(
        plan=plan, number=number, position=plan.priorities.count(), confirmed_at=LONG_AGO
    )
    PriorityVersion.objects.create(priority=priority, title=title, valid_from=LONG_AGO)
    return priority


def an_outcome(priority: Priority, words: str = "Children are seen sooner", **values: Any) -> Outcome:
    number = str(priority.outcomes.count() + 1)
    outcome = Outcome.objects.create(plan=priority.plan, priority=priority, number=number, confirmed_at=LONG_AGO)
    OutcomeVersion.objects.create(outcome=outcome, words=words, valid_from=LONG_AGO, **values)
    return outcome


def an_action(
    priority: Priority,
    words: str = "Publish the neglect strategy",
    *,
    owner: Any = None,
    valid_from: datetime = LONG_AGO,
    **values: Any,
) -> Action:
    """An action with its first version and, where an owner is given, its lead."""
    plan, position = priority.plan, priority.plan.actions.count()
    number = str(priority.actions.count() + 1)
    action = Action.objects.create(
        plan=plan, priority=priority, number=number, position=position, confirmed_at=LONG_AGO
    )
    holder = {owner._meta.model_name: owner} if owner is not None else {}
    if "due_on" in values:
        values = {"agreed_due_on": values["due_on"], **values}
    ActionVersion.objects.create(
        action=action, plan=plan, priority=priority, position=position, words=words, valid_from=valid_from,
        **{f"lead_{kind}": value for kind, value in holder.items()}, **values,
    )  # fmt: skip
    if holder:
        Owner.objects.create(action=action, valid_from=valid_from, **holder)
    return action


def serves(action: Action, outcome: Outcome, valid_from: datetime = LONG_AGO, **values: Any) -> Serving:
    return Serving.objects.create(action=action, outcome=outcome, valid_from=valid_from, **values)


def an_origin(action: Action, by: User, label: str = "Section 11 audit, standard 4", **values: Any) -> Origin:
    return Origin.objects.create(
        action=action, added_by=by, label=label, **{"kind": "audit", "valid_from": LONG_AGO} | values
    )


def an_indicator(
    partnership: Partnership, by: User, name: str = "Children seen within a day", **values: Any
) -> Indicator:
    known: dict[str, Any] = {
        "counts": "Children who were seen within a day.",
        "source": "Council data",
        "unit": "percent",
    }
    return Indicator.objects.create(
        partnership=partnership, created_by=by, name=name, **{"created_at": LONG_AGO} | known | values
    )


def an_edition(partnership: Partnership, by: User, title: str = "A sample", **values: Any) -> Edition:
    """The sample of ``tests/questionnaires``, under another title."""
    text = samples.TEXT.replace("title: A sample", f"title: {title}")
    known: dict[str, Any] = {
        "name": "sample", "edition": "2026", "purpose": "self-assessment", "questions": 10,
        "valid_from": date(2026, 9, 1), "text": text,
    }  # fmt: skip
    return Edition.objects.create(partnership=partnership, loaded_by=by, title=title, **known | values)


def a_draft(partnership: Partnership, by: User, title: str = "A sample", **values: Any) -> Draft:
    text = samples.TEXT.replace("title: A sample", f"title: {title}")
    known: dict[str, Any] = {"text": text, "began_as": samples.TEXT, "comes_from": "A sample"}
    return Draft.objects.create(partnership=partnership, begun_by=by, written_by=by, title=title, **known | values)


def a_round(partnership: Partnership, by: User, *editions: Edition, **values: Any) -> Round:
    """Open, due at the end of the month, for every member; asked with the sample unless editions are named."""
    asked = editions or (an_edition(partnership, by),)
    today = clock.today()
    known: dict[str, Any] = {
        "title": "Section 11", "kinds": [], "opens_on": today, "due_on": today + timedelta(days=30),
        "closes_on": today + timedelta(days=60), "parts": [Asked(each) for each in asked],
    }  # fmt: skip
    return open_round(partnership, by=by, **known | values)


def a_moderated_return(
    partnership: Partnership, organisation: Organisation, edition: Edition, lead: User, moderator: User, words: str
) -> SelfAssessment:
    """Handed in and shared, judged, asked about, corrected and written about: ``words`` stand in every text."""
    opened = a_round(partnership, moderator, edition, title="Section 11, moderated")
    made = opened.assessments.get(organisation=organisation)
    part = made.parts.get()
    answer = {"state": "value", "value": "partly-met", "comment": words, "answered_by": lead}
    part.sheet.answers.create(question="lead", **answer)
    said = {"part": part, "question": "lead"}
    Judgement.objects.create(
        **said, stage="moderated", stance="judged", level="not-met", reason=words, by=moderator, partnership=partnership
    )
    ReturnedQuestion.objects.create(**said, words=words, partnership=partnership, asked_by=moderator)
    Correction.objects.create(**said, old=f"Not {words}", new=words, reason=words, by=lead)
    part.examples.create(
        question="lead", standard="A standard", title=words, text=words, why=words, partnership=partnership,
        state="published", proposed_by=moderator, answered_by=lead, answered_at=clock.now(),
    )  # fmt: skip
    made.letters.create(partnership=partnership, words=words, sent_by=moderator)
    made.shares.create(partnership=partnership, given_by=lead)
    made.senior_lead, made.state = lead, SelfAssessmentState.QUERIED
    made.signed_off_by, made.signed_off_at = lead, clock.now()
    made.submitted_by, made.submitted_at = lead, clock.now()
    made.save()
    return made


def a_figure(
    indicator: Indicator, by: User, ends_on: date = date(2021, 9, 30), value: Any = 50, **values: Any
) -> Figure:
    return Figure.objects.create(
        indicator=indicator, entered_by=by, ends_on=ends_on, value=value, **{"entered_at": LONG_AGO} | values
    )


def a_measuring(outcome: Outcome, indicator: Indicator, by: User, **values: Any) -> Measuring:
    return Measuring.objects.create(outcome=outcome, indicator=indicator, added_by=by, valid_from=LONG_AGO, **values)


def a_period(
    partnership: Partnership, starts_on: date = date(2021, 7, 1), *, is_open: bool = True, **values: Any
) -> Period:
    known: dict[str, Any] = {
        "name": "July to September 2021",
        "ends_on": date(2021, 9, 30),
        "returns_due_on": date(2021, 10, 15),
    }
    return Period.objects.create(
        partnership=partnership, starts_on=starts_on, opened_at=clock.now() if is_open else None, **known | values
    )


def a_return(action: Action, period: Period, written_by: User, **values: Any) -> Return:
    return Return.objects.create(action=action, period=period, written_by=written_by, **values)


def some_evidence(
    partnership: Partnership, added_by: User, title: str = "Minutes of the Board", **values: Any
) -> Evidence:
    known: dict[str, Any] = {"evidence_on": date(2021, 9, 1), "link": "https://example.org/minutes"}
    return Evidence.objects.create(partnership=partnership, added_by=added_by, title=title, **known | values)


def a_challenge(partnership: Partnership, to: Any, by: User, **values: Any) -> Challenge:
    """Put by a person about something; ``due_on`` is the day by which the reply is due."""
    known: dict[str, Any] = {
        "title": "Why is it late?", "words": "What holds it up?", "grounds": "The return of June.",
        "due_on": clock.today(), "number": partnership.challenges.count() + 1, "ladder": "Our default, 2021",
    }  # fmt: skip
    challenge = Challenge.objects.create(partnership=partnership, from_person=by, raised_by=by, **known | values)
    ChallengeStep.objects.create(
        challenge=challenge,
        position=1,
        name="Asked",
        due_on=challenge.due_on,
        opened_by=by,
        **{to._meta.model_name: to},
    )
    return challenge


def a_risk(partnership: Partnership, owner: Any, by: User, **values: Any) -> Risk:
    known: dict[str, Any] = {
        "kind": "risk", "title": "Data comes late", "words": "Because of new systems, data may come late.",
        "likelihood": 3, "impact": 4, "review_on": clock.today(),
    }  # fmt: skip
    return risks.add_risk(partnership, owner=owner, by=by, **known | values)


def a_strategy(partnership: Partnership, owner: Body, by: User, **values: Any) -> Strategy:
    known: dict[str, Any] = {
        "title": "Serious Youth Violence Strategy", "purpose": "It serves our first priority.", "every_months": 3,
        "next_update_on": clock.today(),
    }  # fmt: skip
    return strategies.add_strategy(partnership, owner=owner, by=by, **known | values)


def a_yearly_report(partnership: Partnership, by: User, **values: Any) -> Report:
    """Under the headings of 2018 and the local list; being written."""
    known: dict[str, Any] = {
        "kind": ReportKind.YEARLY, "title": "Yearly report 2021/22", "starts_on": date(2021, 4, 1),
        "ends_on": date(2022, 3, 31),
    } | values  # fmt: skip
    return start_report(partnership, lists=lists_on(known["ends_on"], known["kind"]), by=by, **known)


def a_layout(partnership: Partnership, by: User, name: str = "For scrutiny", **values: Any) -> Layout:
    known = {"kind": "yearly", "audience": "scrutiny", "parts": ["local-ahead", "wt2018-impact"], "changed_by": by}
    return Layout.objects.create(partnership=partnership, name=name, **known | values)


def some_terms(body: Body, by: User, words: str = "We look at quality.", **values: Any) -> TermsOfReference:
    known = {"agreed_on": date(2019, 5, 1), "added_by": by}
    return TermsOfReference.objects.create(body=body, words=words, **known | values)
