"""The joined mails about a plan: who gets one on which day, and what it names."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail as mailbox
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.operations import suspend_person
from goldenthread.notifications.models import Day, Mail, MailChoice, MailState
from goldenthread.notifications.operations import cancel_mail, joining, plan_joined_mails, send_waiting_mail
from goldenthread.notifications.topics import TOPICS, Rhythm
from goldenthread.partnerships.models import Membership
from goldenthread.partnerships.roles import DUTIES, Place, Right, Role, roles_with
from goldenthread.plan.models import EvidenceUse, MilestoneVersion, ReturnState, Variation
from goldenthread.plan.operations.versions import current, supersede
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DUE = date(2021, 10, 31)
"""A Sunday, and the day on which the clocks go back."""
MONDAY = date(2021, 11, 1)


@pytest.fixture(autouse=True)
def _time():
    with time_machine.travel("2021-11-01T02:00:00+00:00", tick=False):
        yield


def plan(day):
    """The night before the day, and the day itself."""
    with time_machine.travel(datetime.combine(day, joining.GOES_AT) - timedelta(hours=5), tick=False):
        return plan_joined_mails(day)


def send(day):
    """What goes out on the day, as (to, subject)."""
    mailbox.outbox.clear()
    with time_machine.travel(datetime.combine(day, joining.GOES_AT) + timedelta(hours=1), tick=False):
        send_waiting_mail()
    return sorted((message.to[0].split("@")[0], message.subject) for message in mailbox.outbox)


# --- what a digest says -----------------------------------------------------------------------------------------------


def test_digest_names_what_is_overdue_and_leads_there(world):
    plan(MONDAY)
    assert send(MONDAY) == [("quality.chair", "What waits for you this week")]
    action = f"http://127.0.0.1:8000{world.action.get_absolute_url()}"
    assert mailbox.outbox[0].body.split("\n\n")[:3] == [
        "Hello Quality Chair,",
        "this waits for you.",
        f"Overdue:\n- MSCP: Action 1.1 was due by 31 October 2021\n  {action}",
    ]


def test_digest_has_the_same_in_html_as_a_list_of_links(world):
    plan(MONDAY)
    send(MONDAY)
    html = mailbox.outbox[0].alternatives[0].content
    assert f'<li><a href="http://127.0.0.1:8000{world.action.get_absolute_url()}">MSCP: Action 1.1 was' in html
    assert "<p><strong>Overdue</strong></p>" in html


def test_digest_says_nothing_of_what_a_record_holds(world):
    everything_that_waits(world)
    plan(MONDAY)
    send(MONDAY)
    sent = "".join(str(message.message()) for message in mailbox.outbox)
    assert (len(mailbox.outbox) > 3, "eglect" in sent, "Canary" in sent) == (True, False, False)


def test_digest_joins_partnerships_and_says_which(world):
    elsewhere = make.an_action(make.a_priority(make.a_plan(world.elsewhere)), owner=world.police, due_on=DUE)
    here = make.an_action(world.priority, owner=world.police, due_on=DUE)
    world.police.partnerships.create(partnership=world.elsewhere)
    plan(MONDAY)
    mail = Mail.objects.get(person=world.police_lead)
    send(MONDAY)
    mail.refresh_from_db()
    assert (mail.partnership, set(mail.places.all())) == (None, {world.partnership, world.elsewhere})
    assert [action.get_absolute_url() in mail.listed for action in (here, elsewhere)] == [True, True]


def test_digest_of_one_partnership_comes_from_it(world):
    plan(MONDAY)
    assert (Mail.objects.get().partnership, Mail.objects.get().places.count()) == (world.partnership, 0)


def test_long_topic_is_cut_and_counted(world):
    for number in range(24):
        make.an_action(world.priority, f"Action {number}", owner=world.quality, due_on=DUE)
    plan(MONDAY)
    send(MONDAY)
    body = mailbox.outbox[0].body
    assert (body.count("was due by"), "- and 5 more" in body) == (20, True)


# --- every topic ------------------------------------------------------------------------------------------------------


def everything_that_waits(world):
    """One thing for each topic. The manager wrote and proposed all of it, so none of it is the manager's to decide."""
    soon = MONDAY + timedelta(days=10)
    due = make.an_action(world.priority, "Canary due", owner=world.quality, due_on=soon)
    period = make.a_period(world.partnership, returns_due_on=soon)
    made = {"written_by": world.manager, "difference": "Canary"}
    back = {"state": ReturnState.SENT_BACK, "sent_back_at": datetime.fromisoformat("2021-10-31T12:00:00+00:00")}
    make.a_return(world.action, period, **made, **back, sent_back_by=world.chair, sent_back_note="Canary")
    make.a_return(due, period, **made, state=ReturnState.SUBMITTED, submitted_by=world.manager)
    make.an_action(world.priority, "Canary without a return", owner=world.police, due_on=None)
    for day in (DUE, soon):
        MilestoneVersion.objects.create(action=due, words="Canary", due_on=day, valid_from=make.LONG_AGO)
    Variation.objects.create(plan=world.plan, action=due, summary="Canary", reason="Canary", proposed_by=world.manager)
    make_claim(world, due)
    evidence = make.some_evidence(world.partnership, world.manager, "Canary")
    EvidenceUse.objects.create(evidence=evidence, action=due, added_by=world.manager)


