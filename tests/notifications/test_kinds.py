"""Each kind of mail says why one gets it, and asks at the moment of sending whether one may open what it is about."""

import pytest

from goldenthread.notifications import kinds
from goldenthread.notifications.models import Mail


def test_every_kind_ends_the_sentence_at_the_foot_of_its_mail():
    assert {
        name for name, kind in kinds.KINDS.items() if not kind.label or not kind.why or kind.why.endswith(".")
    } == set()
    assert {"reminder", "invitation"} <= set(kinds.KINDS)


@pytest.mark.parametrize(("who", "may"), [("quality_chair", True), ("practitioner", False), ("outsider", False)])
def test_reminder_may_be_opened_by_those_who_read_the_plan(world, who, may):
    mail = Mail(person=getattr(world, who), partnership=world.partnership, about=world.action.get_absolute_url())
    assert kinds.KINDS["reminder"].may_open(mail) is may


def test_kind_that_an_app_registers_is_there():
    kinds.register("x", "A letter", why="you asked for it", may_open=bool)
    assert kinds.KINDS.pop("x") == kinds.Kind("A letter", "you asked for it", bool)
