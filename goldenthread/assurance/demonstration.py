"""What the demonstration tells of a round in autumn 2021. All is invented; see ``plan/demonstration``.

It is asked with the Section 11 set of ``plan/demonstration/asking``, and two questions of Birmingham's own.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.assurance.models import AssessmentPart, SelfAssessment
from goldenthread.assurance.operations import returns, rounds
from goldenthread.assurance.operations.rounds import Asked
from goldenthread.partnerships.models import OrganisationKind, Partnership
from goldenthread.partnerships.operations import add_organisation, add_person
from goldenthread.partnerships.operations.networks import join_network
from goldenthread.partnerships.roles import Role
from goldenthread.questionnaires.models import Edition
from goldenthread.questionnaires.operations.answering import Given
from goldenthread.questionnaires.operations.editions import load_edition
from goldenthread.questionnaires.queries.answering import parts_of

Event = tuple[date, Callable[[], object]]
POLICE, TRUST = "West Midlands Police", "Birmingham Community Health Care NHS Trust"
TITLE = "Section 11, autumn 2021"
KINDS = [OrganisationKind.POLICE, OrganisationKind.HEALTH, OrganisationKind.COUNCIL]
LOCAL = """\
format: goldenthread-questionnaire/1
id: neglect-locally
edition: 2021
title: Neglect in Birmingham
purpose: self-assessment
intro: Two questions beside the common part, on the first priority of the plan.
languages: {pl: polski}
valid_from: 2021-04-01
wording: Invented for the demonstration.
sources:
  - {id: plan, title: Business and Improvement Plan 2021-23, verified: false}
sections:
  - id: neglect
    title: Neglect
    questions:
      - id: toolkit
        kind: yes-no-partly
        text: Do your staff use the neglect toolkit?
        plain: When staff worry that a child is neglected, do they use the agreed checklist?
        translations:
          pl:
            text: Czy pracownicy korzystają z zestawu narzędzi dotyczącego zaniedbania dzieci?
            answers: {no: nie, partly: częściowo, yes: tak}
        law: [{source: plan, at: Priority 2}]
      - id: trained-in-neglect
        kind: number
        text: How many of your staff were trained in neglect since April?
        translations:
          pl: {text: Ilu pracowników przeszkolono od kwietnia w zakresie zaniedbania dzieci?}
        unit: people
        least: 0
        also: [nil, not-known]
"""
SAID = {
    "board-lead": "A member of the board holds the portfolio and reports to it each quarter.",
    "board-oversight": "The board sees figures each quarter. It has not yet asked what changed for children.",
    "policy": "The policy was approved in June 2021 and stands on the intranet.",
    "policy-known": "A spot check in September found that two in three staff knew where it is.",
    "whistleblowing": "The line is known; nobody has used it for a concern about a child since 2019.",
}
EVIDENCE: dict[str, dict[str, Any]] = {
    "board-lead": {
        "title": "Minutes of the board, 24 June 2021", "kind": "minutes", "rung": 2, "evidence_on": date(2021, 6, 24),
        "link": "https://trust.example/board/2021-06-24", "shows": "The portfolio is named.",
    },
    "whistleblowing": {
        "title": "Policy on raising concerns, 2018", "kind": "document", "rung": 2, "evidence_on": date(2018, 11, 1),
        "expires_on": date(2021, 10, 31), "link": "https://trust.example/policies/raising-concerns",
    },
}  # fmt: skip
"""The second ran out on the last day of October."""
USUAL = "Looked at by the safeguarding team in October 2021; the papers are in the quality file."


def events(story: Any) -> Iterator[Event]:
    """``story`` is the plan's teller: it knows the people and sets the clock."""
    told = Assessing(story)
    yield date(2021, 8, 30), told.prepare
    yield date(2021, 9, 7), told.open
    yield date(2021, 9, 20), told.health_answers
    yield date(2021, 10, 18), told.health_hands_in
    yield date(2021, 11, 15), told.police_begin


