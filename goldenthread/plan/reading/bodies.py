"""Which phrases read like the names of bodies and posts, and how a phrase that lists several is parted."""

import re
from collections.abc import Iterable
from itertools import pairwise

from .glossary import SHORT
from .vocabulary import AGENCIES, BODY_NOUNS, FIXED_NAMES, GIVEN_NAMES, KNOWN_ACRONYMS, NO_BODIES, POSTS
from .words import plain, tidy

_FIXED = re.compile(r"\b(?:" + "|".join(FIXED_NAMES) + ")")
_SEPARATOR = re.compile(r"\s*(?:;|,\s*and\s|,\s*&\s|,|\s/\s|/|\s&\s|\sand\s|\n|\s\+\s|\splus\s|•|·)\s*", re.IGNORECASE)
_HARD = re.compile(r"[;\n/+•·]")
_ACRONYM = re.compile(SHORT + r"(?:'?s)?")
_PLURAL_POST = re.compile(
    r"^(?:the )?(?:joint )?(?P<post>(?:co-)?chair|vice-chair|head|director|lead|manager|representative"
    r"|chief executive)s "
    r"(?:of|from) (?!all\b|each (?!of)|(?:service|department|safeguarding|nursing|education|centre|school)s?$)(?:the |both |each of the )?(?P<rest>.+)$",
    re.IGNORECASE,
)
_AND = re.compile(r"\s(?:and|&)\s")
_SHARED_POST = re.compile(
    r"^(?:the )?(?P<one>[A-Z][A-Za-z&]*[A-Z]) (?:&|and) (?P<two>[A-Z][A-Za-z&]*[A-Z]) "
    r"(?P<post>(?:[A-Z][a-z]+ )?(?:[Mm]anager|[Cc]hair|[Ll]ead|[Cc]oordinator|[Oo]fficer|[Ss]crutineer))s$"
)
_NOISE = re.compile(
    r"^(?:(?:lead(?: agency| officer| body)?|owner|joint leads?|leads)\s*(?::|\s-\s)|(?:led by|by|via|the|both"
    r"|all of|our|and|&|with)\s)\s*(?=\S)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:see (?:above|below|action|text)|t\.?b\.?[cad]\.?|n/?a|none|nobody(?: named)?|-+|to be (?:confirmed|agreed|identified"
    r"|decided|found|named)|unknown|vacant|(?:not yet|not|yet to be) (?:agreed|known|decided|confirmed|named|assigned|identified|appointed)"
    r"|awaiting .*|to follow|under discussion|\?+)?$",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Cllr|DCI|DI|DS|DCS|Supt|Insp|Det"
    r"|Sgt)\.? )?[A-Z][\w'-]*(?: [A-Z]\.?)?(?: [A-Z][\w'-]+){1,2}$"
)
_TITLE = re.compile(r"^(?:Dr|Mr|Mrs|Ms|Miss|Prof|Cllr|DCI|DI|DS|Supt|Insp|Sgt)\.? [A-Z]")
_INITIALS = re.compile(r"^[A-Z]\.? ?[A-Z]?\.? [A-Z][a-z]+$")


def is_body(name: str, glossary: dict[str, str] | None = None, *, acronyms: bool = True) -> bool:
    """Whether a phrase reads like the name of a body, a post or a service."""
    flat = plain(name).strip(" .,:;()")
    if not flat or flat.endswith((" of", " for")):
        return False
    lower = re.sub(r"^(?:the|our|all|each|every|local|partner|relevant|other) ", "", flat.lower())
    flat = re.sub(r"\s*\([^()]*\)?$", "", flat) or flat
    lower = re.sub(r"\s*\([^()]*\)?$", "", lower) or lower
    if lower in AGENCIES or flat.lower() in AGENCIES:
        return True
    if _FIXED.fullmatch(flat):
        return True
    if _ACRONYM.fullmatch(flat) or flat in (glossary or {}):
        return _acronym_is_body(flat, glossary or {}, acronyms)
    words = [word.strip(",()") for word in lower.split()]
    if _is_ranked(flat, words):
        return True
    last = words[-1].removesuffix("'s")
    if _is_noun(last) or _is_noun(" ".join(words[-2:])):
        return not (len(words) == 1 and last in ("care", "service", "sector", "owner"))
    return any(_is_noun(word) and after in ("of", "for", "-") for word, after in pairwise(words))


