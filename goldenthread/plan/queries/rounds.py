"""The round of a period: who owes what, who is late and how late. Counted by the database, a row an owner."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.core.prepared import prepared
from goldenthread.notifications.models import Mail
from goldenthread.partnerships.models import Partnership, Reach, reach
from goldenthread.partnerships.rights import Holder
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models import FOREVER, ActionVersion, OwedReturn, Period, Return, ReturnState, Sight, sight_of
from goldenthread.plan.queries.people import but_names

HANDED_IN = [ReturnState.SUBMITTED, ReturnState.APPROVED]
BEST_FIRST = [ReturnState.APPROVED, ReturnState.SUBMITTED, ReturnState.SENT_BACK, ReturnState.DRAFT]
Fate = tuple[str, datetime | None, datetime | None]
"""Of a return that is owed: its state, when it was handed in late, when it was chased."""
NOT_BEGUN = ("", None)
NAMES = ("body__name", "organisation__name", "post__title")
REFS = ("body__ref", "organisation__ref", "post__ref")
KINDS = ("body", "organisation", "post")


def furthest() -> Case:
    """Orders returns, the furthest first."""
    return Case(*(When(state=state, then=Value(place)) for place, state in enumerate(BEST_FIRST)))


def with_state(owed: "QuerySet[OwedReturn]") -> "QuerySet[OwedReturn]":
    """Adds ``state`` of the furthest return (empty where none was begun), ``handed_at``, ``made_ref`` and ``words``."""
    made = Return.objects.filter(action=OuterRef("action"), period=OuterRef("period")).order_by(furthest(), "pk")
    said = ActionVersion.objects.filter(action=OuterRef("action"), valid_to=FOREVER)
    return owed.annotate(
        state=Subquery(made.values("state")[:1]),
        rated=Subquery(made.values("rating")[:1]),
        made_ref=Subquery(made.values("ref")[:1]),
        handed_at=Subquery(made.filter(state__in=HANDED_IN).values("submitted_at")[:1]),
        words=Subquery(said.values("words")[:1]),
    )


@dataclass(frozen=True, slots=True)
class OwnerInRound:
    """What one owner owes. ``days_late`` counts from the day the returns were due to the last one handed in, or to
    today where some are missing."""

    kind: str
    ref: str
    name: str
    owed: int
    drafts: int
    sent_back: int
    submitted: int
    approved: int
    late: int
    days_late: int
    chased_at: datetime | None

    @property
    def missing(self) -> int:
        return self.owed - self.submitted - self.approved

    @property
    def state(self) -> str:
        """How it stands, in a word that the page has a tag for."""
        if not self.missing:
            return "late_in" if self.days_late else "in"
        return "late" if self.days_late else "open"


def period_called(user: User, partnership: Partnership, ref: str) -> Period | None:
    """The period of that name, where the person may read the plan."""
    found = _called(reads=reach(user, Right.READ_PLAN), partnership=partnership.pk, ref=ref)
    for period in found:
        period.partnership = partnership
    return found[0] if found else None


@prepared
def _called(*, reads: Reach, partnership: int, ref: str) -> QuerySet[Period]:
    found = Period.objects.filter(reads.rows("partnership"), partnership=partnership, ref=ref)
    return found.select_related("to_board_by").defer(*but_names("to_board_by"))


def owners_in(user: User, period: Period, on: date) -> list[OwnerInRound]:
    """Every owner, those who are latest first.

    Two queries, whose rows meet here: within one query the database would look for the returns of every action anew.
    """
    after = datetime.combine(period.returns_due_on + timedelta(days=1), time(), timezone.get_current_timezone())
    made = {action: (state, late_at) for action, state, late_at in _made(period=period.pk, after=after)}
    owners: dict[tuple[Any, ...], list[Fate]] = defaultdict(list)
    for action, chased_at, *holder in _owed(sight=sight_of(user), period=period.pk):
        owners[tuple(holder)].append((*made.get(action, NOT_BEGUN), chased_at))
    found = [_owner(holder, fates, period, on) for holder, fates in owners.items()]
    return sorted(found, key=lambda owner: (-owner.days_late, -owner.missing, owner.name))


@prepared
def _made(*, period: int, after: datetime) -> "QuerySet[Return, Any]":
    """Of each action the furthest return comes last, with when it was handed in if that was late."""
    late = Case(When(state__in=HANDED_IN, submitted_at__gte=after, then=F("submitted_at")))
    found = Return.objects.filter(period=period).annotate(late_at=late)
    return found.order_by(furthest().desc(), "-pk").values_list("action_id", "state", "late_at")


@prepared
def _owed(*, sight: Sight, period: int) -> "QuerySet[OwedReturn, Any]":
    owed = OwedReturn.objects.in_sight(sight).filter(period=period)
    return owed.order_by().values_list("action_id", "chased_at", *REFS, *NAMES)


def _owner(holder: tuple[Any, ...], fates: list[Fate], period: Period, on: date) -> OwnerInRound:
    named = zip(KINDS, holder[:3], holder[3:], strict=True)
    kind, ref, name = next((each for each in named if each[1]), ("", "", "Nobody named"))
    states, late_at, chased_at = ([each for each in column if each] for column in zip(*fates, strict=True))
    count = Counter(states)
    approved, submitted, sent_back, drafts = (count[state] for state in BEST_FIRST)
    missing = len(fates) - submitted - approved
    until = on if missing else timezone.localdate(max(late_at)) if late_at else period.returns_due_on
    days_late = max((until - period.returns_due_on).days, 0)
    late = len(late_at) + (missing if on > period.returns_due_on else 0)
    chased = max(chased_at, default=None)
    return OwnerInRound(kind, ref, name, len(fates), drafts, sent_back, submitted, approved, late, days_late, chased)


def owed_by(period: Period, holder: Holder) -> QuerySet[OwedReturn]:
    return OwedReturn.objects.filter(period=period, **{str(holder._meta.model_name): holder})


def missing_of(period: Period, holder: Holder) -> QuerySet[OwedReturn]:
    made = Return.objects.filter(action=OuterRef("action"), period=period, state__in=HANDED_IN)
    return owed_by(period, holder).filter(~Exists(made))


def lines_of(user: User, period: Period, holder: Holder) -> list[Any]:
    """The returns that an owner owes, those not handed in first. One query."""
    owed = OwedReturn.objects.visible_to(user).filter(period=period, **{str(holder._meta.model_name): holder})
    shown = with_state(owed).select_related("action__plan__partnership", "action__priority")
    return list(shown.order_by(F("handed_at").asc(nulls_first=True), "action__position"))


def drafts_of(period: Period, holder: Holder) -> QuerySet[Return]:
    """What the owner began and has not handed in, of what it owes."""
    made = Return.objects.filter(period=period, state__in=[ReturnState.DRAFT, ReturnState.SENT_BACK])
    found = made.filter(action__in=owed_by(period, holder).values("action"))
    return found.select_related("action__plan__partnership", "action__priority", "period").order_by("action__position")


def may_open_round(mail: Mail) -> bool:
    """Whether the recipient reads the round, and the owner that the mail is about still owes something."""
    *_, period_ref, _owners, kind, ref = mail.about.strip("/").split("/")
    period = Period.objects.visible_to(mail.person).filter(ref=period_ref, partnership=mail.partnership_id).first()
    if period is None:
        return False
    made = Return.objects.filter(action=OuterRef("action"), period=period, state__in=HANDED_IN)
    return OwedReturn.objects.filter(~Exists(made), period=period, **{f"{kind}__ref": ref}).exists()
