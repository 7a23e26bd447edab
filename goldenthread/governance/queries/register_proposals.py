"""What challenges, risks and strategies have for an agenda. Registered when the application starts (``apps.py``)."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from goldenthread.core.words import day as in_words
from goldenthread.governance.models import Challenge, ChallengeState, ChallengeStep, Meeting
from goldenthread.governance.proposers import Proposal, register
from goldenthread.governance.queries.challenges import CHALLENGERS, HOLDERS
from goldenthread.governance.queries.risks import reviews_due, with_before
from goldenthread.governance.queries.strategies import updates_due
from goldenthread.partnerships.models import Body, BodyKind

GRAVE = 10
"""From this score on a risk is the Board's business, whoever owns it."""


def register_all() -> None:
    for propose in (challenges_to_answer, challenges_to_judge, risks_to_review, strategies_to_hear_of):
        register(propose)


def challenges_to_answer(body: Body, meeting: Meeting) -> Iterator[Proposal]:
    """Put to the body and due by the day of the meeting; for the Board also those that are overdue elsewhere."""
    on = timezone.localdate(meeting.starts_at)
    due = Q(body=body, due_on__lte=on)
    if body.kind == BodyKind.BOARD:
        due |= Q(due_on__lt=on)
    waiting = ChallengeStep.objects.filter(
        due, ended_at=None, replied_at=None, challenge__partnership=body.partnership_id
    )
    for step in waiting.select_related("challenge__partnership", *HOLDERS).order_by("due_on")[:50]:
        yield Proposal(
            f"challenge {step.challenge.ref} {step.position}", f"{step.challenge}: {step.challenge.title}",
            f"{step.holder} owes a reply by {in_words(step.due_on)}.", step.challenge.get_absolute_url(),
        )  # fmt: skip


def challenges_to_judge(body: Body, meeting: Meeting) -> Iterator[Proposal]:
    """Put by the body and replied to: is the reply enough?"""
    replied = Challenge.objects.filter(state=ChallengeState.REPLIED, from_body=body)
    for each in replied.select_related("partnership", *CHALLENGERS).order_by("due_on")[:50]:
        yield Proposal(
            f"reply {each.ref}", f"Reply to {str(each).lower()}: {each.title}",
            "It was replied to. Decide whether that is enough.", each.get_absolute_url(),
        )  # fmt: skip


def risks_to_review(body: Body, meeting: Meeting) -> Iterator[Proposal]:
    """Those of the body whose review is due by the day of the meeting; for the Board the grave ones of all."""
    due = with_before(reviews_due(timezone.localdate(meeting.starts_at))).filter(risk__partnership=body.partnership_id)
    own = Q(body=body) | Q(rated__gte=GRAVE) if body.kind == BodyKind.BOARD else Q(body=body)
    for version in due.filter(own).select_related("risk__partnership").order_by("-rated")[:50]:
        yield Proposal(
            f"risk {version.risk.ref} {version.review_on}", f"{version.risk}: {version.title}",
            f"Its review is due by {in_words(version.review_on)}.", version.risk.get_absolute_url(),
        )  # fmt: skip


def strategies_to_hear_of(body: Body, meeting: Meeting) -> Iterator[Proposal]:
    """For the Board: strategies whose owner has not said how they stand."""
    if body.kind != BodyKind.BOARD:
        return
    due = updates_due(timezone.localdate(meeting.starts_at)).filter(partnership=body.partnership_id)
    for each in due.select_related("partnership", "owner").order_by("next_update_on")[:50]:
        yield Proposal(
            f"strategy {each.ref} {each.next_update_on}", each.title,
            f"{each.owner} owes an update since {in_words(each.next_update_on)}.", each.get_absolute_url(),
        )  # fmt: skip
