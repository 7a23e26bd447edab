"""Deadlines over quarters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil

from markupsafe import Markup

from goldenthread.core import words
from goldenthread.core.charts.drawing import FILL, INK, MUTED, Cell, Column, el, filled, image, rect, rule, text

LEFT, WIDTH, HEAD = 250, 960, 38
TRACK, PAD = 17, 13
"""Heights: marks that would touch stand on tracks of their own."""
LONGEST_LABEL = 36
YEAR = 36
"""The room that a year takes."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A deadline or a milestone; ``agreed`` is the day first agreed where it has slipped since."""

    on: date
    label: str
    tone: str = "none"
    agreed: date | None = None

    @property
    def first(self) -> date:
        return self.agreed or self.on


@dataclass(frozen=True, slots=True)
class Lane:
    label: str
    marks: Sequence[Mark] = ()
    start: date | None = None
    end: date | None = None
    tone: str = "none"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes with bars, milestones, slips (agreed, an arrow, forecast) and the line of the day."""

    title: str
    lanes: Sequence[Lane]
    today: date
    start: date
    end: date

    def svg(self) -> Markup:
        shapes: list[Markup] = []
        bottom = float(HEAD)
        for lane in self.lanes:
            drawn, height = self._lane(lane, bottom)
            bottom += height
            shapes += [*drawn, rule((0, bottom), (WIDTH, bottom))]
        shapes = [*self._quarters(bottom), *shapes, *self._day(bottom)]
        period = f"{words.day(self.start)} to {words.day(self.end)}"
        said = f"{words.plural(len(self.lanes), 'line')} from {period}; the table has every date."
        return image(self.title, said, (WIDTH, ceil(bottom) + 22), shapes)

    def _x(self, day: date) -> float:
        share = (day - self.start).days / ((self.end - self.start).days or 1)
        return LEFT + 12 + min(max(share, 0), 1) * (WIDTH - LEFT - 24)

    def _quarters(self, bottom: float) -> list[Markup]:
        shapes = []
        for number, (first, after) in enumerate(pairwise(quarters(self.start, self.end))):
            x = self._x(first)
            shapes.append(rule((x, HEAD - 18), (x, bottom)))
            if self._x(after) - x >= 64:
                shapes.append(text(x + 4, 30, f"{first:%b} to {after - timedelta(days=1):%b}", 12, MUTED))
            if first.month == 1 or (number == 0 and self._x(after) - x >= YEAR):
                shapes.append(text(x + 4, 13, f"{first:%Y}", 12, MUTED, font_weight="bold"))
        return shapes

    def _lane(self, lane: Lane, y: float) -> tuple[list[Markup], float]:
        """What is drawn, and how high it is."""
        label = lane.label
        label = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
        shapes = [text(0, y + 20, label, 13)]
        if lane.start and lane.end:
            x = self._x(lane.start)
            shapes.append(rect(x, y + 11, max(self._x(lane.end) - x, 2), 8, lane.tone, rx=4, opacity=0.35))
        tracks: list[float] = []
        for mark in sorted(lane.marks, key=lambda mark: mark.first):
            left, right = sorted((self._x(mark.first), self._x(mark.on)))
            track = next((number for number, end in enumerate(tracks) if end + 16 <= left), len(tracks))
            tracks[track : track + 1] = [right]
            shapes += self._mark(mark, y + 15 + track * TRACK)
        return shapes, max(len(tracks), 1) * TRACK + PAD

    def _mark(self, mark: Mark, y: float) -> list[Markup]:
        x, was = self._x(mark.on), self._x(mark.first)
        title = el("title", f"{mark.label}, {words.day(mark.on)}")
        shapes = [el("path", title, d=diamond(x, y, 6), **filled(mark.tone))]
        if mark.on == mark.first:
            return shapes
        way = 1 if x > was else -1
        red = FILL["bad"]
        return [
            rule((was, y), (x - way * 9, y), red, stroke_width=1.5, stroke_dasharray="4 2"),
            el("path", d=f"M{x - way * 6:.1f} {y:.1f}l{-way * 6} -4v8z", fill=red),
            el("path", d=diamond(was, y, 5.5), fill="#fff", stroke=MUTED, stroke_width=1.5),
            *shapes,
        ]

    def _day(self, bottom: float) -> list[Markup]:
        if not self.start <= self.today <= self.end:
            return []
        x = self._x(self.today)
        return [
            rule((x, HEAD - 8), (x, bottom), INK, stroke_width=2),
            text(x, bottom + 16, words.day(self.today), 13, font_weight="bold", text_anchor="middle"),
        ]

    def columns(self) -> list[Column]:
        return [{"text": name} for name in ("Line", "What", "First agreed", "Now")]

    def rows(self) -> list[list[Cell]]:
        return [
            [lane.label, mark.label, words.short_day(mark.first), words.short_day(mark.on)]
            for lane in self.lanes
            for mark in lane.marks
        ]


def diamond(x: float, y: float, half: float) -> str:
    return f"M{x:.1f} {y - half:.1f}l{half} {half} -{half} {half} -{half} -{half}z"


def quarters(start: date, end: date) -> list[date]:
    """First days of the quarters that touch the period, and of the one after it."""
    found = [date(start.year, (start.month - 1) // 3 * 3 + 1, 1)]
    while found[-1] <= end:
        later = found[-1].month + 3
        found.append(date(found[-1].year + later // 13, (later - 1) % 12 + 1, 1))
    return found
