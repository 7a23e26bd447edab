"""What the document says its own short forms stand for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from goldenthread.documents.blocks import Document, Line, Table

from .words import plain, tidy

SHORT = r"[A-Z][A-Za-z0-9&/]{0,9}[A-Z0-9&][A-Za-z0-9&]{0,9}"
_HEADING = re.compile(
    r"glossary|abbreviations?|acronyms?|key to|who is who|who's who|terms used|key$|key:", re.IGNORECASE
)
# "P1 = Neglect" explains a code that columns use.
_PAIR = re.compile(
    rf"(?<![\w&])(?P<short>{SHORT}|[A-Z]{{1,3}})\s*(?:=|-|:|\t|stands for|means)\s*(?P<long>[A-Z][^;=|\n\t]{{3,100}})"
)
# "Key: CRG Case Review Group; ESN Education Safeguarding Network": nothing stands between the two.
_UNMARKED = re.compile(rf"^\W*(?:key\W+)?(?P<short>{SHORT}) (?P<long>[A-Z][^;|]{{3,100}})$", re.IGNORECASE)
_LINE = re.compile(rf"^\W*(?P<short>{SHORT})\s*(?:=|-|:|\t)\s*(?P<long>[A-Z][^\n\t=]{{3,100}})$")
_DEFINED = re.compile(rf"(?P<before>(?:[\w'&-]+,?\s+){{1,9}})\((?:the\s+|\"|')*(?P<short>{SHORT})['\"]*\)")
_SKIPPED = {"and", "of", "the", "for", "in", "to", "on", "with", "&", "a", "by"}


@dataclass(slots=True)
class Glossary:
    """Short forms and what they stand for, and the lines that did nothing but say so."""

    entries: dict[str, str] = field(default_factory=dict)
    lines: list[tuple[Line, list[str]]] = field(default_factory=list)

    def add(self, short: str, long: str) -> bool:
        short, long = tidy(short), tidy(long).rstrip(" .;,)")
        if not 1 < len(short) <= 12 or len(long) <= len(short):
            return False
        self.entries.setdefault(short, long)
        return True


def read_glossary(document: Document) -> Glossary:
    glossary = Glossary()
    under_heading = False
    for block in document.blocks:
        if isinstance(block, Table):
            _read_table(block, glossary, under_heading)
            continue
        flat = plain(block.text)
        if _HEADING.search(flat) and len(flat) < 60 and not _PAIR.search(flat):
            under_heading = True
            continue
        if block.level or (block.bold and not _LINE.match(flat)):
            under_heading = False
        known = len(glossary.lines)
        for start, end in _sentences(flat):
            _read_line(replace(block, text=block.text[start:end]), flat[start:end], glossary, under_heading)
        glossary.lines[known:] = [(block, shorts) for _, shorts in glossary.lines[known:]]
    for text in _texts(document):
        for short, long in definitions(text):
            glossary.add(short, long)
    return glossary


def _sentences(flat: str) -> list[tuple[int, int]]:
    """ "CSC: Children's Social Care. SAB: Safeguarding Adults Board." explains one short form after the other."""
    cuts = [match.start() for match in _SENTENCES.finditer(flat)]
    return list(zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(flat)], strict=True))


def _texts(document: Document) -> Iterable[str]:
    for block in document.blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row if cell)


def definitions(text: str) -> Iterable[tuple[str, str]]:
    """ "Quality Assurance Group (QAG)" in running text."""
    if "(" not in text:
        return
    for match in _DEFINED.finditer(plain(text)):
        words = text[match.start("before") : match.end("before")].split()
        long = spelt_by(words, match["short"])
        if long:
            yield match["short"], long


def spelt_by(words: list[str], short: str) -> str | None:
    """The last few words whose initials the short form is made of."""
    letters = re.sub(r"[^A-Za-z]", "", short).lower().rstrip("s") or short.lower()
    for size in range(min(len(words), len(letters) + 5), 0, -1):
        chosen = words[-size:]
        if chosen[0].lower() in _SKIPPED:
            continue
        initials = "".join(part[0] for word in chosen for part in re.split(r"[-/]", word) if part).lower()
        main = "".join(word[0] for word in chosen if word.lower().strip(",") not in _SKIPPED).lower()
        if letters in (initials, main, main.replace("&", "")):
            return " ".join(chosen).rstrip(",")
    return None


def _matches(short: str, long: str) -> bool:
    """The letters of the short form occur in order in the long one, the first one first."""
    rest = iter(long.lower())
    letters = re.sub(r"[^a-z]", "", short.lower())
    return bool(letters) and long.lower().startswith(letters[0]) and all(letter in rest for letter in letters)


def _read_line(line: Line, flat: str, glossary: Glossary, under_heading: bool) -> None:
    whole = _LINE.match(flat)
    if whole and ";" not in flat and (under_heading or _spells(whole["short"], whole["long"])):
        if glossary.add(whole["short"], line.text[slice(*whole.span("long"))]):
            glossary.lines.append((line, [whole["short"]]))
        return
    if listed := _listed(flat):
        for short, span in listed:
            glossary.add(short, line.text[slice(*span)])
        glossary.lines.append((line, [short for short, _ in listed]))
        return
    pairs = [match for piece in re.finditer(r"[^;|]+", flat) for match in _pairs_in(piece)]
    explained = len(pairs) > 1 or (under_heading and pairs)
    shorts = []
    for short, span in pairs if explained else []:
        is_code = re.fullmatch(r"[A-Z]{1,2}\d{1,2}", short) is not None
        if (under_heading or is_code or _matches(short, flat[slice(*span)])) and glossary.add(
            short, line.text[slice(*span)]
        ):
            shorts.append(short)
    if shorts and len(flat) < 90 * len(shorts):
        glossary.lines.append((line, shorts))


_PIECE = re.compile(
    rf"(?:^|[;,|.:]|\b(?:and|&))\s*(?P<short>{SHORT}) (?P<long>[A-Z][^;|]{{3,80}}?)"
    rf"(?=\s*[;,|.]\s+(?:and )?{SHORT} [A-Z]|\s*\.?$)"
)
_SENTENCES = re.compile(rf"\.\s+(?={SHORT}\s*(?:=|-|:)\s*[A-Z])")


def _listed(flat: str) -> list[tuple[str, tuple[int, int]]]:
    """ "Key: DN Designated Nurse, DO Data Officer, …": nothing between the two, where most of them spell each other."""
    found = [(match["short"], match.span("long")) for match in _PIECE.finditer(flat)]
    if len(found) < 3 or sum(end - start for _, (start, end) in found) * 10 < len(flat) * 6:
        return []
    spelt = [short for short, span in found if _matches(short, flat[slice(*span)])]
    return found if len(spelt) * 2 >= len(found) else []


def _spells(short: str, long: str) -> bool:
    words = long.split()
    return len(words) <= 12 and (spelt_by(words, short) is not None or (len(words) <= 7 and _matches(short, long)))


def _pairs_in(piece: re.Match[str]) -> list[tuple[str, tuple[int, int]]]:
    """ "QA = Quality Assurance, L&D = Learning …": a comma ends a meaning where a new short form follows."""
    found = []
    for part in re.finditer(rf"(?:[^,]|,(?!\s*{SHORT}\s*(?:=|-|:)))+", piece[0]):
        match = _PAIR.search(part[0]) or _unmarked(part[0])
        if match:
            base = piece.start() + part.start()
            found.append((match["short"], (base + match.start("long"), base + match.end("long"))))
    return found


def _unmarked(words: str) -> re.Match[str] | None:
    match = _UNMARKED.match(words)
    if match is None or not match["short"].isupper():
        return None
    letters = [word[0] for word in re.findall(r"[A-Za-z']+", match["long"]) if word.lower() not in _SKIPPED]
    initials = "".join(letters).upper()
    return match if initials.startswith(re.sub(r"[^A-Z]", "", match["short"])) else None


def _read_table(table: Table, glossary: Glossary, under_heading: bool) -> None:
    rows = [[cell for cell in row if cell and cell.text.strip()] for row in table.rows]
    pairs = [row for row in rows if len(row) == 2]
    short = [row for row in pairs if re.fullmatch(SHORT, tidy(row[0].text))]
    if len(pairs) < len([row for row in rows if row]) - 1 or not short:
        return
    matching = [row for row in short if _matches(tidy(row[0].text), tidy(row[1].text))]
    if not under_heading and not _HEADING.search(table.name) and len(matching) * 2 < len(pairs) - 1:
        return
    for row in short:
        if glossary.add(row[0].text, row[1].text):
            for cell in row:
                glossary.lines += [(line, [tidy(row[0].text)]) for line in cell.lines]
