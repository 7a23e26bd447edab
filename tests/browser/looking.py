"""What is wrong with a page that a browser shows."""

from collections import Counter
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Page, Request, ViewportSize

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {
    "runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"],
    # what costs time and tells us nothing: other sheets of style, frames, and where each part stands
    "preload": {"assets": ["media"]}, "iframes": False, "selectors": False, "elementRef": False,
}  # fmt: skip
WITHOUT_COLOURS = {**RULES, "rules": {"color-contrast": {"enabled": False}}}
PHONE, DESK = ViewportSize(width=320, height=640), ViewportSize(width=1280, height=900)
OPEN_ALL = "document.querySelectorAll('details:not(.gt-menu)').forEach((each) => { each.open = true; })"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDEST = """() => [...document.querySelectorAll('main *, header *, footer *, nav *')].filter((each) =>
    each.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    && !each.closest('.gt-scroll, .govuk-visually-hidden')
).slice(0, 2).map((each) => each.outerHTML.slice(0, 100)).join(' | ')"""


HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
Build = tuple[Any, ...]


class Watch:
    """Everything that a page complains of, and every other host that it asks, from now on."""

    def __init__(self, page: Page, host: str) -> None:
        self.host, self.heard = host, list[str]()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.heard.append(f"script: {error}"))
        page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.heard.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.host, "data:", "blob:")):
            self.heard.append(f"another host: {request.url}")

    def taken(self) -> list[str]:
        """What was heard since the last time."""
        heard, self.heard = self.heard, []
        return heard


def barriers(page: Page, within: str = "html", rules: dict[str, Any] = RULES) -> list[str]:
    """What axe finds, once the page has come to rest."""
    page.wait_for_load_state("load")
    try:
        found = Axe().run(page, context=within, options=rules).response["violations"]
    except Error:  # the page moved on under the examination: look at what it came to
        page.wait_for_load_state("load")
        found = Axe().run(page, context=within, options=rules).response["violations"]
    return [f"{each['id']}: {node['html'][:150]} {node['failureSummary'].splitlines()[-1].strip()[:140]}"
            for each in found for node in each["nodes"][:3]]  # fmt: skip


def shape(page: Page) -> list[str]:
    """One heading of the first level, a title, the language, and one main part."""
    counts: dict[str, int] = page.evaluate(
        """() => ({
            h1: document.querySelectorAll('h1').length,
            main: document.querySelectorAll('main').length,
            title: document.title.trim().length > 5 ? 1 : 0,
            'lang en-GB': document.documentElement.lang === 'en-GB' ? 1 : 0,
        })"""
    )
    return [f"{count} of {what}" for what, count in counts.items() if count != 1]


def overflow(page: Page) -> list[str]:
    """What makes a page scroll sideways on a narrow phone or at 400 %."""
    page.set_viewport_size(PHONE)
    pixels = page.evaluate(TOO_WIDE)
    found = [f"{pixels} pixels too wide: {page.evaluate(WIDEST)}"] if pixels > 0 else []
    page.set_viewport_size(DESK)
    return found


def faulty_markup(text: str) -> tuple[list[str], Element]:
    """What a strict parser of HTML finds, with identifiers that stand twice; and the page as it understood it."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: Element = parser.parse(text)
    lines = text.splitlines()
    found = [f"html: {code} at {lines[line - 1].strip()[:100]}" for (line, _), code, _ in parser.errors]
    names = Counter(each.attrib["id"] for each in tree.iter() if "id" in each.attrib)
    return found + [f"html: {name} is the identifier of {times}" for name, times in names.items() if times > 1], tree


def build_of(element: Element) -> Build:
    """How a part of a page is built, without its words: rows that are built alike count once.

    Two pages of one build have the same barriers, save those that lie in words and identifiers.
    """
    kept = {name: element.attrib.get(name) for name in ("class", "type", "role", "aria-current", "aria-expanded")}
    parts = dict.fromkeys(build_of(child) for child in element if isinstance(child.tag, str))
    words = bool((element.text or "").strip())
    return (element.tag, words, tuple(kept.values()), tuple(sorted(element.attrib)), tuple(parts))


def pieces_of(element: Element, within: tuple[str, str] = ("", "")) -> set[Build]:
    """The pieces of a part of a page: each element with what stands around and before it, and the headings.

    A page that is made only of pieces that other pages have as well shows no barrier that those do not show.
    """
    own = (element.tag, element.attrib.get("class", ""))
    inside = [(child.tag, child.attrib.get("class", "")) for child in element if isinstance(child.tag, str)]
    found: set[Build] = {(within, own, element.attrib.get("type"), tuple(sorted(element.attrib)))}
    found |= {(own, *inside)} if element.tag == "tr" else {(own, *pair) for pair in pairwise(inside)}
    headings = [each.tag for each in element.iter() if each.tag in HEADINGS] if not within[0] else []
    return found.union(pairwise(headings), *(pieces_of(child, own) for child in element if isinstance(child.tag, str)))


def colours_of(element: Element, within: str = "") -> set[tuple[str, str, str]]:
    """What the colours of a part of a page follow from: each element with its class, within which class."""
    own = element.attrib.get("class", "")
    found = {(element.tag, own, within)}
    return found.union(*(colours_of(child, own or within) for child in element if isinstance(child.tag, str)))


NOT_LED_TO = """() => [
    ...(document.activeElement.matches('.govuk-error-summary') ? [] : ['the summary of errors has not the focus']),
    ...(document.title.startsWith('Error: ') ? [] : ['the title does not say that there is an error']),
    ...[...document.querySelectorAll('.govuk-error-summary a')].flatMap((link) => {
        const field = document.getElementById(link.hash.slice(1));
        const group = field && field.closest('.govuk-form-group--error');
        const message = group && group.querySelector('.govuk-error-message');
        if (!message) return [`${link.textContent} leads to no field with a message`];
        const told = [field, ...group.querySelectorAll('fieldset')].map((it) => it.getAttribute('aria-describedby'));
        return told.join(' ').split(' ').includes(message.id) ? [] : [`${link.textContent} is not told with its field`];
    }),
]"""


def errors_not_led_to(page: Page) -> list[str]:
    """Errors are said first, with links to fields that name them; the focus stands there."""
    if not page.locator(".govuk-error-summary").count():
        return ["no summary of errors"]
    page.wait_for_function("document.body.classList.contains('js-enabled')")
    found: list[str] = page.evaluate(NOT_LED_TO)
    return found
