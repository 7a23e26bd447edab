"""What the demonstration tells of a region: twelve more partnerships, who co-ordinates them, and what they were asked.

All is invented. They are small: each has its manager, a health trust and a school, and no plan.
"""

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.assurance.demonstration import POLICE
from goldenthread.assurance.models import AssessmentPart, Round, SelfAssessment
from goldenthread.assurance.operations import returns, rounds
from goldenthread.assurance.operations.rounds import Asked
from goldenthread.partnerships.models import Network, OrganisationKind, Partnership
from goldenthread.partnerships.operations import add_person
from goldenthread.partnerships.operations.joining import Entrant, add_organisations
from goldenthread.partnerships.operations.networks import join_network
from goldenthread.partnerships.operations.settings import change_settings
from goldenthread.partnerships.operations.starting import start_partnership
from goldenthread.partnerships.roles import Role
from goldenthread.plan.demonstration.asking import as_asked_in_2021
from goldenthread.questionnaires.models import Edition
from goldenthread.questionnaires.operations.answering import Given
from goldenthread.questionnaires.operations.editions import load_edition
from goldenthread.questionnaires.queries.answering import parts_of

Event = tuple[date, Callable[[], object]]
BY = "The demonstration"
NETWORK = ("midlands", "Midlands Safeguarding Network")
BEGAN = date(2021, 4, 1)


@dataclass(frozen=True, slots=True)
class Place:
    area: str
    manager: str
    lead: str
    """Who answers for the health trust."""
    colour: str

    @property
    def slug(self) -> str:
        return self.area.lower()

    @property
    def trust(self) -> str:
        return f"{self.area} Community Health"


PLACES = [
    Place("Ashmoor", "Clare Winstanley", "Hugh Pemberley", "#0b6e4f"),
    Place("Brackenshire", "Dominic Farleigh", "Priscilla Oakes", "#7a3e9d"),
    Place("Calderwick", "Evelyn Starling", "Rashid Kember", "#8a3324"),
    Place("Dunmarsh", "Frances Tolliver", "Oona Braithwell", "#31572c"),
    Place("Eastholme", "Gareth Linwood", "Simeon Harcastle", "#005f73"),
    Place("Fennshire", "Harriet Quill", "Tamsin Overy", "#5a189a"),
    Place("Glenmarch", "Idris Palfrey", "Ursula Denby", "#9b2226"),
    Place("Harrowmere", "Josephine Ratcliffe", "Vikram Astley", "#1b4965"),
    Place("Inglemoor", "Kenneth Sowerby", "Winifred Cole", "#6b4226"),
    Place("Kestrelshire", "Lorna Trevellyan", "Xavier Munday", "#3d405b"),
    Place("Lindenvale", "Morwenna Upcott", "Yolanda Firth", "#386641"),
    Place("Marrowdale", "Norbert Vesey", "Zachary Inman", "#7f4f24"),
]
WITH_THE_POLICE = PLACES[:5]
"""With Birmingham and Elmshire the police belong to seven."""
IN_TIME = PLACES[:10]
"""Whose health trusts handed in by autumn."""
OF_BIRMINGHAM = [
    ("Birmingham City Council", "Corinne Abbasi", "council.lead", {"board-oversight", "supervision", "equality"}),
    (
        "Birmingham and Solihull Clinical Commissioning Group", "Desmond Frayne", "ccg.lead",
        {"supervision", "audit-learning", "commissioned-services"},
    ),
    ("Birmingham Children's Trust", "Ottilie Marsh", "trust.lead", {"supervision", "whistleblowing", "equality"}),
    ("Public Health", "Jarek Holloway", "public.health", {"commissioned-services", "equality", "early-help"}),
]  # fmt: skip
"""Who answers for each, and of which standards it says that they have only begun."""
COORDINATOR = ("Leonie Marchbank", "coordinator@midlands.example")
SCHOOL, FELLOWSHIP = "Thornfield Primary School", "Riverside Fellowship"
LOCALLY = """\
format: goldenthread-questionnaire/1
id: rural-elmshire
edition: 2021
title: Children far from services
purpose: self-assessment
intro: Two questions beside the common part, because Elmshire is wide and its buses are few.
valid_from: 2021-04-01
wording: Invented for the demonstration.
sources:
  - {id: assembly, title: Elmshire Executive of June 2021, verified: false}
sections:
  - id: distance
    title: Distance
    questions:
      - id: reached
        kind: yes-no-partly
        text: Do you go to children who cannot come to you?
        law: [{source: assembly, at: item 6}]
      - id: on-the-road
        kind: number
        text: How many of your staff work in villages, at least one day a week?
        unit: people
        least: 0
        also: [nil, not-known]
"""
EARLIER = "Looked at in May 2021; the papers are in the quality file."
LATELY = "Looked at in October 2021; the papers are in the quality file."


