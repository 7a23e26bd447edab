"""A text as words, and the stretches of words with capitals in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from goldenthread.documents.screening.lexicon import Class, class_of, context, fold

WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
INSIDE_A_RUN = re.compile(r"[ \u00a0]{1,2}")
AFTER_INITIAL = re.compile(r"\.[ \u00a0]?")
NEW_SENTENCE = re.compile(r"[.!?:\n\r\t|\u2022]")
CAMEL_OR_PLURAL = re.compile(r"^(?!(?:Mc|Mac|De|Di|Du|La|Le|Van|Fitz|O'|D'|N'|[A-Z]'))[^-]*[^\W\d_][A-Z]")
PARTICLES = context("particles")

Shape = Literal["cap", "upper", "initial", "lower"]


@dataclass(slots=True)
class Token:
    """A word, folded and without its possessive; ``gap`` is what stands between it and the word before."""

    text: str
    start: int
    end: int
    gap: str
    shape: Shape
    possessive: bool
    word: str
    kind: Class

    @property
    def known(self) -> bool:
        return self.kind in ("given", "family")

    @property
    def opens_sentence(self) -> bool:
        return self.start == len(self.gap) or bool(NEW_SENTENCE.search(self.gap))


def tokens_of(text: str) -> list[Token]:
    tokens, position = [], 0
    for match in WORD.finditer(text):
        whole = match[0]
        bare = re.sub(r"['\u2019]s?$", "", whole) if whole[-2:].lower() in ("'s", "\u2019s") else whole
        word, shape = fold(bare), _shape(bare)
        end = match.start() + len(bare)
        tokens.append(
            Token(
                bare,
                match.start(),
                end,
                text[position : match.start()],
                shape,
                bare != whole,
                word,
                _class(bare, word, shape),
            )
        )
        position = end
    return tokens


def _class(bare: str, word: str, shape: Shape) -> Class:
    """GPs and LinkedIn are no names."""
    return "plain" if shape == "cap" and CAMEL_OR_PLURAL.match(bare) else class_of(word)


def _shape(word: str) -> Shape:
    if not word[0].isupper():
        return "lower"
    if len(word) == 1:
        return "initial"
    return "upper" if word.isupper() else "cap"


def runs(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Stretches of words with capitals, parted by nothing but a space, as positions of the first and the last."""
    position, count = 0, len(tokens)
    while position < count:
        if tokens[position].shape == "lower":
            position += 1
            continue
        last = position
        while last + 1 < count and _continues(tokens, last):
            last += 1
        while tokens[last].shape == "lower":
            last -= 1
        yield position, last
        position = last + 1


def _continues(tokens: list[Token], position: int) -> bool:
    here, after = tokens[position], tokens[position + 1]
    if here.possessive:
        return False
    joined = INSIDE_A_RUN.fullmatch(after.gap) or (here.shape == "initial" and AFTER_INITIAL.fullmatch(after.gap))
    if not joined:
        return False
    if after.shape != "lower":
        return True
    following = tokens[position + 2] if position + 2 < len(tokens) else None
    return (
        after.word in PARTICLES
        and following is not None
        and (following.shape == "cap" or following.word in PARTICLES)
        and here.kind != "plain"
        and following.kind != "plain"
    )
