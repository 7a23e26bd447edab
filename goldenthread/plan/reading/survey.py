"""What the lines of a document show as a whole, before they are read one by one: what pages repeat, what counts, who heads."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from goldenthread.documents.blocks import Block, Line, Table

from . import wordings
from .evidence import is_firmly_named, is_names
from .items import is_bullet, numbered_text
from .priorities import closed, named
from .vocabulary import AGENCIES
from .words import key, tidy

_PAGE = re.compile(r"^\W*(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\W*$|^page \d+", re.IGNORECASE)


ACTION_LABEL = re.compile(r"(?:action|activity|task)\s+(?P<number>[A-Z]?\d[\d.]*[a-z]?)\W*", re.IGNORECASE)


_OWNER_HEADING = re.compile(
    r"^(?:actions? (?:for|by|led by|owned by)|led by|lead|owner|what)\b[\s:]*(?:the )?"
    r"|\s+(?:will(?: do| lead(?: on)?)?|actions?|to lead|leads?(?: on)?|commitments|tasks)\s*:?$",
    re.IGNORECASE,
)


_SAYS_WHO_ACTS = re.compile(r"^(?:what|actions?|led by|lead|owner)\b|\b(?:will|to lead)\b", re.IGNORECASE)


def bare_owner(heading: str) -> str:
    """ "What the Police will do" without what is not the name."""
    if is_names(heading) and not _SAYS_WHO_ACTS.search(heading):
        return heading.strip(" :")
    return _OWNER_HEADING.sub("", _OWNER_HEADING.sub("", heading, count=1)).strip(" :")


def owner_headings(blocks: Sequence[Block]) -> set[str]:
    """The headings of one rank where nearly all of them are names of bodies: such a plan is sorted by who acts."""
    ranks: dict[int, set[str]] = defaultdict(set)
    for block in blocks:
        if isinstance(block, Line) and block.level:
            ranks[block.level].add(tidy(block.text))
        elif isinstance(block, Line) and len(block.text) < 80 and bare_owner(tidy(block.text)) != tidy(block.text):
            ranks[0].add(tidy(block.text))
    ranks[0] |= _names_above_lists(blocks)
    found: set[str] = set()
    for rank, headings in ranks.items():
        names = {heading for heading in headings if ":" not in heading and is_names(bare_owner(heading))}
        firm = [name for name in names if bare_owner(name).lower().removeprefix("the ") not in AGENCIES - {"police"}]
        said = [name for name in names if bare_owner(name) != name]
        others = [one for one in headings - names if not _says_what_follows(one)]
        sorted_by_owner = (
            len(said) > 1 or (rank == 0 and len(names) > 2) or (rank > 0 and len(names) >= 3 * len(others))
        )
        if len(names) > 1 and sorted_by_owner and len(firm) * 2 >= len(names):
            found |= {key(name) for name in names}
    return found


def _names_above_lists(blocks: Sequence[Block]) -> set[str]:
    """In a text without ranks: names of bodies alone in a line, with a list right below."""
    found = {
        tidy(first.text)
        for first, second in pairwise(blocks)
        if isinstance(first, Line) and isinstance(second, Line) and not first.level and not first.marker
        and (is_bullet(second) or numbered_text(second)[0]) and len(first.text) < 80 and is_firmly_named(first.text)
    }  # fmt: skip
    return found if len(found) > 2 else set()


def _says_what_follows(heading: str) -> bool:
    """Headings that any plan may have between others: "Why this matters", "Outcomes", "Glossary"."""
    bare = heading.strip(" :?.")
    return (
        "priorit" in heading.lower()
        or wordings.role_of(heading) is not None
        or wordings.AFTER.fullmatch(bare) is not None
        or wordings.CONTEXT.fullmatch(bare) is not None
    )


def counted(blocks: Sequence[Block]) -> set[str]:
    """The numbers above others where lines count in three steps, each line's number being the first of its kind."""
    numbers = [numbered_text(block)[0] or "" for block in blocks if isinstance(block, Line)]
    deep = [number for number in numbers if re.fullmatch(r"\d+\.\d+\.\d+", number)]
    heads = {number.rpartition(".")[0] for number in deep}
    if len(deep) < 3 or len(deep) != len(set(deep)) or not heads <= set(numbers):
        return set()
    return heads | {head.partition(".")[0] for head in heads}


def _mostly(words: list[str], known: set[str]) -> bool:
    return sum(word in known for word in words) * 5 >= len(words) * 4


def furniture(blocks: Sequence[Block]) -> set[int]:
    """Lines that pages repeat at their head or foot, and bare page numbers."""
    lines = [block for block in blocks if isinstance(block, Line) and not block.level]
    forms = {id(line): re.sub(r"\d+", "#", key(line.text)) for line in lines}
    count = Counter(forms.values())
    found = set()
    titles = {
        word
        for block in blocks[:6]
        if isinstance(block, Line) and len(block.text) < 90
        for word in key(block.text).split()
    }
    for line in lines:
        text = tidy(line.text)
        often = count[forms[id(line)]] > 1 or re.search(r"\b(?:plan|strategy)\b", text, re.IGNORECASE)
        if often and len(text.split()) > 2 and _mostly(key(text).split(), titles) and line not in blocks[:6]:
            found.add(id(line))
            continue
        repeated = (
            count[forms[id(line)]] >= 3
            and len(text) < 130
            and len(text.split()) > 1
            and not is_bullet(line)
            and not line.marker
        )
        plain_words = (
            not ACTION_LABEL.fullmatch(text)
            and wordings.role_of(text) is None
            and named(text) is None
            and not wordings.CONTEXT.fullmatch(text.rstrip(":?"))
        )
        if _PAGE.match(text) or (repeated and plain_words and not text.endswith((":", ";")) and ":" not in text):
            found.add(id(line))
    return found


def listed_titles(blocks: Sequence[Block]) -> set[str]:
    """The titles a list gives behind "Our priorities are:", where the document later has them as headings."""
    titles: list[str] = []
    inside = False
    for block in blocks:
        if isinstance(block, Table):
            inside = False
            continue
        text = tidy(block.text)
        if re.search(r"\b(?:priorities|themes|strategic aims|pillars)\b[^.]{0,60}(?::|$)", text) and len(text) < 300:
            inside = True
        elif inside and (is_bullet(block) or numbered_text(block)[0]) and len(text) < 160:
            titles.append(key(closed(numbered_text(block)[1])))
        elif inside and titles:
            inside = False
    headings = {
        key(closed(numbered_text(block)[1]))
        for block in blocks
        if isinstance(block, Line) and (block.level or block.bold)
    }
    found = {title for title in titles if title in headings}
    return found if len(found) > 1 else set()