def events(story: Any) -> Iterator[Event]:
    """``story`` is the plan's teller: it knows the people and sets the clock."""
    told = Region(story)
    yield date(2021, 4, 6), told.gather
    yield date(2021, 4, 12), told.ask_the_police
    yield date(2021, 5, 17), told.police_hand_in
    yield date(2021, 7, 30), told.close
    yield date(2021, 9, 6), told.elmshire_grows
    yield date(2021, 10, 26), told.trusts_hand_in
    yield date(2021, 11, 8), told.birmingham_hands_in
    yield date(2021, 11, 16), told.ask_schools_and_groups


class Region:
    def __init__(self, story: Any) -> None:
        self.story = story

    def place(self, slug: str) -> Partnership:
        return Partnership.objects.select_related("network").get(slug=slug)

    def person(self, email: str) -> User:
        return User.objects.get(email=email)

    @property
    def coordinator(self) -> User:
        return self.person(COORDINATOR[1])

    def gather(self) -> None:
        for each in PLACES:
            self._begin(each)
        network, first = Network.objects.get(slug=NETWORK[0]), self.place(PLACES[0].slug)
        name, email = COORDINATOR
        add_person(first, name=name, email=email, role=Role.COORDINATOR, place=network, starts_on=BEGAN, by=BY)

    def _begin(self, each: Place) -> None:
        name = f"{each.area} Safeguarding Children Partnership"
        email = f"manager@{each.slug}.example"
        place = start_partnership(slug=each.slug, name=name, manager_name=each.manager, manager_email=email, by=BY)
        change_settings(
            place, name=name, short_name=each.area, area=each.area, colour=each.colour, front_door="", by=BY
        )
        join_network(place, slug=NETWORK[0], name=NETWORK[1], by=BY)
        entrants = [
            Entrant(each.trust, kind=OrganisationKind.HEALTH, starts_on=BEGAN),
            Entrant(f"{each.area} Primary School", kind=OrganisationKind.EDUCATION, starts_on=BEGAN),
        ]
        if each in WITH_THE_POLICE:
            entrants.append(Entrant(POLICE, kind=OrganisationKind.POLICE, starts_on=BEGAN))
        trust = add_organisations(place, entrants, by=BY)[0].organisation
        email = f"health.lead@{each.slug}.example"
        add_person(place, name=each.lead, email=email, role=Role.AGENCY_LEAD, place=trust, starts_on=BEGAN, by=BY)

    # --- the round before

    def ask_the_police(self) -> None:
        text = as_asked_in_2021("section-11").replace("edition: 2021\n", "edition: 2020\n")
        first = self.place(PLACES[0].slug)
        before = text.replace("valid_from: 2021-04-01", "valid_from: 2020-04-01")
        edition = load_edition(first, text=before, offered=True, by=self.person(f"manager@{first.slug}.example"))
        self._open(
            first, "Section 11, spring 2021", edition, [OrganisationKind.POLICE], date(2021, 5, 28), date(2021, 7, 30),
            about="The first that all partnerships ask together.",
        )  # fmt: skip

    def police_hand_in(self) -> None:
        assessment = self._return_of(POLICE, "Section 11, spring 2021")
        hand_in(assessment, self.story.person("police.lead"), 0, EARLIER)

    def close(self) -> None:
        opened = Round.objects.select_related("partnership").get(title="Section 11, spring 2021")
        rounds.close_round(opened, by=self.coordinator)

    # --- autumn

    def elmshire_grows(self) -> None:
        elmshire, manager = self.place("elmshire"), self.person("manager@elmshire.example")
        entrants = [
            Entrant(SCHOOL, kind=OrganisationKind.EDUCATION, starts_on=BEGAN),
            Entrant(FELLOWSHIP, kind=OrganisationKind.FAITH, starts_on=BEGAN),
        ]
        school, fellowship = add_organisations(elmshire, entrants, by=manager)
        for name, login, member in (
            ("Beatrice Hollins", "head.teacher", school), ("Grace Odell", "faith.lead", fellowship),
        ):  # fmt: skip
            add_person(
                elmshire, name=name, email=f"{login}@elmshire.example", role=Role.AGENCY_LEAD,
                place=member.organisation, by=manager,
            )  # fmt: skip
        load_edition(elmshire, text=LOCALLY, offered=True, by=manager)

    def trusts_hand_in(self) -> None:
        for number, each in enumerate(IN_TIME):
            lead = self.person(f"health.lead@{each.slug}.example")
            hand_in(self._return_of(each.trust, "Section 11, autumn 2021"), lead, number)

    def birmingham_hands_in(self) -> None:
        place, manager = self.story.partnership, self.story.person("manager")
        for number, (name, lead, login, begun) in enumerate(OF_BIRMINGHAM):
            add_person(
                place, name=lead, email=f"{login}@birmingham.example", role=Role.AGENCY_LEAD,
                place=place.members.get(organisation__name=name).organisation, by=manager,
            )  # fmt: skip
            person = self.person(f"{login}@birmingham.example")
            hand_in(self._return_of(name, "Section 11, autumn 2021"), person, number, LATELY, begun)

    def ask_schools_and_groups(self) -> None:
        elmshire, asked = self.place("elmshire"), Edition.objects.filter(partnership__slug="birmingham", edition="2021")
        due, closes = date(2022, 1, 28), date(2022, 4, 29)
        for title, name, kinds in (
            ("Schools and safeguarding, 2021/22", "section-175", [OrganisationKind.EDUCATION]),
            ("Community and faith groups, 2021", "voluntary-faith", [OrganisationKind.FAITH, OrganisationKind.CHARITY]),
        ):
            self._open(elmshire, title, asked.get(name=name), kinds, due, closes)

    def _open(
        self, lead: Partnership, title: str, edition: Edition, kinds: Sequence[str], due_on: date, closes_on: date,
        about: str = "",
    ) -> None:  # fmt: skip
        today = self.story.clock.day
        rounds.open_round(
            lead, title=title, whole_network=True, kinds=kinds, parts=[Asked(edition)], opens_on=today, due_on=due_on,
            closes_on=closes_on, about=about, by=self.coordinator,
        )  # fmt: skip

    # --- answering

    def _return_of(self, name: str, title: str) -> SelfAssessment:
        found = SelfAssessment.objects.select_related("round__partnership", "organisation")
        return found.get(organisation__name=name, round__title=title)


