"""D6 and D7: everything is pressed twice at once; two people change the same text at once."""

import html
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from bench.client import Answer, Browser
from bench.drills.site import SLUG, Site, filled, serving
from bench.drills.writing import token
from bench.place import Place

PAIRS, RACES, MINUTES = 1000, 500, 200
STEPS = 3
"""A return is begun, written and submitted: three pairs for each action."""


UNDERSTOOD = {200, 302, 409, 422}
"""Done, done already, or told why not: nobody who presses twice reads of an error."""


class Two:
    """Two tabs of one person: they share their cookies."""

    def __init__(self, site: Site) -> None:
        self.tabs = [site.browser(), site.browser()]
        self.tabs[1].cookies = self.tabs[0].cookies
        self.tabs[0].get(f"/p/{SLUG}/")
        self.pool, self.barrier = ThreadPoolExecutor(2), Barrier(2)

    def both(self, press: Callable[[Browser, int], Answer]) -> list[Answer]:
        """The same at the same time in both."""

        def once(number: int) -> Answer:
            self.barrier.wait(30)
            return press(self.tabs[number], number)

        answers = list(self.pool.map(once, (0, 1)))
        self.tabs[0].cookies.pop("messages", None)  # the page that follows would have shown them
        return answers


def pressed_twice(place: Place) -> dict[str, Any]:
    """D6: begin, save and submit, each pressed twice at once."""
    filled(place, actions=-(-PAIRS // STEPS))
    with serving(place) as site:
        two, period, failed = Two(site), site.ask("new_period", partnership=SLUG), 0
        for ref in site.ask("actions", partnership=SLUG):
            path = f"/p/{SLUG}/actions/{ref}/return/"
            begun = two.both(lambda tab, _, path=path: tab.post(path, {"period": period}))  # type: ignore[misc]
            made = next((answer.headers["Location"] for answer in begun if answer.status == 302), "")
            if not made:
                failed += 1
                continue
            fields = two.tabs[0].form(made) | {
                "rating": "on_track", "how_much": f"We met about {token()}.", "override_reason": "The group knows better.",
            }  # fmt: skip
            saved = two.both(lambda tab, _, made=made, fields=fields: tab.post(made, fields))  # type: ignore[misc]
            fields = {**fields, "version": str(int(fields["version"]) + 1), "submit": "1"}
            submitted = two.both(lambda tab, _, made=made, fields=fields: tab.post(made, fields))  # type: ignore[misc]
            failed += sum(answer.status not in UNDERSTOOD for answer in (*begun, *saved, *submitted))
        found = site.ask("done_once", period=period)
    return {
        "drill": "D6 pressed twice", "engine": place.engine, "pairs": found["acknowledged"], **found, "errors": failed,
        "held": found["acknowledged"] >= PAIRS and not (found["doubled"] or found["half"] or found["lost"] or failed),
    }  # fmt: skip


def meetings_pressed_twice(place: Place) -> dict[str, Any]:
    """D6 in meetings: each is opened and closed, and each button is pressed twice at once."""
    filled(place, actions=20)
    with serving(place) as site:
        two, failed = Two(site), 0
        refs = site.ask("meetings_to_come", partnership=SLUG)
        for ref in refs:
            for step in ("open", "close"):
                path = f"/p/{SLUG}/meetings/{ref}/step/{step}/"
                answers = two.both(lambda tab, _, path=path: tab.post(path, {"early": "True"}))  # type: ignore[misc]
                failed += sum(answer.status not in UNDERSTOOD for answer in answers)
        found = site.ask("meetings_done_once", refs=refs)
    return {
        "drill": "D6 meetings opened and closed twice", "engine": place.engine, "pairs": 2 * len(refs), **found, "errors": failed,
        "held": found["acknowledged"] == 2 * len(refs) and not (found["doubled"] or found["half"] or found["lost"] or failed),
    }  # fmt: skip


def minuted_by_two(place: Place) -> dict[str, Any]:
    """D7 in the room: two people minute the same item at once; who comes second is shown both texts."""
    filled(place, actions=20)
    with serving(place) as site:
        two, lost, unclear = Two(site), 0, 0
        room = site.ask("room", partnership=SLUG)
        path, item = f"/p/{SLUG}/meetings/{room['meeting']}/room/?item={room['item']}", room["item"]
        version = _version(two.tabs[0].get(path).body.decode())
        for number in range(MINUTES):
            words = [f"The group agreed on {token()}.", f"The chair asked for {token()}."]
            fields = {"version": version, "state": "noted"}
            answers = two.both(
                lambda tab, which, fields=fields, words=words: tab.post(path, {**fields, "notes": words[which]})  # type: ignore[misc]
            )
            second = next((which for which in (0, 1) if answers[which].status == 409), None)
            if sorted(answer.status for answer in answers) != [302, 409] or second is None:
                unclear += 1
                continue
            page = html.unescape(answers[second].body.decode())
            lost += sum(text not in page for text in words)
            together = {**fields, "version": _version(page), "notes": " ".join(words)}
            unclear += two.tabs[second].post(path, together).status != 302
            two.tabs[0].cookies.pop("messages", None)
            version = str(int(together["version"]) + 1)
            if number % 20 == 0:
                said = site.ask("minuted", item=item)
                lost += sum(text not in said for text in words)
    return {
        "drill": "D7 two people minute one item", "engine": place.engine, "acknowledged": MINUTES - unclear, "lost": lost, "doubled": 0,
        "half": unclear, "races": MINUTES, "held": not lost and not unclear,
    }  # fmt: skip


def _version(page: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', page) or re.search(r'value="(\d+)"[^>]*name="version"', page)
    return found[1] if found else "0"


def raced(place: Place) -> dict[str, Any]:
    """D7: two editors of one text: one is saved, the other is shown both, and puts them together."""
    filled(place, actions=20)
    with serving(place) as site:
        two, lost, unclear = Two(site), 0, 0
        drafts = list(site.ask("drafts", partnership=SLUG, count=10))
        for number in range(RACES):
            ref = drafts[number % len(drafts)]
            path, words = f"/p/{SLUG}/returns/{ref}/", [f"Next we look at {token()}.", f"Next we hear about {token()}."]
            fields = two.tabs[0].form(path)
            answers = two.both(
                lambda tab, which, path=path, fields=fields, words=words: tab.post(
                    path, {**fields, "way_forward": words[which]}
                )  # type: ignore[misc]
            )
            statuses = sorted(answer.status for answer in answers)
            second = next((which for which in (0, 1) if answers[which].status == 409), None)
            if statuses != [302, 409] or second is None:
                unclear += 1
                continue
            page = html.unescape(answers[second].body.decode())
            lost += sum(text not in page for text in words)
            together = {**fields, "version": _version(page), "way_forward": " ".join(words)}
            if two.tabs[second].post(path, together).status != 302:
                unclear += 1
            two.tabs[0].cookies.pop("messages", None)
            if number >= RACES - len(drafts):
                said = site.ask("says", ref=ref)
                lost += sum(text not in said for text in words)
    return {
        "drill": "D7 two editors", "engine": place.engine, "acknowledged": RACES - unclear, "lost": lost, "doubled": 0, "half": unclear,
        "races": RACES, "held": not lost and not unclear,
    }  # fmt: skip
