"""Functions that tests run inside the sandbox, where they try what a parser under attack might try."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from goldenthread.documents import sandboxed
from goldenthread.documents.blocks import Document
from goldenthread.documents.errors import Refused


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def environment(document: Document) -> dict[str, str]:
    return dict(os.environ)


def folder(document: Document) -> list[object]:
    return [str(Path.cwd()), [path.name for path in Path.cwd().iterdir()]]


def connect(document: Document) -> str:
    return _error(lambda: socket.create_connection(("127.0.0.1", 9), timeout=1))


def start_program(document: Document) -> str:
    return _error(lambda: subprocess.run(["/bin/true"], check=True))


def fork(document: Document) -> str:
    return _error(os.fork)


def write(document: Document) -> str:
    return _error(lambda: Path("left-behind").write_text("x"))


def interfaces(document: Document) -> list[str]:
    """What the kernel shows of the network; a network of one's own has nothing but a loopback."""
    lines = Path("/proc/self/net/dev").read_text().splitlines()[2:]
    return [line.split(":")[0].strip() for line in lines]


def hoard(document: Document) -> int:
    return len([bytearray(1 << 20) for _ in range(1 << 12)])


def hundred_megabytes(document: Document) -> int:
    return len(bytearray(100 << 20))


def sleep(document: Document) -> None:
    time.sleep(60)


def spin(document: Document) -> None:
    while True:
        pass


def die(document: Document) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def fail(document: Document) -> None:
    raise ValueError("words of the file")


def refuse(document: Document) -> None:
    raise Refused("This is not a plan.")


def shout(document: Document) -> str:
    return "x" * (33 << 20)


def chatter(document: Document) -> str:
    print("not JSON")
    return "heard"


def descriptors(document: Document) -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def _error(work: object) -> str:
    try:
        work()
    except Exception as error:
        return type(error).__name__
    return "it worked"


def without_namespace() -> str:
    """The audit hook by itself, in a process where the kernel gives no network of one's own."""
    sandboxed.forbid_reaching_out()
    return connect(Document())
