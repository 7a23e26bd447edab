"""The register of risks and issues, on any day; how each moved since its last review."""

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from goldenthread.accounts.models import User
from goldenthread.governance.models import Risk, RiskVersion
from goldenthread.governance.queries.challenges import HOLDERS
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.as_at import AsAt

Rows = QuerySet[Any]
SORTS = {"score": "rated", "review": "review_on", "number": "risk__number", "title": "title"}
ARROWS = {1: ("worse than at its last review", "bad"), -1: ("better than at its last review", "good")}


def risk_addresses(user: User, refs: list[str]) -> dict[str, str]:
    """For ``plan/origins.py``: where risks that gave rise to an action can be read."""
    found = Risk.objects.visible_to(user).filter(ref__in=refs).select_related("partnership")
    return {risk.ref: risk.get_absolute_url() for risk in found}


def register(user: User, partnership: Partnership, when: AsAt) -> Rows:
    """One row a risk, as it stood on the day, with ``rated`` (its score) and ``before`` (that of the review before)."""
    risks = Risk.objects.visible_to(user).filter(partnership=partnership)
    if when.moment:
        risks = risks.filter(opened_at__lte=when.moment)
    found = with_before(RiskVersion.objects.filter(risk__in=risks.order_by()).at(when.moment))
    return found.select_related("risk__partnership", *HOLDERS)


def with_before(versions: Rows) -> Rows:
    earlier = RiskVersion.objects.filter(risk=OuterRef("risk"), valid_from__lt=OuterRef("valid_from"))
    scored = earlier.order_by("-valid_from").values(score=F("likelihood") * F("impact"))
    return versions.annotate(rated=F("likelihood") * F("impact"), before=Subquery(scored[:1]))


def still_open(when: AsAt) -> Q:
    return Q(risk__closed_at=None) | (Q(risk__closed_at__gt=when.moment) if when.moment else Q(pk__in=[]))


def narrowed(found: Rows, chosen: dict[str, str], when: AsAt) -> Rows:
    if chosen.get("q"):
        found = found.filter(Q(title__icontains=chosen["q"]) | Q(words__icontains=chosen["q"]))
    if chosen.get("kind"):
        found = found.filter(risk__kind=chosen["kind"])
    if chosen.get("owner"):
        kind, _, ref = chosen["owner"].partition(":")
        found = found.filter(**{f"{kind}__ref": ref})
    state = chosen.get("state", "")
    if state == "closed":
        return found.exclude(still_open(when))
    found = found.filter(still_open(when)) if state != "all" else found
    return found.filter(review_on__lt=when.day) if state == "due" else found


def ordered(found: Rows, sort: str) -> Rows:
    """As asked; else the gravest first."""
    column = SORTS.get(sort.removeprefix("-"))
    if column is None:
        return found.order_by("-rated", "review_on", "risk__number")
    return found.order_by(f"-{column}" if sort.startswith("-") else column, "risk__number")


def movement(version: Any) -> tuple[str, str, str]:
    """(words, tone, arrow) against the review before; needs ``with_before``."""
    if version.before is None:
        return "new", "note", "New"
    moved = (version.rated > version.before) - (version.rated < version.before)
    words, tone = ARROWS.get(moved, ("as at its last review", "none"))
    return words, tone, {1: f"Up from {version.before}", -1: f"Down from {version.before}", 0: "Unchanged"}[moved]


def reviews_due(on: date) -> Rows:
    return RiskVersion.objects.at().filter(review_on__lte=on, risk__closed_at=None)
