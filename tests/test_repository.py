"""What is checked in names no other host, holds no secret, and says the same in both locks."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.lock", "requirements-dev.lock"]

SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b"
    r"|\bxox[abp]-[0-9A-Za-z-]{10,}|://[a-z0-9_]+:(?!password@|PASSWORD@|secret@|\$)[^@\s\"'{}<>/]{3,}@"
)
LOADED_ELSEWHERE = re.compile(r"<(?:link|script|img|iframe)\b[^>]*(?:href|src)=[\"']?(?:https?:)?//", re.IGNORECASE)


def checked_in() -> list[Path]:
    """The files that git knows; where there is no git, for example in an unpacked archive, the test is left out."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def pinned(lock: str) -> set[str]:
    return set(re.findall(r"^[A-Za-z0-9._-]+==[^\s;\\]+", (ROOT / lock).read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_with_hashes_and_without_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_lock_of_the_front_end_names_no_host() -> None:
    assert re.findall(r'"resolved"', (ROOT / "frontend/package-lock.json").read_text()) == []


def test_developers_have_the_very_versions_that_users_have() -> None:
    assert pinned("requirements.lock") - pinned("requirements-dev.lock") == set()


def test_no_page_loads_anything_from_another_host() -> None:
    pages = [path for path in checked_in() if "templates" in path.parts]
    assert len(pages) > 10
    assert [str(page) for page in pages if LOADED_ELSEWHERE.search(page.read_text())] == []


@pytest.mark.parametrize("planted", ['<script src="https://cdn.example/x.js">', "<img alt='' src=//cdn.example/x.png>"])
def test_page_that_loads_from_another_host_is_found(planted: str) -> None:
    assert LOADED_ELSEWHERE.search(planted)


def test_no_secret_is_checked_in() -> None:
    texts = [path for path in checked_in() if path != Path(__file__) and path.stat().st_size < 1_000_000]
    assert [str(path) for path in texts if SECRETS.search(path.read_bytes().decode(errors="ignore"))] == []


@pytest.mark.parametrize(
    "planted", ["AKIAABCDEFGHIJKLMNOP", "postgres://thread:hunter2@db/thread", "-----BEGIN RSA PRIVATE KEY-----"]
)
def test_secret_is_found(planted: str) -> None:
    assert SECRETS.search(planted)
