"""Made-up partnerships: of the size that was asked for, the same each time, and in order throughout."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.evidence.models import Evidence
from goldenthread.governance.models import Attendance, Meeting, MeetingState
from goldenthread.history.models import Chain
from goldenthread.history.queries import faults
from goldenthread.partnerships import search
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import FOREVER, Action, ActionVersion, EvidenceUse, Owner, Period, Return, ReturnState
from goldenthread.plan.operations.periods import add_period
from goldenthread.plan.synthetic import Size
from goldenthread.plan.synthetic.rows import Made
from goldenthread.reports.models import ReportPart

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def load(partnerships: int = 3, **options: Any) -> str:
    said = StringIO()
    size = {"actions": 40, "returns_per_action": 6, "today": date(2026, 3, 31)}
    call_command("seed_load", partnerships=partnerships, stdout=said, **size | options)
    return said.getvalue()


def test_load_is_of_the_size_asked_for() -> None:
    assert load().startswith("3 partnerships, 720 returns, in ")
    assert list(Partnership.objects.order_by("pk").values_list("slug", flat=True)) == ["load-1", "load-2", "load-3"]
    assert [Action.objects.filter(plan__partnership=each).count() for each in Partnership.objects.all()] == [40, 40, 40]
    assert Return.objects.count() == 720


def test_each_approved_return_made_a_version_of_its_action() -> None:
    load()
    made = Return.objects.filter(state__in=[ReturnState.APPROVED, ReturnState.SUBMITTED])
    assert ActionVersion.objects.count() == made.count() + Action.objects.count()
    assert ActionVersion.objects.filter(valid_to=FOREVER).count() == Action.objects.count()


def test_copy_says_of_itself_what_the_first_says() -> None:
    load()
    first, last = (Partnership.objects.get(slug=slug) for slug in ("load-1", "load-3"))
    words = [
        list(ActionVersion.objects.filter(plan__partnership=each).order_by("pk").values_list("words", flat=True))
        for each in (first, last)
    ]
    assert words[0] == words[1]
    assert (
        not Owner.objects.filter(action__plan__partnership=last)
        .exclude(body=None)
        .exclude(body__partnership=last)
        .exists()
    )
    assert not EvidenceUse.objects.filter(action__plan__partnership=last).exclude(evidence__partnership=last).exists()
    assert not Return.objects.filter(action__plan__partnership=last).exclude(period__partnership=last).exists()
    assert (
        Evidence.objects.filter(partnership=last, link__contains="load-3.example").count()
        == Evidence.objects.filter(partnership=last).count()
    )


def test_copy_has_its_own_meetings_and_reports() -> None:
    load()
    last = Partnership.objects.get(slug="load-3")
    [session] = Meeting.objects.filter(partnership=last, state=MeetingState.IN_SESSION)
    assert (session.body.partnership, session.items.count()) == (last, 40)
    assert not Attendance.objects.filter(meeting=session).exclude(person__email__contains="load-3").exists()
    parts = ReportPart.objects.filter(report__partnership=last).exclude(figures=[])
    assert {figure["href"] for part in parts for figure in part.figures} == {"/p/load-3/actions/"}


@pytest.mark.parametrize(("seed", "same"), [(1, True), (2, False)])
def test_same_seed_and_day_give_the_same_rows(seed: int, same: bool) -> None:
    first, second = (_made(each) for each in (1, seed))
    assert (first == second) is same


def _made(seed: int) -> dict[str, list[dict[str, Any]]]:
    """All rows of one partnership, before they are saved."""
    blocks = Made(Size(20, 4), date(2026, 3, 31), seed, after={}).rows.made
    return {model._meta.label: [model_values(row) for row in made] for model, made in blocks.items()}


def model_values(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_history_of_each_partnership_holds() -> None:
    load()
    assert list(faults()) == []
    assert list(Chain.objects.order_by("name").values_list("name", flat=True)) == ["load-1", "load-2", "load-3"]


def test_load_can_be_searched_and_read_by_its_manager(signed_in: Callable[[User], Client]) -> None:
    load()
    manager, partnership = User.objects.get(email="manager@load-2.example"), Partnership.objects.get(slug="load-2")
    assert [hit.address.startswith("/p/load-2/") for hit in search.find(manager, partnership, "neglect", limit=3)] == [
        True
    ] * 3
    action = Action.objects.filter(plan__partnership=partnership).first()
    assert action is not None
    browser = signed_in(manager)
    assert browser.get("/p/load-2/").status_code == 200
    assert browser.get(action.get_absolute_url()).status_code == 200
    assert browser.get("/p/load-1/").status_code == 404


def test_operations_go_on_where_the_load_ends() -> None:
    load()
    manager, last = User.objects.get(email="manager@load-3.example"), Period.objects.order_by("-pk").first()
    assert last is not None
    following = add_period(
        last.partnership, name="Next", starts_on=date(2027, 1, 1), ends_on=date(2027, 3, 31),
        returns_due_on=date(2027, 4, 15), by=manager,
    )  # fmt: skip
    assert following.pk > last.pk
    assert list(faults()) == []


def test_second_load_is_refused() -> None:
    load(1)
    with pytest.raises(CommandError, match="already"):
        load(1)
