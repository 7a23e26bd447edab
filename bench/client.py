"""One person's browser: a connection that is kept, a session, and the token that a form needs."""

import html
import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

IDLE = 1.0
"""The server hangs up after two idle seconds; we do before that."""


@dataclass
class Answer:
    status: int
    body: bytes
    headers: Mapping[str, str]
    ms: float


@dataclass
class Browser:
    port: int
    session: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    used: float = 0.0

    def __post_init__(self) -> None:
        if self.session:
            self.cookies["session"] = self.session
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def sign_in(self, session: str) -> None:
        """As somebody else; whoever has no session, as at the limit, stays without."""
        if self.session:
            self.session = self.cookies["session"] = session

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, data: Mapping[str, str], **headers: str) -> Answer:
        body = urlencode({"csrfmiddlewaretoken": self.token, **data})
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        return self._ask("POST", path, body, sent | {name.replace("_", "-"): value for name, value in headers.items()})

    @property
    def token(self) -> str:
        return self.cookies.get("csrf", "")

    def form(self, path: str) -> dict[str, str]:
        """The fields of a page's form as they stand: hidden ones, texts, and the chosen of radio buttons."""
        page = self.get(path).body.decode()
        main = page[page.index("<main") :]
        found = {}
        for tag in re.findall(r"<input[^>]*>", main):
            kind, name = _attribute(tag, "type"), _attribute(tag, "name")
            if name and (kind not in {"radio", "checkbox"} or " checked" in tag):
                found[name] = html.unescape(_attribute(tag, "value"))
        for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', main, re.S):
            found[name] = html.unescape(text).strip()
        found.pop("csrfmiddlewaretoken", None)  # each request brings its own
        return found

    def _ask(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if time.monotonic() - self.used > IDLE:
            self.line.close()
        began = time.perf_counter()
        try:
            self.line.request(method, path, body, {"Cookie": cookie, **headers})
            response = self.line.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            self.line.close()
            raise
        took, self.used = (time.perf_counter() - began) * 1000, time.monotonic()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return Answer(response.status, content, dict(response.getheaders()), took)


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1] if found else ""
