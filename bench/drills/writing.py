"""Eight people who write without a pause, each in a return of their own, and a ledger of what they were told is saved."""

import http.client
import random
import threading
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field

from bench.client import Answer, Browser
from bench.drills.site import SLUG, Site

WRITERS = 8
LETTERS = "bcdfgklmnprst"


def token() -> str:
    """A word that occurs nowhere else; letters only, so that no screening takes it for a number."""
    return "".join(random.choices(LETTERS, k=12))


@dataclass
class Ledger:
    """By return: the words whose saving was acknowledged, and all that were ever sent."""

    acknowledged: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sent: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    interrupted: int = 0
    told_to_try_again: int = 0
    ugly: int = 0
    """Answers that showed the inside of the program, or did not say what to do."""
    last: float = 0.0
    longest_wait: float = 0.0

    @property
    def count(self) -> int:
        return sum(map(len, self.acknowledged.values()))

    def note(self, ref: str, word: str) -> None:
        now = time.monotonic()
        self.longest_wait = max(self.longest_wait, now - (self.last or now))
        self.last = now
        self.acknowledged[ref].append(word)

    def failed(self, answer: Answer) -> None:
        page = answer.body.decode(errors="replace")
        self.told_to_try_again += 1
        self.ugly += "Traceback" in page or "ry again" not in page


class Writers:
    """``with Writers(site) as ledger: ...`` writes while the block runs. Whoever gets no answer sends the same again."""

    def __init__(self, site: Site) -> None:
        self.site, self.ledger, self.stopping = site, Ledger(), threading.Event()
        self.drafts: dict[str, int] = site.ask("drafts", partnership=SLUG, count=WRITERS)
        self.threads = [threading.Thread(target=self._write, args=[ref], daemon=True) for ref in self.drafts]

    def __enter__(self) -> Ledger:
        for thread in self.threads:
            thread.start()
        return self.ledger

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join(60)

    def compared(self) -> dict[str, int]:
        """What of the ledger is lost, doubled or half."""
        return self.site.ask(
            "compared", drafts=self.drafts, acknowledged=self.ledger.acknowledged, sent=self.ledger.sent
        )  # type: ignore[no-any-return]

    def _opened(self, browser: Browser, path: str) -> dict[str, str]:
        while True:
            with suppress(OSError, http.client.HTTPException):
                return browser.form(path)

    def _write(self, ref: str) -> None:
        browser, path = self.site.browser(), f"/p/{SLUG}/returns/{ref}/"
        fields = self._opened(browser, path)
        while not self.stopping.is_set():
            word = token()
            fields["way_forward"] = f"The group speaks about {word} at its next meeting."
            self.ledger.sent[ref].append(word)
            while not self.stopping.is_set():
                try:
                    answer = browser.post(path, fields)
                except (OSError, http.client.HTTPException):
                    self.ledger.interrupted += 1
                    time.sleep(0.05)
                    continue
                browser.cookies.pop("messages", None)
                if answer.status == 302:
                    self.ledger.note(ref, word)
                    fields["version"] = str(int(fields["version"]) + 1)
                    break
                if answer.status < 500:
                    raise SystemExit(f"A return could not be saved: {answer.status} {answer.body[:3000]!r}")
                self.ledger.failed(answer)
                time.sleep(0.2)
