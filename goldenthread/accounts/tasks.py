"""Mails about accounts go out in the worker, so that a known address is answered no later than an unknown one."""

from django.core.mail import send_mail
from django_tasks import task


@task()
def send_account_mail(address: str, subject: str, text: str, *, wanted: bool) -> None:
    """``wanted`` is false for an address that belongs to nobody: the same steps were taken, and nothing leaves."""
    if wanted:
        send_mail(subject, text, None, [address])
