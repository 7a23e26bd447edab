"""D3: the worker is killed at any instant while it mails. Nothing is sent twice, nothing is lost unseen."""

import random
import re
import socketserver
import threading
import time
from collections import Counter
from typing import Any

from bench.drills.site import SLUG, filled
from bench.drills.warm import Warm
from bench.place import Place
from bench.servers import free_port

MAILS, KILLS, LONGEST = 600, 20, 200
SENDS_FOR = 0.12
"""So many seconds at most it goes on sending before it is killed: twenty times that must not send all there is."""
NIGHTS = 6


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
        if not line:
            return  # the sender died on the way: a server keeps only what was sent to its end
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
    with Warm(place) as warm:
        while kills < KILLS and len(sink.taken) < MAILS and time.monotonic() - began < LONGEST:
            kills += _killed_on_the_way(warm, sink)
        warm.run("send")
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


def _killed_on_the_way(warm: Warm, sink: Sink) -> bool:
    """Send; kill it at some instant after its first mail has gone out. True where it was killed."""
    before = len(sink.taken)
    warm.start("send")
    while not warm.has_ended(0.002) and len(sink.taken) == before:
        pass
    time.sleep(random.uniform(0, SENDS_FOR))
    return warm.kill()


def planned_twice(place: Place) -> dict[str, Any]:
    """The nightly job is killed at any instant, and run twice at once: each mail of the night is planned once."""
    filled(place, actions=40, returns=3)
    kills, missing, doubled, half = 0, 0, 0, 0
    with Warm(place) as one, Warm(place) as other:
        for number in range(NIGHTS):
            night = f"2030-{number % 12 + 1:02}-{number // 12 + 4:02}"
            told = place.inside("night", on=night)
            for _ in range(5):
                one.start("nightly", on=night)
                time.sleep(random.uniform(0, 2 * told["seconds"]))
                kills += one.kill()
            one.start("nightly", on=night)
            other.start("nightly", on=night)
            one.end(), other.end()
            found = place.inside("mails_of", keys=told["keys"])
            missing, doubled = missing + len(told["keys"]) - found["there"], doubled + found["doubled"]
            half += found["without_place"]
    return {
        "drill": "D3 nightly job killed, and run twice at once", "engine": place.engine, "acknowledged": NIGHTS, "lost": missing,
        "doubled": doubled, "half": half, "kills": kills, "held": not (missing or doubled or half) and kills >= NIGHTS,
    }  # fmt: skip
