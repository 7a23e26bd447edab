"""How organisations compare on each standard: here, elsewhere in the network, by kind, and in the round before."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Reading, Round, RoundPart, Summary, reading
from goldenthread.assurance.queries.levels import Level, code_of, has_levels, in_place, levels
from goldenthread.assurance.suppression import Shown, shown
from goldenthread.core import clock
from goldenthread.core.prepared import prepared
from goldenthread.partnerships.models import Partnership, Reach, reach
from goldenthread.partnerships.roles import Right
from goldenthread.questionnaires import shipped
from goldenthread.questionnaires.format.things import Question, Section

Table = Counter[tuple[str, str]]
"""(kind of organisation, level) → organisations."""
Place = tuple[int, str]
"""(part of a round, identifier of a question)."""


@dataclass(frozen=True, slots=True)
class Standard:
    part: RoundPart
    section: Section
    question: Question
    number: str

    @property
    def key(self) -> Place:
        return self.part.pk, self.question.id


@dataclass(frozen=True, slots=True)
class Compared:
    """``elsewhere`` is suppressed; ``here`` is exact, for it counts only what the reader may open."""

    standard: Standard
    here: Table
    elsewhere: Shown | None = None
    before: Table | None = None

    @property
    def levels(self) -> list[Level]:
        return levels(self.standard.question)

    @property
    def codes_in_place(self) -> str:
        return ",".join(each.code for each in self.levels if each.is_in_place)

    def number_at(self, level: Level) -> int:
        return sum(number for (_, code), number in self.here.items() if code == level.code)

    @property
    def in_place(self) -> tuple[int, int]:
        return in_place(self.standard.question, over_kinds(self.here))

    @property
    def in_place_before(self) -> tuple[int, int] | None:
        return None if self.before is None else in_place(self.standard.question, over_kinds(self.before))

    @property
    def in_place_elsewhere(self) -> tuple[int, int] | None:
        """Nothing where a level is hidden that would be needed."""
        if self.elsewhere is None or not self.elsewhere.is_whole:
            return None
        return in_place(self.standard.question, self.elsewhere.levels)

    @property
    def weakness(self) -> tuple[float, int]:
        """The least in place comes first; of equals the one that the questionnaire weighs more."""
        there, of = self.in_place
        return (there / of if of else 2, -int(self.standard.question.weight))


def over_kinds(table: Mapping[tuple[str, str], int]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for (_, level), number in table.items():
        sums[level] += number
    return sums


def standards_in(parts: Iterable[RoundPart]) -> list[Standard]:
    """All that can be compared, numbered by section as in the questionnaire."""
    return [
        Standard(part, section, question, f"{place}.{number}")
        for part in parts
        for place, section in enumerate(part.edition.questionnaire.sections, start=1)
        for number, question in enumerate(filter(has_levels, section.questions), start=1)
    ]


def compare(
    user: User, partnership: Partnership, opened: Round, standards: Sequence[Standard], *, kind: str = "",
    earlier: RoundPart | None = None,
) -> list[Compared]:  # fmt: skip
    """``kind`` narrows what is counted here. What is shown of elsewhere is worked out from all kinds together, so
    that no filter tells more than the whole page does."""
    here = own_tables(user, partnership, standards)
    over_all = _tables(standards) if opened.network_id else {}
    before, known = _before(user, partnership, standards, earlier)
    rows = []
    for each in standards:
        table = here.get(each.key, Table())
        common = bool(opened.network_id) and each.part.partnership_id is None
        elsewhere = shown(over_all.get(each.key, Table()) - table) if common else None
        old = before.get(known[each.question.id], Table()) if each.question.id in known else None
        rows.append(Compared(each, _of(table, kind), elsewhere, None if old is None else _of(old, kind)))
    return rows


def compare_network(standards: Sequence[Standard]) -> list[Compared]:
    """All organisations of a network together, as nobody's own: ``here`` is empty and all is suppressed."""
    over_all = _tables(standards)
    return [Compared(each, Table(), shown(over_all.get(each.key, Table()))) for each in standards]


