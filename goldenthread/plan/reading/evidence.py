"""What a heading or a label is for, told by its words and by what stands under it in the whole document.

The words decide where they are plain. What stands under them decides where they are not, and where it speaks clearly
against them: a column of dates headed "Milestone" says when.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from goldenthread.documents.blocks import Block, Cell, Line, Table

from . import columns, wordings
from .bodies import is_body, is_person, split_names
from .deadlines import Calendar, find_in_column
from .items import is_instruction
from .loose import candidates
from .rhythms import says_nothing
from .words import joined, key, plain, tidy

_LABEL = re.compile(r"^\W*(?P<label>[A-Z][^:?–—]{1,60}?)\s*[:?]\s*(?P<value>\S.*)$")
_REF = re.compile(r"[A-Z]{0,3}\.?\d+(?:\.\d+)*[a-z]?\.?")
_STATUS = re.compile(
    r"(?:b?rag\W*)?(?:red|amber|green|blue|grey|[RAGB]|complete[d]?|closed|done|on track|off track|at risk|delayed"
    r"|not (?:yet )?started|started|in progress|under ?way|overdue|open|on hold|not due|\d{1,3} ?%)\W*",
    re.IGNORECASE,
)
_MEANING = re.compile(r"\b([A-Z]{2,5})\s*(?:=|:|-|–|means)\s*([A-Za-z][a-z]+(?: [a-z]+){0,4})")
_MARK = re.compile(r"[✓✔☑●■★•xXyY*]|[LSRACIO]|[RACI](?:/[RACI])+|lead|support|joint|yes|[PJ]", re.IGNORECASE)
_MONEY = re.compile(r"(?:£\s?[\d,.]+k?|(?!\d{1,2}\.\d{1,2}\.(?:20)?\d\d$)[\d,.]+)")
# What such a heading says of a date or a body is not when an action is due or whose it is.
_APART = re.compile(
    r"\b(?:review(?:ed|s)?|updated?|approved|approval|published|publication|version|issued?|author|born|raised"
    r"|opened|received|baseline|previous|last|meeting|signed|agreed|inspect\w*|recorded|report(?:s|ed|ing)? to"
    r"|scrutin\w+|assurance|monitor\w*|oversight|contact|chair|membership?|representing|present|apologies|source)\b",
    re.IGNORECASE,
)
_YEARS = Calendar(date(2000, 4, 1))
_WITH_DATES = frozenset(
    [
        "the",
        "end",
        "from",
        "until",
        "before",
        "after",
        "and",
        "then",
        "start",
        "early",
        "mid",
        "late",
        "first",
        "draft",
        "review",
        "reviewed",
        "complete",
        "completed",
        "completion",
        "onwards",
        "launch",
        "launched",
        "final",
        "report",
        "interim",
        "rolling",
        "subject",
        "approval",
        "tbc",
        "with",
        "for",
        "each",
        "year",
    ]
)
_MOST, _NEARLY_ALL = 0.6, 0.8


class Evidence:
    """The texts under each heading and behind each label of a document."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.under: dict[str, list[str]] = defaultdict(list)
        self.heads: set[str] = set()
        self.after: dict[str, list[str]] = defaultdict(list)
        """The labels on the lines right behind each label's."""
        self.rows: Counter[str] = Counter()
        """How many rows there are below each heading."""
        self.counted: dict[str, tuple[Counter[str], int]] = {}
        self.has_priorities = False
        self.meanings: dict[str, str] = {}
        """Short forms of headings: "RO = responsible officer"."""
        before = ""
        for block in blocks:
            if isinstance(block, Line):
                self.meanings.update(_MEANING.findall(block.text))
            match = None if isinstance(block, Table) else _LABEL.match(tidy(block.text))
            if isinstance(block, Table):
                self._read_table(block)
            elif match:
                self.under[_key(match["label"])].append(match["value"])
                self.after[before].append(match["label"])
            before = _key(match["label"]) if match else ""

    def _read_table(self, table: Table) -> None:
        rows = [row for row in table.rows if any(cell and cell.text.strip() for cell in row)]
        if rows and len(rows[0]) == 2 and columns.heading_roles(rows[0]) is None:
            self._read_pairs(rows)
        elif (at := heading_row(rows)) is not None:
            self._read_columns(rows[at], rows[at + 1 :])

    def _read_columns(self, heading: Sequence[Cell | None], rows: list[list[Cell | None]]) -> None:
        heads = {index: _key(_text(cell)) for index, cell in enumerate(heading) if cell and cell.text.strip()}
        self.heads.update(heads.values())
        for head in heads.values():
            self.rows[head] += len(rows)
        for row in rows:
            for index, cell in enumerate(row):
                if index in heads and cell and cell.colspan == 1 and cell.text.strip():
                    self.under[heads[index]].append(_text(cell))

    def _read_pairs(self, rows: list[list[Cell | None]]) -> None:
        """A table of labels and values."""
        for label, value in rows:
            if label and value and len(label.text) < 60:
                self.heads.add(_key(label.text))
            if label and value and len(label.text) < 60 and value.text.strip():
                self.under[_key(label.text)].append(_text(value))

    def role_of(self, words: str) -> str | None:
        return self.role_by_words(words) or self.guess(words)

    def role_by_words(self, words: str) -> str | None:
        """The role by words, unless what stands there plainly speaks against them."""
        words_meant = self.meanings.get(tidy(words), words)
        exact, said = wordings.role_of(words) or wordings.role_of(words_meant), self.said_by_content(words)
        if (exact, said) in _OVERRULED and self._share(words, said or "") >= _NEARLY_ALL:
            return said
        return None if exact == "ref" and self.weight(words)[1] > 25 else exact

    def guess(self, words: str) -> str | None:
        """The role of words that are not known, by what stands there and by single words."""
        if _APART.search(words) or len(words.split()) > 12 or is_date(words):
            return None
        loose, said = candidates(words), self.said_by_content(words)
        if said and (said in loose or not loose or self._share(words, said) >= _NEARLY_ALL):
            return said
        return loose[0] if len(loose) == 1 and not self._speaks_against(words, loose[0]) else None

    def guess_of_label(self, label: str) -> str | None:
        """A label that stands there once says nothing by what is behind it."""
        role = self.guess(label) if len(self.under.get(_key(label), [])) > 1 else None
        return role if role in ("owner", "deadline", "status") else None

    def opens_card(self, label: str) -> bool:
        """Whether this label begins a run of labelled lines that go on with who and when."""
        if self.role_of(label) not in (None, "action", "outcome", "priority") or not self.under.get(_key(label)):
            return False
        behind = [role for after in self.after.get(_key(label), []) if (role := self.role_of(after))]
        told = [role for role in behind if role in ("owner", "deadline", "owner_date", "agency", "partners")]
        values = self.under[_key(label)]
        return len(told) * 2 > len(values) and (len(values) > 1 or is_instruction(values[0]))

    def said_by_content(self, words: str) -> str | None:
        if _APART.search(words):
            return None
        texts = self.under.get(_key(words), [])
        least = _MOST if len(texts) > 1 else 1.0
        return next((role for role in ("deadline", "owner", "status", "ref", "action")
                     if texts and self._share(words, role) >= least), None)  # fmt: skip

    def _share(self, words: str, role: str) -> float:
        counts, number = self._counted(_key(words))
        return counts[role] / number if number else 0.0

    def _counted(self, head: str) -> tuple[Counter[str], int]:
        """How many of the texts under a heading are of each sort, and how many say anything; asked for each row."""
        if head not in self.counted:
            sorts = [sorts_of(text) for text in self.under.get(head, []) if not says_nothing(text)]
            self.counted[head] = Counter(role for each in sorts for role in each), len(sorts)
        return self.counted[head]

    def _speaks_against(self, words: str, role: str) -> bool:
        """A column headed as if it held dates or bodies in which hardly any cell does."""
        texts = [text for text in self.under.get(_key(words), []) if not says_nothing(text)]
        return role in ("deadline", "owner") and len(texts) > 2 and self._share(words, role) < 0.2

    def is_marked(self, words: str) -> bool:
        """A column headed by a body whose cells hold only ticks or letters: who takes part and who leads."""
        texts = self.under.get(_key(words), [])
        return bool(texts) and all(_MARK.fullmatch(text) for text in texts) and is_names(words)

    def may_head(self, row: Sequence[Cell | None]) -> bool:
        """Whether this is a row that the document has as the heading of a table."""
        keys = [_key(_text(cell)) for cell in row if cell and cell.text.strip()]
        return len(keys) > 1 and all(one in self.heads for one in keys)

    def groups(self, words: str) -> bool:
        """A heading under which few different words stand, each for several rows, as titles do."""
        texts, rows = self.under.get(_key(words), []), self.rows.get(_key(words), 0)
        kinds = set(texts)
        return (
            1 < len(kinds) <= rows * 0.7
            and all(3 < len(text) < 120 for text in kinds)
            and not any(map(sorts_of, kinds))
        )

    def variety(self, words: str) -> int:
        """How many different things stand under a heading."""
        return len(set(self.under.get(_key(words), [])))

    def weight(self, words: str) -> tuple[float, float]:
        """How much the cells under a heading look like actions: the share of orders, the mean length."""
        texts = self.under.get(_key(words), [])
        return self._share(words, "action"), sum(map(len, texts)) / (len(texts) or 1)


