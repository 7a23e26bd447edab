"""Rounds of a network, as whoever runs them there sees them: how far everybody is, never what anybody said."""

from typing import Any

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Asking, Round, RoundPart, SelfAssessment, SelfAssessmentState
from goldenthread.assurance.models.returns import HANDED_IN
from goldenthread.assurance.queries.rounds import exceptions_first
from goldenthread.core import clock
from goldenthread.partnerships.models import Membership, Network, running
from goldenthread.partnerships.roles import Role


def rounds_in(user: User, network: Network) -> QuerySet[Round]:
    return Round.objects.visible_to(user).filter(network=network).select_related("partnership", "network")  # type: ignore[no-any-return]


def with_counts(rounds: QuerySet[Round]) -> QuerySet[Round]:
    handed_in = Count("assessments", filter=Q(assessments__state__in=HANDED_IN))
    return exceptions_first(rounds.annotate(returns=Count("assessments"), handed_in=handed_in))


LOOKS = {
    "late": ("Late", "bad"), "silent": ("Not begun", "warn"), "queried": ("Queried", "warn"),
    "handed_in": ("Handed in", "good"),
}  # fmt: skip
"""What whoever follows a round looks for, and its tone."""


def looked_for(look: str, opened: Round) -> Q:
    """``all``, one of these, or else all that is not settled."""
    handed_in, queried = Q(state__in=HANDED_IN), Q(state=SelfAssessmentState.QUERIED)
    late = ~handed_in if opened.due_on < clock.today() else Q(pk__in=[])
    known = {"late": late, "silent": Q(state=SelfAssessmentState.DRAFT), "queried": queried, "handed_in": handed_in}
    return (known | {"all": Q(pk__isnull=False)}).get(look, ~handed_in | queried)


def counts_in(returns: QuerySet[SelfAssessment], opened: Round) -> dict[str, int]:
    """How many each look finds. One query."""
    looks = {look: Count("pk", filter=looked_for(look, opened)) for look in (*LOOKS, "unsettled", "all")}
    return returns.order_by().aggregate(**looks)


def returns_in(user: User, network: Network, opened: Round) -> QuerySet[SelfAssessment]:
    """Exceptions first: what is not handed in, and of it what is least answered."""
    order = Case(When(state__in=HANDED_IN, then=Value(1)), default=Value(0), output_field=IntegerField())
    found = SelfAssessment.objects.followed_by(user, network).filter(round=opened).select_related("organisation")
    asking = Prefetch("askings", Asking.objects.select_related("partnership"))
    return found.prefetch_related(asking).order_by(order, "answered", "organisation__name", "pk")


def by_partnership(returns: QuerySet[SelfAssessment]) -> list[dict[str, Any]]:
    """How many of its members each partnership waits for; those who wait for most first. Who belongs to several counts
    in each."""
    rows = Asking.objects.filter(assessment__in=returns.order_by()).values("partnership__name")
    asked, handed_in = Count("pk"), Count("pk", filter=Q(assessment__state__in=HANDED_IN))
    counted: list[Any] = list(rows.annotate(asked=asked, handed_in=handed_in))
    return sorted(counted, key=lambda row: (row["handed_in"] - row["asked"], row["partnership__name"]))


def parts_of_round(opened: Round) -> list[RoundPart]:
    return list(opened.parts.select_related("edition", "partnership"))


def coordinators(network: Network) -> QuerySet[Membership]:
    held = Membership.objects.filter(running(), network=network, role=Role.COORDINATOR, person__is_active=True)
    return held.select_related("person").order_by("person__name")
