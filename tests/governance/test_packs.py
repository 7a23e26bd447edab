"""One PDF of all papers: whose it is, what is in it, and when it is issued again."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
import weasyprint
from docx import Document

from goldenthread.core import clock
from goldenthread.documents.gate import check_file
from goldenthread.documents.operations import keep_file
from goldenthread.documents.writing.pdf import bind_pdfs
from goldenthread.governance.models import Meeting, Pack, Paper, PaperVersion
from goldenthread.governance.operations import agenda
from goldenthread.governance.operations.packs import ask_for_pack
from goldenthread.governance.tasks import make_pack_of
from tests.conftest import World
from tests.governance import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def meeting(world: World) -> Meeting:
    """The Board with a PDF of others, a Word document and a closed paper for the chair."""
    meeting = make.a_meeting(world.board)
    audit, policy = make.an_item(meeting, "Audit of neglect"), make.an_item(meeting, "Near miss policy")
    pdf = weasyprint.HTML(string="<p>From elsewhere</p><p style='break-before: page'>Second page</p>").write_pdf()
    with_file(make.a_paper(audit, world.manager, "Findings"), pdf, "findings.pdf", world)
    with_file(
        make.a_paper(policy, world.manager, "The policy"), word("Who may report a near miss"), "policy.docx", world
    )
    make.a_paper(policy, world.chair, "For the chair", readers=[world.chair], text="Only the chair reads this")
    return meeting


def word(text: str) -> bytes:
    document, out = Document(), io.BytesIO()
    document.add_heading("A policy", 1)
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def with_file(paper: Paper, content: bytes, name: str, world: World) -> None:
    file = keep_file(check_file(content, name), chain=paper.history_chain, by=world.manager)
    number = paper.versions.count() + 1
    PaperVersion.objects.create(paper=paper, number=number, file=file, added_by=world.manager)


def made(meeting: Meeting, person: object) -> Pack:
    pack, _ = ask_for_pack(meeting, by=person)
    make_pack_of.call(pack.ref)
    pack.refresh_from_db()
    assert (pack.state, pack.problem) == ("ready", "")
    return pack


def text_of(pack: Pack) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(bytes(pack.content)))


def test_pack_holds_every_paper_in_order_and_each_page_bears_the_name(world: World, meeting: Meeting) -> None:
    pack = made(meeting, world.chair)
    text = text_of(pack)
    order = [
        text.index(words)
        for words in ("Audit of neglect", "From elsewhere", "Who may report a near miss", "Only the chair reads this")
    ]
    assert order == sorted(order)
    assert text.count("Independent Chair · MSCP") == pack.pages == 5
    assert f"page {pack.pages} of {pack.pages}" in text


def test_closed_paper_is_in_the_packs_of_its_readers_alone(world: World, meeting: Meeting) -> None:
    assert "Only the chair" not in text_of(made(meeting, world.manager))
    assert "For the chair" not in text_of(made(meeting, world.board_member))


def test_recused_person_has_no_papers_of_the_item_in_the_pack(world: World, meeting: Meeting) -> None:
    agenda.declare_interest(
        meeting.items.get(title="Audit of neglect"),
        world.board_member,
        nature="Their own audit",
        recused=True,
        by=world.chair,
    )
    text = text_of(made(meeting, world.board_member))
    assert ("From elsewhere" in text, "You take no part in this item" in text) == (False, True)


def test_pack_is_tagged_has_bookmarks_and_says_its_language(world: World, meeting: Meeting) -> None:
    with pikepdf.open(io.BytesIO(bytes(made(meeting, world.chair).content))) as pdf:
        root = pdf.Root
        pages = {page.objgen for page in pdf.pages}
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en-GB"
        assert set(pages_tagged(root.StructTreeRoot.K[0])) == pages
        with pdf.open_outline() as outline:
            assert [(entry.title, [under.title for under in entry.children]) for entry in outline.root] == [
                ("Agenda", []),
                ("1 Audit of neglect: Findings", []),
                ("2 Near miss policy: The policy", ["For the chair"]),
            ]
        for page in pdf.pages:
            assert pikepdf.NumberTree(root.StructTreeRoot.ParentTree)[int(page.StructParents)] is not None


def pages_tagged(element: pikepdf.Object) -> Iterator[tuple[int, int]]:
    if isinstance(element, pikepdf.Dictionary):
        if "/Pg" in element:
            yield element.Pg.objgen
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            yield from pages_tagged(kid)


def test_pack_is_issued_again_only_where_something_changed(world: World, meeting: Meeting) -> None:
    first = made(meeting, world.chair)
    assert ask_for_pack(meeting, by=world.chair) == (first, False)
    paper = Paper.objects.get(title="The policy")
    with_file(paper, word("Who may report, once more"), "policy-2.docx", world)
    second = made(meeting, world.chair)
    text = text_of(second)
    assert (second.issue, "Changed: 2 Near miss policy: The policy" in text, "once more" in text) == (2, True, True)
    make.an_item(meeting, "A late item")
    assert "Changed: Agenda" in text_of(made(meeting, world.chair))


def test_change_of_a_closed_paper_makes_no_new_issue_for_others(world: World, meeting: Meeting) -> None:
    first = made(meeting, world.board_member)
    with_file(Paper.objects.get(title="For the chair"), b"Other words", "chair.txt", world)
    assert ask_for_pack(meeting, by=world.board_member) == (first, False)


def test_pack_is_its_owners_alone(world: World, meeting: Meeting, signed_in) -> None:
    pack = made(meeting, world.chair)
    where = pack.get_absolute_url()
    assert [signed_in(person).get(f"{where}file/").status_code for person in (world.chair, world.manager)] == [200, 404]
    response = signed_in(world.manager).post(f"{meeting.get_absolute_url()}pack/")
    assert "issue 1" in signed_in(world.manager).get(response.url).content.decode()


def test_scripts_and_attachments_of_a_paper_stay_behind() -> None:
    source = pikepdf.new()
    source.add_blank_page()
    source.pages[0]["/AA"] = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("x")))
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("program"))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=launch)
    source.pages[0].Annots = pikepdf.Array([source.make_indirect(link)])
    source.Root.OpenAction = source.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("x")))
    out = io.BytesIO()
    source.save(out)
    content, pages = bind_pdfs([(out.getvalue(), "Paper", 1)], title="Pack", stamp="For somebody")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert (pages, "/OpenAction" in pdf.Root, "/AA" in pdf.pages[0], "/Annots" in pdf.pages[0]) == (
            1,
            False,
            False,
            False,
        )


def test_pack_that_nobody_makes_any_more_is_asked_for_anew(world: World, meeting: Meeting) -> None:
    first, _ = ask_for_pack(meeting, by=world.chair)
    assert ask_for_pack(meeting, by=world.chair) == (first, False)
    Pack.objects.filter(pk=first.pk).update(asked_at=clock.now() - timedelta(hours=1))
    assert ask_for_pack(meeting, by=world.chair)[1]
