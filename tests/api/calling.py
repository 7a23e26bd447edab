"""A program that calls the API with a token."""

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import hashed
from goldenthread.api.models import Token
from goldenthread.api.queries import rights_anywhere
from goldenthread.core import clock


def a_token(person: User, rights: Iterable[str] | None = None, **values: Any) -> str:
    """The secret of a token, of all that the person may do unless ``rights`` says less."""
    secret = f"gt_{person.ref}-{Token.objects.count()}"
    fresh = User.objects.get(pk=person.pk)
    names = [right.name for right in rights_anywhere(fresh)] if rights is None else list(rights)
    known = {"name": "A dashboard", "expires_at": clock.now() + timedelta(days=30)}
    Token.objects.create(person=person, digest=hashed(secret), rights=names, **known | values)
    return secret


class Program:
    """Calls with a token of the person, or the secret that is given, or none; under ``key``, if it has one."""

    def __init__(self, person: User | None = None, rights: Iterable[str] | None = None, secret: str = "") -> None:
        self.secret = secret or (a_token(person, rights) if person else "")
        self.key: str | None = None
        self.client = Client(raise_request_exception=False, enforce_csrf_checks=True)

    def __call__(self, method: str, path: str, data: Any = None) -> Any:
        body = "" if data is None else json.dumps(data, cls=DjangoJSONEncoder)
        address = path.removeprefix("http://127.0.0.1:8000") if path.startswith(("/", "http")) else f"/api/v1/{path}"
        return self.client.generic(method, address, body, content_type="application/json", headers=self.headers)

    @property
    def headers(self) -> dict[str, str]:
        shown = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        return shown | ({"Idempotency-Key": self.key} if self.key is not None else {})

    def get(self, path: str) -> Any:
        return self("GET", path)

    def post(self, path: str, **data: Any) -> Any:
        return self("POST", path, data)

    def send_file(self, path: str, file: Any, **data: Any) -> Any:
        return self.client.post(f"/api/v1/{path}", {"file": file, **data}, headers=self.headers)
