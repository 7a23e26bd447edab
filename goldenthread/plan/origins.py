"""Where a new action comes from. Apps above us say of a variation what it answers, such as a decision of a meeting."""

from collections.abc import Callable, Iterable

from goldenthread.plan.models import Variation

Origin = dict[str, str]
"""{"kind": ..., "label": ..., "address": ...}, as an action keeps it and shows it to everybody who reads the plan."""

tellers: list[Callable[[Variation], Iterable[Origin]]] = []


def origins_of(variation: Variation) -> list[Origin]:
    return [origin for tell in tellers for origin in tell(variation)]
