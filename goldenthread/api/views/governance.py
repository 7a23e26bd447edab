"""Meetings and their agendas, decisions, challenges, risks, strategies owned elsewhere, indicators."""

from typing import Any, Literal

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from ninja import Query

from goldenthread.api.endpoints import DatedPages, Days, Listed, P, Pages, Paging, Request, Short, each, get, listed
from goldenthread.api.shapes import governance as shapes
from goldenthread.core import clock
from goldenthread.governance.models import MeetingState, WrittenProcedure
from goldenthread.governance.queries import challenges as asking
from goldenthread.governance.queries import decisions as deciding
from goldenthread.governance.queries import risks as registered
from goldenthread.governance.queries.agenda import agenda_of
from goldenthread.governance.queries.meetings import meetings_of
from goldenthread.governance.queries.strategies import followed
from goldenthread.measures.queries import as_they_were, figures_of, indicators_of, there_on
from goldenthread.partnerships.roles import Right

GROUP = "Meetings and accounting"


class MeetingsAsked(Paging):
    state: Literal["", *MeetingState.values] = ""  # type: ignore[valid-type]
    body: Short = ""


@get(f"{P}/meetings", Right.READ_PLAN, Listed[shapes.MeetingShape], group=GROUP)
def meetings(request: Request, partnership: str, asked: Query[MeetingsAsked]) -> dict[str, Any]:
    """Meetings, the latest first; drafts only for those who arrange them."""
    chosen = {"state": asked.state, "body__ref": asked.body}
    found = meetings_of(request.user, request.partnership).filter(**{k: value for k, value in chosen.items() if value})
    return listed(request, found.order_by("-starts_at", "-pk"), asked, each(shapes.meeting))


@get(f"{P}/meetings/{{slug:ref}}", Right.READ_PLAN, shapes.MeetingDetail, group=GROUP)
def meeting(request: Request, partnership: str, ref: str) -> dict[str, Any]:
    """A meeting with its agenda and papers: what is closed to the person, or they stepped back from, is not in it."""
    found = get_object_or_404(meetings_of(request.user, request.partnership), ref=ref)
    return shapes.meeting(found) | {"items": [shapes.item(line) for line in agenda_of(found, request.user)]}


class DecisionsAsked(Paging):
    q: Short = ""
    state: Literal["", "proposed", "taken", "not_agreed", "withdrawn", "back", "dissent"] = ""


@get(f"{P}/decisions", Right.READ_PLAN, Listed[shapes.DecisionShape], group=GROUP)
def decisions(request: Request, partnership: str, asked: Query[DecisionsAsked]) -> dict[str, Any]:
    """The register of decisions; “back” are those that come back, “dissent” those with a view against."""
    rows = deciding.narrowed(deciding.decisions_of(request.user, request.partnership), asked.model_dump())
    return listed(request, rows, asked, each(shapes.decision))


@get(f"{P}/decisions/{{slug:ref}}", Right.READ_PLAN, shapes.DecisionShape, group=GROUP)
def decision(request: Request, partnership: str, ref: str) -> dict[str, Any]:
    """One decision."""
    return shapes.decision(get_object_or_404(deciding.decisions_of(request.user, request.partnership), ref=ref))


@get(f"{P}/written-procedures", Right.READ_PLAN, Listed[shapes.ProcedureShape], group=GROUP)
def procedures(request: Request, partnership: str, paging: Pages) -> dict[str, Any]:
    """Decisions in writing between meetings, the newest first."""
    rows = WrittenProcedure.objects.visible_to(request.user).filter(partnership=request.partnership)
    told = rows.select_related("partnership", "body", "decision").annotate(
        asked=Count("votes"), answered=Count("votes", filter=~Q(votes__answer=""))
    )
    return listed(request, told.order_by("-opened_at", "-pk"), paging, each(shapes.procedure))


class ChallengesAsked(Paging):
    q: Short = ""
    view: Literal["", "mine", "to_us"] = ""
    state: Literal["", "open", "replied", "closed", "overdue"] = ""


@get(f"{P}/challenges", Right.READ_PLAN, Listed[shapes.ChallengeShape], group=GROUP)
def challenges(request: Request, partnership: str, asked: Query[ChallengesAsked]) -> dict[str, Any]:
    """Who asked whom to account for what, on what evidence, and what came of it; open ones first."""
    rows = asking.challenges_of(request.user, request.partnership)
    found = asking.narrowed(rows, asked.model_dump(), request.user, clock.today())
    return listed(request, asking.ordered(found, ""), asked, each(shapes.challenge))


@get(f"{P}/risks", Right.READ_PLAN, Listed[shapes.RiskShape], group=GROUP)
def risks(request: Request, partnership: str, paging: DatedPages) -> dict[str, Any]:
    """Open risks and issues as they stood on a day, the gravest first."""
    rows = registered.register(request.user, request.partnership, paging.when)
    return listed(
        request, registered.ordered(registered.narrowed(rows, {}, paging.when), ""), paging, each(shapes.risk)
    )


@get(f"{P}/strategies", Right.READ_PLAN, Listed[shapes.StrategyShape], group=GROUP)
def strategies(request: Request, partnership: str, paging: Pages) -> dict[str, Any]:
    """Strategies owned elsewhere, with what their owners said last."""
    return listed(request, followed(request.user, request.partnership), paging, each(shapes.strategy))


@get(f"{P}/indicators", Right.READ_PLAN, Listed[shapes.IndicatorShape], group=GROUP)
def indicators(request: Request, partnership: str, paging: DatedPages) -> dict[str, Any]:
    """What is counted, where it began and should be, and its latest figure by the day."""
    rows = there_on(indicators_of(request.user, request.partnership), paging.when).order_by("name", "pk")
    return listed(
        request, rows, paging, lambda found: [shapes.indicator(row) for row in as_they_were(found, paging.when)]
    )


@get(f"{P}/indicators/{{slug:ref}}/figures", Right.READ_PLAN, list[shapes.FigureShape], group=GROUP)
def figures(request: Request, partnership: str, ref: str, day: Days) -> list[dict[str, Any]]:
    """The figures of an indicator that were known on a day, the oldest first."""
    found = get_object_or_404(indicators_of(request.user, request.partnership), ref=ref)
    return [shapes.figure(row) for row in figures_of(found, day.when)]
