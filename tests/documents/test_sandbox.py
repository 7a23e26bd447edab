import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from goldenthread.documents import sandbox
from goldenthread.documents.errors import ReadingFailed, Refused
from goldenthread.documents.gate import CheckedFile, check_file

GUESTS = "tests.documents.sandbox_guests."


@pytest.fixture
def file() -> CheckedFile:
    return check_file(b"Our plan\n\nSecond line", "plan.txt")


def run(guest: str, file: CheckedFile, **limits: float) -> object:
    return sandbox.run_in_sandbox(GUESTS + guest, file=file, **limits)


def namespaces_are_permitted() -> bool:
    code = "from goldenthread.documents.sandboxed import leave_network as l; raise SystemExit(not l())"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_answer_comes_back_as_data(file) -> None:
    assert run("texts", file) == ["Our plan", "Second line"]


def test_environment_is_empty_of_ours(file, monkeypatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "secret")
    assert set(run("environment", file)) - {"LC_CTYPE"} == {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "TMPDIR", "HOME"}


def test_folder_is_empty_and_removed_after(file) -> None:
    path, content = run("folder", file)
    assert (content, Path(path).parent, Path(path).exists()) == ([], Path(tempfile.gettempdir()), False)


@pytest.mark.parametrize("guest", ["connect", "start_program", "fork", "write"])
def test_reaching_out_is_refused(file, guest) -> None:
    assert run(guest, file) == "PermissionError"


def test_network_is_its_own(file) -> None:
    if not namespaces_are_permitted():
        pytest.skip("this system does not let ordinary processes have a network of their own")
    assert run("interfaces", file) == ["lo"]


def test_audit_hook_alone_refuses_connections() -> None:
    code = "from tests.documents.sandbox_guests import without_namespace as w; print(w())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "PermissionError\n"


@pytest.mark.parametrize(
    ("guest", "limits", "sentence"),
    [
        ("hoard", {}, sandbox.TOO_BIG),
        ("hundred_megabytes", {"memory_mb": 64}, sandbox.TOO_BIG),
        ("shout", {}, sandbox.TOO_BIG),
        ("sleep", {"timeout": 1}, sandbox.TOO_SLOW),
        ("spin", {"timeout": 1}, sandbox.TOO_SLOW),
        ("die", {}, sandbox.FAILED),
        ("fail", {}, sandbox.FAILED),
    ],
)
def test_death_becomes_one_sentence(file, guest, limits, sentence) -> None:
    with pytest.raises(ReadingFailed) as failure:
        run(guest, file, **limits)
    assert failure.value.sentence == sentence


def test_hundred_megabytes_fit(file) -> None:
    assert run("hundred_megabytes", file) == 100 << 20


def test_refusal_keeps_its_words(file) -> None:
    with pytest.raises(Refused, match=r"^This is not a plan\.$"):
        run("refuse", file)


def test_failure_is_logged_without_words_of_the_file(file, caplog) -> None:
    with pytest.raises(ReadingFailed):
        run("fail", file)
    assert ("ValueError" in caplog.text, "words of the file" in caplog.text) == (True, False)


def test_printing_does_not_disturb_the_answer(file) -> None:
    assert run("chatter", file) == "heard"


def test_descriptors_are_few(file) -> None:
    assert run("descriptors", file) <= 8


def test_time_is_kept(file) -> None:
    start = time.monotonic()
    with pytest.raises(ReadingFailed):
        run("sleep", file, timeout=1)
    assert time.monotonic() - start < 30


def test_readers_need_no_django() -> None:
    readers = "from goldenthread.documents import gate, sandbox, reading, sandboxed; import sys"
    code = f"{readers}; [reading.reader_for(k) for k in reading.READERS]; print('django' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "False\n"
