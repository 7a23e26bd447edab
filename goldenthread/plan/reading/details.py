"""What else an action's words hold: the sort of thing it delivers and the documents it names."""

import re

from .vocabulary import KINDS, VERBS
from .words import key, plain, tidy

_KINDS = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in KINDS]
_QUOTED = re.compile(r"(?<!\w)['\"](?P<name>[A-Z\d\w][^'\"]{2,60}(?:'s [^'\"]{2,50})?)['\"](?!\w)")
_DOCUMENT = re.compile(
    r"\b(?P<name>(?:(?:[A-Z][\w'-]*|\d+|&|and|of|for|the|on) ){0,6}[A-Z]?[\w'-]* ?(?:Strategy|Policy|Plan"
    r"|Report|Framework|Protocol|Toolkit|Programme|Offer|Guidance|Procedures|Pathway|Profile|Standards?"
    r"|Charter|Agreement|Handbook))"
    r"(?P<year>(?: for)? \d{4}(?:[/-]\d{2,4})?)?(?P<part> \d\b)?"
)


def kind_of(text: str) -> str:
    """One guess of what an action delivers: the kind that the main clause speaks of first."""
    found = [
        (match.start() + 20 * rank, kind)
        for rank, (kind, pattern) in enumerate(_KINDS)
        if (match := pattern.search(plain(text)))
    ]
    return min(found)[1] if found else "collaboration"


def documents_in(text: str) -> list[str]:
    """Named strategies, reviews, tools and campaigns, as printed."""
    flat = plain(text)
    names = [text[match.start("name") : match.end("name")] for match in _QUOTED.finditer(flat)]
    for match in _DOCUMENT.finditer(flat):
        name = _without_opening(tidy(text[match.start() : match.end()]))
        if len(name.split()) > 1 and name[0].isupper():
            names.append(name)
    unique: dict[str, str] = {}
    for name in names:
        unique.setdefault(key(name), tidy(name))
    return list(unique.values())


def _without_opening(name: str) -> str:
    """ "Publish the Annual Report" names the Annual Report."""
    words = name.split()
    while words and words[0].lower() in (*VERBS, "the", "and", "of", "for", "on", "its", "a", "an"):
        words = words[1:]
    return " ".join(words)


def document_type(name: str) -> str:
    last = key(re.sub(r"\d.*$", "", name)).split()
    return last[-1].removesuffix("s") if last else "document"
