"""What of the plan goes to whoever follows a leaver: the actions of their posts, and what they began."""

from collections.abc import Iterable

from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.partnerships.belongings import Belonging
from goldenthread.partnerships.models import Appointment, Partnership, running
from goldenthread.plan.models import (
    FOREVER,
    Owner,
    OwnerRole,
    Reading,
    ReadingState,
    Return,
    ReturnState,
    Variation,
    VariationState,
)


def what_a_leaver_has(person: User, partnership: Partnership) -> list[Belonging]:
    owned = (
        Belonging(str(owner.action), owner.action.get_absolute_url(), stays_with=str(owner.post))
        for owner in _owned_by_posts(person, partnership)
    )
    return [*owned, *_begun(person, partnership)]


def _owned_by_posts(person: User, partnership: Partnership) -> QuerySet[Owner]:
    posts = Appointment.objects.filter(running(), person=person, post__partnership=partnership).values("post")
    owners = Owner.objects.filter(valid_to=FOREVER, post__in=posts, role__in=[OwnerRole.LEAD, OwnerRole.JOINT])
    return owners.select_related("action__plan__partnership", "action__priority", "post").order_by("action__position")


def _begun(person: User, partnership: Partnership) -> Iterable[Belonging]:
    """Drafts and proposals in the person's name. They stay where they are, for the owner's people and the unit."""
    drafts = Return.objects.filter(
        written_by=person, state__in=[ReturnState.DRAFT, ReturnState.SENT_BACK], action__plan__partnership=partnership
    )
    for draft in drafts.select_related("action__plan__partnership", "action__priority", "period"):
        yield Belonging(
            f"{draft} (not submitted)", draft.get_absolute_url(), stays_with="whoever answers for the action"
        )
    waiting = Variation.objects.filter(proposed_by=person, state=VariationState.PROPOSED, plan__partnership=partnership)
    for variation in waiting.select_related("plan__partnership"):
        yield Belonging(
            f"Proposed change: {variation}", variation.get_absolute_url(), stays_with="the Board, to decide"
        )
    unfinished = [ReadingState.WAITING, ReadingState.READING, ReadingState.READ]
    readings = Reading.objects.filter(sent_by=person, state__in=unfinished, partnership=partnership)
    for reading in readings.select_related("partnership"):
        yield Belonging(str(reading), reading.get_absolute_url(), stays_with="the business unit, to confirm")
