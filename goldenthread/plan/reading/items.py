"""The numbered, bulleted or plain pieces that a cell or a list holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from goldenthread.documents.blocks import Line, Place

from . import enumerated
from .vocabulary import BODY_NOUNS, POSTS, VERBS
from .words import joined, plain, tidy

NUMBER = (
    r"(?:(?:action|outcome|objective)\s)?"
    r"(?:\d{1,2}(?:\.\d{1,2})?\([a-z]\)|[A-Z]{0,4}\d+(?:\.[A-Z]?\d+){1,3}[a-z]?|\d+[a-z]|[A-Z]{1,4}\d{1,3}[a-z]?(?=[.):])|(?![QS])[A-Z]\d{1,2}[a-z]?"
    r"|\d{1,3}(?=[.):])|\(?[a-z]\)|\([ivx]+\)|[ivx]+\)|action\s\d+)"
)
_AT_START = re.compile(
    rf"^\(?(?P<number>{NUMBER})[.):]*\s+(?=\S)(?!million|%|days|hours|years|per |fte)", re.IGNORECASE
)
_BULLET = re.compile(r"^(?:\[[ xX✓]?\]|[☐☑☒✅]|[\s•·▪●○◦‣∙*➢►✓✔❖§o\uf0b7\uf0a7\uf0d8-]{1,2})\s+")
_UNFINISHED = re.compile(
    r"(?:\b(?:and|or|the|of|to|for|with|in|on|by|a|an|that|from|which|through|including|their|its|our|at|as|under|over|than|who|whose|where|when|into|between|after|before|about|per|each|every|is|are|be|will|not)|[,&–—-])$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[.;:!?)’”'\"]$")
_SUBJECT = re.compile(
    r"^(?:the |all |each |every )?[A-Z][^.;:]{2,120}? (?:to|will|should|must|shall) [a-z-]+ ", re.IGNORECASE
)


_TAIL_ALONE = re.compile(
    rf"^(?:by |in |from )?[^()]{{0,20}}\b20\d\d$|\b(?:{'|'.join(sorted({*BODY_NOUNS, *POSTS}))})$", re.IGNORECASE
)


@dataclass(slots=True)
class Item:
    """One piece, with the lines of the source it is made of. ``parts`` has more than one where a page cut it."""

    number: str | None
    parts: list[str]
    lines: list[Line] = field(default_factory=list)
    place: Place = field(default_factory=Place)
    numbered: bool = False
    bulleted: bool = False
    lead: str = ""
    """Whom a line above several items of a cell names for them."""

    @property
    def text(self) -> str:
        return joined(self.parts)


def bare_number(marker: str) -> str | None:
    """ "1.", "(a)", "P1.A2:" without the punctuation; None for a bullet."""
    stripped = re.sub(r"^(?:action|outcome|objective)\s+", "", tidy(marker), flags=re.IGNORECASE).strip(" .:-–")
    if not re.fullmatch(r"\d[\d.]*\([a-z]\)", stripped):
        stripped = stripped.strip(" .():-–")
    return stripped if re.search(r"[0-9A-Za-z]", stripped) and stripped.lower() != "o" else None


def numbered_text(line: Line) -> tuple[str | None, str]:
    """The printed number of a line and the words behind it."""
    text = tidy(line.text)
    if line.marker and bare_number(line.marker):
        return bare_number(line.marker), text
    match = _AT_START.match(text)
    if match:
        return bare_number(match["number"]), text[match.end() :]
    return None, text


def next_number(item: Item | None) -> int:
    """The number that follows an item's; 0 where it has no plain one."""
    number = item.number if item else None
    return int(number) + 1 if number and number.isdigit() else 0


def follows(before: str | None, number: str | None) -> bool:
    """ "1.3" follows "1.2", "b" follows "a"."""
    one, two = re.fullmatch(r"(.*?)(\d+|[a-z])", before or ""), re.fullmatch(r"(.*?)(\d+|[a-z])", number or "")
    if one is None or two is None or one[1] != two[1]:
        return False
    if one[2].isdigit() and two[2].isdigit():
        return int(two[2]) == int(one[2]) + 1
    return len(one[2]) == len(two[2]) == 1 and ord(two[2]) == ord(one[2]) + 1


