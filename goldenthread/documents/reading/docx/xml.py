"""Names and small looks into WordprocessingML."""

from typing import Any

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
Element = Any
"""An lxml element; lxml carries no types."""


def w(name: str) -> str:
    return f"{{{WORD}}}{name}"


VAL = w("val")


def value(parent: Element | None, *path: str) -> str | None:
    """The ``w:val`` of the element at ``path`` below ``parent``."""
    node = parent
    for name in path:
        if node is None:
            return None
        node = node.find(w(name))
    return None if node is None else node.get(VAL)


def number(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.lstrip("-").isdecimal() and len(text) < 8 else default


def is_on(parent: Element | None, name: str) -> bool | None:
    """A switch such as ``w:b``: on, off, or not said."""
    node = parent.find(w(name)) if parent is not None else None
    return None if node is None else node.get(VAL, "true") not in ("0", "false", "off", "none")


def plain_text(element: Element) -> str:
    nodes = element.iter(w("t"), w("tab"), w("br"), w("p"))
    return "".join(node.text or "" if node.tag == w("t") else " " for node in nodes)
