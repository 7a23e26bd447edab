"""Challenges that somebody must answer, or must judge or take further."""

from collections.abc import Iterator

from django.db.models import F, Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import ago
from goldenthread.core.words import day as in_words
from goldenthread.governance.models import Challenge, ChallengeState, ChallengeStep
from goldenthread.governance.models.meetings import LED_BY_BOARD_CHAIR
from goldenthread.governance.queries.challenges import CHALLENGERS, HOLDERS, overdue, put_by
from goldenthread.partnerships.queries import owned_by
from goldenthread.partnerships.roles import Right
from goldenthread.reports.queries.my_work.tasks import SHOWN, Task, where


def to_answer(user: User) -> Iterator[Task]:
    """Put to the person's places, or to the Board that they chair, and not answered."""
    own = owned_by(user, partnership="challenge__partnership")
    board = Q(body__kind__in=LED_BY_BOARD_CHAIR, challenge__partnership__in=where(user, Right.CHAIR_BOARD).values("pk"))
    waiting = ChallengeStep.objects.filter(own | board, ended_at=None, replied_at=None)
    waiting = waiting.filter(challenge__in=Challenge.objects.visible_to(user)).exclude(challenge__raised_by=user)
    related = ("challenge__partnership", *(f"challenge__{name}" for name in CHALLENGERS), *HOLDERS)
    for step in waiting.select_related(*related).order_by("due_on")[:SHOWN]:
        challenge = step.challenge
        kind = "overdue" if step.due_on < clock.today() else "due"
        reason = (
            f"{challenge.challenger} asks {step.holder}. A reply is due by {in_words(step.due_on)}, {ago(step.due_on)}."
        )
        yield Task(
            challenge.partnership,
            kind,
            f"{challenge}: {challenge.title}",
            reason,
            challenge.get_absolute_url(),
            "Reply",
        )


def to_follow(user: User) -> Iterator[Task]:
    """What the person or their places put: replies to be judged, and replies that did not come."""
    found = Challenge.objects.visible_to(user).filter(put_by(user))
    found = found.filter(Q(state=ChallengeState.REPLIED) | overdue(clock.today())).select_related("partnership")
    for challenge in found.order_by("due_on", F("number"))[:SHOWN]:
        replied = challenge.state == ChallengeState.REPLIED
        reason = "It was replied to." if replied else f"The reply was due by {in_words(challenge.due_on)}."
        act = "Is that enough?" if replied else "Take it further"
        text = f"{challenge}: {challenge.title}"
        yield Task(
            challenge.partnership,
            "judge_reply" if replied else "overdue",
            text,
            reason,
            challenge.get_absolute_url(),
            act,
        )
