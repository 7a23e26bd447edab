"""Answers that come back from calendars, by mail."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from icalendar import Calendar

from goldenthread.governance.models import Meeting
from goldenthread.governance.operations import meetings
from goldenthread.governance.replies import take_reply
from goldenthread.notifications.operations import send_waiting_mail
from tests.conftest import World
from tests.governance import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(world: World, settings, time_machine) -> Meeting:
    time_machine.move_to("2021-12-01T09:00:00Z", tick=False)
    settings.REPLIES = "replies@thread.example"
    made = make.a_meeting(world.board, state="draft")
    make.an_item(made)
    make.somebody_there(made, world.board_member, presence="expected", arrived_at=None)
    return meetings.publish_meeting(made, by=world.manager)


def invitation(person: object) -> Calendar:
    send_waiting_mail()
    own = [sent for sent in outbox.outbox if person.email in sent.to]  # type: ignore[attr-defined]
    return Calendar.from_ical(own[-1].attachments[0].content)


def answer(calendar: Calendar, said: str) -> bytes:
    """What a calendar mails to the organiser."""
    event = calendar.walk("VEVENT")[0]
    text = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{event['UID']}\r\n"
        f"SEQUENCE:{event['SEQUENCE']}\r\nDTSTAMP:20211201T100000Z\r\nORGANIZER:{event['ORGANIZER']}\r\n"
        f"ATTENDEE;PARTSTAT={said}:{event['ATTENDEE']}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    mail = outbox.EmailMessage("Answer", "", "somebody@example.org", ["replies@thread.example"])
    mail.attach("answer.ics", text, "text/calendar; method=REPLY")
    return bytes(mail.message().as_bytes())


@pytest.mark.parametrize(("said", "presence"), [("ACCEPTED", "expected"), ("DECLINED", "apologies")])
def test_answer_from_a_calendar_stands_in_the_list(world: World, meeting: Meeting, said: str, presence: str) -> None:
    assert take_reply(answer(invitation(world.board_member), said))
    row = meeting.attendance.get(person=world.board_member)
    assert (row.presence, row.replied_at is not None) == (presence, True)


def test_perhaps_is_no_answer(world: World, meeting: Meeting) -> None:
    assert not take_reply(answer(invitation(world.board_member), "TENTATIVE"))
    assert meeting.attendance.get(person=world.board_member).replied_at is None


def test_nobody_answers_for_somebody_else(world: World, meeting: Meeting) -> None:
    mine = answer(invitation(world.board_member), "DECLINED").decode()
    forged = mine.replace(world.board_member.ref, world.chair.ref)
    assert forged != mine
    assert not take_reply(forged.encode())
    assert not meeting.attendance.filter(presence="apologies").exists()


def test_answer_to_an_earlier_time_does_not_count(world: World, meeting: Meeting) -> None:
    early = answer(invitation(world.board_member), "ACCEPTED")
    later = meeting.starts_at + timedelta(days=7)
    meetings.change_meeting(meeting, starts_at=later, ends_at=later + timedelta(hours=2), by=world.manager)
    assert not take_reply(early)


def test_other_mail_is_no_answer(meeting: Meeting) -> None:
    junk = (b"", b"Subject: Hello\r\n\r\nHow are you?", b"\xff" * 100, b"x" * 300_000)
    assert [take_reply(each) for each in junk] == [False] * 4


class Imap(socketserver.StreamRequestHandler):
    """As much of a mailbox as is asked of one."""

    kept: dict[str, bytes]
    flags: dict[str, str]

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, word, *rest = line.decode().split()
            for said in getattr(self, f"on_{word.lower()}", lambda *_: [])(*rest):
                self.wfile.write(said)
            self.wfile.write(f"{tag} OK {word} done\r\n".encode())
            if word == "LOGOUT":
                return

    def on_capability(self) -> list[bytes]:
        return [b"* CAPABILITY IMAP4rev1\r\n"]

    def on_select(self, *_: str) -> list[bytes]:
        return [f"* {len(self.kept)} EXISTS\r\n".encode()]

    def on_search(self, *_: str) -> list[bytes]:
        return [f"* SEARCH {' '.join(self.kept)}\r\n".encode()]

    def on_fetch(self, number: str, *_: str) -> list[bytes]:
        content = self.kept[number]
        return [f"* {number} FETCH (BODY[] {{{len(content)}}}\r\n".encode() + content + b")\r\n"]

    def on_store(self, number: str, *rest: str) -> list[bytes]:
        self.flags[number] = " ".join(rest[1:])
        return []


@pytest.fixture
def mailbox(settings) -> Iterator[type[Imap]]:
    handler = type("Box", (Imap,), {"kept": {}, "flags": {}})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.REPLIES_MAILBOX = f"imap://replies:secret@127.0.0.1:{server.server_address[1]}/INBOX"
        yield handler
        server.shutdown()


def test_mailbox_is_read_and_what_counted_is_deleted(world: World, meeting: Meeting, mailbox: type[Imap]) -> None:
    mailbox.kept = {"1": answer(invitation(world.board_member), "DECLINED"), "2": b"Subject: Hello\r\n\r\nHello"}
    call_command("take_calendar_replies", verbosity=0)
    assert meeting.attendance.get(person=world.board_member).presence == "apologies"
    assert mailbox.flags == {"1": r"(\Seen \Deleted)", "2": r"(\Seen)"}
