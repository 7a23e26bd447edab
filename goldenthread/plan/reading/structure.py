"""From a document's blocks to priorities with their outcomes and actions."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from goldenthread.documents.blocks import Block, Document, Line, Table

from . import homes
from .apart import catalogue
from .builder import Builder, head_word
from .evidence import Evidence
from .fallback import supply
from .flow import FlowReader
from .items import numbered_text
from .lists import unfolded
from .priorities import closed, keyword_of, named, same_title
from .stacked import gathered
from .survey import furniture, listed_titles
from .tables import TableReader
from .words import tidy


def build(document: Document, short_forms: dict[str, str] | None = None, start: date | None = None) -> Builder:
    builder = Builder(keyword_of(document), _codes(document, short_forms or {}), plan_start=start)
    blocks = _blocks(document, builder)
    builder.evidence, builder.outcomes = Evidence(blocks), catalogue(blocks)
    builder.evidence.has_priorities = builder.keyword is not None
    builder.head_words.update(word for text in _headings(blocks) if (word := head_word(text)))
    builder.listed, builder.short_forms = _listed_priorities(blocks), short_forms or {}
    flow = FlowReader(builder, blocks, listed_titles(blocks) if builder.keyword is None else set())
    tables = TableReader(builder)
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            tables.read(block)
        else:
            flow.read(index)
    supply(builder)
    homes.settle(builder)
    builder.settle_apart()
    _number_from_lists(builder, document)
    return builder


def _blocks(document: Document, builder: Builder) -> list[Block]:
    blocks: list[Block] = []
    for block in unfolded(document.blocks):
        if isinstance(block, list):
            builder.origin.update({id(line): (line, sources) for line, sources in block})
            blocks += [line for line, _ in block]
        else:
            if isinstance(block, Table) and block.name and block.place.sheet is None:
                caption = Line(block.name, block.place, bold=True)
                builder.captions[id(block)] = caption
                blocks.append(caption)
            blocks.append(block)
    return gathered(blocks, furniture(blocks))


def _headings(blocks: list[Block]) -> Iterable[str]:
    """The headings of the text, and the rows of tables that hold one cell only."""
    for block in blocks:
        if isinstance(block, Line):
            yield from [block.text] if len(block.text) < 120 else []
            continue
        for row in block.rows:
            filled = [cell for cell in row if cell and cell.text.strip()]
            yield from [filled[0].text] if len(filled) == 1 else []


def _listed_priorities(blocks: list[Block]) -> dict[str, str]:
    """The numbered list behind a heading or sentence that speaks of the priorities."""
    found: dict[str, str] = {}
    inside = False
    for block in blocks:
        text = tidy(block.text) if isinstance(block, Line) else ""
        number, words = numbered_text(block) if isinstance(block, Line) else (None, "")
        name = named(text)
        if inside and isinstance(block, Line) and (number or block.marker or name) and len(words) < 160:
            title = name.title if name and name.title else words
            found.setdefault(number if number and number.isdigit() else str(len(found) + 1), closed(title))
        elif text:
            inside = bool(re.search(r"\b(?:priorities|themes|aims)\b.{0,60}(?::|$)", text, re.IGNORECASE)) and not found
    return found


_CODE = re.compile(r"[A-Z]{1,2}\d{1,2}")


def _codes(document: Document, short_forms: dict[str, str]) -> dict[str, str]:
    """Codes such as "P1" or "O3" and the words that a key, or the cell beside them, gives for them."""
    found = {short: long for short, long in short_forms.items() if _CODE.fullmatch(short)}
    for block in document.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            texts = [tidy(cell.text) for cell in row if cell and cell.text.strip()]
            for code, words in pairwise(texts):
                if _CODE.fullmatch(code) and len(words) > 4 and not _CODE.fullmatch(words):
                    found.setdefault(code, words)
    return found


def _number_from_lists(builder: Builder, document: Document) -> None:
    """A priority whose heading has no number takes the one that a list of the priorities gives it."""
    bare = [priority for priority in builder.priorities.all if priority.number is None and priority.title]
    for block in document.blocks if bare else ():
        number, text = numbered_text(block) if isinstance(block, Line) else (None, "")
        for priority in bare if number and len(text) < 160 else ():
            if priority.number is None and same_title(priority.title, closed(text)):
                priority.number = number
