"""Charts as SVG: from plain data to markup that is right in a page, in a PDF and on paper.

Every chart is an image with a title and a description for those who do not see it, and hands out the same
numbers as ``columns()`` and ``rows()`` for the table beside it. Colours are attributes, so that a PDF has
them, and classes, so that the page's style sheet can change them. Titles on one page differ: they make the ids.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, log10

from django.utils.text import slugify
from markupsafe import Markup

from goldenthread.core import words

FILL = {
    "good": "#1f8257",
    "warn": "#b87503",
    "bad": "#b3261e",
    "done": "#1d5fa8",
    "none": "#6d7983",
    "note": "#6d43a6",
    "brand": "#1d5fa8",
}
INK, MUTED, LINE = "#16202a", "#4a5661", "#cfd6dc"
Cell = str | int | float


def el(name: str, *children: str | Markup, **attributes: Cell) -> Markup:
    """One element, everything escaped; ``stroke_width`` is ``stroke-width`` and ``class_`` is ``class``."""
    pairs = Markup("").join(
        Markup(' {}="{}"').format(Markup(key.rstrip("_").replace("_", "-")), round(value, 2) if isinstance(value, float) else value)
        for key, value in attributes.items()
    )
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), pairs, Markup("").join(children))


def image(title: str, description: str, size: tuple[int, int], shapes: Sequence[Markup], **attributes: Cell) -> Markup:
    width, height = size
    key = slugify(title)
    return el(
        "svg",
        el("title", title, id=f"{key}-title"),
        el("desc", description, id=f"{key}-desc"),
        *shapes,
        class_="gt-chart",
        width=width,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        font_family="Helvetica Neue, Arial, sans-serif",
        **attributes,
    )


def filled(tone: str) -> dict[str, Cell]:
    return {"class_": f"gt-fill-{tone}", "fill": FILL[tone]}


def text(x: float, y: float, said: str, size: int = 14, fill: str = INK, **attributes: Cell) -> Markup:
    return el("text", said, x=x, y=y, font_size=size, fill=fill, **attributes)


@dataclass(frozen=True, slots=True)
class Part:
    label: str
    value: int
    tone: str = "brand"
    href: str = ""
    """Where the rows behind the number are."""


@dataclass(frozen=True, slots=True)
class StackedBar:
    """Parts of a whole in one bar. It is stretched to its place, so it holds no words: its legend does."""

    title: str
    parts: Sequence[Part]

    def svg(self) -> Markup:
        total = sum(part.value for part in self.parts)
        shapes, x = [el("rect", width=1000, height=20, fill="#e8ecef")], 0.0
        for part in self.parts:
            width = 1000 * part.value / total if total else 0
            if width:
                shapes.append(el("rect", x=x, width=max(width - 3, 1), height=20, **filled(part.tone)))
            x += width
        said = ", ".join(f"{part.value} {part.label}" for part in self.parts if part.value) or "nothing yet"
        return image(self.title, said, (1000, 20), shapes, preserveAspectRatio="none")

    def columns(self) -> list[dict[str, Cell]]:
        return [{"text": "State"}, {"text": "Number", "numeric": True}, {"text": "Share", "numeric": True}]

    def rows(self) -> list[list[Cell]]:
        total = sum(part.value for part in self.parts)
        return [[part.label, part.value, f"{part.value / total:.0%}" if total else "–"] for part in self.parts]


@dataclass(frozen=True, slots=True)
class Bars:
    """Numbers of several things, one bar each."""

    title: str
    parts: Sequence[Part]

    def svg(self) -> Markup:
        longest, shapes = max((part.value for part in self.parts), default=0) or 1, []
        for number, part in enumerate(self.parts):
            y, width = number * 52, 430 * part.value / longest
            shapes.append(text(0, y + 16, part.label, 16))
            shapes.append(el("rect", x=0, y=y + 23, width=max(width, 1.5), height=18, rx=2, **filled(part.tone)))
            shapes.append(text(max(width, 1.5) + 8, y + 38, words.number(part.value), 16, font_weight="bold"))
        said = ", ".join(f"{part.label} {part.value}" for part in self.parts)
        return image(self.title, said, (500, max(len(self.parts), 1) * 52), shapes)

    def columns(self) -> list[dict[str, Cell]]:
        return [{"text": "What"}, {"text": "Number", "numeric": True}]

    def rows(self) -> list[list[Cell]]:
        return [[part.label, part.value] for part in self.parts]


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    values: Sequence[float | None]
    """One for each label; ``None`` where nothing is known, which leaves a gap."""
    tone: str = "brand"


@dataclass(frozen=True, slots=True)
class Line:
    """Numbers over time, from zero up, each line named at its end."""

    title: str
    labels: Sequence[str]
    series: Sequence[Series]

    def svg(self) -> Markup:
        top = _round_up(max((value for one in self.series for value in one.values if value is not None), default=1))
        left, right, bottom, step = 46, 510, 230, 464 / max(len(self.labels) - 1, 1)
        shapes = []
        for share in (0, 0.25, 0.5, 0.75, 1):
            y = bottom - 200 * share
            shapes.append(el("line", x1=left, x2=right, y1=y, y2=y, stroke=LINE))
            shapes.append(text(left - 8, y + 5, f"{top * share:g}", 13, MUTED, text_anchor="end"))
        every = ceil(len(self.labels) / 8)
        for number, label in enumerate(self.labels):
            if number % every == 0:
                shapes.append(text(left + number * step, bottom + 22, label, 13, MUTED, text_anchor="middle"))
        for one in self.series:
            points = [None if v is None else (left + n * step, bottom - 200 * v / top) for n, v in enumerate(one.values)]
            shapes += self._drawn(one, points)
        said = "; ".join(f"{one.name}: {', '.join('–' if v is None else f'{v:g}' for v in one.values)}" for one in self.series)
        return image(self.title, said, (640, 262), shapes)

    def _drawn(self, one: Series, points: Sequence[tuple[float, float] | None]) -> list[Markup]:
        pen: dict[str, Cell] = {"class_": f"gt-stroke-{one.tone}", "stroke": FILL[one.tone], "stroke_width": 3}
        shapes = [el("line", x1=a[0], y1=a[1], x2=b[0], y2=b[1], **pen) for a, b in pairwise(points) if a and b]
        known = [point for point in points if point]
        shapes += [el("circle", cx=x, cy=y, r=4, **filled(one.tone)) for x, y in known]
        if known:
            shapes.append(text(known[-1][0] + 10, known[-1][1] + 5, one.name, 14, font_weight="bold"))
        return shapes

    def columns(self) -> list[dict[str, Cell]]:
        return [{"text": "When"}, *({"text": one.name, "numeric": True} for one in self.series)]

    def rows(self) -> list[list[Cell]]:
        table = zip(self.labels, *(one.values for one in self.series), strict=True)
        return [[label, *("–" if v is None else f"{v:g}" for v in values)] for label, *values in table]


def _round_up(value: float) -> int:
    """The end of a scale: the next round number that can be quartered."""
    power = 10 ** max(int(log10(max(value, 1) / 4)), 0) if value > 4 else 1
    return next(top for step in (4, 8, 10, 12, 16, 20, 24, 32, 40) if (top := step * power) >= value and top % 4 == 0)


@dataclass(frozen=True, slots=True)
class Mark:
    """A deadline or a milestone; ``agreed`` is the day first agreed where it has slipped since."""

    on: date
    label: str
    tone: str = "none"
    agreed: date | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    label: str
    marks: Sequence[Mark] = field(default_factory=tuple)
    start: date | None = None
    end: date | None = None
    tone: str = "none"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes over quarters: bars, milestones, slips (agreed, an arrow, forecast) and the line of the day."""

    title: str
    lanes: Sequence[Lane]
    today: date
    start: date
    end: date

    LEFT, WIDTH, HEAD = 250, 960, 38

    def svg(self) -> Markup:
        shapes, y = [], float(self.HEAD)
        for lane in self.lanes:
            drawn, height = self._lane(lane, y)
            shapes += [*drawn, el("line", x1=0, x2=self.WIDTH, y1=y + height, y2=y + height, stroke=LINE)]
            y += height
        shapes = [*self._quarters(y), *shapes, *self._day(y)]
        said = f"{len(self.lanes)} lines from {words.day(self.start)} to {words.day(self.end)}; the table has every date."
        return image(self.title, said, (self.WIDTH, ceil(y) + 22), shapes)

    def _x(self, day: date) -> float:
        span = (self.end - self.start).days or 1
        share = min(max((day - self.start).days / span, 0), 1)
        return self.LEFT + 12 + share * (self.WIDTH - self.LEFT - 24)

    def _quarters(self, height: float) -> list[Markup]:
        shapes = []
        for number, (first, after) in enumerate(pairwise(quarters(self.start, self.end))):
            x, width = self._x(first), self._x(after) - self._x(first)
            if width < 1:
                continue
            shapes.append(el("line", x1=x, x2=x, y1=self.HEAD - 18, y2=height, stroke=LINE))
            if width >= 50:
                shapes.append(text(x + 4, 30, f"{first:%b}–{after - timedelta(days=1):%b}", 12, MUTED))
            if number == 0 or first.month == 1:
                shapes.append(text(x + 4, 13, f"{first:%Y}", 12, MUTED, font_weight="bold"))
        return shapes

    def _lane(self, lane: Lane, y: float) -> tuple[list[Markup], float]:
        ends: list[float] = []  # of each track: marks that would touch go on tracks of their own
        drawn: list[Markup] = []
        for mark in sorted(lane.marks, key=lambda mark: mark.agreed or mark.on):
            places = sorted((self._x(mark.agreed or mark.on), self._x(mark.on)))
            track = next((n for n, end in enumerate(ends) if end + 16 <= places[0]), len(ends))
            ends[track:track + 1] = [places[1]]
            drawn += self._mark(mark, y + 15 + track * 17)
        height = max(len(ends), 1) * 17 + 13
        bar = []
        if lane.start and lane.end:
            x = self._x(lane.start)
            bar = [el("rect", x=x, y=y + 11, width=max(self._x(lane.end) - x, 2), height=8, rx=4, opacity="0.35", **filled(lane.tone))]
        name = lane.label if len(lane.label) <= 36 else lane.label[:35].rstrip() + "…"
        return [text(0, y + 20, name, 13), *bar, *drawn], height

    def _mark(self, mark: Mark, y: float) -> list[Markup]:
        x, shapes = self._x(mark.on), []
        if mark.agreed and mark.agreed != mark.on:
            was = self._x(mark.agreed)
            back = -1 if x > was else 1
            shapes = [
                el("line", x1=was, x2=x + back * 9, y1=y, y2=y, stroke=FILL["bad"], stroke_width="1.5", stroke_dasharray="4 2"),
                el("path", d=f"M{x + back * 6:.1f} {y}l{back * 6} -4v8z", fill=FILL["bad"]),
                el("path", d=f"M{was:.1f} {y - 5.5}l5.5 5.5 -5.5 5.5 -5.5 -5.5z", fill="#fff", stroke=MUTED, stroke_width="1.5"),
            ]
        return [*shapes, el("path", el("title", f"{mark.label}, {words.day(mark.on)}"), d=f"M{x:.1f} {y - 6}l6 6 -6 6 -6 -6z", **filled(mark.tone))]

    def _day(self, height: float) -> list[Markup]:
        if not self.start <= self.today <= self.end:
            return []
        x = self._x(self.today)
        return [
            el("line", x1=x, x2=x, y1=self.HEAD - 8, y2=height, stroke=INK, stroke_width=2),
            text(x, height + 16, words.day(self.today), 13, font_weight="bold", text_anchor="middle"),
        ]

    def columns(self) -> list[dict[str, Cell]]:
        return [{"text": name} for name in ("Line", "What", "First agreed", "Now")]

    def rows(self) -> list[list[Cell]]:
        return [
            [lane.label, mark.label, words.short_day(mark.agreed or mark.on), words.short_day(mark.on)]
            for lane in self.lanes
            for mark in lane.marks
        ]


def quarters(start: date, end: date) -> list[date]:
    """First days of the quarters that touch the period, and of the one after it."""
    first = date(start.year, (start.month - 1) // 3 * 3 + 1, 1)
    found = [first]
    while found[-1] <= end:
        year, month = divmod(found[-1].year * 12 + found[-1].month - 1 + 3, 12)
        found.append(date(year, month + 1, 1))
    return found
