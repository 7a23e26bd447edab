"""Jobs of the regional self-assessment, each beside its limit. They run in a made-up region (``seed_region``)."""

import json
from collections.abc import Callable
from itertools import cycle
from random import choice

from bench.client import Answer, Browser
from bench.jobs import Job, Targets
from bench.region.again import open_again

OWN = "/self-assessments/{return}/"
SECTION = "/self-assessments/{open_return}/{open_sheet}/section-1/"
LEVELS = "0123"


def as_person(who: str, address: str) -> Callable[[Browser, Targets], Callable[[], Answer]]:
    """A page as one person of the region opens it; the limit asks for nobody."""

    def prepared(browser: Browser, targets: Targets) -> Callable[[], Answer]:
        path = address.format(**targets)
        browser.sign_in(targets[who])
        return lambda: browser.get(path)

    return prepared


def saving(browser: Browser, targets: Targets) -> Callable[[], Answer]:
    """One answer of a section of ten changes, and is sent with all of the section as the page saves itself."""
    browser.sign_in(targets["open_lead"])
    path = SECTION.format(**targets)
    fields = browser.form(path) if browser.session else {f"a-standard-{number}": "1" for number in range(1, 11)}

    def save() -> Answer:
        field = "a-standard-4"
        fields[field] = choice(LEVELS.replace(fields[field], ""))
        answer = browser.post(path, fields, X_Autosave="1")
        said = json.loads(answer.body)
        assert "Not yet" not in said["saved_at"], said
        fields["version"] = str(said["version"])
        return answer

    return save


def submitting(browser: Browser, targets: Targets) -> Callable[[], Answer]:
    """Returns that were signed off are handed in, one after the other; when all are, they are signed off again."""
    known = json.loads(targets["signed_off"])
    turns = cycle(known)
    opened: set[str] = set()

    def submit() -> Answer:
        one = next(turns)
        if one["ref"] in opened:
            open_again(targets["database"], [each["ref"] for each in known])
            opened.clear()
        opened.add(one["ref"])
        browser.sign_in(one["session"])
        answer = browser.post(f"/self-assessments/{one['ref']}/submit/", {"share_with": targets["slug"], "until": ""})
        browser.cookies.pop("messages", None)
        assert answer.status == 302, answer.body[-3000:]
        return answer

    open_again(targets["database"], [each["ref"] for each in known])
    for one in known if browser.session else ():  # as people do: they come, look, and hand in
        browser.sign_in(one["session"])
        browser.get(f"/self-assessments/{one['ref']}/submit/")
    return submit


JOBS = [
    Job("open a return of 120 standards", f"{OWN}answers/", 2, prepare=as_person("police", f"{OWN}answers/")),
    Job("save one answer", SECTION, goal=4, prepare=saving),
    Job("submit a return of 120 standards", f"{OWN}submit/", goal=6, most_queries=15, prepare=submitting),
    Job("regional comparison", "", 1.5, prepare=as_person("manager", "/p/{slug}/rounds/{round}/comparison/")),
    Job("agency home, 28 requests", "", 2, prepare=as_person("police", "/self-assessments/")),
]
