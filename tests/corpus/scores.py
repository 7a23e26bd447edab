"""Reads every document of a part of the corpus as the application would, and prints how well.

python -m tests.corpus.scores open
python -m tests.corpus.scores more opened --plans
python -m tests.corpus.scores unseen
"""

import json
import sys
import time
from pathlib import Path

from goldenthread.documents.errors import Refused
from goldenthread.documents.gate import check_file
from goldenthread.documents.sandbox import run_in_sandbox
from tests.corpus.scorer import Score, score

CORPUS = Path(__file__).parent
READER = "goldenthread.plan.reading.read"
KINDS = {".csv", ".docx", ".html", ".md", ".pdf", ".txt", ".xlsx"}


def documents(part: str) -> list[Path]:
    return sorted(path for path in (CORPUS / part).glob("*/*") if path.suffix in KINDS and path.name != "README.md")


def score_of(path: Path) -> Score:
    truth = json.loads((path.parent / "truth.json").read_text(encoding="utf-8"))
    try:
        read = run_in_sandbox(READER, file=check_file(path, path.name))
    except Refused:
        read = {"priorities": [], "bodies": []}
    return score(read, truth)


def main(arguments: list[str]) -> None:
    """One line a part: the sum over all documents; with ``--plans`` also one line a document."""
    for part in (name for name in arguments if not name.startswith("--")):
        began, found = time.monotonic(), [(path, score_of(path)) for path in documents(part)]
        if "--plans" in arguments:
            for path, each in found:
                print(f"  {path.parent.name}/{path.name}: {each.line()}")
        total = found[0][1]
        for _, each in found[1:]:
            total = total + each
        print(f"{part} ({len(found)} documents, {time.monotonic() - began:.0f} s): {total.line()}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["open", "more", "fresh", "opened", "unseen"])
