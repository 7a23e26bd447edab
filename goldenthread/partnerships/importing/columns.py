"""The columns of each list, with the names under which they are recognised."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from django.core.exceptions import ValidationError

from goldenthread.partnerships.models import MemberKind, OrganisationKind
from goldenthread.partnerships.roles import Role


class What(StrEnum):
    ORGANISATIONS = "organisations"
    PEOPLE = "people"
    APPOINTMENTS = "appointments"


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    heading: str
    example: str
    needed: bool = False
    note: str = ""
    also: Sequence[str] = ()
    """Other names for it."""


NAME = Column("name", "Name", "", needed=True, also=["full name", "organisation", "agency", "person"])
EMAIL = Column("email", "E-mail address", "", needed=True, also=["email", "e-mail", "mail"])
ROLE = Column("role", "Role", "", note="One of the roles of the roles page.")
BODY = Column("body", "Body", "", note="Its name, short name or other name.", also=["sub-group", "group", "board"])
ORGANISATION = Column(
    "organisation", "Organisation", "", note="Its name, short name or identifier.", also=["agency", "employer"]
)
FIRST = Column("starts_on", "First day", "1 April 2021", also=["from", "start", "start date", "starts on"])
LAST = Column("ends_on", "Last day", "", also=["to", "until", "end", "end date", "ends on"])


COLUMNS: dict[What, list[Column]] = {
    What.ORGANISATIONS: [
        replace(
            NAME,
            example="Anyshire Fire Service",
            note="One that is known already is found by identifier, else by name.",
        ),
        Column("short_name", "Short name", "AFS", also=["acronym", "abbreviation"]),
        Column("kind", "Kind", "Other", note=", ".join(OrganisationKind.labels) + ".", also=["type", "sector"]),
        Column("outside_id", "Identifier", "ORG-017", also=["id", "code", "reference"]),
        Column(
            "member_kind",
            "Part",
            "Relevant agency",
            note=", ".join(MemberKind.labels) + ".",
            also=["membership", "status"],
        ),
        FIRST,
        LAST,
    ],
    What.PEOPLE: [
        replace(NAME, example="Sam Example"),
        replace(EMAIL, example="sam@police.example", note="A person who is known already is found by this."),
        replace(ROLE, needed=True, example="Agency lead"),
        BODY,
        replace(ORGANISATION, example="Marlshire Police"),
        FIRST,
        LAST,
    ],
    What.APPOINTMENTS: [
        Column("post", "Post", "Chair, Quality Sub-Group", needed=True, also=["title", "post title", "position"]),
        replace(EMAIL, example="sam@police.example"),
        replace(NAME, needed=False, example="Sam Example", note="For a person who is new here."),
        replace(ROLE, example="Chair of a body", note="For a post that is new here, with its body or organisation."),
        replace(BODY, example="Quality Sub-Group"),
        ORGANISATION,
        replace(FIRST, needed=True),
        LAST,
        Column("deputy", "Deputy", "no", note="Yes or no."),
    ],
}


@dataclass(slots=True)
class Line:
    """A row of the file: its number there, and its texts by column."""

    number: int
    said: dict[str, str]

    def text(self, key: str) -> str:
        return self.said.get(key, "")

    def day(self, key: str) -> date | None:
        return read_day(self.text(key)) if self.text(key) else None


@dataclass(slots=True)
class Mapped:
    lines: list[Line]
    unused: list[str] = field(default_factory=list)
    """Headings that nothing was made of."""


def plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", heading.lower()).strip()


def map_rows(rows: Sequence[Sequence[str]], what: What) -> Mapped:
    """The rows under the first row that names the needed columns. Raises ValidationError naming what is missing."""
    names = {plain(name): column.key for column in COLUMNS[what] for name in (*column.also, column.heading)}
    names |= {plain(column.heading): column.key for column in COLUMNS[what]}
    needed = {column.key: column.heading for column in COLUMNS[what] if column.needed}
    missing = list(needed.values())
    for position, row in enumerate(rows[:10]):
        keys = [names.get(plain(heading), "") for heading in row[1:]]
        lacking = [heading for key, heading in needed.items() if key not in keys]
        if not lacking:
            return _mapped(rows[position + 1 :], keys, row[1:])
        missing = min(missing, lacking, key=len)
    raise ValidationError(
        f"There is no column {' and no column '.join(missing)}. Name the columns in the first row as in the template."
    )


def _mapped(rows: Sequence[Sequence[str]], keys: Sequence[str], headings: Sequence[str]) -> Mapped:
    lines = []
    for row in rows:
        said: dict[str, str] = {}
        for key, text in zip(keys, row[1:], strict=False):
            if key and text and key not in said:
                said[key] = text
        if said:
            lines.append(Line(int(row[0] or 0), said))
    return Mapped(lines, [heading for key, heading in zip(keys, headings, strict=False) if not key and heading])


FORMS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y"]


def read_day(text: str) -> date:
    for form in FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValidationError(f"“{text}” is not a date. Write it as 31/03/2022 or 31 March 2022.")


def read_choice(text: str, choices: type[OrganisationKind] | type[MemberKind] | type[Role], what: str) -> str:
    """By its words or its short code, whatever the capitals."""
    known = {plain(str(label)): value for value, label in choices.choices} | {
        plain(value): value for value in choices.values
    }
    if plain(text) not in known:
        raise ValidationError(
            f"“{text}” is not a {what}. Use one of: {', '.join(str(label) for label in choices.labels)}."
        )
    return str(known[plain(text)])


def read_yes(text: str) -> bool:
    if plain(text) in {"", "no", "n", "false", "0"}:
        return False
    if plain(text) in {"yes", "y", "true", "1", "x"}:
        return True
    raise ValidationError(f"“{text}” is neither yes nor no.")
