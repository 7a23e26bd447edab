"""Keeping a file that passed the gate."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from goldenthread.core import clock
from goldenthread.documents.models import StoredFile


@transaction.atomic
def keep_file(content: bytes, *, name: str, media_type: str, chain: str, by: Any) -> StoredFile:
    """Keep the bytes under their hash for the partnership ``chain``; the same bytes lie on the disk once.

    The caller has taken them through ``documents.gate``. ``by`` is the person who sent them.
    """
    digest = hashlib.sha256(content).hexdigest()
    stored = StoredFile(
        chain=chain, name=name[:200], media_type=media_type, size=len(content), sha256=digest, sent_by=by.ref, sent_at=clock.now()
    )
    storage, path = StoredFile._meta.get_field("content").storage, f"{digest[:2]}/{digest}"
    if not storage.exists(path):
        storage.save(path, ContentFile(content))
    stored.content.name = path
    stored.save()
    return stored
