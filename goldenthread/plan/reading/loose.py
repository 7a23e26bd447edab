"""What a heading may be for, told by single words in it; misspelt ones count too."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from .words import plain

# In order of weight: the first role named is the likeliest where a heading has words of several.
_WORDS = {
    "owner": "lead leads leading leader led owner owners ownership owns responsible responsibility responsibilities "
    "accountable accountability answerable who whom whose champion custodian agency officer assigned "
    "allocated delegated charge convenor convener postholder group",
    "deadline": "when date dates deadline deadlines timescale timescales timeframe timeframes timeline timing due month "
    "finish finished completion target quarter schedule time",
    "status": "rag brag status rating",
    "progress": "progress update updates comment comments commentary narrative position news",
    "measure": "measure measures measured success indicator indicators evidence evidenced kpi kpis metric know tell "
    "worked monitored proof",
    "outcome": "outcome outcomes difference impact result results benefit benefits change different",
    "partners": "partners partner support supporting supported contributors involved with",
    "resources": "resource resources budget cost costs funding",
    "risk": "risk risks mitigation barriers",
    "action": "action actions activity activities task tasks step steps deliverable deliverables do doing work promise "
    "pledge commitment initiative intervention",
    "priority": "priority theme pillar strand workstream",
}  # fmt: skip
_ROLE = {word: role for role, words in _WORDS.items() for word in words.split()}


@lru_cache(maxsize=4096)
def candidates(heading: str) -> tuple[str, ...]:
    """The roles that words of a heading speak for, the likeliest first."""
    words = re.findall(r"[a-z]+", plain(heading).lower().replace("'s", " "))
    found = {role for word in words if (role := _role_of_word(word))}
    return tuple(role for role in _WORDS if role in found)


def _role_of_word(word: str) -> str | None:
    if word in _ROLE or len(word) < 5:
        return _ROLE.get(word)
    near = max(_ROLE, key=lambda known: fuzz.ratio(word, known))
    return _ROLE[near] if len(near) > 4 and fuzz.ratio(word, near) >= 86 else None
