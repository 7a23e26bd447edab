"""Who does what to a round and to a return: the unit runs it, its organisation answers, nobody judges their own."""

from collections.abc import Callable

import pytest

from goldenthread.accounts.models import User
from goldenthread.assurance import permissions
from goldenthread.core import clock
from goldenthread.partnerships.roles import Role
from tests import factories as make
from tests.assurance.conftest import handed_in, signed_off


@pytest.fixture
def who(world, asking) -> Callable[[Callable[[User], bool]], set[str]]:
    contributor = make.a_member(Role.AGENCY_CONTRIBUTOR, organisation=world.police, name="Contributor")
    scrutineer = make.a_member(Role.SCRUTINEER, world.partnership, name="Scrutineer")
    people = {
        "manager": world.manager, "chair": world.chair, "scrutineer": scrutineer, "lead": asking.lead,
        "senior": asking.senior, "contributor": contributor, "other lead": asking.other_lead,
        "neighbour": asking.neighbour_manager, "practitioner": world.practitioner,
    }  # fmt: skip
    return lambda ask: {name for name, person in people.items() if ask(person)}


def fresh(asking):
    return type(asking.assessment).objects.select_related("round__partnership", "organisation").get(
        pk=asking.assessment.pk
    )  # fmt: skip


def test_the_partnership_that_leads_runs_the_round_and_each_its_own_supplement(world, asking, who) -> None:
    common, theirs = (asking.round.parts.get(partnership=place) for place in (None, world.elsewhere))
    assert who(lambda user: permissions.can_open_rounds(user, world.partnership)) == {"manager"}
    assert who(lambda user: permissions.can_run(user, asking.round)) == {"manager"}
    assert who(lambda user: permissions.can_take_edition(user, common, world.partnership)) == {"manager"}
    assert who(lambda user: permissions.can_take_edition(user, theirs, world.elsewhere)) == {"neighbour"}
    asking.round.closed_at = clock.now()
    assert who(lambda user: permissions.can_run(user, asking.round)) == set()


def test_its_people_answer_until_it_is_signed_off_and_its_lead_hands_in(asking, who) -> None:
    own = {"lead", "senior", "contributor"}
    assert who(lambda user: permissions.can_answer(user, fresh(asking))) == own
    assert who(lambda user: permissions.can_lead(user, fresh(asking))) == {"lead"}
    assert who(lambda user: permissions.can_submit(user, fresh(asking))) == set()
    signed_off(asking)
    assert who(lambda user: permissions.can_answer(user, fresh(asking))) == set()
    assert who(lambda user: permissions.can_submit(user, fresh(asking))) == {"lead"}
    assert who(lambda user: permissions.can_reopen(user, fresh(asking))) == {"lead", "senior"}


def test_only_the_named_senior_lead_signs_off(asking, who) -> None:
    assessment = fresh(asking)
    assert who(lambda user: permissions.can_sign_off(user, assessment)) == set()
    assessment.senior_lead = asking.senior
    assert who(lambda user: permissions.can_sign_off(user, assessment)) == {"senior"}


def test_moderators_judge_once_it_is_handed_in_and_never_their_own(world, asking, who) -> None:
    def moderates(user: User) -> bool:
        return permissions.can_moderate(user, fresh(asking), world.partnership)

    assert who(moderates) == set()
    handed_in(asking, world.partnership)
    assert who(moderates) == {"manager", "scrutineer"}
    assert who(lambda user: permissions.can_agree(user, fresh(asking))) == {"manager", "scrutineer"}
    assert who(lambda user: permissions.can_reopen(user, fresh(asking))) == {"manager"}
    make.a_member(Role.AGENCY_CONTRIBUTOR, organisation=world.police, person=world.manager)
    own = User.objects.get(pk=world.manager.pk)
    assert not moderates(own)
    assert not permissions.can_send_feedback(own, fresh(asking), world.partnership)


def test_its_people_reply_and_whoever_answers_for_every_word_corrects(world, asking, who) -> None:
    handed_in(asking, world.partnership)
    assert who(lambda user: permissions.can_reply(user, fresh(asking))) == {"lead", "senior", "contributor"}
    assert who(lambda user: permissions.can_correct(user, fresh(asking))) == {"lead", "senior"}
    assessment = fresh(asking)
    assessment.round.closed_at = clock.now()
    assert who(lambda user: permissions.can_correct(user, assessment)) == set()


def test_an_example_is_withdrawn_where_it_was_proposed_and_by_its_organisation(world, asking, who) -> None:
    part = asking.assessment.parts.select_related("assessment").first()
    example = part.examples.create(
        question="lead", standard="A", title="B", text="C", partnership=world.partnership, proposed_by=world.manager
    )
    assert who(lambda user: permissions.can_end_example(user, example)) == {"manager", "scrutineer", "lead"}
