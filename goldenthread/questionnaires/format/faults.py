"""What is wrong with a file: one clear sentence each, with the line it stands in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}"


class Faulty(Exception):
    """The file cannot be used; ``faults`` says everything that is wrong with it, from top to bottom."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))
