"""List items, paragraphs that tell actions, and the rest of an item that was broken off."""

import re

from goldenthread.documents.blocks import Block, Line, Table

from .deadlines import find
from .evidence import is_date
from .flow_state import TODAY, FlowState
from .items import Item, bulletless, continues, follows, is_bullet, is_instruction, numbered_text, unfinished

_TAIL = re.compile(r"[–—-]\s*\(?[A-Z][^()–—]{2,80}\)?(?:\s*[–—-].{3,60})?$|\([^()]{3,80}\)\.?$")
_PROSE = re.compile(r"(?:^|\s)\((?P<letter>[a-z])\)\s+")
_SUCCESS = re.compile(
    r"\b(?:we (?:shall|will) (?:have succeeded|know (?:that )?we have succeeded)|success (?:means|looks like|is))"
    r"(?: when| if| that| this:?)?\s+(?P<what>[^.]+)",
    re.IGNORECASE,
)
_COMMITS = re.compile(r"(?:by [^,]{3,40},? )?we (?:commit|pledge|promise|undertake) to\b", re.IGNORECASE)
_DASHED_DATE = re.compile(
    r"\s[–—-]\s[^–—]{0,40}\b(?:20\d\d|ongoing|quarterly|annually|monthly|Q[1-4]|term)\b[^–—]{0,20}$", re.IGNORECASE
)


class Items(FlowState):
    def _prose(self, line: Line, text: str, following: Block | None, index: int) -> bool:
        """A paragraph that tells actions as "(a) …; (b) …; and (c) …." The paragraph stays among what was not used."""
        builder = self.builder
        marks = list(_PROSE.finditer(text))
        letters = [mark["letter"] for mark in marks]
        if (
            builder.current is None
            or len(marks) < 2
            or letters != [chr(ord("a") + number) for number in range(len(marks))]
        ):
            return False
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        for mark, end in zip(marks, ends, strict=True):
            words = re.sub(r"[;,]?(?:\s+and)?\s*$", "", re.split(r"\.(?:\s|$)", text[mark.end() : end])[0])
            builder.add_action(Item(mark["letter"], [words], [], line.place, True))
        success = _SUCCESS.search(text)
        if success:
            builder.add_outcome(Item(None, [success["what"]], [], line.place))
        builder.leave([line], "told in prose")
        builder.last = ""
        return True

    def _item(self, line: Line, text: str, following: Block | None, index: int) -> bool:
        builder = self.builder
        number, words = numbered_text(line)
        bullet = is_bullet(line)
        item = Item(number, [bulletless(words) if bullet else words], [line], line.place, number is not None, bullet)
        listed = bullet or number is not None
        if builder.mode == "apart" and listed and not text.endswith(":"):
            builder.keep_apart(item)
            return True
        if builder.priority_named_in(item.text) and self._is_action(item, line, listed):
            builder.add_action(item)
            return True
        waiting = builder.candidate is None or builder.keyword
        if builder.current is None and waiting and not (self.open_list and builder.mode == "action" and listed):
            return False
        if builder.mode.startswith("beside ") and (listed or not text.endswith(":")):
            builder.beside(builder.mode.removeprefix("beside "), item)
        elif builder.mode == "measure" and (listed or not text.endswith(":")):
            builder.add_measure(item)
        elif builder.mode == "outcome" and (listed or self._is_statement(text)) and not self._ends_outcomes(item):
            builder.add_outcome(item)
        elif self._is_action(item, line, listed):
            builder.add_action(item)
        else:
            return False
        return True

    def _ends_outcomes(self, item: Item) -> bool:
        """Below a list of bullets a number such as "1.2" begins or goes on with something else."""
        last = self.builder.last_outcome
        if self._is_sibling(item):
            return True
        counted = item.numbered and re.search(r"\d\.\d", item.number or "") is not None
        ended = counted and last is not None and self.builder.last == "outcome" and last.bulleted
        if ended:
            self.builder.mode = "none"
        return ended

    def _is_statement(self, text: str) -> bool:
        return not text.endswith(":") and not continues(text) and len(text) > 20 and not is_date(text)

    def _is_sibling(self, item: Item) -> bool:
        """The line whose number follows that of the action before; a label between the two begins something else."""
        last = self.builder.last_action if self.builder.last == "action" else None
        return item.numbered and last is not None and follows(last.item.number, item.number)

    def _is_action(self, item: Item, line: Line, listed: bool) -> bool:
        builder, text = self.builder, item.text
        if self._is_sibling(item) and not text.endswith(":") and builder.mode not in ("context", "off", "apart"):
            return True
        if builder.mode == "context" and listed and builder.current and _is_dated(text) and is_instruction(text):
            builder.mode = "none"
        if text.endswith(":") or builder.mode in ("context", "off", "measure", "outcome"):
            return False
        if (
            listed
            and builder.last_action
            and line.depth > builder.last_action.item.lines[-1].depth
            and not item.numbered
        ):
            return False
        if builder.mode == "action":
            return listed or (
                not self._in_numbered_list()
                and not self._breaks_off()
                and not continues(text)
                and (is_instruction(text) or _is_dated(text))
            )
        if builder.current is None:
            return listed and is_instruction(text) and _is_dated(text)
        if _COMMITS.match(text):
            return True
        return (listed and (is_instruction(text) or _is_dated(text))) or (
            bool(_TAIL.search(text) or _DASHED_DATE.search(text)) and len(text) < 300 and not text.endswith(").")
        )

    def _in_numbered_list(self) -> bool:
        last = self.builder.last_action
        return last is not None and last.item.numbered

    def _breaks_off(self) -> bool:
        last = self.builder.last_action
        return (
            self.broken and last is not None and unfinished(last.item.text) and not last.item.text.endswith((".", ";"))
        )

    def _continuation(self, line: Line, text: str, following: Block | None, index: int) -> bool:
        """The rest of the item before: behind a page break, in small letters, or a bullet below it."""
        builder = self.builder
        item = builder.last_action.item if builder.last == "action" and builder.last_action else builder.last_outcome
        if item is None or builder.mode in ("context", "off") or not builder.last:
            return False
        below = is_bullet(line) and line.depth > item.lines[-1].depth
        before = self._preceding(index)
        after_table = isinstance(before, Table) and continues(text)
        if not after_table and not any(before is one for one in item.lines):
            return False
        unnumbered = item.numbered and not is_bullet(line) and unfinished(item.text) and builder.mode == "action"
        if (
            below
            or unnumbered
            or item.text.endswith(":")
            or (continues(text) and unfinished(item.text))
            or (continues(text) and self.broken)
        ):
            builder.extend(item, Item(None, [bulletless(text)], [line], line.place), over_page=self.broken)
            return True
        return False


def _is_dated(text: str) -> bool:
    return bool(find(text, TODAY)) or bool(_TAIL.search(text))