_OVERRULED = {
    ("action", "deadline"), ("action", "owner"), ("outcome", "deadline"), ("outcome", "owner"), ("owner", "deadline"),
    ("measure", "deadline"), ("measure", "owner"), ("deadline", "owner"), ("deadline", "status"), ("deadline", "action"),
    ("owner", "action"), ("owner", "status"), ("agency", "deadline"), ("priority", "deadline"), ("priority", "owner"),
    ("progress", "owner"), ("ref", "action"), ("ref", "owner"),
}  # fmt: skip


@lru_cache(maxsize=8192)
def _key(words: str) -> str:
    return key(re.sub(r"\s+[A-Z]?\d[\d.]*[a-z]?$", "", tidy(words)))


def _text(cell: Cell) -> str:
    return joined(joined([line.marker, line.text]) for line in cell.lines)


def heading_row(rows: Sequence[Sequence[Cell | None]]) -> int | None:
    """The first row that may be a heading: several short cells, none of them a date, a number or an order."""
    for index, row in enumerate(rows[:4]):
        cells = [_text(cell) for cell in row if cell and cell.text.strip()]
        if len(cells) < 2:
            continue
        heads = all(map(_may_head, cells)) or _heads_time(row, rows[index + 1 : index + 2])
        return index if index + 1 < len(rows) and heads else None
    return None


