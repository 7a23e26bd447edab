"""What a person does on a page, by what they see."""

import re
from typing import Literal

from playwright.sync_api import Page, expect

ROLES: tuple[Literal["link"], Literal["button"]] = ("link", "button")


def begins(words: str) -> re.Pattern[str]:
    return re.compile("^" + re.escape(words).replace("/", "[/]"))


def follow(page: Page, name: str, *, within: str = "main", exact: bool = False) -> None:
    """Click the first link or button of this name, or whose name begins so."""
    there = page.locator(within)
    link, button = (there.get_by_role(role, name=name if exact else begins(name), exact=exact) for role in ROLES)
    link.or_(button).first.click()


def send(page: Page) -> None:
    """Press the first button of the page's form."""
    page.locator("main form button[type=submit]").first.click()


def told(page: Page, sentence: str) -> None:
    """The page says that something was done."""
    expect(page.get_by_role("main")).to_contain_text(sentence)


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def fill_date(page: Page, legend: str, *parts: str) -> None:
    group = page.get_by_role("group", name=legend)
    for label, part in zip(("Day", "Month", "Year"), parts, strict=True):
        group.get_by_label(label).fill(part)


def in_tile(page: Page, label: str) -> int:
    return int(page.locator(".gt-tile", has_text=label).locator(".gt-tile__number").inner_text())
