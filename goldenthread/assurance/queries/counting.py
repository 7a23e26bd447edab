"""Counting answers where they are: what the summary must say of plain standards, worked out by the database alone.

Sheets that are read by the same partnership until the same day, from organisations of one kind, are one heap; so each
answer is touched once for each partnership that reads it. Over all partnerships an organisation counts once, until its
last consent ends: of its readers the one who reads longest stands for all of them.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from goldenthread.assurance.models import Round, SelfAssessment
from goldenthread.assurance.models.returns import HANDED_IN
from goldenthread.assurance.models.summaries import FOREVER

Questions = dict[int, set[str]]
"""Of each part of a round."""

SAID = """
WITH reader AS (
    SELECT share.assessment_id, share.partnership_id AS place, coalesce(share.ends_on, %(forever)s) AS until,
           row_number() OVER (
               PARTITION BY share.assessment_id ORDER BY coalesce(share.ends_on, %(forever)s) DESC, share.id
           ) AS turn
    FROM assurance_share AS share
    JOIN assurance_selfassessment AS assessment ON assessment.id = share.assessment_id
    WHERE share.ended_at IS NULL AND assessment.{which} = %(which)s AND assessment.state IN ({states})
), read AS (
    SELECT part.sheet_id, part.part_id, reader.place, sheet.kind, reader.until,
           CASE WHEN asked.partnership_id IS NULL AND reader.turn = 1 THEN 1 ELSE 0 END AS over_all
    FROM reader
    JOIN assurance_assessmentpart AS part ON part.assessment_id = reader.assessment_id
    JOIN assurance_roundpart AS asked ON asked.id = part.part_id
    JOIN questionnaires_sheet AS sheet ON sheet.id = part.sheet_id
    WHERE asked.partnership_id IS NULL OR asked.partnership_id = reader.place
), heap AS (
    SELECT read.*, dense_rank() OVER (ORDER BY part_id, place, kind, until, over_all) AS number FROM read
), counted AS (
    SELECT heap.number, answer.question, answer.state, answer.value, count(*) AS n
    FROM heap JOIN questionnaires_answer AS answer ON answer.sheet_id = heap.sheet_id
    WHERE answer.state <> '' AND ({plain_answers})
        AND (answer.confirmed_at IS NOT NULL OR (answer.brought_from_id IS NULL AND answer.asked_again_at IS NULL))
    GROUP BY heap.number, answer.question, answer.state, answer.value
), said AS (
    SELECT heap.part_id, heap.place, counted.question, heap.kind, heap.until, heap.over_all, counted.n,
           CASE counted.state WHEN 'value' THEN {value} ELSE counted.state END AS level
    FROM counted
    JOIN (SELECT DISTINCT number, part_id, place, kind, until, over_all FROM heap) AS heap
        ON heap.number = counted.number
)"""
WRONG = """
SELECT part_id, place, question, kind, level, until, sum(n) FROM (
    SELECT part_id, place, question, kind, level, until, n FROM said
    UNION ALL
    SELECT part_id, NULL, question, kind, level, until, n FROM said WHERE over_all = 1
    UNION ALL
    SELECT part_id, partnership_id, question, kind, level, until, -count FROM assurance_summary AS summary
    WHERE {plain_rows}
) AS both_sides
GROUP BY part_id, place, question, kind, level, until HAVING sum(n) <> 0"""
ADD = """
INSERT INTO assurance_summary (part_id, partnership_id, question, kind, level, until, count)
SELECT part_id, {place}, question, kind, level, until, sum(n) FROM said WHERE over_all IN ({over_all})
GROUP BY part_id, {grouped} question, kind, level, until
ORDER BY part_id, {grouped} question {order}, kind {order}, level {order}, until
ON CONFLICT (part_id, {key} question, kind, level, until) WHERE partnership_id IS {null} NULL
DO UPDATE SET count = assurance_summary.count + excluded.count"""
OWN = {"place": "place", "over_all": "0, 1", "grouped": "place,", "key": "partnership_id,", "null": "NOT"}
OVER_ALL = {"place": "NULL", "over_all": "1", "grouped": "", "key": "", "null": ""}
VALUE = {"sqlite": "CAST(json_extract(counted.value, '$') AS text)", "postgresql": "counted.value #>> '{}'"}
ORDER = {"sqlite": "", "postgresql": 'COLLATE "C"'}
"""As Python sorts, so that who adds here and who adds from Python never wait for each other."""


def wrong_rows(opened: Round, plain: Questions) -> Iterable[tuple[Any, ...]]:
    """Rows of the summary that are not what the answers say, each with the number that is to be added to it."""
    return _asked(WRONG, plain, which="round_id", at=opened.pk) if plain else []


def add_said(assessment: SelfAssessment, plain: Questions) -> None:
    """What a return says that nobody read until now. Who hands in at the same moment waits for the row, and both are
    counted."""
    for kind in (OVER_ALL, OWN) if plain else ():
        _asked(ADD.format(order=ORDER[connection.vendor], **kind), plain, which="id", at=assessment.pk)


def _asked(statement: str, plain: Questions, *, which: str, at: int) -> list[tuple[Any, ...]]:
    values = {"which": at, "forever": connection.ops.adapt_datefield_value(FOREVER)}
    states = _named(HANDED_IN, "state", values)
    pairs = [
        (f"%(part{part})s", _named(sorted(questions), f"question{part}_", values)) for part, questions in plain.items()
    ]
    values |= {f"part{part}": part for part in plain}
    sql = SAID.format(
        which=which, states=states, value=VALUE[connection.vendor],
        plain_answers=_either("heap.part_id = {} AND answer.question IN ({})", pairs),
    ) + statement.format(plain_rows=_either("summary.part_id = {} AND summary.question IN ({})", pairs))  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def _named(given: Iterable[Any], name: str, values: dict[str, Any]) -> str:
    """Places for the values in the statement; the values are added to the others."""
    new = {f"{name}{number}": value for number, value in enumerate(given)}
    values |= new
    return ", ".join(f"%({key})s" for key in new)


def _either(condition: str, pairs: Iterable[tuple[str, str]]) -> str:
    return " OR ".join(f"({condition.format(*pair)})" for pair in pairs)
