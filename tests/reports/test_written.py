"""Reports that people put together: figures of the records, words of people, two people for a release."""

import io
from datetime import date, datetime, timedelta

import docx
import pdfplumber
import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from goldenthread.core import clock
from goldenthread.core.refs import new_ref
from goldenthread.documents.gate import check_file
from goldenthread.documents.operations import keep_file
from goldenthread.evidence.models import EvidenceKind
from goldenthread.governance import proposers
from goldenthread.governance.operations import agenda
from goldenthread.governance.pages import KINDS
from goldenthread.history.queries import history_of
from goldenthread.plan.as_at import day_asked
from goldenthread.plan.models import Delivery, EvidenceUse, ImpactStatement
from goldenthread.plan.operations import periods, returns
from goldenthread.plan.operations.versions import current, supersede
from goldenthread.reports.headings import heading_lists, lists_on
from goldenthread.reports.models import Insertion, LedgerEntry, ReportState
from goldenthread.reports.operations import content, presenting, writing
from goldenthread.reports.paper import paper_of
from goldenthread.reports.queries.offers import Asked, claims, offers
from goldenthread.reports.queries.written import whole
from tests import factories as make
from tests.governance import factories as meetings
from tests.partnerships.test_views_structure import PNG

NOVEMBER = datetime.fromisoformat("2021-11-09T10:00:00+00:00")


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOVEMBER, tick=False)


@pytest.fixture
def highlight(world):
    """Of the sub-group, with one return handed in."""
    period = periods.open_period(make.a_period(world.partnership, is_open=False), by=world.manager)
    made = returns.start_return(world.action, period, by=world.quality_chair)
    values = {"rating": made.suggested, "how_much": "Two chapters.", "way_forward": "The third."}
    returns.save_return(made, edition=made.edition, by=world.quality_chair, **values)
    returns.submit_return(made, by=world.quality_chair)
    return writing.start_highlight(world.quality, period, by=world.quality_chair)


def part_of(report, key):
    return report.parts.get(key=key)


def write(report, key, by, **texts):
    part = part_of(report, key)
    return writing.write_part(part, edition=part.edition, by=by, **texts)


# --- highlight reports ------------------------------------------------------------------------------------------------


def test_records_write_the_highlight_report(world, highlight):
    assert [(each["label"], each["value"]) for each in part_of(highlight, "short").figures] == [
        ("returns owed", 1), ("handed in", 1), ("approved by the Board", 0),
    ]  # fmt: skip
    assert part_of(highlight, "exceptions").table["rows"][0][:2] == ["1.1", "Off track"]
    assert part_of(highlight, "done").table["rows"][0][:4] == [
        "1.1", "Awaiting approval", "Two chapters.", "no evidence yet",
    ]  # fmt: skip


def test_highlight_report_comes_before_the_board_with_itself_as_its_paper(world, highlight):
    meeting = meetings.a_meeting(world.board, state="draft")
    key = f"report {highlight.ref}"
    assert key not in [each.key for each in proposers.proposals(meeting)]
    writing.submit_report(highlight, by=world.quality_chair)
    item = agenda.accept_proposals(meeting, keys=[key], by=world.manager)[0]
    assert [version.page_key for paper in item.papers.all() for version in paper.versions.all()] == [highlight.ref]
    later = meetings.a_meeting(world.board, "Later", "draft", meetings.DAY + timedelta(days=60))
    assert key not in [each.key for each in proposers.proposals(later)]


def test_figures_stay_as_frozen_and_lead_to_their_rows_of_that_day(world, highlight, time_machine):
    time_machine.move_to(NOVEMBER + timedelta(days=30))
    supersede(current(world.action), delivery=Delivery.DELIVERED, actual_on=date(2021, 12, 1))
    stands = part_of(highlight, "stands")
    assert (stands.table["rows"][0][2], stands.table["links"]) == (
        "Off track", [f"{world.action.get_absolute_url()}?as-at=2021-11-09"],
    )  # fmt: skip
    writing.freeze_again(highlight, by=world.quality_chair)
    assert part_of(highlight, "stands").table["rows"][0][2] == "Delivered"


