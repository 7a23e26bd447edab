"""Whether somebody may open what a regular mail leads to, asked at the moment of sending."""

from goldenthread.notifications.models import Mail
from goldenthread.plan.models import Plan, RegularExport


def may_open_export(mail: Mail) -> bool:
    """Not once they stopped it."""
    _, asked, _ = mail.key.split(" ")
    ref = mail.about.partition("?")[0].strip("/").split("/")[-2]
    wanted = RegularExport.objects.visible_to(mail.person).filter(ref=asked)
    return wanted.exists() and Plan.objects.visible_to(mail.person).filter(ref=ref).exists()