def _heads_time(row: Sequence[Cell | None], below: Sequence[Sequence[Cell | None]]) -> bool:
    """Stretches of time side by side, and none in the row below."""
    dated = [index for index, cell in enumerate(row) if cell and is_date(_text(cell))]
    under = [cell for one in below for index in dated if (cell := one[index]) and cell.text.strip()]
    return len(dated) > 1 and bool(under) and not any(is_date(_text(cell)) for cell in under)


def _may_head(text: str) -> bool:
    sorts = sorts_of(text)
    if wordings.role_of(text) is not None:
        return True
    return len(text) < 80 and not re.search(r"[.;]$", text) and not {"deadline", "ref"} & sorts


@lru_cache(maxsize=16384)
def sorts_of(text: str) -> frozenset[str]:
    """What the words of a cell could be: "deadline", "owner", "status", "ref", "action"."""
    text = tidy(text)[:600]
    found = set()
    if _REF.fullmatch(text):
        found.add("ref")
    if _STATUS.fullmatch(text):
        found.add("status")
    if not _MONEY.fullmatch(text) and is_date(text):
        found.add("deadline")
    if is_names(text):
        found.add("owner")
    elif len(text.split()) > 2 and is_instruction(text):
        found.add("action")
    return frozenset(found)


@lru_cache(maxsize=16384)
def is_date(text: str, stray: int = 1) -> bool:
    """Nothing but dates, rhythms and the few words that go with them; and at most one other."""
    if len(text) > 120:
        return False
    rest = text
    for one in sorted(find_in_column(text, _YEARS), key=lambda one: -one.at[0]):
        rest = f"{rest[: one.at[0]]} {rest[one.at[1] :]}"
    return (
        rest != text
        and len([word for word in re.findall(r"[a-z]{3,}", rest.lower()) if word not in _WITH_DATES]) <= stray
    )


def is_firmly_named(text: str) -> bool:
    """Names of bodies with capitals throughout, as a heading has them: "Safe at school" is a subject."""
    small = {"of", "the", "and", "for", "in", "sub", "group", "sub-group", "subgroup"}
    words = [word for word in plain(text).split() if word not in small and word != "&"]
    return (
        not re.match(r"(?:[A-Z]|\d{1,2})[.)]\s", text) and all(word[0].isupper() for word in words) and is_names(text)
    )


def is_names(text: str) -> bool:
    """Nothing but names of bodies, posts or persons."""
    flat = plain(text).strip(" .")
    words = flat.split()
    if not words or len(flat) > 160 or (len(words) > 3 and is_instruction(text) and words[1].islower()):
        return False
    names = split_names(text, {})
    if re.search(r"\b[A-Z]{0,3}\d+[A-Z]?\b", flat) or re.fullmatch(r"[A-Z]{7,}", flat):
        return False
    return bool(names) and all(is_body(name) or is_person(name) for name in names)
