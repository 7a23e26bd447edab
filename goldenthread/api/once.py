"""Doing once what a program asks for under a key, so that it may ask again when it lost the answer."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from goldenthread.api.models import KeyedRequest, Token
from goldenthread.core import clock

KEPT = timedelta(days=1)
OTHER = "This key was sent before with another request. Use a key of its own for each change."


@transaction.atomic
def do_once(token: Token, *, key: str, asked: bytes, do: Callable[[], Any]) -> Any:
    """What ``do`` answers; or, where the token sent this key before with the same request, what was answered then.

    Two at the same time: the second waits for the first. Where ``do`` refuses, nothing is kept, and one may ask again.
    """
    said = hashlib.sha256(asked).hexdigest()
    kept, is_new = KeyedRequest.objects.get_or_create(token=token, key=key, defaults={"asked": said})
    if not is_new:
        if kept.asked != said:
            raise ValidationError({"Idempotency-Key": OTHER})
        return kept.answer
    answer = do()
    kept.answer = json.loads(json.dumps(answer, cls=DjangoJSONEncoder))
    kept.save(update_fields=["answer"])
    return answer


def forget_old_requests() -> int:
    """For the nightly job."""
    return KeyedRequest.objects.filter(made_at__lt=clock.now() - KEPT).delete()[0]
