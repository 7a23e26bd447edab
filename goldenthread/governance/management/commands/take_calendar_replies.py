import imaplib
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from goldenthread.governance.mailbox import read_mailbox
from goldenthread.governance.replies import take_reply


class Command(BaseCommand):
    help = "Take the answers that calendars send to invitations, from the mailbox or from one mail on standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stdin", action="store_true", help="a mail server hands over one mail")

    def handle(self, *, verbosity: int, stdin: bool = False, **options: Any) -> None:
        if stdin:
            read, taken = 1, int(take_reply(sys.stdin.buffer.read()))
        elif settings.REPLIES and settings.REPLIES_MAILBOX:
            try:
                read, taken = read_mailbox(settings.REPLIES_MAILBOX, take_reply)
            except (OSError, imaplib.IMAP4.error) as error:
                raise CommandError("The mailbox of answers could not be read.") from error
        else:
            read = taken = 0
        if verbosity:
            self.stdout.write(f"{read} read, {taken} counted")