def is_bullet(line: Line) -> bool:
    return (bool(line.marker) and bare_number(line.marker) is None) or bool(_BULLET.match(line.text))


def bulletless(text: str) -> str:
    return _BULLET.sub("", text, count=1)


def unfinished(text: str) -> bool:
    """A text that breaks off: no closing mark, or a last word that wants another."""
    return bool(_UNFINISHED.search(text)) or not _CLOSED.search(text)


def breaks_off(text: str) -> bool:
    """A last word that wants another."""
    return bool(_UNFINISHED.search(text))


def continues(text: str) -> bool:
    """A text that can only be the second half of something."""
    first = text[:1]
    return bool(first) and (first.islower() or first in ",;)&–-")


def is_instruction(text: str) -> bool:
    """ "Develop a …", "The Quality Group to …": what an action looks like."""
    words = plain(text).lower().split()
    if not words:
        return False
    first = words[0].strip(",:;-")
    adverb = first.endswith("ly") or first in ("to", "continue", "jointly", "also", "further", "fully", "we", "will")
    return (
        (first in VERBS and len(words) > 1)
        or (adverb and len(words) > 1 and any(word in VERBS for word in words[1:4]))
        or bool(_SUBJECT.match(text))
    )


_INNER_LABEL = re.compile(
    r"(?<=[\w.;,)|’'])[\s|–—-]+(?=(?:Lead(?: agency| officer| body)?|Owner|By when|Timescale|Deadline|Date"
    r"|Target date|Due(?: date| by)?|Lead (?:officer|organisation|partner)|Led by|Action owner|Accountable|Responsibility"
    r"|Timeframe|Target|Complete by|To be completed by|Delivered by|Owned by|RAG rating|BRAG|Success measures?|Measure|Progress|Update"
    r"|Partners|Supported by|RAG|Status|Responsible|Who|When|Impact|Outcome)\s?:\s)"
)


def at_labels(text: str) -> list[str]:
    """A text cut in front of the labels inside it: "Develop a protocol. Lead: Policy Group. By when: May 2025"."""
    pieces: list[str] = []
    for piece in _INNER_LABEL.split(text):
        if pieces and pieces[-1].count("(") > pieces[-1].count(")"):
            return [text.strip(" |")]
        pieces.append(piece.strip(" |"))
    return pieces


def split(
    lines: Sequence[Line], after: str | None = None, *, whole: bool = False, statements: bool = False
) -> list[Item]:
    """The items of a cell. ``after`` is the last number of a count that may run on from the cell above;
    with ``whole`` the row has a number of its own, and the cell is one item whatever its shape;
    with ``statements`` each paragraph that begins anew is an item."""
    lines = [line for line in lines if tidy(line.text)]
    if not lines:
        return []
    pieces: list[Item] = []
    for line in lines:
        for part in at_breaks(line):
            found = _inline(part, line, after)
            after = next((piece.number for piece in reversed(found) if piece.number), after)
            pieces += found
    expected_numbers = [piece for piece in pieces if piece.numbered]
    if whole and not _many_numbers(expected_numbers):
        return [_merged(pieces)]
    if expected_numbers:
        return _grouped(pieces)
    bullets = [piece for piece in pieces if piece.bulleted]
    if bullets and len(bullets) == len(pieces):
        return pieces
    if bullets or not (_separate(pieces) or (statements and _are_statements(pieces))):
        return [_merged(pieces)]
    return pieces


def _are_statements(pieces: list[Item]) -> bool:
    """Paragraphs that each begin anew; in a PDF each line of a paragraph would look like one."""
    texts = [piece.parts[0] for piece in pieces]
    return (
        len(texts) > 1
        and all(
            len(text.split()) > 3 and not continues(text) and text[0].isupper() and not breaks_off(text)
            for text in texts
        )
        and all(piece.place.page is None for piece in pieces)
    )


