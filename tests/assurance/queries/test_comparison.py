"""What comparisons count: here what one may open, elsewhere nothing small, and the round before by what was asked."""

from datetime import timedelta

import pytest

from goldenthread.assurance.models import RoundPart, Summary
from goldenthread.assurance.operations import returns
from goldenthread.assurance.queries.comparison import compare, earlier_parts, matching, standards_in
from goldenthread.assurance.queries.heat import at_levels, heat, returns_read
from goldenthread.assurance.queries.rounds import parts_in
from goldenthread.assurance.queries.trend import line_of, trend
from goldenthread.core import clock
from tests import factories as make
from tests.assurance.conftest import handed_in
from tests.questionnaires.samples import TEXT


def rows(asking, world, user=None, place=None, **more):
    place = place or world.partnership
    standards = standards_in(parts_in(asking.round, place)[:1])
    return compare(user or world.manager, place, asking.round, standards, **more)


def test_standards_are_those_answered_with_a_level_numbered_by_section(asking, world) -> None:
    found = standards_in(parts_in(asking.round, world.partnership)[:1])
    assert [(each.number, each.question.id) for each in found] == [("1.1", "lead"), ("1.2", "trained")]


def test_it_counts_what_was_shared_here(asking, world) -> None:
    handed_in(asking, world.partnership)
    assert [row.in_place for row in rows(asking, world)] == [(1, 1), (1, 1)]
    assert [row.in_place for row in rows(asking, world, world.outsider, world.elsewhere)] == [(0, 0), (0, 0)]


def test_elsewhere_is_what_all_said_but_those_here_and_nothing_small(asking, world) -> None:
    handed_in(asking, world.partnership)
    part = asking.round.parts.get(partnership=None)
    made = [("police", "met", 8), ("health", "met", 6), ("health", "not-met", 2), ("health", "partly-met", 5)]
    for kind, level, count in made:
        Summary.objects.create(part=part, question="lead", kind=kind, level=level, count=count)
    found = rows(asking, world)[0].elsewhere
    assert (found.total, found.levels, found.hidden) == (21, {"met": 14}, {"not-met", "partly-met"})


def test_a_filter_by_kind_does_not_change_what_is_hidden_elsewhere(asking, world) -> None:
    part = asking.round.parts.get(partnership=None)
    for kind, count in [("police", 8), ("health", 2), ("health", 9)]:
        Summary.objects.create(part=part, question="lead", kind=kind, level=f"{'not-' * (count == 2)}met", count=count)
    shown = {rows(asking, world, kind=kind)[0].elsewhere.levels.get("met") for kind in ("", "police", "health")}
    assert len(shown) == 1


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ((), {"lead": "lead", "trained": "trained"}),
        (("scale: met-partly-not", "scale: red-amber-green"), {"trained": "trained"}),
        (("id: trained", "id: schooled"), {"lead": "lead"}),
    ],
)
def test_an_earlier_round_is_matched_by_identifier_where_the_scale_is_the_same(
    changed, expected, asking, world
) -> None:
    text = TEXT.replace(*changed) if changed else TEXT
    for old, new in (
        ("not-met: Nobody", "red: Nobody"),
        ("partly-met: Some", "amber: Some"),
        ("met: Every", "green: Every"),
    ):
        text = text.replace(old, new) if "red-amber" in text else text
    before = make.an_edition(world.partnership, world.manager, edition="2025", text=text)
    earlier = make.a_round(world.partnership, world.manager, before, title="Earlier")
    earlier.opens_on = clock.today() - timedelta(days=400)
    earlier.save()
    part = asking.round.parts.get(partnership=None)
    (found,) = earlier_parts(world.manager, world.partnership, asking.round, part)
    assert (found.round, matching(part, found)) == (earlier, expected)


def test_a_mapping_between_editions_matches_what_changed_its_identifier(asking, world, monkeypatch) -> None:
    from goldenthread.questionnaires import shipped
    from goldenthread.questionnaires.format.things import Mapping, Pair

    text = TEXT.replace("id: trained", "id: schooled")
    before = make.an_edition(world.partnership, world.manager, edition="2025", text=text)
    earlier = RoundPart(edition=before)
    pairs = (Pair("schooled", "trained", "equal", "Another word."), Pair("lead", "trained", "part", "A part."))
    known = Mapping("m", ("sample", "2025"), ("sample", "2026"), "Ours", pairs)
    monkeypatch.setattr(shipped, "mappings", lambda: (known,))
    part = asking.round.parts.get(partnership=None)
    assert matching(part, earlier) == {"lead": "lead", "trained": "schooled"}


def test_the_heat_map_has_only_what_was_shared_and_a_number_opens_its_rows(asking, world) -> None:
    handed_in(asking, world.partnership)
    standards = standards_in(parts_in(asking.round, world.partnership)[:1])
    found = returns_read(world.manager, world.partnership, asking.round)
    (row,) = heat(list(found), standards)
    assert [level.words for level in row.cells] == ["Met", "Yes"]
    levels = [["met"], ["not-met", "partly-met"]]
    assert [at_levels(found, standards[0], codes).count() for codes in levels] == [1, 0]
    assert not returns_read(world.outsider, world.elsewhere, asking.round)


def test_after_the_consent_ended_nothing_is_counted(asking, world) -> None:
    handed_in(asking, world.partnership)
    returns.end_share(asking.assessment.shares.get(), by=asking.lead)
    assert [row.in_place for row in rows(asking, world)] == [(0, 0), (0, 0)]
    assert not returns_read(world.manager, world.partnership, asking.round)


def test_a_standard_is_followed_through_editions_that_renamed_it_twice(asking, world, monkeypatch) -> None:
    from goldenthread.questionnaires import shipped
    from goldenthread.questionnaires.format.things import Mapping, Pair

    for years, edition, name in ((1, "2025", "schooled"), (2, "2024", "taught"), (3, "2023", "other")):
        text = TEXT.replace("id: trained", f"id: {name}")
        made = make.an_edition(world.partnership, world.manager, edition=edition, text=text)
        earlier = make.a_round(world.partnership, world.manager, made, title=f"Round of {edition}")
        earlier.opens_on = clock.today() - timedelta(days=400 * years)
        earlier.save()
        Summary.objects.create(
            part=earlier.parts.get(),
            partnership=world.partnership,
            question=name,
            kind="police",
            level="yes",
            count=3,
            until="9999-12-31",
        )
    steps = (("2024", "2025", "taught", "schooled"), ("2025", "2026", "schooled", "trained"))
    known = tuple(
        Mapping("m", ("sample", old), ("sample", new), "Ours", (Pair(was, now, "equal", "Another word."),))
        for old, new, was, now in steps
    )
    monkeypatch.setattr(shipped, "mappings", lambda: known)
    part = asking.round.parts.get(partnership=None)
    asked = next(each for each in standards_in([part]) if each.question.id == "trained")
    found = trend(world.manager, world.partnership, asking.round, asked)
    assert [(each.part.edition.edition, each.in_place) for each in found] == [
        ("2023", None), ("2024", (3, 3)), ("2025", (3, 3)), ("2026", (0, 0)),
    ]  # fmt: skip
    line = line_of(found)
    assert (line is not None, [each.share for each in found]) == (True, [None, 100, 100, None])
