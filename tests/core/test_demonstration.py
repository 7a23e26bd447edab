"""What makes an installation a demonstration: that it was told there, unless somebody says otherwise."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ASK = "from goldenthread import settings; print(settings.DEMONSTRATION, settings.CLOCK_OFFSET_SECONDS)"


def asked(data: Path, said: str | None) -> str:
    """What the settings say in a process of their own, as they do for ``goldenthread`` on a command line."""
    kept = {name: value for name, value in os.environ.items() if name != "GOLDENTHREAD_DEMONSTRATION"}
    told = {} if said is None else {"GOLDENTHREAD_DEMONSTRATION": said}
    environment = {**kept, **told, "GOLDENTHREAD_DATA": str(data)}
    done = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(("said", "answer"), [(None, "True -60"), ("1", "True -60"), ("0", "False 0")])
def test_demonstration_stays_one_unless_told_otherwise(tmp_path: Path, said: str | None, answer: str) -> None:
    (tmp_path / "clock-offset").write_text("-60")
    assert asked(tmp_path, said) == answer


def test_installation_is_no_demonstration_by_itself(tmp_path: Path) -> None:
    assert asked(tmp_path, None) == "False 0"
