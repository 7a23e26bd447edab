"""Pieces of markup that are the same wherever they stand: made once."""

from django.utils.safestring import mark_safe

TONES = {
    "good": "M4.6 10.4.9 6.7l1.5-1.5 2.2 2.2 5-5 1.5 1.5z",
    "warn": "M6 .8 11.8 11H.2z",
    "bad": "M6 .3 11.7 6 6 11.7.3 6z",
    "done": "M6 0a6 6 0 1 0 0 12A6 6 0 0 0 6 0Zm-.9 9L2.4 6.3l1.1-1.1 1.6 1.6 3.5-3.5 1.1 1.1z",
    "none": "M6 .5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm0 2a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7Z",
    "note": "M1 1h10v10H1z",
}
SAID = {
    "not_started": ("Not started", "none"),
    "on_track": ("On track", "good"),
    "at_risk": ("At risk", "warn"),
    "off_track": ("Off track", "bad"),
    "delivered": ("Delivered", "done"),
    "overdue": ("Overdue", "bad"),
    "silent": ("Silent", "note"),
    "slipped": ("Slipped", "warn"),
    "awaiting": ("Returns to approve", "note"),
    "draft": ("Draft", "none"),
    "submitted": ("Awaiting approval", "note"),
    "approved": ("Approved", "good"),
    "counts": ("Counts", "good"),
    "broken": ("Broken thread", "note"),
    "gate": ("Gate: Delivered", "done"),
}
FILL = {"good": "#1f8257", "warn": "#b87503", "bad": "#b3261e", "done": "#1d5fa8", "none": "#6d7983", "note": "#6d43a6"}


def tag(words: str, tone: str) -> str:
    shape = f'<svg viewBox="0 0 12 12" fill="currentColor" aria-hidden="true"><path d="{TONES[tone]}"/></svg>'
    return mark_safe(f'<strong class="gt-tag gt-tag--{tone}">{shape}{words}</strong>')


def _rung(level: int) -> str:
    full, empty = 'class="gt-fill-brand" fill="#1d5fa8"', 'fill="#fff" stroke="#8b97a1" stroke-width=".9"'
    steps = "".join(
        f'\n    <rect x="{(step - 1) * 9.5}" y="{17 - step * 3.2}" width="7.5" height="{step * 3.2 + 2}" rx="1" '
        f"{full if step <= level else empty}/>"
        for step in range(1, 6)
    )
    return mark_safe(f'<svg viewBox="0 0 46 20" aria-hidden="true" focusable="false">{steps}\n  </svg>')


TAGS = {key: tag(*said) for key, said in SAID.items()}
RUNGS = [_rung(level) for level in range(6)]
