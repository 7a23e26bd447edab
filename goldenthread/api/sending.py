"""Sending to an address that somebody typed: to the public web alone, over TLS, and no further than it says.

The name is looked up once; every address that it has must be a public one, and the connection goes to the very address
that was checked, so that a name which answers differently the second time leads nowhere. Nothing is followed, little is
read, and it is over after a few seconds.
"""

import http.client
import socket
import ssl
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

SECONDS = 5
SECONDS_IN_ALL = 10
MOST_READ = 1024
TRANSLATED = [ip_network("64:ff9b::/96"), ip_network("2002::/16"), ip_network("64:ff9b:1::/48")]
"""IPv6 addresses behind which an IPv4 address stands."""
Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Answer:
    taken: bool
    said: str


class Refused(Exception):
    """The address is not one to which we send."""


def refuse_address(text: str) -> None:
    """For whoever types it: what is wrong with the address, before its name is looked up."""
    parts = urlsplit(text)
    if parts.scheme != "https" or not parts.hostname:
        raise ValidationError({"address": "Enter an address that begins with https://"})
    if parts.username or parts.password or parts.fragment:
        raise ValidationError({"address": "Leave out names, passwords and what stands after “#”."})
    try:
        literal = ip_address(parts.hostname)
    except ValueError:
        return
    if not _is_public(literal):
        raise ValidationError({"address": "This address lies inside a private network, where we do not send."})


def send(address: str, body: bytes, headers: dict[str, str]) -> Answer:
    """POST it. Taken is what answers 200 to 299."""
    parts = urlsplit(address)
    try:
        host, port = parts.hostname or "", parts.port or 443
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return _post(host, port, _checked(host, port), target, body, headers)
    except ssl.SSLError as problem:
        return Answer(False, f"The connection is not secure: {problem.reason or 'its certificate is not good'}."[:200])
    except (Refused, ValueError) as refused:
        return Answer(False, str(refused) or "The address cannot be used.")
    except (OSError, http.client.HTTPException) as problem:
        return Answer(False, f"No answer: {type(problem).__name__}.")


def _checked(host: str, port: int) -> str:
    """The address to connect to: the first of the name, if all of them are public."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(_is_public(ip_address(each.partition("%")[0])) for each in found):
        raise Refused("The name leads into a private network, where we do not send.")
    return found[0]


def _is_public(address: Address) -> bool:
    if any(address in ip_network(each) for each in settings.WEBHOOKS_ALSO_TO):
        return True
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return _is_public(address.ipv4_mapped)
        if any(address in each for each in TRANSLATED):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


class _Pinned(http.client.HTTPSConnection):
    """Connects to the address that was checked, and proves that it is the host that was named."""

    def __init__(self, host: str, port: int, checked: str) -> None:
        self.secure = ssl.create_default_context()
        super().__init__(host, port, timeout=SECONDS, context=self.secure)
        self.checked = checked

    def connect(self) -> None:
        plain = socket.create_connection((self.checked, self.port), SECONDS)
        self.sock = self.secure.wrap_socket(plain, server_hostname=self.host)


def _post(host: str, port: int, checked: str, target: str, body: bytes, headers: dict[str, str]) -> Answer:
    connection = _Pinned(host, port, checked)
    alarm = Timer(SECONDS_IN_ALL, _hang_up, [connection])
    alarm.daemon = True
    alarm.start()
    try:
        connection.request("POST", target, body, headers)
        response = connection.getresponse()
        response.read(MOST_READ)
        return Answer(200 <= response.status < 300, f"It answered {response.status}.")
    finally:
        alarm.cancel()
        connection.close()


def _hang_up(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        connection.sock.shutdown(socket.SHUT_RDWR)
