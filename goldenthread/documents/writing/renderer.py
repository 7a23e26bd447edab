"""The child process that runs WeasyPrint: a job as JSON on standard input, its results on standard output.

Started by path and in isolation (``python -I``), so that it imports nothing of ours and the names of the files
beside it hide no module of the standard library.
"""

import base64
import gc
import io
import json
import os
import re
import sys
from typing import Any

import pypdfium2
import weasyprint
from weasyprint.urls import URLFetcher

DEFAULT_SIZE = (600.0, 400.0)
PIXELS_PER_POINT = 3


def main() -> None:
    gc.disable()  # the process ends soon; this saves a quarter of the time
    job = json.load(sys.stdin.buffer)
    made = _pngs(job["svgs"]) if job["task"] == "png" else [_pdf(page["html"], page["title"]) for page in job["pages"]]
    json.dump([base64.b64encode(one).decode() for one in made], sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # taking millions of objects apart first would cost a tenth of the time


def _pdf(html: str, title: str) -> bytes:
    document = _document(html)
    document.metadata.title = title
    document.metadata.lang = document.metadata.lang or "en-GB"
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return made


def _document(html: str) -> Any:
    return weasyprint.HTML(string=html, url_fetcher=URLFetcher(allowed_protocols={"data"})).render()


def _pngs(svgs: list[str]) -> list[bytes]:
    """One page for each figure, as large as the figure."""
    sizes = [_size(svg) for svg in svgs]
    style = "".join(f"@page f{n} {{ size: {w}px {h}px; margin: 0 }}" for n, (w, h) in enumerate(sizes))
    images = "".join(
        f'<img style="display: block; page: f{n}; width: {w}px; height: {h}px" alt="" src="{_data_address(svg)}">'
        for n, (svg, (w, h)) in enumerate(zip(svgs, sizes, strict=True))
    )
    pages = pypdfium2.PdfDocument(_document(f"<style>{style}</style>{images}").write_pdf())
    return [_png(page) for page in pages]


def _png(page: pypdfium2.PdfPage) -> bytes:
    out = io.BytesIO()
    page.render(scale=PIXELS_PER_POINT).to_pil().save(out, "PNG")
    return out.getvalue()


def _size(svg: str) -> tuple[float, float]:
    head = svg[: svg.find(">", svg.find("<svg")) + 1]
    box = re.search(r'viewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)"', head)
    return (float(box[1]), float(box[2])) if box else DEFAULT_SIZE


def _data_address(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


if __name__ == "__main__":
    main()