def test_each_part_opens_for_its_writer_with_its_figures(world, highlight, signed_in):
    client = signed_in(world.quality_chair)
    answers = {
        part.key: client.get(f"{highlight.get_absolute_url()}parts/{part.key}/") for part in highlight.parts.all()
    }
    assert {answer.status_code for answer in answers.values()} == {200}
    assert "returns owed" in answers["short"].content.decode()


def test_words_cannot_touch_figures(world, highlight):
    before = part_of(highlight, "stands").figures
    changed = write(highlight, "stands", world.quality_chair, words="All is well.")
    assert (changed.words, changed.figures) == ("All is well.", before)


def test_two_writers_lose_nothing(world, highlight):
    part = part_of(highlight, "short")
    writing.write_part(part, edition=1, words="Mine.", by=world.manager)
    with pytest.raises(ValidationError, match="saved this while you were writing"):
        writing.write_part(part, edition=1, words="Theirs.", by=world.quality_chair)


def test_report_handed_in_is_closed_readable_and_a_paper(world, highlight, signed_in):
    assert signed_in(world.police_lead).get(highlight.get_absolute_url()).status_code == 404
    writing.submit_report(highlight, by=world.quality_chair)
    assert signed_in(world.police_lead).get(highlight.get_absolute_url()).status_code == 200
    with pytest.raises(ValidationError, match="cannot be done now"):
        write(highlight, "short", world.quality_chair, words="Later.")
    kind = KINDS["report"]
    assert (kind.may_see(world.board_member, highlight.ref), kind.may_see(world.outsider, highlight.ref)) == (
        True,
        False,
    )
    assert kind.report(world.board_member, highlight.ref).title == "Quality Sub-Group: July to September 2021"


def test_other_chairs_neither_begin_nor_write_it(world, highlight, signed_in):
    other = make.a_member("body_chair", body=make.a_body(world.partnership, "Learning"), name="Learning Chair")
    assert signed_in(other).get(f"{highlight.get_absolute_url()}parts/short/").status_code == 404
    values = {"body": world.quality.ref, "period": highlight.period.ref}
    assert signed_in(other).post("/p/marlshire/reports/begin/highlight/", values).status_code == 422


def test_highlight_report_is_a_tagged_pdf_and_a_word_document(world, highlight, signed_in):
    client = signed_in(world.quality_chair)
    pdf = client.get(highlight.get_absolute_url(), {"format": "pdf"}).content
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        assert "StructTreeRoot" in opened.doc.catalog
    assert client.get(highlight.get_absolute_url(), {"format": "docx"}).content[:2] == b"PK"


# --- the yearly report ------------------------------------------------------------------------------------------------


@pytest.fixture
def yearly(world):
    return make.a_yearly_report(world.partnership, world.manager)


@pytest.fixture
def statement(world):
    return ImpactStatement.objects.create(
        plan=world.plan, action=world.action, claim="More are seen within a week", measure="Days to first visit",
        source="Trust data, September", strength=4, against="Only two localities", observed_on=date(2021, 9, 30),
        claimed_by=world.quality_chair, state="accepted", judged_by=world.chair, judged_at=NOVEMBER,
    )  # fmt: skip


def test_lists_of_headings_are_dated_and_say_what_was_not_checked():
    names = [each.name for each in lists_on(date(2022, 3, 31), "yearly")]
    assert names == ["Working Together 2018", "Statute, core", "Local list"]
    assert "Working Together 2023, additions" in [each.name for each in lists_on(date(2024, 3, 31), "yearly")]
    assert not any(each.verified for each in heading_lists() if "2023" in each.name)


def test_unchecked_heading_is_marked_on_the_page(world, yearly, signed_in):
    page = signed_in(world.manager).get(yearly.get_absolute_url()).content.decode()
    assert page.count("Not checked") == sum(not part.verified for part in yearly.parts.all())


def test_gap_says_no_evidence_yet(world, yearly):
    told = whole(yearly)
    assert len(told.gaps) == len(told.parts)
    assert sum("No evidence yet." in part.blocks for part in paper_of(told).sections) == len(told.parts)
    write(yearly, "wt2018-children", world.manager, words="We asked.")
    assert "wt2018-children" not in [each.part.key for each in whole(yearly).gaps]


