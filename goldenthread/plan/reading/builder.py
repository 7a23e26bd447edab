"""Where the reading stands while the document is walked through: the priority that is open and what was found last."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from goldenthread.documents.blocks import Line, Place

from .apart import home_of
from .evidence import Evidence
from .items import Item, next_number, numbered_text
from .priorities import Action, Name, Priorities, Priority, closed
from .words import joined, key, number, tidy


@dataclass(slots=True)
class Head:
    """A heading inside a priority, the lines below it that nothing has claimed, and what labels there say."""

    line: Line
    told: list[Line] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Builder:
    """``mode`` says what the next list holds: outcome, action, measure, context, none (not said), off (not plan)."""

    keyword: str | None
    codes: dict[str, str] = field(default_factory=dict)
    """What "P1" or "O3" stands for, where priorities or outcomes are named by such codes."""
    plan_start: date | None = None
    evidence: Evidence = field(default_factory=lambda: Evidence([]))
    short_forms: dict[str, str] = field(default_factory=dict)
    listed: dict[str, str] = field(default_factory=dict)
    """The titles that a numbered list of the priorities gives, by number."""
    outcomes: dict[str, str] = field(default_factory=dict)
    """The outcomes that the document numbers, by number."""
    apart: list[tuple[Item, str]] = field(default_factory=list)
    """Outcomes met where no priority was open, each with the heading it stood under."""
    apart_under: str = ""
    unsure_home: set[int] = field(default_factory=set)
    """Outcomes whose priority the document does not say."""
    priorities: Priorities = field(default_factory=Priorities)
    head_words: Counter[str] = field(default_factory=Counter)
    """How many headings begin with a word and a number, by the word."""
    current: Priority | None = None
    candidate: Line | None = None
    mode: str = "none"
    heading: str = ""
    """The last heading of any sort."""
    section: str = ""
    section_owner: str = ""
    period: str = ""
    """The date or stretch of time that a heading or label gives for all below it."""
    period_level: int = 0
    group_owner: str = ""
    """The body whose work plan this part of the document is."""
    last_action: Action | None = None
    last_outcome: Item | None = None
    last: str = ""
    run: list[Action] = field(default_factory=list)
    """The actions of the list read last."""
    turn: int = 0
    used: set[int] = field(default_factory=set)
    why: dict[int, str] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    under: dict[int, list[Line]] = field(default_factory=dict)
    """The lines read while a priority was open, by its id, without those that give background."""
    heads: dict[int, list["Head"]] = field(default_factory=dict)
    """The headings inside a priority, by its id."""
    origin: dict[int, tuple[Line, list[Line]]] = field(default_factory=dict)
    """A line that was made while reading, by its id, with the lines of the source it stands for."""

    captions: dict[int, Line] = field(default_factory=dict)
    """The line that was made of a table's caption, by the table's id."""

    def use(self, lines: Iterable[Line]) -> None:
        self.used.update(id(source) for line in lines for source in self.sources(line))

    def sources(self, line: Line) -> list[Line]:
        return self.origin[id(line)][1] if id(line) in self.origin else [line]

    def leave(self, lines: Iterable[Line], why: str) -> None:
        for line in lines:
            for source in self.sources(line):
                self.why.setdefault(id(source), why)

    # Priorities

    def open(self, name: Name, heading: Line, *, mention: bool = False) -> Priority:
        before = len(self.priorities.all)
        priority = self.priorities.meet(name.number, name.title, tidy(heading.text), heading.place, heading.level)
        if len(self.priorities.all) > before or (priority.heading == tidy(heading.text) and not priority.lines):
            priority.lines.append(heading)
            self.use([heading])
        else:
            self.leave([heading], "repeats a priority")
        if not mention:
            self.enter(priority)
        return priority

    def enter(self, priority: Priority) -> None:
        if priority is not self.current:
            self.current, self.mode, self.section, self.section_owner = priority, "none", "", ""
            self.last_action = self.last_outcome = None
            self.last, self.run = "", []
        self.candidate = None

    def begin_period(self, words: str, level: int = 0) -> None:
        self.period, self.period_level = words, level

    def end_period(self, level: int) -> None:
        """A heading ends the period that a heading of the same rank or a lower one began."""
        if not (level and self.period_level and level > self.period_level):
            self.period = ""

    def close(self, mode: str = "none") -> None:
        self.current, self.candidate, self.mode, self.section, self.section_owner = None, None, mode, "", ""
        self.last_action = self.last_outcome = None
        self.last = ""

    def _home(self) -> Priority:
        """The open priority; a heading that was waiting becomes one now that something stands under it."""
        if self.current is None:
            mode, section, owner = self.mode, self.section, self.section_owner
            if self.candidate is not None:
                self.open(heading_name(self.candidate, self.head_words), self.candidate)
            else:
                self.enter(self.priorities.meet(None, "", "", Place()))
            self.mode, self.section, self.section_owner = mode, section, owner
        assert self.current is not None
        return self.current

    # What stands in them

    def add_outcome(self, item: Item) -> int:
        home = self._home()
        self.use(item.lines)
        for index, known in enumerate(home.outcomes):
            if key(known.text) == key(item.text):
                self.last_outcome = known
                return index
        home.outcomes.append(item)
        self.last_outcome, self.last = item, "outcome"
        return len(home.outcomes) - 1

    def keep_apart(self, item: Item) -> None:
        self.apart.append((item, self.apart_under))
        self.use(item.lines)

    def settle_apart(self) -> None:
        """Give the outcomes that stood apart to the priorities they belong to."""
        known = {key(one.text) for priority in self.priorities.all for one in priority.outcomes}
        new = [(item, under) for item, under in self.apart if key(item.text) not in known]
        titled = [priority for priority in self.priorities.all if priority.title]
        numbers = [item.number for item, _ in new]
        alone = len(set(numbers)) == len(numbers) == len(titled) and {one.number for one in titled} == set(numbers)
        for item, under in new:
            named_above = self.priorities.by_title(under) if under else None
            found = (named_above, True) if named_above else home_of(item, titled, alone)
            if found and key(item.text) not in known:
                known.add(key(item.text))
                found[0].outcomes.append(item)
                if not found[1]:
                    self.unsure_home.add(id(item))

    def priority_named_in(self, text: str) -> Priority | None:
        """ "… by May (Priority 2)": the priority that an action's own words name."""
        match = _NAMED_BEHIND.search(text)
        known = (one for one in self.priorities.all if match and one.number == match["number"])
        return next(known, None)

    def add_action(self, item: Item) -> Action:
        home = self.priority_named_in(item.text) or self._home()
        self.use(item.lines)
        owner = item.lead or self.section_owner or home.owner or self.group_owner
        action = Action(item, section=self.section, section_owner=owner, period=self.period)
        home.actions.append(action)
        self.last_action, self.last = action, "action"
        self.run.append(action)
        return action

    def beside(self, role: str, item: Item) -> None:
        """What a list beside the list of actions says: of the action with its number, of the next one, or of all."""
        targets = self.run
        if item.numbered:
            index = next_number(item) - 2
            targets = [one for one in self.run if one.item.number == item.number] or self.run[index : index + 1]
        elif item.bulleted:
            targets = self.run[self.turn : self.turn + 1]
            self.turn += 1
        for action in targets:
            action.cells[role] = "\n".join(part for part in (action.cells.get(role, ""), item.text) if part)
            action.places.setdefault(role, item.place)
        self.use(item.lines if targets else [])

    def add_measure(self, item: Item) -> None:
        self._home().measures.append(item)
        self.use(item.lines)
        self.last = "measure"

    def extend(self, item: Item, more: Item, *, over_page: bool) -> None:
        """Give an item its second half."""
        if over_page:
            item.parts.append(more.text)
        else:
            item.parts[-1] = joined([item.parts[-1], more.text])
        item.lines += more.lines
        self.use(more.lines)

    def attach(self, role: str, text: str, line: Line) -> None:
        """What a label beside or under an action says; before any action it is said of the whole section."""
        if self.last == "action" and self.last_action is not None:
            cells = self.last_action.cells
            cells[role] = joined([cells.get(role, ""), text])
            self.last_action.places.setdefault(role, line.place)
            self.use([line])
            return
        if self.current and (heads := self.heads.get(id(self.current))) and not self.current.actions:
            heads[-1].labels.setdefault(role, text)
        if role == "owner":
            self.section_owner = text
            if self.current is not None and not self.current.actions:
                self.current.owner = text
        elif role == "deadline" and self.current is not None:
            self.begin_period(text)
        elif role == "measure" and self.current is not None:
            self.add_measure(Item(None, [text], [line], line.place))
        else:
            return
        self.use([line])