def make_claim(world, action):
    words = dict.fromkeys(("claim", "measure", "source", "against"), "Canary")
    action.impact_statements.create(plan=world.plan, strength=3, observed_on=DUE, claimed_by=world.manager, **words)


CHAIRS, DECIDERS = ["Quality Chair"], ["Board Member", "Independent Chair"]
TOLD = {
    "sent back": ["Business Manager", "Quality Chair"],
    "overdue": CHAIRS,
    "due": CHAIRS,
    "late steps": CHAIRS,
    "steps": CHAIRS,
    "returns": ["Police Lead"],
    "approve": DECIDERS,
    "decide": DECIDERS,
    "judge": DECIDERS,
    "accept": DECIDERS,
}


@pytest.mark.parametrize("name", TOLD)
def test_topic_tells_exactly_those_whose_business_it_is(world, name):
    """In the query over everybody, by which mails are planned, and in the one for each, by which they are sent."""
    everything_that_waits(world)
    people = [
        world.manager, world.chair, world.board_member, world.quality_chair, world.police_lead, world.practitioner,
        world.outsider,
    ]  # fmt: skip
    rows = TOPICS[name].waiting(Rhythm.DIGEST, MONDAY)
    planned = {person for each in rows for person in each.values_list("told", flat=True)}
    assert sorted(person.name for person in people if person.pk in planned) == TOLD[name]
    told = [person.name for person in people if TOPICS[name].lines(Rhythm.DIGEST, MONDAY, person)]
    assert sorted(told) == TOLD[name]


def test_every_topic_of_a_plan_is_tried():
    assert set(TOLD) <= set(TOPICS)


def test_rights_by_which_people_are_told_are_held_in_the_partnership_itself():
    """``holding`` looks at memberships of the partnership alone."""
    roles = {role for right in (Right.DECIDE, Right.CHECK_RETURNS, Right.JUDGE_IMPACT) for role in roles_with(right)}
    assert {DUTIES[role].place for role in roles} == {Place.PARTNERSHIP}


def test_post_tells_whoever_holds_it_today(world):
    post = make.a_post(world.partnership, "Lead for neglect", body=world.board)
    make.an_appointment(post, make.a_person("Former Lead"), ends_on=DUE)
    make.an_appointment(post, make.a_person("Present Lead"))
    make.an_action(world.priority, owner=post, due_on=DUE)
    plan(MONDAY)
    assert [to for to, _ in send(MONDAY)] == ["present.lead", "quality.chair"]


def test_lead_named_by_another_partnership_alone_is_not_told(world):
    make.a_member(Role.AGENCY_LEAD, world.elsewhere, organisation=world.police, name="Their Police Lead")
    make.an_action(world.priority, owner=world.police, due_on=DUE)
    plan(MONDAY)
    assert [to for to, _ in send(MONDAY)] == ["police.lead", "quality.chair"]


# --- what does not go out ---------------------------------------------------------------------------------------------


def test_matter_that_was_closed_meanwhile_is_left_out_and_without_any_nothing_goes(world):
    plan(MONDAY)
    supersede(current(world.action), delivery="delivered", actual_on=DUE)
    assert send(MONDAY) == []
    mail = Mail.objects.get()
    assert (mail.state, mail.problem) == (MailState.CANCELLED, "Nothing that it could tell of waited any more.")


def test_nothing_to_say_is_no_mail(world):
    supersede(current(world.action), delivery="delivered", actual_on=DUE)
    assert (plan(MONDAY), Mail.objects.count()) == (0, 0)


def test_what_became_closed_to_the_recipient_is_left_out(world):
    plan(MONDAY)
    Membership.objects.filter(person=world.quality_chair).update(ends_on=DUE)
    assert send(MONDAY) == []


def test_suspended_person_gets_none(world):
    plan(MONDAY)
    suspend_person(world.quality_chair, by=world.manager)
    assert send(MONDAY) == []
    assert plan(MONDAY + timedelta(days=7)) == 0


def test_plan_that_is_not_in_force_reminds_nobody(world):
    world.plan.state = "closed"
    world.plan.save()
    assert plan(MONDAY) == 0


