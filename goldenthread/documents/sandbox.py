"""Reads a stranger's file in a process of its own, without network, with limits on memory and time.

The process gets the file on its standard input and nothing else: an empty environment, an empty folder, no
descriptors of ours. It answers with JSON. If it dies, whoever sent the file gets one sentence and nobody
else notices.
"""

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import goldenthread
from goldenthread.documents.errors import ReadingFailed, Refused
from goldenthread.documents.gate import CheckedFile

log = logging.getLogger(__name__)

SOURCE = Path(goldenthread.__file__).resolve().parent.parent
COMMAND = [sys.executable, "-P", "-X", "utf8", "-m", "goldenthread.documents.sandboxed"]
MAX_OUTPUT = 32 * 1024 * 1024
PIECE = 1 << 16

TOO_SLOW = (
    "Reading this file took too long and was stopped. Send only the part that holds the plan, or save it as DOCX."
)
TOO_BIG = "Reading this file needs too much memory and was stopped. Send only the part that holds the plan."
FAILED = "This file could not be read. Open it, save it again as DOCX or PDF and send that."


def run_in_sandbox(function_path: str, *, file: CheckedFile, timeout: float = 60, memory_mb: int = 256) -> Any:
    """Reads ``file`` into a document, calls the function at the dotted path with it, and returns its answer.

    The answer must be what JSON can hold. Raises ``Refused`` when the reader refuses the file and
    ``ReadingFailed`` when the process gives up, runs out of time or memory, or dies.
    """
    with tempfile.TemporaryDirectory(prefix="goldenthread-") as folder, tempfile.TemporaryFile() as source:
        source.write(file.content)
        source.seek(0)
        process = subprocess.Popen(  # noqa: S603
            [*COMMAND, function_path, file.kind, str(memory_mb), str(int(timeout) + 1)],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={"PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": folder, "HOME": folder},
            start_new_session=True,
        )
        try:
            output = gather(process, time.monotonic() + timeout)
        finally:
            end(process)
    return answer(output, file)


def gather(process: subprocess.Popen[bytes], deadline: float) -> bytes:
    """All that the process says until it closes its end, the ceiling or the deadline."""
    assert process.stdout is not None
    output = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            if not selector.select(left):
                break
            piece = os.read(process.stdout.fileno(), PIECE)
            if not piece:
                return bytes(output)
            output += piece
            if len(output) > MAX_OUTPUT:
                raise ReadingFailed(TOO_BIG)
    raise ReadingFailed(TOO_SLOW)


def end(process: subprocess.Popen[bytes]) -> None:
    """Kills the process with everything it may have started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.stdout:
        process.stdout.close()
    process.wait()


def answer(output: bytes, file: CheckedFile) -> Any:
    try:
        said = json.loads(output)
    except ValueError as error:
        log.warning("The reader of a %s file of %s bytes died without a word", file.kind, file.size)
        raise ReadingFailed(FAILED) from error
    if "refused" in said:
        raise Refused(said["refused"])
    if "failed" in said:
        log.warning("The reader of a %s file of %s bytes failed: %s", file.kind, file.size, said["failed"])
        raise ReadingFailed(TOO_BIG if said["failed"] == "memory" else FAILED)
    return said["result"]