def hand_in(assessment: SelfAssessment, lead: User, number: int, words: str = "", begun: Container[str] = ()) -> None:
    """Answered whole, signed off and shared with all who ask, by one person."""
    answer_what_is_missing(assessment, lead, number, words, begun)
    returns.name_senior_lead(assessment, person=lead, by=lead)
    asking = [each.partnership for each in assessment.askings.select_related("partnership")]
    returns.submit(returns.sign_off(assessment, by=lead), share_with=asking, by=lead)


def answer_what_is_missing(
    assessment: SelfAssessment, lead: User, number: int, words: str = "", begun: Container[str] = ()
) -> None:
    parts = AssessmentPart.objects.filter(assessment=assessment)
    for part in parts.select_related("assessment__round", "sheet__edition", "part"):
        while missing := [each for section in parts_of(part.sheet) for each in section.missing]:
            returns.answer_part(part, [_said(question, number, words, begun) for question in missing], by=lead)


def _said(question: Any, number: int, words: str, begun: Container[str]) -> Given:
    """Of ten trusts five say less than the best of every third standard, and one of every seventh the least."""
    if question.kind == "number":
        figure = min(60 + 7 * number, 98) if question.unit == "percent" else 20 + 3 * number
        return Given(question.id, 0, "value", str(figure))
    if question.kind == "table":
        row = {"row": question.rows[0].code} if question.rows else {}
        return Given(question.id, 0, "value", [row | {each.id: _cell(each) for each in question.columns}])
    if question.kind == "date":
        return Given(question.id, 0, "value", "2021-09-15")
    if not question.answers:
        return Given(question.id, 0, "value", "We ask children after each visit, and read what they say together.")
    codes, size = [option.code for option in question.answers], len(question.id)
    lower = -2 if size % 3 == 0 and number % 2 else -1
    value = codes[0] if number == 3 and size % 7 == 0 else codes[lower]
    value = codes[1] if question.id in begun else value
    return Given(question.id, 0, "value", value, words if question.scale else "")


def _cell(column: Any) -> str:
    return str(column.options[0].code) if column.options else "4"
