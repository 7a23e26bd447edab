"""Queries whose SQL is worked out once. That they ask what Django would ask is compared in every test (conftest)."""

from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, F, Q, QuerySet
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext

from goldenthread.core import clock
from goldenthread.core.prepared import prepared
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import Action, ActionVersion, Delivery, sight_of
from tests import factories as make

built: list[Any] = []


@prepared
def due(*, plan: int, on: date) -> QuerySet[ActionVersion]:
    built.append(plan)
    return ActionVersion.objects.filter(plan=plan, due_on__lt=on - timedelta(days=30)).select_related("action__plan")


def test_prepared_query_finds_what_it_is_asked_for(world) -> None:
    late = due(plan=world.plan.pk, on=date(2021, 12, 1))
    assert [(row.action, row.action.plan) for row in late] == [(world.action, world.plan)]
    assert due(plan=world.plan.pk, on=date(2021, 11, 30)) == []
    assert due(plan=0, on=date(2021, 12, 1)) == []


def test_prepared_query_is_built_once_for_each_shape(world) -> None:
    connection.__dict__.pop("prepared", None)
    built.clear()
    for on in (date(2021, 12, 1), date(2022, 1, 1)):
        due(plan=world.plan.pk, on=on)
    assert len([plan for plan in built if plan != world.plan.pk]) == 1  # the comparing fixture builds with real values


def test_prepared_query_costs_one_query_whatever_it_joins(world) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert due(plan=world.plan.pk, on=date(2021, 12, 1))[0].action.plan == world.plan
    assert len(asked) == 1


@prepared
def held(*, plan: int) -> QuerySet[ActionVersion]:
    return ActionVersion.objects.filter(plan=plan).select_related("plan__partnership", "plan__source").order_by("pk")


def test_rows_that_join_the_same_record_share_it(world) -> None:
    make.an_action(world.priority)
    first, second = held(plan=world.plan.pk)
    assert first.plan is second.plan
    assert (second.plan.partnership, second.plan.source) == (world.partnership, None)
    assert first.action_id != second.action_id


def test_records_are_those_that_django_makes(world) -> None:
    known = ActionVersion.objects.filter(plan=world.plan).select_related("plan__partnership", "plan__source").get()
    found = held(plan=world.plan.pk)[0]
    for name in ("", "plan", "plan.partnership"):
        mine, theirs = (attrgetter(name)(row) if name else row for row in (found, known))
        assert {**vars(mine), "_state": None} == {**vars(theirs), "_state": None}
        assert (mine._state.db, mine._state.adding) == (theirs._state.db, theirs._state.adding)


def test_model_that_adds_something_to_its_records_makes_them_itself(world) -> None:
    made: list[int] = []

    def listen(instance, **_) -> None:
        made.append(instance.pk)

    post_init.connect(listen, sender=ActionVersion)
    connection.__dict__.pop("prepared", None)
    try:
        rows = held(plan=world.plan.pk)
    finally:
        post_init.disconnect(listen, sender=ActionVersion)
        connection.__dict__.pop("prepared", None)
    assert made == [row.pk for row in rows]


@prepared
def said(delivery: Delivery | None, *, words: str, when: AsAt, plans: tuple[int, ...]) -> QuerySet[Any, Any]:
    found = ActionVersion.objects.at(when.moment).filter(words=words, plan__in=plans).exclude(due_on=when.day)
    found = found.filter(delivery=delivery) if delivery else found
    return found.values_list("action__ref", flat=True)


def test_prepared_query_takes_texts_moments_tuples_and_dataclasses(world) -> None:
    words = world.action.versions.get().words
    begun = AsAt(date(2026, 11, 1), datetime(2026, 11, 1, 12, tzinfo=UTC))
    today, both = AsAt(date(2026, 11, 2)), (world.plan.pk, 0)
    world.action.versions.update(valid_from=datetime(2026, 11, 1, 11, tzinfo=UTC))
    assert said(None, words=words, when=today, plans=both) == [world.action.ref]
    assert said(None, words=words, when=today, plans=(0,)) == []
    assert said(None, words="other", when=today, plans=both) == []
    assert said(Delivery.DELIVERED, words=words, when=today, plans=both) == []
    assert said(None, words=words, when=begun, plans=both) == [world.action.ref]
    earlier = AsAt(begun.day, datetime(2026, 11, 1, 10, tzinfo=UTC))
    assert said(None, words=words, when=earlier, plans=both) == []


@prepared
def counted(*, plan: int) -> QuerySet[Any, Any]:
    return Action.objects.filter(plan=plan).order_by().values("priority").annotate(number=Count("pk"))


