"""The description of the API as people read it, made from the one that programs read."""

import json
from dataclasses import dataclass
from typing import Any

from goldenthread.api.endpoints import at

FILES = "multipart/form-data"
FORMATS = {"binary": "a file", "date": "a day, as 2021-11-29", "date-time": "a moment, as 2021-11-29T10:00:00Z"}
TYPES = {"integer": "a whole number", "boolean": "true or false", "string": "text", "object": "an object"}
EXAMPLES = {"partnership": "your-partnership", "ref": "k7m2p9qrst"}


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class Operation:
    name: str
    method: str
    path: str
    summary: str
    about: str
    asks: list[Field]
    sends: list[Field]
    gives: str
    gives_fields: list[Field]
    curl: str


def groups(schema: dict[str, Any]) -> dict[str, list[Operation]]:
    """Operations by subject, in the order in which they are declared."""
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            found.setdefault(told["tags"][0], []).append(_operation(path, method.upper(), told, schema))
    return found


def _operation(path: str, method: str, told: dict[str, Any], schema: dict[str, Any]) -> Operation:
    asks = [
        Field(each["name"], _kind(each["schema"]), each["required"], each["schema"].get("description", ""))
        for each in told["parameters"]
        if each["in"] == "query"
    ]
    sends = _fields(_content(told.get("requestBody", {})), schema)
    answer = next(iter(told["responses"].values()))
    given = _content(answer)
    inside = _row_of(given, schema)
    return Operation(
        told["operationId"], method, path, told["summary"], told.get("description", ""), asks, sends,
        _said(given, schema) if given else "A file", _fields(inside, schema),
        _curl(path, method, asks, sends, with_files=FILES in told.get("requestBody", {}).get("content", {})),
    )  # fmt: skip


def _content(part: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = part.get("content", {})
    kind = next((kind for kind in ("application/json", FILES) if kind in content), "")
    found: dict[str, Any] = content.get(kind, {}).get("schema", {})
    return found


def _resolved(schema: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def _row_of(schema: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """What one row of a list is; of anything else itself."""
    resolved = _resolved(schema, whole)
    if resolved.get("type") == "array":
        return _resolved(resolved["items"], whole)
    items = resolved.get("properties", {}).get("items")
    return _resolved(items["items"], whole) if items else resolved


def _said(schema: dict[str, Any], whole: dict[str, Any]) -> str:
    resolved = _resolved(schema, whole)
    if resolved.get("type") == "array":
        return "A list, each row with"
    if "items" in resolved.get("properties", {}):
        return "A page of a list: “next” is the address of the following page, and each row of “items” has"
    return "An object with"


def _fields(schema: dict[str, Any], whole: dict[str, Any]) -> list[Field]:
    resolved = _resolved(schema, whole)
    needed = resolved.get("required", [])
    return [
        Field(name, _kind(each), name in needed, each.get("description", ""))
        for name, each in resolved.get("properties", {}).items()
    ]


def _kind(schema: dict[str, Any]) -> str:
    """A type in words."""
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if "enum" in schema:
        return "one of " + ", ".join(str(each) for each in schema["enum"] if each != "")
    if "const" in schema:
        return str(schema["const"])
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2].removesuffix("Shape").lower()  # type: ignore[no-any-return]
    if schema.get("type") == "array":
        return f"a list: {_kind(schema.get('items', {}))}"
    if schema.get("type") == "null":
        return "nothing"
    return FORMATS.get(schema.get("format", "")) or TYPES.get(schema.get("type", ""), "anything")


def _curl(path: str, method: str, asks: list[Field], sends: list[Field], *, with_files: bool) -> str:
    for name, value in EXAMPLES.items():
        path = path.replace(f"{{{name}}}", value)
    words = ["curl", '-H "Authorization: Bearer $TOKEN"']
    if with_files:
        words += [f"-F {field.name}={_sample(field)}" for field in sends if field.required]
    elif method != "GET":
        body = {field.name: _sample(field) for field in sends if field.required}
        words += ['-H "Content-Type: application/json"', f"-d '{json.dumps(body, ensure_ascii=False)}'"]
    needed = "&".join(f"{field.name}=neglect" for field in asks if field.required)
    return " ".join([*words, f'"{at(path)}?{needed}"' if needed else at(path)])


def _sample(field: Field) -> Any:
    kinds = {
        FORMATS["binary"]: "@minutes.pdf",
        "a whole number": 1,
        "true or false": True,
        FORMATS["date"]: "2021-11-29",
    }
    if field.kind.startswith("one of "):
        return field.kind.removeprefix("one of ").split(", ")[0]
    return kinds.get(field.kind, "…")
