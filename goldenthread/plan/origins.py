"""Where actions come from, told by the apps above.

An app whose records give rise to actions says here where such a record can be read:
``origins.register("audits.finding", addresses)``, and names the record when it adds the origin
(``operations.origins.add_origin(..., from_record=finding)``). Where a new action is asked for by a variation, a teller
says of the variation what it answers. A plan never asks another app for anything else.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.plan.models import FOREVER, Action, Origin, Variation


@dataclass(frozen=True, slots=True)
class Answered:
    """A record that gave rise to an action: its kind (``OriginKind``), what it is called, and the record itself."""

    kind: str
    label: str
    record: Any


Addresses = Callable[[User, list[str]], dict[str, str]]
"""From references to the addresses of those records that the person may open."""

REGISTRY: dict[str, Addresses] = {}
tellers: list[Callable[[Variation], Iterable[Answered]]] = []


def register(record_type: str, addresses: Addresses) -> None:
    REGISTRY[record_type] = addresses


def answered_by(variation: Variation) -> list[Answered]:
    """What the new action of a variation answers, beside the variation itself."""
    return [answered for tell in tellers for answered in tell(variation)]


def actions_from(record: Any, user: User) -> list[Action]:
    """Which actions say today that they come from the record."""
    named = {"record_type": record._meta.label_lower, "record_ref": record.ref, "valid_to": FOREVER}
    found = (
        Origin.objects.visible_to(user).filter(**named).select_related("action__priority", "action__plan__partnership")
    )
    return [origin.action for origin in found]


def with_addresses(origins: Iterable[Origin], user: User) -> list[tuple[Origin, str]]:
    """Each origin with the address where this person may read it, or "". One question for each kind of record."""
    found = list(origins)
    wanted: dict[str, list[str]] = defaultdict(list)
    for origin in found:
        if origin.record_type in REGISTRY:
            wanted[origin.record_type].append(origin.record_ref)
    known = {kind: REGISTRY[kind](user, refs) for kind, refs in wanted.items()}
    return [
        (origin, origin.address or known.get(origin.record_type, {}).get(origin.record_ref, "")) for origin in found
    ]
