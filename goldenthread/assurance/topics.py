"""What a round has for the weekly digest, for the morning on which it begins and for that of its last day."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q

from goldenthread.accounts.models import User
from goldenthread.assurance.models import HandOver, SelfAssessment, SelfAssessmentState, StateEvent
from goldenthread.assurance.models.returns import HANDED_IN, OPEN_STATES
from goldenthread.core.words import day as in_words
from goldenthread.notifications.topics import Line, Rows, Topic, register
from goldenthread.partnerships.roles import Right, roles_with
from goldenthread.plan.queries.told import told_through

SOON = timedelta(days=30)
DAY = timedelta(days=1)
PLACE = "round__partnership"


def owed(on: date) -> Rows:
    """Asked, and not handed in: late, or due within a month."""
    asked = SelfAssessment.objects.filter(round__closed_at=None, round__opens_on__lte=on, round__due_on__lte=on + SOON)
    return asked.exclude(state__in=HANDED_IN)


def owed_today(on: date) -> Rows:
    return owed(on).filter(round__due_on=on)


def opened(on: date) -> Rows:
    """What came to be asked within a week and is not due so soon that it stands under what is owed."""
    return _begun(on - timedelta(days=6), on).exclude(round__due_on__lte=on + SOON)


def opened_now(on: date) -> Rows:
    return _begun(on, on)


def _begun(first: date, last: date) -> Rows:
    """Asked for the first time on one of these mornings: that of the day on which the round opens, or the one after the
    organisation was asked, whichever is later."""
    asked = SelfAssessment.objects.filter(round__closed_at=None, state__in=OPEN_STATES)
    made = StateEvent.objects.filter(assessment=OuterRef("pk"), state=SelfAssessmentState.DRAFT)
    before, since = made.filter(at__date__lt=first), made.filter(at__date__gte=first - DAY, at__date__lt=last)
    opens = Q(round__opens_on__gte=first, round__opens_on__lte=last) & Q(Exists(before))
    return asked.filter(opens | Q(Exists(since), round__opens_on__lte=last))


def leads(rows: Rows) -> list[Rows]:
    """Whoever hands it in for the organisation; their lines stand under the partnership that leads the round."""
    held = "organisation__memberships"
    roles = sorted(roles_with(Right.SUBMIT_FOR_ORGANISATION))
    return [told_through(rows, held, Q(**{f"{held}__role__in": roles}), PLACE)]


def own(rows: Rows, person: User) -> Rows:
    return rows.of_own(person)  # type: ignore[attr-defined, no-any-return]


def say(rows: Rows, on: date) -> Iterator[Line]:
    for each in rows.select_related("round__partnership", "organisation").order_by("round__due_on"):
        asked = each.round
        said = "was due" if asked.due_on < on else "is due"
        place = asked.partnership.short_name or asked.partnership.name
        line = f"{place}: {asked.title}, for {each.organisation}, {said} by {in_words(asked.due_on)}"
        yield Line(line, each.get_absolute_url())


def say_opened(rows: Rows, on: date) -> Iterator[Line]:
    for each in rows.select_related("round__partnership", "organisation").order_by("round__due_on"):
        asked = each.round
        place = asked.partnership.short_name or asked.partnership.name
        line = f"{place}: {asked.title}, for {each.organisation}, is open; due by {in_words(asked.due_on)}"
        yield Line(line, each.get_absolute_url())


def to_take(on: date) -> Rows:
    """Sections that came back from colleagues."""
    return HandOver.objects.filter(given_back_at__isnull=False, settled_at=None)


def makers(rows: Rows) -> list[Rows]:
    return [rows.annotate(told=F("made_by"), place=F("part__sheet__partnership"))]


def say_taken(rows: Rows, on: date) -> Iterator[Line]:
    for each in rows.select_related("part__assessment__round__partnership").order_by("given_back_at"):
        asked = each.part.assessment.round
        place = asked.partnership.short_name or asked.partnership.name
        yield Line(f"{place}: {asked.title}, a section came back from {each.colleague}", each.get_absolute_url())


def install() -> None:
    register("self_assessments", Topic("Self-assessments to hand in", owed, owed_today, leads, say, seen=own))
    heading = "Self-assessments that you are asked for"
    register("self_assessments_opened", Topic(heading, opened, opened_now, leads, say_opened, seen=own))
    register("handed_back", Topic("Sections to take over", to_take, None, makers, say_taken))
