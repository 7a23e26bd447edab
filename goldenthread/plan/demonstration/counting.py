"""Three invented indicators of the demonstration, with invented figures."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Counted:
    """What is counted, by whom, for which outcome, and its figures: (last day, when entered, figure or why not)."""

    name: str
    counts: str
    source: str
    unit: str
    unit_words: str
    direction: str
    baseline: tuple[int, date]
    target: tuple[int, date]
    body: str
    outcome: str
    by: str
    figures: tuple[tuple[date, date, str], ...]

    @property
    def marks(self) -> dict[str, Any]:
        return {
            "baseline": Decimal(self.baseline[0]), "baseline_on": self.baseline[1],
            "target": Decimal(self.target[0]), "target_on": self.target[1],
        }  # fmt: skip


def _quarters(*figures: str) -> tuple[tuple[date, date, str], ...]:
    """The quarters from June 2020 on; what was counted before the plan is entered at its start."""
    first, second, third = date(2020, 6, 30), date(2020, 9, 30), date(2020, 12, 31)
    ends = (first, second, third, date(2021, 3, 31), date(2021, 6, 30), date(2021, 9, 30))
    entered = (*[date(2021, 4, 20)] * 4, date(2021, 7, 20), date(2021, 10, 19))
    return tuple(zip(ends, entered, figures, strict=False))


COUNTED = [
    Counted(
        "Multi-agency audits in which the child's voice was recorded and used",
        "Audited cases in which the child's own words are in the record, and changed what was done.",
        "Quarterly multi-agency case audits", "percent", "", "up", (38, date(2020, 3, 31)), (75, date(2022, 9, 30)),
        "Quality, Impact & Outcomes Sub-Group", "2.1", "quality.chair",
        _quarters("36", "41", "44", "43", "52", "57"),
    ),
    Counted(
        "Neglect assessments that used the agreed tool",
        "Assessments with neglect as a factor in which the agreed tool was used, of all that had it as a factor.",
        "Children's Trust case system", "percent", "", "up", (12, date(2020, 3, 31)), (60, date(2022, 12, 31)),
        "Neglect Operations Group", "3.1", "neglect.chair",
        _quarters("11", "Staff were sent to the front line; nobody counted.", "14", "19", "21"),
    ),
    Counted(
        "Visits to children on a protection plan within time",
        "Visits to children on a child protection plan, due in the quarter, that were made within ten working days.",
        "Children's Trust case system", "percent", "", "up", (88, date(2020, 3, 31)), (95, date(2022, 3, 31)),
        "Quality, Impact & Outcomes Sub-Group", "4.1", "manager",
        _quarters("81", "84", "86", "87", "90", "91"),
    ),
]  # fmt: skip