_RANKS = frozenset(
    [
        "superintendent",
        "inspector",
        "sergeant",
        "constable",
        "nurse",
        "doctor",
        "midwife",
        "gp",
        "director",
        "head",
        "manager",
        "coordinator",
        "co-ordinator",
        "commissioner",
        "officer",
        "dci",
        "di",
        "ds",
        "supt",
        "insp",
    ]
)


_FIELDS = frozenset(
    [
        "vulnerability",
        "protection",
        "safeguarding",
        "exploitation",
        "missing",
        "crime",
        "investigation",
        "partnerships",
        "partnership",
        "custody",
        "response",
        "intelligence",
        "performance",
        "neighbourhood",
        "neighbourhoods",
        "prevention",
        "abuse",
        "children",
        "communities",
        "mash",
        "cait",
        "operations",
    ]
)


def _is_ranked(flat: str, words: list[str]) -> bool:
    """ "Detective Superintendent Public Protection", "Assistant Director Safeguarding": a post with its field behind it."""
    printed = [word for word in flat.split() if word not in ("of", "for", "and", "&", "the", "-")]
    at = next((index for index, word in enumerate(words[:3]) if word in _RANKS), None)
    if at is None or not 1 < len(printed) <= 7 or not all(word[:1].isupper() or word[:1] == "(" for word in printed):
        return False
    return len(words) > at + 1 and words[at + 1] not in GIVEN_NAMES and not _is_thing(words[-1])


def _is_thing(word: str) -> bool:
    return word in ("report", "plan", "strategy", "review", "policy", "training", "guidance", "conference", "campaign")


def _is_noun(word: str) -> bool:
    return word in BODY_NOUNS or word in POSTS or word.removesuffix("s") in POSTS


def _acronym_is_body(short: str, glossary: dict[str, str], acronyms: bool) -> bool:
    if short in glossary:
        return is_body(glossary[short], acronyms=False) or (acronyms and short not in NO_BODIES)
    if short in NO_BODIES:
        return False
    return acronyms or short.removesuffix("'s") in KNOWN_ACRONYMS


def is_person(name: str) -> bool:
    """A person's name, told by a title or a given name; the words of a post or a body do not make one."""
    flat = plain(name).strip(" .,")
    if _TITLE.match(flat) and not is_body(flat):
        return not re.match(r"(?:DCI|DI|DS|Supt|Insp|Sgt)\b", flat) or flat.split()[-1].lower() not in _FIELDS
    if not (_PERSON.match(flat) or _INITIALS.match(flat)) or is_body(flat, acronyms=False):
        return False
    return flat.split()[0].lower().rstrip(".") in GIVEN_NAMES or bool(_INITIALS.match(flat))


def split_names(text: str, glossary: dict[str, str]) -> list[str]:
    """The bodies a phrase lists. What is no body by itself belongs to what follows: "Quality, Impact & Data Group"."""
    text = _without_people(text)
    plural = _PLURAL_POST.match(tidy(plain(text)))
    if plural:
        post = plural["post"][0].upper() + plural["post"][1:]
        return [f"{post} of the {name}" for name in split_names(_same_case(text, plural), glossary)]
    shared = _SHARED_POST.match(tidy(text))
    if shared:
        return [f"{shared[side]} {shared['post']}" for side in ("one", "two")]
    names: list[str] = []
    pending = ""
    whole = getattr(glossary, "whole", None)
    for separator, atom in _joined_groups(_atoms(text, whole)):
        if names and not pending and separator.strip() in ("and", "&", ",") and _home_is_cut(names[-1], atom, glossary):
            names[-1] = f"{names[-1]}{separator}{atom}"
            continue
        if pending and separator.strip() == "/" and " " in pending:
            names.append(pending)
            pending = ""
        pending = f"{pending}{separator if pending else ''}{atom}"
        if is_body(atom, glossary) or is_person(atom) or (whole and whole.fullmatch(plain(atom))):
            if atom is not pending and _is_second_actor(pending, atom):
                names.append(pending.removesuffix(atom).removesuffix(separator))
                pending = atom
            names.append(pending)
            pending = ""
    if (
        pending
        and names
        and re.match(r"(?:the )?(?:\w+ )*(?:head|director|manager|lead)s? (?:of|for) ", names[-1], re.IGNORECASE)
        and _AND.search(text)
    ):
        names[-1] = f"{names[-1]} and {pending}"
    elif pending:
        names.append(pending)
    return _posts_at_home(_without_persons(_clean(names)), text)


