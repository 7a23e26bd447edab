"""Letters on a page to words and lines."""

from dataclasses import dataclass
from operator import itemgetter
from typing import Any

Letter = dict[str, Any]
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
BOLD = ("bold", "black", "heavy", "demi")
MOST_RAISED = 8
WORD_GAP = 0.16
"""Of the letter's size: PDF writers often leave the space out and move on instead."""


@dataclass(slots=True)
class Word:
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool


@dataclass(slots=True)
class TextLine:
    words: list[Word]
    right: float = 0
    """Where its column ends, if it stands in one."""

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def middle_y(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return max(self.words, key=lambda word: (len(word.text), word.size)).size

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words if any(letter.isalnum() for letter in word.text))


def lines_of(letters: list[Letter]) -> list[TextLine]:
    """Lines from top to bottom."""
    rows: list[list[Letter]] = []
    middle = limit = 0.0
    for letter in sorted(letters, key=_middle):
        here = _middle(letter)
        if not rows or here - middle > limit:
            rows.append([])
            middle, limit = here, letter["size"] * 0.45
        elif letter["size"] > limit / 0.45:
            middle, limit = here, letter["size"] * 0.45
        rows[-1].append(letter)
    return [TextLine(words) for row in with_raised(rows) if (words := words_of(row))]


def with_raised(rows: list[list[Letter]]) -> list[list[Letter]]:
    """Raised letters ("31st") go back to the line they belong to."""
    kept: list[list[Letter]] = []
    for row in rows:
        if kept and is_raised(kept[-1], row):
            kept[-1] = kept[-1] + row
        else:
            kept.append(row)
    return kept


def is_raised(few: list[Letter], row: list[Letter]) -> bool:
    """A few letters half a line up, right behind a letter of the line."""
    if len(few) > MOST_RAISED:
        return False
    first, size = min(few, key=itemgetter("x0")), max(letter["size"] for letter in row)
    overlap = first["bottom"] - min(letter["top"] for letter in row)
    touches = any(abs(first["x0"] - letter["x1"]) < 0.15 * size for letter in row)
    return bool(first["size"] <= size and overlap > 0.4 * first["size"] and touches)


def _middle(letter: Letter) -> float:
    return float(letter["top"] + letter["bottom"]) / 2


def words_of(letters: list[Letter]) -> list[Word]:
    words: list[Word] = []
    ended = True
    last: Letter = {}
    for letter in sorted(letters, key=itemgetter("x0")):
        text = letter["text"]
        if text.isspace():
            ended = True
        elif last and text == last["text"] and letter["x0"] - last["x0"] < letter["size"] * 0.1:
            continue  # printed twice to look bold
        elif ended or letter["x0"] - words[-1].x1 > letter["size"] * WORD_GAP:
            words.append(_word(letter))
            ended, last = False, letter
        else:
            _append(words[-1], letter)
            last = letter
    return words


def _word(letter: Letter) -> Word:
    name = str(letter["fontname"]).lower()
    bold = any(part in name for part in BOLD)
    text = letter["text"].translate(LIGATURES)
    return Word(text, letter["x0"], letter["x1"], letter["top"], letter["bottom"], letter["size"], bold)


def _append(word: Word, letter: Letter) -> None:
    word.text += letter["text"].translate(LIGATURES)
    word.x1 = max(word.x1, letter["x1"])
    word.top, word.bottom = min(word.top, letter["top"]), max(word.bottom, letter["bottom"])
    word.size = max(word.size, letter["size"])
