"""Changes to the text of a file that leave the rest of it as it is, to the letter.

What is at a place is found through the tree; only its own lines are written anew. Each change is read back; where the
text does not say what it should (somebody wrote it in a way that cannot be mended in place), the whole is written anew.
A path is the way from the root: keys and positions, such as ``("sections", 0, "questions", 3)``.
"""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import yaml

from goldenthread.questionnaires.format import shape
from goldenthread.questionnaires.format.faults import Faulty
from goldenthread.questionnaires.format.tree import Node, tree
from goldenthread.questionnaires.format.types import ListOf, Type
from goldenthread.questionnaires.format.writing import Raw, entry, in_order, item_lines, key_type, raw_of, write

Path = tuple[str | int, ...]
Piece = tuple[int, int, str]
"""From, to, and what stands there now."""
ROOM = 100


class InPlace(Exception):
    """It cannot be mended in place."""


def amend(text: str, path: Path, changes: Mapping[str, Raw | None]) -> str:
    """Set keys of the block at ``path``; None takes a key out. Keys that stay the same are left alone."""

    def apply(whole: Any) -> None:
        block = at(whole, path)
        for key, value in changes.items():
            if value is None:
                block.pop(key, None)
            else:
                block[key] = value

    return _changed(text, apply, lambda root: _amended(text, node_at(root, path), type_at(path), changes))


def insert(text: str, path: Path, position: int, value: Raw) -> str:
    """Put an entry into the list at ``path``, before the one at ``position``. A list that is not there is begun."""
    if not at(raw_of(tree(text)), path, []):
        return amend(text, path[:-1], {str(path[-1]): [value]})

    def apply(whole: Any) -> None:
        at(whole, path).insert(position, value)

    return _changed(text, apply, lambda root: _inserted(text, node_at(root, path), path, position, value))


def remove(text: str, path: Path, position: int) -> str:
    if len(at(raw_of(tree(text)), path)) == 1:
        return amend(text, path[:-1], {str(path[-1]): []})

    def apply(whole: Any) -> None:
        del at(whole, path)[position]

    return _changed(text, apply, lambda root: _removed(text, node_at(root, path), position))


def swap(text: str, path: Path, position: int) -> str:
    """An entry and the one after it change places."""

    def apply(whole: Any) -> None:
        entries = at(whole, path)
        entries[position : position + 2] = reversed(entries[position : position + 2])

    def mend(root: Node) -> list[Piece]:
        one, other = node_at(root, path).value[position : position + 2]
        spans = [(each.start_mark.index, end_of_line(text, end_of(text, each))) for each in (one, other)]
        words = [text[start:end] for start, end in spans]
        return [(*spans[0], words[1]), (*spans[1], words[0])]

    return _changed(text, apply, mend)


def at(whole: Any, path: Path, default: Any = None) -> Any:
    for step in path:
        if isinstance(step, str) and isinstance(whole, dict) and step not in whole:
            return default
        whole = whole[step]
    return whole


def type_at(path: Path) -> Type | None:
    """What the shape says of the place."""
    found: Type | None = shape.WHOLE
    for step in path:
        found = key_type(found, step) if isinstance(step, str) else (found.of if isinstance(found, ListOf) else None)
    return found


def node_at(root: Node, path: Path) -> Node:
    for step in path:
        root = root.value[step] if isinstance(step, int) else _value_of(root, step)
    return root


def end_of(text: str, node: Node) -> int:
    """Behind its last character; the mark of a block that is not in brackets stands at the next thing instead."""
    if isinstance(node, yaml.ScalarNode):
        end = int(node.end_mark.index)
        return len(text[:end].rstrip()) if node.style in {"|", ">"} else end
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return end_of(text, last[1] if isinstance(last, tuple) else last)


def end_of_line(text: str, end: int) -> int:
    """Past a remark on the same line, so that it goes with what it stands beside."""
    found = re.compile(r"[ \t]*(#[^\n]*)?(?=\n|\Z)").match(text, end)
    return found.end() if found else end


def _changed(text: str, apply: Callable[[Any], None], mend: Callable[[Node], list[Piece]]) -> str:
    root = tree(text)
    wanted: Any = deepcopy(raw_of(root))
    apply(wanted)
    try:
        made = text
        for start, end, words in sorted(mend(root), key=lambda piece: piece[:2], reverse=True):
            made = made[:start] + words + made[end:]
        if raw_of(tree(made)) == wanted:
            return made
    except (Faulty, InPlace):
        pass
    return write(wanted)


def _value_of(node: Node, key: str) -> Node:
    return next(value for name, value in node.value if name.value == key)


def _amended(text: str, node: Node, type: Type | None, changes: Mapping[str, Raw | None]) -> list[Piece]:
    if node.flow_style or not node.value:
        raise InPlace
    here = [str(key.value) for key, _ in node.value]
    pieces: list[Piece] = []
    for key, value in changes.items():
        if key in here:
            pieces += _replaced(text, node, here.index(key), value, type)
    pairs = dict(zip(here, node.value, strict=False))
    added = [key for key in changes if key not in here and changes[key] is not None]
    for key in reversed(in_order(added, type)):
        order = in_order([*here, key], type)
        before = [each for each in order[: order.index(key)] if each in pairs]
        lines = entry(key, changes[key] or "", key_type(type, key), ROOM)
        margin = "\n" + " " * node.start_mark.column
        if before:
            place = end_of_line(text, end_of(text, pairs[before[-1]][1]))
            pieces.append((place, place, margin + _at_margin(lines, margin)))
        else:
            place = node.start_mark.index
            pieces.append((place, place, _at_margin(lines, margin) + margin))
    return pieces


def _replaced(text: str, node: Node, index: int, value: Raw | None, type: Type | None) -> list[Piece]:
    key, old = node.value[index]
    if value is not None and value == raw_of(old):
        return []
    start, end = key.start_mark.index, end_of_line(text, end_of(text, old))
    if value is not None:
        lines = entry(str(key.value), value, key_type(type, key.value), ROOM)
        return [(start, end, _at_margin(lines, "\n" + " " * node.start_mark.column))]
    if index:
        return [(end_of_line(text, end_of(text, node.value[index - 1][1])), end, "")]
    if len(node.value) == 1:
        raise InPlace
    return [(start, node.value[1][0].start_mark.index, "")]


def _at_margin(lines: list[str], margin: str) -> str:
    return "".join((margin if line else "\n") * bool(number) + line for number, line in enumerate(lines))


def _inserted(text: str, node: Node, path: Path, position: int, value: Raw) -> list[Piece]:
    if node.flow_style:
        raise InPlace
    of = type_at((*path, position))
    beside = node.value[min(position, len(node.value) - 1)]
    start = beside.start_mark.index
    hyphen = text[text.rfind("\n", 0, start) + 1 : start]
    if hyphen.strip() != "-":
        raise InPlace
    column = len(hyphen)
    first, *rest = [line[2:] for line in item_lines(value, of, ROOM)]
    words = _at_margin([first, *rest], "\n" + " " * column)
    apart = "\n\n" if path == ("sections",) else "\n"
    if position < len(node.value):
        return [(start, start, words + apart + hyphen)]
    place = end_of_line(text, end_of(text, beside))
    return [(place, place, apart + hyphen + words)]


def _removed(text: str, node: Node, position: int) -> list[Piece]:
    if node.flow_style:
        raise InPlace
    item = node.value[position]
    if position:
        before = end_of_line(text, end_of(text, node.value[position - 1]))
        return [(before, end_of_line(text, end_of(text, item)), "")]
    return [(item.start_mark.index, node.value[1].start_mark.index, "")]
