"""Where the reading of a table stands, and what the columns beside the actions are called."""

from collections.abc import Sequence

from goldenthread.documents.blocks import Cell

from .builder import Builder
from .columns import Roles
from .priorities import Priority


class TableState:
    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.roles: Roles | None = None
        self.when: dict[int, str] = {}
        self.who: dict[int, str] = {}
        self.slots: dict[int, str] = {}
        self.beside_slots: Roles = []
        self.above: Sequence[Cell | None] | None = None
        self.at_break = False
        self.outside = ""
        self.last_heading = ""
        self.lone: set[int] = set()
        self.page: int | None = None
        self.cut_row: Sequence[Cell | None] | None = None
        self.cut_lead = False
        self.sheet: str | None = None
        self.head: Sequence[Cell | None] | None = None
        """The first row of a table where it heads some of the columns only."""
        self.rows: list[list[Cell | None]] = []
        self.lead = ""
        """Whom the cell of actions read last names for the items that go on from it."""
        self.numbers: list[str] = []
        self.by_banner: list[Priority] = []
        self.abreast: dict[int, Priority] = {}
