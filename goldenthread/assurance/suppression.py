"""Which numbers of a table may be shown, so that no group of fewer than five organisations can be seen or worked out.

How many organisations of each kind answered is known to whoever follows the round, so it is taken as known here.

- Levels with fewer than five are hidden; where these together are fewer than five, the next smallest goes with them. So
  the difference between the whole and what is shown is never small.
- A kind is shown whole or not at all. What the kinds that are not shown have together is again nowhere small; where it
  would be, one more kind is left out.
- Where all that is left gave one and the same level, the kinds with fewer than five among them would be known by that.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

FEWEST = 5
Cells = Mapping[tuple[str, str], int]
"""From (kind of organisation, level) to the number of organisations."""


@dataclass(frozen=True, slots=True)
class Shown:
    """``levels`` over all kinds; a level that is not there is hidden. ``kinds`` that are not there are hidden whole."""

    total: int
    levels: dict[str, int] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    kinds: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return bool(self.levels) and not self.hidden


def shown(cells: Cells) -> Shown:
    levels, kinds = _over(cells, 1), _over(cells, 0)
    total = sum(levels.values())
    if 0 < total < FEWEST:
        return Shown(total, hidden=frozenset(levels))
    hidden = _hidden(levels)
    table = {kind: _grouped(cells, kind, hidden) for kind in kinds}
    public = _public(table, kinds)
    if public is None:
        return Shown(total, hidden=frozenset(levels))
    return Shown(
        total,
        {level: number for level, number in levels.items() if level not in hidden},
        hidden,
        {kind: {level: n for level, n in table[kind].items() if level is not None} for kind in public},
    )


def _over(cells: Cells, axis: int) -> Counter[str]:
    sums: Counter[str] = Counter()
    for key, number in cells.items():
        sums[key[axis]] += number
    return sums


def _is_small(number: int) -> bool:
    return 0 < number < FEWEST


def _hidden(levels: Mapping[str, int]) -> frozenset[str]:
    hidden = {level for level, number in levels.items() if _is_small(number)}
    others = sorted((number, level) for level, number in levels.items() if number >= FEWEST)
    if hidden and _is_small(sum(levels[level] for level in hidden)):
        hidden.add(others[0][1])
    return frozenset(hidden)


def _grouped(cells: Cells, kind: str, hidden: frozenset[str]) -> Counter[str | None]:
    """The row of a kind; what stands at hidden levels is one number."""
    row: Counter[str | None] = Counter()
    for (of, level), number in cells.items():
        if of == kind:
            row[None if level in hidden else level] += number
    return row


def _public(table: Mapping[str, Counter[str | None]], kinds: Mapping[str, int]) -> list[str] | None:
    """Kinds that may be shown, the largest first; None where even the sum over all would say too much."""
    public = [kind for kind in table if not any(map(_is_small, table[kind].values()))]
    public.sort(key=lambda kind: (-kinds[kind], kind))
    while True:
        rest = [kind for kind in table if kind not in public]
        if _is_safe(rest, table, kinds):
            return public
        if not public:
            return None
        public.pop()


def _is_safe(rest: list[str], table: Mapping[str, Counter[str | None]], kinds: Mapping[str, int]) -> bool:
    together: Counter[str | None] = Counter()
    for kind in rest:
        together.update(table[kind])
    given = [level for level, number in together.items() if number]
    alike = len(given) == 1 and given[0] is not None and any(_is_small(kinds[kind]) for kind in rest)
    return not alike and not any(map(_is_small, together.values()))