_WORDED = re.compile(
    r"(?P<word>[A-Z][\w&'’-]*(?: [A-Za-z][\w&'’-]*){0,3}?) (?P<number>\d{1,2}|[A-H]|[IVX]{1,4}|One|Two|Three|Four|Five|Six)"
    r"\s*[:.–—|-]+\s*(?P<title>\S.*)"
)
_LETTERED = re.compile(r"(?P<number>[A-H])[.):]\s+(?P<title>[A-Z].*)")


_NAMED_BEHIND = re.compile(
    r"[(\[](?:links? to |supports |for )?(?:strategic )?(?:priority|theme|aim|objective|pillar) (?P<number>\d{1,2}|[A-H])[)\]]\W*$",
    re.IGNORECASE,
)


def head_word(text: str) -> str | None:
    """The word before the number of a heading: "Mission" in "Mission 2: Homes"."""
    match = _WORDED.fullmatch(tidy(text))
    return match["word"].lower() if match else None


def heading_name(heading: Line, words: Counter[str]) -> Name:
    """A heading without the number, or the word and the number, by which such headings count."""
    worded, lettered = _WORDED.fullmatch(tidy(heading.text)), _LETTERED.fullmatch(tidy(heading.text))
    match = worded if worded and words[worded["word"].lower()] > 1 else lettered
    if match:
        count = number(match["number"])
        return Name("", str(count) if count is not None else match["number"], closed(match["title"]))
    printed, text = numbered_text(heading)
    return Name("", printed, closed(text))
