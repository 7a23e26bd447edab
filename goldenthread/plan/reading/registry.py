"""The bodies a document names, and which spellings mean the same one."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from .bodies import body_type, is_body
from .glossary import spelt_by
from .words import key, plain, tidy


@dataclass(slots=True)
class Body:
    name: str
    type: str
    aliases: list[str] = field(default_factory=list)


class Registry:
    """The bodies met so far. ``resolve`` gives the one name under which a phrase's body is known."""

    def __init__(
        self, partnership: str = "", abbreviation: str = "", area: str = "", glossary: dict[str, str] | None = None
    ):
        self.glossary = {} if glossary is None else glossary
        self.partnership, self.abbreviation, self.area = partnership, abbreviation, area
        self.bodies: dict[str, Body] = {}
        self.spellings: dict[str, str] = {}
        self.count: Counter[str] = Counter()
        if partnership or abbreviation:
            name = abbreviation or partnership
            self._new(key(name), name, [partnership, *self._partnership_forms()])
            self.bodies[key(name)].type = "partnership"

    def _partnership_forms(self) -> list[str]:
        without_area = self.partnership.removeprefix(f"{self.area} ") if self.area else ""
        return [without_area, "The Partnership"] if without_area else ["The Partnership"]

    def _new(self, body_key: str, name: str, aliases: Iterable[str]) -> None:
        self.bodies[body_key] = Body(name, body_type(name, self.glossary))
        self.spellings[body_key] = body_key
        for alias in aliases:
            self._alias(body_key, alias)

    def _alias(self, body_key: str, alias: str) -> None:
        body = self.bodies[body_key]
        if alias and alias != body.name and alias not in body.aliases:
            body.aliases.append(alias)
            self.spellings.setdefault(_bare(alias), body_key)

    def resolve(self, phrase: str) -> str:
        """The canonical name, remembering this spelling of it."""
        printed = tidy(phrase).strip(" .,;:")
        name = re.sub(r"^(?:the|our) (?=\S)", "", printed, flags=re.IGNORECASE)
        body_key = self._find(name)
        if body_key is None:
            body_key = _bare(name)
            self._new(body_key, self._full(name), [])
            self.spellings.setdefault(_bare(self._spelt_out(name)), body_key)
        self.count[body_key] += 1
        self._alias(body_key, printed)
        return self.bodies[body_key].name

    def _full(self, name: str) -> str:
        """A short form is known by what it stands for."""
        base = re.sub(r"\s*\([^)]*\)$", "", name)
        long = self.glossary.get(name) or self.glossary.get(re.sub(r"'s$|s$", "", name))
        return long or (base if name != base and spelt_by(base.split(), name[len(base) :].strip(" ()")) else name)

    def _find(self, name: str) -> str | None:
        bare = _bare(name)
        for form in (bare, _bare(self._full(name)), self._without_owner(bare), _bare(self._spelt_out(name))):
            if form in self.spellings:
                return self.spellings[form]
        return next(
            (known for spelling, known in self.spellings.items() if self._without_owner(spelling) == bare), None
        )

    def _spelt_out(self, name: str) -> str:
        """ "L&D Group" with its short form written out; a last word that both have stands once."""
        first, _, rest = plain(name).partition(" ")
        long = self.glossary.get(first)
        if long is None or not rest:
            return name
        return long if long.lower().endswith(rest.lower()) else f"{long} {rest}"

    def _without_owner(self, bare: str) -> str:
        """ "Elmshire Executive Board", "ESCP Executive Board" and "Executive Board" are one."""
        for owner in (self.partnership, self.abbreviation, self.area):
            prefix = f"{_bare(owner)} " if owner else ""
            rest = bare.removeprefix(prefix) if prefix else bare
            if rest != bare and len(rest.split()) > 1:
                return rest
        return bare

    def known_at_start(self, text: str) -> str | None:
        """The longest known name a text begins with, as printed."""
        words = text.split(" ")
        for size in range(min(len(words), 12), 0, -1):
            phrase = " ".join(words[:size]).rstrip(",")
            bare = _bare(re.sub(r"^(?:the|our) ", "", phrase, flags=re.IGNORECASE))
            if bare in self.spellings or (phrase in self.glossary and is_body(phrase, self.glossary, acronyms=False)):
                return phrase
        return None

    def explains(self, short: str) -> bool:
        """Whether a short form is known to stand for something longer."""
        known = self._find(short)
        return short in self.glossary or (known is not None and self.bodies[known].name != short)

    def knows(self, name: str) -> bool:
        return self._find(re.sub(r"^(?:the|our) ", "", tidy(name), flags=re.IGNORECASE)) is not None


@lru_cache(maxsize=8192)
def _bare(name: str) -> str:
    return key(re.sub(r"^the ", "", plain(name), flags=re.IGNORECASE))
