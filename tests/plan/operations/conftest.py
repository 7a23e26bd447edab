from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine

TODAY = datetime.fromisoformat("2021-10-10T10:00:00+00:00")


@pytest.fixture(autouse=True)
def october() -> Iterator[Any]:
    """It is 10 October 2021: half a year into the plan, three weeks before the action of the cast is due."""
    with time_machine.travel(TODAY) as clock:
        yield clock
