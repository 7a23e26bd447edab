"""What the demonstration tells of moderation, in November 2021. All is invented."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from goldenthread.assurance.demonstration import TRUST
from goldenthread.assurance.models import GoodExample, SelfAssessment
from goldenthread.assurance.operations import examples, moderation
from goldenthread.assurance.queries.moderation import Standard, sections_of

Event = tuple[date, Callable[[], object]]
LOWER = {
    "board-lead": "The portfolio is named in the scheme of delegation. The deputy was not named anywhere we looked.",
    "policy-known": "The spot check covered two of five sites.",
}
ASKED = "Which sites were in the spot check, and who chose them?"
REPLY = "The deputy was named in September. The minute is attached to the return of the board."

TITLE = "A quarter's figures on one page for the board"
EXAMPLE = (
    "The safeguarding team puts four figures and one story of practice on a single page each quarter. A board member "
    "asks one question of it, and the answer is on the next page. Since it began, two questions changed what the team "
    "measures."
)


def events(story: Any) -> Iterator[Event]:
    told = Moderating(story)
    yield date(2021, 11, 22), told.judge
    yield date(2021, 11, 24), told.reply
    yield date(2021, 11, 25), told.ask
    yield date(2021, 11, 26), told.propose
    yield date(2021, 11, 29), told.consent


class Moderating:
    def __init__(self, story: Any) -> None:
        self.story = story

    @property
    def assessment(self) -> SelfAssessment:
        found = SelfAssessment.objects.select_related("round__partnership", "organisation")
        return found.get(organisation__name=TRUST)

    def _standards(self) -> dict[str, Standard]:
        read = sections_of(self.assessment, self.story.person("manager"), self.story.partnership)
        return {each.question.id: each for section in read for each in section.standards}

    def judge(self) -> None:
        manager, place = self.story.person("manager"), self.story.partnership
        known = self._standards()
        for question, reason in LOWER.items():
            each = known[question]
            codes = [option.code for option in each.question.answers]
            lower = codes[max(0, codes.index(each.level) - 1)]
            moderation.judge(
                each.part, question=question, partnership=place, level=lower, reason=reason, seen=0, by=manager
            )
        for section in sections_of(self.assessment, manager, place)[:3]:
            moderation.accept_section(section, partnership=place, by=manager)

    def reply(self) -> None:
        part = self._standards()["board-lead"].part
        lead = self.story.person("health.lead")
        moderation.reply(part, question="board-lead", agrees=False, reason=REPLY, seen=0, by=lead)

    def propose(self) -> None:
        manager, place = self.story.person("manager"), self.story.partnership
        standard = self._standards()["board-oversight"]
        if standard.of(place) is None:
            moderation.judge(
                standard.part, question="board-oversight", partnership=place, level=standard.level, reason="", seen=0,
                by=manager,
            )  # fmt: skip
            standard = self._standards()["board-oversight"]
        examples.propose_example(standard, partnership=place, title=TITLE, text=EXAMPLE, by=manager)

    def consent(self) -> None:
        example = GoodExample.objects.get(title=TITLE)
        examples.consent_to_example(example, named=True, by=self.story.person("health.lead"))

    def ask(self) -> None:
        part = self._standards()["policy-known"].part
        manager, place = self.story.person("manager"), self.story.partnership
        moderation.ask_back(part, question="policy-known", partnership=place, words=ASKED, by=manager)
