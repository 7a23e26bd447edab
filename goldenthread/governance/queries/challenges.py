"""The challenge log: the Board's view of all, the challenger's own, and that of whoever is challenged."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.governance.models import Challenge, ChallengeState, ChallengeStep
from goldenthread.notifications.models import Mail
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.queries import owned_by
from goldenthread.plan.models import FOREVER, Serving

HOLDERS = ("body", "organisation", "post")
CHALLENGERS = ("from_body", "from_organisation", "from_post", "from_person")
SORTS = {"number": "number", "due": "due_on", "title": "title", "state": "state"}


def challenge_addresses(user: User, refs: list[str]) -> dict[str, str]:
    """For ``plan/origins.py``: where challenges that gave rise to an action can be read."""
    found = Challenge.objects.visible_to(user).filter(ref__in=refs).select_related("partnership")
    return {challenge.ref: challenge.get_absolute_url() for challenge in found}


def challenges_of(user: User, partnership: Partnership) -> QuerySet[Challenge, Any]:
    """With whoever challenged, and the steps; three queries for a list of any length."""
    steps = ChallengeStep.objects.select_related(*HOLDERS, "replied_by", "opened_by").order_by("position")
    found = Challenge.objects.visible_to(user).filter(partnership=partnership)
    return found.select_related("partnership", *CHALLENGERS, "raised_by", "closed_by").prefetch_related(
        Prefetch("steps", queryset=steps)
    )


def put_by(user: User) -> Q:
    """What the person, or a place they act for, put."""
    own = Q(raised_by=user) | Q(from_person=user)
    places = Challenge.objects.annotate(
        body=F("from_body"), organisation=F("from_organisation"), post=F("from_post")
    ).filter(owned_by(user, partnership="partnership"))
    return own | Q(pk__in=places.values("pk"))


def put_to(user: User) -> Exists:
    """What the person's places were asked at any step."""
    asked = ChallengeStep.objects.filter(owned_by(user, partnership="challenge__partnership"))
    return Exists(asked.filter(challenge=OuterRef("pk")))


def overdue(on: date) -> Q:
    return Q(state=ChallengeState.OPEN, due_on__lt=on)


def narrowed(found: QuerySet[Challenge, Any], chosen: dict[str, str], user: User, on: date) -> QuerySet[Challenge, Any]:
    if chosen.get("q"):
        words = chosen["q"]
        found = found.filter(Q(title__icontains=words) | Q(words__icontains=words) | Q(grounds__icontains=words))
    view = chosen.get("view")
    if view == "mine":
        found = found.filter(put_by(user))
    elif view == "to_us":
        found = found.filter(put_to(user))
    state = chosen.get("state")
    if state == "overdue":
        found = found.filter(overdue(on))
    elif state:
        found = found.filter(state=state)
    if chosen.get("action"):
        about = Q(action__ref=chosen["action"]) | Q(made_return__action__ref=chosen["action"])
        serving = Serving.objects.filter(action__ref=chosen["action"], valid_to=FOREVER)
        found = found.filter(about | Q(outcome__in=serving.values("outcome")))
    if chosen.get("to"):
        kind, _, ref = chosen["to"].partition(":")
        asked = ChallengeStep.objects.filter(challenge=OuterRef("pk"), **{f"{kind}__ref": ref})
        found = found.filter(Exists(asked))
    return found


def ordered(found: QuerySet[Challenge, Any], sort: str) -> QuerySet[Challenge, Any]:
    """As asked; else open ones first, the longest due first."""
    column = SORTS.get(sort.removeprefix("-"))
    if column is None:
        return found.order_by(F("closed_at").desc(nulls_first=True), "due_on", "-number")
    return found.order_by(f"-{column}" if sort.startswith("-") else column, "-number")


def step_of(challenge: Challenge) -> ChallengeStep:
    """Where it stands: the last step."""
    return list(challenge.steps.all())[-1]


def may_open_challenge(mail: Mail) -> bool:
    """Whether the recipient may open it and it is not closed: a mail about a closed matter stays here."""
    ref = mail.about.rstrip("/").rpartition("/")[2]
    open_ones = Challenge.objects.visible_to(mail.person).exclude(state=ChallengeState.CLOSED)
    return open_ones.filter(ref=ref, partnership=mail.partnership_id).exists()
