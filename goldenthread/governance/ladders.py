"""The steps that a challenge goes through, as dated data (``data/escalation.toml``)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "escalation.toml"


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    days: int
    to: str


@dataclass(frozen=True, slots=True)
class Ladder:
    name: str
    valid_from: date
    source: str
    verified: bool
    steps: tuple[Step, ...]

    def step(self, position: int) -> Step:
        """Beyond the last step it is the last one again."""
        return self.steps[min(position, len(self.steps) - 1)]


@cache
def ladders() -> tuple[Ladder, ...]:
    """The oldest first."""
    told = tomllib.loads(FILE.read_text())["ladder"]
    made = (Ladder(steps=tuple(Step(**step) for step in each.pop("step")), **each) for each in told)
    return tuple(sorted(made, key=lambda ladder: ladder.valid_from))


def ladder_on(day: date) -> Ladder:
    return [ladder for ladder in ladders() if ladder.valid_from <= day][-1]


def ladder_called(name: str) -> Ladder:
    return next((ladder for ladder in ladders() if ladder.name == name), ladders()[-1])