def test_records_offer_their_lines_and_a_taken_one_keeps_its_trace(world, yearly, signed_in):
    voice = make.some_evidence(world.partnership, world.manager, "What children say", kind=EvidenceKind.VOICE)
    EvidenceUse.objects.create(
        evidence=voice, action=world.action, added_by=world.manager, accepted_by=world.chair, accepted_at=clock.now()
    )
    address = f"{yearly.get_absolute_url()}parts/wt2018-children/"
    client = signed_in(world.manager)
    for _ in range(2):
        client.post(address, {"do": "insert", "offer": f"voice {voice.ref}"})
    lines = part_of(yearly, "wt2018-children").insertions.all()
    assert [(line.href, line.record_ref, line.taken_by) for line in lines] == [
        (voice.get_absolute_url(), voice.ref, world.manager)
    ]


def test_report_is_assembled_from_what_the_records_offer(world, yearly, signed_in):
    supersede(current(world.action), delivery=Delivery.DELIVERED, actual_on=date(2021, 10, 1))
    client, address = signed_in(world.manager), f"{yearly.get_absolute_url()}records/"
    page = BeautifulSoup(client.get(address).content, "html.parser")
    ticked = [each["value"] for each in page.select("input[name=offer][checked]")]
    assert ticked.count(f"wt2018-impact delivered {world.action.ref}") == 1
    client.post(address, {"offer": ticked})
    lines = Insertion.objects.filter(part__report=yearly)
    assert sorted(f"{line.part.key} {line.kind} {line.record_ref}" for line in lines) == sorted(ticked)
    [told] = [each for each in whole(yearly).parts if each.part.offers == ["delivered", "decisions"]]
    assert (told.is_gap, told.elsewhere[0]) == (False, part_of(yearly, "wt2018-impact").heading)
    assert "There is a problem" in client.post(address, {"offer": ticked}).content.decode()
    assert "Nothing more" in client.get(address).content.decode()


def test_offers_are_those_of_the_year_as_of_its_day(world, yearly):
    supersede(current(world.action), delivery=Delivery.DELIVERED, actual_on=date(2021, 10, 1))
    asked = Asked(world.manager, yearly, day_asked(""))
    assert [offer.ref for offer in offers(asked, ["delivered"])] == [world.action.ref]
    earlier = make.a_yearly_report(
        world.partnership, world.manager, starts_on=date(2020, 4, 1), ends_on=date(2021, 3, 31)
    )
    assert offers(Asked(world.manager, earlier, day_asked("")), ["delivered"]) == []


def test_judged_claim_enters_the_ledger_once(world, yearly, statement):
    assert claims(Asked(world.manager, yearly, day_asked(""))) == [statement]
    entry = content.add_claim(yearly, statement, by=world.manager)
    assert (entry.source, entry.against, entry.strength) == ("Trust data, September", "Only two localities", 4)
    with pytest.raises(ValidationError, match="already"):
        content.add_claim(yearly, statement, by=world.manager)


@pytest.mark.parametrize(
    ("field", "said"),
    [("measure", "how it was measured"), ("source", "where that comes from"), ("against", "what speaks against it")],
)
def test_claim_that_lacks_something_cannot_enter(world, yearly, statement, field, said):
    setattr(statement, field, " ")
    with pytest.raises(ValidationError, match=f"cannot enter without {said}"):
        content.add_claim(yearly, statement, by=world.manager)


def test_claim_that_nobody_judged_cannot_enter(world, yearly, statement):
    ImpactStatement.objects.update(state="proposed", judged_by=None, judged_at=None)
    statement.refresh_from_db()
    with pytest.raises(ValidationError, match="judged that it stands"):
        content.add_claim(yearly, statement, by=world.manager)


def test_database_itself_refuses_a_claim_without_source(world, yearly, statement):
    values = {"claim": "x", "measure": "x", "source": "", "against": "x", "strength": 3, "observed_on": clock.today()}
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(report=yearly, statement=statement, added_by=world.manager, **values)


def test_what_somebody_else_took_out_meanwhile_is_noted_once(world, yearly):
    given = {"kind": "money", "organisation": world.police, "what": "Training", "pounds": 100, "source": "Ledger"}
    row = content.add_contribution(yearly, by=world.manager, **given)
    opened = type(row).objects.get(pk=row.pk)
    content.remove_contribution(row, by=world.manager)
    before = len(history_of(yearly))
    content.remove_contribution(opened, by=world.manager)
    assert len(history_of(yearly)) == before


