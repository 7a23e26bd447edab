"""Lines that name priorities, and headings of any other sort."""

import re

from goldenthread.documents.blocks import Block, Line, Table

from . import wordings
from .bodies import is_body
from .builder import Head
from .deadlines import find, find_in_column
from .evidence import is_date, is_names
from .flow_state import TODAY, YEARS, FlowState
from .items import Item, is_bullet, is_instruction, numbered_text
from .priorities import Name, closed, named
from .survey import bare_owner
from .words import key, plain, tidy

_PLAN_TITLE = re.compile(
    r"\b(?:action|delivery|business|improvement|implementation|work|annual|strategic|safeguarding) plan\b"
    r"|\b(?:safeguarding|children|adults)\b.*\bpartnership$|action log",
    re.IGNORECASE,
)
_GROUP_PLAN = re.compile(
    r"(?i:(?:(?:sub-?group )?(?:work ?plan|action plan|programme)(?: of| for)?|sub-?group|group)\s*[:–—-]?\s+(?:the )?)"
    r"(?P<who>[A-Z].+)"
)
_LEAD_BEHIND = re.compile(
    r"\s*[(\[–—-]\s*(?:leads?|owner|led by|lead body|lead group|lead agency)\b[:\s–—-]+(?:the )?(?P<who>[^()\[\]]+?)[)\]]?$",
    re.IGNORECASE,
)


