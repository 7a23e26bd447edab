"""Tags and rungs (word, shape and colour say the same), links, rows. In Python: a list page draws hundreds of them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from goldenthread.core import words as said
from goldenthread.core.quick import escaped

SHAPES = {
    "good": "M4.6 10.4.9 6.7l1.5-1.5 2.2 2.2 5-5 1.5 1.5z",  # tick
    "warn": "M6 .8 11.8 11H.2z",  # triangle
    "bad": "M6 .3 11.7 6 6 11.7.3 6z",  # diamond
    "done": "M6 0a6 6 0 1 0 0 12A6 6 0 0 0 6 0Zm-.9 9L2.4 6.3l1.1-1.1 1.6 1.6 3.5-3.5 1.1 1.1z",  # tick in a disc
    "none": "M6 .5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm0 2a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7Z",  # ring
    "note": "M1 1h10v10H1z",  # square
}
"""The tones, and their shapes for those who do not see colours."""

RATINGS = {
    "not_started": ("Not started", "none"),
    "on_track": ("On track", "good"),
    "at_risk": ("At risk", "warn"),
    "off_track": ("Off track", "bad"),
    "delivered": ("Delivered", "done"),
    "embedded": ("Embedded", "done"),
    "impact_evidenced": ("Impact evidenced", "done"),
    "overdue": ("Overdue", "bad"),
    "silent": ("Silent", "note"),
    "slipped": ("Slipped", "warn"),
    "stale": ("Evidence stale", "warn"),
    "awaiting": ("Awaiting approval", "note"),
    "no_owner": ("No owner", "bad"),
    "broken": ("Broken thread", "note"),
    "draft": ("Draft", "none"),
    "submitted": ("Submitted", "note"),
    "sent_back": ("Sent back", "warn"),
    "approved": ("Approved", "good"),
}
"""What can be said of an action or a return, with its tone."""


def symbol(tone: str) -> Markup:
    """The shape of a tone. It always stands beside a word, so it is not read out."""
    return Markup('<svg viewBox="0 0 12 12" fill="currentColor" aria-hidden="true"><path d="{}"/></svg>').format(
        SHAPES[tone]
    )


@lru_cache(maxsize=10)
def dot(tone: str) -> Markup:
    """A tone in its own colour, for legends."""
    return Markup(
        '<svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">'
        '<rect width="12" height="12" rx="2" class="gt-fill-{}"/></svg>'
    ).format(tone)


@lru_cache(maxsize=2048)
def tag(text: str, tone: str = "none", note: str = "") -> Markup:
    drawn = Markup('<strong class="gt-tag gt-tag--{}">{}{}</strong>').format(tone, symbol(tone), text)
    return drawn + Markup('<span class="gt-tag__note">{}</span>').format(note) if note else drawn


def rating(value: str, text: str = "", note: str = "") -> Markup:
    """A rating, a gate, or what else can be wrong; ``text`` says it in other words."""
    words, tone = RATINGS[value]
    return tag(text or words, tone, note)


FULL, EMPTY = Markup('class="gt-fill-brand" fill="#1d5fa8"'), Markup('fill="#fff" stroke="#8b97a1" stroke-width=".9"')


@lru_cache(maxsize=2048)
def rung(level: int, words: str = "", age: int | None = None, stale: bool = False) -> Markup:
    """How far the evidence reaches (0 to 5), what that means, and its age in days."""
    text = f"Rung {level} of 5: {words}" if words else f"Rung {level} of 5"
    drawn = Markup('<span class="gt-rung">{} <span>{}</span>').format(_steps(level), text)
    if age is not None:
        mark, old = (" gt-rung__age--stale", ", stale") if stale else ("", "")
        drawn += Markup(' <span class="gt-rung__age{}">{} old{}</span>').format(mark, said.days(age), old)
    return drawn + Markup("</span>")


@lru_cache(maxsize=6)
def _steps(level: int) -> Markup:
    step = Markup('<rect x="{:g}" y="{:g}" width="7.5" height="{:g}" rx="1" {}/>')
    steps = [step.format((n - 1) * 9.5, 17 - n * 3.2, n * 3.2 + 2, FULL if n <= level else EMPTY) for n in range(1, 6)]
    return Markup('<svg viewBox="0 0 46 20" aria-hidden="true" focusable="false">{}</svg>').format(Markup().join(steps))


def link(href: str, text: str) -> Markup:
    return Markup(f'<a class="govuk-link" href="{escaped(href)}">{escaped(text)}</a>')  # noqa: S704 - both are escaped


def table_row(opens: Sequence[str], cells: Sequence[Any]) -> Markup:
    """A row of a table. ``opens`` are the tags that begin its cells, after the first one, which names the row."""
    rest = "".join([f"{open}{escaped(cell)}</td>" for open, cell in zip(opens, cells[1:], strict=False)])
    head = f'<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{escaped(cells[0])}</th>'
    return Markup(f"{head}{rest}</tr>")  # noqa: S704 - each cell is escaped, and what begins it is our template's
