"""What the joined mails tell of: the weekly digest, and the note on the morning on which something cannot wait.

Apps register their topics when the application starts. A topic finds its records once, as a query: over everybody when
mails are planned, and for one person, among what they may open, at the moment of sending.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet, Value

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.notifications.models import Mail

Rows = QuerySet[Any]
MOST = 20
"""More lines than that of one topic are left to the page."""


class Rhythm(StrEnum):
    DIGEST = "digest"
    MORNING = "morning"


@dataclass(frozen=True, slots=True)
class Line:
    """Names a record and leads to it (``about``: ``/p/...``); never says what it holds."""

    text: str
    about: str


def visible(rows: Rows, person: User) -> Rows:
    return rows.visible_to(person)  # type: ignore[attr-defined, no-any-return]


@dataclass(frozen=True, slots=True)
class Topic:
    heading: str
    digest: Callable[[date], Rows]
    """The records that wait on the day of a digest."""
    morning: Callable[[date], Rows] | None
    """Those of them that cannot wait for it; ``None`` where all of them can."""
    told: Callable[[Rows], list[Rows]]
    """The records with ``told`` (whose business each is) and ``place`` (its partnership), in one query or several."""
    say: Callable[[Rows, date], Iterator[Line]]
    duty: bool = False
    """Whoever is told of one of these gets the digest, whatever they chose."""
    seen: Callable[[Rows, User], Rows] = visible

    def waiting(self, rhythm: Rhythm, on: date) -> list[Rows]:
        """Rows with ``told`` and ``place``, for everybody."""
        found = self._found(rhythm, on)
        return [] if found is None else self.told(found)

    def lines(self, rhythm: Rhythm, on: date, *people: User, said_on: date | None = None) -> list[Line]:
        """For the first of ``people``, of what all of them may open. A mail of one day may be read on another."""
        found = self._found(rhythm, on)
        if found is None:
            return []
        own = Q(pk__in=[])
        for rows in self.told(found):
            own |= Q(pk__in=rows.filter(told=people[0].pk).values("pk"))
        for person in people:
            found = self.seen(found, person)
        return list(self.say(found.filter(own), said_on or on))

    def _found(self, rhythm: Rhythm, on: date) -> Rows | None:
        if rhythm == Rhythm.DIGEST:
            return self.digest(on)
        return self.morning(on) if self.morning else None


TOPICS: dict[str, Topic] = {}


def register(name: str, topic: Topic) -> None:
    TOPICS[name] = topic


def listing(rhythm: Rhythm, on: date, *people: User, said_on: date | None = None) -> str | None:
    """All topics in which something waits for the first of ``people``, as the text of a mail."""
    found = _waiting_for(people[0], rhythm, on)
    said = (
        (topic.heading, topic.lines(rhythm, on, *people, said_on=said_on))
        for name, topic in TOPICS.items()
        if name in found
    )
    return "\n\n".join(_part(heading, lines) for heading, lines in said if lines) or None


def _waiting_for(person: User, rhythm: Rhythm, on: date) -> set[str]:
    """The topics that have anything for the person: one query, so that the others need not be asked."""
    asked = [
        rows.filter(told=person.pk).order_by().annotate(topic=Value(name)).values_list("topic")
        for name, topic in TOPICS.items()
        for rows in topic.waiting(rhythm, on)
    ]
    return {name for (name,) in asked[0].union(*asked[1:])} if asked else set()


def lists(mail: Mail) -> str | None:
    """What a joined mail says if it goes out now."""
    return listed_on(mail, clock.today(), mail.person)


def listed_on(mail: Mail, goes_on: date, *people: User) -> str | None:
    """A digest tells of the day on which it goes; a morning note of its morning, even where it goes later: what was due
    then is in no other note."""
    day = goes_on if mail.kind == Rhythm.DIGEST else date.fromisoformat(mail.key.rpartition(" ")[2])
    return listing(Rhythm(mail.kind), day, *people, said_on=goes_on)


def has_duties(person: User, on: date) -> bool:
    """Whether something waits that the person must be told of."""
    return any(topic.lines(Rhythm.DIGEST, on, person) for topic in TOPICS.values() if topic.duty)


def _part(heading: str, lines: list[Line]) -> str:
    address = settings.ADDRESS.rstrip("/")
    shown = [f"- {line.text}\n  {address}{line.about}" for line in lines[:MOST]]
    more = [f"- and {len(lines) - MOST} more"] if len(lines) > MOST else []
    return "\n".join([f"{heading}:", *shown, *more])
