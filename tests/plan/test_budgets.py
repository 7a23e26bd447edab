"""What pages cost the database: so many statements, for a small partnership and a larger one alike.

The jobs are those of ``bench/jobs.py``: one that is added there is counted here.
"""

from datetime import date, timedelta

import pytest

from bench import inside
from bench.jobs import JOBS, Job
from bench.limit import data
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import Action
from goldenthread.plan.synthetic import Size, fill
from goldenthread.reports.management.commands.seed_load import FURTHER

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SIZES = [Size(actions=24, returns_per_action=2), Size(actions=72, returns_per_action=4)]
COSTS = {
    "plan on a page": 12,
    "list of 100 actions, filtered and sorted": 9,
    "action page": 17,
    "save a return": 11,
    "search": 4,
    "agenda page": 11,
    "meeting in session, 40 items": 15,
    "forward plan": 12,
    "round of 30 owners": 7,
    "highlight report": 12,
    "yearly report": 12,
}


@pytest.fixture(params=SIZES, ids=["small", "larger"])
def partnership(request, settings) -> str:
    settings.DEMONSTRATION = True
    fill(1, request.param, today=date.today(), seed=1, said=print, further=FURTHER)
    return "load-1"


def test_each_job_costs_so_many_statements(partnership) -> None:
    session, targets = inside.sign_in(f"manager@{partnership}.example"), inside.targets(partnership)
    assert {job.name: inside.counted(job.name, session, targets) for job in JOBS} == COSTS


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_no_job_costs_more_than_its_budget(job: Job) -> None:
    assert COSTS[job.name] <= job.most_queries <= 20


def test_limit_asks_the_tables_that_there_are(db) -> None:
    fill(1, SIZES[0], today=date.today(), seed=1, said=print)
    place, action = Partnership.objects.get(), Action.objects.order_by("pk")[0]
    [plan] = data.rows(data.PLAN, [place.slug])
    asked = data.standing(plan, ref=action.ref, action=action.pk)
    assert asked["silent"] == date.today() - timedelta(days=60)
    whole = [data.TOTALS, data.PRIORITIES, data.OUTCOMES, data.ACTIONS, data.MONTHS, data.ACTION]
    assert all(data.rows(sql, asked) for sql in whole)
    for sql in (data.STEPS, data.VARIATIONS, data.CLAIMS, *data.OF_ACTION.values()):
        data.rows(sql, asked)
    assert all(data.rows(sql, [place.pk]) for sql in data.LEADS.values())
