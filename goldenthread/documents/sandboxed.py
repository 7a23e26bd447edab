"""What runs inside the sandbox: ``python -m goldenthread.documents.sandboxed FUNCTION KIND MEMORY_MB SECONDS``.

Locks itself in before it looks at the file: no network, no new processes, no files to write, a ceiling on
memory above what the interpreter and the reader take to start. Errors are told as the place in the code
where they happened, never with words from the file.
"""

import ctypes
import json
import os
import resource
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from goldenthread.documents.errors import Refused
from goldenthread.documents.reading import reader_for

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_NO_NEW_PRIVS = 38
FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.truncate",
    "pty.",
    "ftplib.",
    "http.client",
    "urllib.Request",
)
OPEN_FILES = 64


def main(function_path: str, kind: str, memory_mb: str, seconds: str) -> None:
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    read, function = reader_for(kind), find(function_path)
    leave_network()
    forbid_reaching_out()
    limit(int(memory_mb), int(seconds))
    said = run(lambda: function(read(sys.stdin.buffer.read())))
    output.write(said)
    output.flush()
    os._exit(0)


def find(path: str) -> Callable[[Any], Any]:
    module, _, name = path.rpartition(".")
    function: Callable[[Any], Any] = getattr(import_module(module), name)
    return function


def run(work: Callable[[], Any]) -> bytes:
    try:
        said = {"result": work()}
        return json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
    except Refused as refusal:
        said = {"refused": refusal.sentence}
    except MemoryError:
        said = {"failed": "memory"}
    except Exception as error:
        said = {"failed": where(error)}
    return json.dumps(said).encode()


def where(error: Exception) -> str:
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-3:]]
    return f"{type(error).__name__} at {' > '.join(places)}"


def leave_network() -> bool:
    """Moves into a network of its own, which has no way out; False where the system does not permit it."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(hasattr(libc, "unshare") and libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0)


def forbid_reaching_out() -> None:
    """The second wall: Python itself refuses sockets and new processes, and opens nothing for writing."""

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(FORBIDDEN) or (event == "open" and is_writing(arguments)):
            raise PermissionError(f"{event} is not permitted while reading a file")

    sys.addaudithook(refuse)


def is_writing(arguments: tuple[Any, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def limit(memory_mb: int, seconds: int) -> None:
    ceilings = {
        resource.RLIMIT_AS: memory_in_use() + memory_mb * 1024 * 1024,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_NPROC: 0,
    }
    for name, ceiling in ceilings.items():
        _, hard = resource.getrlimit(name)
        lowest = ceiling if hard == resource.RLIM_INFINITY else min(ceiling, hard)
        resource.setrlimit(name, (lowest, lowest))


def memory_in_use() -> int:
    """Address space of this process; a gigabyte where the system does not say."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 1 << 30


if __name__ == "__main__":
    main(*sys.argv[1:])
