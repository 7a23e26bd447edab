"""Numbers over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, log10

from markupsafe import Markup

from goldenthread.core.charts.drawing import FILL, MUTED, Cell, Column, el, filled, image, rule, text

LEFT, RIGHT, TOP, BOTTOM = 46, 510, 30, 230
NAME = 16
"""The height of a name."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    values: Sequence[float | None]
    """One for each label; ``None`` where nothing is known, which leaves a gap."""
    tone: str = "brand"

    def said(self) -> list[str]:
        return ["not known" if value is None else f"{value:g}" for value in self.values]


@dataclass(frozen=True, slots=True)
class Line:
    """From zero up, each line named at its end."""

    title: str
    labels: Sequence[str]
    series: Sequence[Series]

    def svg(self) -> Markup:
        top = round_up(max((value for one in self.series for value in one.values if value is not None), default=0))
        step = (RIGHT - LEFT) / max(len(self.labels) - 1, 1)
        shapes, ends = [*self._scale(top), *self._labels(step)], []
        for one in self.series:
            heights = [None if value is None else BOTTOM - (BOTTOM - TOP) * value / top for value in one.values]
            points = [None if y is None else (LEFT + n * step, y) for n, y in enumerate(heights)]
            shapes += _drawn(one, points)
            ends += [(point, one.name) for point in [point for point in points if point][-1:]]
        shapes += _named(ends)
        said = "; ".join(f"{one.name}: {', '.join(one.said())}" for one in self.series)
        return image(self.title, said, (640, BOTTOM + 32), shapes)

    def _scale(self, top: int) -> list[Markup]:
        shapes = []
        for quarter in range(5):
            y = BOTTOM - (BOTTOM - TOP) * quarter / 4
            shapes.append(rule((LEFT, y), (RIGHT, y)))
            shapes.append(text(LEFT - 8, y + 5, str(top * quarter // 4), 13, MUTED, text_anchor="end"))
        return shapes

    def _labels(self, step: float) -> list[Markup]:
        every = ceil(len(self.labels) / 8)
        return [
            text(LEFT + number * step, BOTTOM + 22, label, 13, MUTED, text_anchor="middle")
            for number, label in enumerate(self.labels)
            if number % every == 0
        ]

    def columns(self) -> list[Column]:
        return [{"text": "When"}, *[Column(text=one.name, numeric=True) for one in self.series]]

    def rows(self) -> list[list[Cell]]:
        return [list(row) for row in zip(self.labels, *(one.said() for one in self.series), strict=True)]


def _drawn(one: Series, points: Sequence[Point | None]) -> list[Markup]:
    colour, name = FILL[one.tone], f"gt-stroke-{one.tone}"
    shapes = [rule(a, b, colour, stroke_width=3, class_=name) for a, b in pairwise(points) if a and b]
    known = [point for point in points if point]
    return [*shapes, *(el("circle", cx=x, cy=y, r=4, **filled(one.tone)) for x, y in known)]


def _named(ends: list[tuple[Point, str]]) -> list[Markup]:
    """The name of each line at its end; names that would stand on each other stand below each other."""
    shapes, free = [], 0.0
    for (x, y), name in sorted(ends, key=lambda end: end[0][1]):
        y = max(y + 5, free)
        free = y + NAME
        shapes.append(text(x + 10, y, name, 14, font_weight="bold"))
    return shapes


def round_up(value: float) -> int:
    """The end of a scale: the next round number that can be quartered."""
    power = 10 ** max(int(log10(value / 4)), 0) if value > 4 else 1
    return next(top for step in (4, 8, 10, 12, 16, 20, 24, 32, 40) if (top := step * power) >= value and top % 4 == 0)
