"""Word documents: body, tables, automatic numbers, text boxes; accepted as if every tracked change were accepted."""

import io
from zipfile import BadZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from lxml import etree

from goldenthread.documents.blocks import Document
from goldenthread.documents.errors import Refused
from goldenthread.documents.reading.docx.body import BodyReader
from goldenthread.documents.reading.docx.numbering import Numbering
from goldenthread.documents.reading.docx.styles import Styles
from goldenthread.documents.reading.docx.xml import Element, plain_text, w

XML = etree.XMLParser(resolve_entities=False, no_network=True)
DAMAGED = "This Word document is damaged. Open it in Word, save it again as DOCX and send that."


def read(content: bytes) -> Document:
    try:
        word = docx.Document(io.BytesIO(content))
    except (OpcError, BadZipFile, KeyError, ValueError) as error:
        raise Refused(DAMAGED) from error
    styles = Styles(word.styles.element)
    reader = BodyReader(styles, Numbering(related(word, "/numbering"), styles))
    reader.read(word.element.body)
    meta = {"headers": headers(word), "footnotes": footnotes(word), "contents": reader.contents}
    return Document(
        reader.blocks,
        title=word.core_properties.title or "",
        pages=reader.page,
        meta={name: texts for name, texts in meta.items() if texts},
    )


def related(word: WordDocument, kind: str) -> Element:
    """The XML of the part that the document names by this kind of relationship, or None."""
    for relation in word.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(kind):
            part = relation.target_part
            return part.element if hasattr(part, "element") else etree.fromstring(part.blob, XML)
    return None


def headers(word: WordDocument) -> list[str]:
    """What stands at the head and foot of the pages, each text once."""
    texts: dict[str, None] = {}
    for relation in word.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/header", "/footer")):
            for paragraph in relation.target_part.element.iter(w("p")):
                texts[plain_text(paragraph).strip()] = None
    return [text for text in texts if text]


def footnotes(word: WordDocument) -> list[str]:
    part = related(word, "/footnotes")
    if part is None:
        return []
    return [text for note in part.iter(w("footnote")) if (text := plain_text(note).strip())]
