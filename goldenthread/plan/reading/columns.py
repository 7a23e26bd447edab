"""What a column, a label or a heading inside a priority is for, told by its words."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from goldenthread.documents.blocks import Cell

from .wordings import role_of
from .words import tidy

if TYPE_CHECKING:
    from .evidence import Evidence

Row = Sequence[Cell | None]
Roles = list[str | None]


_PERIOD = re.compile(
    r"(?!20\d\d-\d\d-\d\d$)(?:q(?:uarter|tr)?\s?[1-4]|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
    r"|(?:spring|summer|autumn|winter)(?: term)?|year [1-5]|20\d\d(?:[/-](?:20)?\d\d)?)"
    r"(?:[\s-]+\(?'?(?:20)?\d\d(?:[/-](?:20)?\d\d)?\)?)?",
    re.IGNORECASE,
)


def timeline(row: Row, above: Row | None) -> dict[int, str]:
    """The columns of a row that each head a stretch of time, with its words; a year may stand in the row above."""
    found = {}
    for index, cell in enumerate(row):
        text = tidy(cell.text) if cell else ""
        if text and _PERIOD.fullmatch(text):
            year = _over(above, index) if above and not re.search(r"\d\d", text) else ""
            found[index] = f"{text} {year}".strip()
    return found if len(found) > 2 else {}


def _over(above: Row, index: int) -> str:
    """The year in the row above whose cell spans this column."""
    for start, cell in enumerate(above):
        if cell and start <= index < start + cell.colspan:
            text = tidy(cell.text)
            return text if _PERIOD.fullmatch(text) else ""
    return ""


def heading_roles(row: Row, above: Row | None = None, evidence: "Evidence | None" = None) -> Roles | None:
    """The roles of the columns when the row is a heading row: it names what is done and something about it."""
    cells = [(index, tidy(cell.text)) for index, cell in enumerate(row) if cell and cell.text.strip()]
    if len(cells) < 2:
        return None
    at_head = evidence is not None and evidence.may_head(row)
    roles: Roles = [None] * len(row)
    for index, text in cells:
        roles[index] = evidence.role_by_words(text) if evidence and at_head else role_of(text)
    for index in timeline(row, above):
        roles[index] = "when"
    _name_the_unnamed(cells, roles)
    at_head = at_head and not any(_OTHER_TABLES.match(text) for _, text in cells) and not _is_of_risks(cells, roles)
    if "sponsor" in roles and not any(role in WHO for role in roles if role != "partners"):
        roles[roles.index("sponsor")] = "owner"
    if evidence and at_head:
        for index in marked(row, evidence):
            roles[index] = "mark"
        _fill_by_content(cells, roles, evidence)
        _find_actions(row, roles, evidence)
        _find_priorities(cells, roles, evidence)
    known = [role for role in roles if role]
    sure = at_head and "action" in known and any(role in WHO_AND_WHEN for role in known)
    if not sure and (len(known) < 2 or len(known) * 2 < len(cells)):
        return None
    if not any(role in ("action", "outcome") for role in known):
        return None
    if evidence:
        _choose_action(row, roles, evidence)
        _choose_owner(row, roles, evidence)
    _partners_alone(cells, roles)
    return _settled(_spread(row, roles))


_INVOLVED = re.compile(
    r"(?:key |delivery |lead )?(?:partners?|agencies|organisations?|bodies|partner agencies)(?: involved| and agencies)?",
    re.IGNORECASE,
)


def _partners_alone(cells: list[tuple[int, str]], roles: Roles) -> None:
    """ "Partners" as the only column of bodies names those who do it, where nothing else does."""
    if not any(role in ("owner", "owner_date", "agency", "mark") for role in roles):
        for index, text in cells:
            if roles[index] == "partners" and _INVOLVED.fullmatch(text.strip(" :?()")):
                roles[index] = "involved"


def marked(row: Row, evidence: "Evidence") -> dict[int, str]:
    """The columns that each stand for a body and hold marks, with its name."""
    found = {index: tidy(cell.text) for index, cell in enumerate(row) if cell and evidence.is_marked(tidy(cell.text))}
    return found if len(found) > 1 else {}


WHO = ("owner", "owner_date", "agency", "partners", "mark")
WHO_AND_WHEN = (*WHO, "deadline", "when")


# Headings of tables that look like a plan's and are none: versions, courses, meetings, contacts, recipients.
_OTHER_TABLES = re.compile(
    r"(?:names?$|version|changed|amended|author|course|venue|places?$|seats|phone|telephone|e-?mail|address|attend|apologies"
    r"|meeting date|date of meeting|papers|agenda|recipient|circulation|postcode|signature|signed)\b",
    re.IGNORECASE,
)


def _find_priorities(cells: list[tuple[int, str]], roles: Roles, evidence: "Evidence") -> None:
    """Where nothing else names priorities, the column before the actions whose words hold for several rows each."""
    if evidence.has_priorities or "priority" in roles or "action" not in roles:
        return
    before = [(index, text) for index, text in cells if index < roles.index("action") and roles[index] is None]
    for index, text in before:
        if evidence.groups(text):
            roles[index] = "priority"
            return


_INSTEAD = {"owner": WHO, "deadline": ("deadline", "owner_date", "when"), "outcome": ("outcome",)}


def _fill_by_content(cells: list[tuple[int, str]], roles: Roles, evidence: "Evidence") -> None:
    """Roles that no heading claims, given to the columns whose cells speak for them."""
    for index, text in cells:
        guess = evidence.guess(text) if roles[index] is None else None
        if guess == "ref" and "action" not in roles:
            continue
        if guess and not any(role in _INSTEAD.get(guess, (guess,)) for role in roles):
            roles[index] = guess


def _find_actions(row: Row, roles: Roles, evidence: "Evidence") -> None:
    """Where no heading says which column has the actions, the one that reads most like it, next to who and when."""
    who, when = any(role in WHO for role in roles), any(role in ("deadline", "owner_date", "when") for role in roles)
    if "action" in roles or not who or not (when or "owner_date" in roles):
        return
    free = [index for index, cell in enumerate(row) if cell and roles[index] in (None, "outcome", "measure")]
    weights = {index: evidence.weight(tidy(cell.text)) for index in free if (cell := row[index])}
    best = max(weights, key=lambda index: weights[index], default=None)
    if best is not None and (weights[best][0] >= 0.5 or (roles[best] is None and weights[best][1] > 38)):
        roles[best] = "action"


def _choose_action(row: Row, roles: Roles, evidence: "Evidence") -> None:
    """Of two columns headed as actions the first is it, unless only another one reads like orders."""
    several = [index for index, role in enumerate(roles) if role == "action"]
    orders = {index: evidence.weight(tidy(cell.text))[0] for index in several if (cell := row[index])}
    if len(orders) > 1 and orders[several[0]] < 0.3 and max(orders.values()) >= 0.5:
        best = max(orders, key=lambda index: orders[index])
        roles[:] = ["how" if role == "action" and index != best else role for index, role in enumerate(roles)]


def _choose_owner(row: Row, roles: Roles, evidence: "Evidence") -> None:
    """Of two columns of owners the one that hardly changes from row to row names sponsors."""
    several = {
        index: evidence.variety(tidy(cell.text)) for index, cell in enumerate(row) if cell and roles[index] == "owner"
    }
    most = max(several.values(), default=0)
    for index, variety in several.items():
        if most >= 3 and variety * 2 <= most:
            roles[index] = "sponsor"


_RISKS = re.compile(r"\b(?:risks?|score|likelihood|mitigations?|controls)\b", re.IGNORECASE)


def _is_of_risks(cells: list[tuple[int, str]], roles: Roles) -> bool:
    return "action" not in roles and sum(bool(_RISKS.search(text)) for _, text in cells) > 1


def _name_the_unnamed(cells: list[tuple[int, str]], roles: Roles) -> None:
    """ "No. | This year | Who / when": beside owner and date, the one column without a known name holds the actions."""
    if any(_RISKS.search(text) for _, text in cells):
        roles[:] = [
            role if role != "action" or "action" in text.lower() else None for role, text in _texts(cells, roles)
        ]
        return
    if any(text.lower().startswith("baseline") for _, text in cells):
        roles[:] = ["measure" if text.lower().startswith("target") else role for role, text in _texts(cells, roles)]
    unnamed = [index for index, _ in cells if roles[index] is None]
    dated = "owner_date" in roles or ("owner" in roles and "deadline" in roles)
    if len(unnamed) == 1 and dated and not any(role in ("action", "outcome") for role in roles):
        roles[unnamed[0]] = "action"


def _texts(cells: list[tuple[int, str]], roles: Roles) -> list[tuple[str | None, str]]:
    words = dict(cells)
    return [(role, words.get(index, "")) for index, role in enumerate(roles)]


def _spread(row: Row, roles: Roles) -> Roles:
    """A heading over several columns names them all; the first for each role keeps it."""
    for index, cell in enumerate(row):
        if cell and cell.colspan > 1 and roles[index]:
            for after in range(index + 1, min(index + cell.colspan, len(roles))):
                roles[after] = roles[after] or roles[index]
    return roles


def _settled(roles: Roles) -> Roles:
    """One column of actions, one of priorities: "Strategic aim | Outcome | Action", "Objective | Lead | By when"."""
    outcomes = [index for index, role in enumerate(roles) if role == "outcome"]
    if "action" not in roles and any(role in ("owner", "owner_date", "deadline", "when") for role in roles):
        roles[outcomes[-1]] = "action"
    elif "action" in roles and len(outcomes) > 1 and "priority" not in roles:
        roles[outcomes[0]] = "priority"
    for sort in ("priority", "outcome"):
        if f"{sort}_number" in roles and sort not in roles:
            roles[roles.index(f"{sort}_number")] = "priority" if sort == "priority" else "ref"
    for role, otherwise in (("action", "how"), ("priority", None), ("ref", None)):
        for index in [index for index, one in enumerate(roles) if one == role][1:]:
            roles[index] = otherwise
    return roles


def merged_heading(first: Row, second: Row, evidence: "Evidence | None" = None) -> Roles | None:
    """Two heading rows of which the upper spans: "Timescale" over "Start" and "End"."""
    upper, lower = (
        heading_roles(first, None, evidence),
        [role_of(tidy(cell.text)) if cell and cell.text.strip() else None for cell in second],
    )
    filled = [cell for cell in second if cell and cell.text.strip()]
    if upper is None or not filled or not all(role_of(tidy(cell.text)) for cell in filled):
        return None
    return [below or above for above, below in zip(upper, lower, strict=True)]
