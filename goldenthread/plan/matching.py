"""What is the same: a printed name and one of our bodies, posts or organisations; an action and the one it was before.

Nothing is guessed. A name that fits nobody, or fits two, stays as it is printed; an action that may continue two others
is for a person to decide.
"""

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from rapidfuzz import fuzz, process

from goldenthread.partnerships.models import Body, BodyKind, Organisation, Partnership, PartnershipMember, Post
from goldenthread.plan.models import Owner

Holder = Body | Post | Organisation

_SMALL = {"the", "of", "for", "a"}
_SPELLINGS = ((r"\bsub[\s-]*groups?\b", "subgroup"), (r"\bmulti[\s-]+agency\b", "multiagency"), (r"&", " and "))


def key(name: str, prefixes: Iterable[str] = ()) -> str:
    """A name without what people write now one way and now another: case, "&", articles, hyphens, "our" acronym."""
    plain = name.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("'s", "s")
    for pattern, spelling in _SPELLINGS:
        plain = re.sub(pattern, spelling, plain)
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if word not in _SMALL]
    flat = " ".join(words)
    for prefix in prefixes:
        if prefix and flat.startswith(f"{prefix} "):
            flat = flat.removeprefix(f"{prefix} ")
    if " chair" in flat:  # "Quality Sub-Group Chair" and "Chair, Quality Sub-Group"
        flat = "chair " + " ".join(word for word in flat.split() if word != "chair")
    return flat


def _initials(name: str) -> str:
    """NSPCC of "National Society for the Prevention of Cruelty to Children"."""
    return "".join(re.findall(r"\b[A-Z]", name))


class Directory:
    """Who can own something in a partnership, found by any of their names, or as people matched them in earlier plans.

    Five queries to make, none to ask.
    """

    def __init__(self, partnership: Partnership) -> None:
        own = [key(partnership.short_name), key(partnership.name)]
        self._prefixes = sorted(filter(None, own), key=len, reverse=True)
        self._found: dict[str, set[Holder]] = defaultdict(set)
        for holder, names in _named(partnership):
            for name in filter(None, names):
                self._found[self._key(name)].add(holder)
        whole = [each for each in self.holders if isinstance(each, Body) and each.kind == BodyKind.PARTNERSHIP]
        if len(whole) == 1:
            for name in own:
                self._found[name].add(whole[0])
        self._found.pop("", None)
        self._earlier: dict[str, set[Holder]] = defaultdict(set)
        for text, holder in _named_before(partnership):
            self._earlier[self._key(text)].add(holder)

    def _key(self, name: str) -> str:
        return key(name, self._prefixes)

    @property
    def holders(self) -> set[Holder]:
        return {holder for found in self._found.values() for holder in found}

    def match(self, name: str, aliases: Iterable[str] = ()) -> Holder | None:
        """Whom a printed name means; by other spellings of the document only where the name itself finds nobody."""
        plain = self._key(name)
        spelt = {holder for alias in aliases for holder in self._found.get(self._key(alias), ())}
        found = self._found.get(plain) or self._earlier.get(plain) or spelt
        return next(iter(found)) if len(found) == 1 else None

    def similar(self, name: str) -> list[Holder]:
        """Who might be meant, best first: to be shown to a person, never to be taken."""
        spelt_out = [holder for holder in self.holders if _initials(str(holder)) == name]
        close = process.extract(
            self._key(name), list(self._found), scorer=fuzz.token_set_ratio, limit=5, score_cutoff=75
        )
        return list(dict.fromkeys(spelt_out + [holder for found, _, _ in close for holder in self._found[found]]))


def _named(partnership: Partnership) -> Iterable[tuple[Holder, list[str]]]:
    for body in Body.objects.filter(partnership=partnership):
        yield body, [body.name, body.short_name, *body.aliases]
    for post in Post.objects.filter(partnership=partnership):
        yield post, [post.title]
    members = PartnershipMember.objects.filter(partnership=partnership).values("organisation")
    for organisation in Organisation.objects.filter(pk__in=members).prefetch_related("names"):
        yield (
            organisation,
            [organisation.name, organisation.short_name, *(earlier.name for earlier in organisation.names.all())],
        )


def _named_before(partnership: Partnership) -> Iterable[tuple[str, Holder]]:
    """Printed names that a person has matched in a plan of the partnership."""
    known = (
        Owner.objects.filter(action__plan__partnership=partnership)
        .exclude(body=None, organisation=None, post=None)
        .exclude(text="")
    )
    for owner in known.select_related("body", "organisation", "post"):
        if owner.holder is not None:
            yield owner.text, owner.holder


# --- one version of a plan and the next -----------------------------------------------------------------------------

SURE = 93
"""Words that are this much alike mean the same action, whatever its number."""
SAME_NUMBER = 62
"""With the same number this is enough."""
MAYBE = 70
"""From here on a person is asked."""
AHEAD = 8
"""How far the best must lie ahead of the second best."""


_TIMES = {
    *(name.lower() for name in calendar.month_name if name),
    "spring",
    "summer",
    "autumn",
    "winter",
    "by",
    "in",
    "from",
    "st",
    "nd",
    "rd",
    "th",
}


@dataclass(frozen=True, slots=True)
class Said:
    """An item of a plan as far as pairing needs it; ``ref`` is whatever names it."""

    ref: str
    code: str
    words: str


@dataclass(slots=True)
class Pairs:
    """New to old reference where it is clear; new to several old ones where a person decides."""

    sure: dict[str, str] = field(default_factory=dict)
    doubtful: dict[str, list[str]] = field(default_factory=dict)


def pair(new: Sequence[Said], old: Sequence[Said]) -> Pairs:
    """Which item of the plan before each new one continues. No old one is continued by two."""
    found = Pairs()
    scores = {item.ref: sorted(((_likeness(item, before), before.ref) for before in old), reverse=True) for item in new}
    taken: set[str] = set()
    for item in sorted(new, key=lambda item: -scores[item.ref][0][0] if scores[item.ref] else 0):
        ranked = [(score, ref) for score, ref in scores[item.ref] if ref not in taken and score >= MAYBE]
        if not ranked:
            continue
        best, ref = ranked[0]
        if best >= SURE and (len(ranked) == 1 or best - ranked[1][0] >= AHEAD):
            found.sure[item.ref] = ref
            taken.add(ref)
        else:
            found.doubtful[item.ref] = [ref for _, ref in ranked[:3]]
    return _without_taken(found, taken)


def _likeness(one: Said, other: Said) -> float:
    """0 to 100, and more where the number is the same. Dates do not count: they change from plan to plan."""
    alike = fuzz.token_sort_ratio(_timeless(one.words), _timeless(other.words))
    if one.code and one.code == other.code and alike >= SAME_NUMBER:
        return max(alike, SURE) + AHEAD
    return alike


def _timeless(words: str) -> str:
    return " ".join(word for word in re.findall(r"[a-z]+", words.lower()) if word not in _TIMES)


def _without_taken(found: Pairs, taken: set[str]) -> Pairs:
    left = {new: [ref for ref in refs if ref not in taken] for new, refs in found.doubtful.items()}
    return Pairs(found.sure, {new: refs for new, refs in left.items() if refs})


def word_changes(old: str, new: str) -> list[tuple[str, str]]:
    """Pieces of text with what became of them: "same", "gone" or "new"."""
    before, after = old.split(), new.split()
    pieces = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", " ".join(before[a:b])))
            continue
        pieces += [(what, " ".join(words)) for what, words in (("gone", before[a:b]), ("new", after[c:d])) if words]
    return pieces
