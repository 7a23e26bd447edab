"""Two people open the same form; whoever saves second sees both texts, and nothing is lost."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from goldenthread.core import clock
from goldenthread.governance.models import MeetingState
from goldenthread.governance.operations import agenda, risks, strategies
from goldenthread.plan.operations import drafting
from tests import factories as people
from tests.access.test_field_fuzz import Form, _filled
from tests.conftest import World
from tests.governance import factories as make

pytestmark = pytest.mark.django_db
NEXT_YEAR = str(clock.today().year + 1)


def opened(client: Client, where: str, **typed: str) -> Form:
    """The form as the person has it before them, with what they type."""
    form = BeautifulSoup(client.get(where).content, "html.parser").select_one("main form[method=post]")
    return _filled(form) | {name.replace("__", "-"): [value] for name, value in typed.items()}


def both_texts(client: Client, where: str, form: Form) -> list[bool]:
    answer = client.post(where, form)
    page = answer.content.decode()
    return [answer.status_code == 409, "Mine" in page, "Theirs" in page]


def sends_again(client: Client, where: str, form: Form) -> int:
    """From the page with both texts, as it stands there."""
    page = BeautifulSoup(client.post(where, form).content, "html.parser")
    return client.post(where, _filled(page.select_one("main form[method=post]"))).status_code


def test_agenda_item_that_two_people_change(world: World, signed_in) -> None:
    item = make.an_item(make.a_meeting(world.board, state=MeetingState.DRAFT), "Neglect")
    client, where = signed_in(world.manager), f"{item.get_absolute_url()}edit/"
    form = opened(client, where, purpose="Mine")
    form.pop("closed"), form.pop("readers")
    agenda.change_item(item, purpose="Theirs", by=world.chair)
    assert both_texts(client, where, form) == [True, True, True]
    item.refresh_from_db()
    assert item.purpose == "Theirs"


def test_agenda_item_is_saved_from_the_page_with_both_texts(world: World, signed_in) -> None:
    item = make.an_item(make.a_meeting(world.board, state=MeetingState.DRAFT), "Neglect")
    client, where = signed_in(world.manager), f"{item.get_absolute_url()}edit/"
    form = opened(client, where, purpose="Mine")
    form.pop("closed"), form.pop("readers")
    agenda.change_item(item, purpose="Theirs", by=world.chair)
    page = BeautifulSoup(client.post(where, form).content, "html.parser")
    again = _filled(page.select_one("main form[method=post]"))
    again.pop("closed"), again.pop("readers")
    assert client.post(where, again).status_code == 302
    item.refresh_from_db()
    assert item.purpose == "Mine"


def test_draft_plan_whose_facts_two_people_change(world: World, signed_in) -> None:
    draft = people.a_plan(world.partnership, adopted=False)
    client, where = signed_in(world.manager), f"/p/marlshire/drafts/{draft.ref}/facts/"
    form = opened(client, where, reporting="Mine")
    drafting.edit_plan(draft, reporting="Theirs", by=world.chair)
    assert both_texts(client, where, form) == [True, True, True]
    assert sends_again(client, where, form) == 302
    draft.refresh_from_db()
    assert draft.reporting == "Mine"


def test_risk_that_two_people_review(world: World, signed_in) -> None:
    risk = people.a_risk(world.partnership, world.quality, world.manager)
    client, where = signed_in(world.manager), f"{risk.get_absolute_url()}review/"
    form = opened(client, where, note="Mine", review_on__year=NEXT_YEAR)
    said = {"title": "Data", "words": "Late.", "likelihood": 2, "impact": 2, "note": "Theirs"}
    risks.review_risk(risk, owner=world.quality, review_on=clock.today(), by=world.chair, **said)
    assert both_texts(client, where, form) == [True, True, True]
    assert sends_again(client, where, form) == 302
    assert [version.note for version in risk.versions.all()] == ["Mine", "Theirs", ""]


def test_strategy_of_which_two_people_tell(world: World, signed_in) -> None:
    strategy = people.a_strategy(world.partnership, world.board, world.manager)
    client, where = signed_in(world.manager), f"{strategy.get_absolute_url()}update/"
    form = opened(client, where, words="Mine")
    said = {"said_on": clock.today(), "rating": "at_risk", "words": "Theirs", "source": "Letter"}
    strategies.update_strategy(strategy, by=world.chair, **said)
    assert both_texts(client, where, form) == [True, True, True]
    assert strategy.updates.count() == 1
    assert sends_again(client, where, form) == 302
    assert strategy.updates.count() == 2
