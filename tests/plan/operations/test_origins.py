"""Where an action comes from, and its mark of high priority, after adoption."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from goldenthread.history.models import Entry
from goldenthread.plan import origins as registry
from goldenthread.plan.models import Origin
from goldenthread.plan.operations import origins, variations
from tests import factories as make


def named(action) -> list[tuple[str, str]]:
    return list(action.origins.at().values_list("kind", "label"))


def test_an_action_answers_several_sources(world):
    origins.add_origin(world.action, kind="audit", label="Neglect audit 2020, finding 2", by=world.manager)
    origins.add_origin(world.action, kind="inspection", label="Joint inspection 2019", by=world.manager)
    assert named(world.action) == [("audit", "Neglect audit 2020, finding 2"), ("inspection", "Joint inspection 2019")]
    with pytest.raises(ValidationError, match="named already"):
        origins.add_origin(world.action, kind="audit", label="Neglect audit 2020, finding 2", by=world.manager)


def test_what_is_taken_away_stays_on_the_pages_of_the_days_before(world, october, signed_in):
    origin = origins.add_origin(world.action, kind="review", label="Rapid review of May", by=world.manager)
    october.shift(timedelta(days=2))
    origins.end_origin(origin, reason="It was another action's.", by=world.manager)
    client, address = signed_in(world.board_member), world.action.get_absolute_url()
    assert named(world.action) == []
    assert "review, Rapid review of May" in client.get(address + "?as-at=2021-10-11").content.decode()
    said = list(Entry.objects.order_by("number").values_list("sentence", "reason"))
    assert said == [
        ("noted where the action comes from", ""),
        ("took away where the action comes from", "It was another action's."),
    ]


def test_the_mark_of_high_priority_has_its_reason(world):
    origins.set_high_priority(world.action, high=True, reason="The Board asked.", by=world.manager)
    world.action.refresh_from_db()
    entry = Entry.objects.get()
    assert (world.action.high, entry.new, entry.reason) == (True, {"high": True}, "The Board asked.")
    with pytest.raises(ValidationError, match="so already"):
        origins.set_high_priority(world.action, high=True, reason="Again.", by=world.manager)


def test_a_closed_plan_keeps_its_origins(world):
    type(world.plan).objects.update(state="closed")
    world.action.plan.refresh_from_db()
    with pytest.raises(ValidationError, match="closed"):
        origins.add_origin(world.action, kind="audit", label="Another", by=world.manager)


def test_an_app_above_says_where_its_record_can_be_read(world, monkeypatch):
    period = make.a_period(world.partnership)
    asked = []
    monkeypatch.setitem(
        registry.REGISTRY, "plan.period", lambda user, refs: asked.append(refs) or {period.ref: "/there/"}
    )
    origin = origins.add_origin(
        world.action, kind="meeting", label="Board of May", from_record=period, by=world.manager
    )
    other = make.an_origin(world.action, world.manager, address="https://example.org/audit")
    found = registry.with_addresses([origin, other], world.chair)
    assert found == [(origin, "/there/"), (other, "https://example.org/audit")]
    assert asked == [[period.ref]]


def test_an_action_added_by_a_variation_comes_from_it(world, signed_in):
    new = {"priority": world.priority.ref, "words": "Hold a summit", "owners": [], "due_on": None}
    asked = variations.propose_variation(world.plan, summary="A summit", new=new, reason="Asked.", by=world.manager)
    added = variations.approve_variation(asked, by=world.chair).action
    page = signed_in(world.chair).get(added.get_absolute_url()).content.decode()
    assert named(added) == [("variation", "A summit")]
    assert f'href="{asked.get_absolute_url()}"' in page


def test_the_pages_add_take_away_and_mark(world, signed_in):
    client, here = signed_in(world.manager), [world.partnership.slug, world.action.ref]
    client.post(reverse("plan:origins", args=here), {"kind": "audit", "label": "Audit of May", "address": ""})
    origin = Origin.objects.get()
    assert "Audit of May" in client.get(reverse("plan:origins", args=here)).content.decode()
    client.post(reverse("plan:end_origin", args=[*here, origin.pk]), {"reason": "Wrong one."})
    client.post(reverse("plan:importance", args=here), {"high": "yes", "reason": "Asked."})
    world.action.refresh_from_db()
    assert (named(world.action), world.action.high) == ([], True)
    assert signed_in(world.chair).get(reverse("plan:origins", args=here)).status_code == 403
