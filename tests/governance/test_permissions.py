"""Who may do what with meetings, papers, decisions, challenges, risks and strategies."""

import pytest

from goldenthread.governance import permissions
from goldenthread.governance.models import PaperVersion
from goldenthread.partnerships.models import BodyKind
from tests import factories as make
from tests.governance import factories as meet

PEOPLE = ["manager", "chair", "board_member", "quality_chair", "police_lead", "practitioner", "outsider"]


@pytest.fixture
def who(world):
    """The names of those of the cast for whom a question is answered with yes."""
    return lambda ask: {name for name in PEOPLE if ask(getattr(world, name))}


def test_meetings_are_arranged_by_the_unit_and_the_chair_of_the_body(world, who):
    assert who(lambda user: permissions.can_arrange(user, world.quality)) == {"manager", "quality_chair"}
    assert who(lambda user: permissions.can_arrange(user, world.board)) == {"manager", "chair"}


@pytest.mark.parametrize("kind", [BodyKind.BOARD, BodyKind.ASSEMBLY, BodyKind.PARTNERSHIP])
def test_independent_chair_chairs_what_no_sub_group_is(world, who, kind):
    body = make.a_body(world.partnership, "Together", kind)
    assert who(lambda user: permissions.can_chair(user, body)) == {"chair"}
    assert who(lambda user: permissions.can_chair(user, world.quality)) == {"quality_chair"}


def test_forward_plan_and_quorum_are_the_units(world, who):
    assert who(lambda user: permissions.can_keep_plan(user, world.partnership)) == {"manager"}


def test_readers_are_named_by_whoever_arranges(world, who):
    item = meet.an_item(meet.a_meeting(world.quality), readers=[world.quality_chair])
    paper = meet.a_paper(item, world.quality_chair)
    for thing in (item, paper):
        assert who(lambda user, thing=thing: permissions.can_name_readers(user, thing)) == {"manager", "quality_chair"}


def test_version_is_brought_by_the_author_and_whoever_arranges(world, who):
    paper = meet.a_paper(meet.an_item(meet.a_meeting(world.board)), world.manager, author=world.police_lead)
    assert who(lambda user: permissions.can_bring_version(user, paper)) == {"manager", "chair", "police_lead"}


def test_file_is_opened_once_screened_before_by_its_sender_and_with_malware_by_nobody(world, who):
    version = meet.a_paper(meet.an_item(meet.a_meeting(world.board)), world.manager).versions.get()
    version.screening = "waiting"
    assert who(lambda user: permissions.can_open_file(user, version)) == {"manager"}
    version.screening = "clear"
    assert who(lambda user: permissions.can_open_file(user, version)) == set(PEOPLE)
    version.file.scan = "infected"
    assert who(lambda user: permissions.can_open_file(user, version)) == set()
    assert not permissions.can_open_file(world.manager, PaperVersion(file=None))


def test_written_vote_is_closed_by_whoever_arranges(world, who):
    procedure = meet.a_procedure(world.quality, world.manager)
    assert who(lambda user: permissions.can_close_procedure(user, procedure)) == {"manager", "quality_chair"}


def test_registers_are_the_units(world, who):
    assert who(lambda user: permissions.can_keep_registers(user, world.partnership)) == {"manager"}


def test_challenge_is_answered_by_whoever_is_asked_and_never_by_who_put_it(world, who):
    challenge = make.a_challenge(world.partnership, world.quality, world.manager)
    assert who(lambda user: permissions.can_reply(user, challenge, world.quality)) == {"quality_chair"}
    assert "chair" in who(lambda user: permissions.can_reply(user, challenge, world.board))
    own = make.a_challenge(world.partnership, world.quality, world.quality_chair)
    assert who(lambda user: permissions.can_reply(user, own, world.quality)) == set()


def test_challenge_is_followed_by_who_put_it_and_the_unit(world, who):
    challenge = make.a_challenge(world.partnership, world.quality, world.chair)
    assert who(lambda user: permissions.can_follow(user, challenge)) == {"manager", "chair"}


def test_risk_and_strategy_are_kept_by_their_owners_people_and_the_unit(world, who):
    risk = make.a_risk(world.partnership, world.quality, world.manager)
    strategy = make.a_strategy(world.partnership, world.quality, world.manager)
    assert who(lambda user: permissions.can_review(user, risk, world.quality)) == {"manager", "quality_chair"}
    assert who(lambda user: permissions.can_tell_of(user, strategy)) == {"manager", "quality_chair"}