# --- which day --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "days"), [(None, ["Monday"]), (Day.THURSDAY, ["Thursday"]), (Day.NEVER, ["Monday"])]
)
def test_digest_comes_on_the_day_that_was_chosen_and_on_no_other(world, chosen, days):
    """Whoever said "never" and answers for something overdue is told on Mondays."""
    if chosen is not None:
        MailChoice.objects.create(person=world.quality_chair, digest_day=chosen)
    week = [MONDAY + timedelta(days=3 + number) for number in range(7)]
    got = {}
    for day in week:
        plan(day)
        got[f"{day:%A}"] = [subject for _, subject in send(day)]
    assert [day for day, subjects in got.items() if subjects] == days


def test_whoever_said_never_and_has_no_duty_gets_none(world):
    """What is only due soon does not break the word."""
    supersede(current(world.action), due_on=MONDAY + timedelta(days=20))
    MailChoice.objects.create(person=world.quality_chair, digest_day=Day.NEVER)
    assert plan(MONDAY) == 0


def test_what_is_due_today_comes_at_once_on_the_day_and_on_the_day_after(world):
    MailChoice.objects.create(person=world.quality_chair, digest_day=Day.FRIDAY)
    sent = []
    for ahead in range(-1, 3):
        plan(DUE + timedelta(days=ahead))
        sent.append(send(DUE + timedelta(days=ahead)))
    note = [("quality.chair", "What cannot wait")]
    assert sent == [[], note, note, []]


def test_on_the_day_of_the_digest_there_is_no_second_mail(world):
    """It is Monday, and something was due yesterday: the digest says it."""
    plan(MONDAY)
    assert send(MONDAY) == [("quality.chair", "What waits for you this week")]


def test_whoever_wants_no_note_in_the_morning_gets_none(world):
    MailChoice.objects.create(person=world.quality_chair, digest_day=Day.FRIDAY, morning=False)
    assert (plan(DUE), send(DUE)) == (0, [])


def test_mails_go_at_seven_whatever_the_clocks_do(world):
    """At 2 in the morning of 31 October the clocks go back: 7 o'clock is 7 of Greenwich then, 6 on the day before."""
    for ahead in (-1, 0):
        make.an_action(world.priority, owner=world.quality, due_on=DUE + timedelta(days=ahead))
        plan(DUE + timedelta(days=ahead))
    moments = Mail.objects.filter(kind="morning").order_by("not_before").values_list("not_before", flat=True)
    assert [f"{moment:%d %H:%M}" for moment in moments][:2] == ["30 06:00", "31 07:00"]


# --- planned once -----------------------------------------------------------------------------------------------------


def test_planning_twice_plans_nothing_twice(world):
    everything_that_waits(world)
    first = plan(MONDAY)
    assert (first > 3, plan(MONDAY), Mail.objects.count()) == (True, 0, first)


def test_planning_again_after_a_kill_plans_the_rest(world, monkeypatch):
    """Each statement is whole or not at all, and what was planned before stays planned once."""
    everything_that_waits(world)
    calls = []

    def dies(cursor, rhythm, day, _insert=joining._insert):
        calls.append(_insert(cursor, rhythm, day))
        if rhythm == "morning":
            raise IntegrityError("killed")
        return calls[-1]

    with monkeypatch.context() as patch:
        patch.setattr(joining, "_insert", dies)
        with pytest.raises(IntegrityError):
            plan(MONDAY)
    assert (sum(calls) > 3, set(Mail.objects.values_list("kind", flat=True))) == (True, {"digest"})
    plan(MONDAY)
    keys = list(Mail.objects.values_list("key", flat=True))
    assert (len(keys) > 3, len(keys), plan(MONDAY)) == (True, len(set(keys)), 0)


def test_cancelled_digest_is_not_planned_again(world):
    plan(MONDAY)
    cancel_mail(Mail.objects.get(), by=world.manager)
    plan(MONDAY)
    assert [to for to, _ in send(MONDAY)] == ["quality.chair"]
    assert mailbox.outbox[0].subject == "What cannot wait"


def test_planning_costs_the_same_for_one_person_and_for_many(world):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            plan_joined_mails()
        return len(asked)

    one = cost()
    for number in range(3):
        chair = make.a_member(Role.BODY_CHAIR, body=make.a_body(world.partnership, f"Body {number}"))
        body = Membership.objects.get(person=chair).body
        make.an_action(world.priority, owner=body, due_on=DUE)
    assert (cost(), one <= 24, Mail.objects.filter(kind="digest").count()) == (one, True, 4)


def test_digest_costs_the_same_for_one_record_and_for_three(world):
    def cost():
        person = type(world.quality_chair).objects.get(pk=world.quality_chair.pk)
        with CaptureQueriesContext(connection) as asked:
            for topic in TOPICS.values():
                topic.lines(Rhythm.DIGEST, MONDAY, person)
        return len(asked)

    one = cost()
    for _ in range(2):
        make.an_action(world.priority, owner=world.quality, due_on=DUE)
    assert cost() == one
