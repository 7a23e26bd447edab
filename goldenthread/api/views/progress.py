"""Reading periods, returns, variations, evidence and impact."""

from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query

from goldenthread.api.endpoints import Listed, P, Pages, Paging, Request, Short, each, get, listed
from goldenthread.api.shapes import progress as shapes
from goldenthread.core import clock
from goldenthread.evidence.models import EvidenceKind
from goldenthread.evidence.queries import evidence_of, narrowed
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models import ImpactState, ImpactStatement, Period, ReturnState, Variation, VariationState
from goldenthread.plan.queries.returns import returns_of_partnership

GROUP = "Progress"
TARGETS = ("plan__partnership", "action", "outcome", "priority")


@get(f"{P}/periods", Right.READ_PLAN, Listed[shapes.PeriodShape], group=GROUP)
def periods(request: Request, partnership: str, paging: Pages) -> dict[str, Any]:
    """The periods for which returns are made, the newest first."""
    rows = Period.objects.visible_to(request.user).filter(partnership=request.partnership)
    return listed(request, rows.select_related("partnership"), paging, each(shapes.period))


class ReturnsAsked(Paging):
    state: Literal["", *ReturnState.values] = ""  # type: ignore[valid-type]
    period: Short = ""
    action: Short = ""


@get(f"{P}/returns", Right.READ_PLAN, Listed[shapes.ReturnShape], group=GROUP)
def returns(request: Request, partnership: str, asked: Query[ReturnsAsked]) -> dict[str, Any]:
    """Returns in any state, those that were written last first."""
    rows = returns_of_partnership(request.user, request.partnership)
    chosen = {"state": asked.state, "period__ref": asked.period, "action__ref": asked.action}
    rows = rows.filter(**{name: value for name, value in chosen.items() if value})
    return listed(request, rows.order_by("-written_at", "-pk"), asked, each(shapes.made_return))


@get(f"{P}/returns/{{slug:ref}}", Right.READ_PLAN, shapes.ReturnShape, group=GROUP)
def made_return(request: Request, partnership: str, ref: str) -> dict[str, Any]:
    """One return."""
    rows = returns_of_partnership(request.user, request.partnership)
    return shapes.made_return(get_object_or_404(rows, ref=ref))


class VariationsAsked(Paging):
    state: Literal["", *VariationState.values] = ""  # type: ignore[valid-type]


def variations_of(request: Request) -> Any:
    rows = Variation.objects.visible_to(request.user).filter(plan__partnership=request.partnership)
    return rows.select_related(*TARGETS, "proposed_by", "decided_by")


@get(f"{P}/variations", Right.READ_PLAN, Listed[shapes.VariationShape], group=GROUP)
def variations(request: Request, partnership: str, asked: Query[VariationsAsked]) -> dict[str, Any]:
    """Proposed and decided changes of adopted plans, the newest first."""
    rows = variations_of(request)
    rows = rows.filter(state=asked.state) if asked.state else rows
    return listed(request, rows.order_by("-proposed_at", "-pk"), asked, each(shapes.variation))


@get(f"{P}/variations/{{slug:ref}}", Right.READ_PLAN, shapes.VariationShape, group=GROUP)
def variation(request: Request, partnership: str, ref: str) -> dict[str, Any]:
    """One proposed or decided change."""
    return shapes.variation(get_object_or_404(variations_of(request), ref=ref))


class EvidenceAsked(Paging):
    q: Short = ""
    kind: Literal["", *EvidenceKind.values] = ""  # type: ignore[valid-type]
    rung: Literal["", "1", "2", "3", "4", "5"] = ""
    state: Literal["", "open", "expired", "old", "withdrawn"] = ""


@get(f"{P}/evidence", Right.READ_PLAN, Listed[shapes.EvidenceShape], group=GROUP)
def evidence(request: Request, partnership: str, asked: Query[EvidenceAsked]) -> dict[str, Any]:
    """Evidence, the newest first; what was withdrawn only where it is asked for."""
    rows = narrowed(evidence_of(request.user, request.partnership), asked.model_dump(), clock.today())
    return listed(request, rows.order_by("-evidence_on", "-pk"), asked, each(shapes.evidence))


@get(f"{P}/evidence/{{slug:ref}}", Right.READ_PLAN, shapes.EvidenceShape, group=GROUP)
def piece_of_evidence(request: Request, partnership: str, ref: str) -> dict[str, Any]:
    """One piece of evidence. Its file has an address of its own."""
    return shapes.evidence(get_object_or_404(evidence_of(request.user, request.partnership), ref=ref))


class ImpactAsked(Paging):
    state: Literal["", *ImpactState.values] = ""  # type: ignore[valid-type]


@get(f"{P}/impact", Right.READ_PLAN, Listed[shapes.ImpactShape], group=GROUP)
def impact(request: Request, partnership: str, asked: Query[ImpactAsked]) -> dict[str, Any]:
    """Claims of what changed for children, and whether they stand; the newest first."""
    rows = ImpactStatement.objects.visible_to(request.user).filter(plan__partnership=request.partnership)
    rows = rows.filter(state=asked.state) if asked.state else rows
    related = ("plan__partnership", "action", "outcome", "claimed_by", "judged_by")
    return listed(request, rows.select_related(*related).order_by("-claimed_at", "-pk"), asked, each(shapes.impact))
