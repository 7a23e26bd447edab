import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from goldenthread.documents import scanner

BAD = b"EICAR-LIKE"


@contextmanager
def a_daemon() -> Iterator[str]:
    """A ClamAV daemon that knows one signature, on loopback; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=_serve, args=[server], daemon=True).start()
        yield f"127.0.0.1:{server.getsockname()[1]}"


def _serve(server: socket.socket) -> None:
    while True:
        try:
            client, _ = server.accept()
        except OSError:
            return
        with client, client.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            content = b""
            while size := struct.unpack("!L", stream.read(4))[0]:
                content += stream.read(size)
            client.sendall(b"stream: ")
            client.sendall(b"Test.Signature FOUND\0" if BAD in content else b"OK\0")


@pytest.fixture
def daemon(settings) -> Iterator[None]:
    with a_daemon() as settings.CLAMD_ADDRESS:
        yield


def test_clean_file_is_clean(daemon):
    assert scanner.scan([b"Minutes of the ", b"Board"]) == ""


def test_malware_is_named(daemon):
    assert scanner.scan([b"x" * 70_000, BAD]) == "Test.Signature"


@pytest.mark.parametrize("address", ["127.0.0.1:1", "no port"])
def test_scanner_that_does_not_answer_is_down(settings, address):
    settings.CLAMD_ADDRESS = address
    with pytest.raises(scanner.ScannerDown):
        scanner.scan([b"Minutes"])
