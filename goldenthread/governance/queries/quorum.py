"""Whether enough of the right people are there; worked out anew each time, also for one item."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from goldenthread.core.prepared import prepared
from goldenthread.core.words import plural
from goldenthread.governance.models import Attendance, Constituency, Presence, QuorumRule
from goldenthread.partnerships.models import Body, running


@dataclass(frozen=True, slots=True)
class Need:
    """One rule: how many voting members it asks for, and how many are there."""

    name: str
    needed: int
    there: int

    @property
    def is_met(self) -> bool:
        return self.there >= self.needed

    @property
    def said(self) -> str:
        return f"{self.name}: {self.there} of {self.needed}"


@dataclass(frozen=True, slots=True)
class Quorum:
    needs: tuple[Need, ...]

    @property
    def is_met(self) -> bool:
        return all(need.is_met for need in self.needs)

    @property
    def has_rules(self) -> bool:
        return bool(self.needs)

    @property
    def missing(self) -> str:
        """ "Police: 0 of 1, in all: 3 of 5"."""
        return ", ".join(need.said for need in self.needs if not need.is_met)


def rules_of(body: Body, on: date) -> list[QuorumRule]:
    return _rules(body=body.pk, on=on)


@prepared
def _rules(*, body: int, on: date) -> QuerySet[QuorumRule]:
    return QuorumRule.objects.filter(running(on), body=body)


def quorum(rules: Iterable[QuorumRule], constituencies: Iterable[str]) -> Quorum:
    """``constituencies``: that of each voting member who counts."""
    present = list(constituencies)
    return Quorum(
        tuple(
            Need(
                Constituency(rule.constituency).label if rule.constituency else "Members in all",
                rule.at_least,
                present.count(rule.constituency) if rule.constituency else len(present),
            )
            for rule in rules
        )
    )


def quorum_in_the_room(
    rules: Iterable[QuorumRule], attendance: Iterable[Attendance], recused: frozenset[int] = frozenset()
) -> Quorum:
    """Of those who are there now, have a vote and are not recused from the item."""
    return quorum(
        rules,
        (row.constituency for row in attendance if row.in_the_room and row.votes and row.person_id not in recused),
    )


def quorum_if_all_come(rules: Iterable[QuorumRule], attendance: Iterable[Attendance]) -> Quorum:
    """Before the meeting: of those with a vote who have not said that they stay away."""
    coming = {Presence.EXPECTED, Presence.PRESENT}
    return quorum(rules, (row.constituency for row in attendance if row.votes and row.presence in coming))


def counted(attendance: Iterable[Attendance], recused: frozenset[int] = frozenset()) -> str:
    there = [row for row in attendance if row.in_the_room and row.person_id not in recused]
    return f"{plural(len(there), 'person', 'people')} in the room, {sum(row.votes for row in there)} with a vote"
