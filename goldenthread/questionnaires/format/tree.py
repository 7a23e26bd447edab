"""YAML as a tree in which every value is still text and knows its line.

YAML would turn ``no`` into false and ``1-4`` into nothing in particular. Here a value means what the shape of the file
says at its place, so the tree keeps the characters. Anchors are refused: a file that repeats itself by reference can
unfold without end, and people who do not write YAML cannot read it.
"""

from typing import Any

import yaml

from goldenthread.questionnaires.format.faults import Fault, Faulty

LARGEST = 2_000_000
DEEPEST = 20
HINT = "Look at the indentation, and put a text that holds a colon, comma or question mark into quotes."

Node = Any
"""Of yaml: a ScalarNode, SequenceNode or MappingNode; typeshed does not know what they have in common."""
QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def tree(text: str) -> Node:
    """The root of the tree; what is no YAML is refused with its line."""
    if len(text) > LARGEST:
        raise Faulty(
            [Fault(1, "The file is larger than two million characters. Split it into several questionnaires.")]
        )
    try:
        root = _composed(text)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = mark.line + 1 if mark else 1
        raise Faulty([Fault(line, f"This is not YAML: {problem.problem}. {HINT}")]) from None
    except yaml.YAMLError:
        raise Faulty([Fault(1, "The file holds characters that a text file does not. Save it as UTF-8.")]) from None
    if root is None:
        raise Faulty([Fault(1, "The file is empty.")])
    return root


def _composed(text: str) -> Node | None:
    """With the quick reader where there is one; what that one stumbles at, the other tells in words we know."""
    try:
        return _with(text, QUICK)
    except yaml.YAMLError:
        return _with(text, yaml.SafeLoader)


def _with(text: str, loader: Any) -> Node | None:
    _refuse_anchors_and_depth(text, loader)
    return yaml.compose(text, Loader=loader)


def _refuse_anchors_and_depth(text: str, loader: Any) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Faulty([Fault(line, "Anchors (& and *) are not allowed. Write the text out.")])
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise Faulty([Fault(line, f"Lists and blocks lie more than {DEEPEST} deep in each other.")])


def line_of(node: Node) -> int:
    return int(node.start_mark.line) + 1
