"""A file on the way to being right: its parts in order, and what is wrong or doubtful beside the part it concerns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from goldenthread.questionnaires.format.editing import Path, at, end_of, node_at
from goldenthread.questionnaires.format.faults import Fault, Faulty
from goldenthread.questionnaires.format.files import Doubt, doubts_about
from goldenthread.questionnaires.format.reading import read_questionnaire
from goldenthread.questionnaires.format.things import Questionnaire, Scale
from goldenthread.questionnaires.format.tree import Node, tree
from goldenthread.questionnaires.format.writing import raw_of

DETAILS = "details"
LISTS = {"source": "sources", "scale": "scales", "section": "sections"}


@dataclass(slots=True)
class Part:
    """A section, question, source or scale, or the details. ``name`` says which one, in addresses."""

    name: str
    path: Path
    block: dict[str, Any]
    lines: tuple[int, int]
    faults: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    questions: list["Part"] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """details, source, scale, section or question."""
        words = [step for step in self.path if isinstance(step, str)]
        return words[-1].removesuffix("s") if words else DETAILS

    @property
    def place(self) -> int:
        return int(self.path[-1]) if self.path else 0

    @property
    def id(self) -> str:
        return self.says("id")

    @property
    def title(self) -> str:
        """What people call it by."""
        return self.says("title") or self.says("text") or self.id or f"A {self.kind} without a title"

    def says(self, key: str) -> str:
        """A text of its block, which may hold anything."""
        return said(self.block, key)


@dataclass(slots=True)
class Outline:
    """``unreadable`` says why there are no parts; ``whole`` is there where nothing is wrong."""

    details: Part
    sections: list[Part] = field(default_factory=list)
    sources: list[Part] = field(default_factory=list)
    scales: list[Part] = field(default_factory=list)
    whole: Questionnaire | None = None
    unreadable: list[Fault] = field(default_factory=list)

    def parts(self) -> Iterator[Part]:
        """The deepest first, so that a line belongs to the first part that has it."""
        for section in self.sections:
            yield from section.questions
        yield from (*self.sections, *self.sources, *self.scales, self.details)

    def part(self, name: str) -> Part | None:
        return next((part for part in self.parts() if part.name == name), None)

    @property
    def questions(self) -> list[Part]:
        return [question for section in self.sections for question in section.questions]

    @property
    def faults(self) -> int:
        return len(self.unreadable) + sum(len(part.faults) for part in self.parts())

    @property
    def doubts(self) -> int:
        return sum(len(part.doubts) for part in self.parts())


def said(block: dict[str, Any], key: str) -> str:
    """A text of a block that may hold anything."""
    value = block.get(key, "")
    return value.strip() if isinstance(value, str) else ""


def outline(text: str, known: Iterable[Scale]) -> Outline:
    try:
        root = tree(text)
    except Faulty as faulty:
        return Outline(Part(DETAILS, (), {}, (1, 1)), unreadable=faulty.faults)
    whole: Any = raw_of(root)
    if not isinstance(whole, dict):
        fault = Fault(1, "This is no questionnaire: it must begin with named values, such as “format: …”.")
        return Outline(Part(DETAILS, (), {}, (1, 1)), unreadable=[fault])
    found = Outline(Part(DETAILS, (), whole, (1, text.count("\n") + 1)))
    for kind, key in LISTS.items():
        setattr(found, key, _parts(text, root, whole, (key,), kind))
    for section in found.sections:
        section.questions = _parts(text, root, whole, (*section.path, "questions"), f"{section.name}-question")
    _judge(found, text, known)
    return found


def _parts(text: str, root: Node, whole: Any, path: Path, name: str) -> list[Part]:
    entries = at(whole, path)
    if not isinstance(entries, list):
        return []
    nodes = node_at(root, path).value
    return [
        Part(f"{name}-{place + 1}", (*path, place), entry, _lines(text, nodes[place]))
        for place, entry in enumerate(entries)
        if isinstance(entry, dict)
    ]


def _lines(text: str, node: Node) -> tuple[int, int]:
    first = int(node.start_mark.line) + 1
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        return first, first + text.count("\n", int(node.start_mark.index), end_of(text, node))
    return first, int(node.end_mark.line) + 1


def _judge(found: Outline, text: str, known: Iterable[Scale]) -> None:
    try:
        found.whole = read_questionnaire(text, known)
    except Faulty as faulty:
        for fault in faulty.faults:
            _at_line(found, fault.line).faults.append(fault.sentence)
        return
    by_id = {question.id: question for question in found.questions}
    for doubt in doubts_about(found.whole):
        by_id.get(doubt.question, found.details).doubts.append(_sentence(doubt))


def _at_line(found: Outline, line: int) -> Part:
    return next((part for part in found.parts() if part.lines[0] <= line <= part.lines[1]), found.details)


def _sentence(doubt: Doubt) -> str:
    return f"It {doubt.sentence}" if doubt.question else doubt.sentence
