"""Mail servers that misbehave, each as a backend of Django's."""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

from django.core.mail.backends.base import BaseEmailBackend


class Busy(BaseEmailBackend):
    def send_messages(self, messages):
        raise SMTPDataError(451, b"try later")


class Refusing(BaseEmailBackend):
    def send_messages(self, messages):
        raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such person")})


class HangingUp(BaseEmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected("gone")


class Unreachable(BaseEmailBackend):
    def open(self):
        raise ConnectionRefusedError
