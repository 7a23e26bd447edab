"""What challenges, risks and strategies ask of somebody: one query for all four kinds of line."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.words import ago
from goldenthread.core.words import day as in_words
from goldenthread.governance.models import Challenge, ChallengeState, ChallengeStep, Risk, RiskKind, Strategy
from goldenthread.governance.models.meetings import LED_BY_BOARD_CHAIR
from goldenthread.governance.queries.challenges import overdue, put_by
from goldenthread.governance.queries.risks import reviews_due
from goldenthread.governance.queries.strategies import updates_due
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.queries import owned_by
from goldenthread.partnerships.roles import Right
from goldenthread.reports.queries.my_work.reports import to_release_rows, to_write_rows
from goldenthread.reports.queries.my_work.tasks import SHOWN, Task, where

Rows = QuerySet[Any, Any]
Line = dict[str, Any]


def lines(user: User) -> list[Line]:
    """Of all kinds, the longest due first."""
    reports = to_write_rows(user), to_release_rows(user)
    found = _asked(user).union(_put(user), _reviews(user), _updates(user), *reports, all=True)
    return list(found.order_by("due")[: SHOWN * 4])


def _columns(path: str, *, kind: Any, ref: str, number: Any, title: str, due: str, who: Any) -> dict[str, Any]:
    place = f"{path}partnership__"
    return {
        "what": kind, "slug": F(f"{place}slug"), "place": F(f"{place}name"), "called": F(ref), "no": number,
        "said": F(title), "due": F(due), "who": who,
    }  # fmt: skip


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


def _asked(user: User) -> Rows:
    """Challenges put to the person's places, or to the Board that they chair, and not answered."""
    own = owned_by(user, partnership="challenge__partnership")
    board = Q(body__kind__in=LED_BY_BOARD_CHAIR, challenge__partnership__in=where(user, Right.CHAIR_BOARD).values("pk"))
    waiting = ChallengeStep.objects.filter(own | board, ended_at=None, replied_at=None).exclude(
        challenge__raised_by=user
    )
    waiting = waiting.filter(challenge__in=Challenge.objects.visible_to(user).order_by())
    who = Coalesce("body__name", "organisation__name", "post__title", output_field=CharField())
    return waiting.order_by().values(
        **_columns(
            "challenge__", kind=_text("answer"), ref="challenge__ref", number=Cast("challenge__number", CharField()),
            title="challenge__title", due="due_on", who=who,
        )
    )  # fmt: skip


def _put(user: User) -> Rows:
    """What the person or their places put: replies to be judged, and replies that did not come."""
    kind = Case(When(state=ChallengeState.REPLIED, then=_text("judge")), default=_text("late"))
    found = Challenge.objects.visible_to(user).filter(put_by(user))
    found = found.filter(Q(state=ChallengeState.REPLIED) | overdue(clock.today()))
    number = Cast("number", CharField())
    return found.order_by().values(
        **_columns("", kind=kind, ref="ref", number=number, title="title", due="due_on", who=_text(""))
    )


def _reviews(user: User) -> Rows:
    """Of risks that the person's places own."""
    own = Q(owned_by(user, partnership="risk__partnership"), risk__in=Risk.objects.visible_to(user).order_by())
    return reviews_due(clock.today()).filter(own).order_by().values(
        **_columns(
            "risk__", kind=_text("review"), ref="risk__ref", number=Cast("risk__number", CharField()), title="title",
            due="review_on", who=F("risk__kind"),
        )
    )  # fmt: skip


def _updates(user: User) -> Rows:
    """Strategies whose owner has not said how they stand: for the business unit, who ask them."""
    due = updates_due(clock.today()).filter(pk__in=Strategy.objects.visible_to(user).order_by().values("pk"))
    due = due.filter(partnership__in=where(user, Right.KEEP_REGISTERS).values("pk"))
    return due.order_by().values(
        **_columns(
            "", kind=_text("update"), ref="ref", number=_text(""), title="title", due="next_update_on",
            who=F("owner__name"),
        )
    )  # fmt: skip


# --- as tasks ---------------------------------------------------------------------------------------------------------


def to_answer(found: Iterable[Line]) -> Iterator[Task]:
    """What the person owes: replies and reviews."""
    today = clock.today()
    for line in found:
        due = f"{in_words(line['due'])}, {ago(line['due'])}"
        kind = "overdue" if line["due"] < today else "due"
        if line["what"] == "answer":
            yield _challenge(line, kind, f"{line['who']} is asked. A reply is due by {due}.", "Reply")
        elif line["what"] == "review":
            text = f"{RiskKind(line['who']).label} {line['no']}: {line['said']}"
            href = reverse("governance:risk", args=[line["slug"], line["called"]])
            yield Task(_place(line), kind, text, f"Its review is due by {due}.", href, "Review it")


def to_follow(found: Iterable[Line]) -> Iterator[Task]:
    """What the person decides on: is the reply enough, is a late one taken further?"""
    for line in found:
        if line["what"] == "judge":
            yield _challenge(line, "judge_reply", "It was replied to.", "Is that enough?")
        elif line["what"] == "late":
            yield _challenge(line, "overdue", f"The reply was due by {in_words(line['due'])}.", "Take it further")


def to_ask(found: Iterable[Line]) -> Iterator[Task]:
    """What the business unit asks others for."""
    for line in found:
        if line["what"] == "update":
            reason = f"{line['who']} owes an update since {in_words(line['due'])}."
            href = reverse("governance:strategy", args=[line["slug"], line["called"]])
            yield Task(_place(line), "chase", line["said"], reason, href, "Record what they say")


def _challenge(line: Line, kind: str, reason: str, act: str) -> Task:
    href = reverse("governance:challenge", args=[line["slug"], line["called"]])
    return Task(_place(line), kind, f"Challenge {line['no']}: {line['said']}", reason, href, act)


def _place(line: Line) -> Partnership:
    """Name and address are all that a task asks of it."""
    return Partnership(slug=line["slug"], name=line["place"])
