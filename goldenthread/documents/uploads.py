"""What a form brings, looked at by the gate once. A view that makes something has it looked at before its transaction
begins (``accounts/once.py``), so that nobody waits to write while a large file is searched."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from goldenthread.documents.errors import Refused
from goldenthread.documents.gate import MAX_SIZE, TOO_LARGE, CheckedFile, look_through, refuse_other_kinds
from goldenthread.documents.gate.kinds import READABLE


def look_at(upload: UploadedFile) -> CheckedFile | Refused:
    """What the gate says of it, whatever kinds are asked for; it remembers."""
    known: CheckedFile | Refused | None = getattr(upload, "what_the_gate_said", None)
    if known is None:
        known = upload.what_the_gate_said = _look(upload)  # type: ignore[attr-defined]
    return known


def look_at_all(files: MultiValueDict[str, UploadedFile]) -> None:
    """Before a transaction begins: what a form sent."""
    for _, uploads in files.lists():
        for upload in uploads:
            look_at(upload)


def _look(upload: UploadedFile) -> CheckedFile | Refused:
    if upload.size is not None and upload.size > MAX_SIZE:
        return Refused(TOO_LARGE)
    upload.seek(0)
    try:
        return look_through(upload.read(), str(upload.name))
    except Refused as refusal:
        return refusal
    finally:
        upload.seek(0)


def checked(upload: Any, allowed: frozenset[str] = READABLE) -> CheckedFile:
    """For ``clean_file`` of a form: the file as the gate let it through."""
    found = look_at(upload)
    try:
        if isinstance(found, Refused):
            raise found
        refuse_other_kinds(found.kind, allowed)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from None
    return found
