"""Who may change a mail before it goes."""

from goldenthread.notifications.models import Mail
from goldenthread.notifications.permissions import can_change_mail

PEOPLE = ["manager", "chair", "board_member", "quality_chair", "police_lead", "practitioner", "outsider"]


def test_mail_of_a_partnership_is_changed_by_whoever_chases_its_returns(world):
    mail = Mail(partnership=world.partnership, person=world.police_lead)
    assert {name for name in PEOPLE if can_change_mail(getattr(world, name), mail)} == {"manager"}


def test_mail_that_joins_several_partnerships_is_changed_by_nobody(world):
    mail = Mail(partnership=None, person=world.manager)
    assert [name for name in PEOPLE if can_change_mail(getattr(world, name), mail)] == []
