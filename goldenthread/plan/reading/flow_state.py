"""What the lines of a document show as a whole, and the little that every part of reading them asks."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from goldenthread.documents.blocks import Block, Line, Table

from . import wordings
from .builder import Builder
from .deadlines import Calendar
from .items import at_labels, is_instruction, numbered_text
from .survey import counted, furniture, owner_headings
from .words import key, tidy

LABELLED = re.compile(r"^\W*(?P<label>[A-Z][^:?–—]{1,60}?)\s*(?P<mark>\??:|\?|\s[–—-]\s)\s*(?P<value>.+)$")

# For telling where dates stand, not what they mean.
TODAY = Calendar()
YEARS = Calendar(date(2000, 4, 1))


class FlowState:
    def __init__(self, builder: Builder, blocks: Sequence[Block], listed: set[str]) -> None:
        self.builder = builder
        self.blocks = blocks
        self.listed = listed
        self.furniture = furniture(blocks)
        self.has_levels = sum(isinstance(block, Line) and block.level > 0 for block in blocks) > 2
        self.counts = counted(blocks)
        self.part: tuple[str, int] | None = None
        """What the part of the document is about that a heading opened, and that heading's rank."""
        self.repeated = Counter(
            key(block.text) for block in blocks if isinstance(block, Line) and (block.level or block.bold)
        )
        """How often each heading stands in the document: a priority's title stands there once."""
        self.by_owner = owner_headings(blocks)
        texts = Counter(tidy(block.text) for block in blocks if isinstance(block, Line))
        self.once = {text: count == 1 for text, count in texts.items()}
        self.told_below = self._tells_below()
        """Whether the lines above labelled ones that say who and when are the actions of this document."""
        self.pending_role: str | None = None
        self.pending_number: str | None = None
        self.broken = False
        self.has_more = False
        self.after_line = False
        self.next_piece: Line | None = None
        self.group_level = 0
        self.apart = False
        """Whether the outcomes of all priorities are listed here, under the title of each."""
        self.open_list = False
        """Whether a heading such as "Actions" has opened a list outside any priority."""

    def _tells_below(self) -> bool:
        lines = [block for block in self.blocks if not isinstance(block, Table) and id(block) not in self.furniture]
        above = [
            tidy(first.text)
            for first, second in pairwise(lines)
            if not first.level and self._says_who_or_when(second) and not self._is_label(tidy(first.text))
        ]
        orders = [
            text for text in above if is_instruction(numbered_text(Line(text))[1]) or numbered_text(Line(text))[0]
        ]
        return len(above) > 3 and len(orders) * 2 >= len(above)

    def _note(self, line: Line) -> None:
        builder = self.builder
        if builder.current is not None and builder.mode not in ("context", "off", "measure", "outcome"):
            builder.under.setdefault(id(builder.current), []).append(line)
            if heads := builder.heads.get(id(builder.current)):
                heads[-1].told.append(line)

    def _following(self, index: int) -> Block | None:
        return next((block for block in self.blocks[index + 1 :] if id(block) not in self.furniture), None)

    def _preceding(self, index: int) -> Block | None:
        return next((block for block in reversed(self.blocks[:index]) if id(block) not in self.furniture), None)

    def _is_label(self, text: str) -> bool:
        match = LABELLED.match(text)
        return match is not None and match["mark"].endswith(":") and wordings.role_of(match["label"]) is not None

    def _says_who_or_when(self, line: Line) -> bool:
        match = LABELLED.match(at_labels(tidy(line.text))[0])
        role = wordings.role_of(match["label"]) if match and match["mark"].endswith(":") else None
        return role in ("owner", "deadline", "owner_date", "agency")
