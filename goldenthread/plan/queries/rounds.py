"""The round of a period: who owes what, who is late and how late. Counted by the database, a row an owner."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.notifications.models import Mail
from goldenthread.partnerships.rights import Holder
from goldenthread.plan.models import FOREVER, ActionVersion, OwedReturn, Period, Return, ReturnState

HANDED_IN = [ReturnState.SUBMITTED, ReturnState.APPROVED]
BEST_FIRST = [ReturnState.APPROVED, ReturnState.SUBMITTED, ReturnState.SENT_BACK, ReturnState.DRAFT]
NAMES = ("body__name", "organisation__name", "post__title")
REFS = ("body__ref", "organisation__ref", "post__ref")
KINDS = ("body", "organisation", "post")


def with_state(owed: "QuerySet[OwedReturn]") -> "QuerySet[OwedReturn]":
    """Adds ``state`` of the furthest return (empty where none was begun), ``handed_at``, ``made_ref`` and ``words``."""
    rank = Case(*(When(state=state, then=Value(place)) for place, state in enumerate(BEST_FIRST)))
    made = Return.objects.filter(action=OuterRef("action"), period=OuterRef("period")).order_by(rank, "pk")
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


def owners_in(user: User, period: Period, on: date) -> list[OwnerInRound]:
    """Every owner, those who are latest first. One query."""
    owed = with_state(OwedReturn.objects.visible_to(user).filter(period=period))
    counted = owed.order_by().values(*REFS, *NAMES).annotate(
        owed=Count("pk"),
        drafts=Count("pk", filter=Q(state=ReturnState.DRAFT)),
        sent_back=Count("pk", filter=Q(state=ReturnState.SENT_BACK)),
        submitted=Count("pk", filter=Q(state=ReturnState.SUBMITTED)),
        approved=Count("pk", filter=Q(state=ReturnState.APPROVED)),
        last=Max("handed_at"),
        late=Count("pk", filter=Q(handed_at__date__gt=period.returns_due_on)),
        chased=Max("chased_at"),
    )  # fmt: skip
    found = [_owner(row, period, on) for row in counted]
    return sorted(found, key=lambda owner: (-owner.days_late, -owner.missing, owner.name))


def _owner(row: dict[str, Any], period: Period, on: date) -> OwnerInRound:
    kind, ref, name = next(
        ((kind, row[ref], row[name]) for kind, ref, name in zip(KINDS, REFS, NAMES, strict=True) if row[ref]),
        ("", "", "Nobody named"),
    )
    counts = {key: row[key] for key in ("owed", "drafts", "sent_back", "submitted", "approved")}
    missing = row["owed"] - row["submitted"] - row["approved"]
    until = on if missing else (timezone.localdate(row["last"]) if row["last"] else on)
    days_late = max((until - period.returns_due_on).days, 0)
    late = row["late"] + (missing if on > period.returns_due_on else 0)
    return OwnerInRound(kind, ref, name, **counts, late=late, days_late=days_late, chased_at=row["chased"])


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