def test_contribution_needs_a_giver_and_a_figure(world, yearly):
    known = {"what": "Training days", "source": "Letter of May", "by": world.manager}
    with pytest.raises(ValidationError, match="pounds or days"):
        content.add_contribution(yearly, kind="time", organisation=world.police, **known)
    with pytest.raises(ValidationError, match="who gave it"):
        content.add_contribution(yearly, kind="time", organisation=None, days=4, **known)
    row = content.add_contribution(yearly, kind="time", organisation=world.police, days=4, **known)
    assert list(yearly.contributions.all()) == [row]


def test_childrens_words_fall_behind_when_the_adult_words_change(world, yearly):
    key = "wt2018-children"
    write(yearly, key, world.manager, words="We asked children.")
    write(yearly, key, world.manager, children_words="We asked you.")
    assert not part_of(yearly, key).children_are_behind
    write(yearly, key, world.manager, words="We asked children twice.")
    assert part_of(yearly, key).children_are_behind
    with pytest.raises(ValidationError, match="behind"):
        writing.submit_report(yearly, by=world.manager)
    write(yearly, key, world.manager, children_words="We asked you two times.")
    assert writing.submit_report(yearly, by=world.manager).state == ReportState.SUBMITTED


def test_second_person_releases_and_never_one_who_wrote(world, yearly):
    write(yearly, "wt2018-children", world.chair, words="We asked.")
    writing.submit_report(yearly, by=world.manager)
    for writer in (world.manager, world.chair):
        with pytest.raises(ValidationError, match="Somebody else must release it"):
            writing.release_report(yearly, by=writer)
    released = writing.release_report(yearly, by=world.board_member)
    assert (released.state, released.released_by) == (ReportState.RELEASED, world.board_member)
    assert history_of(yearly)[0].sentence == "released the report to the public"


# --- what everybody sees ----------------------------------------------------------------------------------------------


CANARY = "Xylocarp"


@pytest.fixture
def full(world, yearly, statement):
    """Every text that must stay inside holds a canary."""
    write(
        yearly,
        "wt2018-children",
        world.manager,
        words="We asked.",
    )
    part = part_of(yearly, "wt2018-children")
    part.insertions.create(
        kind="voice", text="What they said", href=f"/{CANARY}/", record_ref=CANARY, taken_by=world.manager
    )
    part.source, part.verified = CANARY, False
    part.figures = [{"label": "of", "value": 1, "href": f"/{CANARY}/"}]
    part.table = {"caption": "T", "columns": ["No."], "rows": [["1"]], "links": [f"/{CANARY}/"]}
    part.save()
    content.add_claim(yearly, statement, by=world.manager)
    return yearly


def test_nothing_of_an_unreleased_report_leaks(world, full, client):
    addresses = [f"/p/marlshire/published/{full.ref}/", "/p/marlshire/published/"]
    for state in ("draft", "submitted", "withdrawn"):
        type(full).objects.filter(pk=full.pk).update(state=state)
        for address in addresses:
            for query in ("", "?format=pdf", "?version=children"):
                assert client.get(address + query).status_code == 404


def test_public_page_says_what_was_released_and_no_more(world, full, client):
    writing.submit_report(full, by=world.manager)
    writing.release_report(full, by=world.board_member)
    shown = presenting.present_report(full, world.board, sent_on=clock.today(), minute=CANARY, by=world.manager)
    presenting.note_question(shown, question=CANARY, answer=CANARY, by=world.manager)
    page = client.get(f"/p/marlshire/published/{full.ref}/").content.decode()
    assert all(words in page for words in ("We asked.", "What they said", "Trust data, September", "No evidence yet."))
    people = (world.manager.name, world.board_member.name, world.chair.name, world.quality_chair.name)
    assert [words for words in (CANARY, *people) if words in page] == []
    assert client.get(f"/p/marlshire/published/{full.ref}/", {"format": "pdf"}).content[:5] == b"%PDF-"
    docx = client.get(f"/p/marlshire/published/{full.ref}/", {"format": "docx"}).content
    assert CANARY.encode() not in docx
    writing.withdraw_report(full, why="A figure was wrong.", by=world.manager)
    assert client.get(f"/p/marlshire/published/{full.ref}/").status_code == 404


