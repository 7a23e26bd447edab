"""From rows of cells to sections of questions, and to what was not read and why."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from goldenthread.partnerships.models import OrganisationKind
from goldenthread.questionnaires import shipped
from goldenthread.questionnaires.format import cells
from goldenthread.questionnaires.format.rules import BELONGS
from goldenthread.questionnaires.format.shape import OTHER_ANSWERS, QUESTION_KINDS
from goldenthread.questionnaires.format.things import YES_NO_PARTLY, Scale
from goldenthread.questionnaires.importing.columns import NAMES

Block = dict[str, Any]
Rows = list[tuple[int, list[str]]]
MOST_ROWS = 1_000
TOP = 20
"""The row that names the columns stands among so many first ones."""
OTHER_NAMES = {
    "yes-no-partly": ["yes/no", "yes no", "yes/no/partly", "yes or no"], "text": ["free text", "comment", "words"],
    "scale": ["rating"], "many": ["multiple choice"], "choice": ["single choice"], "file": ["upload", "document"],
    "number": ["numeric"],
}  # fmt: skip
KINDS = {name: kind for kind, said in QUESTION_KINDS.items() for name in (kind, said, *OTHER_NAMES.get(kind, []))}
ORGANISATIONS = {str(label).casefold(): str(value) for value, label in OrganisationKind.choices} | {
    str(value): str(value) for value in OrganisationKind.values
}
OTHERS = {said.split(",")[0].split(":")[0].casefold(): code for code, said in OTHER_ANSWERS.items()}
OTHERS |= {said.casefold(): code for code, said in OTHER_ANSWERS.items()} | {code: code for code in OTHER_ANSWERS}


class NoHeadings(Exception):
    """No row names the columns."""


@dataclass(slots=True)
class Read:
    sections: list[Block] = field(default_factory=list)
    sources: list[Block] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)
    """Rows that were not read, or not as they stand, each with a sentence."""
    unused: list[str] = field(default_factory=list)
    """Columns of which nothing was taken."""
    questions: int = 0

    def as_dict(self) -> Block:
        return asdict(self)


def read_rows(rows: Rows) -> Read:
    head = next((place for place, (_, row) in enumerate(rows[:TOP]) if _key(row) >= {"text"}), None)
    if head is None:
        raise NoHeadings
    names = [_heading(cell) for cell in rows[head][1]]
    keys = [NAMES.get(name) for name in names]
    read = Read(
        unused=[cell.strip() for cell, key in zip(rows[head][1], keys, strict=True) if cell.strip() and not key]
    )
    for number, row in rows[head + 1 : head + 1 + MOST_ROWS]:
        said = {key: cell.strip() for key, cell in zip(keys, row, strict=False) if key and cell.strip()}
        if said:
            _Row(read, number, said).add()
    if len(rows) - head - 1 > MOST_ROWS:
        read.left.append((rows[head + 1 + MOST_ROWS][0], f"Rows after the first {MOST_ROWS:,} were not read."))
    return read


def _key(row: Iterable[str]) -> set[str | None]:
    return {NAMES.get(_heading(cell)) for cell in row}


def _heading(cell: str) -> str:
    return " ".join(cell.split()).strip("*: ").casefold()


class _Row:
    def __init__(self, read: Read, number: int, said: dict[str, str]) -> None:
        self.read, self.number, self.said = read, number, said

    def note(self, sentence: str) -> None:
        self.read.left.append((self.number, sentence))

    def add(self) -> None:
        section = self._section()
        if "text" not in self.said:
            if self.said.keys() - {"section"}:
                self.note("It has no question, so it was not read.")
            return
        kind = self._kind()
        if kind is None:
            self.note(f"“{self.said['kind']}” is no way of answering, so it was not read.")
            return
        question: Block = {"id": self._id(), "kind": kind, "text": self.said["text"]}
        question |= {key: self.said[key] for key in ("plain", "guidance") if key in self.said}
        question |= self._answers(kind) | self._around()
        section["questions"].append(question)
        self.read.questions += 1

    def _section(self) -> Block:
        sections = self.read.sections
        title = self.said.get("section") or (sections[-1]["title"] if sections else "Questions")
        known = next((each for each in sections if each["title"].casefold() == title.casefold()), None)
        if known is None:
            known = {"id": cells.identifier(title, (each["id"] for each in sections)), "title": title, "questions": []}
            sections.append(known)
        return known

    def _id(self) -> str:
        taken = [question["id"] for section in self.read.sections for question in section["questions"]]
        wanted = self.said.get("id", "")
        if cells.is_identifier(wanted) and wanted not in taken:
            return wanted
        made = cells.identifier(wanted or self.said["text"], taken)
        if wanted:
            self.note(f"The identifier “{wanted}” became “{made}”.")
        return made

    def _kind(self) -> str | None:
        if "kind" in self.said:
            plain = " ".join(self.said["kind"].split()).casefold()
            return KINDS.get(plain) or KINDS.get(plain.split(":")[0].split(" (")[0].split(",")[0].strip())
        if self._scale() or "levels" in self.said:
            return "scale"
        return "table" if "columns" in self.said else "choice" if "options" in self.said else "text"

    def _scale(self) -> Scale | None:
        wanted = self.said.get("scale", "").casefold()
        return next((each for each in shipped.scales() if wanted in {each.id, each.title.casefold()}), None)

    def _answers(self, kind: str) -> Block:
        made: Block = {}
        if kind == "scale":
            scale = self._scale()
            if scale is None:
                self.note(f"There is no scale “{self.said.get('scale', '')}”; choose one in the draft.")
            made["scale"] = scale.id if scale else self.said.get("scale") or "none"
        if kind in BELONGS["levels"] and "levels" in self.said:
            made["levels"] = self._levels(self._scale() if kind == "scale" else None)
        if kind in {"choice", "many"}:
            made["options"] = cells.options(self.said.get("options", ""))
        if kind == "table":
            made["columns"] = cells.columns(self.said.get("columns", ""))
            made |= {"rows": cells.options(self.said["rows"])} if "rows" in self.said else {}
        for key in ("unit", "least", "most", "at_most"):
            if key in self.said and kind in BELONGS[key]:
                made[key] = self._number(key) if key != "unit" else self.said[key]
        return {key: value for key, value in made.items() if value}

    def _levels(self, scale: Scale | None) -> Block:
        answers = scale.levels if scale else YES_NO_PARTLY
        codes = {each.words.casefold(): each.code for each in answers} | {each.code: each.code for each in answers}
        found: Block = {}
        for line in cells.lines(self.said["levels"]):
            level, _, sees = line.partition(":")
            code = codes.get(level.strip().casefold())
            if code is None or not sees.strip():
                self.note(f"“{line[:60]}” says of no level what one sees, so that line was not read.")
            else:
                found[code] = sees.strip()
        return found

    def _around(self) -> Block:
        made: Block = {"law": self._law(), "evidence": cells.lines(self.said.get("evidence", ""))}
        made["also"] = self._chosen("also", OTHERS)
        kinds = self._chosen("kinds", ORGANISATIONS)
        made["applies"] = {"kinds": kinds} if kinds else None
        made["weight"] = self._number("weight") if "weight" in self.said else None
        made["optional"] = "true" if self.said.get("optional", "").casefold() in {"yes", "y", "true", "x"} else None
        return {key: value for key, value in made.items() if value}

    def _number(self, key: str) -> str | None:
        plain = self.said[key].replace(",", "").removesuffix(".0")
        if re.fullmatch(r"-?\d{1,12}(\.\d{1,4})?", plain):
            return plain
        self.note(f"“{self.said[key][:60]}” is no number, so it was not read.")
        return None

    def _chosen(self, key: str, known: dict[str, str]) -> list[str]:
        """Split at commas only where the whole is not known: some names have one."""
        found: list[str] = []
        for words in re.split(r"[;\n]", self.said.get(key, "")):
            for piece in [words] if _plain(words) in known else words.split(","):
                if _plain(piece) in known:
                    found.append(known[_plain(piece)])
                elif _plain(piece) not in {"", "everybody", "all"}:
                    self.note(f"“{piece.strip()[:60]}” is not known here, so it was not read.")
        return list(dict.fromkeys(found))

    def _law(self) -> list[Block]:
        """Sources are taken together under their titles."""
        made: list[Block] = []
        for reference in cells.law(self.said.get("law", "").replace(";", "\n")):
            title = reference["source"]
            known = {source["title"].casefold(): source["id"] for source in self.read.sources}
            name = known.get(title.casefold())
            if name is None:
                name = cells.identifier(title, known.values())
                self.read.sources.append({"id": name, "title": title, "verified": "false"})
            made.append(reference | {"source": name})
        return made


def _plain(words: str) -> str:
    return words.split(":")[0].strip().casefold()
