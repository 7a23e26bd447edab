"""Figures of a return beside what it claims: a number says less than bears the standard out."""

from collections.abc import Iterable

from django.db.models import Case, F, FloatField, Func, OuterRef, Q, QuerySet, Subquery, When

from goldenthread.assurance.queries.levels import has_levels, levels, values_at
from goldenthread.questionnaires.format.things import Question, Questionnaire
from goldenthread.questionnaires.models import Answer, AnswerState, Edition

NUMBER = FloatField()


class NumberOf(Func):
    """A number that is kept as text in JSON. Only where it is one: of anything else the database makes an error."""

    output_field = NUMBER
    template = "(%(expressions)s #>> '{}')::double precision"

    def as_sqlite(self, compiler, connection, **rest):  # type: ignore[no-untyped-def]
        return super().as_sql(compiler, connection, template="CAST(json_extract(%(expressions)s, '$') AS REAL)", **rest)


def claimed(questions: Iterable[Question]) -> Q:
    """Answers that say of themselves that the standard is in place."""
    found = Q(pk__in=[])
    for question in questions:
        if has_levels(question):
            values = [each for level in levels(question) if level.is_in_place
                      for each in values_at(question, level.code)]  # fmt: skip
            found |= Q(question=question.id, value__in=values)
    return found


def figure_beside(whole: Questionnaire, standard: str) -> Question | None:
    """The question whose number bears the standard out."""
    return next((each for each in whole.questions if each.bears_out and each.bears_out.standard == standard), None)


def less_than_claimed(answers: QuerySet[Answer], editions: Iterable[Edition]) -> QuerySet[Answer]:
    """``figure`` is what the same return says, and less than the questionnaire wants to see."""
    cases, less = [], Q(pk__in=[])
    for edition in editions:
        questions = list(edition.questionnaire.questions)
        for each in questions:
            if each.bears_out:
                standard = [one for one in questions if one.id == each.bears_out.standard]
                here = claimed(standard) & Q(sheet__edition=edition)
                cases.append(When(here, then=_number(each.id)))
                less |= here & Q(figure__lt=float(each.bears_out.at_least))
    return answers.annotate(figure=Case(*cases, default=None, output_field=NUMBER)).filter(less)


def _number(question: str) -> Subquery:
    given = Answer.objects.filter(sheet=OuterRef("sheet"), question=question, state=AnswerState.VALUE).order_by()
    number = Case(When(question=question, state=AnswerState.VALUE, then=NumberOf(F("value"))), output_field=NUMBER)
    return Subquery(given.annotate(number=number).values("number")[:1], output_field=NUMBER)