def test_children_have_their_own_page(world, full, client):
    write(full, "wt2018-children", world.manager, children_words="We asked you.")
    writing.submit_report(full, by=world.manager)
    writing.release_report(full, by=world.board_member)
    page = BeautifulSoup(client.get(f"/p/marlshire/published/{full.ref}/?version=children").content, "html5lib")
    assert ("We asked you." in page.get_text(), "Trust data" in page.get_text()) == (True, False)


def test_presented_to_bodies_with_questions_and_answers(world, yearly, signed_in):
    with pytest.raises(ValidationError, match="cannot be done now"):
        presenting.present_report(yearly, world.board, sent_on=clock.today(), by=world.manager)
    writing.submit_report(yearly, by=world.manager)
    writing.release_report(yearly, by=world.board_member)
    shown = presenting.present_report(yearly, world.board, sent_on=date(2021, 11, 1), by=world.manager)
    presenting.present_report(
        yearly, world.board, sent_on=date(2021, 11, 1), meets_on=date(2021, 11, 8), minute="7/21", by=world.manager
    )
    asked = presenting.note_question(shown, question="What about schools?", answer="", by=world.manager)
    presenting.answer_question(asked, answer="They joined in May.", by=world.manager)
    page = signed_in(world.police_lead).get(yearly.get_absolute_url()).content.decode()
    assert all(words in page for words in ("minute 7/21", "What about schools?", "They joined in May."))


def test_draft_of_a_year_is_for_its_writers(world, yearly, signed_in):
    statuses = [
        signed_in(who).get(yearly.get_absolute_url()).status_code
        for who in (world.manager, world.board_member, world.quality_chair, world.police_lead, world.outsider)
    ]
    assert statuses == [200, 200, 404, 404, 404]


def test_pages_cost_the_same_for_little_and_much(world, yearly, signed_in):
    client, costs = signed_in(world.manager), []
    address = f"{yearly.get_absolute_url()}parts/local-priorities/"
    client.get(address)
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
            client.get(yearly.get_absolute_url())
        costs.append(len(asked))
        for number in range(3):
            make.an_action(world.priority, f"Late {number}", owner=world.police, due_on=date(2021, 10, 1))
            part_of(yearly, "local-ahead").insertions.create(
                kind="x", text="x", href="/", record_ref=new_ref(), taken_by=world.manager
            )
    assert (costs[0], costs[0] <= 40) == (costs[1], True)


def test_own_cover_and_word_template_are_used_for_what_is_taken_away(world, signed_in):
    logo = keep_file(check_file(PNG, "logo.png", allowed=frozenset({"png"})), chain="marlshire", by=world.manager)
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("Our cover: {{title}}")
    document.save(out)
    template = keep_file(check_file(out.getvalue(), "cover.docx"), chain="marlshire", by=world.manager)
    type(world.partnership).objects.update(logo=logo, report_template=template)
    report = make.a_yearly_report(world.partnership, world.manager)
    client = signed_in(world.manager)
    word = docx.Document(io.BytesIO(client.get(f"{report.get_absolute_url()}?format=docx").content))
    assert word.paragraphs[0].text == f"Our cover: {report.title}"
    pdf = client.get(f"{report.get_absolute_url()}?format=pdf").content
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        cover, first = read.pages[0], read.pages[1]
        assert (report.title in cover.extract_text(), len(cover.images)) == (True, 1)
        assert report.title not in first.extract_text()


@pytest.mark.parametrize("place", ["ledger", "contributions"])
def test_what_names_no_row_is_not_found(world, yearly, signed_in, place):
    answer = signed_in(world.manager).post(f"{yearly.get_absolute_url()}{place}/", {"remove": "nothing"})
    assert answer.status_code == 404


def test_decision_from_which_somebody_stepped_back_is_not_offered(world, yearly):
    item = meetings.an_item(meetings.a_meeting(world.board))
    meetings.a_decision(item, world.manager, "We agree.", number="2021/1", state="taken", taken_at=NOVEMBER)
    asked = Asked(world.manager, yearly, day_asked(""))
    assert len(offers(asked, ["decisions"])) == 1
    agenda.declare_interest(item, world.chair, nature="Their own", recused=True, by=world.manager)
    assert offers(asked, ["decisions"]) == []
