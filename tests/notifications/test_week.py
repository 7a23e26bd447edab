"""A week of clock time: the worker's commands run night and day, and everybody's post is looked at."""

import re
from collections import defaultdict
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail as mailbox
from django.core.management import call_command
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import suspend_person
from goldenthread.core import clock
from goldenthread.governance.models import AgendaItem
from goldenthread.governance.operations.agenda import declare_interest
from goldenthread.governance.operations.papers import add_paper
from goldenthread.notifications.models import Day, Mail, MailChoice, MailState
from goldenthread.notifications.topics import Rhythm, listing
from goldenthread.partnerships.models import Membership
from goldenthread.partnerships.roles import Role
from goldenthread.plan.demonstration.telling import tell
from goldenthread.plan.models import ReturnState
from goldenthread.plan.operations.versions import current, supersede
from tests import factories as make

SUNDAY = date(2021, 10, 24)
"""A week later the clocks go back."""
LONG_OVERDUE = date(2021, 8, 1)
"""So long that nobody above is told of it any more: only the owners are."""
TWICE = {24, 24 * 4}
"""Days on which the night's work is done twice."""


def live(events, days=range(9)):
    """From Sunday night on: what happens (by hour), the night's work at two, the post at three and at eight."""
    began = datetime(SUNDAY.year, SUNDAY.month, SUNDAY.day, tzinfo=clock.now().tzinfo)
    got = defaultdict(list)
    for hour in (24 * day + at for day in days for at in (2, 3, 8)):
        with time_machine.travel(began + timedelta(hours=hour), tick=False):
            for event in events.get(hour, []):
                event()
            for _ in range(1 + (hour - 2 in TWICE) if hour % 24 == 2 else 0):
                call_command("plan_reminders", verbosity=0)
            call_command("send_mail_waiting", verbosity=0)
            for message in mailbox.outbox:
                got[message.to[0].split("@")[0]].append((f"{clock.today():%a}", message.subject, message.body))
            mailbox.outbox.clear()
    return got


def subjects(post):
    return {who: [(day, subject) for day, subject, _ in mails] for who, mails in sorted(post.items())}


WEEK, NOTE = "What waits for you this week", "What cannot wait"


@pytest.fixture
def people(world):
    """More of them: a chair who chose Thursdays, one who chose never, one suspended on the way, one whose role ends."""
    found = {}
    for name in ("Thursday", "Never", "Quiet", "Leaving", "Suspended"):
        body = make.a_body(world.partnership, f"{name} Group")
        found[name] = make.a_member(Role.BODY_CHAIR, body=body, name=f"{name} Chair")
        make.an_action(world.priority, f"Canary of {name}", owner=body, due_on=LONG_OVERDUE)
    MailChoice.objects.create(person=found["Thursday"], digest_day=Day.THURSDAY)
    MailChoice.objects.create(person=found["Never"], digest_day=Day.NEVER)
    supersede(current(_action(found["Quiet"])), due_on=date(2021, 10, 29))
    MailChoice.objects.create(person=found["Quiet"], digest_day=Day.NEVER)
    return found


def _action(chair):
    return chair.memberships.get().body.owned.get().action


@pytest.mark.slow
def test_a_week_brings_everybody_exactly_their_mails(world, people):
    """The action of the Quality Sub-Group is due on the last Sunday; a return is sent back on Wednesday."""
    period = make.a_period(world.partnership, returns_due_on=date(2021, 11, 30))
    made = make.a_return(_action(people["Quiet"]), period, people["Quiet"])
    for action in world.plan.actions.exclude(pk=made.action_id):
        make.a_return(
            action, period, world.manager, state=ReturnState.APPROVED, approved_by=world.chair, approved_at=clock.now()
        )
    events = {
        24 + 3: [lambda: suspend_person(people["Suspended"], by=world.manager)],
        24 * 3 + 8: [lambda: _send_back(made, world)],
        24 * 3 + 3: [lambda: Membership.objects.filter(person=people["Leaving"]).update(ends_on=date(2021, 10, 26))],
    }
    MailChoice.objects.create(person=people["Leaving"], digest_day=Day.WEDNESDAY)
    post = live(events)
    assert subjects(post) == {
        "never.chair": [("Mon", WEEK), ("Mon", WEEK)],
        "quality.chair": [("Mon", WEEK), ("Sun", NOTE), ("Mon", WEEK)],
        "quiet.chair": [("Thu", NOTE), ("Fri", NOTE), ("Sat", NOTE), ("Mon", WEEK)],
        "thursday.chair": [("Thu", WEEK)],
    }
    assert "Canary" not in "".join(body for mails in post.values() for _, _, body in mails)
    left = Mail.objects.exclude(state=MailState.SENT)
    assert {(mail.person.name, mail.state, mail.problem) for mail in left} == {
        ("Suspended Chair", "cancelled", "The recipient is suspended."),
        ("Leaving Chair", "cancelled", "Nothing that it could tell of waited any more."),
    }


