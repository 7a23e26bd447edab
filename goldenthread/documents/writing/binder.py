"""The child process that binds several PDFs into one: a job as JSON on standard input, the file where the job says.

Started by path and in isolation (``python -I``), like ``renderer.py``: what others sent in is parsed here and nowhere
else of the writers. Tags of tagged parts are kept under one tree; pages of untagged parts become one tagged piece each.
Only pages are taken over: scripts, attachments and actions of a document stay behind.
"""

import io
import json
import resource
import sys
from html import escape
from typing import Any

import pikepdf
import weasyprint
from pikepdf import Array, Dictionary, Name, OutlineItem, String

MEMORY = 2 * 1024**3
STAMP_STYLE = """
@page { size: 480pt 12pt; margin: 0 }
body { margin: 0 6pt }
p { font: 7pt 'DejaVu Sans', sans-serif; margin: 0; height: 12pt; overflow: hidden; break-after: page }
"""
STAMP_MARGIN = 14
"""Points from the edge of a page to its stamp."""


def main() -> None:
    job = json.load(sys.stdin.buffer)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    pages = bind(job)
    json.dump({"pages": pages}, sys.stdout)


def bind(job: dict[str, Any]) -> int:
    """Writes ``job["out"]``; returns how many pages it has."""
    out = pikepdf.new()
    tree = Tree(out)
    firsts = []
    for part in job["parts"]:
        firsts.append(len(out.pages))
        with pikepdf.open(part["path"]) as source:
            clean(source)
            take_over(out, source, tree, part["title"])
    tree.finish()
    stamp(out, job["stamp"])
    with out.open_outline() as outline:
        for part, first in zip(job["parts"], firsts, strict=True):
            entry = OutlineItem(part["title"], first)
            under = outline.root[-1].children if part["level"] > 1 and outline.root else outline.root
            under.append(entry)
    describe(out, job["title"])
    out.save(job["out"], object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return len(out.pages)


def clean(source: pikepdf.Pdf) -> None:
    """Off with everything that would act: only links to the web stay."""
    for page in source.pages:
        for key in ("/AA", "/Thumb", "/Trans", "/PieceInfo"):
            if key in page:
                del page[key]
        if "/Annots" in page:
            kept = [each for each in page.Annots if is_web_link(each)]
            if kept:
                page.Annots = Array(kept)
            else:
                del page["/Annots"]


def is_web_link(annotation: Any) -> bool:
    if annotation.get("/Subtype") != Name.Link or "/A" not in annotation:
        return False
    action = annotation.A
    return bool(
        action.get("/S") == Name.URI and str(action.get("/URI", "")).startswith(("http://", "https://", "mailto:"))
    )


class Tree:
    """The one tree of tags of the file that is made."""

    def __init__(self, out: pikepdf.Pdf) -> None:
        self.out = out
        self.root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = out.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root, K=Array()))
        self.root.K = Array([self.document])
        self.numbers: list[tuple[int, Any]] = []
        self.roles = Dictionary()
        self.next = 0

    def part(self, title: str) -> Any:
        element = Dictionary(Type=Name.StructElem, S=Name.Part, P=self.document, T=String(title), K=Array())
        part = self.out.make_indirect(element)
        self.document.K.append(part)
        return part

    def finish(self) -> None:
        flat = Array()
        for number, value in sorted(self.numbers, key=lambda pair: pair[0]):
            flat.append(number)
            flat.append(value)
        self.root.ParentTree = self.out.make_indirect(Dictionary(Nums=flat))
        self.root.ParentTreeNextKey = self.next
        if len(self.roles.keys()):
            self.root.RoleMap = self.roles
        self.out.Root.StructTreeRoot = self.root
        self.out.Root.MarkInfo = Dictionary(Marked=True)


def take_over(out: pikepdf.Pdf, source: pikepdf.Pdf, tree: Tree, title: str) -> None:
    first = len(out.pages)
    out.pages.extend(source.pages)
    pages = [out.pages[number] for number in range(first, len(out.pages))]
    part = tree.part(title)
    tags = source.Root.get("/StructTreeRoot")
    if tags is not None and tags.is_indirect and "/ParentTree" in tags:
        join_tags(out, tags, tree, part, pages)
    else:
        for number, page in enumerate(pages, 1):
            tag_whole(out, page, tree, part, f"{title}, page {number}")


