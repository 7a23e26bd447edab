"""The owner whom a sentence names: behind a label, in a closing bracket, as its subject or as who does it."""

import re
from collections.abc import Iterable

from .. import deadlines
from ..bodies import is_body, is_person, split_names
from ..glossary import spelt_by
from ..items import is_instruction
from ..registry import Registry
from ..words import quoted, tidy
from .dated import without_dates, without_last_date
from .mentioned import partners_behind, partners_in
from .names import is_proper_name, names_at, starts_like_name, surely_body
from .ownership import Ownership, add_once, owned, parted
from .subjects import as_subject

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
_LABEL = re.compile(
    r"\b(?P<label>lead (?:agency|officer|body|group|partner|organisation|sub-?\s?group|person|professional)"
    r"|joint leads?|leads?|owners?|led by|action owner|action by"
    r"|responsible(?: body| officer| agency| person| lead)?|responsibility"
    r"|accountable(?: body| officer| lead)?|who)\s*(?::|\s[-–—]\s)\s*"
    r"(?P<who>[^;|\n]+?)(?=$|[;|\n]|\.\s|\.$|\s[-–—]\s|[,.]?\s*(?:by when|timescales?|deadline|when"
    r"|target date|due|partners?|support(?:ed by)?)\s*:)",
    re.IGNORECASE,
)
_DIVIDER = re.compile(r"\s(?:[-–—|/]|\|\|)\s|\s*\|\s*")
# Behind the last full stop or semicolon, nothing but capitalised words and what joins them.
_LAST_NAMES = re.compile(r"[;.]\s+((?:the )?[A-Z][\w'’&-]*(?:[ ,/]+(?:(?:and|of|for|the) |& )*[A-Z][\w'’&-]*)*)$")


def from_sentence(text: str, registry: Registry, dates: list[deadlines.Deadline]) -> Ownership:
    """The owner a sentence names: behind a label, in a closing bracket, as its subject or as who does it."""
    text = text[: deadlines.LONGEST]
    for reading in (_labelled, _at_the_end, _piece, as_subject, _agent, _holder):
        found = reading(text, registry, dates)
        if found and found.names:
            break
    else:
        found = Ownership()
    for name in partners_in(text, registry):
        if name not in found.names:
            add_once(found.partners, name)
    return found


def _labelled(text: str, registry: Registry, dates: list[deadlines.Deadline]) -> Ownership | None:
    match = _LABEL.search(text)
    if not match or (
        match["label"].lower() in ("who", "lead") and ":" not in match[0] and "(" not in text[: match.start()][-1:]
    ):
        return None
    lead, _, helpers = parted(without_dates(match["who"].strip(" ()[].")))
    names = split_names(lead, registry.glossary)
    sure = [name for name in names if is_body(name, registry.glossary) or is_person(name) or registry.knows(name)]
    explicit = match[0].rstrip().count(":") and not is_instruction(lead)
    if not names or not all(name in sure or (explicit and is_proper_name(name)) for name in names):
        return None
    found = owned(match["who"], names, registry)
    found.doubts += [("owner_name", f"{quoted(name)} is read as the name of a body or a service.")
                     for name in names if name not in sure]  # fmt: skip
    found.partners = partners_behind(helpers, registry)
    return found


def _at_the_end(text: str, registry: Registry, dates: list[deadlines.Deadline]) -> Ownership | None:
    """ "… – Police and ICB", "… (Quality Group) – March 2025": nothing but names of bodies."""
    beside_date = False
    for piece in _last_pieces(text):
        words = without_dates(piece)
        lead, _, helpers = parted(words)
        names = split_names(lead, registry.glossary)
        dated = beside_date or words != piece.strip(" ,;:-–—\n")
        beside_date = beside_date or not words
        if names and all(surely_body(name, registry, dated) for name in names) and not _defines(text, piece, registry):
            found = owned(piece, names, registry)
            found.doubts += [("owner_name", f"{quoted(name)} is read as the name of a body or a service.")
                             for name in names if not is_body(name, registry.glossary)]  # fmt: skip
            found.phrase = tidy(lead).strip(" ,;-–—().[]") or None
            found.partners = (
                [registry.resolve(name) for name in split_names(helpers, registry.glossary)] if helpers else []
            )
            return found
    return None


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
        shorter = without_last_date(rest)
        if shorter == rest:
            return
        rest = shorter


def _piece(text: str, registry: Registry, dates: list[deadlines.Deadline]) -> Ownership | None:
    """ "Police: train …", "June 2025 – Quality Group – audit …": a piece that is nothing but names, beside an order."""
    front = re.match(r"(?P<who>[^:.;]{2,120}):\s+(?P<rest>\S.*)", text, re.DOTALL)
    pieces = [front["who"], front["rest"]] if front else []
    for parts in (pieces, _DIVIDER.split(text)):
        orders = [part for part in parts if is_instruction(part) or len(part.split()) > 4]
        for part in parts if len(parts) > 1 else ():
            lead, _, helpers = parted(without_dates(part.strip(" ,;.()[]")))
            names = split_names(lead, registry.glossary)
            others = [other for other in orders if other is not part]
            if others and names and all(surely_body(name, registry) for name in names) and starts_like_name(lead):
                if parts is pieces and not (is_instruction(without_dates(pieces[1])) or pieces[1][:1].islower()):
                    continue
                found = owned(lead, names, registry)
                found.partners = partners_behind(helpers, registry)
                return found
    return None


def _defines(text: str, piece: str, registry: Registry) -> bool:
    """ "the Quality Group (QG) to …" explains a short form."""
    before = text[: text.find(piece)].rstrip(" (").split()
    return " " not in piece.strip() and spelt_by(before, piece.strip()) is not None


def _agent(text: str, registry: Registry, dates: list[deadlines.Deadline]) -> Ownership | None:
    held, match = _HELD_BY.search(text), _AGENT.search(text)
    words = match["who"] if match else (held["who"] or held["through"]) if held else ""
    names = names_at(words, registry) if words and re.match(r"(?:the |our |all |each )?[A-Z]", words) else None
    return owned(names[0], names[1], registry) if names else None


def _holder(text: str, registry: Registry, dates: list[deadlines.Deadline]) -> Ownership | None:
    """ "The Quality Group leads.", "… is responsible for …": a sentence that says whose it is."""
    for match in _HOLDS.finditer(text):
        names = split_names(match["who"], registry.glossary) if not is_instruction(match["who"]) else []
        if names and starts_like_name(match["who"]) and all(surely_body(name, registry) for name in names):
            return owned(match["who"], names, registry)
    return None
