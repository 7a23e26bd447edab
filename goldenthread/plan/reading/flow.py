"""Headings, labels, lists and paragraphs: the parts of a plan that stand in no table."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from goldenthread.documents.blocks import Block, Line, Table

from . import wordings
from .bodies import is_body
from .builder import Builder, Head
from .deadlines import Calendar, find, find_in_column
from .evidence import is_date, is_names
from .items import Item, at_labels, bulletless, continues, follows, is_bullet, is_instruction, numbered_text, unfinished
from .loose import candidates
from .owners import without_dates
from .priorities import Name, closed, named
from .survey import ACTION_LABEL, bare_owner, counted, furniture, owner_headings
from .vocabulary import AGENCIES
from .words import joined, key, plain, tidy

_LABELLED = re.compile(r"^\W*(?P<label>[A-Z][^:?–—]{1,60}?)\s*(?P<mark>\??:|\?|\s[–—-]\s)\s*(?P<value>.+)$")
_CONTENTS = re.compile(r"(?:\.\s?){4,}|…{2,}")
_PLAN_TITLE = re.compile(
    r"\b(?:action|delivery|business|improvement|implementation|work|annual|strategic|safeguarding) plan\b"
    r"|\b(?:safeguarding|children|adults)\b.*\bpartnership$|action log",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[–—-]\s*\(?[A-Z][^()–—]{2,80}\)?(?:\s*[–—-].{3,60})?$|\([^()]{3,80}\)\.?$")

_GROUP_PLAN = re.compile(
    r"(?i:(?:(?:sub-?group )?(?:work ?plan|action plan|programme)(?: of| for)?|sub-?group|group)\s*[:–—-]?\s+(?:the )?)"
    r"(?P<who>[A-Z].+)"
)
_PROSE = re.compile(r"(?:^|\s)\((?P<letter>[a-z])\)\s+")
_SUCCESS = re.compile(
    r"\b(?:we (?:shall|will) (?:have succeeded|know (?:that )?we have succeeded)|success (?:means|looks like|is))"
    r"(?: when| if| that| this:?)?\s+(?P<what>[^.]+)",
    re.IGNORECASE,
)
_LED = re.compile(
    r"(?:(?:this|the) (?:\w+ )?(?:priority|theme|aim|work ?stream|pillar|strand|area|objective|section)(?: of work)? (?:is|will be|shall be) "
    r"|it (?:is|will be) )?(?:being )?(?:led|owned|overseen|taken forward|driven|delivered|held)(?: jointly)? by (?:the )?(?P<who>\S.*)"
    r"|(?:the )?(?P<first>[A-Z][^.;:]{2,90}?) (?:leads?|is leading|is responsible|takes? the lead|will lead)(?: on| for)? (?:this|the) "
    r"(?:priority|theme|aim|work ?stream|pillar|strand|area|work)\b.*",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"(?:this is )?(?:so that|in order that)[\s:,…]+(?P<what>\S.*)", re.IGNORECASE)
_LEAD_BEHIND = re.compile(
    r"\s*[(\[–—-]\s*(?:leads?|owner|led by|lead body|lead group|lead agency)\b[:\s–—-]+(?:the )?(?P<who>[^()\[\]]+?)[)\]]?$",
    re.IGNORECASE,
)
# What a list of outcomes outside any priority is headed by; aims, ambitions and objectives there are mostly principles.
_OUTCOMES = re.compile(r"\boutcomes?\b|\bwant\b|\bdifferen|\bsuccess\b|\bexpect\b|\bnotice\b", re.IGNORECASE)
_BELOW = ("owner", "deadline", "partners", "status", "progress")
_COMMITS = re.compile(r"(?:by [^,]{3,40},? )?we (?:commit|pledge|promise|undertake) to\b", re.IGNORECASE)
_DASHED_DATE = re.compile(
    r"\s[–—-]\s[^–—]{0,40}\b(?:20\d\d|ongoing|quarterly|annually|monthly|Q[1-4]|term)\b[^–—]{0,20}$", re.IGNORECASE
)


class FlowReader:
    def __init__(self, builder: Builder, blocks: Sequence[Block], listed: set[str]) -> None:
        self.builder = builder
        self.blocks = blocks
        self.listed = listed
        self.furniture = furniture(blocks)
        self.has_levels = sum(isinstance(block, Line) and block.level > 0 for block in blocks) > 2
        self.counts = counted(blocks)
        self.part: tuple[str, int] | None = None
        """What the part of the document is about that a heading opened, and that heading's rank."""
        self.repeated = Counter(
            key(block.text) for block in blocks if isinstance(block, Line) and (block.level or block.bold)
        )
        """How often each heading stands in the document: a priority's title stands there once."""
        self.by_owner = owner_headings(blocks)
        texts = Counter(tidy(block.text) for block in blocks if isinstance(block, Line))
        self.once = {text: count == 1 for text, count in texts.items()}
        self.told_below = self._tells_below()
        """Whether the lines above labelled ones that say who and when are the actions of this document."""
        self.pending_role: str | None = None
        self.pending_number: str | None = None
        self.broken = False
        self.has_more = False
        self.after_line = False
        self.next_piece: Line | None = None
        self.group_level = 0
        self.apart = False
        """Whether the outcomes of all priorities are listed here, under the title of each."""
        self.open_list = False
        """Whether a heading such as "Actions" has opened a list outside any priority."""

    def _tells_below(self) -> bool:
        lines = [block for block in self.blocks if not isinstance(block, Table) and id(block) not in self.furniture]
        above = [
            tidy(first.text)
            for first, second in pairwise(lines)
            if not first.level and self._says_who_or_when(second) and not self._is_label(tidy(first.text))
        ]
        orders = [
            text for text in above if is_instruction(numbered_text(Line(text))[1]) or numbered_text(Line(text))[0]
        ]
        return len(above) > 3 and len(orders) * 2 >= len(above)

    def read(self, index: int) -> None:
        line = self.blocks[index]
        assert isinstance(line, Line)
        pieces = [replace(line, text=text) for text in at_labels(line.text)]
        if len(pieces) == 1:
            self._read(line, index)
            return
        self.has_more = True
        for number, piece in enumerate(pieces):
            self.builder.origin[id(piece)] = (piece, self.builder.sources(line))
            self.next_piece = pieces[number + 1] if number + 1 < len(pieces) else None
            if number:
                self._label(piece, piece.text, None, index)
            else:
                self._read(piece, index)
        self.has_more = False

    def _read(self, line: Line, index: int) -> None:
        text = tidy(line.text)
        if not text:
            return
        if id(line) in self.furniture:
            self.builder.leave([line], "page furniture")
            self.broken = True
            return
        if _CONTENTS.search(text):
            self.builder.leave([line], "contents")
            return
        following = self._following(index)
        self.next_piece = self.next_piece if self.has_more else None
        self.after_line = isinstance(self._preceding(index), Line)
        for step in (
            self._counted,
            self._priority,
            self._prose,
            self._label,
            self._lead_told,
            self._purpose,
            self._labelled_below,
            self._heading,
            self._said_below,
            self._item,
            self._continuation,
        ):
            if step(line, text, following, index):
                break
        else:
            self._note(line)
        self.broken = False

    def _note(self, line: Line) -> None:
        builder = self.builder
        if builder.current is not None and builder.mode not in ("context", "off", "measure", "outcome"):
            builder.under.setdefault(id(builder.current), []).append(line)
            if heads := builder.heads.get(id(builder.current)):
                heads[-1].told.append(line)

    def _following(self, index: int) -> Block | None:
        return next((block for block in self.blocks[index + 1 :] if id(block) not in self.furniture), None)

    def _preceding(self, index: int) -> Block | None:
        return next((block for block in reversed(self.blocks[:index]) if id(block) not in self.furniture), None)

    # Priorities

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

    def _prose(self, line: Line, text: str, following: Block | None, index: int) -> bool:
        """A paragraph that tells actions as "(a) …; (b) …; and (c) …." The paragraph stays among what was not used."""
        builder = self.builder
        marks = list(_PROSE.finditer(text))
        letters = [mark["letter"] for mark in marks]
        if (
            builder.current is None
            or len(marks) < 2
            or letters != [chr(ord("a") + number) for number in range(len(marks))]
        ):
            return False
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        for mark, end in zip(marks, ends, strict=True):
            words = re.sub(r"[;,]?(?:\s+and)?\s*$", "", re.split(r"\.(?:\s|$)", text[mark.end() : end])[0])
            builder.add_action(Item(mark["letter"], [words], [], line.place, True))
        success = _SUCCESS.search(text)
        if success:
            builder.add_outcome(Item(None, [success["what"]], [], line.place))
        builder.leave([line], "told in prose")
        builder.last = ""
        return True

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

    # Labels

    def _label(self, line: Line, text: str, following: Block | None, index: int) -> bool:
        builder = self.builder
        text = re.sub(r"^Q(?:uestion)?\s?\d{0,2}[.:)]\s+(?=[A-Z])", "", text)
        alone = re.sub(r"^[\d.]+\s+|\W+$", "", text)
        if self.pending_role and not is_bullet(line) and not ACTION_LABEL.fullmatch(text):
            pending, self.pending_role = self.pending_role, None
            if not wordings.role_of(alone) and not self._is_label(text) and self._value_below(pending, line, text):
                return True
        number = ACTION_LABEL.fullmatch(text)
        if number and builder.current and isinstance(following, Line):
            self.pending_role, self.pending_number = "action", number["number"]
            builder.run = []
            builder.leave([line], "heading")
            return True
        role = (
            wordings.role_of(text)
            if not wordings.is_past(alone)
            and key(text) not in self.by_owner
            and len(text) < 70
            and not self._is_label(text)
            and not (is_bullet(line) and not text.endswith(":"))
            else None
        )
        if role in ("measure", *_BELOW) and self._expects(role, line, following):
            return True
        if role in ("outcome", "action", "measure"):
            return self._mode(role, line, text)
        if (wordings.CONTEXT.fullmatch(alone) or wordings.is_past(alone)) and (line.level or len(text) < 60):
            if builder.current and line.level and builder.current.level and line.level <= builder.current.level:
                builder.close("context")
            builder.mode, builder.heading = "context", text
            return True
        return self._labelled(line, text)

    def _lead_told(self, line: Line, text: str, following: Block | None, index: int) -> bool:
        """ "Led by the Quality Group", "This priority is led by …", before any action of a priority."""
        builder = self.builder
        match = _LED.match(text) if len(text) < 250 else None
        if match is None or builder.current is None or builder.current.actions or line.level:
            return False
        words = re.split(r"\.\s|,? (?:with|which|who|and (?:reports|meets|is))\b", match["who"] or match["first"])[
            0
        ].strip(" .")
        if not is_names(words):
            return False
        whole = match.end() >= len(text) - 1 and len(words) > len(match["who"] or "") - 3
        builder.attach("owner", words, line)
        if not whole:
            builder.leave([line], "told in prose")
            builder.used -= {id(source) for source in builder.sources(line)}
        return True

    def _purpose(self, line: Line, text: str, following: Block | None, index: int) -> bool:
        """ "So that no child has to tell the same story twice.", right below the name of a priority."""
        builder = self.builder
        match = _PURPOSE.match(text) if len(text) < 300 else None
        if match is None or builder.current is None or builder.current.actions or line.level:
            return False
        if builder.mode in ("context", "off", "apart") or builder.last == "action":
            return False
        builder.add_outcome(Item(None, [match["what"]], [line], line.place))
        return True

    def _labelled_below(self, line: Line, text: str, following: Block | None, index: int) -> bool:
        """An order, be it a heading or a line, right above lines that say who and when."""
        builder = self.builder
        home = builder.current
        number, words = numbered_text(line)
        if (
            (home is None and (builder.candidate is None or builder.keyword is not None))
            or builder.mode in ("off", "apart")
            or (builder.mode in ("outcome", "measure") and is_bullet(line))
            or text.endswith(":")
            or (line.level and home is not None and home.level and line.level <= home.level)
            or not (
                is_instruction(bulletless(words))
                or (self.told_below and not line.level and home and len(words.split()) > 2 and self.once.get(text))
                or (number and home and (builder.keyword or re.search(r"\d\.\d", number)))
                or (line.level and home and self._card_below(index))
            )
            or not isinstance(below := self.next_piece or following, Line)
            or not self._says_who_or_when(below)
        ):
            return False
        builder.mode = "none" if builder.mode == "context" else builder.mode
        builder.add_action(Item(number, [bulletless(words)], [line], line.place, number is not None, is_bullet(line)))
        return True

    def _card_below(self, index: int) -> bool:
        """Below a heading stand labelled lines and then something else than the list or table they would be said of."""
        for block in self.blocks[index + 1 : index + 9]:
            if isinstance(block, Table):
                return False
            if _LABELLED.match(tidy(block.text)) is None:
                return bool(block.level) or not (
                    is_bullet(block) or numbered_text(block)[0] or wordings.role_of(block.text)
                )
        return True

    def _says_who_or_when(self, line: Line) -> bool:
        match = _LABELLED.match(at_labels(tidy(line.text))[0])
        role = wordings.role_of(match["label"]) if match and match["mark"].endswith(":") else None
        return role in ("owner", "deadline", "owner_date", "agency")

    def _said_below(self, line: Line, text: str, following: Block | None, index: int) -> bool:
        """A line below an action that holds nothing but names of bodies and dates: "Police, June 2024"."""
        action = self.builder.last_action
        before = self._preceding(index)
        if action is None or self.builder.last != "action" or line.level or len(text) > 140 or continues(text):
            return False
        if not any(before is one for one in action.item.lines) or {"owner", "deadline"} & set(action.cells):
            return False
        if (is_bullet(line) and line.depth <= action.item.lines[-1].depth) or numbered_text(line)[0]:
            return False
        words = bulletless(text).strip(" ()[].")
        who, dates = without_dates(words), find_in_column(words, _YEARS)
        apart = (
            bool(dates) and re.search(r"[,;|(/]|\s[–—-]\s|[–—-]$", words[: words.find(dates[0].text or "")]) is not None
        )
        firm = is_names(who) and (apart or (not dates and len(who.split()) > 1 and plain(who).lower() not in AGENCIES))
        if (who and not firm) or not (who or is_date(words)):
            return False
        for role, said in (("owner", who), ("deadline", words if dates else "")):
            if said:
                self.builder.attach(role, said, line)
        return True

    def _is_label(self, text: str) -> bool:
        match = _LABELLED.match(text)
        return match is not None and match["mark"].endswith(":") and wordings.role_of(match["label"]) is not None

    def _expects(self, role: str, line: Line, following: Block | None) -> bool:
        """A label whose value stands below it: a line for the action before, or a list for the list of actions."""
        builder = self.builder
        if builder.current is None or not isinstance(following, Line):
            return False
        if role == "measure" and not (builder.last_action and builder.last == "action" and builder.last_action.cells):
            return False
        if role == "measure" and len(builder.run) > 1:
            return False
        if (is_bullet(following) or numbered_text(following)[0]) and role != "measure" and builder.run:
            builder.mode, builder.turn = f"beside {role}", 0
        else:
            self.pending_role = role
            builder.mode = "none" if builder.mode.startswith("beside") else builder.mode
        builder.leave([line], "label")
        return True

    def _value_below(self, role: str, line: Line, text: str) -> bool:
        builder = self.builder
        if role == "action":
            builder.add_action(Item(self.pending_number, [text], [line], line.place, True))
        elif line.level:
            return False
        elif len(builder.run) > 1 and not any(action.cells for action in builder.run[:-1]):
            builder.beside(role, Item(None, [text], [line], line.place))
        else:
            builder.attach(role, text, line)
        return True

    def _mode(self, role: str, line: Line, text: str) -> bool:
        """A label with nothing behind it says what the next list holds. Without a priority in sight it is a heading."""
        builder = self.builder
        if role == "measure" and wordings.is_success(text):
            role = "outcome"
        if line.level:
            self.part = role, line.level
            builder.heading = text
        if builder.current is None and builder.candidate is None:
            if role == "action" and line.level and (builder.keyword or builder.listed):
                builder.mode, self.open_list = "action", True
                builder.leave([line], "heading")
                return True
            if (
                role != "outcome"
                or not _OUTCOMES.search(text)
                or not (line.level or line.bold or text.endswith(":") or len(text) < 40)
            ):
                return False
            builder.mode, builder.apart_under = "apart", ""
            builder.leave([line], "heading")
            return True
        builder.mode = role
        builder.last = ""
        builder.run = [] if role == "action" else builder.run
        builder.leave([line], "heading")
        return True

    def _labelled(self, line: Line, text: str) -> bool:
        match = _LABELLED.match(text)
        if not match or len(match["label"].split()) > 8:
            return False
        number = re.search(r"\s+((?:[A-Z]?\d[\d.]*[A-Za-z]?)|[A-Z])$", match["label"])
        label = match["label"][: number.start()] if number else match["label"]
        if (
            line.level
            and self.builder.head_words[label.lower()] > 1
            and wordings.role_of(label) not in ("action", "outcome")
        ):
            return False
        role = wordings.role_of(label) if line.level else self._label_role(label, match["mark"][-1], match["value"])
        value = match["value"].strip()
        colon = match["mark"].endswith(":") or (match["mark"] == "?" and role in ("outcome", "measure"))
        if role == "outcome" and number and self._heads_a_section(line):
            return False
        if (
            role == "measure"
            and self.builder.last != "action"
            and label.lower().startswith(("success looks", "what success"))
        ):
            role = "outcome"
        if role is None or (not colon and role not in ("owner", "deadline")):
            return False
        once = len(self.builder.evidence.under.get(key(label), [])) < 2
        if role == "card" and wordings.role_of(label) is None and (once or numbered_text(line)[0]):
            return False
        if not colon and (len(value.split()) > 12 or len(label.split()) > 3):
            return False
        return self._value(role, value, number[1] if number else None, line, label)

    def _label_role(self, label: str, mark: str, value: str) -> str | None:
        """By its words; behind an action or at the head of a card also by what stands behind the same label elsewhere."""
        role, evidence = wordings.role_of(label), self.builder.evidence
        if mark == ":" and evidence.opens_card(label):
            return "card" if role in (None, "action") else role
        if mark == ":" and role is None and self.after_line and self.builder.last == "action":
            return evidence.guess_of_label(label)
        is_name = len(label.split()) < 7 and "(" not in label and not is_instruction(label)
        if mark == ":" and role is None and is_name and candidates(label) == ("owner",) and is_names(value):
            return "owner"
        return role

    def _heads_a_section(self, line: Line) -> bool:
        """Without a word for priorities, "Outcome 1: …" as a heading may be one."""
        above = self.builder.current or self.builder.candidate
        return (
            self.builder.keyword is None and line.level > 0 and not (above and above.level and above.level < line.level)
        )

    def _value(self, role: str, value: str, number: str | None, line: Line, label: str) -> bool:
        builder = self.builder
        item = Item(number, [value], [line], line.place, number is not None)
        if builder.current is None and builder.candidate is None:
            if role == "outcome" and number:
                builder.labels[id(builder.sources(line)[0])] = label
                builder.keep_apart(item)
            return role == "outcome" and number is not None
        source = id(builder.sources(line)[0])
        builder.labels[source] = joined([builder.labels.get(source, ""), label])
        if role == "outcome":
            builder.add_outcome(item)
        elif role == "card" or (role == "action" and label.lower() not in ("how", "what", "plan")):
            builder.add_action(item)
        elif role in (
            "owner", "agency", "owner_date", "deadline", "partners", "status", "progress", "measure", "start", "revised",
            "done",
        ):  # fmt: skip
            builder.attach(role, value, line)
        else:
            return False
        return True

    # Headings

    def _is_heading(self, line: Line, text: str, following: Block | None) -> bool:
        if line.level or (line.bold and len(text.split()) <= 16 and not is_bullet(line)) or key(text) in self.by_owner:
            return True
        number, words = numbered_text(line)
        if self.has_levels or (number and self.builder.current and is_instruction(words)):
            return False
        if is_bullet(line) or len(words) > 80 or len(words.split()) > 10 or re.search(r"[.;,:!]$", words):
            return False
        if not words[:1].isupper() or find(words, _TODAY):
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
        return is_date(text) and any(one.due and one.kind != "year" for one in find_in_column(text, _YEARS))

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

    # Items

    def _item(self, line: Line, text: str, following: Block | None, index: int) -> bool:
        builder = self.builder
        number, words = numbered_text(line)
        bullet = is_bullet(line)
        item = Item(number, [bulletless(words) if bullet else words], [line], line.place, number is not None, bullet)
        listed = bullet or number is not None
        if builder.mode == "apart" and listed and not text.endswith(":"):
            builder.keep_apart(item)
            return True
        if builder.priority_named_in(item.text) and self._is_action(item, line, listed):
            builder.add_action(item)
            return True
        waiting = builder.candidate is None or builder.keyword
        if builder.current is None and waiting and not (self.open_list and builder.mode == "action" and listed):
            return False
        if builder.mode.startswith("beside ") and (listed or not text.endswith(":")):
            builder.beside(builder.mode.removeprefix("beside "), item)
        elif builder.mode == "measure" and (listed or not text.endswith(":")):
            builder.add_measure(item)
        elif builder.mode == "outcome" and (listed or self._is_statement(text)) and not self._ends_outcomes(item):
            builder.add_outcome(item)
        elif self._is_action(item, line, listed):
            builder.add_action(item)
        else:
            return False
        return True

    def _ends_outcomes(self, item: Item) -> bool:
        """Below a list of bullets a number such as "1.2" begins or goes on with something else."""
        last = self.builder.last_outcome
        if self._is_sibling(item):
            return True
        counted = item.numbered and re.search(r"\d\.\d", item.number or "") is not None
        ended = counted and last is not None and self.builder.last == "outcome" and last.bulleted
        if ended:
            self.builder.mode = "none"
        return ended

    def _is_statement(self, text: str) -> bool:
        return not text.endswith(":") and not continues(text) and len(text) > 20 and not is_date(text)

    def _is_sibling(self, item: Item) -> bool:
        """The line whose number follows that of the action before."""
        last = self.builder.last_action
        return item.numbered and last is not None and follows(last.item.number, item.number)

    def _is_action(self, item: Item, line: Line, listed: bool) -> bool:
        builder, text = self.builder, item.text
        if self._is_sibling(item) and not text.endswith(":") and builder.mode not in ("context", "off", "apart"):
            return True
        if builder.mode == "context" and listed and builder.current and _is_dated(text) and is_instruction(text):
            builder.mode = "none"
        if text.endswith(":") or builder.mode in ("context", "off", "measure", "outcome"):
            return False
        if (
            listed
            and builder.last_action
            and line.depth > builder.last_action.item.lines[-1].depth
            and not item.numbered
        ):
            return False
        if builder.mode == "action":
            return listed or (
                not self._in_numbered_list()
                and not self._breaks_off()
                and not continues(text)
                and (is_instruction(text) or _is_dated(text))
            )
        if builder.current is None:
            return listed and is_instruction(text) and _is_dated(text)
        if _COMMITS.match(text):
            return True
        return (listed and (is_instruction(text) or _is_dated(text))) or (
            bool(_TAIL.search(text) or _DASHED_DATE.search(text)) and len(text) < 300 and not text.endswith(").")
        )

    def _in_numbered_list(self) -> bool:
        last = self.builder.last_action
        return last is not None and last.item.numbered

    def _breaks_off(self) -> bool:
        last = self.builder.last_action
        return (
            self.broken and last is not None and unfinished(last.item.text) and not last.item.text.endswith((".", ";"))
        )

    def _continuation(self, line: Line, text: str, following: Block | None, index: int) -> bool:
        """The rest of the item before: behind a page break, in small letters, or a bullet below it."""
        builder = self.builder
        item = builder.last_action.item if builder.last == "action" and builder.last_action else builder.last_outcome
        if item is None or builder.mode in ("context", "off") or not builder.last:
            return False
        below = is_bullet(line) and line.depth > item.lines[-1].depth
        before = self._preceding(index)
        after_table = isinstance(before, Table) and continues(text)
        if not after_table and not any(before is one for one in item.lines):
            return False
        unnumbered = item.numbered and not is_bullet(line) and unfinished(item.text) and builder.mode == "action"
        if (
            below
            or unnumbered
            or item.text.endswith(":")
            or (continues(text) and unfinished(item.text))
            or (continues(text) and self.broken)
        ):
            builder.extend(item, Item(None, [bulletless(text)], [line], line.place), over_page=self.broken)
            return True
        return False


_TODAY = Calendar()
_YEARS = Calendar(date(2000, 4, 1))


def _is_dated(text: str) -> bool:
    return bool(find(text, _TODAY)) or bool(_TAIL.search(text))
