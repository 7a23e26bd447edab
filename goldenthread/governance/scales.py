"""The scale on which risks are scored, as dated data (``data/risk_scale.toml``)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "risk_scale.toml"


@dataclass(frozen=True, slots=True)
class Band:
    least: int
    name: str
    tone: str


@dataclass(frozen=True, slots=True)
class Scale:
    name: str
    valid_from: date
    source: str
    verified: bool
    appetite: int
    likelihood: list[str]
    impact: list[str]
    bands: tuple[Band, ...]

    def band(self, score: int) -> Band:
        return [band for band in self.bands if band.least <= score][-1]


@cache
def scales() -> tuple[Scale, ...]:
    """The oldest first."""
    told = tomllib.loads(FILE.read_text())["scale"]
    made = (Scale(bands=tuple(Band(**band) for band in each.pop("band")), **each) for each in told)
    return tuple(sorted(made, key=lambda scale: scale.valid_from))


def scale_on(day: date) -> Scale:
    return [scale for scale in scales() if scale.valid_from <= day][-1]


def scale_called(name: str) -> Scale:
    return next((scale for scale in scales() if scale.name == name), scales()[-1])
