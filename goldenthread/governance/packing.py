"""Makes a pack: pages of ours are set, papers of others taken as they are or set anew, and all bound into one PDF."""

import base64
from typing import Any

from goldenthread.documents.errors import ReadingFailed, Refused
from goldenthread.documents.gate import CheckedFile, check_file
from goldenthread.documents.gate.kinds import EVIDENCE, READABLE
from goldenthread.documents.sandbox import run_in_sandbox
from goldenthread.documents.writing.pdf import bind_pdfs, foreign_html, htmls_to_pdfs, report_html
from goldenthread.governance import pages
from goldenthread.governance.models import Pack, PaperVersion
from goldenthread.governance.operations.packs import note_progress
from goldenthread.governance.queries.packs import Contents, Part, contents, news
from goldenthread.governance.queries.printing import agenda_report, minutes_report, waiting_report

Piece = str | bytes
"""HTML that is still to be set, or a PDF as it came."""

PICTURES = {"png": "image/png", "jpeg": "image/jpeg"}
ONLY_HERE = "It cannot be printed with the others. Open it on the page of the paper."
ANEW = "Set anew from {name}: words, lists and tables, without pictures and looks."
AS_PICTURE = "{name}, as it was sent in."


def make_pack(pack: Pack) -> tuple[bytes, int]:
    """The file and how many pages it has. What the person may no longer see since they asked is not in it."""
    found = contents(pack.meeting, pack.person)
    before = (
        Pack.objects.filter(meeting=pack.meeting, person=pack.person, issue__lt=pack.issue).order_by("issue").last()
    )
    report = agenda_report(
        pack.meeting, found.agenda, recipient=pack.person.name, issue=pack.issue, news=news(pack, before)
    )
    pieces: list[tuple[Piece, Part]] = [(report_html(report), Part("agenda", "Agenda", "", 1))]
    for number, part in enumerate(found.parts, 1):
        pieces.append((_piece(part, found), part))
        note_progress(pack, number)
    bound = _set(pieces)
    note_progress(pack, len(found.parts) + 1)
    place = pack.meeting.partnership
    stamp = f"{pack.person.name} · {place.short_name or place.name}, {pack.meeting.title} · issue {pack.issue}"
    return bind_pdfs(bound, title=f"{pack.meeting.title}: papers", stamp=stamp)


def _set(pieces: list[tuple[Piece, Part]]) -> list[tuple[bytes, str, int]]:
    """All pages of ours in one child process."""
    to_set = [(piece, part.title) for piece, part in pieces if isinstance(piece, str)]
    made = iter(htmls_to_pdfs(to_set))
    return [(piece if isinstance(piece, bytes) else next(made), part.title, part.level) for piece, part in pieces]


def _piece(part: Part, found: Contents) -> Piece:
    if part.kind == "minutes" and part.about:
        return report_html(minutes_report(part.about, found.user))
    if part.kind == "waiting":
        return report_html(waiting_report(found.meeting, found.returns, found.variations))
    assert part.version is not None
    if part.kind == "page":
        kind = pages.KINDS[part.version.page_kind]
        return report_html(kind.report(found.user, part.version.page_key))
    return _file(part.version)


def _file(version: PaperVersion) -> Piece:
    title = version.paper.title
    try:
        checked = _checked(version)
    except Refused as refusal:
        return foreign_html([], title=title, note=f"{refusal} {ONLY_HERE}")
    if checked.kind == "pdf":
        return checked.content
    if checked.kind in PICTURES:
        return foreign_html([_picture(checked, title)], title=title, note=AS_PICTURE.format(name=checked.name))
    if checked.kind not in READABLE:
        return foreign_html([], title=title, note=f"{checked.name}. {ONLY_HERE}")
    try:
        read: list[dict[str, Any]] = run_in_sandbox("goldenthread.documents.plain.pieces", file=checked)
    except (Refused, ReadingFailed) as problem:
        return foreign_html([], title=title, note=f"{problem} {ONLY_HERE}")
    return foreign_html(read, title=title, note=ANEW.format(name=checked.name))


def _checked(version: PaperVersion) -> CheckedFile:
    assert version.file is not None
    with version.file.content.open("rb") as content:
        return check_file(content.read(), version.file.name, allowed=EVIDENCE | READABLE)


def _picture(checked: CheckedFile, title: str) -> dict[str, str]:
    data = base64.b64encode(checked.content).decode()
    return {"kind": "picture", "address": f"data:{PICTURES[checked.kind]};base64,{data}", "text": title}
