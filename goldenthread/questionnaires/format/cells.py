"""Lists and blocks of a file as lines that people type into a field or a cell of a spreadsheet, and back.

evidence    one a line
options     "identifier: words" one a line; without an identifier it is made of the words
law         "source: where" one a line
columns     "identifier: title | kind | choices, with, commas" one a line
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from goldenthread.questionnaires.format.types import IDENTIFIER, LONGEST_IDENTIFIER

PAIR = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\s*:\s+(.+)")
Values = list[Any]


def identifier(words: str, taken: Iterable[str] = ()) -> str:
    """A permanent name made of words: "How many staff?" is ``how-many-staff``."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    base = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", ""))[:6])[:50].strip("-") or "part"
    made, number, known = base, 2, set(taken)
    while made in known:
        made, number = f"{base}-{number}", number + 1
    return made


def is_identifier(text: str) -> bool:
    return len(text) <= LONGEST_IDENTIFIER and bool(re.match(IDENTIFIER, text))


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def options(text: str) -> Values:
    made: Values = []
    for line in lines(text):
        found = PAIR.fullmatch(line)
        code = found[1] if found else identifier(line, (each["code"] for each in made))
        made.append({"code": code, "words": found[2] if found else line})
    return made


def options_told(values: Any) -> str:
    return _told(values, lambda each: f"{each.get('code', '')}: {each.get('words', '')}")


def law(text: str) -> Values:
    made: Values = []
    for line in lines(text):
        source, _, where = line.partition(":")
        made.append({"source": source.strip()} | ({"at": where.strip()} if where.strip() else {}))
    return made


def law_told(values: Any) -> str:
    return _told(values, lambda each: ": ".join(filter(None, [each.get("source", ""), each.get("at", "")])))


def columns(text: str) -> Values:
    made: Values = []
    for line in lines(text):
        title, kind, choices = ([part.strip() for part in line.split("|", 2)] + ["", ""])[:3]
        found = PAIR.fullmatch(title)
        name = found[1] if found else identifier(title, (each["id"] for each in made))
        column: dict[str, Any] = {"id": name, "title": found[2] if found else title, "kind": kind or "text"}
        if choices:
            column["options"] = options("\n".join(choices.split(",")))
        made.append(column)
    return made


def columns_told(values: Any) -> str:
    def told(column: dict[str, Any]) -> str:
        choices = ", ".join(options_told(column.get("options", [])).splitlines())
        said = [f"{column.get('id', '')}: {column.get('title', '')}", column.get("kind", ""), choices]
        return " | ".join(filter(None, said))

    return _told(values, told)


def _told(values: Any, told: Callable[[dict[str, Any]], str]) -> str:
    """What is no list of blocks, as it can stand in a draft, says nothing."""
    entries = values if isinstance(values, list) else []
    return "\n".join(told(each) for each in entries if isinstance(each, dict))
