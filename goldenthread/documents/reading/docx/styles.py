"""What a paragraph's style says: heading level, numbering, bold; resolved along "based on"."""

import re
from dataclasses import dataclass, replace

from goldenthread.documents.reading.docx.xml import Element, is_on, number, value, w


@dataclass(frozen=True, slots=True)
class Style:
    name: str = ""
    level: int = 0
    """1-6 for a heading."""
    num_id: str | None = None
    num_level: int = 0
    bold: bool = False


PLAIN = Style()


class Styles:
    def __init__(self, root: Element) -> None:
        self._elements = {node.get(w("styleId")): node for node in root.iter(w("style"))}
        self._styles: dict[str, Style] = {}
        self.default = next(
            (
                style_id
                for style_id, node in self._elements.items()
                if node.get(w("type")) == "paragraph" and node.get(w("default")) in ("1", "true")
            ),
            "",
        )

    def of(self, style_id: str | None) -> Style:
        key = style_id or self.default
        if key not in self._styles:
            self._styles[key] = PLAIN  # ends the search where styles are based on each other in a circle
            self._styles[key] = self._resolve(key)
        return self._styles[key]

    def num_id_of(self, style_id: str) -> str | None:
        return value(self._elements.get(style_id), "pPr", "numPr", "numId")

    def _resolve(self, style_id: str) -> Style:
        node = self._elements.get(style_id)
        if node is None:
            return PLAIN
        base_id = value(node, "basedOn")
        base = self.of(base_id) if base_id else PLAIN
        name = (value(node, "name") or style_id).lower()
        properties = node.find(w("pPr"))
        own_number = value(properties, "numPr", "numId")
        bold = is_on(node.find(w("rPr")), "b")
        return replace(
            base,
            name=name,
            level=heading_level(name, value(properties, "outlineLvl"), base.level),
            num_id=own_number or base.num_id,
            num_level=number(value(properties, "numPr", "ilvl"), base.num_level),
            bold=base.bold if bold is None else bold,
        )


def heading_level(style_name: str, outline: str | None, inherited: int = 0) -> int:
    if outline is not None:
        return min(number(outline) + 1, 6) if number(outline, 9) < 9 else 0
    if match := re.fullmatch(r"heading (\d)", style_name):
        return min(int(match[1]), 6)
    return 1 if style_name == "title" else inherited
