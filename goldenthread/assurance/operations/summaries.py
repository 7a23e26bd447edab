"""Keeping the summary in step: whatever changes what returns say, or to whom, is done inside ``in_step``."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from goldenthread.assurance.models import Round, SelfAssessment, Summary
from goldenthread.assurance.queries.counting import add_said
from goldenthread.assurance.queries.summaries import Counts, said_in, split, wrong

AT_ONCE = 4000
FIELDS = "part_id, partnership_id, question, kind, level, until"
ADD = """
    INSERT INTO assurance_summary ({fields}, count) VALUES {rows}
    ON CONFLICT ({key}) WHERE partnership_id IS {null} NULL
    DO UPDATE SET count = assurance_summary.count {sign} excluded.count"""
"""Who hands in at the same moment waits for the row, and both are counted."""


@contextmanager
def in_step(assessment: SelfAssessment) -> Iterator[None]:
    found = SelfAssessment.objects.filter(pk=assessment.pk)
    before = said_in(found)
    yield
    change(said_in(found), before)


def add(assessment: SelfAssessment) -> None:
    """All that a return says which nobody read until now, so that there is nothing to take away."""
    found = SelfAssessment.objects.filter(pk=assessment.pk)
    plain, careful = split(found)
    add_said(assessment, plain)
    if careful:
        change(said_in(found, only=careful), Counts())


def change(now: Counts, before: Counts) -> None:
    _write(now - before, "+")
    gone = before - now
    _write(gone, "-")
    if gone:
        Summary.objects.filter(part__in={each.part for each in gone}, count=0).delete()


@transaction.atomic
def mend(opened: Round) -> int:
    """Count anew all returns of a round; how many rows were wrong."""
    found = wrong(opened)
    change(+found, -found)
    return len(found)


def _write(counts: Counts, sign: str) -> None:
    """In one order, so that two who write never wait for each other."""
    for own in (False, True):
        rows = sorted((key, number) for key, number in counts.items() if (key.partnership is not None) is own)
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            sql = ADD.format(
                fields=FIELDS, rows=", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(some)), sign=sign,
                key=FIELDS if own else FIELDS.replace("partnership_id, ", ""), null="NOT" if own else "",
            )  # fmt: skip
            values = [value for key, number in some for value in (*key, number)]
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
