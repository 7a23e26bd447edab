"""On paper: the Board gets the plan on two pages."""

from io import BytesIO

import pikepdf
import pytest

from tests.browser.conftest import SignIn

pytestmark = [pytest.mark.browser]
A4 = (595, 842)


@pytest.mark.parametrize("person", ["manager", "chair"])
def test_plan_on_a_page_prints_on_two_sheets_at_most(demonstration: None, sign_in: SignIn, person: str) -> None:
    page = sign_in(f"{person}@birmingham.example")
    page.goto("/p/birmingham/")
    with pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        sizes = [tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in pdf.pages]
    assert len(sizes) <= 2
    assert set(sizes) == {A4}