def _send_back(made, world):
    made.state, made.sent_back_by, made.sent_back_at = ReturnState.SENT_BACK, world.chair, clock.now()
    made.sent_back_note = "Canary"
    made.save()


def test_what_is_closed_to_somebody_is_in_none_of_their_mails(world, people):
    """On the eve of the digest the chair of two bodies leaves one of them; its action is named to nobody else."""
    own, second = _action(people["Thursday"]), make.a_body(world.elsewhere, "Second")
    make.a_member(Role.BODY_CHAIR, body=second, person=people["Thursday"])
    closed = make.an_action(make.a_priority(make.a_plan(world.elsewhere)), owner=second, due_on=LONG_OVERDUE)
    leaves = Membership.objects.filter(person=people["Thursday"], body=second)
    post = live({24 * 4 + 3: [lambda: leaves.update(ends_on=date(2021, 10, 27))]}, range(3, 6))
    everything = "".join(body for mails in post.values() for _, _, body in mails)
    assert subjects(post)["thursday.chair"] == [("Thu", WEEK)]
    assert (closed.ref in everything, own.ref in everything) == (False, True)


@pytest.mark.slow
def test_every_line_of_the_demonstrations_digests_can_be_opened_by_its_reader(db, settings, signed_in, tmp_path):
    """From the Sunday of its clock: who gets a digest on Monday is who has something waiting, and each link opens."""
    settings.DEMONSTRATION, settings.CLOCK_OFFSET_SECONDS, settings.DATA = True, 0, tmp_path
    tell()
    began = clock.now().replace(hour=2, minute=0) + timedelta(days=6 - clock.today().weekday())
    for day, hour in [(0, 0), (1, 0), (1, 6)]:
        settings.CLOCK_OFFSET_SECONDS += int((began + timedelta(days=day, hours=hour) - clock.now()).total_seconds())
        call_command("plan_reminders", verbosity=0)
        call_command("send_mail_waiting", verbosity=0)
    sent = Mail.objects.filter(kind="digest", state=MailState.SENT).select_related("person")
    waits = {person.name for person in User.objects.all() if listing(Rhythm.DIGEST, clock.today(), person)}
    assert (sorted(mail.person.name for mail in sent), len(waits) > 5) == (sorted(waits), True)
    answers = [
        signed_in(mail.person).get(address).status_code
        for mail in sent
        for address in re.findall(r"http://[^/]+(/\S*)", mail.listed)
    ]
    assert (set(answers), len(answers) > 20) == ({200}, True)


@pytest.mark.slow
def test_a_week_of_the_demonstration_brings_exactly_the_digests_and_nothing_of_a_closed_paper(db, settings, tmp_path):
    """A paper of a closed item is due on Thursday; its author declares an interest on Wednesday."""
    settings.DEMONSTRATION, settings.CLOCK_OFFSET_SECONDS, settings.DATA = True, 0, tmp_path
    tell()
    author, chair, manager = (
        User.objects.get(email=f"{login}@birmingham.example") for login in ("board.council", "chair", "manager")
    )
    item = AgendaItem.objects.get(title="Appointment of the next scrutineer")
    facts = {"author": author, "closed": True, "readers": [], "due_on": date(2021, 12, 9), "by": chair}
    closed = add_paper(item, title="Canary", **facts)
    MailChoice.objects.create(person=manager, digest_day=Day.THURSDAY)
    began, wanted = datetime(2021, 12, 5, tzinfo=clock.now().tzinfo), []
    for hour in (24 * day + at for day in range(8) for at in (2, 8)):
        moment = began + timedelta(hours=hour)
        settings.CLOCK_OFFSET_SECONDS += int((moment - clock.now()).total_seconds())
        if hour == 24 * 3 + 8:
            declare_interest(item, author, nature="A candidate", recused=True, by=author)
        for command in ("plan_reminders", "escalate_overdue") if hour % 24 == 2 else ():
            call_command(command, verbosity=0)
        days = {manager: Day.THURSDAY}
        wanted += [
            (person.name, f"{clock.today():%a}")
            for person in User.objects.filter(is_active=True)
            if hour % 24 == 8
            and clock.today().isoweekday() == days.get(person, Day.MONDAY)
            and listing(Rhythm.DIGEST, clock.today(), person)
        ]
        call_command("send_mail_waiting", verbosity=0)
    sent = Mail.objects.filter(state=MailState.SENT, sent_at__gte=began).select_related("person")
    got = [(mail.person.name, f"{timezone.localtime(mail.sent_at):%a}") for mail in sent if mail.kind == "digest"]
    told = {(mail.person, mail.kind) for mail in sent if closed.ref in mail.listed + mail.text + mail.about}
    assert (sorted(got), ("Asha Bellamy", "Thu") in got, len(got) > 6) == (sorted(wanted), True, True)
    assert told == {(author, "digest")}
    assert "Canary" not in "".join(mail.subject + mail.text + mail.listed for mail in sent)
