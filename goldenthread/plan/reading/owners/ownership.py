"""What is read of who an action belongs to, and the words that part owners from partners."""

import re
from dataclasses import dataclass, field

from ..bodies import is_person
from ..dates import Doubt
from ..registry import Registry
from ..vocabulary import KNOWN_ACRONYMS
from ..words import plain, quoted, tidy


@dataclass(slots=True)
class Ownership:
    """``phrase`` is as printed; ``names`` are canonical, the lead first."""

    phrase: str | None = None
    names: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


WITH = (
    r"(?:(?:working |work |done )?in (?:close )?(?:conjunction|partnership|collaboration|co-operation"
    r"|cooperation|consultation|liaison) with"
    r"|together with|alongside|jointly with|along with|as well as with|with (?:the )?(?:support|help"
    r"|assistance|involvement|input) (?:of|from)"
    r"|supported by|assisted by|work(?:ing)? (?:closely )?(?:alongside|jointly with)"
    r"|working (?:closely )?with|work (?:closely |together )?with|collaborat(?:e|ing) with"
    r"|in close collaboration with|liais(?:e|ing) with|engag(?:e|ing) with|co-?chair|attend|with)"
)
WITH_RE = re.compile(rf"(?<![\w-]){WITH}(?![\w-])", re.IGNORECASE)


def parted(text: str) -> tuple[str, str, str]:
    """What stands before and after the words that bring in a partner."""
    match = WITH_RE.search(text)
    if not match:
        return text, "", ""
    return text[: match.start()].rstrip(" ,;(\n"), match[0], text[match.end() :].strip(" )\n")


def owned(phrase: str, names: list[str], registry: Registry) -> Ownership:
    found = Ownership(tidy(phrase).strip(" ,;."))
    for name in names:
        note_person(name, found)
        note_acronym(name, registry, found)
        add_once(found.names, registry.resolve(name))
    return found


def note_person(name: str, found: Ownership) -> None:
    if is_person(name):
        found.doubts.append(
            ("owner_person", f"{quoted(tidy(name))} reads like a person's name; which post or body is it?")
        )


def note_acronym(name: str, registry: Registry, found: Ownership) -> None:
    short = plain(name).strip().removesuffix("'s")
    explained = short in KNOWN_ACRONYMS or short == registry.abbreviation or registry.explains(short)
    if re.fullmatch(r"[A-Z][A-Za-z&]*[A-Z&]+s?", short) and len(short) <= 8 and not explained:
        found.doubts.append(("acronym", f"The short form {quoted(short)} is not explained in the document."))


def add_once(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)
