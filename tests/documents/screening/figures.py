"""Prints how much the screening finds: ``python -m tests.documents.screening.figures``.

An identifier counts as found when every letter and digit of it lies within hits of its kind; a hit counts as right
when it touches a planted identifier of its kind.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from goldenthread.documents.screening import KINDS, Hit, find_identifiers
from tests.documents.screening.build_material import BUILD
from tests.documents.screening.fifth_material import FIFTH
from tests.documents.screening.fourth_material import FOURTH
from tests.documents.screening.sealed_material import SEALED
from tests.documents.screening.second_material import SECOND
from tests.documents.screening.synthetic import Material, Planted, Sample, samples
from tests.documents.screening.third_material import THIRD


@dataclass
class Figures:
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    documents: int = 0

    def recall(self, *keys: str) -> float:
        return sum(self.found[key] for key in keys) / sum(self.planted[key] for key in keys)

    def precision(self, *keys: str) -> float:
        return sum(self.right[key] for key in keys) / sum(self.hits[key] for key in keys)

    def origins(self) -> list[str]:
        return sorted(key for key in self.planted if key not in KINDS)

    def gap(self) -> float:
        recalls = [self.recall(origin) for origin in self.origins()]
        return max(recalls) - min(recalls)


STRUCTURED = tuple(kind for kind in KINDS if kind != "name")
HALVES: dict[str, list[tuple[Material, int, int]]] = {
    "build": [(BUILD, 1, 250), (SECOND, 2, 150), (THIRD, 3, 150), (FOURTH, 4, 150), (FIFTH, 5, 150)],
    "sealed": [(SEALED, 6, 700)],
}
"""Material, seed and number of documents."""


@cache
def measure(half: str, *, asked: bool = False) -> Figures:
    """Of all hits, or of those alone that a person is asked about while writing: the certain and the likely."""
    figures = Figures()
    for material, seed, count in HALVES[half]:
        for sample in samples(material, seed=seed, count=count):
            hits = find_identifiers(sample.text)
            _add(figures, sample, [hit for hit in hits if not asked or hit.certainty != "possible"])
    return figures


def _add(figures: Figures, sample: Sample, hits: Iterable[Hit]) -> None:
    covered: dict[str, set[int]] = {kind: set() for kind in KINDS}
    planted: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for hit in hits:
        covered[hit.kind].update(range(hit.start, hit.end))
    for one in sample.planted:
        planted[one.kind].update(range(one.start, one.end))
        found = missed(sample, one, covered[one.kind]) == 0
        for key in filter(None, (one.kind, one.origin)):
            figures.planted[key] += 1
            figures.found[key] += found
    for hit in hits:
        figures.hits[hit.kind] += 1
        figures.right[hit.kind] += not planted[hit.kind].isdisjoint(range(hit.start, hit.end))
    figures.documents += 1


def missed(sample: Sample, one: Planted, covered: set[int]) -> int:
    return sum(sample.text[at].isalnum() and at not in covered for at in range(one.start, one.end))


def main() -> None:
    for half in HALVES:
        figures = measure(half)
        total = sum(figures.planted[kind] for kind in KINDS)
        print(f"{half}: {figures.documents} documents, {total} identifiers")
        rows = [(kind, (kind,)) for kind in KINDS] + [("all structured", STRUCTURED)]
        for title, keys in rows:
            size, recall, precision = (
                sum(figures.planted[key] for key in keys),
                figures.recall(*keys),
                figures.precision(*keys),
            )
            print(f"  {title:20} {size:6} recall {recall:7.2%} precision {precision:7.2%}")
        asked = measure(half, asked=True)
        print(
            f"  names asked about           recall {asked.recall('name'):7.2%} precision {asked.precision('name'):7.2%}"
        )
        for origin in figures.origins():
            print(f"  names: {origin:30} {figures.planted[origin]:5} recall {figures.recall(origin):7.2%}")
        print(f"  names: gap between origins {figures.gap() * 100:.1f} points")


if __name__ == "__main__":
    main()
