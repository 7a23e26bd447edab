"""Numbers of several things: parts of one bar, or a bar each."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from goldenthread.core import words
from goldenthread.core.charts.drawing import FILL, Cell, Column, el, image, rect, text

BEHIND = el("rect", width=1000, height=20, fill="#e8ecef")


def _part(x: float, width: float, tone: str) -> Markup:
    """``rect``, without asking of each number what it is: a list draws a hundred of them."""
    fill = FILL[tone]
    return Markup(  # noqa: S704 - numbers and names of ours
        f'<rect x="{x:.6g}" y="0" width="{width:.6g}" height="20" class="gt-fill-{tone}" fill="{fill}"></rect>'
    )


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

    @property
    def total(self) -> int:
        return sum(part.value for part in self.parts)

    def svg(self) -> Markup:
        shapes, x, total = [BEHIND], 0.0, self.total or 1
        for part in self.parts:
            width = 1000 * part.value / total
            if width:
                shapes.append(_part(x, max(width - 3, 1), part.tone))
            x += width
        said = ", ".join(f"{part.value} {part.label}" for part in self.parts if part.value)
        return image(self.title, said, (1000, 20), shapes, preserveAspectRatio="none")

    def columns(self) -> list[Column]:
        return [{"text": "State"}, {"text": "Number", "numeric": True}, {"text": "Share", "numeric": True}]

    def rows(self) -> list[list[Cell]]:
        return [[part.label, part.value, f"{part.value / (self.total or 1):.0%}"] for part in self.parts]


@dataclass(frozen=True, slots=True)
class Bars:
    title: str
    parts: Sequence[Part]

    def svg(self) -> Markup:
        longest, shapes = max((part.value for part in self.parts), default=0) or 1, []
        for number, part in enumerate(self.parts):
            y, width = number * 52, max(430 * part.value / longest, 1.5)
            shapes.append(text(0, y + 16, part.label, 16))
            shapes.append(rect(0, y + 23, width, 18, part.tone, rx=2))
            shapes.append(text(width + 8, y + 38, words.number(part.value), 16, font_weight="bold"))
        said = ", ".join(f"{part.label} {part.value}" for part in self.parts)
        return image(self.title, said, (500, max(len(self.parts), 1) * 52), shapes)

    def columns(self) -> list[Column]:
        return [{"text": "What"}, {"text": "Number", "numeric": True}]

    def rows(self) -> list[list[Cell]]:
        return [[part.label, part.value] for part in self.parts]
