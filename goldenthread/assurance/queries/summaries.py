"""Which levels organisations gave, counted from their answers: of a few returns by reading them, of all in SQL."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Min, QuerySet

from goldenthread.assurance.models import AssessmentPart, Round, SelfAssessment, Share, Summary
from goldenthread.assurance.models.returns import HANDED_IN
from goldenthread.assurance.models.summaries import FOREVER
from goldenthread.assurance.queries.counting import Questions, wrong_rows
from goldenthread.assurance.queries.levels import has_levels, rank
from goldenthread.questionnaires.format.things import Question
from goldenthread.questionnaires.models import AnswerState, parsed
from goldenthread.questionnaires.queries.answering import parts_of


class Counted(NamedTuple):
    """What a row of ``Summary`` says, without its number."""

    part: int
    partnership: int | None
    question: str
    kind: str
    level: str
    until: date


Counts = Counter[Counted]
NO_LEVEL = 1000.0


def level_of(state: str, value: Any) -> str:
    return str(value) if state == AnswerState.VALUE else state


def said_in(assessments: QuerySet[SelfAssessment], *, only: dict[int, set[str]] | None = None) -> Counts:
    """What these returns add to the summary. ``only`` narrows it to some questions of some parts."""
    readers = _readers(assessments)
    parts = AssessmentPart.objects.filter(assessment__in=readers, sheet__answered__gt=0).select_related(
        "part", "sheet__edition"
    )
    if only is not None:
        parts = parts.filter(part__in=only)
    levels: dict[tuple[int, int, str, str], list[tuple[float, str]]] = defaultdict(list)
    places = {}
    for each in parts.order_by("pk").prefetch_related("sheet__answers"):
        places[each.part_id] = each.part.partnership_id
        for question, level in _levels(each, None if only is None else only[each.part_id]):
            levels[each.assessment_id, each.part_id, question.id, each.sheet.kind].append(
                (order(question, level), level)
            )
    counts: Counts = Counter()
    for (assessment, part, question_id, kind), found in levels.items():
        for partnership, until in _places(readers[assessment], places[part]):
            counts[Counted(part, partnership, question_id, kind, min(found)[1], until)] += 1
    return counts


def wrong(opened: Round) -> Counts:
    """What must be added to the summary of a round, or taken away, so that it says exactly what the returns say.

    What hangs on another answer or is answered by site is read return by return; all else is counted in SQL, in one
    statement, so that what is handed in meanwhile does no harm.
    """
    found = SelfAssessment.objects.filter(round=opened)
    plain, careful = split(found)
    counts: Counts = Counter()
    for part, place, question, kind, level, until, number in wrong_rows(opened, plain):
        last = date.fromisoformat(until) if isinstance(until, str) else until
        counts[Counted(part, place, question, kind, level, last)] = int(number)
    counts.update(said_in(found, only=careful) if careful else {})
    counts.subtract(_kept(found, without=plain))
    return Counter({key: number for key, number in counts.items() if number})


def kept(assessments: QuerySet[SelfAssessment]) -> Counts:
    """What the summary of the rounds of these returns says."""
    return _kept(assessments, without={})


def _kept(assessments: QuerySet[SelfAssessment], *, without: Questions) -> Counts:
    rows = Summary.objects.filter(part__round__in=assessments.order_by().values("round")).order_by()
    for part, questions in without.items():
        rows = rows.exclude(part=part, question__in=questions)
    fields = ("part", "partnership", "question", "kind", "level", "until")
    return Counter({Counted(*row): count for *row, count in rows.values_list(*fields, "count")})


def _readers(assessments: QuerySet[SelfAssessment]) -> dict[int, list[tuple[int, date]]]:
    """Of returns that were handed in: who reads each until when."""
    found: dict[int, list[tuple[int, date]]] = defaultdict(list)
    shares = Share.objects.filter(
        ended_at=None, assessment__in=assessments.filter(state__in=HANDED_IN).order_by()
    ).order_by()
    for assessment, partnership, until in shares.values_list("assessment", "partnership", "ends_on"):
        found[assessment].append((partnership, until or FOREVER))
    return found


def _places(readers: list[tuple[int, date]], own: int | None) -> Iterator[tuple[int | None, date]]:
    """The common part counts in each partnership that reads it, and once over all; a supplement in its own alone."""
    if own is None:
        yield None, max(until for _, until in readers)
    yield from ((place, until) for place, until in readers if own in {None, place})


def _levels(part: AssessmentPart, only: set[str] | None) -> Iterator[tuple[Question, str]]:
    answers = {each.question: each for each in part.sheet.answers.all()}
    for section in parts_of(part.sheet, answers):
        for question in section.questions:
            answer = answers.get(question.id)
            if answer and answer.counts and has_levels(question) and (only is None or question.id in only):
                yield question, level_of(answer.state, answer.value)


def order(question: Question, level: str) -> float:
    """The lower, the worse; what is no level comes last, and counts where no site gave one."""
    place = rank(question, level)
    return NO_LEVEL if place is None else float(place)


def split(assessments: QuerySet[SelfAssessment]) -> tuple[Questions, Questions]:
    """Standards that SQL can count, and those that must be read. One query.

    What was signed off keeps its edition, so a part may have sheets of several. A question that only some editions ask
    as a standard is read.
    """
    parts = AssessmentPart.objects.filter(assessment__in=assessments.order_by()).order_by()
    one_of_each = parts.values("part", "sheet__edition").annotate(one=Min("pk")).values("one")
    rows = AssessmentPart.objects.filter(pk__in=one_of_each).order_by()
    plain: Questions = defaultdict(set)
    careful: Questions = defaultdict(set)
    otherwise: Questions = defaultdict(set)
    for part, per_site, text in rows.values_list("part", "part__per_site", "sheet__edition__text"):
        for section in parsed(text).sections:
            for question in section.questions:
                hangs = per_site or section.applies.when or question.applies.when
                standard = has_levels(question)
                (otherwise if not standard else careful if hangs else plain)[part].add(question.id)
    for part in list(plain):
        careful[part] |= plain[part] & (otherwise[part] | careful[part])
        plain[part] -= careful[part]
    return _some(plain), _some(careful)


def _some(questions: Questions) -> Questions:
    return {part: found for part, found in questions.items() if found}
