"""Totals and needs as the database counts them."""

from datetime import date

import pytest

from goldenthread.core import clock
from goldenthread.evidence.models import EvidenceKind, Screening
from goldenthread.plan.as_at import AsAt, day_asked
from goldenthread.plan.models import EvidenceUse, MilestoneVersion
from goldenthread.plan.queries import plan_on_a_page as page
from tests import factories as make

ON = date(2021, 11, 30)


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to("2021-11-30T12:00:00+00:00")


def counted(world, when=None):
    total = page.added_up(page.totals(world.plan, when or AsAt(ON)))
    return {name: number for name, number in total.items() if number}


def test_each_action_counts_once_for_its_rating_and_for_each_thing_to_look_at(world):
    make.an_action(world.priority, delivery="off_track", last_word_on=ON)
    make.an_action(world.priority, owner=world.quality, delivery="delivered", actual_on=ON, rung=0)
    waiting = {"delivery": "at_risk", "last_word_on": ON, "waiting_since": clock.now()}
    make.an_action(make.a_priority(world.plan, "Exploitation", "2"), owner=world.quality, **waiting)
    assert counted(world) == {
        "off_track": 2, "delivered": 1, "at_risk": 1, "is_late": 1, "is_silent": 1, "is_unowned": 1, "unproven": 1,
        "awaiting": 1, "only_off_track": 1, "total": 4,
    }  # fmt: skip


def test_removed_actions_do_not_count(world):
    world.action.versions.update(removed=True)
    assert counted(world) == {}


def test_past_day_counts_what_was_so_then(world):
    assert counted(world, day_asked("2021-05-01")) == {"not_started": 1, "total": 1}


def test_action_stands_under_its_most_urgent_kind_with_all_reasons(world):
    make.an_action(world.priority, "Nobody's", due_on=date(2021, 9, 1))
    total = page.added_up(page.totals(world.plan, AsAt(ON)))
    found = page.needs(world.plan, AsAt(ON), total, [])
    assert [(need.kind, need.count, [line.code for line in need.lines]) for need in found] == [
        ("overdue", 2, ["1.2", "1.1"]),
        ("no_owner", 1, []),
        ("silent", 2, []),
    ]
    assert found[0].lines[0].reason == (
        "It was due by 1 September 2021, 90 days ago. No answer since. Nobody is named who owns it. "
        "No word about it was approved since 1 April 2021."
    )


def test_only_the_worst_few_of_a_kind_are_shown_and_all_are_counted(world):
    for day in range(1, 8):
        make.an_action(world.priority, f"Due on {day}", owner=world.quality, due_on=date(2021, 9, day))
    total = page.added_up(page.totals(world.plan, AsAt(ON)))
    overdue = page.needs(world.plan, AsAt(ON), total, [])[0]
    assert (overdue.count, [line.words for line in overdue.lines]) == (8, [f"Due on {day}" for day in range(1, 5)])


@pytest.mark.parametrize(
    ("values", "heard"),
    [
        ({"accepted_at": make.LONG_AGO}, True),
        ({}, False),
        ({"accepted_at": make.LONG_AGO, "ended_at": make.LONG_AGO}, False),
    ],
)
def test_childs_voice_counts_once_it_is_accepted_and_while_it_serves(world, values, heard):
    piece = make.some_evidence(world.partnership, world.manager, kind=EvidenceKind.VOICE)
    EvidenceUse.objects.create(evidence=piece, action=world.action, added_by=world.manager, **values)
    [shown] = page.priorities(world.plan, AsAt(ON), {})
    assert shown.has_voice is heard


def test_voice_whose_screening_is_not_settled_is_not_heard_yet(world):
    piece = make.some_evidence(world.partnership, world.manager, kind=EvidenceKind.VOICE, screening=Screening.HITS)
    EvidenceUse.objects.create(evidence=piece, action=world.action, added_by=world.manager, accepted_at=make.LONG_AGO)
    assert [shown.has_voice for shown in page.priorities(world.plan, AsAt(ON), {})] == [False]


def test_voice_that_was_withdrawn_since_was_heard_then(world):
    piece = make.some_evidence(world.partnership, world.manager, kind=EvidenceKind.VOICE, withdrawn_at=clock.now())
    EvidenceUse.objects.create(evidence=piece, action=world.action, added_by=world.manager, accepted_at=make.LONG_AGO)
    days = [AsAt(ON), day_asked("2021-11-01"), day_asked("2021-03-01")]
    heard = [[shown.has_voice for shown in page.priorities(world.plan, when, {})] for when in days]
    assert heard == [[False], [True], []]


def test_outcomes_without_impact_are_broken_threads(world):
    make.an_outcome(world.priority, "Children are seen sooner")
    make.an_outcome(world.priority, "Families are helped", impact_evidenced=True)
    found = page.broken_threads(page.priorities(world.plan, AsAt(ON), {}))
    assert [(sentence, [line.words for line in lines]) for sentence, lines in found] == [
        ("No child's voice is among the evidence of", ["Neglect"]),
        ("No impact is evidenced yet for", ["Children are seen sooner"]),
    ]


def test_time_line_has_the_day_that_is_known_best_and_the_first_agreed(world):
    world.action.versions.update(forecast_on=date(2022, 1, 31))
    MilestoneVersion.objects.create(
        action=world.action,
        words="Draft it",
        due_on=date(2021, 9, 30),
        actual_on=date(2021, 9, 20),
        valid_from=make.LONG_AGO,
    )
    make.an_action(world.priority, "Whenever")
    marks = [(mark["on"], mark["agreed"], mark["label"], mark["tone"]) for mark in page.timeline(world.plan, AsAt(ON))]
    assert marks == [
        (date(2022, 1, 31), date(2021, 10, 31), "1.1 Publish the neglect strategy", "off_track"),
        (date(2021, 9, 20), None, "1.1 milestone: Draft it", "delivered"),
    ]


def test_newest_word_is_dated(world):
    assert page.heard_last(world.plan, AsAt(ON)) is None
    make.an_action(world.priority, last_word_on=date(2021, 9, 1))
    make.an_action(world.priority, last_word_on=date(2021, 10, 1))
    assert page.heard_last(world.plan, AsAt(ON)) == date(2021, 10, 1)
