"""Pages of moderation: of partnerships, of a panel, of the organisation."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.assurance.models import Correction, Gap, Judgement, Letter, ReturnedQuestion, SelfAssessment
from goldenthread.assurance.operations import moderation
from goldenthread.assurance.operations.correcting import correct
from goldenthread.assurance.operations.gaps import ask_for_action
from goldenthread.assurance.queries.moderation import sections_of
from goldenthread.core import clock
from goldenthread.notifications.models import Mail
from goldenthread.notifications.topics import Rhythm, listing
from goldenthread.plan.models import ActionVersion
from goldenthread.plan.operations.variations import approve_variation
from goldenthread.questionnaires.operations.answering import Given
from tests import factories as make
from tests.assurance.conftest import handed_in
from tests.assurance.operations.test_moderation import judge, part_of


@pytest.fixture
def part(asking, world):
    handed_in(asking, world.partnership, world.elsewhere)
    return part_of(asking, None)


def here(name, place, part, *more) -> str:
    return reverse(f"assurance:{name}", args=[place.slug, part.assessment.ref, *more])


def of_lead(name, world, part, place=None) -> str:
    return here(name, place or world.partnership, part, part.sheet.ref, "lead")


def own(name, part, *more) -> str:
    return reverse(f"assurance:{name}", args=[part.assessment.ref, *more])


def page(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_queue_shows_who_waits_and_what_stands_out(asking, world, part, signed_in) -> None:
    moderation.ask_back(part, question="lead", partnership=world.partnership, words="Since when?", by=world.manager)
    text = page(
        signed_in(world.manager), reverse("assurance:moderation_queue", args=[world.partnership.slug, asking.round.ref])
    )
    assert "Marlshire Police" in text
    assert "1 question not answered" in text
    assert "4 at the top without evidence" in text
    assert "Marlshire Trust" not in text


def test_a_standard_is_judged_without_javascript(world, part, signed_in) -> None:
    address = of_lead("judge", world, part)
    sent = {"level": "partly-met", "reason": "Only the policy was shown.", "seen": "0"}
    answer = signed_in(world.manager).post(address, sent)
    assert answer.headers["Location"] == here("judge", world.partnership, part, part.sheet.ref, "trained")
    assert Judgement.objects.get().level == "partly-met"


def test_the_second_of_two_moderators_sees_the_first_and_chooses(world, part, signed_in) -> None:
    address, client = of_lead("judge", world, part), signed_in(world.manager)
    judge(part, world, reason="Seen in May.")
    sent = {"level": "not-met", "reason": "Nobody knew.", "seen": "0"}
    both = client.post(address, sent)
    text = both.content.decode()
    assert both.status_code == 422
    assert "judged this meanwhile: “Partly met”" in text
    assert "Nobody knew." in text
    client.post(address, sent | {"seen": re.findall(r'name="seen"[^>]*value="(\d+)"', text)[-1]})
    assert list(Judgement.objects.order_by("number").values_list("level", flat=True)) == ["partly-met", "not-met"]


def test_one_button_accepts_the_rest_of_a_section(world, part, signed_in) -> None:
    sent = {"accept": f"{part.sheet.ref} leading"}
    signed_in(world.manager).post(here("moderation", world.partnership, part), sent)
    assert sorted(Judgement.objects.values_list("question", "level")) == [("lead", "met"), ("trained", "yes")]


def test_the_panel_goes_from_one_point_to_the_next_and_sets_levels(asking, world, part, signed_in) -> None:
    for question in ("lead", "trained"):
        level = {"lead": "partly-met", "trained": "no"}[question]
        judge(part, world, level, question=question)
    client = signed_in(world.manager)
    address = of_lead("panel_day", world, part)
    assert "It gave itself “Met”, and was judged “Partly met”." in page(client, address)
    answer = client.post(address, {"level": "met", "reason": "Shown on the day.", "seen": "0"})
    assert answer.headers["Location"] == here("panel_day", world.partnership, part, part.sheet.ref, "trained")
    assert Judgement.objects.get(stage="agreed").level == "met"


def test_another_partnership_has_no_panel_on_the_common_part(asking, world, part, signed_in) -> None:
    client = signed_in(asking.neighbour_manager)
    assert client.get(of_lead("panel_day", world, part, world.elsewhere)).status_code == 403


def test_whoever_answers_for_the_organisation_does_not_moderate_it(world, part, signed_in) -> None:
    make.a_member("agency_contributor", organisation=world.police, person=world.manager)
    client = signed_in(world.manager)
    assert client.get(of_lead("judge", world, part)).status_code == 403
    assert client.post(here("moderation", world.partnership, part), {"accept": ""}).status_code == 403


def test_the_organisation_answers_questions_and_replies(asking, world, part, signed_in) -> None:
    judge(part, world)
    asked = moderation.ask_back(
        part, question="lead", partnership=world.partnership, words="Since when?", by=world.manager
    )
    client = signed_in(asking.lead)
    text = page(client, own("own_moderation", part))
    assert "Since when?" in text
    assert "Only the policy was shown." in text
    client.post(own("own_answer", part, asked.ref), {"words": "Since May."})
    assert ReturnedQuestion.objects.get().reply == "Since May."
    client.post(
        own("own_reply", part, part.sheet.ref, "lead"), {"agrees": "no", "reason": "It was shown.", "seen": "0"}
    )
    assert Judgement.objects.get(stage="reply").reason == "It was shown."


def test_a_letter_says_what_stood_on_its_day_and_its_mail_says_nothing(asking, world, part, signed_in) -> None:
    judge(part, world)
    manager, lead = signed_in(world.manager), signed_in(asking.lead)
    address = here("letter", world.partnership, part)
    assert "Only the policy was shown." in page(manager, address)
    manager.post(address, {"words": "Thank you."})
    judge(part, world, "not-met", "On second thoughts.", seen=1)
    text = page(lead, own("own_letter", part, Letter.objects.get().ref))
    assert "Thank you." in text
    assert "On second thoughts." not in text
    mails = Mail.objects.filter(kind="feedback")
    assert {mail.person for mail in mails} == {asking.lead, asking.senior}
    assert not any("policy" in mail.text for mail in mails)


@pytest.mark.parametrize(("format", "start"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_a_letter_is_a_paper(world, part, signed_in, format, start) -> None:
    judge(part, world)
    answer = signed_in(world.manager).get(f"{here('letter', world.partnership, part)}?format={format}")
    assert (b"".join(answer) if answer.streaming else answer.content).startswith(start)


CORRECTED = {"a-lead": "partly-met", "c-lead": "The lead left.", "reason": "The lead left in October."}


def test_a_correction_is_shown_before_it_is_done_and_reaches_all_readers(asking, world, part, signed_in) -> None:
    address, client = own("own_correct", part, part.sheet.ref, "lead"), signed_in(asking.lead)
    version = re.search(r'name="version" value="([^"]*)"', page(client, address))[1]  # type: ignore[index]
    shown = client.post(address, CORRECTED | {"version": version}).content.decode()
    assert "What would change" in shown
    assert not Correction.objects.exists()
    sure = re.search(r'name="sure" value="([^"]*)"', shown)[1]  # type: ignore[index]
    client.post(address, CORRECTED | {"version": version, "sure": sure})
    made = Correction.objects.get()
    assert (made.old.startswith("Met. "), made.new) == (True, "Partly met. The lead left.")
    for person, place in ((world.manager, world.partnership), (asking.neighbour_manager, world.elsewhere)):
        text = page(signed_in(person), here("shared", place, part))
        assert "The lead left in October." in text
    assert SelfAssessment.objects.get(pk=part.assessment_id).state == "submitted"


def test_a_correction_leaves_nothing_open(asking, part, signed_in) -> None:
    assert "Leave it open" not in page(signed_in(asking.lead), own("own_correct", part, part.sheet.ref, "lead"))


def test_a_contributor_corrects_nothing(asking, world, part, signed_in) -> None:
    other = make.a_member("agency_contributor", organisation=world.police, name="Contributor")
    assert signed_in(other).get(own("own_correct", part, part.sheet.ref, "lead")).status_code == 403


def test_checks_count_and_list(asking, world, part, signed_in) -> None:
    judge(part, world, "not-met", "Nobody knew.")
    address = reverse("assurance:checks", args=[world.partnership.slug, asking.round.ref])
    assert "1 found" in page(signed_in(world.manager), f"{address}?check=apart")
    assert "Nothing was found." in page(signed_in(world.manager), f"{address}?check=raised")


@pytest.mark.parametrize("name", ["moderation_queue", "checks"])
def test_lists_cost_the_same_for_one_return_and_for_more(asking, world, part, signed_in, name) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(client, address)
        return len(seen)

    client, address = (
        signed_in(world.manager),
        reverse(f"assurance:{name}", args=[world.partnership.slug, part.assessment.round.ref]),
    )
    page(client, address)
    before = cost()
    for organisation in asking.round.assessments.exclude(pk=part.assessment_id):
        organisation.shares.create(partnership=world.partnership, given_by=asking.other_lead)
        organisation.state, organisation.submitted_at = "submitted", organisation.round.opened_at
        organisation.save()
    assert (cost(), before <= 20) == (before, True)


def test_a_gap_becomes_an_action_and_both_lead_to_each_other(asking, world, part, signed_in) -> None:
    plan = make.a_plan(world.partnership, state="adopted")
    priority = make.a_priority(plan)
    judge(part, world)
    sent = {"priority": priority.ref, "words": "Name a lead.", "owner": f"organisation:{world.police.ref}"}
    signed_in(world.manager).post(of_lead("gap_action", world, part), sent)
    gap = Gap.objects.get()
    assert (gap.level, gap.variation.new["words"]) == ("partly-met", "Name a lead.")
    action = approve_variation(gap.variation, by=world.chair).action
    origins = (
        signed_in(world.manager)
        .get(reverse("plan:origins", args=[world.partnership.slug, action.ref]))
        .content.decode()
    )
    assert here("moderation", world.partnership, part) in origins
    assert action.get_absolute_url() in page(signed_in(asking.lead), own("own_moderation", part))


def test_a_delivered_action_offers_to_change_the_answer(asking, world, part, signed_in) -> None:
    gap = a_gap(world, part)
    offer = "Does your answer change?"
    assert offer not in page(signed_in(asking.lead), own("own_moderation", part))
    ActionVersion.objects.filter(action=gap.variation.action).update(delivery="delivered", actual_on=clock.today())
    assert offer in page(signed_in(asking.lead), own("own_moderation", part))
    assert "is delivered" in (listing(Rhythm.DIGEST, clock.today(), asking.lead) or "")


def test_an_action_is_followed_up_after_three_months(asking, world, part) -> None:
    a_gap(world, part)
    told = [listing(Rhythm.DIGEST, clock.today() + timedelta(days=days), asking.lead) or "" for days in (30, 94)]
    assert ["how far is it" in each for each in told] == [False, True]


def test_a_correction_stands_in_the_digest_of_those_who_read_the_answer(asking, world, part) -> None:
    before = part.sheet.answers.get(question="lead")
    given = Given("lead", before.version, "value", "partly-met", "The lead left.")
    correct(part, given, reason="The lead left in October.", by=asking.lead)
    for person, place in ((world.manager, world.partnership), (asking.neighbour_manager, world.elsewhere)):
        told = listing(Rhythm.DIGEST, clock.today(), person) or ""
        assert "Marlshire Police corrected an answer" in told
        assert here("shared", place, part) in told
        assert "left" not in told


def a_gap(world, part) -> Gap:
    plan = make.a_plan(world.partnership, state="adopted")
    judge(part, world)
    standard = sections_of(part.assessment, world.manager, world.partnership)[0].standards[0]
    gap = ask_for_action(
        standard, partnership=world.partnership, priority=make.a_priority(plan), words="Name a lead.", owners=[],
        by=world.manager,
    )  # fmt: skip
    approve_variation(gap.variation, by=world.chair)
    gap.refresh_from_db()
    return gap
