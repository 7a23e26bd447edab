"""What a request is once the middleware has let it through. For types alone: Django hands every view an HttpRequest."""

from django.http import HttpRequest

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Network, Partnership


class Request(HttpRequest):
    """Of somebody who has signed in, for a page under the address of a partnership."""

    user: User  # type: ignore[assignment]
    partnership: Partnership


class NetworkRequest(HttpRequest):
    """The same, for a page under the address of a network."""

    user: User  # type: ignore[assignment]
    network: Network
