"""The request as our views get it: somebody has signed in."""

from django.http import HttpRequest

from goldenthread.accounts.models import User


class PersonRequest(HttpRequest):
    """For type checks only; the middleware sees to it that it is true."""

    user: User
