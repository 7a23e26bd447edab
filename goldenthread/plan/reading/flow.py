"""Headings, labels, lists and paragraphs: the parts of a plan that stand in no table."""

import re
from dataclasses import replace

from goldenthread.documents.blocks import Line

from .flow_headings import Headings
from .flow_items import Items
from .flow_labels import Labels
from .items import at_labels
from .words import tidy

_CONTENTS = re.compile(r"(?:\.\s?){4,}|…{2,}")


class FlowReader(Headings, Labels, Items):
    def read(self, index: int) -> None:
        line = self.blocks[index]
        assert isinstance(line, Line)
        pieces = [replace(line, text=text) for text in at_labels(line.text)]
        if len(pieces) == 1:
            self._read(line, index)
            return
        self.has_more = True
        for number, piece in enumerate(pieces):
            self.builder.origin[id(piece)] = (piece, self.builder.sources(line))
            self.next_piece = pieces[number + 1] if number + 1 < len(pieces) else None
            if number:
                self._label(piece, piece.text, None, index)
            else:
                self._read(piece, index)
        self.has_more = False

    def _read(self, line: Line, index: int) -> None:
        text = tidy(line.text)
        if not text:
            return
        if id(line) in self.furniture:
            self.builder.leave([line], "page furniture")
            self.broken = True
            return
        if _CONTENTS.search(text):
            self.builder.leave([line], "contents")
            return
        following = self._following(index)
        self.next_piece = self.next_piece if self.has_more else None
        self.after_line = isinstance(self._preceding(index), Line)
        for step in (
            self._counted,
            self._priority,
            self._prose,
            self._label,
            self._lead_told,
            self._purpose,
            self._labelled_below,
            self._heading,
            self._said_below,
            self._item,
            self._continuation,
        ):
            if step(line, text, following, index):
                break
        else:
            self._note(line)
        self.broken = False
