"""The columns of the list, with the names under which they are recognised."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    heading: str
    note: str = ""
    also: Sequence[str] = ()
    """Other names for it."""


COLUMNS = (
    Column("section", "Section", "Its title. Left out, it is that of the row above.", ["part", "theme", "domain"]),
    Column("id", "Identifier", "Permanent. Left out, it is made of the words.", ["id", "number", "reference", "code"]),
    Column("text", "Question", "Needed: the question or standard in full.", ["standard", "text", "statement"]),
    Column("plain", "In plain words", "", ["plain", "plain language"]),
    Column(
        "kind", "How it is answered", "scale, yes-no-partly, number, date, text, choice, many, table or file. Left "
        "out, it follows from the columns beside it.", ["kind", "type", "answer type"],
    ),
    Column("scale", "Scale", "Its identifier or title, such as zero-to-three.", ["rating", "rating scale"]),
    Column("levels", "What one sees at each level", "One a line: a level, a colon, what one sees.", ["levels"]),
    Column("options", "Answers to choose from", "One a line.", ["options", "choices", "answers", "levels or options"]),
    Column("columns", "Columns of a table", "One a line: title | kind.", ["columns"]),
    Column("rows", "Rows of a table", "One a line.", ["rows"]),
    Column("unit", "Of what", "For a number.", ["unit"]),
    Column("least", "Least", "For a number.", ["minimum", "min"]),
    Column("most", "Most", "For a number.", ["maximum", "max"]),
    Column("at_most", "At most", "The longest text, the most choices or rows.", ["limit"]),
    Column("also", "Other answers", "Not applicable, nil, not known: those that are allowed.", ["also"]),
    Column("optional", "May be left out", "yes or no", ["optional"]),
    Column("kinds", "Who is asked", "Kinds of organisation, with commas. Left out: all.", ["asked of", "applies to"]),
    Column("guidance", "Guidance", "", ["help", "notes", "note"]),
    Column("law", "Rests on", "One a line: a source, a colon, where in it.", ["law", "legislation", "source"]),
    Column("evidence", "Evidence wanted", "One a line.", ["evidence", "evidence required", "examples of evidence"]),
    Column("weight", "Weight", "", ["weighting"]),
)  # fmt: skip
NAMES = {name.casefold(): column.key for column in COLUMNS for name in (column.heading, *column.also)}
