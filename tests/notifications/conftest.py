import pytest

from goldenthread.notifications import kinds
from goldenthread.notifications.operations import plan_mail
from goldenthread.partnerships.rights import may
from goldenthread.partnerships.roles import Right

READABLE = "reminder for a test"


@pytest.fixture(autouse=True)
def _kind():
    """A kind of mail about something that whoever reads the plan may open."""

    def may_open(mail):
        return may(mail.person, Right.READ_PLAN, mail.partnership)

    kinds.register(READABLE, "Reminder", why="you answer for it", may_open=may_open)
    yield
    del kinds.KINDS[READABLE]


@pytest.fixture
def plan(world):
    """Plans a mail to the chair of the Quality Sub-Group, unless other values are given."""

    def plan(key="reminder 1", **values):
        known = {
            "person": world.quality_chair,
            "kind": READABLE,
            "subject": "Your return is due on Friday",
            "text": "Hello Quality Chair,\n\nthe return for action 1.1 is due on Friday.",
            "about": "/p/marlshire/returns/",
            "partnership": world.partnership,
        }
        return plan_mail(key=key, **known | values)

    return plan