def join_tags(out: pikepdf.Pdf, tags: Any, tree: Tree, part: Any, pages: list[Any]) -> None:
    """The source's own tree under a part of ours; its numbers begin where ours end."""
    copy = out.copy_foreign(tags)
    children = copy.get("/K", Array())
    for child in children if isinstance(children, Array) else [children]:
        child.P = part
        part.K.append(child)
    if "/RoleMap" in copy:
        for name, role in copy.RoleMap.items():
            tree.roles[name] = role
    highest = 0
    for number, value in pikepdf.NumberTree(copy.ParentTree).items():
        tree.numbers.append((tree.next + number, value))
        highest = max(highest, number + 1)
    for page in pages:
        if "/StructParents" in page:
            page.StructParents = int(page.StructParents) + tree.next
        for annotation in page.get("/Annots", Array()):
            if "/StructParent" in annotation:
                annotation.StructParent = int(annotation.StructParent) + tree.next
    tree.next += highest


def tag_whole(out: pikepdf.Pdf, page: Any, tree: Tree, part: Any, title: str) -> None:
    """A page without tags is one piece of content, so that it can be read aloud in the order in which it was drawn."""
    page.contents_coalesce()
    page.contents_add(b"/P <</MCID 0>> BDC q\n", prepend=True)
    page.contents_add(b"\nQ EMC")
    element = out.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=part, T=String(title), Pg=page.obj, K=0))
    part.K.append(element)
    page.StructParents = tree.next
    tree.numbers.append((tree.next, Array([element])))
    tree.next += 1


def stamp(out: pikepdf.Pdf, words: str) -> None:
    """Whose copy it is, and which page of how many, at the foot of each page, as an artefact."""
    count = len(out.pages)
    texts = (f"<p>{escape(words)} · page {number} of {count}</p>" for number in range(1, count + 1))
    drawn = weasyprint.HTML(string=f"<style>{STAMP_STYLE}</style>{''.join(texts)}").write_pdf()
    with pikepdf.open(io.BytesIO(drawn)) as stamps:
        for page, mark in zip(out.pages, stamps.pages, strict=False):
            form = out.copy_foreign(mark.as_form_xobject())
            form.write(b"/Artifact BMC\n" + form.read_bytes() + b"\nEMC")
            lay(out, page, form)


def lay(out: pikepdf.Pdf, page: Any, form: Any) -> None:
    """At the lower left of the page as it is seen, whichever way it is turned."""
    box = [float(value) for value in page.mediabox]
    width, height = box[2] - box[0], box[3] - box[1]
    turned = int(page.get("/Rotate", 0)) % 360
    at = {
        0: (1, 0, 0, 1, box[0] + STAMP_MARGIN, box[1] + STAMP_MARGIN / 2),
        90: (0, 1, -1, 0, box[0] + width - STAMP_MARGIN / 2, box[1] + STAMP_MARGIN),
        180: (-1, 0, 0, -1, box[0] + width - STAMP_MARGIN, box[1] + height - STAMP_MARGIN / 2),
        270: (0, -1, 1, 0, box[0] + STAMP_MARGIN / 2, box[1] + height - STAMP_MARGIN),
    }[turned]
    name = page.add_resource(form, Name.XObject)
    numbers = " ".join(f"{number:g}" for number in at)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ q {numbers} cm {name} Do Q".encode())


def describe(out: pikepdf.Pdf, title: str) -> None:
    with out.open_metadata(set_pikepdf_as_editor=False) as about:
        about["dc:title"] = title
        about["dc:language"] = ["en-GB"]
        about["pdf:Producer"] = "Golden Thread"
    out.docinfo["/Title"] = title
    out.Root.Lang = String("en-GB")
    out.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    out.Root.PageMode = Name.UseOutlines


if __name__ == "__main__":
    main()
