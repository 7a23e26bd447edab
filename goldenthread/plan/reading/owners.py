"""Whose an action is, with whom it is done, to whom it reports: from a column, a label, a bracket or the sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from . import deadlines
from .bodies import is_body, is_person, split_names
from .dates import Doubt
from .evidence import is_names
from .glossary import spelt_by
from .items import is_instruction
from .registry import Registry
from .rhythms import says_nothing
from .vocabulary import AGENCIES, BODY_NOUNS, KNOWN_ACRONYMS, POSTS, VERBS
from .words import plain, quoted, tidy

# How far behind a word the names of bodies may go on.
_REACH = 400
# For telling where dates stand, not what they mean.
_ANY_TIME = deadlines.Calendar(date(2000, 4, 1))


@dataclass(slots=True)
class Ownership:
    """``phrase`` is as printed; ``names`` are canonical, the lead first."""

    phrase: str | None = None
    names: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


_WITH = (
    r"(?:(?:working |work |done )?in (?:close )?(?:conjunction|partnership|collaboration|co-operation"
    r"|cooperation|consultation|liaison) with"
    r"|together with|alongside|jointly with|along with|as well as with|with (?:the )?(?:support|help"
    r"|assistance|involvement|input) (?:of|from)"
    r"|supported by|assisted by|work(?:ing)? (?:closely )?(?:alongside|jointly with)"
    r"|working (?:closely )?with|work (?:closely |together )?with|collaborat(?:e|ing) with"
    r"|in close collaboration with|liais(?:e|ing) with|engag(?:e|ing) with|co-?chair|attend|with)"
)
_WITH_RE = re.compile(rf"(?<![\w-]){_WITH}(?![\w-])", re.IGNORECASE)
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
_MODAL = re.compile(
    r"\s(?P<modal>to|will|should|must|shall|are to|is to|needs? to|agrees? to|commits? to)\s+(?:(?:also|then"
    r"|jointly|continue to|work (?:together )?to)\s+)?(?P<verb>[\w-]+)(?P<after>\s+\w+)?",
)
_ACTIVE_BE = {
    "assured",
    "responsible",
    "able",
    "accountable",
    "satisfied",
    "clear",
    "sighted",
    "prepared",
    "ready",
    "vigilant",
}
_AGENT = re.compile(
    r"\b(?i:led|delivered|completed|overseen|undertaken|chaired|produced|run|developed|coordinated|co-ordinated"
    r"|commissioned|carried out|done|hosted|provided|owned|managed|presented|written|published|agreed|reviewed"
    r"|prepared|convened|facilitated|approved|signed off) (?:jointly )?by (?P<who>(?:the |all |each )?[A-Z].*)"
)
_HELD_BY = re.compile(
    r"\b(?:responsib\w+|lead|leadership|ownership|work|task|this|it)\b[^.;]{0,80}? (?:rests|lies|sits|falls|is) (?:with|to|for)"
    r" (?P<who>(?:the |all |each )?[A-Z].*)"
    r"|^(?:under the (?:leadership|direction) of|through|via) (?P<through>(?:the |our )?[A-Z].*)",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"(?:^|[.;]\s+)(?P<who>(?:The |the )?[A-Z][^.;]{2,100}?) (?:leads?|will lead|(?:is|are) (?:leading|responsible"
    r"|accountable)|ha(?:s|ve) (?:lead |overall |the )?(?:responsibility|lead)|takes? the lead|owns? this)\b"
)
_TAIL = re.compile(r"(?:\s[-–—]\s*|\s*[(\[])(?P<tail>[^()\[\]]{1,140})[)\]]?(?P<stop>[.;]?)$")
_BRACKET = re.compile(r"[(\[](?P<tail>[^()\[\]]{2,140})[)\]]")
_LABEL = re.compile(
    r"\b(?P<label>lead (?:agency|officer|body|group|partner|organisation|sub-?\s?group|person|professional)"
    r"|joint leads?|leads?|owners?|led by|action owner|action by"
    r"|responsible(?: body| officer| agency| person| lead)?|responsibility"
    r"|accountable(?: body| officer| lead)?|who)\s*(?::|\s[-–—]\s)\s*"
    r"(?P<who>[^;|\n]+?)(?=$|[;|\n]|\.\s|\.$|\s[-–—]\s|[,.]?\s*(?:by when|timescales?|deadline|when"
    r"|target date|due|partners?|support(?:ed by)?)\s*:)",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:report(?:s|ed|ing)?|present(?:s|ed|ing)?|submit(?:s|ted)?|shared?|provid\w+|bring|go(?:es)?"
    r"|updates?|assurance|feed ?back|escalat\w+|brief)\b[^.;]{0,90}?\b(?:to|with|with the)(?= )"
)


_SUPPORTS = re.compile(r"[,;/&]?\s*([^,;/&()]+?)\s*\((?:support(?:ing)?|partners?|consulted|informed)\)", re.IGNORECASE)


def from_column(text: str, registry: Registry) -> Ownership:
    """The owners a Lead column names; "supported by" inside it begins the partners."""
    text = text[: deadlines.LONGEST]
    found = Ownership(tidy(text) or None)
    lead, _, helpers = _parted(_SUPPORTS.sub("", text))
    helpers = ", ".join(part for part in (helpers, *(match[1] for match in _SUPPORTS.finditer(text))) if part)
    lead = re.sub(r"\s[-–—]\s*(?:t\.?b\.?[ca]|see \w+|within .*|ongoing|as above).*$", "", lead, flags=re.IGNORECASE)
    lead = re.sub(r"\((?:as )?(?:lead|co-?ordinator|chair)\)", "", lead, flags=re.IGNORECASE)
    for name in _names_of(lead, registry):
        _note_person(name, found)
        _note_acronym(name, registry, found)
        _add(found.names, registry.resolve(name))
    found.partners = [registry.resolve(name) for name in split_names(helpers, registry.glossary)] if helpers else []
    if not found.names:
        found.phrase = None
        if found_words := tidy(text).strip(" -–?."):
            found.doubts.append(("owner_open", f"The owner is still open: {quoted(found_words)}."))
    return found


def _names_of(lead: str, registry: Registry) -> list[str]:
    """The names a lead cell lists; where it holds a date too, the words about the date are none of them."""
    words = without_dates(lead)
    names = split_names(words, registry.glossary)
    sure = [name for name in names if is_body(name, registry.glossary) or is_person(name)]
    return sure if sure and words != lead.strip(" ,;:-–—\n") else names


def partners_column(text: str, registry: Registry) -> list[str]:
    return _unique(registry.resolve(name) for name in split_names(text, registry.glossary) if not is_person(name))


def from_sentence(text: str, registry: Registry, dates: list[deadlines.Deadline]) -> Ownership:
    """The owner a sentence names: behind a label, in a closing bracket, as its subject or as who does it."""
    text = text[: deadlines.LONGEST]
    for reading in (_labelled, _at_the_end, _piece, _subject, _agent, _holder):
        found = reading(text, registry, dates)
        if found and found.names:
            break
    else:
        found = Ownership()
    for name in partners_in(text, registry):
        if name not in found.names:
            _add(found.partners, name)
    return found


def _labelled(text: str, registry: Registry, dates: list[deadlines.Deadline]) -> Ownership | None:
    match = _LABEL.search(text)
    if not match or (
        match["label"].lower() in ("who", "lead") and ":" not in match[0] and "(" not in text[: match.start()][-1:]
    ):
        return None
    lead, _, helpers = _parted(without_dates(match["who"].strip(" ()[].")))
    names = split_names(lead, registry.glossary)
    sure = [name for name in names if is_body(name, registry.glossary) or is_person(name) or registry.knows(name)]
    explicit = match[0].rstrip().count(":") and not is_instruction(lead)
    if not names or not all(name in sure or (explicit and _is_proper_name(name)) for name in names):
        return None
    found = _owned(match["who"], names, registry)
    found.doubts += [("owner_name", f"{quoted(name)} is read as the name of a body or a service.")
                     for name in names if name not in sure]  # fmt: skip
    found.partners = _helpers(helpers, registry)
    return found


def _at_the_end(text: str, registry: Registry, dates: list[deadlines.Deadline]) -> Ownership | None:
    """ "… – Police and ICB", "… (Quality Group) – March 2025": nothing but names of bodies."""
    beside_date = False
    for piece in _last_pieces(text):
        words = without_dates(piece)
        lead, _, helpers = _parted(words)
        names = split_names(lead, registry.glossary)
        dated = beside_date or words != piece.strip(" ,;:-–—\n")
        beside_date = beside_date or not words
        if names and all(_surely_body(name, registry, dated) for name in names) and not _defines(text, piece, registry):
            found = _owned(piece, names, registry)
            found.doubts += [("owner_name", f"{quoted(name)} is read as the name of a body or a service.")
                             for name in names if not is_body(name, registry.glossary)]  # fmt: skip
            found.phrase = tidy(lead).strip(" ,;-–—().[]") or None
            found.partners = (
                [registry.resolve(name) for name in split_names(helpers, registry.glossary)] if helpers else []
            )
            return found
    return None


_DIVIDER = re.compile(r"\s(?:[-–—|/]|\|\|)\s|\s*\|\s*")


def _piece(text: str, registry: Registry, dates: list[deadlines.Deadline]) -> Ownership | None:
    """ "Police: train …", "June 2025 – Quality Group – audit …": a piece that is nothing but names, beside an order."""
    front = re.match(r"(?P<who>[^:.;]{2,120}):\s+(?P<rest>\S.*)", text, re.DOTALL)
    pieces = [front["who"], front["rest"]] if front else []
    for parts in (pieces, _DIVIDER.split(text)):
        orders = [part for part in parts if is_instruction(part) or len(part.split()) > 4]
        for part in parts if len(parts) > 1 else ():
            lead, _, helpers = _parted(without_dates(part.strip(" ,;.()[]")))
            names = split_names(lead, registry.glossary)
            others = [other for other in orders if other is not part]
            if others and names and all(_surely_body(name, registry) for name in names) and _starts_like_name(lead):
                if parts is pieces and not (is_instruction(without_dates(pieces[1])) or pieces[1][:1].islower()):
                    continue
                found = _owned(lead, names, registry)
                found.partners = _helpers(helpers, registry)
                return found
    return None


# Behind the last full stop or semicolon, nothing but capitalised words and what joins them.
_LAST_NAMES = re.compile(r"[;.]\s+((?:the )?[A-Z][\w'’&-]*(?:[ ,/]+(?:(?:and|of|for|the) |& )*[A-Z][\w'’&-]*)*)$")


def _last_pieces(text: str) -> Iterable[str]:
    """The bracketed and dashed pieces at the end of a text, the last first, past any that hold only dates."""
    rest = text.rstrip(" .;")
    for _ in range(3):
        match = (
            re.search(r"[(\[]([^()\[\]]+)[)\]]$", rest)
            or re.search(r"(?:\s[-–—]\s*|\s*\|\s*)([^–—|()\[\]]+?)$", rest)
            or _LAST_NAMES.search(rest)
        )
        if match:
            yield match[1]
            rest = rest[: match.start()].rstrip(" .;,-–—|")
            continue
        shorter = _without_last_date(rest)
        if shorter == rest:
            return
        rest = shorter


def _without_last_date(text: str) -> str:
    found = deadlines.find(text, _ANY_TIME)
    last = max((one.at for one in found if one.kind != "relative"), default=(0, 0))
    return text[: last[0]].rstrip(" .;,-–—") if last[1] == len(text) else text


def _surely_body(name: str, registry: Registry, dated: bool = False) -> bool:
    """In a bracket an acronym is a body only where something says so; beside a date small words will do too."""
    if dated and (is_body(name, registry.glossary) or _is_proper_name(name)):
        return True
    first = name.split()[0].lower()
    lower_case = plain(name).islower() and first not in ("all",)
    return not lower_case and (is_body(name, registry.glossary, acronyms=False) or registry.knows(name))


def _defines(text: str, piece: str, registry: Registry) -> bool:
    """ "the Quality Group (QG) to …" explains a short form."""
    before = text[: text.find(piece)].rstrip(" (").split()
    return " " not in piece.strip() and spelt_by(before, piece.strip()) is not None


def _subject(text: str, registry: Registry, dates: list[deadlines.Deadline]) -> Ownership | None:
    start = _after_opening(text, dates)
    match = _MODAL.search(text, start)
    subject = text[start : match.start()] if match else ""
    if match and len(subject) < 200 and "." not in subject.replace("St.", ""):
        passive = _is_passive(match)
        found = None if passive else _actor(subject, registry, dates)
        if found or passive:
            return found
    return _third_person(text[start:], registry)


def _after_opening(text: str, dates: list[deadlines.Deadline]) -> int:
    """Where the subject may begin, past "By May 2025," or "In partnership with X,"."""
    for one in dates:
        if one.at[0] == 0 and text[one.at[1] : one.at[1] + 1] in (",", " ", ":"):
            return one.at[1] + len(re.match(r"[,:\s]*", text[one.at[1] :])[0])  # type: ignore[index]
    opening = re.match(rf"{_WITH}\s+[^,]+(?:, and [^,]+)?,\s+", text, re.IGNORECASE)
    return opening.end() if opening else 0


def _is_passive(match: re.Match[str]) -> bool:
    verb = match["verb"].lower()
    after = (match["after"] or "").strip().lower()
    return (
        verb in ("be", "have", "get")
        and after not in _ACTIVE_BE
        and (
            verb == "be"
            and after.endswith(("ed", "en", "n", "t", "ne", "d", "e", "in", "re", "run", "held"))
            and after not in ("a", "the", "an", "in", "the")
        )
    )


def _actor(subject: str, registry: Registry, dates: list[deadlines.Deadline]) -> Ownership | None:
    lead, _, helpers = _parted(_cut(subject, dates))
    lead = re.split(r",? (?:on behalf of|through|via|acting|by) ", lead)[0].strip(" ,")
    if not lead or re.match(r"(?:we|this|it|these|they|there|how|what)\b", lead, re.IGNORECASE):
        return None
    lead = re.sub(r"^((?:the )?)(?:two|three|four|five|six|both) (?=[A-Z])", r"\1", lead, flags=re.IGNORECASE)
    names = split_names(lead, registry.glossary)
    bodies = [name for name in names if _names_body(name, registry)]
    if bodies and _starts_like_name(lead) and all(name in bodies or _is_proper_name(name) for name in names):
        found = _owned(lead, names, registry)
        found.partners = _helpers(helpers, registry)
        return found
    if _is_proper_name(lead):
        found = _owned(lead, [lead], registry)
        found.partners = _helpers(helpers, registry)
        found.doubts.append(("owner_name", f"{quoted(lead)} is read as the name of a body or a service."))
        return found
    known = registry.known_at_start(lead)
    if known and _starts_like_name(known) and re.match(r"$|,| (?![A-Z])", lead[len(known) :]):
        found = _owned(known, split_names(known, registry.glossary), registry)
        found.doubts.append(("owner_part", f"The owner is read from the beginning of {quoted(lead)}."))
        return found
    return None


_THINGS = re.compile(
    r"(?:strateg(?:y|ies)|polic(?:y|ies)|plans?|reports?|frameworks?|protocols?|toolkits?|tools?|programmes?|offers?"
    r"|guidance|procedures?|pathways?|profiles?|standards?|charters?|audits?|reviews?|campaigns?|training|courses?"
    r"|conferences?|events?|weeks?|days?|surveys?|models?|projects?|meetings?|summits?|children|people|babies|pupils"
    r"|parents|carers|famil(?:y|ies)|staff|fathers|mothers|victims|data|dashboards?|assessments?|arrangements|pilot"
    r"|act|bill|action|actions|priority|neglect|abuse|harm|exploitation|safeguarding|app|website|newsletters?|film"
    r"|pack|packs|posters?|posts?|cases?|findings|recommendations?|learning|work|visits?|conversations?|practice)$",
    re.IGNORECASE,
)


def _is_proper_name(lead: str) -> bool:
    """ "Housing Options", "Harbour Homes": two capitalised words or more, none of a thing or of people."""
    words = plain(re.sub(r"^(?:the|our) ", "", lead, flags=re.IGNORECASE)).split()
    capitals = [word for word in words if word[0].isupper()]
    small = {"of", "and", "for", "the", "in", "&"}
    return (
        1 < len(capitals) <= 6
        and words[0] in capitals
        and words[-1] in capitals
        and _starts_like_name(" ".join(words))
        and words[0].lower() not in VERBS
        and all(word in capitals or word in small for word in words)
        and not any(_THINGS.match(word) for word in (words[-1], words[0]))
        and not re.search(r"\d|[:;]", lead)
    )


def _cut(text: str, dates: list[deadlines.Deadline]) -> str:
    for one in dates:
        if one.text and one.text in text:
            text = tidy(text.replace(one.text, " "))
    return text


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


def _starts_like_name(phrase: str) -> bool:
    words = phrase.split()
    first = words[0].lower()
    if first not in VERBS or len(words) == 1:
        return True
    return first in _NAMING_VERBS and (words[1] in ("and", "&", "to") or words[1][0].isupper())


def _names_body(name: str, registry: Registry) -> bool:
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


def _third_person(text: str, registry: Registry) -> Ownership | None:
    """ "The Quality Group oversees …", where what stands before the verb is a body and nothing else."""
    match = re.match(
        r"(?P<who>(?:[Tt]he )?[A-Z][\w&’'-]*(?: (?:[A-Z&][\w&’'-]*|and|of|for|the|sub|group"
        r"|board))*),? (?:also |jointly )?(?P<verb>[a-z-]+?)(?:es|s)\b",
        text,
    )
    if match and (match["verb"] in VERBS or f"{match['verb']}e" in VERBS):
        names = split_names(match["who"], registry.glossary)
        if names and all(is_body(name, registry.glossary, acronyms=False) for name in names):
            return _owned(match["who"], names, registry)
    known = registry.known_at_start(text)
    if known and re.match(r" (?:also |jointly )?[a-z-]+s\b", text[len(known) :]):
        return _owned(known, split_names(known, registry.glossary), registry)
    return None


def _agent(text: str, registry: Registry, dates: list[deadlines.Deadline]) -> Ownership | None:
    held, match = _HELD_BY.search(text), _AGENT.search(text)
    words = match["who"] if match else (held["who"] or held["through"]) if held else ""
    names = names_at(words, registry) if words and re.match(r"(?:the |our |all |each )?[A-Z]", words) else None
    return _owned(names[0], names[1], registry) if names else None


def _holder(text: str, registry: Registry, dates: list[deadlines.Deadline]) -> Ownership | None:
    """ "The Quality Group leads.", "… is responsible for …": a sentence that says whose it is."""
    for match in _HOLDS.finditer(text):
        names = split_names(match["who"], registry.glossary) if not is_instruction(match["who"]) else []
        if names and _starts_like_name(match["who"]) and all(_surely_body(name, registry) for name in names):
            return _owned(match["who"], names, registry)
    return None


def _helpers(words: str, registry: Registry) -> list[str]:
    found = names_at(words, registry) if words else None
    return [registry.resolve(name) for name in found[1]] if found else []


def _parted(text: str) -> tuple[str, str, str]:
    """What stands before and after the words that bring in a partner."""
    match = _WITH_RE.search(text)
    if not match:
        return text, "", ""
    return text[: match.start()].rstrip(" ,;(\n"), match[0], text[match.end() :].strip(" )\n")


def _owned(phrase: str, names: list[str], registry: Registry) -> Ownership:
    found = Ownership(tidy(phrase).strip(" ,;."))
    for name in names:
        _note_person(name, found)
        _note_acronym(name, registry, found)
        _add(found.names, registry.resolve(name))
    return found


def _note_person(name: str, found: Ownership) -> None:
    if is_person(name):
        found.doubts.append(
            ("owner_person", f"{quoted(tidy(name))} reads like a person's name; which post or body is it?")
        )


def _note_acronym(name: str, registry: Registry, found: Ownership) -> None:
    short = plain(name).strip().removesuffix("'s")
    explained = short in KNOWN_ACRONYMS or short == registry.abbreviation or registry.explains(short)
    if re.fullmatch(r"[A-Z][A-Za-z&]*[A-Z&]+s?", short) and len(short) <= 8 and not explained:
        found.doubts.append(("acronym", f"The short form {quoted(short)} is not explained in the document."))


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


_ASKED = re.compile(
    r"(?:ask|invite|request|require|commission|encourage|support|enable|task|urge) (?P<who>[^.;]{3,160}?) to [a-z]",
    re.IGNORECASE,
)


def partners_in(text: str, registry: Registry) -> list[str]:
    """Bodies that a sentence says something is done with."""
    found: list[str] = []
    asked = _ASKED.match(text)
    if asked and (at := names_at(asked["who"], registry)):
        found += [registry.resolve(name) for name in at[1]]
    for match in _WITH_RE.finditer(text):
        if _is_reporting(text, match) or text[: match.start()].endswith(" not "):
            continue
        at = names_at(text[match.end() : match.end() + _REACH], registry)
        for name in at[1] if at else []:
            _add(found, registry.resolve(name))
    return found


def _is_reporting(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 40) : match.start()].lower()
    return match[0].lower() == "with" and bool(re.search(r"\bshared? (?:\w+ ){0,3}$", before))


def reports_in(text: str, registry: Registry) -> list[str]:
    """Bodies to which a result goes."""
    found: list[str] = []
    for match in _REPORTS.finditer(text):
        at = names_at(text[match.end() : match.end() + _REACH], registry)
        for name in at[1] if at else []:
            _add(found, registry.resolve(name))
    return found


_PIECES = re.compile(r"(\n|,\s+|;\s*|\s[-–—|]\s|\s/\s)")


def beside_dates(text: str) -> str:
    """The names in a cell that says who and when: what stands with a date counts only where it is a name."""
    parts = _PIECES.split(text)
    pieces, separators = parts[::2], ["", *parts[1::2]]
    said = [bool(deadlines.find_in_column(piece, _ANY_TIME)) or says_nothing(piece) for piece in pieces]
    if not any(said) and text.count("\n") == 1:
        first, second = text.split("\n")
        return first if is_names(first) and not is_names(second) else text
    kept = ""
    for piece, separator, dated in zip(pieces, separators, said, strict=True):
        words = without_dates(piece) if dated else piece
        words = re.sub(r"^(?:by|from|in|then|and|at|on)\s*$", "", words.strip(), flags=re.IGNORECASE)
        if words and (not dated or is_names(words) or _is_proper_name(words)):
            kept += f"{separator if kept else ''}{words}"
    return kept


def without_dates(text: str) -> str:
    for one in sorted(deadlines.find_in_column(text, _ANY_TIME), key=lambda one: -one.at[0]):
        if (
            one.kind in ("date", "month", "quarter", "season", "range", "year", "ongoing", "recurring", "relative")
            and one.at[1] > one.at[0]
        ):
            text = text[: one.at[0]] + " " + text[one.at[1] :]
    return text.strip(" ,;:-–—\n")


def _add(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def names_in(text: str, registry: Registry) -> list[str]:
    """The bodies a run of names lists, up to the first words that are none."""
    found: list[str] = []
    for name in split_names(text, registry.glossary) if text else []:
        at = names_at(name, registry)
        found += at[1] if at else []
    return found
