"""What the regional self-assessment costs the database: the same for one partnership and for two, and for any number
of standards. The jobs are those of ``bench/region/jobs.py``.
"""

import pytest
from django.core.management import call_command

from bench import inside
from bench.region.jobs import JOBS

COSTS = {
    "open a return of 120 standards": 8,
    "save one answer": 13,
    "submit a return of 120 standards": 15,
    "regional comparison": 9,
    "agency home, 28 requests": 6,
}


@pytest.fixture(params=[(1, 60), (2, 120)], ids=["one partnership", "two"])
def region(request, settings) -> str:
    settings.DEMONSTRATION = True
    partnerships, standards = request.param
    size = {"partnerships": partnerships, "organisations": 100, "standards": standards, "rounds": 2}
    call_command("seed_region", **size, verbosity=0)
    return "region-1"


@pytest.mark.slow
@pytest.mark.django_db
def test_each_job_of_a_region_costs_so_many_statements(region) -> None:
    targets = inside.region_targets(region, "")
    assert {job.name: inside.counted(job.name, "anybody", targets) for job in JOBS} == COSTS