def earlier_parts(user: User, partnership: Partnership, opened: Round, part: RoundPart) -> list[RoundPart]:
    """The same questionnaire in earlier rounds of the partnership, the newest first."""
    return _earlier(
        places=reading(user), partnership=partnership.pk, network=partnership.network_id, opened=opened.pk,
        before=opened.opens_on, asked_by=part.partnership_id, name=part.edition.name,
    )  # fmt: skip


@prepared
def _earlier(
    *, places: Reading, partnership: int, network: int | None, opened: int, before: date, asked_by: int | None,
    name: str,
) -> QuerySet[RoundPart]:  # fmt: skip
    rounds = Round.objects.read_in(places).asked_in(partnership, network).filter(opens_on__lt=before)
    found = RoundPart.objects.filter(
        round__in=rounds.exclude(pk=opened).order_by(), partnership=asked_by, edition__name=name
    )
    found = found.select_related("edition", "round").defer("edition__text")
    return found.order_by("-round__opens_on", "-pk")  # type: ignore[no-any-return]


def matching(part: RoundPart, earlier: RoundPart, only: Container[str] | None = None) -> dict[str, str]:
    """From questions (``only`` these) to those of an earlier edition which asked the same: by identifier, or where a
    mapping says so.

    Where both are answered on the same scale; else a level would be compared with another.
    """
    old = {each.id: each for each in earlier.edition.questionnaire.questions}
    new = {each.id: each for each in part.edition.questionnaire.questions}
    pairs = [(each, each) for each in new]
    ends = ((earlier.edition.name, earlier.edition.edition), (part.edition.name, part.edition.edition))
    for mapping in shipped.mappings():
        if (mapping.one, mapping.other) == ends:
            pairs += [(pair.other, pair.one) for pair in mapping.pairs if pair.how == "equal"]
    asked = [(one, other) for one, other in pairs if one in new and other in old and (only is None or one in only)]
    return {one: other for one, other in asked if _alike(new[one], old[other])}


def _alike(one: Question, other: Question) -> bool:
    return has_levels(one) and one.kind == other.kind and one.scale == other.scale


def _before(
    user: User, partnership: Partnership, standards: Sequence[Standard], earlier: RoundPart | None
) -> tuple[dict[Place, Table], dict[str, Place]]:
    if earlier is None or not standards:
        return {}, {}
    same = matching(standards[0].part, earlier, {each.question.id for each in standards})
    questions = {each.id: each for each in earlier.edition.questionnaire.questions}
    wanted = [
        Standard(earlier, each.section, questions[same[each.question.id]], each.number)
        for each in standards if each.question.id in same
    ]  # fmt: skip
    known = {new: (earlier.pk, old) for new, old in same.items()}
    return own_tables(user, partnership, wanted), known


def own_tables(user: User, partnership: Partnership, standards: Sequence[Standard]) -> dict[Place, Table]:
    return _tables(standards, reach(user, Right.READ_ROUND_REPORTS), partnership)


def _tables(
    standards: Sequence[Standard], read: Reach | None = None, partnership: Partnership | None = None
) -> dict[Place, Table]:
    """In one query for any number of standards: of a partnership, as far as one reads there, or over all of them."""
    asked = {each.key: each.question for each in standards}
    summed = _summed(
        read=read, partnership=partnership.pk if partnership else None, on=clock.today(),
        parts=tuple(sorted({part for part, _ in asked})), questions=tuple(sorted({question for _, question in asked})),
    )  # fmt: skip
    tables: dict[Place, Table] = {}
    for part, question, kind, level, number in summed:
        if (part, question) in asked:
            table = tables.get((part, question))
            if table is None:
                table = tables[part, question] = Table()
            table[kind, code_of(asked[part, question], level)] += number
    return tables


@prepared
def _summed(
    *, read: Reach | None, partnership: int | None, on: date, parts: tuple[int, ...], questions: tuple[str, ...]
) -> Any:
    """What ``Summary.objects.visible_to`` allows of the partnership; over all, no partnership is named."""
    rows = Summary.objects.filter(read.rows("partnership") if read else Q(), partnership=partnership)
    found = rows.on(on).filter(part__in=parts, question__in=questions).order_by()
    return found.values_list("part", "question", "kind", "level").annotate(Sum("count"))


def _of(table: Table, kind: str) -> Table:
    return Table({key: number for key, number in table.items() if key[0] == kind}) if kind else table
