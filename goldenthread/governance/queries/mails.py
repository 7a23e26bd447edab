"""Whether somebody may open what a mail is about, asked at the moment of sending."""

from goldenthread.governance.models import Meeting, WrittenProcedure
from goldenthread.notifications.models import Mail


def may_open_meeting(mail: Mail) -> bool:
    ref = mail.about.rstrip("/").rpartition("/")[2]
    return Meeting.objects.visible_to(mail.person).filter(ref=ref, partnership=mail.partnership_id).exists()


def may_answer_procedure(mail: Mail) -> bool:
    """Not once it is closed."""
    ref = mail.about.rstrip("/").rpartition("/")[2]
    open_ones = WrittenProcedure.objects.visible_to(mail.person).filter(closed_at=None, votes__person=mail.person)
    return bool(open_ones.filter(ref=ref, partnership=mail.partnership_id).exists())
