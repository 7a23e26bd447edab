"""Labels and what stands behind or below them: "Lead: …", "By when", "Led by …", "So that …"."""

import re

from goldenthread.documents.blocks import Block, Line, Table

from . import wordings
from .deadlines import find_in_column
from .evidence import is_date, is_names
from .flow_state import LABELLED, YEARS, FlowState
from .items import Item, bulletless, continues, is_bullet, is_instruction, numbered_text
from .loose import candidates
from .owners import without_dates
from .survey import ACTION_LABEL
from .vocabulary import AGENCIES
from .words import joined, key, plain, tidy

_LED = re.compile(
    r"(?:(?:this|the) (?:\w+ )?(?:priority|theme|aim|work ?stream|pillar|strand|area|objective|section)(?: of work)? (?:is|will be|shall be) "
    r"|it (?:is|will be) )?(?:being )?(?:led|owned|overseen|taken forward|driven|delivered|held)(?: jointly)? by (?:the )?(?P<who>\S.*)"
    r"|(?:the )?(?P<first>[A-Z][^.;:]{2,90}?) (?:leads?|is leading|is responsible|takes? the lead|will lead)(?: on| for)? (?:this|the) "
    r"(?:priority|theme|aim|work ?stream|pillar|strand|area|work)\b.*",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"(?:this is )?(?:so that|in order that)[\s:,…]+(?P<what>\S.*)", re.IGNORECASE)
# What a list of outcomes outside any priority is headed by; aims, ambitions and objectives there are mostly principles.
_OUTCOMES = re.compile(r"\boutcomes?\b|\bwant\b|\bdifferen|\bsuccess\b|\bexpect\b|\bnotice\b", re.IGNORECASE)
_BELOW = ("owner", "deadline", "partners", "status", "progress")


class Labels(FlowState):
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
            if LABELLED.match(tidy(block.text)) is None:
                return bool(block.level) or not (
                    is_bullet(block) or numbered_text(block)[0] or wordings.role_of(block.text)
                )
        return True

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
        who, dates = without_dates(words), find_in_column(words, YEARS)
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
        match = LABELLED.match(text)
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
