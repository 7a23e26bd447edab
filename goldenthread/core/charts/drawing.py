"""The pencil: SVG elements, everything escaped."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.text import slugify
from markupsafe import Markup

from goldenthread.core.quick import escaped

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
Column = dict[str, Cell]


def el(name: str, *children: str | Markup, **attributes: Cell) -> Markup:
    """One element; ``stroke_width`` is ``stroke-width`` and ``class_`` is ``class``."""
    pairs = "".join([f' {_named(key)}="{_said(value)}"' for key, value in attributes.items()])
    inside = "".join(map(escaped, children))
    return Markup(f"<{name}{pairs}>{inside}</{name}>")  # noqa: S704 - every value and child was escaped above


@lru_cache(maxsize=100)
def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _said(value: Cell) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else escaped(value)


@lru_cache(maxsize=1000)
def _key(title: str) -> str:
    return slugify(title)


def image(title: str, description: str, size: tuple[int, int], shapes: Sequence[Markup], **attributes: Cell) -> Markup:
    key = _key(title)
    width, height = size
    return el(
        "svg",
        el("title", title, id=f"{key}-title"),
        el("desc", description or "nothing yet", id=f"{key}-desc"),
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


def rect(x: float, y: float, width: float, height: float, tone: str, **attributes: Cell) -> Markup:
    return el("rect", x=x, y=y, width=width, height=height, **filled(tone), **attributes)


def rule(start: tuple[float, float], end: tuple[float, float], stroke: str = LINE, **attributes: Cell) -> Markup:
    return el("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], stroke=stroke, **attributes)


def text(x: float, y: float, said: str, size: int = 14, fill: str = INK, **attributes: Cell) -> Markup:
    return el("text", said, x=x, y=y, font_size=size, fill=fill, **attributes)


def filled(tone: str) -> dict[str, Cell]:
    return {"class_": f"gt-fill-{tone}", "fill": FILL[tone]}
