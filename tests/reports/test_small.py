"""Small numbers of people in what goes to the public."""

import pytest
from django.core.exceptions import ValidationError

from goldenthread.reports.operations import writing
from goldenthread.reports.queries.written import small_in, whole
from goldenthread.reports.small import rounded, suppressed
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


@pytest.fixture
def scrutineer(world):
    return make.a_member("independent_chair", world.partnership, name="Sol Scrutineer")


def test_number_is_shown_only_where_two_people_say_so_for_themselves(world, report, scrutineer, signed_in, client):
    children, families = small_in(whole(report))
    address = f"{report.get_absolute_url()}release/"
    signed_in(world.chair).post(address, {"shown": [children.key, families.key]})
    assert client.get(f"/p/marlshire/published/{report.ref}/").status_code == 404
    page = signed_in(scrutineer).get(address).content.decode()
    assert ("Somebody else has looked" in page, "checked" in page.split("Other numbers")[0]) == (True, False)
    signed_in(scrutineer).post(address, {"shown": [families.key]})
    public = client.get(f"/p/marlshire/published/{report.ref}/").content.decode()
    assert "fewer than five children came. 2 families ran audits." in public
    assert "Sol Scrutineer" in signed_in(world.chair).get(report.get_absolute_url()).content.decode()


def test_first_of_the_two_cannot_be_the_second(world, report):
    keys = [each.key for each in small_in(whole(report))]
    for _ in range(2):
        writing.release_report(report, shown=keys, by=world.chair)
    report.refresh_from_db()
    assert report.state == "submitted"
    assert writing.release_report(report, by=world.chair).shown_numbers == []


def test_report_opened_again_is_looked_at_anew(world, report):
    writing.release_report(report, shown=[small_in(whole(report))[0].key], by=world.chair)
    writing.take_back(report, why="A mistake.", by=world.manager)
    assert not report.clearances.exists()


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("137 children came.", "135 children came."),
        ("1,204 young people", "1,205 young people"),
        ("12 of 38 families", "10 of 40 families"),
        ("41 children: 22 at home, 19 in care.", "40 children: 20 at home, 20 in care."),
    ],
)
def test_number_of_people_is_rounded(said, read):
    assert rounded(said) == read


@pytest.mark.parametrize(
    "said",
    [
        "In 2021 children said so.", "Year 11 pupils", "aged 16 children", "12 audits", "37% of children",
        "45 children", "4 children", "Working Together 2018 children", "£12 a child", "under 18 children",
    ],
)  # fmt: skip
def test_number_that_counts_nobody_is_not_rounded(said):
    assert rounded(said) == said


@pytest.mark.parametrize(("choice", "read"), [({}, "35 children"), ({"rounds": "no"}, "37 children")])
def test_public_reads_rounded_numbers_unless_somebody_says_otherwise(world, signed_in, client, choice, read):
    made = make.a_yearly_report(world.partnership, world.manager)
    writing.write_part(made.parts.first(), edition=1, words="37 children came.", by=world.manager)
    writing.submit_report(made, by=world.manager)
    assert "becomes “35 children" in signed_in(world.chair).get(f"{made.get_absolute_url()}release/").content.decode()
    signed_in(world.chair).post(f"{made.get_absolute_url()}release/", choice)
    assert read in client.get(f"/p/marlshire/published/{made.ref}/").content.decode()
    assert "37 children" in signed_in(world.manager).get(made.get_absolute_url()).content.decode()


def test_writer_does_not_reach_the_release(world, report, signed_in):
    assert signed_in(world.manager).get(f"{report.get_absolute_url()}release/").status_code == 403
    with pytest.raises(ValidationError, match="Somebody else must release it"):
        writing.release_report(report, by=world.manager)
