"""Tagged PDF (PDF/UA-1) and pictures of figures. Both are made in a child process: see ``renderer.py``."""

import base64
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from goldenthread.documents.writing.report import (
    Figure,
    Link,
    Note,
    Picture,
    Report,
    Table,
    WritingError,
    as_text,
)

HERE = Path(__file__).parent
TIMEOUT_SECONDS = 120
NO_PROGRAMS = "/nowhere"
"""The child calls none; where it found a compiler, WeasyPrint would look for each of its libraries with it."""
WIDE_TABLE_COLUMNS = 6
NO_PANGO = (
    "PDF files cannot be made on this server, because the system library Pango is missing. "
    "Ask whoever runs it to install the Debian packages libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0."
)
NO_FONTS = (
    "PDF files cannot be made on this server: the program that makes them stopped. "
    "Most often no fonts are installed; ask whoever runs it to install the Debian package fonts-dejavu-core."
)
TOO_SLOW = "The PDF took too long to make. Try it with fewer rows."


def write_pdf(report: Report) -> bytes:
    return html_to_pdf(report_html(report), title=report.title)


def report_html(report: Report) -> str:
    template = _templates().get_template("report.html")
    landscape = any(len(table.columns) > WIDE_TABLE_COLUMNS for table in report.tables())
    return template.render(report=report, landscape=landscape)


def html_to_pdf(html: str, *, title: str) -> bytes:
    """A page of HTML, with its style inside it, as tagged PDF. Nothing is fetched: pictures are ``data:`` addresses."""
    return htmls_to_pdfs([(html, title)])[0]


def htmls_to_pdfs(pages: Sequence[tuple[str, str]]) -> list[bytes]:
    """Several of (HTML, title), in one child process."""
    job: dict[str, object] = {
        "task": "pdf",
        "pages": [{"html": as_text(html), "title": as_text(title)} for html, title in pages],
    }
    return [base64.b64decode(made) for made in _render(job)]


def foreign_html(pieces: Sequence[dict[str, Any]], *, title: str, note: str) -> str:
    """A document of others, as ``documents.plain.pieces`` tells it, on pages of ours. ``note``: where it is from."""
    return _templates().get_template("foreign.html").render(pieces=pieces, title=title, note=note)


def bind_pdfs(parts: Sequence[tuple[bytes, str, int]], *, title: str, stamp: str) -> tuple[bytes, int]:
    """Parts of (PDF, name in the bookmarks, level) as one tagged PDF with a stamp on each page, and how many it has."""
    with tempfile.TemporaryDirectory(prefix="goldenthread-") as folder:
        named = [
            {"path": _kept(Path(folder) / f"{number}.pdf", content), "title": as_text(name), "level": level}
            for number, (content, name, level) in enumerate(parts)
        ]
        out = Path(folder) / "out.pdf"
        job: dict[str, object] = {"parts": named, "title": as_text(title), "stamp": as_text(stamp), "out": str(out)}
        said = _run("binder.py", job)
        return out.read_bytes(), int(said["pages"])


def _kept(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)


def figures_to_png(figures: Sequence[Figure]) -> list[bytes]:
    """For formats that cannot hold SVG."""
    if not figures:
        return []
    return [base64.b64decode(png) for png in _render({"task": "png", "svgs": [figure.svg for figure in figures]})]


def _render(job: dict[str, object]) -> list[str]:
    made: list[str] = _run("renderer.py", job)
    return made


def _run(script: str, job: dict[str, object]) -> Any:
    """Without Pango the library cannot be imported, and without fonts it aborts the process it runs in."""
    command = [sys.executable, "-I", str(HERE / script)]
    try:
        done = subprocess.run(  # noqa: S603 - our own script; the job goes in as data
            command, input=json.dumps(job).encode(), capture_output=True, timeout=TIMEOUT_SECONDS, check=False,
            env=os.environ | {"PATH": NO_PROGRAMS},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise WritingError(TOO_SLOW) from error
    if done.returncode == 0:
        return json.loads(done.stdout)
    complaint = done.stderr.decode(errors="replace")
    if "cannot load library" in complaint:
        raise WritingError(NO_PANGO)
    if done.returncode < 0:
        raise WritingError(NO_FONTS)
    raise RuntimeError(f"The PDF could not be made.\n{complaint}")


def _templates() -> Environment:
    templates = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    templates.filters["as_text"] = as_text
    templates.filters["data_address"] = _data_address
    templates.filters["picture_address"] = _picture_address
    templates.tests |= {
        "a_table": lambda block: isinstance(block, Table),
        "a_figure": lambda block: isinstance(block, Figure),
        "a_note": lambda block: isinstance(block, Note),
        "a_link": lambda value: isinstance(value, Link),
    }
    return templates


def _picture_address(picture: Picture) -> str:
    return f"data:{picture.media_type};base64," + base64.b64encode(picture.content).decode()


def _data_address(figure: Figure) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(figure.svg.encode()).decode()
