"""A made-up region for measuring: partnerships, organisations, and rounds with every answer to every standard.

Answers are made by the database itself, one INSERT ... SELECT a round; a million take a minute.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from goldenthread.accounts.models import User
from goldenthread.assurance.models import (
    Asking,
    AssessmentPart,
    Round,
    RoundPart,
    SelfAssessment,
    SelfAssessmentState,
    Share,
)
from goldenthread.assurance.operations.summaries import mend
from goldenthread.core import clock
from goldenthread.partnerships.models import (
    Membership,
    Network,
    Organisation,
    OrganisationKind,
    Partnership,
    PartnershipMember,
)
from goldenthread.partnerships.roles import Role
from goldenthread.questionnaires.models import Edition, Sheet

SLUG = "region-"
KINDS = [OrganisationKind.EDUCATION, OrganisationKind.CHARITY, OrganisationKind.HEALTH, OrganisationKind.FAITH]
SECTIONS = 12
REQUESTS = 28
"""So many open returns one organisation owes, over all partnerships."""
HEAD = """\
format: goldenthread-questionnaire/1
id: region
edition: {edition}
title: Standards of the region
purpose: self-assessment
valid_from: 2020-01-01
wording: Made up for measuring
sources: [{{id: none, title: Made up, verified: false}}]
sections:
"""
ANSWERS = """
    INSERT INTO questionnaires_answer
        (sheet_id, question, state, value, comment, version, answered_by_id, answered_at, first_answered_at)
    SELECT sheet.id, 'standard-' || asked.n, 'value',
           CASE (sheet.id * 7 + asked.n * 13 + sheet.id * asked.n / 5) %% 9
                WHEN 0 THEN '"0"' WHEN 1 THEN '"1"' WHEN 2 THEN '"1"' WHEN 3 THEN '"3"' WHEN 4 THEN '"3"' ELSE '"2"'
           END{json}, '', 1, %s, %s, %s
    FROM questionnaires_sheet AS sheet
    JOIN assurance_assessmentpart AS part ON part.sheet_id = sheet.id
    CROSS JOIN ({numbers}) AS asked
    WHERE part.part_id = %s"""
NUMBERS = """
    WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {most})
    SELECT n FROM counted"""


@dataclass(frozen=True, slots=True)
class Size:
    partnerships: int = 14
    organisations: int = 600
    """Of each partnership."""
    standards: int = 120
    rounds: int = 3
    """The newest is the last; each of them has an answer to every standard from every organisation."""

    @property
    def answers(self) -> int:
        return self.partnerships * self.organisations * self.standards


def questionnaire(standards: int, edition: str) -> str:
    lines = [HEAD.format(edition=edition)]
    for number in range(standards):
        if number % max(1, standards // SECTIONS) == 0:
            place = number // max(1, standards // SECTIONS) + 1
            lines.append(f"  - id: section-{place}\n    title: Feature {place}\n    questions:\n")
        lines.append(
            f"      - {{id: standard-{number + 1}, kind: scale, scale: zero-to-three, "
            f'text: "What is asked by standard {number + 1} is done for every child"}}\n'
        )
    return "".join(lines)


@transaction.atomic
def fill_region(size: Size) -> list[Round]:
    people, places = _places(size)
    organisations = _organisations(size, places)
    rounds = [
        _round(size, people[0], places[0], organisations, back) for back in reversed(range(size.rounds))
    ]  # fmt: skip
    _requests(people[0], places, organisations[0][0])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rounds


def _places(size: Size) -> tuple[list[User], list[Partnership]]:
    network = Network.objects.create(slug="region", name="The Region")
    places = Partnership.objects.bulk_create(
        [
            Partnership(slug=f"{SLUG}{n}", name=f"Region {n} Partnership", short_name=f"R{n}", network=network)
            for n in range(1, size.partnerships + 1)
        ]
    )
    people = [
        User.objects.create(email=f"manager@{place.slug}.example", name=f"Manager of {place.short_name}")
        for place in places
    ]
    Membership.objects.bulk_create(
        [
            Membership(person=person, role=Role.MANAGER, partnership=place)
            for person, place in zip(people, places, strict=True)
        ]
    )
    return people, places


def _organisations(size: Size, places: list[Partnership]) -> list[tuple[Organisation, Partnership]]:
    """Each belongs to one partnership; the first, a police force with a lead, to all."""
    found = []
    for place in places:
        rows = [
            Organisation(name=f"Organisation {n} of {place.short_name}", kind=KINDS[n % len(KINDS)])
            for n in range(1, size.organisations + 1)
        ]
        found += [(each, place) for each in Organisation.objects.bulk_create(rows, batch_size=1000)]
    force = found[0][0]
    Organisation.objects.filter(pk=force.pk).update(name="Police of the Region", kind=OrganisationKind.POLICE)
    force.kind = OrganisationKind.POLICE
    lead = User.objects.create(email="lead@police.example", name="Lead of the Police")
    Membership.objects.create(person=lead, role=Role.AGENCY_LEAD, organisation=force)
    begun = clock.today() - timedelta(days=3000)
    members = found + [(force, place) for place in places[1:]]
    PartnershipMember.objects.bulk_create(
        [PartnershipMember(partnership=place, organisation=each, starts_on=begun) for each, place in members],
        batch_size=1000,
    )
    return found


def _round(
    size: Size, by: User, lead: Partnership, members: list[tuple[Organisation, Partnership]], back: int
) -> Round:  # fmt: skip
    day = clock.today() - timedelta(days=365 * back)
    edition = _edition(lead, by, questionnaire(size.standards, str(day.year)), str(day.year), size.standards)
    opened = _opened(lead, by, f"Standards of the region, {day.year}", day, network=lead.network)
    part = RoundPart.objects.create(round=opened, edition=edition, due_on=opened.due_on)
    _returns(part, by, members, SelfAssessmentState.SUBMITTED, size.standards)
    json = "::jsonb" if connection.vendor == "postgresql" else ""
    sql = ANSWERS.format(json=json, numbers=NUMBERS.format(most=size.standards))
    with connection.cursor() as cursor:
        cursor.execute(sql, [by.pk, clock.now(), clock.now(), part.pk])
    mend(opened)
    return opened


def _requests(by: User, places: list[Partnership], force: Organisation) -> None:
    """Open returns of one organisation, each of a round of its own."""
    edition = _edition(places[0], by, questionnaire(10, "short"), "short", 10)
    for number in range(REQUESTS):
        place = places[number % len(places)]
        opened = _opened(place, by, f"Short topic {number + 1}", clock.today())
        part = RoundPart.objects.create(round=opened, edition=edition, due_on=opened.due_on)
        _returns(part, by, [(force, place)], SelfAssessmentState.DRAFT, 0, 10)


def _edition(place: Partnership, by: User, text: str, edition: str, questions: int) -> Edition:
    return Edition.objects.create(
        partnership=place, network=place.network, name="region", edition=edition, title="Standards of the region",
        purpose="self-assessment", questions=questions, valid_from=date(2020, 1, 1), text=text, loaded_by=by,
    )  # fmt: skip


def _opened(place: Partnership, by: User, title: str, day: date, **facts: Any) -> Round:
    return Round.objects.create(
        partnership=place, title=title, opens_on=day - timedelta(days=60), due_on=day + timedelta(days=30),
        closes_on=day + timedelta(days=90), opened_by=by, **facts,
    )  # fmt: skip


def _returns(
    part: RoundPart,
    by: User,
    members: list[tuple[Organisation, Partnership]],
    state: str,
    answered: int,
    asked: int = 0,
) -> None:
    done = state == SelfAssessmentState.SUBMITTED
    facts: dict[str, Any] = {"asked": asked or answered, "answered": answered}
    signed: dict[str, Any] = (
        {"senior_lead": by, "signed_off_by": by, "signed_off_at": clock.now(), "submitted_by": by,
         "submitted_at": clock.now()} if done else {}
    )  # fmt: skip
    returns = SelfAssessment.objects.bulk_create(
        [SelfAssessment(round=part.round, organisation=each, state=state, **facts, **signed) for each, _ in members],
        batch_size=1000,
    )
    sheets = Sheet.objects.bulk_create(
        [
            Sheet(
                partnership=part.round.partnership, edition=part.edition, organisation=each, kind=each.kind,
                locked_at=clock.now() if done else None, **facts,
            )
            for each, _ in members
        ],
        batch_size=1000,
    )  # fmt: skip
    AssessmentPart.objects.bulk_create(
        [AssessmentPart(assessment=a, part=part, sheet=s) for a, s in zip(returns, sheets, strict=True)],
        batch_size=1000,
    )
    pairs = list(zip(returns, members, strict=True))
    Asking.objects.bulk_create([Asking(assessment=a, partnership=p) for a, (_, p) in pairs], batch_size=1000)
    if done:
        Share.objects.bulk_create(
            [Share(assessment=a, partnership=p, given_by=by) for a, (_, p) in pairs], batch_size=1000
        )
