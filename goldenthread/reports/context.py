"""What stands around every page, for whoever looks at it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from goldenthread.core.chrome import Chrome, Link
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.queries import rights
from goldenthread.partnerships.roles import Right


def page(request: HttpRequest) -> dict[str, Any]:
    return {"chrome": chrome(request)}


def chrome(request: HttpRequest) -> Chrome:
    return Chrome()
