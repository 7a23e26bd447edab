"""What the demonstration tells of challenges, risks and strategies. All is invented; see ``plan/demonstration``."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from goldenthread.governance.models import Challenge, ChallengeResult, Risk
from goldenthread.governance.operations import challenges, risks, strategies
from goldenthread.partnerships.models import Body, Post

Event = tuple[date, Callable[[], object]]


def events(story: Any) -> Iterator[Event]:
    """``story`` is the plan's teller: it knows the people and the actions."""
    told = Challenges(story)
    yield date(2021, 7, 22), told.board_asks_for_the_strategy
    yield date(2021, 8, 12), partial(told.reply, 1, "manager", BECAUSE_OF_THE_AUTHOR)
    yield date(2021, 9, 16), partial(told.close, 1, "chair")
    yield date(2021, 10, 25), told.chair_asks_about_trainers
    yield date(2021, 11, 4), told.quality_asks_about_evidence
    registers = Registers(story)
    yield date(2021, 6, 10), registers.risks_of_the_start
    yield date(2021, 6, 15), registers.strategy
    yield date(2021, 9, 20), registers.reviews_of_september
    yield date(2021, 11, 16), partial(told.reply, 3, "neglect.chair", TRAINERS_NAMED)


BECAUSE_OF_THE_AUTHOR = (
    "The lead author left in May and nobody took over for nine weeks. A new author starts on 1 September. The two "
    "chairs now look at the draft together each month."
)
TRAINERS_NAMED = (
    "Both agencies named four trainers on 20 October. We report the number trained each month from December."
)


class Challenges:
    def __init__(self, story: Any) -> None:
        self.story = story

    def body(self, name: str) -> Body:
        return Body.objects.get(partnership=self.story.partnership, name=name)

    def challenge(self, number: int) -> Challenge:
        return Challenge.objects.get(partnership=self.story.partnership, number=number)

    def post(self, title: str) -> Post:
        return Post.objects.get(partnership=self.story.partnership, title=title)

    def board_asks_for_the_strategy(self) -> None:
        challenges.raise_challenge(
            self.story.partnership, challenger=self.body("BSCP Executive Board"), to=self.body("BSCP"),
            title="Why is the Serious Youth Violence Strategy late?",
            words="What held the consultation up, and what makes the new date one that will hold?",
            grounds="The return for April to June rates the action off track; the plan printed Spring 2021.",
            action=self.story.action("1.4"), due_on=date(2021, 8, 20), by=self.story.person("chair"),
        )  # fmt: skip

    def chair_asks_about_trainers(self) -> None:
        challenges.raise_challenge(
            self.story.partnership, challenger=self.post("BSCP Independent Chair"),
            to=self.body("Learning & Development Sub-Group"), title="What do we know about the effect of training?",
            words="Which of this year's courses can show that practice changed, and how will the others show it?",
            grounds="Training evidence since April reaches rung 3 at most: tests and feedback, no audit.",
            due_on=date(2021, 11, 22), by=self.story.person("chair"),
        )  # fmt: skip

    def quality_asks_about_evidence(self) -> None:
        challenges.raise_challenge(
            self.story.partnership, challenger=self.body("Quality, Impact & Outcomes Sub-Group"),
            to=self.body("Neglect Operations Group"), title="When are trainers released?",
            words="By when will both agencies have released the trainers they promised?",
            grounds="84 of 300 practitioners were trained by September (return for July to September).",
            action=self.story.action("3.2"), due_on=date(2021, 12, 3), by=self.story.person("quality.chair"),
        )  # fmt: skip

    def reply(self, number: int, login: str, words: str) -> None:
        challenges.reply_to_challenge(self.challenge(number), reply=words, by=self.story.person(login))

    def close(self, number: int, login: str) -> None:
        challenges.close_challenge(
            self.challenge(number), result=ChallengeResult.CHANGED,
            came_of_it="The two chairs meet monthly on the draft; the variation to January was agreed on these terms.",
            impact="", by=self.story.person(login),
        )  # fmt: skip


class Registers:
    def __init__(self, story: Any) -> None:
        self.story = story

    def body(self, name: str) -> Body:
        return Body.objects.get(partnership=self.story.partnership, name=name)

    def risks_of_the_start(self) -> None:
        place, manager = self.story.partnership, self.story.person("manager")
        risks.add_risk(
            place, kind="risk", owner=self.body("Neglect Operations Group"), title="Trainers are not released",
            words="Because services are stretched, trainers may not come, and the tool reaches too few families.",
            likelihood=3, impact=3, controls="Two agencies will name trainers.", further="A letter to both chiefs.",
            review_on=date(2021, 9, 30), by=manager,
        )  # fmt: skip
        risks.add_risk(
            place, kind="risk", owner=self.body("BSCP Executive Board"), title="Return to school hides harm",
            words="Because contact was rare in lockdown, harm may show late, and children may wait for help.",
            likelihood=4, impact=4, controls="Weekly data from three agencies.", further="A comparison by December.",
            review_on=date(2021, 10, 31), by=manager,
        )  # fmt: skip
        risks.add_risk(
            place, kind="issue", owner=self.body("BSCP"), title="The website's supplier is late",
            words="The supplier lost two developers; the new site is six weeks behind.", likelihood=5, impact=2,
            controls="Weekly calls.", further="Launch without the calendar.", review_on=date(2021, 12, 15), by=manager,
        )  # fmt: skip

    def reviews_of_september(self) -> None:
        risk = Risk.objects.get(partnership=self.story.partnership, number=1)
        risks.review_risk(
            risk, owner=self.body("Neglect Operations Group"), title="Trainers are not released",
            words="Because services are stretched, trainers may not come, and the tool reaches too few families.",
            likelihood=4, impact=3, controls="Both agencies named trainers.", further="Report monthly to the Board.",
            review_on=date(2021, 12, 10), note="84 of 300 are trained; it got more likely.",
            by=self.story.person("neglect.chair"),
        )  # fmt: skip

    def strategy(self) -> None:
        manager = self.story.person("manager")
        strategy = strategies.add_strategy(
            self.story.partnership, title="Serious Youth Violence Strategy",
            owner=self.body("Community Safety Partnership"), purpose="Both chairs oversee how it is developed.",
            every_months=3, next_update_on=date(2021, 6, 30), actions=[self.story.action("1.4")], by=manager,
        )  # fmt: skip
        for words, due in (("Consultation closed", date(2021, 10, 31)), ("Strategy signed off", date(2022, 1, 31))):
            strategies.add_strategy_milestone(strategy, words=words, due_on=due, by=manager)
        strategies.update_strategy(
            strategy, said_on=date(2021, 6, 14), rating="off_track", source="Letter to both chairs, 14 June 2021",
            words="The lead author has left. A new one starts in September.", by=manager,
        )  # fmt: skip
