"""A small plan as people write them, and the same plan a year on."""

from copy import deepcopy
from functools import cache
from typing import Any

from goldenthread.documents.gate import check_file
from goldenthread.documents.sandbox import run_in_sandbox
from goldenthread.plan.models import Plan, Reading
from goldenthread.plan.operations.reading import READER, build_draft, send_document

PLAN = """# Business Plan 2022-24

Marlshire Safeguarding Children Partnership (MSCP)

This plan runs from 1 April 2022 to 31 March 2024.

## Priority 1: Neglect

Outcome 1: Children who are neglected are seen sooner.

| No | Action | Lead | Timescale |
| --- | --- | --- | --- |
| 1.1 | Publish the neglect strategy on the website | Quality Sub-Group | by July 2022 |
| 1.2 | Hold a conference on neglect for all agencies | Learning Sub-Group | Autumn 2022 |

## Priority 2: Exploitation

| No | Action | Lead | Timescale |
| --- | --- | --- | --- |
| 2.1 | Review the screening tool for exploitation |  | by March 2023 |
| 2.2 | Report on missing children to the Executive Board | Marlshire Police | quarterly |
"""

NEXT_PLAN = """# Business Plan 2024-26

Marlshire Safeguarding Children Partnership (MSCP)

This plan runs from 1 April 2024 to 31 March 2026.

## Priority 1: Neglect

| No | Action | Lead | Timescale |
| --- | --- | --- | --- |
| 1.1 | Publish the revised neglect strategy on the website | Quality Sub-Group | by July 2024 |
| 1.2 | Train every head teacher in the neglect tool | Learning Sub-Group | by May 2025 |

## Priority 2: Exploitation

| No | Action | Lead | Timescale |
| --- | --- | --- | --- |
| 2.1 | Report on missing children to the Executive Board | Marlshire Police | quarterly |
"""


def sent(world: Any, text: str = PLAN, *, in_worker: bool = True, next_of: Plan | None = None) -> Reading:
    """The document as the manager sends it; with ``in_worker`` it has been read."""
    file = check_file(text.encode(), "plan.md")
    reading = send_document(file, partnership=world.partnership, by=world.manager, next_of=next_of, in_worker=in_worker)
    reading.refresh_from_db()
    return reading


@cache
def what_is_read(text: str) -> Any:
    return run_in_sandbox(READER, file=check_file(text.encode(), "plan.md"))


def a_draft(world: Any, text: str = PLAN, *, next_of: Plan | None = None) -> Plan:
    """The draft that is made of the document; the same text is read once in a run of tests."""
    reading = sent(world, text, in_worker=False, next_of=next_of)
    plan = build_draft(reading, deepcopy(what_is_read(text)), by=world.manager).plan
    assert plan is not None
    return plan
