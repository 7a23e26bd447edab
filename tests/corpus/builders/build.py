"""Builds the corpus: `python -m tests.corpus.builders.build [--office] [SLUG ...]`.

Each plan folder holds `plan.yaml` (what the plan says) and `layout.py` with `forms(plan)`, which gives the files to
write: name -> (layout in words, content). A content that is a `FromWord` names the DOCX that LibreOffice turns into a
PDF; those are only made anew with `--office`.
A layout that pulls words apart may have `TOGETHER`: file name -> how its text is put together again, for the check of
quotations.
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from . import truth
from .forms import Forms, FromWord

CORPUS = Path(__file__).resolve().parent.parent


def module(folder: Path) -> ModuleType:
    """The plan's own `layout.py`."""
    spec = importlib.util.spec_from_file_location(f"layout_{folder.name.replace('-', '_')}", folder / "layout.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def layout(folder: Path) -> Callable[[dict[str, Any]], Forms]:
    """The plan's own function `forms`."""
    return module(folder).forms


def office(source: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(target.parent), str(source)], check=True, capture_output=True)
    (target.parent / f"{source.stem}.pdf").rename(target)


def build(folder: Path, with_office: bool) -> None:
    plan = truth.load(folder / "plan.yaml")
    made = layout(folder)(plan)
    for name, (_, content) in made.items():
        match content:
            case FromWord(source):
                if with_office:
                    office(folder / source, folder / name)
            case bytes():
                (folder / name).write_bytes(content)
            case str():
                (folder / name).write_text(content, encoding="utf-8", newline="")
    found = truth.truth(plan, [(name, words) for name, (words, _) in made.items()])
    (folder / "truth.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    wanted = [a for a in arguments if not a.startswith("--")]
    for folder in sorted(p.parent for p in CORPUS.glob("*/*/plan.yaml")):
        if not wanted or folder.name in wanted:
            build(folder, "--office" in arguments)
            print(folder.relative_to(CORPUS))


if __name__ == "__main__":
    main(sys.argv[1:])
