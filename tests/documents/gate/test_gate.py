import hashlib
import resource

import pytest

from goldenthread.documents.errors import Refused
from goldenthread.documents.gate import check_file
from goldenthread.documents.gate.kinds import EVIDENCE
from goldenthread.documents.sandbox import run_in_sandbox
from tests.documents.files import plain_docx, plain_pdf, plain_xlsx, with_entry
from tests.documents.gate.hostile import HOSTILE, Hostile, document_with, formula, jpeg, png, relation

CHEAP = 20.0
"""Seconds of processor time that no honest file takes, gate and reader together, and every bomb does."""


def seconds_used() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: f"{hostile.name}: {hostile.label}")
def test_hostile_file_is_refused_with_its_sentence(hostile: Hostile) -> None:
    content, start = hostile.build(), seconds_used()
    with pytest.raises(Refused) as refusal:
        run_in_sandbox("dataclasses.asdict", file=check_file(content, hostile.name, hostile.allowed))
    assert (refusal.value.sentence, seconds_used() - start < CHEAP) == (hostile.sentence, True)


def test_hostile_corpus_has_at_least_sixty_files() -> None:
    assert len(HOSTILE) >= 60


def test_sentences_are_for_people() -> None:
    assert [h.sentence for h in HOSTILE if not h.sentence.endswith(".") or "\n" in h.sentence] == []


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("plan.docx", plain_docx(), "docx"),
        ("plan.xlsx", plain_xlsx(), "xlsx"),
        ("plan.pdf", plain_pdf(), "pdf"),
        ("plan", plain_pdf(), "pdf"),
        ("plan.txt", "Ofsted\u2019s plan".encode(), "text"),
        ("plan.txt", "Ofsted\u2019s plan".encode("cp1252"), "text"),
        ("plan.txt", "Ofsted\u2019s plan".encode("utf-16"), "text"),
        ("plan.md", b"# Plan", "markdown"),
        ("plan.csv", b"Action,Lead", "csv"),
        ("plan.html", b"<p>Plan</p>", "html"),
        ("plan.txt", b"<!doctype html><p>Plan</p>", "html"),
    ],
)
def test_kind_is_told_by_content(name: str, content: bytes, kind: str) -> None:
    assert check_file(content, name).kind == kind


@pytest.mark.parametrize(("name", "content"), [("a.png", png()), ("a.jpg", jpeg()), ("a.docx", plain_docx())])
def test_evidence_may_be_a_picture_or_document(name: str, content: bytes) -> None:
    assert check_file(content, name, EVIDENCE).name == name


def test_checked_file_says_what_it_is() -> None:
    checked = check_file(b"Our plan", "plan.txt")
    assert (checked.media_type, checked.size, checked.sha256) == (
        "text/plain",
        8,
        hashlib.sha256(b"Our plan").hexdigest(),
    )


def test_file_is_read_from_a_path(tmp_path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(b"Our plan")
    assert check_file(path, path.name).content == b"Our plan"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/plan.txt", "plan.txt"),
        ("C:\\Users\\me\\plan.txt", "plan.txt"),
        ("a<b>:c?.txt", "a-b--c-.txt"),
        ("a" * 300 + ".txt", "a" * 120 + ".txt"),
        ("\u4e2d" * 300 + ".txt", "\u4e2d" * 79 + ".txt"),
        ("..", "document"),
        ("", "document"),
        ("Plan 2.1 final", "Plan 2.1 final"),
    ],
    ids=["slip", "Windows path", "signs", "long", "long in bytes", "dots", "none", "version"],
)
def test_name_is_made_safe(name: str, safe: str) -> None:
    assert check_file(b"Our plan", name).name == safe


@pytest.mark.parametrize(
    "content",
    [
        relation("hyperlink", "https://example.org/"),
        relation("attachedTemplate", "file:///C:\\Users\\me\\Normal.dotm"),
        relation("attachedTemplate", r"file:///\\templates\Council.dotx"),
        document_with(b'<w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "/>'),
        with_entry(plain_docx(), "word/embeddings/chart.xlsx", plain_xlsx()),
    ],
    ids=["link", "own template", "template of the house", "page number", "chart with its workbook"],
)
def test_ordinary_word_document_passes(content: bytes) -> None:
    assert check_file(content, "plan.docx").kind == "docx"


def test_formula_that_joins_with_a_stroke_passes() -> None:
    assert check_file(formula(b'Sheet1!A1&amp;"|"&amp;Sheet1!B1'), "plan.xlsx").kind == "xlsx"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", 1),
        ("a.html", b"<html><script>x()</script><p hidden>No</p><p>Plan</p>", 1),
        ("a.html", b"<html>" + b"<div>" * 20_000 + b"Plan", 0),
        ("a.txt", b"- " * 50_000, 1),
        ("a.txt", b"1. " * 30_000, 1),
        ("a.txt", b"\t" * 90_000 + b"x", None),
        ("a.md", b"[" * 50_000 + b"*" * 40_000, None),
        ("a.csv", b'"' * 99_999, None),
    ],
    ids=["EICAR", "script", "deep", "dashes", "numbers", "tabs", "brackets", "quotes"],
)
def test_odd_text_is_read_cheaply(name: str, content: bytes, words: int | None) -> None:
    start = seconds_used()
    document = run_in_sandbox("dataclasses.asdict", file=check_file(content, name))
    assert seconds_used() - start < CHEAP
    assert words is None or len(document["blocks"]) == words
