"""The names in words that hold dates as well."""

import re
from datetime import date

from .. import deadlines
from ..evidence import is_names
from ..rhythms import says_nothing
from .names import is_proper_name

# For telling where dates stand, not what they mean.
ANY_TIME = deadlines.Calendar(date(2000, 4, 1))


def without_dates(text: str) -> str:
    for one in sorted(deadlines.find_in_column(text, ANY_TIME), key=lambda one: -one.at[0]):
        if (
            one.kind in ("date", "month", "quarter", "season", "range", "year", "ongoing", "recurring", "relative")
            and one.at[1] > one.at[0]
        ):
            text = text[: one.at[0]] + " " + text[one.at[1] :]
    return text.strip(" ,;:-–—\n")


def without_last_date(text: str) -> str:
    found = deadlines.find(text, ANY_TIME)
    last = max((one.at for one in found if one.kind != "relative"), default=(0, 0))
    return text[: last[0]].rstrip(" .;,-–—") if last[1] == len(text) else text


_PIECES = re.compile(r"(\n|,\s+|;\s*|\s[-–—|]\s|\s/\s)")


def beside_dates(text: str) -> str:
    """The names in a cell that says who and when: what stands with a date counts only where it is a name."""
    parts = _PIECES.split(text)
    pieces, separators = parts[::2], ["", *parts[1::2]]
    said = [bool(deadlines.find_in_column(piece, ANY_TIME)) or says_nothing(piece) for piece in pieces]
    if not any(said) and text.count("\n") == 1:
        first, second = text.split("\n")
        return first if is_names(first) and not is_names(second) else text
    kept = ""
    for piece, separator, dated in zip(pieces, separators, said, strict=True):
        words = without_dates(piece) if dated else piece
        words = re.sub(r"^(?:by|from|in|then|and|at|on)\s*$", "", words.strip(), flags=re.IGNORECASE)
        if words and (not dated or is_names(words) or is_proper_name(words)):
            kept += f"{separator if kept else ''}{words}"
    return kept
