"""Rounds of a partnership, and how far everybody is in one."""

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Reading, Round, RoundPart, SelfAssessment, reading
from goldenthread.assurance.models.returns import HANDED_IN
from goldenthread.core import clock
from goldenthread.core.prepared import prepared
from goldenthread.partnerships.models import Partnership


def rounds_of(user: User, partnership: Partnership) -> QuerySet[Round]:
    found = Round.objects.visible_to(user).asked_in(partnership.pk, partnership.network_id)
    return found.select_related("partnership", "network", "opened_by")  # type: ignore[no-any-return]


def round_of(user: User, partnership: Partnership, ref: str) -> Round | None:
    """One of ``rounds_of``."""
    found = _called(places=reading(user), partnership=partnership.pk, network=partnership.network_id, ref=ref)
    return next(iter(found), None)


@prepared
def _called(*, places: Reading, partnership: int, network: int | None, ref: str) -> QuerySet[Round]:
    found = Round.objects.read_in(places).asked_in(partnership, network).filter(ref=ref)
    return found.select_related("partnership", "network").order_by()  # type: ignore[no-any-return]


def with_counts(rounds: QuerySet[Round], partnership: Partnership) -> QuerySet[Round]:
    """How many returns the partnership waits for or has."""
    here = Q(partnership=partnership) | Q(assessments__askings__partnership=partnership)
    handed_in = here & Q(assessments__state__in=HANDED_IN)
    counted = rounds.annotate(
        returns=Count("assessments", filter=here, distinct=True),
        handed_in=Count("assessments", filter=handed_in, distinct=True),
    )
    return exceptions_first(counted)


def exceptions_first(counted: QuerySet[Round]) -> QuerySet[Round]:
    """Those with late returns, then the open ones, then those to come, then the closed ones; the newest first."""
    today = clock.today()
    place = Case(
        When(closed_at__isnull=False, then=3), When(opens_on__gt=today, then=2),
        When(due_on__lt=today, handed_in__lt=F("returns"), then=0), default=1,
    )  # fmt: skip
    return counted.annotate(place=place).order_by("place", "-opens_on", "-pk")


def returns_of(user: User, partnership: Partnership, opened: Round) -> QuerySet[SelfAssessment]:
    """Exceptions first: what is not handed in, and of it what is least answered."""
    order = Case(When(state__in=HANDED_IN, then=Value(1)), default=Value(0), output_field=IntegerField())
    found = SelfAssessment.objects.visible_to(user).asked_by(partnership).filter(round=opened)
    return found.select_related("organisation", "round", "senior_lead").order_by(
        order, "answered", "organisation__name"
    )


def counts_by_state(returns: QuerySet[SelfAssessment]) -> dict[str, int]:
    return dict(returns.order_by().values_list("state").annotate(Count("pk")).values_list("state", "pk__count"))


def parts_in(opened: Round, partnership: Partnership) -> list[RoundPart]:
    """What the partnership knows of: the common parts, and its own supplement."""
    return _parts_in(opened=opened.pk, partnership=partnership.pk)


@prepared
def _parts_in(*, opened: int, partnership: int) -> QuerySet[RoundPart]:
    mine = Q(partnership=None) | Q(partnership=partnership)
    found = RoundPart.objects.filter(mine, round=opened)
    found = found.select_related("edition__partnership", "partnership", "round")
    return found.defer("edition__text").order_by("position", "pk")


def readable(returns: QuerySet[SelfAssessment], user: User, partnership: Partnership) -> set[int]:
    """Those of the returns whose answers the person reads here."""
    return set(returns.read_by(user, partnership).order_by().values_list("pk", flat=True))  # type: ignore[attr-defined]
