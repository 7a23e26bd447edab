"""Mails as their reader and their partnership find them, and what stands in a calendar."""

from datetime import timedelta

import pytest

from goldenthread.accounts.queries import hashed
from goldenthread.core import clock
from goldenthread.notifications import queries
from goldenthread.notifications.models import Day, Feed, Mail, MailChoice, MailState


@pytest.fixture
def mail(world):
    def make(key, person=None, state=MailState.PLANNED, kind="reminder", **values):
        return Mail.objects.create(
            key=key, person=person or world.police_lead, kind=kind, subject=f"About {key}", text=key, state=state,
            message_id=key, sent_at=clock.now() if state == "sent" else None,
            **{"partnership": world.partnership} | values,
        )  # fmt: skip

    return make


def test_what_was_sent_to_somebody_comes_newest_first(world, mail):
    for key, state in (("a", "sent"), ("b", "doubtful"), ("c", "planned"), ("d", "cancelled")):
        mail(key, state=state, not_before=clock.now() + timedelta(hours=ord(key)))
    mail("other", person=world.manager, state="sent")
    assert [each.key for each in queries.sent_to(world.police_lead)] == ["b", "a"]


def test_only_joined_mails_are_planned_ahead_for_a_reader(world, mail):
    mail("one")
    joined = mail("digest", kind="digest", partnership=None)
    assert list(queries.planned_for(world.police_lead)) == [joined]


def test_mails_of_a_partnership_are_narrowed_by_state_kind_and_words(world, mail):
    mail("a", state="sent")
    mail("b", kind="meeting")
    found = lambda **chosen: [each.key for each in queries.mails_of(world.manager, world.partnership, **chosen)]  # noqa: E731
    assert sorted(found()) == ["a", "b"]
    assert (found(state="sent"), found(kind="meeting"), found(words="about b")) == (["a"], ["b"], ["b"])
    assert sorted(found(words="police")) == ["a", "b"]
    assert list(queries.mails_of(world.outsider, world.partnership)) == []


def test_choice_is_the_usual_one_until_somebody_chooses(world):
    assert queries.choice_of(world.manager).digest_day == Day.MONDAY
    MailChoice.objects.create(person=world.manager, digest_day=Day.FRIDAY)
    assert queries.choice_of(world.manager).digest_day == Day.FRIDAY


def test_feed_is_found_by_its_secret_while_its_owner_may_come_in(world):
    Feed.objects.create(person=world.manager, token_hash=hashed("secret"))
    assert queries.feed_of("secret").person == world.manager
    assert (queries.own_feed(world.manager) is not None, queries.feed_of("other")) == (True, None)
    world.manager.is_active, world.manager.suspended_at = False, clock.now()
    world.manager.save()
    assert queries.feed_of("secret") is None


def test_apps_tell_what_stands_in_a_calendar(world, monkeypatch):
    monkeypatch.setattr(queries, "calendars", [lambda person: iter([person.name]), lambda person: []])
    assert list(queries.events_of(world.manager)) == ["Business Manager"]
