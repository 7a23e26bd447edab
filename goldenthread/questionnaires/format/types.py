"""What a value in the file may be. Each type reads a node, or says what is wrong with it; and tells its JSON Schema."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

import yaml

from goldenthread.questionnaires.format.faults import Fault
from goldenthread.questionnaires.format.tree import Node, line_of

Schema = dict[str, Any]
IDENTIFIER = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LONGEST_IDENTIFIER = 60
LONGEST_TEXT = 5000


class Told(dict[str, Any]):
    """What stands in a block: values by key, each with its line."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Type(Protocol):
    def read(self, node: Node, name: str, faults: list[Fault]) -> Any: ...

    def schema(self) -> Schema: ...


@dataclass(frozen=True)
class Scalar:
    """One value. ``understood`` gives None where the text is not one; ``asked`` says what was expected."""

    asked: str
    understood: Callable[[str], Any]
    as_schema: Schema

    def read(self, node: Node, name: str, faults: list[Fault]) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            faults.append(Fault(line_of(node), f'"{name}" must be {self.asked}, not a list or a block.'))
            return None
        value = self.understood(node.value.strip())
        if value is None:
            given = f', not "{_shown(node.value)}"' if node.value.strip() else ""
            faults.append(Fault(line_of(node), f'"{name}" must be {self.asked}{given}.'))
        return value

    def schema(self) -> Schema:
        return dict(self.as_schema)


def _shown(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if re.fullmatch(r"-?\d{1,12}(\.\d{1,4})?", text) else None
    except InvalidOperation:
        return None


def _identifier(text: str) -> str | None:
    return text if len(text) <= LONGEST_IDENTIFIER and re.match(IDENTIFIER, text) else None


WORDS = Scalar(
    f"a text of at most {LONGEST_TEXT:,} characters",
    lambda text: text if 0 < len(text) <= LONGEST_TEXT else None,
    {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT},
)
IDENT = Scalar(
    "an identifier of small letters, digits and hyphens",
    _identifier,
    {"type": "string", "pattern": IDENTIFIER, "maxLength": LONGEST_IDENTIFIER},
)
CODE = Scalar(
    "an identifier of small letters, digits and hyphens",
    _identifier,
    {
        "anyOf": [
            {"type": "string", "pattern": IDENTIFIER, "maxLength": LONGEST_IDENTIFIER},
            {"type": "integer", "minimum": 0},
        ]
    },
)
"""An identifier that may look like a number: a level called 3, an edition called 2026."""
DAY = Scalar("a date such as 2026-09-01", _day, {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"})
NUMBER = Scalar("a number", _number, {"type": "number"})
FLAG = Scalar("true or false", {"true": True, "false": False}.get, {"type": "boolean"})
ADDRESS = Scalar(
    "a web address that begins with https://",
    lambda text: text if re.fullmatch(r"https?://[^\s/]+\.[^\s]+", text) else None,
    {"type": "string", "pattern": "^https?://"},
)


def one_of(*values: str) -> Scalar:
    asked = "one of " + ", ".join(values) if len(values) > 1 else values[0]
    return Scalar(asked, lambda text: text if text in values else None, {"enum": list(values)})


@dataclass(frozen=True)
class ListOf:
    of: Type
    least: int = 1

    def read(self, node: Node, name: str, faults: list[Fault]) -> list[Any]:
        if not isinstance(node, yaml.SequenceNode):
            faults.append(Fault(line_of(node), f'"{name}" must be a list: one entry a line, each after a hyphen.'))
            return []
        if len(node.value) < self.least:
            faults.append(Fault(line_of(node), f'"{name}" is empty. Leave it out, or say what belongs there.'))
        read = (self.of.read(each, name, faults) for each in node.value)
        return [value for value in read if value is not None]

    def schema(self) -> Schema:
        return {"type": "array", "minItems": self.least, "items": self.of.schema()}


@dataclass(frozen=True)
class MapOf:
    """Texts by code, such as a descriptor for each level. The keys are checked where the codes are known."""

    of: Type

    def read(self, node: Node, name: str, faults: list[Fault]) -> Told:
        told = Told(line_of(node))
        for key, value in _pairs(node, name, faults):
            told[key.value] = self.of.read(value, key.value, faults)
            told.lines[key.value] = line_of(key)
        return told

    def schema(self) -> Schema:
        return {"type": "object", "minProperties": 1, "additionalProperties": self.of.schema()}


@dataclass(frozen=True)
class Key:
    type: Type
    says: str
    required: bool = False


@dataclass(frozen=True)
class Block:
    """A block of named values: which there may be, which there must be."""

    what: str
    keys: dict[str, Key] = field(hash=False)

    def read(self, node: Node, name: str, faults: list[Fault]) -> Told | None:
        told = Told(line_of(node))
        if not isinstance(node, yaml.MappingNode):
            faults.append(Fault(told.line, f'{self.what} must be a block of named values, such as "id: …".'))
            return None
        for key, value in _pairs(node, name, faults):
            if known := self.keys.get(key.value):
                told[key.value] = known.type.read(value, key.value, faults)
                told.lines[key.value] = line_of(key)
            else:
                faults.append(Fault(line_of(key), self._unknown(key.value)))
        for wanted in self.keys:
            if self.keys[wanted].required and wanted not in told:
                faults.append(Fault(told.line, f'{self.what} must have "{wanted}": {self.keys[wanted].says}.'))
        return told

    def _unknown(self, key: str) -> str:
        return f'{self.what} has no "{_shown(key)}". It may have: {", ".join(self.keys)}.'

    def schema(self) -> Schema:
        properties = {name: {**key.type.schema(), "description": key.says} for name, key in self.keys.items()}
        required = [name for name, key in self.keys.items() if key.required]
        return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _pairs(node: Node, name: str, faults: list[Fault]) -> list[tuple[Node, Node]]:
    """The pairs of a block; a key that stands twice is a fault, because one of both would be lost in silence."""
    if not isinstance(node, yaml.MappingNode):
        faults.append(Fault(line_of(node), f'"{name}" must be a block of named values.'))
        return []
    pairs: dict[str, tuple[Node, Node]] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            faults.append(Fault(line_of(key), f'A name in "{name}" must be a word.'))
        elif key.value in pairs:
            faults.append(Fault(line_of(key), f'"{key.value}" stands twice in this block.'))
        else:
            pairs[key.value] = (key, value)
    return list(pairs.values())
