"""What happens in the room, and what becomes of it."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from goldenthread.core import clock
from goldenthread.governance import proposers
from goldenthread.governance.models import AgendaItem, Dissent, Meeting, Minutes, QuorumRule
from goldenthread.governance.operations import agenda, decisions, forward_plan, meetings, minutes, minuting, procedure
from goldenthread.governance.operations.challenges import raise_challenge
from goldenthread.governance.queries.agenda import chain_of
from goldenthread.governance.queries.minutes import minutes_told
from goldenthread.governance.queries.quorum import counted, quorum_in_the_room
from goldenthread.history.queries import history_of
from goldenthread.plan import origins
from goldenthread.plan.models import ActionVersion, Delivery, ReturnState
from goldenthread.plan.operations.refusals import EditedMeanwhile
from goldenthread.plan.operations.variations import approve_variation
from goldenthread.plan.operations.versions import current, supersede
from tests import factories as plans
from tests.conftest import World
from tests.governance import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(world: World) -> Meeting:
    """The Board in session: its member for the police is there."""
    meeting = make.a_meeting(world.board, state="in_session")
    Minutes.objects.create(meeting=meeting)
    make.somebody_there(meeting, world.board_member, "police")
    return meeting


def test_quorum_follows_who_leaves_and_who_is_recused(world: World, session: Meeting) -> None:
    rules = [QuorumRule(body=world.board, constituency="police", at_least=1), QuorumRule(body=world.board, at_least=1)]
    row = session.attendance.get()
    assert quorum_in_the_room(rules, [row]).is_met
    assert (
        quorum_in_the_room(rules, [row], frozenset([world.board_member.pk])).missing
        == "Police: 0 of 1, Members in all: 0 of 1"
    )
    assert counted([row], frozenset([world.board_member.pk])) == "0 people in the room, 0 with a vote"
    minuting.mark_attendance(session, mark="left", rows=[row], by=world.manager)
    assert not quorum_in_the_room(rules, session.attendance.all()).is_met


def test_decision_is_taken_by_a_quorate_meeting_alone(world: World, session: Meeting) -> None:
    QuorumRule.objects.create(body=world.board, constituency="police", at_least=1, starts_on=date(2020, 1, 1))
    item = make.an_item(session)
    decision = decisions.propose_decision(item, words="It is agreed.", by=world.manager)
    agenda.declare_interest(item, world.board_member, nature="A trustee", recused=True, by=world.chair)
    with pytest.raises(ValidationError, match="not quorate"):
        decisions.take_decision(decision, by=world.manager)
    decision.refresh_from_db()
    assert (decision.state, decision.number, str(decision)) == ("proposed", "", "Proposed decision")


def test_decisions_are_numbered_through_the_year_over_all_bodies(world: World, session: Meeting, time_machine) -> None:
    time_machine.move_to("2021-12-16T11:00:00Z")
    other = make.a_meeting(world.quality, state="in_session")
    taken = [
        decisions.take_decision(make.a_decision(make.an_item(meeting), world.manager), by=world.manager).number
        for meeting in (session, other, session)
    ]
    assert taken == ["2021/1", "2021/2", "2021/3"]


def test_proposed_decision_never_looks_taken(world: World, session: Meeting, signed_in) -> None:
    decision = make.a_decision(make.an_item(session), world.manager)
    client = signed_in(world.board_member)
    for page in (
        decision.get_absolute_url(),
        f"/p/{world.partnership.slug}/decisions/",
        decision.item.get_absolute_url(),
    ):
        text = client.get(page).content.decode()
        assert "not yet decided" in text
        assert "Decided</strong>" not in text


def test_two_people_who_minute_one_item_lose_nothing(world: World, session: Meeting, signed_in) -> None:
    item = make.an_item(session)
    minuting.write_notes(item, notes="What the first wrote", state="noted", edition=1, by=world.chair)
    with pytest.raises(EditedMeanwhile):
        minuting.write_notes(item, notes="What the second wrote", state="noted", edition=1, by=world.manager)
    where = f"{session.get_absolute_url()}room/?item={item.ref}"
    response = signed_in(world.manager).post(
        where, {"notes": "What the second wrote", "state": "noted", "version": "1"}
    )
    text = response.content.decode()
    assert (response.status_code, "What the first wrote" in text, "What the second wrote" in text) == (409, True, True)
    again = {"notes": "Both", "state": "noted", "version": "2"}
    assert signed_in(world.manager).post(where, again).status_code == 302


def test_returns_are_approved_in_the_room_and_stand_in_the_minutes(world: World, session: Meeting, signed_in) -> None:
    item = make.an_item(session, "Returns", kind="returns")
    period = plans.a_period(world.partnership)
    made = plans.a_return(
        world.action,
        period,
        world.quality_chair,
        state=ReturnState.SUBMITTED,
        rating="on_track",
        how_much="Two.",
        submitted_by=world.quality_chair,
    )
    where = f"{session.get_absolute_url()}room/?item={item.ref}"
    signed_in(world.chair).post(where, {"do": "returns", "return": made.ref})
    assert ActionVersion.objects.at().get(action=world.action).delivery == "on_track"
    Minutes.objects.update(state="checked")
    assert "Approved" in signed_in(world.board_member).get(f"{session.get_absolute_url()}minutes/").content.decode()


def test_whoever_does_not_decide_approves_nothing_in_the_room(world: World, session: Meeting, signed_in) -> None:
    item = make.an_item(session, "Returns", kind="returns")
    made = plans.a_return(
        world.action,
        plans.a_period(world.partnership),
        world.quality_chair,
        state=ReturnState.SUBMITTED,
        rating="on_track",
        how_much="Two.",
    )
    where = f"{session.get_absolute_url()}room/?item={item.ref}"
    assert signed_in(world.manager).post(where, {"do": "returns", "return": made.ref}).status_code == 409
    assert signed_in(world.manager).get(f"{item.get_absolute_url()}returns/{made.ref}/").status_code == 403
    made.refresh_from_db()
    assert made.state == ReturnState.SUBMITTED


def test_return_sent_back_in_the_room_is_in_the_minutes(world: World, session: Meeting) -> None:
    item = make.an_item(session, kind="returns")
    made = plans.a_return(
        world.action,
        plans.a_period(world.partnership),
        world.quality_chair,
        state=ReturnState.SUBMITTED,
        rating="on_track",
        how_much="Two.",
    )
    done = minuting.settle_by_sending_back(item, made=made, note="Say which agencies.", by=world.chair)
    assert (done.outcome, done.made_return.state) == ("sent_back", ReturnState.SENT_BACK)


def test_new_action_comes_from_the_decision_once_the_variation_is_approved(world: World, session: Meeting) -> None:
    decision = decisions.take_decision(make.a_decision(make.an_item(session), world.manager), by=world.manager)
    owners = [{"kind": "body", "ref": world.quality.ref, "role": "lead"}]
    asked = decisions.ask_for_action(
        decision,
        priority=world.priority,
        words="Share the outline now",
        owners=owners,
        deadline="by March 2022",
        by=world.manager,
    )
    approved = approve_variation(asked, by=world.chair)
    assert approved.action is not None
    named = origins.with_addresses(approved.action.origins.at().filter(kind="meeting"), world.chair)
    assert [(origin.label, address) for origin, address in named] == [
        (f"{decision} of Executive Board", decision.get_absolute_url())
    ]
    assert ActionVersion.objects.at().get(action=approved.action).due_on == date(2022, 3, 31)


def test_dissent_is_kept_in_its_own_words(world: World, session: Meeting, signed_in) -> None:
    decision = make.a_decision(make.an_item(session), world.manager)
    data = {"who": world.board_member.name, "words": "It comes too late."}
    signed_in(world.manager).post(f"{decision.get_absolute_url()}dissent/", data)
    assert str(Dissent.objects.get()) == "Board Member: It comes too late."


def test_closing_a_meeting_carries_over_what_nobody_dealt_with(world: World, session: Meeting) -> None:
    make.an_item(session, "Left over")
    make.an_item(session, "Welcome", kind="welcome")
    meetings.close_meeting(session, by=world.manager)
    assert dict(session.items.values_list("title", "state")) == {"Left over": "carried", "Welcome": "noted"}


# --- the agenda that proposes itself ----------------------------------------------------------------------------------


def proposed(meeting: Meeting) -> list[str]:
    return [proposal.title for proposal in proposers.proposals(meeting)]


def test_agenda_proposes_what_is_due_and_not_twice(world: World, session: Meeting, time_machine) -> None:
    time_machine.move_to("2021-11-30T12:00:00Z")
    make.an_item(session, "Left over")
    meetings.close_meeting(session, by=world.manager)
    make.a_decision(
        make.an_item(session),
        world.manager,
        "Schools are asked.",
        state="taken",
        number="2021/1",
        taken_at=make.DAY,
        review_on=date(2022, 2, 1),
    )
    plans.a_return(world.action, plans.a_period(world.partnership), world.quality_chair, state=ReturnState.SUBMITTED)
    forward_plan.add_forward_item(world.board, title="Yearly report", due_on=date(2022, 3, 1), by=world.manager)
    following = make.a_meeting(world.board, "Board of February", "draft", make.DAY.replace(year=2022, month=2))
    assert proposed(following) == [
        "Minutes of Executive Board, 16 December 2021", "Left over", "Returns and variations to approve",
        "Exceptions in the plan", "Review of 2021/1: Schools are asked.", "Yearly report",
    ]  # fmt: skip
    keys = [proposal.key for proposal in proposers.proposals(following)]
    agenda.accept_proposals(following, keys=keys, by=world.manager)
    assert proposed(following) == []
    assert following.items.get(kind="minutes").minutes_of == session


def test_nothing_closed_is_proposed_to_others(world: World, session: Meeting) -> None:
    make.an_item(session, "Closed matter", readers=[world.chair], state="carried")
    shut = make.an_item(session, "With a recusal", state="carried")
    agenda.declare_interest(shut, world.manager, nature="A trustee", recused=True, by=world.chair)
    meetings.close_meeting(session, by=world.chair)
    following = make.a_meeting(world.board, "Next", starts_at=make.DAY.replace(year=2022))
    assert not {"Closed matter", "With a recusal"} & set(proposed(following))


def test_item_goes_to_the_board_and_its_answer_comes_back(world: World) -> None:
    quality = make.a_meeting(world.quality, "Quality", "in_session", make.DAY.replace(month=11))
    item = make.an_item(quality, "Near miss policy")
    make.a_paper(item, world.quality_chair, "Options")
    forward_plan.forward_item(item, to_body=world.board, words="Please decide.", by=world.quality_chair)
    with pytest.raises(ValidationError, match="waits for the next meeting of Executive Board already"):
        forward_plan.forward_item(item, to_body=world.board, words="Please decide.", by=world.quality_chair)
    board = make.a_meeting(world.board, state="published")
    keys = [each.key for each in proposers.proposals(board) if each.key.startswith("forwarded")]
    taken = agenda.accept_proposals(board, keys=keys, by=world.manager)[0]
    assert [paper.title for paper in taken.papers.all()] == ["Options"]
    answer = forward_plan.forward_item(taken, to_body=world.quality, words="Option A.", by=world.manager)
    assert answer.answers is not None
    later = make.a_meeting(world.quality, "Quality again", "draft", make.DAY.replace(year=2022))
    key = next(each.key for each in proposers.proposals(later) if each.key.startswith("forwarded"))
    back = agenda.accept_proposals(later, keys=[key], by=world.manager)[0]
    assert [step.title for step in chain_of(back, world.quality_chair)] == ["Near miss policy", "Near miss policy"]
    assert chain_of(back, world.quality_chair)[0] == item


# --- minutes ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def checked(world: World, session: Meeting) -> Minutes:
    make.an_item(session, "Neglect", notes="What was said")
    meetings.close_meeting(session, by=world.manager)
    return minutes.check_minutes(minutes.send_to_chair(session.minutes, by=world.manager), by=world.chair)


def test_minutes_are_approved_by_a_later_meeting_and_locked(world: World, checked: Minutes) -> None:
    later = make.a_meeting(world.board, "Later", "in_session", make.DAY.replace(year=2022))
    with pytest.raises(ValidationError, match="later meeting of the same body"):
        minutes.approve_minutes(checked, at=checked.meeting, by=world.manager)
    approved = minutes.approve_minutes(checked, at=later, by=world.manager)
    item = AgendaItem.objects.get(title="Neglect")
    assert (approved.approved_in, approved.approved_hash) == (later, minutes.fingerprint(checked.meeting))
    for change in (
        lambda: minuting.write_notes(item, notes="Other words", state="noted", edition=item.edition, by=world.manager),
        lambda: decisions.propose_decision(item, words="More", by=world.manager),
        lambda: minuting.mark_attendance(
            checked.meeting, mark="absent", rows=checked.meeting.attendance.all(), by=world.manager
        ),
    ):
        with pytest.raises(ValidationError, match="minutes of this meeting are approved"):
            change()


def test_minutes_are_approved_by_a_quorate_meeting_alone(world: World, checked: Minutes) -> None:
    later = make.a_meeting(world.board, "Later", "in_session", make.DAY.replace(year=2022))
    QuorumRule.objects.create(body=world.board, constituency="police", at_least=1, starts_on=date(2020, 1, 1))
    with pytest.raises(ValidationError, match="not quorate"):
        minutes.approve_minutes(checked, at=later, by=world.manager)
    make.somebody_there(later, world.board_member, "police")
    assert minutes.approve_minutes(checked, at=later, by=world.manager).state == "approved"


def test_reopening_needs_a_reason_that_stays(world: World, checked: Minutes, signed_in) -> None:
    later = make.a_meeting(world.board, "Later", "in_session", make.DAY.replace(year=2022))
    approved = minutes.approve_minutes(checked, at=later, by=world.manager)
    with pytest.raises(ValidationError, match="Say why"):
        minutes.reopen_minutes(approved, reason=" ", by=world.manager)
    minutes.reopen_minutes(approved, reason="A number was wrong.", by=world.manager)
    text = signed_in(world.manager).get(checked.get_absolute_url()).content.decode()
    assert "A number was wrong." in text


def test_minutes_are_read_by_others_once_the_chair_has_checked_them(world: World, session: Meeting, signed_in) -> None:
    meetings.close_meeting(session, by=world.manager)
    sent = minutes.send_to_chair(session.minutes, by=world.manager)
    client = signed_in(world.board_member)
    assert client.get(sent.get_absolute_url()).status_code == 404
    assert signed_in(world.manager).post(f"{sent.get_absolute_url()}step/", {"do": "check"}).status_code == 403
    assert signed_in(world.chair).post(f"{sent.get_absolute_url()}step/", {"do": "check"}).status_code == 302
    assert client.get(sent.get_absolute_url()).status_code == 200


# --- in writing ------------------------------------------------------------------------------------------------------


def test_written_procedure_decides_by_majority_and_quorum(world: World, time_machine) -> None:
    time_machine.move_to("2021-11-30T12:00:00Z")
    asked = procedure.open_procedure(
        world.board,
        title="Study",
        words="We take part.",
        why_now="It closes.",
        closes_on=date(2021, 12, 10),
        by=world.manager,
    )
    assert [vote.person for vote in asked.votes.all()] == [world.board_member]
    with pytest.raises(ValidationError, match="Not everybody has answered"):
        procedure.close_procedure(asked, by=world.manager)
    procedure.answer_procedure(asked, answer="agree", by=world.board_member)
    closed = procedure.close_procedure(asked, by=world.manager)
    closed.decision.refresh_from_db()
    assert (closed.result, closed.decision.state, closed.decision.votes_for) == ("Decided.", "taken", 1)


def test_written_procedure_without_quorum_decides_nothing(world: World, time_machine) -> None:
    time_machine.move_to("2021-12-01T12:00:00Z")
    asked = make.a_procedure(
        world.board, world.manager, voters=[world.board_member, world.chair], closes_on=date(2021, 12, 10)
    )
    QuorumRule.objects.create(body=world.board, at_least=2, starts_on=date(2020, 1, 1))
    procedure.answer_procedure(asked, answer="agree", by=world.board_member)
    time_machine.move_to("2021-12-11T12:00:00Z")
    with pytest.raises(ValidationError, match="time for answers is over"):
        procedure.answer_procedure(asked, answer="agree", by=world.chair)
    assert procedure.close_those_over() == 1
    asked.refresh_from_db()
    assert (asked.decision.state, asked.result) == (
        "not_agreed",
        "Not decided. Too few took part (Members in all: 1 of 2).",
    )


def test_answers_are_shown_when_the_procedure_is_closed(world: World, signed_in, time_machine) -> None:
    time_machine.move_to("2021-12-01T12:00:00Z")
    asked = make.a_procedure(
        world.board, world.manager, voters=[world.board_member, world.chair], closes_on=date(2021, 12, 10)
    )
    signed_in(world.board_member).post(asked.get_absolute_url(), {"answer": "against", "words": "It comes too late."})
    client = signed_in(world.manager)
    assert "It comes too late." not in client.get(asked.get_absolute_url()).content.decode()
    time_machine.move_to("2021-12-11T12:00:00Z")
    procedure.close_procedure(asked, by=world.manager)
    assert "It comes too late." in signed_in(world.manager).get(asked.get_absolute_url()).content.decode()
    assert Dissent.objects.get().who == "Board Member"


def test_what_was_put_to_the_vote_is_changed_by_nobody(world: World) -> None:
    asked = make.a_procedure(world.board, world.manager, voters=[world.board_member])
    for change in (
        lambda: decisions.change_decision(asked.decision, edition=1, words="Something else.", by=world.manager),
        lambda: decisions.withdraw_decision(asked.decision, by=world.manager),
        lambda: decisions.reject_decision(asked.decision, by=world.manager),
    ):
        with pytest.raises(ValidationError, match="written procedure"):
            change()


def test_nobody_reads_an_answer_in_the_history_before_the_procedure_is_closed(world: World) -> None:
    asked = make.a_procedure(world.board, world.manager, voters=[world.board_member])
    procedure.answer_procedure(asked, answer="abstain", by=world.board_member)
    before = [str(entry.new) for entry in history_of(asked)]
    procedure.close_procedure(asked, by=world.manager)
    assert not any("abstain" in said for said in before)
    assert history_of(asked, limit=1)[0].new["answers"] == ["Board Member: I abstain"]


def test_reason_for_apologies_that_may_identify_a_child_is_asked_about(
    world: World, session: Meeting, signed_in
) -> None:
    row = session.attendance.get()
    client, room = signed_in(world.manager), f"{session.get_absolute_url()}room/"
    said = {"do": "attendance", "mark": "apologies", "row": row.pk, "reason": "Visits a child, 943 476 5919"}
    asked = client.post(room, said)
    form = BeautifulSoup(asked.content, "html.parser").select_one("main form")
    answer = form.select_one("input[type=radio]")["name"]
    again = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    noted = client.post(room, {**again, "reason": said["reason"], answer: "not_a_child"})
    row.refresh_from_db()
    assert (asked.status_code, noted.status_code, row.reason) == (422, 302, said["reason"])


def test_attendance_of_nobody_is_refused_in_words(world: World, session: Meeting, signed_in) -> None:
    answer = signed_in(world.manager).post(
        f"{session.get_absolute_url()}room/", {"do": "attendance", "mark": "present", "row": "nobody"}
    )
    assert (answer.status_code, "Choose at least one person." in answer.content.decode()) == (409, True)


def test_hash_of_the_minutes_covers_votes_and_dissent(world: World, session: Meeting) -> None:
    decision = make.a_decision(make.an_item(session), world.manager, "We agree.")
    before = minutes.fingerprint(session)
    decisions.record_dissent(decision, who="Board Member", words="Too soon.", by=world.manager)
    assert minutes.fingerprint(session) != before


# --- whoever minutes stays in the room --------------------------------------------------------------------------------


def test_item_with_an_open_action_comes_back_once_by_itself(world: World, session: Meeting) -> None:
    item, over = make.an_item(session, "Near miss policy"), make.an_item(session, "Delivered since")
    for each in (item, over):
        decision = make.a_decision(each, world.manager, "Agreed.", state="taken", number=each.ref, taken_at=clock.now())
        decision.actions.add(plans.an_action(world.priority) if each == over else world.action)
    supersede(current(over.decisions.get().actions.get()), delivery=Delivery.DELIVERED, actual_on=date(2021, 12, 1))
    meetings.close_meeting(session, by=world.manager)
    following = make.a_meeting(world.board, "Next", "draft", make.DAY.replace(year=2022))
    found = [each for each in proposers.proposals(following) if each.key.startswith("item ")]
    assert [(each.title, each.reason) for each in found] == [
        ("Near miss policy", f"An action agreed at {session.title} is still open.")
    ]
    taken = agenda.accept_proposals(following, keys=[found[0].key], by=world.manager)[0]
    assert (taken.from_item, taken.minutes_planned) == (item, 5)


def test_what_was_settled_or_proposes_itself_again_is_not_carried_over_twice(world: World, session: Meeting) -> None:
    decided = make.an_item(session, "Decided")
    make.a_decision(decided, world.manager, state="taken", number="2021/1", taken_at=make.DAY)
    make.an_item(session, "Exceptions in the plan", proposal="exceptions")
    meetings.close_meeting(session, by=world.manager)
    following = make.a_meeting(world.board, "Next", starts_at=make.DAY.replace(year=2022))
    assert dict(session.items.values_list("title", "state")) == {
        "Decided": "noted", "Exceptions in the plan": "carried",
    }  # fmt: skip
    assert sum(title == "Exceptions in the plan" for title in proposed(following)) == 1


def test_minutes_are_approved_in_the_room_and_say_so(world: World, checked: Minutes, signed_in) -> None:
    later = make.a_meeting(world.board, "Later", "in_session", make.DAY.replace(year=2022))
    Minutes.objects.create(meeting=later)
    item = make.an_item(later, "Minutes before", kind="minutes", minutes_of=checked.meeting)
    client, room = signed_in(world.manager), f"{later.get_absolute_url()}room/?item={item.ref}"
    assert "They are approved" in client.get(room).content.decode()
    step = {"do": "approve", "at": later.ref, "item": item.ref}
    assert client.post(f"{checked.get_absolute_url()}step/", step)["Location"] == room
    item.refresh_from_db()
    told = minutes_told(later, world.manager).open[0]
    assert (item.state, told.approves) == ("noted", True)


def test_deputy_and_dissent_stand_for_the_organisation_of_the_seat(world: World, session: Meeting) -> None:
    seat = session.attendance.get()
    seat.organisation = world.police
    seat.save()
    deputy = minuting.add_attendance(
        session, person=world.police_lead, part="deputy", deputy_of=seat, presence="present", by=world.manager
    )
    decision = make.a_decision(make.an_item(session), world.manager)
    dissent = decisions.record_dissent(decision, who=deputy.name, words="Too late.", by=world.manager)
    assert (deputy.organisation, dissent.organisation) == (world.police, world.police)


def test_challenge_put_under_an_item_stands_in_its_minutes(world: World, session: Meeting, signed_in) -> None:
    item, client = make.an_item(session), signed_in(world.manager)
    address = f"/p/{world.partnership.slug}/challenges/put/?item={item.ref}"
    values = {"challenger": f"body:{world.board.ref}", "to": f"body:{world.quality.ref}", "title": "Where is it?"}
    answer = client.post(address, values | {"words": "When does it come?", "grounds": "The return."})
    told = minutes_told(session, world.chair).open[0].challenges
    assert answer["Location"] == f"{session.get_absolute_url()}room/?item={item.ref}"
    assert [(each.title, str(each.challenger)) for each in told] == [("Where is it?", str(world.board))]


def test_no_challenge_is_put_under_an_item_that_is_closed_to_somebody(world: World, session: Meeting) -> None:
    item = make.an_item(session, readers=[world.chair])
    with pytest.raises(ValidationError, match="closed to somebody"):
        raise_challenge(
            world.partnership, challenger=world.board, to=world.quality, title="Why?", words="Why?", grounds="Seen.",
            item=item, by=world.chair,
        )  # fmt: skip


def test_what_the_meeting_refuses_leads_back_to_the_room(world: World, session: Meeting, signed_in) -> None:
    QuorumRule.objects.create(body=world.board, at_least=3, starts_on=date(2020, 1, 1))
    decision = make.a_decision(make.an_item(session), world.manager)
    room = f"http://testserver{session.get_absolute_url()}room/"
    answer = signed_in(world.manager).post(
        f"{decision.get_absolute_url()}step/", {"do": "take", "back": "room"}, headers={"referer": room}
    )
    page = answer.content.decode()
    assert (answer.status_code, "not quorate" in page, f'href="{room}"' in page) == (409, True, True)


def test_interest_noted_in_the_room_is_nobodys_by_itself(world: World, session: Meeting, signed_in) -> None:
    item, client = make.an_item(session), signed_in(world.manager)
    page = BeautifulSoup(client.get(f"{item.get_absolute_url()}interest/").content, "html5lib")
    assert [option.get_text() for option in page.select("#id_person option")] == ["Choose", world.board_member.name]
    values = {"person": world.board_member.ref, "nature": "A trustee", "recused": "on"}
    answer = client.post(f"{item.get_absolute_url()}interest/", values)
    assert answer["Location"] == f"{session.get_absolute_url()}room/?item={item.ref}"


def test_another_decision_takes_the_place_of_one_that_came_back(world: World, session: Meeting, signed_in) -> None:
    old = make.a_decision(make.an_item(session), world.manager, state="taken", number="2021/1", taken_at=make.DAY)
    values = {"state": "taken", "number": "2021/2", "taken_at": make.DAY}
    new = make.a_decision(make.an_item(session, "Again"), world.manager, "In February.", **values)
    client = signed_in(world.manager)
    assert "2021/2: In February." in client.get(f"{old.get_absolute_url()}review/").content.decode()
    both = {"reviewed_by": new.ref, "next_on": "2032-03-01"}
    assert client.post(f"{old.get_absolute_url()}review/", both).status_code == 422
    client.post(f"{old.get_absolute_url()}review/", {"reviewed_by": new.ref})
    assert "takes its place" in client.get(old.get_absolute_url()).content.decode()
    assert "It takes the place of" in client.get(new.get_absolute_url()).content.decode()