def test_prepared_query_may_count(world) -> None:
    assert counted(plan=world.plan.pk) == [{"priority": world.priority.pk, "number": 1}]


def test_prepared_query_keeps_what_it_annotates(world) -> None:
    @prepared
    def doubled(*, plan: int) -> QuerySet[Any, Any]:
        return Action.objects.filter(plan=plan).annotate(twice=F("position") * 2)

    assert [row.twice for row in doubled(plan=world.plan.pk)] == [world.action.position * 2]


def test_prepared_query_sees_what_the_person_sees(world) -> None:
    @prepared
    def seen(*, sight: Any) -> QuerySet[Action]:
        return Action.objects.in_sight(sight)

    assert seen(sight=sight_of(world.manager)) == seen(sight=sight_of(world.police_lead)) == [world.action]
    assert seen(sight=sight_of(world.outsider)) == []
    with CaptureQueriesContext(connection) as asked:
        assert seen(sight=sight_of(world.practitioner)) == []
    assert [query["sql"] for query in asked if "plan_action" in query["sql"]] == []


@pytest.mark.parametrize("words", ["100%", "a_b", "\\\\", "It's"])
def test_prepared_query_looks_for_words_as_they_are(world, words) -> None:
    @prepared
    def holding(*, words: str) -> QuerySet[Any, Any]:
        return ActionVersion.objects.filter(words__icontains=words).values_list("words", flat=True)

    world.action.versions.update(words=f"Reach {words} of schools")
    assert (holding(words=words), holding(words=f"{words}!")) == ([f"Reach {words} of schools"], [])
    assert holding(words="%") == ([f"Reach {words} of schools"] if "%" in words else [])


def test_connection_keeps_so_many_queries_and_no_more(world, monkeypatch) -> None:
    monkeypatch.setattr("goldenthread.core.prepared.MOST", 2)

    @prepared
    def page(number: int, *, plan: int) -> QuerySet[Action]:
        return Action.objects.filter(plan=plan)[: number + 1]

    assert [len(page(number, plan=world.plan.pk)) for number in range(5)] == [1] * 5
    assert len(connection.__dict__["prepared"]) <= 2


@pytest.mark.parametrize("pooled", [False, True])
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL alone prepares statements")
def test_statement_asked_often_is_prepared_in_the_server_unless_connections_are_pooled(
    world, pooled, monkeypatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", pooled)
    words = f"Not {pooled}"

    @prepared
    def asked(*, plan: int) -> QuerySet[ActionVersion]:
        return ActionVersion.objects.filter(plan=plan).exclude(words=words)

    for _ in range(5):
        assert [row.action for row in asked(plan=world.plan.pk)] == [world.action]
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE statement LIKE %s", ['%"words" = %'])
        assert bool(cursor.fetchall()) is not pooled
        cursor.execute("DEALLOCATE ALL")


# --- what it refuses, since it would be wrong the next time -----------------------------------------------------------


def refused(build: Any, **values: Any) -> None:
    with pytest.raises((TypeError, RuntimeError)):
        prepared(build)(**values)


def test_query_that_asks_what_day_it_is_is_refused(db) -> None:
    refused(lambda *, plan: ActionVersion.objects.filter(plan=plan, due_on__lt=clock.today()), plan=1)


def test_query_that_changes_a_number_is_refused(db) -> None:
    refused(lambda *, plan: Action.objects.filter(plan=plan + 1000), plan=1)


def test_query_that_changes_a_text_is_refused(db) -> None:
    refused(lambda *, words: ActionVersion.objects.filter(words__istartswith=words), words="neglect")


def test_query_that_leaves_out_what_it_is_given_is_refused(db) -> None:
    refused(lambda *, plan: Action.objects.filter(Q(pk__gt=0)), plan=1)


def test_query_is_not_given_records_or_lists(world) -> None:
    refused(lambda *, plan: Action.objects.filter(plan=plan), plan=world.plan)
    refused(lambda *, plans: Action.objects.filter(plan__in=plans), plans=[world.plan.pk])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL alone keeps plans")
def test_what_never_changes_is_written_into_the_statement(world) -> None:
    @prepared
    def current(*, words: str) -> QuerySet[ActionVersion]:
        return ActionVersion.objects.at().filter(words=words, removed=False).exclude(owner_text="100% o'clock")

    words = world.action.versions.get().words
    with CaptureQueriesContext(connection) as asked:
        assert [row.action for row in current(words=words)] == [world.action]
    assert asked[0]["sql"].count("%s") == 0
    with connection.cursor() as cursor:
        for _ in range(4):
            current(words=words)
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE statement LIKE %s", ["%o''clock%"])
        ((statement,),) = cursor.fetchall()
    assert ("$1" in statement, "$2" in statement) == (True, False)
