"""Which words name a body, a service or a post, and where such names stand in a text."""

import re

from ..bodies import is_body, is_person, split_names
from ..registry import Registry
from ..vocabulary import AGENCIES, BODY_NOUNS, POSTS, VERBS
from ..words import plain, tidy

# How far behind a word the names of bodies may go on.
REACH = 400
_NAME_WORD = r"(?:[A-Z][\w'’&.-]*|&)"
_NAME_RUN = re.compile(
    rf"\s*(?:the |our |its |local |all |both )*(?:{_NAME_WORD}(?:(?:,? and (?:the )?"
    rf"|,? & |, (?:the )?| of (?:the )?| for | from |/|'s | )(?={_NAME_WORD}){_NAME_WORD})*)"
)
_GENERIC = re.compile(
    r"\s*(?:the |our |local |all )*(?P<name>schools(?: and colleges)?|police|health|probation"
    r"|relevant agencies|partner agencies|safeguarding partners|public health)\b"
    r"(?! \w+ (?:and|to) (?:develop|create))"
)


def names_at(text: str, registry: Registry) -> tuple[str, list[str]] | None:
    """The bodies named where the text begins, as printed and one by one."""
    generic = _GENERIC.match(plain(text))
    match = _NAME_RUN.match(plain(text))
    if not match:
        return (generic["name"], [generic["name"]]) if generic else None
    phrase = text[: match.end()]
    names = []
    for name in split_names(phrase, registry.glossary):
        if not (is_body(name, registry.glossary, acronyms=False) or registry.knows(name)):
            known = registry.known_at_start(name)
            if known and not name[len(known) :].strip()[:1].isupper():
                names.append(known)
            break
        names.append(name)
    return (tidy(phrase), names) if names else None


def names_in(text: str, registry: Registry) -> list[str]:
    """The bodies a run of names lists, up to the first words that are none."""
    found: list[str] = []
    for name in split_names(text, registry.glossary) if text else []:
        at = names_at(name, registry)
        found += at[1] if at else []
    return found


def surely_body(name: str, registry: Registry, dated: bool = False) -> bool:
    """In a bracket an acronym is a body only where something says so; beside a date small words will do too."""
    if dated and (is_body(name, registry.glossary) or is_proper_name(name)):
        return True
    first = name.split()[0].lower()
    lower_case = plain(name).islower() and first not in ("all",)
    return not lower_case and (is_body(name, registry.glossary, acronyms=False) or registry.knows(name))


_THINGS = re.compile(
    r"(?:strateg(?:y|ies)|polic(?:y|ies)|plans?|reports?|frameworks?|protocols?|toolkits?|tools?|programmes?|offers?"
    r"|guidance|procedures?|pathways?|profiles?|standards?|charters?|audits?|reviews?|campaigns?|training|courses?"
    r"|conferences?|events?|weeks?|days?|surveys?|models?|projects?|meetings?|summits?|children|people|babies|pupils"
    r"|parents|carers|famil(?:y|ies)|staff|fathers|mothers|victims|data|dashboards?|assessments?|arrangements|pilot"
    r"|act|bill|action|actions|priority|neglect|abuse|harm|exploitation|safeguarding|app|website|newsletters?|film"
    r"|pack|packs|posters?|posts?|cases?|findings|recommendations?|learning|work|visits?|conversations?|practice)$",
    re.IGNORECASE,
)


def is_proper_name(lead: str) -> bool:
    """ "Housing Options", "Harbour Homes": two capitalised words or more, none of a thing or of people."""
    words = plain(re.sub(r"^(?:the|our) ", "", lead, flags=re.IGNORECASE)).split()
    capitals = [word for word in words if word[0].isupper()]
    small = {"of", "and", "for", "the", "in", "&"}
    return (
        1 < len(capitals) <= 6
        and words[0] in capitals
        and words[-1] in capitals
        and starts_like_name(" ".join(words))
        and words[0].lower() not in VERBS
        and all(word in capitals or word in small for word in words)
        and not any(_THINGS.match(word) for word in (words[-1], words[0]))
        and not re.search(r"\d|[:;]", lead)
    )


_GROUP_WORDS = (
    "group",
    "board",
    "team",
    "committee",
    "panel",
    "partnership",
    "network",
    "unit",
    "service",
    "chair",
    "lead",
    "manager",
)
# Words that order something in front of small words and name a body in front of capitals: "Review and Learning Group".
_NAMING_VERBS = frozenset(
    [
        "review",
        "audit",
        "quality",
        "practice",
        "research",
        "plan",
        "challenge",
        "support",
        "lead",
        "chair",
        "act",
        "network",
        "target",
        "help",
        "design",
        "performance",
    ]
)


def starts_like_name(phrase: str) -> bool:
    words = phrase.split()
    first = words[0].lower()
    if first not in VERBS or len(words) == 1:
        return True
    return first in _NAMING_VERBS and (words[1] in ("and", "&", "to") or words[1][0].isupper())


def names_body(name: str, registry: Registry) -> bool:
    """A subject names a body where the phrase holds no small words but those that names hold."""
    words = [word for word in plain(name).split() if word[0].islower()]
    small = {
        "of",
        "the",
        "for",
        "and",
        "in",
        "from",
        "all",
        "each",
        "both",
        "with",
        "sub",
        "sub-group",
        "subgroup",
        *_GROUP_WORDS,
    }
    generic = is_body(name, registry.glossary) and plain(name).lower().removeprefix("the ") in AGENCIES
    strange = [word for word in words if word not in small and word not in BODY_NOUNS and word not in POSTS]
    if strange and not generic and not _posts_in_small(name):
        return False
    return is_body(name, registry.glossary) or registry.knows(name) or is_person(name)


def _posts_in_small(name: str) -> bool:
    """ "All sub-group chairs", "Each partner agency": generic, but actors."""
    return (
        bool(re.match(r"(?:all|each|every|both|the|partner|sub-?group|relevant)\b", name, re.IGNORECASE))
        and len(name.split()) <= 5
        and is_body(name)
    )
