"""D3: the worker is killed at any instant while it mails. Nothing is sent twice, nothing is lost unseen."""

import random
import re
import socketserver
import subprocess
import threading
import time
from collections import Counter
from typing import Any

from bench.drills.site import SLUG, filled
from bench.place import PYTHON, ROOT, Place
from bench.servers import free_port

MAILS, KILLS, LONGEST = 300, 20, 400


class Sink(socketserver.ThreadingTCPServer):
    """A mail server that takes everything and remembers the Message-IDs of what it said yes to."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        self.taken: list[str] = []
        super().__init__(("127.0.0.1", free_port()), _Talk)

    def handle_error(self, *_: object) -> None:
        """Whoever talked to us was killed: that is the drill."""


class _Talk(socketserver.StreamRequestHandler):
    server: Sink

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self._take()
            elif word == b"QUIT":
                return self._say("221 bye")
            else:
                self._say("250 sink")
        return None

    def _take(self) -> None:
        self._say("354 go on")
        text = b""
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            text += line
        found = re.search(rb"^Message-ID: (\S+)", text, re.M | re.I)
        time.sleep(random.uniform(0, 0.02))
        self.server.taken.append(found[1].decode() if found else "")
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


def worker_killed(place: Place) -> dict[str, Any]:
    filled(place, actions=20)
    sink = Sink()
    threading.Thread(target=sink.serve_forever, daemon=True).start()
    place.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{sink.server_address[1]}"
    place.inside("plan_mails", partnership=SLUG, count=MAILS)
    kills, began = 0, time.monotonic()
    while kills < KILLS and time.monotonic() - began < LONGEST:
        kills += _sent_for_a_while(place, sink, kill=True)
    _sent_for_a_while(place, sink, kill=False)
    states = place.inside("mail_states")
    sink.shutdown()
    taken = Counter(sink.taken)
    doubled = sum(count > 1 for count in taken.values())
    seen = states.get("sent", []) + states.get("doubtful", [])
    lost = MAILS - len(seen) + len(set(states.get("sent", [])) - set(taken))
    return {
        "drill": "D3 worker killed while mailing", "engine": place.engine, "acknowledged": len(states.get("sent", [])), "lost": lost,
        "doubled": doubled, "half": len(set(taken) - set(seen)), "doubtful": len(states.get("doubtful", [])), "kills": kills,
        "held": not lost and not doubled and kills >= KILLS,
    }  # fmt: skip


def _sent_for_a_while(place: Place, sink: Sink, *, kill: bool) -> bool:
    """Run the command that sends; kill it once it is under way. True where it was killed."""
    command, before = [PYTHON, "-m", "goldenthread", "send_mail_waiting"], len(sink.taken)
    with (place.folder / "mail.log").open("ab") as log:
        sending = subprocess.Popen(command, cwd=ROOT, env=place.environment, stdout=log, stderr=log)
    while kill and sending.poll() is None and len(sink.taken) == before:
        time.sleep(0.005)
    if kill:
        time.sleep(random.uniform(0, 0.25))
        if sending.poll() is None:
            sending.kill()
    return sending.wait() < 0
