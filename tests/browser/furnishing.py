"""More than the demonstration has: something for each page that is empty while all goes well."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings

from goldenthread.accounts.models import User
from goldenthread.api.models import Delivery, Webhook
from goldenthread.api.operations import make_token, revoke_token
from goldenthread.api.operations.webhooks import add_webhook
from goldenthread.assurance.models import AssessmentPart, SelfAssessment
from goldenthread.assurance.operations import examples, handing, letters, moderation, rounds, sites
from goldenthread.assurance.operations import returns as assessing
from goldenthread.assurance.queries.moderation import sections_of
from goldenthread.core import clock
from goldenthread.documents.gate import check_file
from goldenthread.documents.gate.kinds import EVIDENCE
from goldenthread.evidence import operations as evidence
from goldenthread.notifications.models import Mail, MailState
from goldenthread.notifications.operations import plan_joined_mails
from goldenthread.partnerships import operations as partnerships
from goldenthread.partnerships.models import Body, Partnership
from goldenthread.partnerships.operations.starting import start_partnership
from goldenthread.partnerships.roles import Role
from goldenthread.plan.models import Action, Period, Plan, Reading, ReadingState, Return
from goldenthread.plan.operations import exports, origins, publishing, reminders, returns
from goldenthread.plan.operations.reading import send_document
from goldenthread.questionnaires.models import Edition
from goldenthread.questionnaires.operations.answering import Given
from goldenthread.reports.headings import lists_on
from goldenthread.reports.models import ReportKind
from goldenthread.reports.operations import presenting, writing

DOCUMENT = settings.BASE_DIR / "examples" / "birmingham-business-improvement-plan-2021-23.md"
ANYBODY = "newshire"
"""A partnership in which nothing has happened yet."""


def furnish() -> None:
    place = Partnership.objects.get(slug="birmingham")
    manager, plan = User.objects.get(email="manager@birmingham.example"), Plan.objects.get(partnership=place)
    _documents(place, plan, manager)
    _evidence(place, manager)
    _people(place, manager)
    _mail(plan, manager)
    _programs(place, manager)
    export = exports.ask_for_export(plan, what="page", format="pdf", filters="", name="plan-on-a-page.pdf", by=manager)
    exports.keep_made(export, b"%PDF-")
    publishing.switch_public_page(plan, on=True, by=manager)
    _report(place, manager)
    _assessing(place, manager)
    start_partnership(
        slug=ANYBODY, name="Newshire Safeguarding Children Partnership", manager_name="Nell Ashdown",
        manager_email="manager@newshire.example", by="A test",
    )  # fmt: skip


def _documents(place: Partnership, plan: Plan, manager: User) -> None:
    """The next version of the plan, with an action changed and one taken out; and a document that could not be read."""
    lines = DOCUMENT.read_text().replace("December 2021", "January 2022", 1).splitlines()
    text = "\n".join(line for line in lines if "Childhood Neglect' in June" not in line)
    file = check_file(text.encode(), "next-version.md")
    send_document(file, partnership=place, next_of=plan, by=manager)
    Reading.objects.create(
        partnership=place, file_name="photographs.pdf", state=ReadingState.REFUSED, sent_by=manager,
        problem="This PDF holds only pictures of pages. Send the document it was made from.",
    )  # fmt: skip


def _evidence(place: Partnership, manager: User) -> None:
    """A file in which something was found that may identify a child, and a piece that was withdrawn."""
    words = b"The notes of the visit name a number: 943 476 5919. Call 07700 900123."
    facts: dict[str, Any] = {"kind": "document", "rung": 2, "evidence_on": clock.today(), "by": manager}
    file = check_file(words, "notes-of-the-visit.txt", allowed=EVIDENCE)
    evidence.add_evidence(place, title="Notes of the visit", file=file, **facts)
    withdrawn = evidence.add_evidence(place, title="An old leaflet", link="https://leaflets.example/1", **facts)
    evidence.withdraw_evidence(withdrawn, reason="It belongs to another plan.", by=manager)


def _people(place: Partnership, manager: User) -> None:
    """Somebody invited who has not come yet, and somebody who left."""
    facts: dict[str, Any] = {"role": Role.AUDITOR, "place": place, "by": manager}
    new = partnerships.add_person(place, name="Priya Holloway", email="auditor@birmingham.example", **facts)
    partnerships.invite(new.person, place, by=manager)
    left = partnerships.add_person(place, name="Ian Westbrook", email="leaver@birmingham.example", **facts)
    partnerships.hand_over(left.person, place, ends_on=clock.today(), successors={}, by=manager)


def _programs(place: Partnership, manager: User) -> None:
    """A token that works, and one that was revoked; a webhook that was told, and one that takes nothing."""
    for name in ("The old dashboard", "The dashboard"):
        last_day = clock.today() + timedelta(days=60)
        token, _ = make_token(manager, name=name, rights=["READ_PLAN"], last_day=last_day, by=manager)
        if name.startswith("The old"):
            revoke_token(token, by=manager)
    told = add_webhook(place, address="https://dashboard.example/told", kinds=["returns", "impact"], by=manager)
    now = clock.now()
    Delivery.objects.create(webhook=told, number=7, event="return.approved", state="told", told_at=now, tries=1)
    lost = add_webhook(place, address="https://lost.example/hook", kinds=["actions"], by=manager)
    Delivery.objects.create(webhook=lost, number=9, event="action.gate", state="failed", tries=4, answer="No answer.")
    Webhook.objects.filter(pk=lost.pk).update(paused_at=now, paused_why="It took nothing for a day.")


def _mail(plan: Plan, manager: User) -> None:
    """A reminder, a mail of which nobody knows whether it arrived, and a return that is being written."""
    action = Action.objects.get(plan=plan, priority__number="2", number="4")
    reminders.remind_owners(action, by=manager)
    mail = Mail.objects.filter(partnership=plan.partnership).first()
    assert mail is not None
    Mail.objects.create(
        key="doubtful", partnership=plan.partnership, person=mail.person, kind="reminder", subject="A doubtful one",
        text="Nobody knows whether it arrived.", state=MailState.DOUBTFUL, message_id="doubtful",
    )  # fmt: skip
    Mail.objects.create(
        key="sent", partnership=plan.partnership, person=manager, kind="digest", subject="What waits for you this week",
        text="Hello,\n\nthis waits for you.", state=MailState.SENT, sent_at=clock.now(), message_id="sent",
        listed="Overdue:\n- BSCP: Action 1.1 was due by 31 October 2021\n  http://127.0.0.1:8000/my-work/",
    )  # fmt: skip
    plan_joined_mails()
    chair = User.objects.get(email="neglect.chair@birmingham.example")
    begun = Action.objects.get(plan=plan, priority__number="3", number="2")
    returns.start_return(begun, Period.objects.get(starts_on="2021-10-01"), by=chair)
    origins.add_origin(begun, kind="audit", label="Neglect audit of 2020", by=manager)
    reopened = Return.objects.filter(action=begun, state="approved").first()
    assert reopened is not None
    returns.reopen_return(
        reopened, reason="The number of places was wrong.", by=User.objects.get(email="chair@birmingham.example")
    )


def _report(place: Partnership, manager: User) -> None:
    """A report of the year before: released by a second person, told for children, presented, with a question open."""
    ends = date(2021, 3, 31)
    report = writing.start_report(
        place, kind=ReportKind.YEARLY, title="Yearly report 2020/21", starts_on=date(2020, 4, 1), ends_on=ends,
        lists=lists_on(ends, ReportKind.YEARLY), by=manager,
    )  # fmt: skip
    part = report.parts.get(key="wt2018-children")
    part = writing.write_part(part, edition=1, words="We asked 40 young people.", by=manager)
    writing.write_part(part, edition=2, children_words="We asked 40 of you.", by=manager)
    writing.submit_report(report, by=manager)
    writing.release_report(report, by=User.objects.get(email="board@birmingham.example"))
    body = Body.objects.get(partnership=place, name="Health and Wellbeing Board")
    shown = presenting.present_report(report, body, sent_on=clock.today(), by=manager)
    presenting.note_question(shown, question="What do schools say?", answer="", by=manager)


def _assessing(place: Partnership, manager: User) -> None:
    """Returns of the police to sign off, to hand in and handed in; sections with colleagues."""
    lead = User.objects.get(email="police.lead@birmingham.example")
    edition = Edition.objects.get(partnership=place, name="neglect-locally")
    for title in ("Neglect: to sign off", "Neglect: to hand in", "Neglect: handed in"):
        opened = rounds.open_round(
            place, title=title, kinds=["police"], parts=[rounds.Asked(edition)], opens_on=clock.today(), by=manager,
            due_on=clock.today() + timedelta(days=20), closes_on=clock.today() + timedelta(days=60),
        )  # fmt: skip
        part = opened.assessments.get().parts.select_related("assessment__round__partnership", "sheet__edition").get()
        given = [Given("toolkit", 0, "value", "yes"), Given("trained-in-neglect", 0, "value", "40")]
        assessing.answer_part(part, given, by=lead)
        assessed = assessing.name_senior_lead(part.assessment, person=lead, by=lead)
        if title != "Neglect: to sign off":
            assessed = assessing.sign_off(assessed, by=lead)
        if title == "Neglect: handed in":
            _moderated(assessing.submit(assessed, share_with=[place], by=lead), place, manager)
    parts = AssessmentPart.objects.filter(assessment__round__title="Section 11, autumn 2021", part__partnership=None)
    paths = ("assessment__round__partnership", "sheet__partnership", "sheet__edition")
    part = parts.select_related(*paths).get(assessment__organisation__name="West Midlands Police")
    asked = rounds.add_part(
        part.assessment.round,
        rounds.Asked(Edition.objects.get(partnership=place, name="voluntary-faith"), per_site=True),
        by=manager,
    )
    sites.add_site(part.assessment, asked, name="Bordesley Custody Suite", by=lead)
    handing.hand_over(part, section="recruitment", colleague="Kim Abara", by=lead)
    made, _ = handing.hand_over(part, section="information", colleague="Noor Whitlock", by=lead)
    handing.accept_hand_over(made, by="Noor Whitlock")
    handing.keep_said(made, {"records": ("value", "2", "A sample of 30 records was read.")}, by="Noor Whitlock")
    handing.give_back(made, by="Noor Whitlock")


def _moderated(assessed: SelfAssessment, place: Partnership, manager: User) -> None:
    """One standard judged lower, asked about, written of in a letter, and proposed as good practice all the same."""
    said: dict[str, Any] = {"question": "toolkit", "partnership": place, "by": manager}
    part = assessed.parts.get()
    moderation.judge(part, level="partly", reason="Two of five teams were seen to use it.", seen=0, **said)
    moderation.ask_back(part, words="Since when?", **said)
    every = [each for section in sections_of(assessed, manager, place) for each in section.standards]
    standard = next(each for each in every if each.question.id == "toolkit")
    words = {"title": "A toolkit at each visit", "text": "Two teams bring it along to each visit."}
    examples.propose_example(standard, partnership=place, by=manager, **words)
    letters.send_letter(assessed, partnership=place, words="Thank you for your return.", by=manager)
