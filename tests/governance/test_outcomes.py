"""How items end: noted, with a decision, with an action that the plan has, with a new one."""

import pytest
from django.core.exceptions import ValidationError

from goldenthread.governance.operations import decisions, minuting, outcomes
from goldenthread.governance.queries.minutes import minutes_told
from goldenthread.plan.models import Variation
from goldenthread.plan.operations.variations import approve_variation
from goldenthread.plan.origins import with_addresses
from tests.governance import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(world):
    return make.an_item(make.a_meeting(world.board, state="in_session"), title="Neglect")


def ends(item, user):
    return [minute.ends for minute in minutes_told(item.meeting, user).open]


def asked(item, world, **values):
    owner = {"kind": "body", "ref": world.quality.ref, "role": "lead"}
    given = {"priority": world.priority, "words": "Train the panel.", "owners": [owner], "by": world.manager}
    return outcomes.agree_new_action(item, **{**given, **values})


def test_item_says_how_it_ended(world, item):
    assert ends(item, world.manager) == [[]]
    minuting.write_notes(item, notes="Heard.", state="noted", edition=item.edition, by=world.manager)
    assert ends(item, world.manager) == [["Noted"]]
    outcomes.agree_action(item, action=world.action, by=world.manager)
    asked(item, world)
    assert ends(item, world.manager) == [["New action", "Action of the plan"]]
    decisions.take_decision(decisions.propose_decision(item, words="We agree.", by=world.manager), by=world.manager)
    assert ends(item, world.manager) == [["Decision", "New action", "Action of the plan"]]


def test_new_action_says_that_it_comes_from_the_item(world, item):
    variation = asked(item, world)
    done = approve_variation(variation, by=world.chair, minute="", decision="Yes")
    origins = with_addresses(done.action.origins.all(), world.manager)
    assert item.get_absolute_url() in [address for _, address in origins]


def test_closed_item_does_not_speak_through_the_variation(world, item):
    item.closed = True
    item.save()
    item.readers.set([world.manager])
    assert "Neglect" not in asked(item, world).reason
    assert str(item.actions.count()) == "0"


def test_actions_are_agreed_only_in_a_meeting_that_has_begun(world):
    early = make.an_item(make.a_meeting(world.board, state="published"))
    with pytest.raises(ValidationError, match="has not begun"):
        outcomes.agree_action(early, action=world.action, by=world.manager)


def test_secretary_ends_an_item_with_actions_on_its_pages(world, item, signed_in):
    client, place = signed_in(world.manager), f"/p/marlshire/agenda-items/{item.ref}"
    assert client.post(f"{place}/action/", {"action": world.action.ref}).status_code == 302
    values = {"priority": world.priority.ref, "words": "Train the panel.", "owner": f"body:{world.quality.ref}"}
    assert client.post(f"{place}/new-action/", values).status_code == 302
    room = client.get(f"/p/marlshire/meetings/{item.meeting.ref}/room/?item={item.ref}").content.decode()
    assert ("Train the panel." in room, world.action.get_absolute_url() in room) == (True, True)
    assert list(item.variations.all()) == list(Variation.objects.all())


def test_whoever_steps_back_sees_no_actions(world, item):
    outcomes.agree_action(item, action=world.action, by=world.manager)
    item.interests.create(person=world.board_member, nature="Works there", declared_by=world.manager)
    told = minutes_told(item.meeting, world.board_member).open[0]
    assert (told.agreed, told.ends) == ([], [])
