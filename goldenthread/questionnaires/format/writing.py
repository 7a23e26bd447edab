"""The one writer of the files. What it writes is read back as the same values, by other programs too.

A file as values is ``Raw``: texts, lists and blocks, before anybody asked whether they are right. So a draft that is
not whole yet can be written and read as well.
"""

import re
import textwrap
from collections.abc import Iterable
from typing import Any

import yaml

from goldenthread.questionnaires.format import shape
from goldenthread.questionnaires.format.tree import Node
from goldenthread.questionnaires.format.types import CODE, DAY, FLAG, NUMBER, Block, ListOf, MapOf, Type

Raw = str | list[Any] | dict[str, Any]
WIDTH = 120
BARE = (NUMBER, FLAG, DAY)
"""What is written without quotes although YAML takes it for something else than text: there it is something else."""
ON_ONE_LINE = (shape.OPTION, shape.REFERENCE, shape.CONDITION, shape.APPLIES)
_resolver = yaml.resolver.Resolver()
_NUMBER = re.compile(r"[-+]?(\.\d+|\d[\d_]*(\.\d*)?)([eE][-+]?\d+)?|0[xo][\da-fA-F]+")
_CONTROL = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def raw_of(node: Node) -> Raw:
    """The values below a node of the tree; of a key that stands twice the last."""
    if isinstance(node, yaml.SequenceNode):
        return [raw_of(each) for each in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): raw_of(value) for key, value in node.value}
    return str(node.value)


def write(whole: Raw, type: Type = shape.WHOLE) -> str:
    return "\n".join(lines_of(whole, type, WIDTH, apart=type is shape.WHOLE)) + "\n"


def lines_of(value: Raw, type: Type | None, room: int, *, apart: bool = False) -> list[str]:
    """A value that stands on lines of its own. ``apart``: sections have an empty line before them."""
    if isinstance(value, str):
        return _scalar(value, type, room)
    if not value:
        return ["[]" if isinstance(value, list) else "{}"]
    if isinstance(value, dict):
        return [
            line
            for key in in_order(value, type)
            for line in entry(key, value[key], key_type(type, key), room, apart=apart and key == "sections")
        ]
    of = type.of if isinstance(type, ListOf) else None
    items = [item_lines(each, of, room - 2) for each in value]
    return [line for number, lines in enumerate(items) for line in ([""] if apart and number else []) + lines]


def item_lines(value: Raw, type: Type | None, room: int) -> list[str]:
    """An entry of a list, with its hyphen."""
    inline = _inline(value, type) if any(type is each for each in ON_ONE_LINE) else ""
    if inline and len(inline) <= room:
        return [f"- {inline}"]
    first, *rest = lines_of(value, type, room)
    return [f"- {first}", *indented(rest)]


def entry(key: str, value: Raw, type: Type | None, room: int, *, apart: bool = False) -> list[str]:
    """A key with its value."""
    name = _scalar(key, CODE, WIDTH)[0]
    inner = room - 2
    if isinstance(value, str):
        first, *rest = _scalar(value, type, inner, used=len(name))
        return [f"{name}: {first}", *indented(rest)]
    inline = _inline(value, type)
    if inline and len(name) + len(inline) <= inner:
        return [f"{name}: {inline}"]
    return [f"{name}:", *indented(lines_of(value, type, inner, apart=apart))]


def indented(lines: Iterable[str], by: int = 2) -> list[str]:
    return [" " * by + line if line else line for line in lines]


def in_order(value: Iterable[str], type: Type | None) -> list[str]:
    """Keys in the order of the shape; those it does not know come last."""
    known = list(type.keys) if isinstance(type, Block) else []
    return sorted(value, key=lambda key: known.index(key) if key in known else len(known))


def key_type(type: Type | None, key: str) -> Type | None:
    if isinstance(type, Block):
        return type.keys[key].type if key in type.keys else None
    return type.of if isinstance(type, MapOf) else None


def _inline(value: Raw, type: Type | None) -> str:
    """On one line, in brackets; empty where that would be hard to read."""
    if isinstance(value, str):
        lines = _scalar(value, type, WIDTH, flow=True)
        return lines[0] if len(lines) == 1 else ""
    if not value:
        return "[]" if isinstance(value, list) else "{}"
    if isinstance(value, list):
        of = type.of if isinstance(type, ListOf) else None
        if any(not isinstance(each, str) for each in value) and (len(value) > 1 or of is shape.OPTION):
            return ""
        parts = [_inline(each, of) for each in value]
        return f"[{', '.join(parts)}]" if all(parts) else ""
    if not any(type is each for each in ON_ONE_LINE):
        return ""
    parts = [_inline(value[key], key_type(type, key)) for key in in_order(value, type)]
    named = [f"{_scalar(key, CODE, WIDTH)[0]}: {part}" for key, part in zip(in_order(value, type), parts, strict=True)]
    return f"{{{', '.join(named)}}}" if all(parts) else ""


def _scalar(text: str, type: Type | None, room: int, *, used: int = 0, flow: bool = False) -> list[str]:
    """A text: plain where it can be, folded where it is long, kept in its lines where it has some, else in quotes."""
    if not flow and "\n" in text and (lines := _literal(text)):
        return lines
    plain = _plain_is_safe(text, type, flow=flow)
    if not flow and len(text) + used > room and (lines := _folded(text, room)):
        return lines
    return [text if plain else _quoted(text)]


def _plain_is_safe(text: str, type: Type | None, *, flow: bool) -> bool:
    if any(type is each for each in BARE) and re.fullmatch(r"-?\d[\d.-]*|true|false", text):
        return True
    if type is CODE and re.fullmatch(r"0|[1-9]\d{0,15}", text):
        return True
    if not text or not text[0].isalnum() or text != text.strip() or _CONTROL.search(text):
        return False
    if ": " in text or " #" in text or text.endswith(":") or re.search(r"[\t\n]", text):
        return False
    if flow and re.search(r"[,\[\]{}:?#&*!|>'\"%@`]", text):
        return False
    is_text = _resolver.resolve(yaml.ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str"
    return is_text and not _NUMBER.fullmatch(text)


def _folded(text: str, room: int) -> list[str]:
    """Nothing where folding would not give the same words back."""
    lines = textwrap.wrap(text, max(room, 40), break_long_words=False, break_on_hyphens=False)
    if _CONTROL.search(text) or "\t" in text or " ".join(lines) != text:
        return []
    return [">-", *lines]


def _literal(text: str) -> list[str]:
    body = text.removesuffix("\n")
    lines = body.split("\n")
    blank = any(line and not line.strip() for line in lines)
    if _CONTROL.search(text) or "\t" in text or blank or not lines[0] or lines[0][0] == " " or not lines[-1]:
        return []
    return ["|" if text.endswith("\n") else "|-", *lines]


def _quoted(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + _CONTROL.sub(lambda found: f"\\U{ord(found[0]):08X}", text) + '"'