class Assessing:
    def __init__(self, story: Any) -> None:
        self.story = story

    @property
    def elmshire(self) -> Partnership:
        return Partnership.objects.get(slug="elmshire")

    def assessment(self, name: str) -> SelfAssessment:
        found = SelfAssessment.objects.select_related("round__partnership", "organisation")
        return found.get(organisation__name=name, round__title=TITLE)

    def prepare(self) -> None:
        """The two partnerships form a network; the police and a children's charity belong to both."""
        manager, elsewhere = self.story.person("manager"), User.objects.get(email="manager@elmshire.example")
        for place, by in ((self.story.partnership, manager), (self.elmshire, elsewhere)):
            join_network(place, slug="midlands", name="Midlands Safeguarding Network", by=by)
            place.refresh_from_db()
        self.story.partnership.refresh_from_db()
        for name, kind in ((POLICE, OrganisationKind.POLICE), ("Elmshire Community Health", OrganisationKind.HEALTH)):
            add_organisation(self.elmshire, name=name, kind=kind, starts_on=date(2021, 4, 1), by=elsewhere)
        for name, email, role, organisation in (
            ("Marcus Denholm", "police.chief", Role.AGENCY_CONTRIBUTOR, POLICE),
            ("Imogen Castell", "health.lead", Role.AGENCY_LEAD, TRUST),
            ("Yusuf Tarrant", "health.director", Role.AGENCY_CONTRIBUTOR, TRUST),
        ):
            place = self.story.partnership.members.get(organisation__name=organisation).organisation
            add_person(
                self.story.partnership,
                name=name,
                email=f"{email}@birmingham.example",
                role=role,
                place=place,
                by=manager,
            )

    def open(self) -> None:
        manager, place = self.story.person("manager"), self.story.partnership
        common = Edition.objects.get(partnership=place, name="section-11", edition="2021")
        local: Edition = load_edition(place, text=LOCAL, offered=True, by=manager)
        rounds.open_round(
            place, title=TITLE, whole_network=True, kinds=KINDS, by=manager,
            about="Answer for the whole organisation, once. The panel meets in January.",
            parts=[Asked(common), Asked(local, place)], opens_on=date(2021, 9, 7), due_on=date(2021, 11, 26),
            closes_on=date(2022, 3, 31),
        )  # fmt: skip

    def health_answers(self) -> None:
        lead = self.story.person("health.lead")
        self._answer(TRUST, lead, share=1.0)
        part = AssessmentPart.objects.get(assessment=self.assessment(TRUST), part__partnership=None)
        for question, facts in EVIDENCE.items():
            returns.bring(part, self.story.partnership, question=question, by=lead, **facts)

    def health_hands_in(self) -> None:
        lead, director = self.story.person("health.lead"), self.story.person("health.director")
        assessment = returns.name_senior_lead(self.assessment(TRUST), person=director, by=lead)
        returns.sign_off(assessment, by=director)
        returns.submit(assessment, share_with=[self.story.partnership], by=lead)

    def police_begin(self) -> None:
        lead = self.story.person("police.lead")
        self._answer(POLICE, lead, share=0.5)
        returns.name_senior_lead(self.assessment(POLICE), person=self.story.person("police.chief"), by=lead)

    def _answer(self, name: str, by: User, share: float) -> None:
        """The first ``share`` of each part, section by section, as somebody would."""
        parts = AssessmentPart.objects.filter(assessment=self.assessment(name))
        for part in parts.select_related("assessment__round", "sheet__edition", "part"):
            for place in range(round(len(parts_of(part.sheet)) * share) or 1):
                asked = parts_of(part.sheet)[place].questions  # earlier answers may have opened more of them
                given = [said for question in asked if (said := _said(question))]
                returns.answer_part(part, given, by=by)


def _said(question: Any) -> Given | None:
    """A plausible answer: mostly well met, here and there not yet."""
    if question.kind == "file":
        return None
    comment = SAID.get(question.id, USUAL if question.scale else "")
    if question.answers:
        codes = [option.code for option in question.answers]
        value: Any = codes[-2] if len(question.id) % 3 == 0 else codes[-1]
    elif question.kind == "number":
        value = str(48 + 2 * len(question.id))
    else:
        value = "We listen to what young people say about how they were treated, and change what we can at once."
    return Given(question.id, 0, "value", value, comment)
