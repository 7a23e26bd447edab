"""D8: somebody types a return of sixty questions over a line that drops three of ten requests. Their browser is killed
three times and their session ends once; a colleague answers other questions of the same section meanwhile.

At most ten seconds of typing may be lost each time, and nothing that anybody was told is saved may be overwritten.
"""

import json
import os
import random
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import cpu
from bench.client import Browser
from bench.drills.site import Site, serving
from bench.drills.writing import token
from bench.place import Place

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUESTIONS, DROPPED, LONGEST_LOSS_S = 60, 0.3, 10
KILLS, WORDS_BETWEEN = 3, (14, 24)
"""So many words of twelve letters are typed, at two or three letters a key press, before something happens."""
SLUG, COLLEAGUE_EVERY = "region-1", 5


def missing() -> str:
    """Why this cannot be tried here; nothing if it can."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "playwright is not installed"
    return "" if Path(CHROMIUM).exists() else "there is no Chromium"


@dataclass
class Typed:
    """Each word with the question it was typed into and when."""

    words: list[tuple[str, str, float]] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    longest_loss: float = 0.0
    dropped: int = 0

    def note_loss(self, said: dict[str, str], now: float) -> None:
        """After something happened: the words that did not arrive, and since when they were typed."""
        lost = [
            (word, at)
            for question, word, at in self.words
            if word not in self.gone and word not in said.get(question, "")
        ]
        self.gone |= {word for word, _ in lost}
        if lost:
            self.longest_loss = max(self.longest_loss, now - min(at for _, at in lost))


def typed(place: Place) -> dict[str, Any]:
    from playwright.sync_api import sync_playwright

    place.empty()
    place.manage("migrate", "-v0")
    place.manage("createcachetable")
    place.manage("collectstatic", "--noinput", "-v0")
    place.manage(
        "seed_region", "--partnerships", "1", "--organisations", "3", "--standards", str(QUESTIONS), "--rounds", "1"
    )
    with serving(place, as_person=f"manager@{SLUG}.example") as site, sync_playwright() as play:
        mine, theirs = site.ask("two_leads", partnership=SLUG)
        person, colleague = Person(play, site, mine), Colleague(site, theirs)
        for happens in [person.is_killed] * KILLS + [person.is_signed_out, person.leaves]:
            person.types(random.randint(*WORDS_BETWEEN), colleague)
            happens()
        said = site.ask("comments", sheet=mine["sheet"])
        overwritten = [each for each in colleague.acknowledged.items() if each[1] not in said.get(each[0], "")]
        history = site.ask("chains_broken")
    kept = len(person.typed.words) - len(person.typed.gone)
    loss = round(person.typed.longest_loss, 1)
    return {
        "drill": "D8 typing over a bad line", "engine": place.engine, "acknowledged": kept + colleague.count,
        "lost": len(person.typed.gone), "doubled": 0, "half": history, "longest_loss_s": loss, "dropped": person.typed.dropped,
        "kills": KILLS, "signed_out": 1, "overwritten": len(overwritten), "conflicts": person.conflicts + colleague.refused,
        "held": loss <= LONGEST_LOSS_S and not (overwritten or history or person.conflicts or colleague.refused),
    }  # fmt: skip


class Person:
    """Types into the comments of the first section, question after question."""

    def __init__(self, play: Any, site: Site, known: dict[str, str]) -> None:
        self.play, self.site, self.known, self.typed = play, site, known, Typed()
        self.address = (
            f"http://127.0.0.1:{site.server.port}/self-assessments/{known['ref']}/{known['sheet']}/section-1/"
        )
        self.turn = self.conflicts = 0
        self.open()

    def open(self) -> None:
        before = set(cpu.tree(os.getpid()))
        self.browser = self.play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        self.mine = set(cpu.tree(os.getpid())) - before
        self.context = self.browser.new_context()
        self._sign_in(self.known["session"])
        self.page = self.context.new_page()
        self.page.goto(self.address)
        self.page.route("**/section-1/", self._drop)

    def types(self, words: int, colleague: "Colleague") -> None:
        for number in range(words):
            question = f"standard-{self.turn % 4 + 1}"
            word = token()
            self.page.locator(f"#id_c-{question}").focus()
            self.page.keyboard.press("End")
            self.page.keyboard.press("Control+End")
            self.page.keyboard.type(f" {word}", delay=random.randint(30, 130))
            self.typed.words.append((question, word, time.monotonic()))
            self.turn += number % 6 == 5
            if number % COLLEAGUE_EVERY == 0:
                colleague.writes()
            if random.random() < 0.15:
                self.page.wait_for_timeout(random.randint(500, 2500))

    def is_killed(self) -> None:
        now = time.monotonic()
        for pid in self.mine:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self._look(now)
        self.open()

    def is_signed_out(self) -> None:
        """While they type on. They sign in again in another window of the same browser, and leave the page alone."""
        self.site.ask("end_session", session=self.known["session"])
        for _ in range(3):
            self.page.keyboard.type(f" {(word := token())}", delay=100)
            self.typed.words.append((self._question, word, time.monotonic()))
        self.page.wait_for_timeout(7000)
        self.known["session"] = self.site.ask("sign_in", email=self.known["email"])
        self._sign_in(self.known["session"])
        self.page.wait_for_timeout(20_000)
        self._look(time.monotonic())

    @property
    def _question(self) -> str:
        return str(self.page.evaluate("document.activeElement.name")).removeprefix("c-")

    def leaves(self) -> None:
        """They go to another page at once; what was typed last goes along."""
        now = time.monotonic()
        self.page.unroute("**/section-1/")
        self.page.goto("about:blank")
        self.page.wait_for_timeout(1500)
        self._look(now)
        self.browser.close()

    def _look(self, now: float) -> None:
        time.sleep(1)
        self.typed.note_loss(self.site.ask("comments", sheet=self.known["sheet"]), now)

    def _sign_in(self, session: str) -> None:
        self.context.add_cookies([{"name": "session", "value": session, "domain": "127.0.0.1", "path": "/"}])

    def _drop(self, route: Any) -> None:
        """Three of ten never reach the server, or their answer never comes back."""
        chance = random.random()
        if route.request.method != "POST" or chance > DROPPED:
            if route.request.method == "POST":
                answer = route.fetch()
                self.conflicts += answer.status == 409
                return route.fulfill(response=answer)
            return route.continue_()
        self.typed.dropped += 1
        if chance < DROPPED / 2:
            route.fetch()
        return route.abort("connectionfailed")


class Colleague:
    """Answers the last question of the same section from time to time, with a page of their own that grows old."""

    def __init__(self, site: Site, known: dict[str, str]) -> None:
        self.browser: Browser = site.browser(known["session"])
        self.path = f"/self-assessments/{known['ref']}/{known['sheet']}/section-1/"
        self.fields = self.browser.form(self.path)
        self.question = next(reversed([name for name in self.fields if name.startswith("c-")])).removeprefix("c-")
        self.acknowledged: dict[str, str] = {}
        self.count = self.refused = 0

    def writes(self) -> None:
        word = token()
        self.fields[f"c-{self.question}"] = f"The colleague knows of {word}."
        answer = self.browser.post(self.path, self.fields, X_Autosave="1")
        if answer.status == 200:
            self.fields["version"] = json.loads(answer.body)["version"]
            self.acknowledged[self.question] = word
            self.count += 1
        else:
            self.refused += 1
