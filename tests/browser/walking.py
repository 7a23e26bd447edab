"""Walks a page with the Tab key and says what a person without a mouse would miss."""

from typing import Any

from playwright.sync_api import Page

PREPARE = """() => {
    const seen = (each) => each.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
        && !each.disabled && each.tabIndex >= 0;
    const groups = new Set();
    const one_of_group = (each) => {
        if (each.type !== 'radio') return true;
        const group = [...document.getElementsByName(each.name)].filter((other) => other.form === each.form);
        if (group.some((other) => other.checked)) return each.checked;
        return !groups.has(each.name) && groups.add(each.name);
    };
    window.stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
        .filter((each) => each.type !== 'hidden' && seen(each) && one_of_group(each));
    window.look = (each) => [[each, null], ...[...(each.labels || [])].map((label) => [label, '::before'])].map(
        ([element, part]) => {
            const style = getComputedStyle(element, part);
            const outline = style.outlineStyle === 'none' || style.outlineColor.endsWith(', 0)') ? '' : style.outline;
            return [outline, style.boxShadow, style.backgroundColor, style.borderColor].join();
        }).join();
    window.before = window.stops.map(window.look);
    return window.stops.map((it) => (it.ariaLabel || it.textContent.trim() || it.name || it.tagName).slice(0, 40));
}"""
STOP = """() => {
    const active = document.activeElement, at = window.stops.indexOf(active), box = active.getBoundingClientRect();
    return {
        at,
        what: active.outerHTML.slice(0, 90),
        shown: at < 0 || window.look(active) !== window.before[at],
        within: box.bottom > 0 && box.top < innerHeight,
        body: active === document.body,
    };
}"""
PARTS_OF_A_DATE = 6
"""A date field of the browser holds the Tab key for its day, month, year and calendar."""


def faults_of_walk(page: Page) -> list[str]:
    names: list[str] = page.evaluate(PREPARE)
    reached: list[int] = []
    found: list[str] = []
    for _ in range(len(names) + 3 * PARTS_OF_A_DATE):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["body"] or (reached and stop["at"] == reached[0] and len(set(reached)) > 1):
            break
        if not reached or stop["at"] != reached[-1]:
            found += _faults(stop, reached)
            reached.append(stop["at"])
        elif not _is_date(stop):
            found.append(f"does not let go: {stop['what']}")
            break
    return found + [f"not reached: {name}" for at, name in enumerate(names) if at not in reached]


def _faults(stop: dict[str, Any], reached: list[int]) -> list[str]:
    return [
        f"{fault}: {stop['what']}"
        for fault, is_so in {
            "is no control": stop["at"] < 0,
            "out of order": bool(reached) and stop["at"] < reached[-1],
            "focus cannot be seen": not stop["shown"],
            "is not scrolled to": not stop["within"],
        }.items()
        if is_so
    ]


def _is_date(stop: dict[str, Any]) -> bool:
    return 'type="date"' in stop["what"]
