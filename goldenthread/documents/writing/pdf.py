"""Tagged PDF (PDF/UA-1) and pictures of figures. Both are made in a child process: see ``renderer.py``."""

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from goldenthread.documents.writing.report import Figure, Link, Note, Report, Table, WritingError, as_text

HERE = Path(__file__).parent
TIMEOUT_SECONDS = 120
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
    template = _templates().get_template("report.html")
    landscape = any(len(table.columns) > WIDE_TABLE_COLUMNS for table in report.tables())
    return html_to_pdf(template.render(report=report, landscape=landscape), title=report.title)


def html_to_pdf(html: str, *, title: str) -> bytes:
    """A page of HTML, with its style inside it, as tagged PDF. Nothing is fetched: pictures are ``data:`` addresses."""
    return base64.b64decode(_render({"task": "pdf", "html": as_text(html), "title": as_text(title)})[0])


def figures_to_png(figures: Sequence[Figure]) -> list[bytes]:
    """For formats that cannot hold SVG."""
    if not figures:
        return []
    return [base64.b64decode(png) for png in _render({"task": "png", "svgs": [figure.svg for figure in figures]})]


def _render(job: dict[str, object]) -> list[str]:
    """Without Pango the library cannot be imported, and without fonts it aborts the process it runs in."""
    command = [sys.executable, "-I", str(HERE / "renderer.py")]
    try:
        done = subprocess.run(  # noqa: S603 - our own script; the job goes in as data
            command, input=json.dumps(job).encode(), capture_output=True, timeout=TIMEOUT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise WritingError(TOO_SLOW) from error
    if done.returncode == 0:
        pages: list[str] = json.loads(done.stdout)
        return pages
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
    templates.tests |= {
        "a_table": lambda block: isinstance(block, Table),
        "a_figure": lambda block: isinstance(block, Figure),
        "a_note": lambda block: isinstance(block, Note),
        "a_link": lambda value: isinstance(value, Link),
    }
    return templates


def _data_address(figure: Figure) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(figure.svg.encode()).decode()
