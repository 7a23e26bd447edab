"""The same report told to different audiences."""

import io

import docx
import pytest
from django.core.exceptions import ValidationError

from goldenthread.reports.models import Layout
from goldenthread.reports.operations import layouts, writing
from goldenthread.reports.queries.written import whole
from goldenthread.reports.versions import FIELDS, told_to, version_called, versions_of
from tests import factories as make


@pytest.fixture
def report(world):
    made = make.a_yearly_report(world.partnership, world.manager)
    for key, words in (
        ("wt2018-impact", "It helped."),
        ("local-ahead", "Next year."),
        ("wt2018-children", "We asked."),
    ):
        writing.write_part(made.parts.get(key=key), edition=1, words=words, by=world.manager)
    return made


def own(world, **values):
    given = {
        "kind": "yearly",
        "audience": "scrutiny",
        "name": "Our scrutiny",
        "parts": ["local-ahead", "wt2018-impact"],
    }
    return layouts.add_layout(world.partnership, by=world.manager, **{**given, **values})


def keys(told):
    return [each.part.key for each in told.parts]


def test_each_audience_gets_its_parts_of_the_same_report(report):
    names = [each.name for each in versions_of(report)]
    assert names[:2] == ["Executive Board", "Scrutiny committee"]
    board = told_to(whole(report), version_called("board", report))
    scrutiny = told_to(whole(report), version_called("scrutiny", report))
    assert (keys(board)[:2], keys(scrutiny)[0]) == (["core-effective", "local-priorities"], "wt2018-impact")
    assert len(told_to(whole(report), version_called("inspectorate", report)).parts) == report.parts.count()


def test_children_get_the_words_for_children(world, report, signed_in):
    part = report.parts.get(key="local-ahead")
    writing.write_part(part, edition=part.edition, children_words="More to do.", by=world.manager)
    assert keys(told_to(whole(report), version_called("children", report))) == ["local-ahead"]
    page = signed_in(world.manager).get(report.get_absolute_url(), {"for": "children"}).content.decode()
    assert ("More to do." in page, "Next year." in page) == (True, False)


def test_own_version_takes_the_place_of_the_one_that_comes_along(world, report, signed_in):
    layout = own(world, cover_line="For {{partnership}}, {{from}}", introduction="Read this first.", closing="Ask us.")
    assert "scrutiny" not in [each.key for each in versions_of(report)]
    told = told_to(whole(report), version_called(layout.ref, report))
    assert (keys(told), told.left_out) == (["local-ahead", "wt2018-impact"], report.parts.count() - 2)
    client = signed_in(world.manager)
    page = client.get(report.get_absolute_url(), {"for": layout.ref}).content.decode()
    assert (
        page.index("Marlshire") < page.index("Read this first.") < page.index("Next year.") < page.index("It helped.")
    )
    word = client.get(report.get_absolute_url(), {"for": layout.ref, "format": "docx"}).content
    said = [paragraph.text for paragraph in docx.Document(io.BytesIO(word)).paragraphs]
    assert said.index("Read this first.") < said.index("Next year.") < said.index("It helped.") < said.index("Ask us.")


def test_words_alone_leave_records_out(world, report):
    layout = own(world, depth="words")
    first = told_to(whole(report), version_called(layout.ref, report)).parts[0]
    assert (first.part.words, first.lines, first.ledger) == ("Next year.", [], [])


def test_only_a_version_meant_for_the_public_stands_on_the_public_page(world, report, client, signed_in):
    inside, outside = (
        own(world),
        own(world, audience="other", name="For all", introduction="3 children.", on_public_page=True),
    )
    writing.submit_report(report, by=world.manager)
    writing.release_report(report, by=world.chair)
    address = f"/p/marlshire/published/{report.ref}/"
    assert "We asked." in client.get(address, {"for": inside.ref}).content.decode()
    page = client.get(address, {"for": outside.ref}).content.decode()
    assert ("We asked." in page, "fewer than five children." in page) == (False, True)
    assert client.get(address, {"for": outside.ref, "format": "pdf"}).content[:4] == b"%PDF"


def test_version_is_made_changed_and_taken_away_on_its_pages(world, report, signed_in):
    client, place = signed_in(world.manager), "/p/marlshire/reports/versions/"
    begin = client.get(f"{place}add/", {"kind": "yearly", "audience": "wellbeing"}).content.decode()
    assert "For the health and wellbeing board" in begin
    values = {"name": "HWB", "depth": "whole", "edition": 0, "place-local-ahead": 2, "place-wt2018-impact": 1}
    client.post(f"{place}add/?kind=yearly&audience=wellbeing", values)
    layout = Layout.objects.get()
    assert layout.parts == ["wt2018-impact", "local-ahead"]
    client.post(f"{place}{layout.ref}/", values | {"edition": 1, "place-wt2018-impact": 3})
    layout.refresh_from_db()
    assert layout.parts == ["local-ahead", "wt2018-impact"]
    assert client.post(f"{place}{layout.ref}/", values | {"edition": 1, "name": "Old"}).status_code == 422
    client.post(f"{place}{layout.ref}/", {"do": "remove"})
    assert "wellbeing" in [each.key for each in versions_of(report)]


def test_version_without_parts_or_for_a_taken_audience_is_refused(world):
    with pytest.raises(ValidationError, match="at least one part"):
        own(world, parts=["unknown"])
    own(world)
    with pytest.raises(ValidationError, match="already"):
        own(world, name="Another")


def test_sub_group_chair_makes_no_versions(world, signed_in):
    assert signed_in(world.quality_chair).get("/p/marlshire/reports/versions/").status_code == 403


def test_nothing_is_run_in_words_of_a_version(report):
    version = version_called("board", report)
    assert version.filled("{{7*7}} {{ report.pk }} {% if x %}", report) == "{{7*7}} {{ report.pk }} {% if x %}"
    assert not any(field in version.filled(" ".join(FIELDS), report) for field in FIELDS)
