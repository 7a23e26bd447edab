"""Small numbers of people in what goes to the public."""

import pytest
from django.core.exceptions import ValidationError

from goldenthread.reports.operations import writing
from goldenthread.reports.queries.written import small_in, whole
from goldenthread.reports.small import suppressed
from tests import factories as make


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("3 children were seen.", "fewer than five children were seen."),
        ("Three young people said so.", "Fewer than five young people said so."),
        ("From 2 care-experienced young adults.", "From fewer than five care-experienced young adults."),
        ("4 of 30 families came.", "fewer than five of 30 families came."),
        ("12 of 15 children were seen.", "some of 15 children were seen."),
        ("20 children: 12 at home, 5 in care.", "20 children: 12 at home, some in care."),
        ("20 boys: 12 at home, 5 in care, 3 abroad.", "20 boys: 12 at home, some in care, fewer than five abroad."),
        ("9 girls: 6 in care, 2 abroad, 1 away.", "9 girls: 6 in care, fewer than five abroad, fewer than five away."),
    ],
)  # fmt: skip
def test_number_is_hidden(said, read):
    assert suppressed(said) == read


@pytest.mark.parametrize(
    "said",
    [
        "45 children (30 boys, 15 girls) were seen.", "5 children", "1,204 children", "4% of children", "No child",
        "4 in 10 children", "Within 4 weeks 30 children were seen.", "3 audits", "£3 a child",
        "2021/22: 40 of 60 children",
    ],
)  # fmt: skip
def test_number_stays(said):
    assert suppressed(said) == said


@pytest.fixture
def report(world):
    """Handed in by the manager; its first part speaks of three children and of four audits of families."""
    made = make.a_yearly_report(world.partnership, world.manager)
    part = made.parts.first()
    writing.write_part(part, edition=1, words="3 children came. 2 families ran audits.", by=world.manager)
    return writing.submit_report(made, by=world.manager)


def test_release_shows_each_number_and_hides_it_from_the_public(world, report, signed_in, client):
    page = signed_in(world.chair).get(f"{report.get_absolute_url()}release/").content.decode()
    assert ("2 numbers are hidden" in page, "<mark>3</mark> children came." in page) == (True, True)
    signed_in(world.chair).post(f"{report.get_absolute_url()}release/")
    public = client.get(f"/p/marlshire/published/{report.ref}/").content.decode()
    assert "fewer than five children came. fewer than five families ran audits." in public
    assert "3 children came." in signed_in(world.manager).get(report.get_absolute_url()).content.decode()


def test_number_that_the_second_person_allows_is_shown_and_stands_in_the_history(world, report, signed_in, client):
    families = next(each for each in small_in(whole(report)) if each.number == "2")
    signed_in(world.chair).post(f"{report.get_absolute_url()}release/", {"shown": [families.key]})
    public = client.get(f"/p/marlshire/published/{report.ref}/").content.decode()
    assert "fewer than five children came. 2 families ran audits." in public
    page = signed_in(world.chair).get(report.get_absolute_url()).content.decode()
    assert "Small numbers hidden" in page


def test_writer_does_not_reach_the_release(world, report, signed_in):
    assert signed_in(world.manager).get(f"{report.get_absolute_url()}release/").status_code == 403
    with pytest.raises(ValidationError, match="Somebody else must release it"):
        writing.release_report(report, by=world.manager)