class Headings(FlowState):
    def _priority(self, line: Line, text: str, following: Block | None, index: int) -> bool:
        builder = self.builder
        name = named(text)
        if name and name.keyword == builder.keyword:
            return self._named_priority(name, line, following, index)
        if name and name.number and name.title and builder.current and builder.keyword:
            number = re.search(r"\d[\d.]*[a-z]?|\b[A-H]\b", text)
            item = Item(number[0] if number else None, [name.title], [line], line.place, True)
            builder.add_outcome(item)
            builder.labels[id(builder.sources(line)[0])] = name.keyword
            builder.mode = "none"
            return True
        heading = self._is_heading(line, text, following)
        known = builder.priorities.by_title(text) if heading else None
        if known is None and heading and builder.keyword and isinstance(following, Table) and len(text.split()) < 7:
            known = builder.priorities.alike(text)
        if known is None:
            return False
        builder.leave([line], "repeats a priority")
        if self._is_listing(line, following, index):
            return True
        builder.end_period(line.level)
        apart = builder.mode == "apart" or self.apart
        builder.enter(known)
        known.level = line.level
        if apart or (self.part and line.level > self.part[1]):
            self.apart = apart
            builder.mode = self.part[0] if self.part else "outcome"
        return True

    def _named_priority(self, name: Name, line: Line, following: Block | None, index: int) -> bool:
        builder = self.builder
        if not name.title and isinstance(following, Line) and not named(following.text) and not is_bullet(following):
            builder.use([following])
            name = Name(name.keyword, name.number, closed(following.text))
            line = Line(f"{tidy(line.text)} {tidy(following.text)}", line.place, line.level)
            builder.use([self.blocks[index]] if isinstance(self.blocks[index], Line) else [])  # type: ignore[list-item]
        listing = self._is_listing(line, following, index)
        builder.end_period(line.level)
        builder.heading = ""
        led = _LEAD_BEHIND.search(name.title)
        if led and is_names(led["who"]):
            name = Name(name.keyword, name.number, closed(name.title[: led.start()]))
        priority = builder.open(name, line, mention=listing)
        if led and is_names(led["who"]):
            priority.owner = led["who"]
        if listing:
            builder.close()
        return True

    def _is_listing(self, line: Line, following: Block | None, index: int) -> bool:
        """One of a run of priorities with nothing between them is a mention."""
        if self.has_more:
            return False
        before = self._preceding(index)
        neighbours = [block for block in (before, following) if isinstance(block, Line)]
        return any(
            block.level == line.level and is_bullet(block) == is_bullet(line) and self._is_named(block)
            for block in neighbours
        )

    def _is_named(self, line: Line) -> bool:
        name = named(line.text)
        if name and name.keyword == self.builder.keyword:
            return bool(name.title)
        return self.builder.priorities.by_title(line.text) is not None

    def _counted(self, line: Line, text: str, following: Block | None, index: int) -> bool:
        """Numbers of three steps tell what is what: "1" a priority, "1.1" an outcome, "1.1.1" an action."""
        number, words = numbered_text(line)
        if number is None or not self.counts:
            return False
        builder = self.builder
        item = Item(number, [words], [line], line.place, True)
        home = builder.current.number if builder.current else None
        if "." in number and home != number.partition(".")[0]:
            return False
        if number in self.counts and "." in number:
            builder.add_outcome(item)
        elif number in self.counts and named(text) is None and builder.keyword is None:
            builder.open(Name("", number, closed(words)), line)
        elif number.count(".") == 2 and number.rpartition(".")[0] in self.counts:
            builder.add_action(item)
        else:
            return False
        builder.mode = "none"
        return True

    def _is_heading(self, line: Line, text: str, following: Block | None) -> bool:
        if line.level or (line.bold and len(text.split()) <= 16 and not is_bullet(line)) or key(text) in self.by_owner:
            return True
        number, words = numbered_text(line)
        if self.has_levels or (number and self.builder.current and is_instruction(words)):
            return False
        if is_bullet(line) or len(words) > 80 or len(words.split()) > 10 or re.search(r"[.;,:!]$", words):
            return False
        if not words[:1].isupper() or find(words, TODAY):
            return False
        return not (
            number
            and isinstance(following, Line)
            and numbered_text(following)[0]
            and number.isdigit() == (numbered_text(following)[0] or "").isdigit()
        )

    def _heading(self, line: Line, text: str, following: Block | None, index: int) -> bool:
        builder = self.builder
        if not self._is_heading(line, text, following):
            return False
        behind_table = isinstance(self._preceding(index), Table)
        if self._is_action_after_all(line, text, following, behind_table=behind_table):
            return False
        builder.heading = text
        if self._is_period(text):
            builder.begin_period(text, line.level)
            builder.leave([line], "heading")
            builder.mode = "none" if builder.mode in ("context", "off", "measure", "outcome") else builder.mode
            return True
        builder.end_period(line.level)
        self.apart = False
        if builder.mode == "apart" and (not line.level or (self.part and line.level > self.part[1])):
            builder.apart_under = text
            builder.leave([line], "heading")
            return True
        builder.mode = "none" if builder.mode == "apart" else builder.mode
        self.part = None if self.part and line.level <= self.part[1] else self.part
        self._group(line, text)
        if wordings.AFTER.fullmatch(re.sub(r"^[\d.]+\s+|\W+$", "", plain(text))):
            builder.close("off")
            builder.leave([line], "heading")
            return True
        if self.counts and builder.current and not line.level and numbered_text(line)[0] is None:
            builder.leave([line], "heading")
            return True
        if builder.keyword or self.listed or (builder.current is not None and line.level > builder.current.level > 0):
            self._subheading(line, text)
        elif self.repeated[key(text)] > 1 and (builder.current or builder.candidate):
            builder.section, builder.mode = text, "none"
            builder.leave([line], "heading")
        elif self._starts_section(line):
            builder.close()
            builder.candidate = None if _PLAN_TITLE.search(plain(text)) else line
        return True

    def _group(self, line: Line, text: str) -> None:
        """A heading that says whose plan follows: "Workplan of the Quality Group", "What the Police will do"."""
        builder, match = self.builder, _GROUP_PLAN.fullmatch(text)
        home = builder.current
        if match and is_body(match["who"]):
            builder.group_owner, self.group_level = match["who"], line.level
        elif key(text) in self.by_owner and not (home and home.level and line.level > home.level):
            builder.group_owner, self.group_level = bare_owner(text), line.level
        elif not (line.level and self.group_level and line.level > self.group_level):
            builder.group_owner, self.group_level = "", 0

    def _is_period(self, text: str) -> bool:
        """ "Quarter 1 2024/25", "By March 2025": a heading that says when, and more closely than a year."""
        return is_date(text) and any(one.due and one.kind != "year" for one in find_in_column(text, YEARS))

    def _is_action_after_all(self, line: Line, text: str, following: Block | None, *, behind_table: bool) -> bool:
        """A numbered order in a list may be short; it is a heading where it goes on counting the priorities."""
        builder = self.builder
        if line.level or builder.mode not in ("action", "outcome", "measure"):
            return False
        number, words = numbered_text(line)
        if wordings.AFTER.fullmatch(words.strip(" .:")):
            return False
        begins = isinstance(following, Line) and wordings.role_of(following.text) in ("outcome", "action")
        if begins and not is_instruction(words) and not following.text.startswith(("•", "-")):  # type: ignore[union-attr]
            return False
        if number is None:
            return builder.mode == "action" and is_instruction(words) and not line.bold
        home = builder.current
        next_one = home is not None and (home.number or "").isdigit() and number == str(int(home.number or 0) + 1)
        last = builder.last_action.item.number if builder.last_action else None
        return not next_one or ((last or "").isdigit() and not behind_table)

    def _starts_section(self, line: Line) -> bool:
        """Without a word for priorities, a heading that is not below the open one's level may be one."""
        home = self.builder.current
        return not (home and home.level and line.level > home.level)

    def _subheading(self, line: Line, text: str) -> None:
        builder = self.builder
        home = builder.current
        number, words = numbered_text(line)
        if key(closed(words)) in self.listed:
            builder.open(Name("", number, closed(words)), line)
        elif home is None:
            return
        elif line.level and home.level and line.level <= home.level:
            builder.close()
            builder.candidate = line
        else:
            owner = text if key(text) in self.by_owner else ""
            builder.heads.setdefault(id(home), []).append(Head(line))
            builder.section, builder.section_owner, builder.mode = text, bare_owner(owner), "none"
            builder.leave([line], "heading")
