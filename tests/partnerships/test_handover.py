"""Handing over everything that a leaver holds, in one step and with a receipt."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history.models import Entry
from goldenthread.history.queries import faults
from goldenthread.partnerships import belongings, operations
from goldenthread.partnerships.belongings import Belonging
from goldenthread.partnerships.models import Appointment, Membership
from goldenthread.partnerships.queries import people_behind
from goldenthread.partnerships.rights import memberships_of
from goldenthread.partnerships.roles import Role
from tests import factories as make
from tests.partnerships.test_views_structure import day

LAST_DAY = date(2021, 8, 31)


@pytest.fixture
def leaver(world):
    """Holds two posts and a role without one."""
    person = make.a_member(Role.BOARD_MEMBER, world.partnership, name="Leaver")
    for title in ("Chair, Quality", "Chair, Neglect"):
        make.an_appointment(make.a_post(world.partnership, title, body=world.quality), person)
    return person


def held_by(person):
    return {each.post.title: each for each in Appointment.objects.filter(person=person)}


@pytest.fixture
def drafts():
    """An app above us that tells of drafts."""

    def tell(person, partnership):
        return [Belonging(f"Draft return of {person}", "/drafts/", stays_with="Quality Sub-Group")]

    belongings.tellers.append(tell)
    yield
    belongings.tellers.remove(tell)


def test_all_is_handed_over_in_one_step(world, leaver):
    quality = held_by(leaver)["Chair, Quality"]
    operations.hand_over(
        leaver, world.partnership, ends_on=LAST_DAY, successors={quality.pk: world.chair}, by=world.manager
    )
    assert {each.ends_on for each in held_by(leaver).values()} == {LAST_DAY}
    assert memberships_of(User.objects.get(pk=leaver.pk)) == []
    follows = Appointment.objects.get(person=world.chair)
    assert (follows.post, follows.starts_on) == (quality.post, LAST_DAY + timedelta(days=1))
    assert list(people_behind(quality.post)) == [world.chair]


def test_successor_to_whoever_leaves_today_begins_today(world, leaver):
    quality = held_by(leaver)["Chair, Quality"]
    successors = {quality.pk: world.practitioner}
    operations.hand_over(leaver, world.partnership, ends_on=clock.today(), successors=successors, by=world.manager)
    roles = [held.role for held in memberships_of(User.objects.get(pk=world.practitioner.pk))]
    assert (Role.BODY_CHAIR in roles, memberships_of(User.objects.get(pk=leaver.pk))) == (True, [])


def test_receipt_names_every_post_role_and_belonging(world, leaver, drafts):
    quality = held_by(leaver)["Chair, Quality"]
    receipt = operations.hand_over(
        leaver,
        world.partnership,
        ends_on=LAST_DAY,
        successors={quality.pk: world.chair},
        reason="New job.",
        by=world.manager,
    )
    assert receipt.new["posts"] == [
        {"post": "Chair, Neglect", "to": ""},
        {"post": "Chair, Quality", "to": "Independent Chair"},
    ]
    assert receipt.new["roles"] == [{"role": "Board member", "place": world.partnership.name}]
    assert receipt.new["belongings"] == [{"what": "Draft return of Leaver", "stays_with": "Quality Sub-Group"}]
    assert (receipt.reason, receipt.chain) == ("New job.", "marlshire")
    assert list(faults()) == []


def test_each_step_stands_in_the_history(world, leaver):
    operations.hand_over(leaver, world.partnership, ends_on=LAST_DAY, successors={}, by=world.manager)
    said = list(Entry.objects.filter(chain="marlshire").values_list("sentence", flat=True))
    assert said[-1] == "handed over everything that was held by Leaver"
    assert sum(sentence.startswith("ended the appointment of Leaver") for sentence in said) == 2


def test_future_last_day_leaves_the_rights_until_then(world, leaver):
    operations.hand_over(
        leaver, world.partnership, ends_on=clock.today() + timedelta(days=7), successors={}, by=world.manager
    )
    assert len(memberships_of(User.objects.get(pk=leaver.pk))) == 3


def test_successor_who_shares_the_post_goes_on_holding_it(world, leaver):
    quality = held_by(leaver)["Chair, Quality"]
    make.an_appointment(quality.post, world.chair)
    operations.hand_over(
        leaver, world.partnership, ends_on=LAST_DAY, successors={quality.pk: world.chair}, by=world.manager
    )
    assert Appointment.objects.filter(person=world.chair).count() == 1


def test_what_ends_sooner_by_itself_goes_on_no_longer(world):
    sooner, last = clock.today() + timedelta(days=10), clock.today() + timedelta(days=40)
    leaver = make.a_member(Role.BODY_MEMBER, body=world.quality, name="Lee Leaver", ends_on=sooner)
    operations.hand_over(leaver, world.partnership, ends_on=last, successors={}, by=world.manager)
    assert Membership.objects.get(person=leaver).ends_on == sooner


def test_what_would_begin_later_never_does(world):
    leaver, begins = make.a_person("Lee Leaver"), clock.today() + timedelta(days=40)
    post = make.a_post(world.partnership, body=world.quality)
    operations.appoint(post, leaver, starts_on=begins, by=world.manager)
    operations.hand_over(leaver, world.partnership, ends_on=clock.today(), successors={}, by=world.manager)
    assert not Membership.objects.held_by(leaver, on=begins).exists()
    assert not Appointment.objects.filter(post=post).exists()


def test_one_refusal_leaves_everything_as_it_was(world, leaver):
    quality = held_by(leaver)["Chair, Quality"]
    world.chair.is_active = False
    with pytest.raises(ValidationError, match="suspended"):
        operations.hand_over(
            leaver, world.partnership, ends_on=LAST_DAY, successors={quality.pk: world.chair}, by=world.manager
        )
    assert {each.ends_on for each in held_by(leaver).values()} == {None}


def test_leaver_does_not_follow_themselves(world, leaver):
    quality = held_by(leaver)["Chair, Quality"]
    with pytest.raises(ValidationError, match="somebody other"):
        operations.hand_over(
            leaver, world.partnership, ends_on=LAST_DAY, successors={quality.pk: leaver}, by=world.manager
        )


def test_last_manager_hands_over_only_to_another_manager(world):
    with pytest.raises(ValidationError, match="only business manager"):
        operations.hand_over(world.manager, world.partnership, ends_on=clock.today(), successors={}, by=world.manager)


def test_manager_hands_their_own_post_over(world):
    Membership.objects.filter(person=world.manager).delete()
    post = make.a_post(world.partnership, "Business manager", Role.MANAGER)
    held = make.an_appointment(post, world.manager)
    operations.hand_over(
        world.manager, world.partnership, ends_on=clock.today(), successors={held.pk: world.chair}, by=world.manager
    )
    assert Appointment.objects.get(person=world.chair).post == post


def test_other_partnerships_keep_their_leaver(world, leaver):
    make.a_member(Role.AUDITOR, world.elsewhere, person=leaver)
    operations.hand_over(leaver, world.partnership, ends_on=LAST_DAY, successors={}, by=world.manager)
    assert [held.partnership for held in memberships_of(User.objects.get(pk=leaver.pk))] == [world.elsewhere]


def test_page_lists_and_hands_over_with_a_printable_receipt(world, leaver, drafts, visit):
    quality = held_by(leaver)["Chair, Quality"]
    html = visit(f"people/{leaver.ref}/hand-over/").content.decode()
    assert "Draft return of Leaver" in html
    assert "Board member" in html
    values = {f"follows-{quality.ref}": world.chair.ref, **day("ends_on", LAST_DAY)}
    receipt = visit(f"people/{leaver.ref}/hand-over/", values=values, follow=True).content.decode()
    assert "Handed over from Leaver" in receipt
    assert "Independent Chair" in receipt
    assert "Vacant" in receipt


def test_receipts_are_for_managers_of_that_partnership(world, leaver, visit):
    receipt = operations.hand_over(leaver, world.partnership, ends_on=LAST_DAY, successors={}, by=world.manager)
    path = f"/p/{{}}/hand-overs/{receipt.number}/"
    assert visit(path.format("marlshire"), "manager").status_code == 200
    assert visit(path.format("marlshire"), "chair").status_code == 403
    assert visit(path.format("marlshire"), "outsider").status_code == 404
    assert visit(path.format("elmshire"), "outsider").status_code == 404


def test_no_other_entry_is_shown_as_a_receipt(world, visit):
    operations.change_settings(
        world.partnership, name="X", short_name="", area="", colour="#1d5fa8", front_door="", by=world.manager
    )
    assert visit(f"hand-overs/{Entry.objects.get(chain='marlshire').number}/").status_code == 404


def test_receipt_is_found_again_from_the_person(world, leaver, visit):
    receipt = operations.hand_over(leaver, world.partnership, ends_on=LAST_DAY, successors={}, by=world.manager)
    assert f"/hand-overs/{receipt.number}/" in visit(f"people/{leaver.ref}/").content.decode()
