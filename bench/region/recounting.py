"""The exact recount of every round beside a raw scan that groups the same answers once.

``python -m bench.region.recounting [ROUNDS]`` in a made-up region; prints one JSON object. Both sides work alone on one
core, so that CPU time is all there is to compare.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from bench import cpu  # noqa: E402
from bench.measure import judged  # noqa: E402
from goldenthread.assurance.models import Round  # noqa: E402
from goldenthread.assurance.models.returns import HANDED_IN  # noqa: E402
from goldenthread.assurance.operations.summaries import mend  # noqa: E402
from goldenthread.questionnaires.models import Answer  # noqa: E402

GOAL = 2
RAW = """
    SELECT part.part_id, share.partnership_id, sheet.kind, answer.question, answer.value, count(*)
    FROM questionnaires_answer AS answer
    JOIN questionnaires_sheet AS sheet ON sheet.id = answer.sheet_id
    JOIN assurance_assessmentpart AS part ON part.sheet_id = sheet.id
    JOIN assurance_selfassessment AS assessment ON assessment.id = part.assessment_id
    JOIN assurance_share AS share ON share.assessment_id = assessment.id AND share.ended_at IS NULL
    WHERE assessment.round_id = %s AND assessment.state IN ({states}) AND answer.state = 'value'
    GROUP BY part.part_id, share.partnership_id, sheet.kind, answer.question, answer.value"""


def main(rounds: int = 5) -> None:
    opened = list(Round.objects.order_by("pk"))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")
    for each in opened:
        mend(each)
    ours, limit, busy = [], [], []
    for _ in range(rounds):
        for kept, do in ((ours, _recount), (limit, _raw)):
            spent, others = _measured(lambda do=do: [do(each) for each in opened])  # type: ignore[misc]
            kept.append(spent)
            busy.append(others)
    values = [one / other for one, other in zip(ours, limit, strict=True)]
    print(
        json.dumps(
            {
                "job": "exact recount", "size": f"{Answer.objects.count():,} answers", "engine": connection.vendor,
                "cpu_ms": round(1000 * statistics.median(ours)), "limit_cpu_ms": round(1000 * statistics.median(limit)),
                "ratio": round(statistics.median(values), 2), "goal": GOAL, "verdict": judged(values, GOAL, busy),
                "busy": round(statistics.median(busy), 2), "rounds": [round(value, 2) for value in values],
            }
        )
    )  # fmt: skip


def _recount(opened: Round) -> None:
    with transaction.atomic():
        assert mend(opened) == 0


def _raw(opened: Round) -> None:
    with connection.cursor() as cursor:
        cursor.execute(RAW.format(states=", ".join(["%s"] * len(HANDED_IN))), [opened.pk, *HANDED_IN])
        cursor.fetchall()


def _measured(do: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds, ours and the server's for us; and how much of the machine others used meanwhile."""
    began, before, all_before = time.perf_counter(), _spent(), cpu.busy_seconds()
    do()
    took, spent = time.perf_counter() - began, _spent() - before
    return spent, max(cpu.busy_seconds() - all_before - spent, 0) / took / cpu.CORES


def _spent() -> float:
    if connection.vendor == "sqlite":
        return time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    return time.process_time() + cpu.of_process(pid)


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
