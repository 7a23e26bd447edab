"""What a meeting ought to talk about. Each module that knows of something due registers a function at the start.

The agenda proposes itself from what they say; the secretary puts a proposal on it, or does not.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from goldenthread.governance.models import ItemKind, Meeting
from goldenthread.partnerships.models import Body


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something for the agenda. ``key`` names it for ever ("challenge 7k2…"), so that it is not proposed twice.

    Say nothing here that is closed to anybody: whoever arranges the meeting reads it.
    """

    key: str
    title: str
    reason: str
    address: str = ""
    kind: str = ItemKind.DISCUSSION
    minutes: int = 10
    page: str = ""
    """"kind key" of a page of ours that goes with it as its paper (``pages.py``)."""


Propose = Callable[[Body, Meeting], Iterable[Proposal]]

_proposers: list[Propose] = []


def register(propose: Propose) -> None:
    _proposers.append(propose)


def proposals(meeting: Meeting) -> list[Proposal]:
    """All that is due for the meeting and not on its agenda yet, in the order in which modules registered."""
    taken = set(meeting.items.exclude(proposal="").values_list("proposal", flat=True))
    said = (proposal for propose in _proposers for proposal in propose(meeting.body, meeting))
    return [proposal for proposal in said if proposal.key not in taken]