def _many_numbers(numbered: list[Item]) -> bool:
    return len(numbered) > 1 and all(re.match(r"[A-Z]*\d", item.number or "") for item in numbered)


def at_breaks(line: Line) -> list[Line]:
    """A paragraph that holds line breaks, as the lines they make."""
    texts = [text for text in line.text.split("\n") if text.strip()]
    if len(texts) < 2:
        return [line]
    return [replace(line, text=text, marker="" if index else line.marker) for index, text in enumerate(texts)]


def _inline(line: Line, source: Line, after: str | None) -> list[Item]:
    """A line, cut where the next number of its count stands in the running text: "… pilots; 8. Serious Cases …"."""
    number, text = numbered_text(line)
    expected = int(after) + 1 if after and after.isdigit() else 0
    count = int(number) + 1 if number and number.isdigit() else expected
    if is_bullet(line) and len(texts := _run_together(bulletless(text))) > 1:
        return [Item(None, [one], [source], line.place, bulleted=True) for one in texts]
    own = bare_number(line.marker) if line.marker else None
    if listed := enumerated.pieces(tidy(line.text), own or after):
        listed[0] = (own, listed[0][1]) if listed[0][0] is None else listed[0]
        return [Item(one, [words], [source], line.place, one is not None) for one, words in listed]
    items = [Item(number, [text], [source], line.place, number is not None, number is None and is_bullet(line))]
    if items[0].bulleted:
        items[0].parts = [bulletless(text)]
    while count:
        match = re.search(rf"(?:^|(?<=[;.])|(?<=\s))\s*\b{count}[.)]\s+(?=[A-Z‘“'\"])", items[-1].parts[0])
        if not match or (
            count == expected
            and not number
            and match.start()
            and not re.search(r"[;.]\s*$", items[-1].parts[0][: match.start()])
        ):
            break
        before, after = items[-1].parts[0][: match.start()], items[-1].parts[0][match.end() :]
        items[-1].parts = [before.strip()]
        items.append(Item(str(count), [after.strip()], [source], line.place, True))
        count += 1
    return [item for item in items if item.parts[0]]


def _run_together(text: str) -> list[str]:
    """ "Train midwives - Agree a protocol": bullets that recognised text has in one line; names and dates are none."""
    certain = re.split(r"\s[•●▪◦·]\s(?=\S)", text)
    if len(certain) > 1 and all(len(piece.split()) > 1 for piece in certain):
        return [piece.strip() for piece in certain]
    pieces = re.split(r"\s[-•·]\s(?=[A-Z‘“])", text)
    listed = all(len(piece.split()) > 2 and not (len(piece) < 60 and _TAIL_ALONE.search(piece)) for piece in pieces)
    return [piece.strip() for piece in pieces] if listed else [text]


def _grouped(pieces: list[Item]) -> list[Item]:
    """Numbered items, each with the unnumbered lines that follow it."""
    items: list[Item] = []
    for piece in pieces:
        if piece.numbered or not items:
            items.append(piece)
        elif piece.text.endswith(":") and piece is not pieces[-1] and len(piece.text) < 60 and not piece.bulleted:
            continue
        else:
            items[-1].parts = [joined([*items[-1].parts, *piece.parts])]
            items[-1].lines += piece.lines
    return items


def _merged(pieces: list[Item]) -> Item:
    first = pieces[0]
    number = first.number if first.numbered and len([piece for piece in pieces if piece.numbered]) == 1 else None
    texts = [joined(piece.parts) for piece in pieces]
    lines = [line for piece in pieces for line in piece.lines]
    return Item(number, [joined(texts)], lines, first.place, number is not None)


def _separate(pieces: list[Item]) -> bool:
    """Whether plain paragraphs in one cell are items of their own: each begins anew and reads like an order."""
    texts = [piece.parts[0] for piece in pieces]
    if len(texts) < 2 or any(continues(text) or _UNFINISHED.search(text) for text in texts):
        return False
    return all(is_instruction(text) for text in texts) and all(_CLOSED.search(text) for text in texts[:-1])