def _is_second_actor(pending: str, atom: str) -> bool:
    """ "The Harbour Master and the Police": an article begins a second name, where the first is one of two words or more."""
    first = pending.removesuffix(atom)
    words = re.sub(r"^the ", "", first.strip(" ,/&").removesuffix(" and").strip(" ,/&"), flags=re.IGNORECASE).split()
    return (
        atom.lower().startswith("the ")
        and len(words) > 1
        and all(word[:1].isupper() or word in ("of", "for") for word in words)
    )


_ACTORS = frozenset(
    [
        "police",
        "nhs",
        "probation",
        "schools",
        "icb",
        "cafcass",
        "camhs",
        "ofsted",
        "gps",
        "nspcc",
        "council",
        "hospitals",
        "all",
        "everyone",
    ]
)


def _joined_groups(atoms: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """ "Performance" and "Assurance Subgroup" are one group: the first is what such a group is for, not who acts."""
    found: list[tuple[str, str]] = []
    for separator, atom in atoms:
        before = found[-1][1] if found else ""
        field = plain(before).lower().removeprefix("the ")
        if (
            separator.strip() in ("and", "&")
            and field in AGENCIES - _ACTORS
            and before.removeprefix("the ")[:1].isupper()
            and len(atom.split()) > 1
            and _GROUP.search(atom)
            and not atom.lower().startswith(("the ", "all "))
        ):
            found[-1] = found[-1][0], f"{before}{separator}{atom}"
        else:
            found.append((separator, atom))
    return found


def _home_is_cut(name: str, atom: str, glossary: dict[str, str]) -> bool:
    """ "Chair of the Scrutiny" and "Assurance Group" are one post: what it is of is no body yet."""
    match = re.match(
        r"(?:the )?(?:co-)?(?:chair|head|director|lead|deputy chair|vice-chair|member)s? of (?:the )?(?P<home>.+)$",
        plain(name),
        re.IGNORECASE,
    )
    return bool(match) and not is_body(match["home"], glossary) and bool(_GROUP.search(atom)) if match else False


_GROUP = re.compile(r"\b(?:sub-?\s?group|group|board|committee|panel|forum|partnership|network)$", re.IGNORECASE)


def _without_people(text: str) -> str:
    """ "Chair of the Quality Group (Jane Smith)" and "Jane Smith (Chair of the Quality Group)" are the chair."""
    for match in reversed(list(re.finditer(r"\s*\(([^()]*)\)", text))):
        stranger = _PERSON.match(match[1]) or _INITIALS.match(match[1])
        if is_person(match[1]) or (stranger and not is_body(match[1]) and is_body(text[: match.start()])):
            text = text[: match.start()] + text[match.end() :]
        elif is_person(text[: match.start()]):
            text = match[1] + text[match.end() :]
    pieces = re.split(r"\s+[-–—]\s+", text)
    kept = [piece for piece in pieces if not is_person(piece)]
    return " - ".join(kept) if kept and len(kept) < len(pieces) else text


def _same_case(text: str, match: re.Match[str]) -> str:
    return tidy(text)[match.start("rest") :]


def _atoms(text: str, whole: re.Pattern[str] | None) -> Iterable[tuple[str, str]]:
    """The pieces between separators, each with the separator before it; a fixed name is one piece."""
    flat = plain(text)
    fixed = [*_FIXED.finditer(flat), *(whole.finditer(flat) if whole else ())]
    held = [match.span() for match in (*fixed, *re.finditer(r"(?<=\w )\([^()]*\)", flat))]
    start, before = 0, ""
    for match in _SEPARATOR.finditer(flat):
        if any(first < match.end() and match.start() < last for first, last in held):
            continue
        if flat[start : match.start()].strip():
            yield before, text[start : match.start()].strip(" ,;")
            before = _printed_separator(text[match.start() : match.end()])
        start = match.end()
    if text[start:].strip():
        yield before, text[start:].strip(" ,;")


def _printed_separator(separator: str) -> str:
    if re.search(r"and|&|,|/", separator):
        return (
            tidy(f".{separator}.")[1:-1]
            if "/" in separator
            else f"{separator.split()[0]} "
            if separator[0] == ","
            else f" {separator.strip()} "
        )
    return " "


def _clean(names: list[str]) -> list[str]:
    cleaned = []
    for name in names:
        name = re.sub(
            r"\s*\((?:jointly|joint|lead|leads|co-?leads?|interim|acting|chair|tbc)\)",
            "",
            tidy(name),
            flags=re.IGNORECASE,
        )
        name = re.sub(r"\s+(?:jointly|\(jointly)$", "", name.strip(" .,;:-–—[]").strip())
        name = re.sub(r"(?<=\w)\s*\([a-z][a-z ,&-]*\)$", "", name)
        name = name.strip("()") if name.count("(") != name.count(")") else re.sub(r"^\((.*)\)$", r"\1", name)
        stripped = _NOISE.sub("", name)
        while stripped != name:
            name, stripped = stripped, _NOISE.sub("", stripped)
        if name and not _NOBODY.match(name):
            cleaned.append(name)
    return cleaned


def _without_persons(names: list[str]) -> list[str]:
    """A person beside a post or a body gives way to it."""
    if any(not is_person(name) for name in names):
        return [name for name in names if not is_person(name)]
    return names


_POST_OF_AN_AGENCY = re.compile(
    r"(?:(?:assistant|deputy|associate|strategic|interim|acting|detective|chief|lead|principal) )*"
    r"(?:head of service|service (?:manager|director)|director|team manager|designated (?:nurse|doctor"
    r"|professional|lead)|named (?:nurse|doctor|gp|midwife)"
    r"|(?:co-?|vice-?|deputy )?chair|strategic manager|operational manager|programme manager|group manager"
    r"|superintendent|inspector|chief (?:nurse|constable|executive)|nurse|head of (?:safeguarding|nursing"
    r"|quality|service)|safeguarding lead|operations manager)"
    r"(?: for safeguarding.*)?",
    re.IGNORECASE,
)


def _posts_at_home(names: list[str], text: str) -> list[str]:
    """ "Head of Service, Front Door" is one owner: a post of any agency and, behind a comma or dash, the agency."""
    kept: list[str] = []
    for name in names:
        joint = f"{kept[-1]}, {name}" if kept else ""
        if kept and _POST_OF_AN_AGENCY.fullmatch(kept[-1]) and joint in tidy(text) and body_type(name, {}) != "role":
            kept[-1] = joint
        else:
            kept.append(name)
    return kept


def body_type(name: str, glossary: dict[str, str]) -> str:
    full = glossary.get(name, name)
    if full in KNOWN_ACRONYMS:
        return KNOWN_ACRONYMS[full]
    words = re.findall(r"[a-z-]+", plain(full).lower())
    lower = " ".join(words)
    for sort, pattern in _SORTS:
        if re.search(pattern, lower):
            return sort
    for word in reversed(words):
        if word in POSTS:
            return "role"
        if word in BODY_NOUNS:
            return BODY_NOUNS[word]
    return "agency" if lower in AGENCIES else "other"


_SORTS = [
    ("government", r"^department|home office|ministry|national panel"),
    ("inspectorate", r"ofsted|cqc|hmicfrs|inspectorate"),
    ("role", r"^(?:chair|head|director|co-chair|lead|member|deputy|representative)\b.* (?:of|for)\b"),
    ("regional", r"^regional|west midlands|^national|region"),
    ("scrutiny", r"overview and scrutiny|scrutiny"),
    ("assembly", r"assembly"),
    ("sub-group", r"sub-? ?group"),
    ("external", r"nspcc|barnardo"),
    ("voluntary/faith", r"faith|voluntary|charity|church"),
    ("partnership board", r"community safety|children's partnership"),
]
