"""Malware scan by a ClamAV daemon, spoken to in its own protocol. Fails closed: what was not scanned is not served."""

import socket
import struct
from collections.abc import Iterable

from django.conf import settings

TIMEOUT_SECONDS = 60
PIECE = 1 << 16


class ScannerDown(Exception):
    """The daemon does not answer; the file goes on waiting."""


def is_set_up() -> bool:
    return bool(settings.CLAMD_ADDRESS)


def scan(pieces: Iterable[bytes]) -> str:
    """The name of what was found, or nothing. Raises ScannerDown."""
    try:
        host, _, port = settings.CLAMD_ADDRESS.rpartition(":")
        with socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS) as daemon:
            daemon.sendall(b"zINSTREAM\0")
            for piece in pieces:
                daemon.sendall(struct.pack("!L", len(piece)) + piece)
            daemon.sendall(struct.pack("!L", 0))
            answer = _answer(daemon)
    except (OSError, ValueError) as problem:
        raise ScannerDown from problem
    if answer.endswith("FOUND"):
        return answer.removeprefix("stream:").removesuffix("FOUND").strip()
    if not answer.endswith("OK"):
        raise ScannerDown
    return ""


def _answer(daemon: socket.socket) -> str:
    """All of it: it may come in pieces, and ends where the daemon hangs up."""
    said = b""
    while b"\0" not in said and (piece := daemon.recv(4096)):
        said += piece
    return said.decode(errors="replace").strip("\0\n ")
