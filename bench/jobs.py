"""What is measured: one entry a job, with our address, the limit's, and the goal as a ratio between the two."""

from collections.abc import Callable
from dataclasses import dataclass
from random import choices

from bench.client import Answer, Browser

Targets = dict[str, str]


def opening(address: str) -> Callable[[Browser, Targets], Callable[[], Answer]]:
    """A request for a page."""

    def prepared(browser: Browser, targets: Targets) -> Callable[[], Answer]:
        path = address.format(**targets)
        return lambda: browser.get(path)

    return prepared


def saving(browser: Browser, targets: Targets) -> Callable[[], Answer]:
    """A request that keeps another text in a return. Ours refuses an old edition, so it counts them as a browser would."""
    path = RETURN.format(**targets)
    fields = browser.form(path) if browser.session else {"version": "1"}

    def save() -> Answer:
        fields["way_forward"] = (
            f"The group reports again at its next meeting, on {''.join(choices('bcdfgklmnprst', k=8))}."
        )
        answer = browser.post(path, fields)
        browser.cookies.pop("messages", None)  # the page that follows would have shown them
        fields["version"] = str(int(fields["version"]) + 1)
        return answer

    return save


@dataclass(frozen=True)
class Job:
    name: str
    address: str
    goal: float
    """Our CPU time may be so many times the limit's."""
    most_queries: int = 20
    prepare: Callable[[Browser, Targets], Callable[[], Answer]] | None = None

    @property
    def request(self) -> Callable[[Browser, Targets], Callable[[], Answer]]:
        return self.prepare or opening(self.address)


RETURN = "/p/{slug}/returns/{return}/"
JOBS = [
    Job("plan on a page", "/p/{slug}/", goal=1.5, most_queries=12),
    Job("list of 100 actions, filtered and sorted", "/p/{slug}/actions/?look=attention&sort=due", goal=1.5),
    Job("action page", "/p/{slug}/actions/{action}/", goal=3),
    Job("save a return", RETURN, goal=4, prepare=saving),
    Job("search", "/p/{slug}/search/?q=neglect+strategy", goal=2),
    Job("agenda page", "/p/{slug}/meetings/{agenda}/", goal=2),
    Job("meeting in session, 40 items", "/p/{slug}/meetings/{room}/room/", goal=2),
    Job("forward plan", "/p/{slug}/forward-plan/", goal=2),
    Job("round of 30 owners", "/p/{slug}/periods/{period}/", goal=2),
    Job("highlight report", "/p/{slug}/reports/{highlight}/", goal=2),
    Job("yearly report", "/p/{slug}/reports/{yearly}/", goal=2),
]
FLAT = 1.3
"""With a hundred times the data a job may cost so many times what it cost before, in no more queries."""
