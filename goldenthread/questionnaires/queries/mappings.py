"""What the answers to one set say of another, by the mappings that come along."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations

from goldenthread.questionnaires import shipped
from goldenthread.questionnaires.format.linking import STRENGTH, Link, links
from goldenthread.questionnaires.format.things import Mapping, Question, Questionnaire

ANSWERED = {"equal": "in full", "whole": "in full", "part": "in part", "overlap": "touched"}
"""How far an answer to the first question is one to the second."""
DEGREES = ("in full", "in part", "touched", "not at all")


@dataclass(frozen=True, slots=True)
class Line:
    """A standard or question of the second set, with what belongs to it in the first, the strongest first."""

    section: str
    question: Question
    links: tuple[Link, ...]

    @property
    def degree(self) -> str:
        return ANSWERED[self.links[0].how] if self.links else DEGREES[-1]


@dataclass(frozen=True, slots=True)
class Coverage:
    one: Questionnaire
    other: Questionnaire
    lines: tuple[Line, ...]

    @property
    def counts(self) -> dict[str, int]:
        return {degree: sum(line.degree == degree for line in self.lines) for degree in DEGREES}

    @property
    def mappings(self) -> list[Mapping]:
        """Those that the links rest on."""
        used = (hop.mapping for line in self.lines for link in line.links for hop in link.hops)
        return list({mapping.id: mapping for mapping in used}.values())


def mapped_sets() -> list[tuple[Questionnaire, Questionnaire]]:
    """Every two sets between which something is said, in both directions, outright ones and by way of a third."""
    known = shipped.questionnaires()
    return [(one, other) for one, other in permutations(known, 2) if links(shipped.mappings(), one.id, other.id)]


def coverage(one: str, other: str) -> Coverage | None:
    """Of standards alone: facts about an organisation are asked in each set anew."""
    sets = {each.id: each for each in shipped.questionnaires()}
    if one not in sets or other not in sets or one == other:
        return None
    found = links(shipped.mappings(), one, other)
    lines = tuple(
        Line(section.title, question, _strongest_first(link for link in found if link.other == question.id))
        for section in sets[other].sections
        for question in section.questions
        if question.kind == "scale" or any(link.other == question.id for link in found)
    )
    return Coverage(sets[one], sets[other], lines)


def _strongest_first(found: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(found, key=lambda link: (-STRENGTH[link.how], len(link.hops), link.one)))
