"""A form that makes something is taken once, however often it is sent: a double click, two tabs, a page sent again."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.accounts.models import SentForm
from goldenthread.accounts.requests import PersonRequest
from goldenthread.core import clock
from goldenthread.documents.uploads import look_at_all
from goldenthread.history.models import Entry

KEPT = timedelta(minutes=10)
"""Who sends the same words to the same page later than that means to; so does who did something else in between."""
SAID = "You sent this twice. It is here once."
View = Callable[..., HttpResponse]


def once(view: View) -> View:
    """For a view that makes something. The same words from the same person lead to what was made of them before.

    Two at the same time: the second waits for the first. What was refused is not kept, and may be sent again. The gate
    looks at files before the transaction begins, for on SQLite nobody else writes while it lasts.
    """

    @wraps(view)
    def through(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        look_at_all(request.FILES)
        digest = digest_of(request)
        with transaction.atomic():
            return _answer(request, digest, lambda: view(request, *args, **kwargs))

    return through


def _answer(request: PersonRequest, digest: str, do: Callable[[], HttpResponse]) -> HttpResponse:
    sent = SentForm.objects.filter(person=request.user)
    sent.filter(sent_at__lt=clock.now() - KEPT).delete()
    kept, is_new = sent.get_or_create(person=request.user, digest=digest)
    if not is_new and not _did_something_since(SentForm.objects.select_for_update().get(pk=kept.pk)):
        messages.info(request, SAID)
        return redirect(kept.led_to)
    response = do()
    if response.status_code == 302:
        kept.led_to, kept.last_entry = response["Location"], _last_entry()
        kept.save(update_fields=["led_to", "last_entry"])
    else:
        kept.delete()
    return response


def _last_entry() -> int:
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _did_something_since(kept: SentForm) -> bool:
    """Took away what was made, say, and makes it again."""
    return Entry.objects.filter(pk__gt=kept.last_entry, actor_ref=kept.person.ref).exists()


def digest_of(request: HttpRequest) -> str:
    """Of where it was sent and what was said; a file counts by its content."""
    said = [(key, values) for key, values in sorted(request.POST.lists()) if key != "csrfmiddlewaretoken"]
    files = [(key, [_of_file(file) for file in each]) for key, each in sorted(request.FILES.lists())]
    asked = json.dumps([request.get_full_path(), said, files])
    return hashlib.sha256(asked.encode()).hexdigest()


def _of_file(file: UploadedFile) -> str:
    digest = hashlib.sha256(str(file.name).encode())
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
