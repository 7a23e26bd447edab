"""Whether somebody may open what a mail is about, asked at the moment of sending."""

from goldenthread.assurance.models import Letter, SelfAssessment
from goldenthread.notifications.models import Mail


def may_read_feedback(mail: Mail) -> bool:
    ref = mail.about.rstrip("/").rpartition("/")[2]
    own = SelfAssessment.objects.of_own(mail.person)
    return Letter.objects.filter(ref=ref, assessment__in=own.order_by(), partnership=mail.partnership_id).exists()
