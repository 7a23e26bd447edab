"""What is built and committed holds nothing that is not ours to use, and colours that can be read."""

import re
from pathlib import Path

import pytest

from goldenthread import core
from goldenthread.core.charts.drawing import FILL

CORE = Path(core.__file__).parent
STATIC = CORE / "static/core"
CSS = (STATIC / "app.css").read_text()
TONES = ["good", "warn", "bad", "done", "none", "note"]
FORBIDDEN = ["transport", "crest", "crown", "@font-face", "@import"]


def variable(name: str) -> str:
    return re.search(rf"--{name}: ?(#[0-9a-f]{{3,6}})", CSS)[1]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("tone", TONES)
def test_words_of_a_tone_can_be_read_on_its_tint(tone: str) -> None:
    assert contrast(variable(f"{tone}-ink"), variable(f"{tone}-tint")) >= 4.5


@pytest.mark.parametrize("tone", TONES)
def test_shape_of_a_tone_is_seen_on_white(tone: str) -> None:
    assert contrast(variable(f"{tone}-solid"), "#ffffff") >= 3


@pytest.mark.parametrize("tone", TONES)
def test_charts_and_style_sheet_agree_on_a_colour(tone: str) -> None:
    assert FILL[tone] == variable(f"{tone}-solid")


@pytest.mark.parametrize("word", FORBIDDEN)
def test_style_sheet_leaves_out(word: str) -> None:
    assert word not in CSS.lower()


def test_style_sheet_loads_nothing() -> None:
    assert re.findall(r"url\((?!\"?data:)[^)]*\)", CSS) == []


@pytest.mark.parametrize("name", ["app.js", "htmx.js", "app.css", "mark.svg"])
def test_asset_names_no_other_host(name: str) -> None:
    addresses = set(re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z0-9.-]+", (STATIC / name).read_text()))
    assert addresses <= {"http://www.w3.org"}


def test_scripts_and_styles_are_small() -> None:
    assert sum(path.stat().st_size for path in STATIC.iterdir()) < 200_000


NOT_PAGES = {"mail.html", "export_on_a_page.html"}
"""A mail and a PDF: no browser reads them under our policy, and they carry their style with them."""
PAGES = sorted(path for path in CORE.parent.rglob("templates/**/*.html") if path.name not in NOT_PAGES)


def test_template_has_no_inline_style_or_script() -> None:
    inline = re.compile(r"\sstyle=|\son(?!ly=)[a-z]+=|<style|<script(?![^>]*\ssrc=)|javascript:")
    assert {str(path): found for path in PAGES if (found := inline.findall(path.read_text()))} == {}
